# 083_rollup_logical.t
#	  Rollups on a subscriber of logical replication: with the row trigger for it
#	  they are exact, of plain and of partitioned tables, also beside local writes;
#	  without it they are stale, and can be mended.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my ($publisher, $subscriber) = map { my $node =
	PostgreSQL::Test::Cluster->new($_); $node->init(allows_streaming => 'logical'); $node->start; $node } qw(publisher subscriber);

# The partitions' columns have other orders; the publisher has no extension.
my $tables = <<'EOT';
CREATE TABLE plain (id integer PRIMARY KEY, team text, day date, score integer, note text);
CREATE TABLE parted (id integer, team text, day date, score integer, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM ('2025-01-01') TO ('2025-01-04');
CREATE TABLE parted_2 (day date NOT NULL, score integer, team text, id integer NOT NULL, PRIMARY KEY (id, day));
ALTER TABLE parted ATTACH PARTITION parted_2 FOR VALUES FROM ('2025-01-04') TO ('2025-02-01');
EOT
my $rows = q{SELECT i, 'T' || i %% 4, date '2025-01-01' + i %% 6, i %% 11 FROM generate_series(%d, %d) i};
sub insert { my $sql = sprintf $rows, @_; return "INSERT INTO plain $sql; INSERT INTO parted $sql" }

$publisher->safe_psql('postgres', $tables . insert(1, 1000) . '; CREATE PUBLICATION p FOR TABLE plain, parted');
$subscriber->safe_psql('postgres', $tables . <<'EOT');
CREATE EXTENSION cx_rollup CASCADE;
SELECT cx_create_rollup('plain_daily', 'plain', '{team, day}', 'score', 0, 10, replica => true);
SELECT cx_create_rollup('parted_daily', 'parted', '{team, day}', 'score', 0, 10, replica => true);
SELECT cx_create_rollup('stale', 'plain', '{team, day}', 'score', 0, 10);
ALTER TABLE plain ENABLE ALWAYS TRIGGER stale_insert, ENABLE ALWAYS TRIGGER stale_update, ENABLE ALWAYS TRIGGER stale_delete;
EOT
$subscriber->safe_psql('postgres', "CREATE SUBSCRIPTION s CONNECTION '" . $publisher->connstr . " dbname=postgres' PUBLICATION p");

my $differing = q{SELECT count(*), sum(cx_responses(tally)), (SELECT count(*) FROM cx_check_rollup('%1$s')) FROM %1$s};

# Expect that both rollups are exact when all has arrived, and so have some groups
# or none.
sub is_exact
{
	my ($what, $groups) = @_;

	$subscriber->wait_for_subscription_sync($publisher, 's', 'postgres');
	for my $rollup (qw(plain_daily parted_daily))
	{
		like($subscriber->safe_psql('postgres', sprintf $differing, $rollup), $groups ? qr/^[1-9]\d*\|[1-9]\d*\|0$/ : qr/^0\|\|0$/, "$what: $rollup is exact");
	}
	return;
}

is_exact('initial copy', 1);
$publisher->safe_psql('postgres', insert(1001, 1500) . <<'EOT');
; UPDATE plain SET score = 3, team = 'Z' WHERE id % 3 = 0;
UPDATE parted SET score = 3, team = 'Z', day = CASE WHEN day < '2025-01-04' THEN day + 3 ELSE day END WHERE id % 3 = 0;
DELETE FROM plain WHERE id % 7 = 0;
DELETE FROM parted WHERE id % 7 = 0;
EOT
is_exact('inserts, updates, moves and deletes', 1);
my $parts = $subscriber->safe_psql('postgres', 'SELECT count(*) FROM plain_daily_part');
$publisher->safe_psql('postgres', q{UPDATE plain SET note = 'x' WHERE id % 10 = 1});
is_exact('an update of another column', 1);
is($subscriber->safe_psql('postgres', 'SELECT count(*) FROM plain_daily_part'), $parts, 'it leaves no part');

# Local writes are the statement triggers' own.
$subscriber->safe_psql('postgres', q{INSERT INTO plain VALUES (-1, 'local', '2025-01-01', 3); INSERT INTO parted VALUES (-1, 'local', '2025-01-01', 3);
	UPDATE plain SET score = 4 WHERE id = -1; SELECT cx_compact_rollup('plain_daily')});
is_exact('local writes', 1);
$subscriber->safe_psql('postgres', 'DELETE FROM plain WHERE id = -1; DELETE FROM parted WHERE id = -1');

# The apply worker fires no statement triggers, whether they are ALWAYS or not.
my ($stale) = $subscriber->safe_psql('postgres', sprintf $differing, 'stale') =~ /(\d+)$/;
cmp_ok($stale, '>', 0, 'without the row trigger a rollup is stale');
$subscriber->safe_psql('postgres', q{SELECT cx_refresh_rollup('stale')});
like($subscriber->safe_psql('postgres', sprintf $differing, 'stale'), qr/\|0$/, 'and can be refreshed');

$publisher->safe_psql('postgres', 'TRUNCATE parted_1');
is_exact('a partition is truncated', 1);
$publisher->safe_psql('postgres', 'TRUNCATE plain, parted');
is_exact('all is truncated', 0);
$publisher->safe_psql('postgres', insert(1, 300));
is_exact('after that', 1);

# A partition that comes gets its triggers, also for replication.
my $march = q{CREATE TABLE parted_3 PARTITION OF parted FOR VALUES FROM ('2025-03-01') TO ('2025-04-01')};
$_->safe_psql('postgres', $march) for $publisher, $subscriber;
$subscriber->safe_psql('postgres', q{SELECT cx_refresh_rollup('parted_daily'); ALTER SUBSCRIPTION s REFRESH PUBLICATION});
$publisher->safe_psql('postgres', q{INSERT INTO parted_3 VALUES (1, 'new', '2025-03-01', 5), (2, 'new', '2025-03-02', 6); DELETE FROM parted_3 WHERE id = 2});
is_exact('a new partition', 1);
is($subscriber->safe_psql('postgres', q{SELECT day, tally FROM parted_daily WHERE team = 'new'}),
	'2025-03-01|[0,10]{0,0,0,0,0,1,0,0,0,0,0}', 'its rows are counted');
$publisher->safe_psql('postgres', 'TRUNCATE parted_3');
is_exact('it is truncated', 1);

ok(!has_crashed($_), $_->name . ': no process has crashed') for $publisher, $subscriber;
unlike(slurp_file($subscriber->logfile), qr/logical replication .*worker.* exited with exit code 1/, 'the apply worker never failed');
$_->stop for $subscriber, $publisher;
done_testing();
