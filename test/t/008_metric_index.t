# 008_metric_index.t
#	  Indexes on cx_metric: row-level security uses them, since the operators
#	  tell nothing of what they compare, and equal metrics are stored once a page.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = setup_node();

$node->safe_psql('postgres', <<'EOT');
CREATE TABLE asked AS
	SELECT i % 7 AS tenant, ('top ' || i % 100 + 1)::cx_metric AS metric FROM generate_series(1, 50000) i;
CREATE INDEX asked_metric ON asked (metric);
CREATE INDEX asked_hash ON asked USING hash (metric);
ALTER TABLE asked ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON asked USING (tenant > (SELECT count(*) FROM generate_series(1, 3)));
CREATE ROLE guest LOGIN;
GRANT SELECT ON asked TO guest;
ANALYZE asked;
EOT

# A condition that might leak is only tested after the policy, in no index.
for my $condition (q{metric = 'top 5'}, q{metric < 'top 100'}, q{metric BETWEEN 'top 20' AND 'top 21'})
{
	my $plan = $node->safe_psql('postgres', "SET enable_seqscan = off; EXPLAIN (COSTS OFF) SELECT * FROM asked WHERE $condition",
		extra_params => [ '-U', 'guest' ]);

	like($plan, qr/Index Cond: \(+metric/, "row-level security: $condition is looked up");
}

# Without deduplication an index is as large as one of as many different values.
$node->safe_psql('postgres', <<'EOT');
CREATE TABLE equal AS SELECT 'values {1,2,3,4,5}'::cx_metric AS metric FROM generate_series(1, 200000);
CREATE INDEX plain ON equal (metric) WITH (deduplicate_items = off);
CREATE INDEX once ON equal (metric);
EOT
my ($plain, $once) = map { $node->safe_psql('postgres', "SELECT pg_relation_size('$_')") } qw(plain once);
note("200,000 equal metrics: $plain bytes without deduplication, $once with it");
cmp_ok($once * 3, '<', $plain, 'equal metrics are stored once');
is($node->safe_psql('postgres', q{SET enable_seqscan = off; SELECT count(*) FROM equal WHERE metric = 'values {1,2,3,4,5}'}), '200000', 'and all found');

# Sorted by abbreviated keys as by comparisons.
is( $node->safe_psql('postgres', q{SELECT count(*) FROM (SELECT metric, lag(metric) OVER (ORDER BY metric) AS before FROM asked) s WHERE before > metric}),
	'0', 'a sort agrees with the operators');

ok(!has_crashed($node), 'no process has crashed');
$node->stop;
done_testing();
