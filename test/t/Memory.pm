# Memory.pm
#	  How much memory a session takes.

package Memory;

use strict;
use warnings FATAL => 'all';

use Exporter qw(import);

our @EXPORT = qw(peaks peak);

# What the system knows of a process is here.
use constant STATUS => '/proc/self/status';

# The most kilobytes that a new session has needed until the end of each of
# these statements.
# Returns: nothing where the system does not tell.
sub peaks
{
	my ($node, @statements) = @_;
	my $measure = "SELECT 'kB', (regexp_match(pg_read_file('/proc/' || pg_backend_pid() || '/status'), 'VmHWM:\\s+(\\d+)'))[1]";

	return unless -e STATUS;
	my $output = $node->safe_psql('postgres', join ";\n", 'SET max_parallel_workers_per_gather = 0', 'SET jit = off', map { ($_, $measure) } @statements);
	return $output =~ /^kB\|(\d+)$/mg;
}

# Those of one query, whose results are counted.
sub peak
{
	my ($node, $query) = @_;

	return (peaks($node, "SELECT count(result) FROM ($query OFFSET 0) q"))[0];
}

1;
