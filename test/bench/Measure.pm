# Measure.pm
#	  What the benchmarks share: psql, medians, and the rows of their tables.

package Measure;

use strict;
use warnings FATAL => 'all';

use Exporter qw(import);

our @EXPORT = qw(psql median start_table print_row missed);

# What psql prints for a script, stopping at the first error.
sub psql
{
	my ($script, @options) = @_;

	open(my $pipe, '-|', 'psql', '-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1',
		@options, '-c', 'SET jit = off', '-c', "SET work_mem = '2GB'",
		map { ('-c', $_) } @$script)
	  or die "psql: $!\n";
	my $output = do { local $/; <$pipe> };
	close($pipe) or die "psql failed\n";
	return $output;
}

sub median
{
	my @sorted = sort { $a <=> $b } @_;
	my $middle = int(@sorted / 2);

	return @sorted % 2 ? $sorted[$middle] : ($sorted[ $middle - 1 ] + $sorted[$middle]) / 2;
}

sub start_table
{
	print "| work | against | ours | theirs | ratio | target |\n";
	print "|---|---|---:|---:|---:|---|\n";
	return;
}

my $missed = 0;

# A row: its fields work, against, unit, format, and "at most" or "at least"; then
# our figures and theirs, of neighbouring runs.
sub print_row
{
	my ($row, $ours, $theirs) = @_;
	my $ratio = median(map { $ours->[$_] / $theirs->[$_] } 0 .. $#$ours);
	my $most = $row->{'at most'};
	my $met = defined $most ? $ratio <= $most : $ratio >= $row->{'at least'};

	printf "| %s | %s | $row->{format} %s | $row->{format} %s | %.3f | %s%s |\n",
	  $row->{work}, $row->{against},
	  median(@$ours), $row->{unit},
	  median(@$theirs), $row->{unit},
	  $ratio, defined $most ? "at most $most" : "at least $row->{'at least'}",
	  $met ? '' : ', missed';
	$missed++ if !$met;
	return;
}

sub missed
{
	print "\n$missed missed\n" if $missed;
	return $missed;
}

1;
