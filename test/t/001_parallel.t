# 001_parallel.t
#	  Every aggregate in parallel plans: partial states from several workers
#	  give what one process and plain SQL give.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use Test::More;

my $node = setup_node(<<'EOT');
max_worker_processes = 16
max_parallel_workers = 16
min_parallel_table_scan_size = 0
parallel_setup_cost = 0
parallel_tuple_cost = 0
parallel_leader_participation = off
enable_indexscan = off
enable_bitmapscan = off
EOT

# Enough pages for all workers to get some.
$node->safe_psql('postgres', 'ALTER TABLE survey SET (parallel_workers = 3); VACUUM ANALYZE survey');
my $partial = qr/Finalize \w*Aggregate.*Gather.*Partial \w*Aggregate/s;

# The aggregates and the same in plain SQL.
my ($ours, $plain) = map {
	[ split /\n/, $node->safe_psql('postgres', "SELECT replace($_, '\@', '') FROM checks ORDER BY ours") ]
} qw(ours plain);
cmp_ok(scalar @$ours, '>=', 39, 'all aggregates have a check');

for my $i (0 .. $#$ours)
{
	for my $tail ('FROM survey', 'FROM survey GROUP BY team ORDER BY team')
	{
		my ($plan, $parallel) = plan_and_result($node, 3, "SELECT $ours->[$i] $tail");
		my ($serial_plan, $serial) = plan_and_result($node, 0, "SELECT $ours->[$i] $tail");
		my (undef, $expected) = plan_and_result($node, 0, "SELECT $plain->[$i] $tail");

		like($plan, $partial, "$ours->[$i] $tail: is computed in parts");
		unlike($serial_plan, qr/Gather/, "$ours->[$i] $tail: is computed in one piece without workers");
		is($parallel, $serial, "$ours->[$i] $tail: is the same in parts and in one piece");
		is($parallel, $expected, "$ours->[$i] $tail: is the same in plain SQL");
	}
}

# Weights whose sums are rounded may differ in the last digits.
for my $value ('nps(score, weight / 3)', 'csat(five, weight / 3)', 'ces(seven, weight / 3)',
	'(cx_correlations(cx_moments(score, ARRAY[five, seven])))[1][2]',
	'(cx_correlations(cx_moments(score, ARRAY[five, seven], weight)))[3][2]',
	'cx_r2(cx_moments_merge(cx_moments_add(NULL, score, ARRAY[five, seven])))',
	q{cx_value(cx_tally(score, 0, 10, weight / 7), 'index')}, q{cx_stderr(cx_tally(score, 0, 10, weight / 7), 'nps')})
{
	my ($plan, $parallel) = plan_and_result($node, 3, "SELECT round(($value)::numeric, 9) FROM survey");
	my (undef, $serial) = plan_and_result($node, 0, "SELECT round(($value)::numeric, 9) FROM survey");

	like($plan, $partial, "$value: is computed in parts");
	is($parallel, $serial, "$value: is the same rounded");
}

# FILTER and groups that some workers never see; no rows at all.
for my $tail ('FROM survey WHERE id + 0 < 0', 'FROM survey WHERE id % 119 < 1', 'FROM survey GROUP BY id ORDER BY id', 'FROM survey WHERE score IS NULL')
{
	my $query = $node->safe_psql('postgres', "SELECT check_query('FILTER (WHERE id % 2 = 1)', '$tail')");
	my ($plan, $parallel) = plan_and_result($node, 3, $query);
	my (undef, $serial) = plan_and_result($node, 0, $query);

	like($plan, $partial, "$tail: is computed in parts");
	is($parallel, $serial, "$tail: is the same in parts and in one piece");
}

# The workers do take part.
my $analyzed = $node->safe_psql('postgres', <<'EOT');
SET max_parallel_workers_per_gather = 3;
EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) SELECT cx_merge(mixed) FROM survey;
EOT
like($analyzed, qr/Workers Launched: [123]/, 'workers are launched');

# Functions of tallies and metrics in workers.
my $functions = q{SELECT id, cx_value(mixed, 'nps'), cx_stderr(tally, CASE WHEN id % 2 = 0 THEN 'mean' ELSE 'csat' END),
	cx_scale(tally), cx_counts(mixed), cx_count(tally, 0, 3), cx_reverse(mixed), tally + mixed, tally::jsonb, cx_tally_hash(tally),
	cx_scorecard(mixed, 'nps'), (cx_scorecard(tally, 'mean', digits => NULL)).*,
	cx_contrast_p(ARRAY[tally, mixed], '{1,-1}', 'nps'), cx_impact(mixed, mixed + tally, 'nps'), cx_heaping(mixed, tally, 9, 10),
	cx_log_odds(cx_count(tally, 0, 6), cx_responses(tally), 0, 10), cx_sparkline(cx_counts(tally))
	FROM survey WHERE mixed <> '[0,10]{}' ORDER BY id};
my ($plan, $parallel) = plan_and_result($node, 3, $functions);
my (undef, $serial) = plan_and_result($node, 0, $functions);
like($plan, qr/Gather.*Parallel Seq Scan/s, 'functions run in workers');
is($parallel, $serial, 'functions give the same in workers');

# Any plan at all in a worker.
my $force = $node->pg_version >= 16 ? 'debug_parallel_query' : 'force_parallel_mode';
my $grouped = $node->safe_psql('postgres', q{SELECT check_query('', 'FROM survey GROUP BY ROLLUP (team, channel) ORDER BY team, channel')});
is($node->safe_psql('postgres', "SET $force = on; $grouped"), $node->safe_psql('postgres', $grouped), "grouping sets are the same with $force");

ok(!has_crashed($node), 'no process has crashed');
$node->stop;
done_testing();
