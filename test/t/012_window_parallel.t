# 012_window_parallel.t
#	  Window functions over rows and aggregates that parallel workers gather.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use Test::More;

my $node = setup_node(<<'EOT');
max_worker_processes = 8
max_parallel_workers = 8
min_parallel_table_scan_size = 0
parallel_setup_cost = 0
parallel_tuple_cost = 0
EOT
$node->safe_psql('postgres', <<'EOT');
CREATE TABLE team AS SELECT i, i % 20 AS part, cx_tally_from_counts(1, ARRAY[i % 7, i * 3 % 11, i * i % 13, i % 5, i * 5 % 17]) AS t,
	cx_tally_from_counts(1, ARRAY[i % 3, i % 8, 2, 4, i % 13]) AS before
	FROM generate_series(1, 20000) i;
ALTER TABLE team SET (parallel_workers = 3);
VACUUM ANALYZE team;
EOT

for my $query (
	q{SELECT i, cx_rank(t, 'mean') OVER w, round(cx_shrunk_value(t, 'mean') OVER w::numeric, 9), cx_rank_interval(t, 'mean') OVER w,
		cx_most_improved(t, before, 'mean') OVER w, cx_control_limits(t, 'mean', 'laney', 20) OVER w, cx_signal(t, 'mean') OVER w,
		round(cx_adjusted_p(cx_change_p(t, before, 'mean')) OVER w::numeric, 9) FROM team WHERE i % 10 < 9 WINDOW w AS (PARTITION BY part ORDER BY i) ORDER BY i},
	q{SELECT part, cx_rank(cx_merge(t), 'mean') OVER w, cx_most_improved(cx_merge(t), cx_merge(before), 'mean') OVER w,
		cx_rank_interval(cx_merge(t), 'mean') OVER w, cx_signal(cx_merge(t), 'mean') OVER w FROM team GROUP BY part WINDOW w AS (ORDER BY part) ORDER BY part},
	q{SELECT i, (cx_leaderboard(t, 'mean') OVER w).*, (cx_progress(t, before, 'mean') OVER w).*, (cx_target(t, 'mean', 3) OVER w).*,
		(cx_contribution(t, before, 'mean') OVER w).*, (cx_control_chart(t, 'mean') OVER (w ORDER BY i)).*, cx_suppressed(t, 40) OVER w,
		cx_top_probability(t, 'mean', 5) OVER w
		FROM team WINDOW w AS (PARTITION BY part) ORDER BY i},
	q{SELECT part, (cx_scorecard(cx_merge(t), 'mean')).*, (cx_leaderboard(cx_merge(t), 'mean') OVER ()).*,
		(cx_contribution(cx_merge(t), cx_merge(before), 'mean') OVER ()).*, cx_impact(cx_merge(t), cx_merge(cx_merge(t)) OVER (), 'mean')
		FROM team GROUP BY part ORDER BY part})
{
	my ($plan, $parallel) = plan_and_result($node, 3, $query);
	my ($serial_plan, $serial) = plan_and_result($node, 0, $query);

	like($plan, qr/WindowAgg.*Gather/s, 'workers gather rows for the window');
	unlike($serial_plan, qr/Gather/, 'or do not');
	is($parallel, $serial, 'the results are the same');
	like($serial, qr/\d/, 'there are some');
}

# Any plan at all in a worker.
my $force = $node->pg_version >= 16 ? 'debug_parallel_query' : 'force_parallel_mode';
my $query = q{SELECT i, cx_rank(t, 'mean') OVER w, cx_rank_interval(t, 'mean') OVER w, cx_signal(t, 'mean') OVER w,
	cx_leaderboard(t, 'mean') OVER w, (cx_progress(t, before, 'mean') OVER w).*
	FROM team WHERE i <= 500 WINDOW w AS (ORDER BY i)};
is($node->safe_psql('postgres', "SET $force = on; $query"), $node->safe_psql('postgres', $query), "the results are the same with $force");

ok(!has_crashed($node), 'no process has crashed');
$node->stop;
done_testing();
