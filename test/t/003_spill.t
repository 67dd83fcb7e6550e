# 003_spill.t
#	  Aggregation by hashing that spills to disk gives what sorting gives.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use Test::More;

my $node = setup_node(<<'EOT');
work_mem = 64kB
hash_mem_multiplier = 1
max_parallel_workers_per_gather = 0
EOT

# Seven rows in each of many groups, far apart from each other.
$node->safe_psql('postgres', <<'EOT');
CREATE TABLE many AS SELECT (s.id * 7 + g * 240) % 4801 AS key, s.* FROM survey s, generate_series(1, 140) g ORDER BY g, s.id;
VACUUM ANALYZE many;
CREATE VIEW groups AS SELECT key, nps(score) AS nps, nps(score::numeric) AS nps_numeric, csat(five::smallint) AS csat,
	csat(good) AS good, ces(seven::float8) AS ces, nps(score, weight) AS weighted, cx_tally(score, 0, 10) AS tally,
	cx_tally(score, 0, 10, weight) AS weighted_tally, cx_tally_from_counts(score, responses, 0, 10) AS counts,
	cx_merge(tally) AS merged, cx_merge(mixed) AS mixed, nps(mixed) AS mixed_nps FROM many GROUP BY key;
EOT

my $plan = $node->safe_psql('postgres', 'SET enable_sort = off; EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) SELECT * FROM groups');
like($plan, qr/HashAggregate/, 'the groups are hashed');
like($plan, qr/Disk Usage: \d+kB/, 'hashing spills to disk');

my $sorted = $node->safe_psql('postgres', 'SET enable_hashagg = off; EXPLAIN (COSTS OFF) SELECT * FROM groups');
like($sorted, qr/GroupAggregate.*Sort/s, 'without hashing the groups are sorted');
unlike($sorted, qr/HashAggregate/, 'without hashing nothing is hashed');

$node->safe_psql('postgres', <<'EOT');
SET enable_sort = off;
CREATE TABLE hashed AS SELECT * FROM groups;
RESET enable_sort;
SET enable_hashagg = off;
CREATE TABLE sorted AS SELECT * FROM groups;
EOT
is($node->safe_psql('postgres', 'SELECT count(*) > 4000, count(weighted_tally) > 3000 FROM hashed'), 't|t', 'there are many groups');
is($node->safe_psql('postgres', 'SELECT count(*) FROM hashed FULL JOIN sorted USING (key) WHERE hashed IS DISTINCT FROM sorted'),
	'0', 'hashing and sorting give the same');
is($node->safe_psql('postgres', 'SELECT cx_responses(cx_merge(tally)) = (SELECT count(score) FROM many) FROM hashed'),
	't', 'no answer is lost');

# Hash tables of grouping sets, and DISTINCT and joins over tallies, spill too.
for my $query (
	'SELECT count(*), cx_responses(cx_merge(t)) FROM (SELECT cx_tally(score, 0, 10) AS t FROM many GROUP BY GROUPING SETS ((key), (id, key), ())) g',
	'SELECT count(*), cx_responses(cx_merge(t)) FROM (SELECT DISTINCT tally + mixed AS t FROM many) d',
	'SELECT count(*), cx_responses(cx_merge(a.tally)) FROM sorted a JOIN hashed b ON a.weighted_tally = b.weighted_tally')
{
	is($node->safe_psql('postgres', $query),
		$node->safe_psql('postgres', "SET work_mem = '64MB'; SET enable_hashagg = off; SET enable_hashjoin = off; $query"), "the same with much memory: $query");
}

ok(!has_crashed($node), 'no process has crashed');
$node->stop;
done_testing();
