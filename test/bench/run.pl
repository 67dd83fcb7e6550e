#!/usr/bin/perl
#
# run.pl
#	  Runs the rows of rows.sql and prints a table of ratios.
#
# Usage: run.pl ROWS RUNS, with the connection in the PG* variables.
#
# Each row's two statements run in turn, RUNS times after one run to warm up.
# The ratio is the median of the ratios of neighbours, which a machine that
# changes its speed on the way disturbs least.  Single process and without jit,
# so that the work is compared and not the plan.

use strict;
use warnings FATAL => 'all';
use FindBin;
use lib $FindBin::Bin;

use Measure;

my ($rows, $runs) = @ARGV;

my $serial = 'SET max_parallel_workers_per_gather = 0;';
my $two_workers = 'SET max_parallel_workers_per_gather = 2;'
  . ' SET parallel_leader_participation = off;'
  . ' SET min_parallel_table_scan_size = 0;'
  . ' SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0;';

# Times in milliseconds of each statement, run in turn with the others.
sub times_of
{
	my ($setting, @statements) = @_;
	my @script = ($setting, '\timing on', (@statements) x ($runs + 1));
	my @times = psql(\@script) =~ /^Time: ([\d.]+) ms/mg;

	die "no times from psql\n" if @times != @statements * ($runs + 1);
	return map {
		my $first = $_;
		[ map { $times[ $first + @statements * $_ ] } 1 .. $runs ];
	} 0 .. $#statements;
}

# How each kind of row is measured: a list of figures for either statement.
my %measure = (
	'time' => sub { times_of($serial, @_) },
	'number' => sub {
		map { [ 0 + psql([$_]) ] } @_;
	},
	'memory' => sub {
		map {
			psql([ $serial, 'SET enable_sort = off', "EXPLAIN (ANALYZE, TIMING OFF) $_" ])
			  =~ /Memory Usage: (\d+)kB/
			  or die "no hash table in the plan\n";
			[$1];
		} @_;
	},
	'speed-up' => sub {
		my @one = times_of($serial, @_);
		my @two = times_of($two_workers, @_);

		map {
			my $statement = $_;
			[ map { $one[$statement][$_] / $two[$statement][$_] } 0 .. $runs - 1 ];
		} 0 .. $#_;
	});

my %unit = ('time' => 'ms', 'number' => '', 'memory' => 'kB', 'speed-up' => '');

sub read_rows
{
	open(my $file, '<', "$FindBin::Bin/rows.sql") or die "rows.sql: $!\n";
	my $text = do { local $/; <$file> };
	my (undef, @blocks) = split /^-- work: /m, $text;

	return map {
		my ($work, $body) = split /\n/, $_, 2;
		my %row = (work => $work, measured => 'time');

		$row{$1} = $2 while $body =~ s/\A-- ([\w ]+): (.*)\n//;
		$row{statements} = [ map { s/\s+\z//r } split /;\n+/, $body ];
		die "row \"$work\" needs two statements\n" if @{ $row{statements} } != 2;
		\%row;
	} @blocks;
}

$| = 1;
psql([], '-v', "rows=$rows", '-f', "$FindBin::Bin/data.sql");
printf "%s rows, medians of %d runs\n\n", $rows, $runs;
start_table();
for my $row (read_rows())
{
	@$row{qw(unit format)} = ($unit{ $row->{measured} }, $row->{measured} eq 'speed-up' ? '%.2f' : '%.0f');
	print_row($row, $measure{ $row->{measured} }->(@{ $row->{statements} }));
}
exit(missed() > 0);
