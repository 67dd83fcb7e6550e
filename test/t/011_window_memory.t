# 011_window_memory.t
#	  What the window functions take of memory for a large partition: some bytes
#	  a row, and nothing that one partition leaves to the next.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use Test::More;

my $node = setup_node('work_mem = 4MB');

# Tallies large enough for a leak of one a row to show, p-values beside them.
$node->safe_psql('postgres', <<'EOT');
CREATE UNLOGGED TABLE large AS
	SELECT i, tally, i % 1000 / 1000.0::float8 AS p FROM generate_series(1, 1000000) i JOIN
		(SELECT n, cx_tally_from_counts(0, ARRAY(SELECT (n * point % 17)::float8 FROM generate_series(1, 101) point)) AS tally FROM generate_series(0, 99) n) t ON n = i % 100;
EOT

# Kilobytes that a new session needs at most for a query.
sub peak
{
	my ($query) = @_;
	my $peak = $node->safe_psql('postgres', <<"EOT");
SET max_parallel_workers_per_gather = 0;
SET jit = off;
SELECT count(result) FROM ($query OFFSET 0) q;
SELECT (regexp_match(pg_read_file('/proc/' || pg_backend_pid() || '/status'), 'VmHWM:\\s+(\\d+)'))[1];
EOT
	return (split /\n/, $peak)[-1];
}

SKIP:
{
	skip 'this system has no /proc', 1 unless -e '/proc/self/status';

	my $without = peak('SELECT count(tally) OVER () + count(p) OVER () AS result FROM large');
	# Megabytes, two to three times what is needed, 16 to 100 bytes a row: a tally
	# that each row left behind would take more.
	for my $case ([ q{cx_rank(tally, 'csat')}, 165 ], [ q{cx_shrunk_value(tally, 'csat')}, 165 ], [ q{cx_most_improved(tally, tally, 'csat')}, 165 ], [ q{cx_rank_interval(tally, 'csat')}, 200 ],
		[ q{cx_control_limits(tally, 'csat')}, 130 ], [ q{cx_signal(tally, 'csat')}, 110 ], [ 'cx_adjusted_p(p)', 90 ])
	{
		my ($call, $bound) = @$case;
		my $one = peak("SELECT $call OVER () AS result FROM large") - $without;
		my $many = peak("SELECT $call OVER (PARTITION BY i % 100) AS result FROM large") - $without;

		note("$call: $one kB for one partition, $many kB for a hundred");
		cmp_ok($one, '<', 1024 * $bound, "$call: a million rows");
		cmp_ok($many, '<', 1024 * 30, "$call: a hundred partitions");
	}
}

ok(!has_crashed($node), 'no process has crashed');
$node->stop;
done_testing();
