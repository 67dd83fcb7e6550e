# 064_scale.t
#	  What doc/scale.md says and its examples cannot show: tables of tallies that
#	  several sessions write at the same time, and which aggregates PostgreSQL
#	  splits.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = setup_node();

# The statement of the page that takes answers in, as it stands there.
my ($take_in) = slurp_file(tree() . '/doc/scale.md') =~ /^PREPARE take_in AS\n(WITH .*?;)/ms;
isnt($take_in, undef, 'the page has the statement');

# Clients send answers, take in whatever has arrived, and correct what they
# have counted; a copy of every answer is kept, to compare.
$node->safe_psql('postgres', <<'EOT');
CREATE TABLE arriving (region text, team text, answered_on date, score smallint);
CREATE TABLE answers (LIKE arriving);
CREATE TABLE daily (region text, team text, day date, tally cx_tally NOT NULL, PRIMARY KEY (team, region, day));
CREATE TABLE hits (client integer PRIMARY KEY, tally cx_tally NOT NULL);
INSERT INTO hits SELECT client, '[0,10]{}' FROM generate_series(0, 1) client;
EOT
my $send = <<'EOT';
WITH sent AS (INSERT INTO arriving SELECT 'region ' || random_int % 2, 'team ' || random_int % 3, date '2025-01-01' + random_int % 5, nullif(random_int % 11, 7)
	FROM (SELECT floor(random() * 1000)::integer AS random_int FROM generate_series(1, 12)) r RETURNING *) INSERT INTO answers SELECT * FROM sent;
EOT
my $correct = <<'EOT';
UPDATE hits SET tally = tally + cx_tally_from_counts(0, '{1,0,0,0,0,0,0,0,0,0,2}') - cx_tally_from_counts(0, '{1,0,0,0,0,0,0,0,0,0,1}')
	WHERE client = :client_id % 2;
EOT
$node->pgbench('--no-vacuum --client=4 --jobs=2 --transactions=60', 0, [qr{processed: 240/240}], [qr{^$}], 'clients send, take in and correct at the same time',
	{ '064_clients' => "$send$take_in\n$correct" });
is($node->safe_psql('postgres', "$take_in SELECT count(*) FROM arriving"), '0', 'everything has been taken in');
is($node->safe_psql('postgres', <<'EOT'), '2880|t|30|0', 'each answer counts once');
SELECT (SELECT count(*) FROM answers), (SELECT count(score) BETWEEN 1 AND 2879 FROM answers), count(*), count(*) FILTER (WHERE d.tally IS DISTINCT FROM a.tally)
FROM daily d FULL JOIN (SELECT region, team, answered_on AS day, cx_tally(score, 0, 10) AS tally FROM answers GROUP BY 1, 2, 3) a USING (region, team, day)
EOT
is($node->safe_psql('postgres', 'SELECT cx_merge(tally) FROM hits'), '[0,10]{0,0,0,0,0,0,0,0,0,0,240}', 'no correction is lost');

# Where PostgreSQL computes an aggregate in parts and where it does not.
$node->safe_psql('postgres', <<'EOT');
CREATE TABLE parted (LIKE survey) PARTITION BY LIST (team);
CREATE TABLE parted_0 PARTITION OF parted FOR VALUES IN (0, 1);
CREATE TABLE parted_1 PARTITION OF parted DEFAULT;
INSERT INTO parted SELECT * FROM survey;
VACUUM ANALYZE survey, parted;
EOT
my $workers = 'SET max_parallel_workers_per_gather = 2; SET min_parallel_table_scan_size = 0; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0';
my $partitions = 'SET max_parallel_workers_per_gather = 0; SET enable_partitionwise_aggregate = on; SET cpu_tuple_cost = 1';
my $in_parts = qr/Finalize.*Partial/s;
my $each_whole = qr/Append\n.*Aggregate.*Aggregate/s;
my $in_one = qr/^(?!.*Partial)(?!.*Append\n.*Aggregate).*Aggregate/s;

for my $case (
	[ $workers, 'nps(score) FILTER (WHERE id > 0) FROM survey GROUP BY channel', $in_parts ],
	[ $workers, 'nps(DISTINCT score) FROM survey GROUP BY channel', $in_one ],
	[ $workers, 'nps(score ORDER BY id) FROM survey GROUP BY channel', $in_one ],
	[ $workers, 'nps(score) FROM survey GROUP BY ROLLUP (channel)', $in_one ],
	[ $partitions, 'nps(score) FROM parted GROUP BY channel', $in_parts ],
	[ $partitions, 'nps(DISTINCT score) FROM parted GROUP BY channel', $in_one ],
	[ $partitions, 'nps(score ORDER BY id) FROM parted GROUP BY channel', $in_one ],
	[ $partitions, 'nps(score) FROM parted GROUP BY ROLLUP (team)', $in_one ],
	[ $partitions, 'nps(score) FROM parted GROUP BY team', $each_whole ],
	[ $partitions, 'nps(DISTINCT score) FROM parted GROUP BY team', $each_whole ],
	[ $partitions, 'nps(score ORDER BY id) FROM parted GROUP BY team', $each_whole ])
{
	my ($settings, $query, $shape) = @$case;

	like($node->safe_psql('postgres', "$settings; EXPLAIN (COSTS OFF) SELECT $query"), $shape, "the plan has the shape: $query");
}

# A condition on the partition key leaves out partitions, whatever the setting.
unlike($node->safe_psql('postgres', 'EXPLAIN (COSTS OFF) SELECT nps(score) FROM parted WHERE team = 0'), qr/parted_1/, 'other partitions are left out');

ok(!has_crashed($node), 'no process has crashed');
$node->stop;
done_testing();
