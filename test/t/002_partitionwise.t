# 002_partitionwise.t
#	  Every aggregate over a partitioned table, in plans that aggregate each
#	  partition by itself, wholly or in part.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use Test::More;

# Rows are made dear, so that to aggregate them early pays.
my $node = setup_node(<<'EOT');
enable_partitionwise_aggregate = on
cpu_tuple_cost = 1
EOT

$node->safe_psql('postgres', <<'EOT');
CREATE TABLE parted (LIKE survey) PARTITION BY LIST (team);
CREATE TABLE parted_0 PARTITION OF parted FOR VALUES IN (0);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES IN (1);
CREATE TABLE parted_2 PARTITION OF parted FOR VALUES IN (2, 3);
CREATE TABLE parted_none PARTITION OF parted DEFAULT;
INSERT INTO parted SELECT * FROM survey;
VACUUM ANALYZE parted;
EOT

# The query of all checks over the whole table gives this over parts of it.
sub check_plan
{
	my ($name, $tail, $settings, $shape) = @_;
	my $query = $node->safe_psql('postgres', "SELECT check_query('', '$tail')");
	my $whole = $query =~ s/FROM parted/FROM survey/r;
	my $plan = $node->safe_psql('postgres', "$settings; EXPLAIN (COSTS OFF) $query");

	like($plan, $shape, "$name: the plan has the shape");
	my $result = $node->safe_psql('postgres', "$settings; $query");
	is($result, $node->safe_psql('postgres', $whole), "$name: the results are those of the whole table");
	isnt($result, '', "$name: there are results");
	return;
}

my $serial = 'SET max_parallel_workers_per_gather = 0';
my $parallel = 'SET max_parallel_workers_per_gather = 2; SET min_parallel_table_scan_size = 0; '
  . 'SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0';

check_plan('by the partition key, hashed', 'FROM parted GROUP BY team ORDER BY team',
	$serial, qr/Append.*(?:HashAggregate.*){3}/s);
check_plan('by the partition key, sorted', 'FROM parted GROUP BY team ORDER BY team',
	"$serial; SET enable_hashagg = off", qr/Append.*(?:GroupAggregate.*){3}/s);
check_plan('by another column, hashed', 'FROM parted GROUP BY channel ORDER BY channel',
	$serial, qr/Finalize \w+Aggregate.*Append.*(?:Partial HashAggregate.*){3}/s);
check_plan('by another column, sorted', 'FROM parted GROUP BY channel ORDER BY channel',
	"$serial; SET enable_hashagg = off", qr/Finalize GroupAggregate.*(?:Partial GroupAggregate.*){3}/s);
check_plan('without GROUP BY', 'FROM parted',
	$serial, qr/Finalize Aggregate.*Append.*(?:Partial Aggregate.*){3}/s);
check_plan('in parallel, by another column', 'FROM parted GROUP BY channel ORDER BY channel',
	$parallel, qr/Finalize \w+Aggregate.*Gather.*Append.*(?:Partial \w*Aggregate.*){3}/s);
check_plan('in parallel, without GROUP BY', 'FROM parted',
	$parallel, qr/Finalize Aggregate.*Gather.*Append.*(?:Partial Aggregate.*){3}/s);

ok(!has_crashed($node), 'no process has crashed');
$node->stop;
done_testing();
