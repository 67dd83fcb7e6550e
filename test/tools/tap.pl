#!/usr/bin/env perl
#
# tap.pl
#	  Run TAP test files and count their assertions.
#
# Usage: tap.pl JOBS FILE...
#
# Progress goes to standard error, and so does the log of each file that
# failed.  Standard output is one line: the numbers of passed and of failed
# assertions.  A file that crashed, or that broke its plan, has at least one
# failure.  One that hangs is ended, and fails.

use strict;
use warnings;

use File::Basename qw(basename);
use TAP::Harness;

my ($jobs, @files) = @ARGV;

# Seconds that a file may take, also on a slow machine and under a sanitizer, and
# what timeout says of one that takes longer.
use constant LIMIT => 1800;
use constant TIMED_OUT => 124;

# Where PostgreSQL's test modules write what a file did.
sub print_log
{
	my ($name) = @_;
	my $log = "$ENV{TESTLOGDIR}/regress_log_" . basename($name, '.t');

	open my $handle, '<', $log or return;
	my @lines = <$handle>;
	my $first = @lines > 40 ? @lines - 40 : 0;
	print STDERR "\nEnd of the log of $name:\n", @lines[ $first .. $#lines ];
	return;
}

my $harness = TAP::Harness->new(
	{   jobs => $jobs, color => 0, failures => 1, timer => 1, stdout => \*STDERR,
		exec => [ 'timeout', '--kill-after=60', LIMIT, $^X ] });
my $results = $harness->runtests(map { [ $_, basename($_) ] } @files);
my ($passed, $failed) = (0, 0);

for my $name ($results->descriptions)
{
	my ($parser) = $results->parsers($name);
	my $failures = () = $parser->failed;

	$failures ||= 1
	  if $parser->exit || $parser->wait || $parser->parse_errors;
	$passed += () = $parser->passed;
	$failed += $failures;
	print STDERR "$name: skipped ", scalar(() = $parser->skipped), "\n" if $parser->skipped;
	print STDERR "$name: ended after ", LIMIT, " s\n" if $parser->exit == TIMED_OUT;
	print_log($name) if $failures;
}

print "$passed $failed\n";
