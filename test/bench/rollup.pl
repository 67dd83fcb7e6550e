#!/usr/bin/perl
#
# rollup.pl
#	  What a rollup of cx_rollup costs the writers of its table and spares its
#	  readers, as ratios against the same table without one.
#
# Usage: rollup.pl RUNS SECONDS, with the connection in the PG* variables.
#
# RUNS is the number of runs of each side, in turn; SECONDS how long each run of
# clients takes.  The tables are those of rollup.sql.  Commits reach the disk: that
# is what a lock would last for.

use strict;
use warnings FATAL => 'all';

use File::Temp;
use FindBin;
use lib $FindBin::Bin;

use Measure;

my ($runs, $seconds) = @ARGV;
my $directory = File::Temp->newdir;

sub empty_all
{
	psql(['TRUNCATE bare.answers, rolled.answers, by_hand.answers, by_hand.daily', 'CHECKPOINT']);
	return;
}

# Transactions a second of a script of test/rollup in a schema, whose deadlocks are
# counted too.
my %deadlocks;

sub rate
{
	my ($script, $schema) = @_;
	local $ENV{PGOPTIONS} = "-c search_path=$schema,public -c synchronous_commit=on";

	open(my $pipe, '-|', 'pgbench', '-n', '-M', 'prepared', '-c', 16, '-j', 2, '-T', $seconds, '--failures-detailed',
		'-f', "$FindBin::Bin/../rollup/$script.sql", $ENV{PGDATABASE})
	  or die "pgbench: $!\n";
	my $output = do { local $/; <$pipe> };
	close($pipe) or die "pgbench failed\n";
	$deadlocks{$schema} += $1 if $output =~ /^number of deadlock failures: (\d+)/m;
	return $output =~ /^tps = ([\d.]+)/m ? $1 : die "no rate from pgbench\n";
}

# Rates in each of several schemas, in turn.
sub rates
{
	my ($script, @schemas) = @_;
	my %rates;

	for (1 .. $runs)
	{
		empty_all();
		push @{ $rates{$_} }, rate($script, $_) for @schemas;
	}
	return @rates{@schemas};
}

# Milliseconds that statements take, in turn.
sub milliseconds
{
	my ($between, @statements) = @_;
	my @times;

	for (1 .. $runs)
	{
		$between->();
		push @{ $times[$_] }, psql([ 'SET max_parallel_workers_per_gather = 0', '\timing on', $statements[$_] ]) =~ /^Time: ([\d.]+) ms/m
		  for 0 .. $#statements;
	}
	return @times;
}

sub exact
{
	my $differing = psql([q{SELECT count(*) FROM cx_check_rollup('rolled.daily')}]) + 0;

	die "the rollup differs in $differing groups\n" if $differing;
	return;
}

$| = 1;
psql([], '-f', "$FindBin::Bin/rollup.sql");
printf "rollups, 16 clients on 4 groups for %d s, medians of %d runs\n\n", $seconds, $runs;
start_table();

my %rate = (unit => 'a second', format => '%.0f');
my ($bare, $rolled) = rates('one', qw(bare rolled));
print_row({ %rate, work => 'one INSERT a transaction', against => 'no rollup', 'at least' => 0.50 }, $rolled, $bare);
exact();
($bare, $rolled, my $by_hand) = rates('two', qw(bare rolled by_hand));
print_row({ %rate, work => 'two INSERTs a transaction', against => 'no rollup', 'at least' => 0.50 }, $rolled, $bare);
print_row({ %rate, work => 'two INSERTs a transaction', against => 'an upsert by hand, sorted', 'at least' => 3 }, $rolled, $by_hand);
exact();

my %time = (unit => 'ms', format => '%.0f');
my $copy = sub { "COPY $_[0].answers (team, day, score) FROM '$directory/answers'" };
psql(["COPY million TO '$directory/answers'"]);
($bare, $rolled) = milliseconds(\&empty_all, map { $copy->($_) } qw(bare rolled));
print_row({ %time, work => 'COPY of 1,000,000 answers', against => 'no rollup', 'at most' => 1.7 }, $rolled, $bare);
exact();

psql([ $copy->('bare'), $copy->('rolled'), 'VACUUM ANALYZE bare.answers', 'VACUUM ANALYZE rolled.daily_part' ]);
my @reads = ('SELECT team, nps(tally) FROM rolled.daily GROUP BY team', 'SELECT team, nps(score) FROM bare.answers GROUP BY team');
print_row({ %time, work => 'NPS of all teams, 2,000,000 answers', against => 'from the answers', 'at most' => 0.20 }, milliseconds(sub { }, @reads));
psql([q{DO $$ BEGIN FOR i IN 1 .. 100000 LOOP
	INSERT INTO rolled.answers (team, day, score) VALUES ('T' || i % 4, '2026-11-25', i % 11); END LOOP; END $$}, 'VACUUM ANALYZE rolled.daily_part']);
print_row({ %time, work => 'the same after 100,000 single rows, not compacted', against => 'from the answers', 'at most' => 0.30 },
	milliseconds(sub { }, @reads));
psql([q{SELECT cx_compact_rollup('rolled.daily')}, 'VACUUM ANALYZE rolled.daily_part']);
print_row({ %time, work => 'the same, compacted', against => 'from the answers', 'at most' => 0.15 }, milliseconds(sub { }, @reads));
exact();

print "\ndeadlocks: $deadlocks{rolled} with the rollup, $deadlocks{by_hand} with the upsert by hand\n";
exit(missed() > 0 || $deadlocks{rolled} > 0);
