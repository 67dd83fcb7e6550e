# 082_rollup_dump.t
#	  Rollups are dumped and restored like all else, in each format, without
#	  cx_rollup; and what becomes of them when cx_metrics moves or goes.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;

# The extensions are in schemas of their own, which a restore does not look into.
$node->safe_psql('postgres', 'CREATE DATABASE kept');
$node->safe_psql('kept', <<'EOT');
CREATE SCHEMA cx;
CREATE SCHEMA tools;
CREATE EXTENSION cx_metrics SCHEMA cx;
CREATE EXTENSION cx_rollup SCHEMA tools;
CREATE TABLE plain (id integer PRIMARY KEY, team text, day date, score smallint);
CREATE UNLOGGED TABLE quick ("Team" text, score integer);
CREATE TABLE parted (id integer, team text, day date, score integer) PARTITION BY RANGE (day);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES FROM ('2025-01-01') TO ('2025-02-01');
CREATE TABLE parted_2 PARTITION OF parted FOR VALUES FROM ('2025-02-01') TO ('2025-03-01');
SELECT tools.cx_create_rollup('plain_daily', 'plain', ARRAY['lower(team) AS team', 'day', 'id % 2 AS odd'], 'nullif(score, 99)', 0, 10,
	filter => 'team <> ''x'' OR id % 7 = 0', replica => true);
SELECT tools.cx_create_rollup('"Quick"', 'quick', '{"\"Team\""}', 'score', 0, 10);
SELECT tools.cx_create_rollup('parted_daily', 'parted', '{team, day}', 'score', 0, 10, replica => true);
EOT

# All kinds of writes, on what there is, so that parts have been added and removed.
my $writes = <<'EOT';
INSERT INTO plain SELECT (SELECT coalesce(max(id), 0) FROM plain) + i, 'T' || i % 3, date '2025-01-01' + i % 50, i % 11 FROM generate_series(1, 200) i;
INSERT INTO quick SELECT team, score FROM plain;
INSERT INTO parted TABLE plain;
UPDATE plain SET team = 'moved' WHERE id % 5 = 0;
UPDATE parted SET day = day + 10 WHERE day < '2025-02-01' AND id % 5 = 0;
DELETE FROM parted_2 WHERE id % 3 = 0;
DELETE FROM plain WHERE id % 3 = 0;
DELETE FROM quick WHERE score = 4;
EOT
$node->safe_psql('kept', $writes);

# How many groups each has and how many of them differ, by queries that need no more
# than cx_metrics, and whether a dump of the answers is the same.
sub state
{
	my ($database, $schema) = @_;

	return $node->safe_psql($database, join '; ', map { my ($view, $recount) = @$_; qq{
		SELECT '$view', count(*), count(*) FILTER (WHERE tally::text IS DISTINCT FROM counted::text)
		FROM $view AS stored FULL JOIN (SELECT $recount.tally AS counted, to_jsonb($recount) - 'tally' AS key FROM $recount) AS c
			ON key = to_jsonb(stored) - 'tally'} }
		[ 'plain_daily', 'plain_daily_recount' ], [ '"Quick"', '"Quick_recount"' ], [ 'parted_daily', 'parted_daily_recount' ]);
}
my $before = state('kept');
like($before, qr/^plain_daily\|\d\d+\|0\n"Quick"\|\d\|0\nparted_daily\|\d\d+\|0$/, 'the rollups are exact before');
my $all = 'SELECT * FROM plain_daily ORDER BY 1, 2, 3; SELECT * FROM parted_daily ORDER BY 1, 2; SELECT * FROM "Quick" ORDER BY 1';
my $content = $node->safe_psql('kept', $all);

my $directory = PostgreSQL::Test::Utils::tempdir();
$node->command_ok([ qw(pg_dump -d kept -f), "$directory/text" ], 'pg_dump as text');
$node->command_ok([ qw(pg_dump -Fc -d kept -f), "$directory/custom" ], 'pg_dump in its own format');
my %restored = (
	as_text => [ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-o', '/dev/null', '-f', "$directory/text" ],
	in_parallel => [ 'pg_restore', '-j', 2, '--exit-on-error', "$directory/custom" ]);
for my $database (sort keys %restored)
{
	$node->safe_psql('postgres', "CREATE DATABASE $database");
	$node->command_ok([ @{ $restored{$database} }, '-d', $database ], "restored $database");
	is(state($database), $before, "$database: the rollups are exact");
	is($node->safe_psql($database, $all), $content, "$database: they have what they had");
	$node->safe_psql($database, $writes);
	like(state($database), qr/\|0\n.*\|0\n.*\|0$/, "$database: they go on");
	is($node->safe_psql($database, q{SELECT count(*) FROM tools.cx_check_rollup('parted_daily');
		SELECT tools.cx_compact_rollup('plain_daily') > 0; SELECT tgenabled, count(*) FROM pg_trigger WHERE tgname ~ '_daily_' GROUP BY 1 ORDER BY 1}),
		$node->safe_psql('kept', q{SELECT 0; SELECT true; SELECT tgenabled, count(*) FROM pg_trigger WHERE tgname ~ '_daily_' GROUP BY 1 ORDER BY 1}),
		"$database: they can be looked after, and triggers are enabled as they were");
}

# The data alone, into tables that have their triggers, are counted twice, or the
# numbers of the parts are taken already.
for my $options ([], ['--disable-triggers'])
{
	$node->safe_psql('postgres', 'CREATE DATABASE again');
	$node->command_ok([ qw(pg_restore --schema-only -d again), "$directory/custom" ], 'the definitions alone');
	my $whole = $node->run_log([ qw(pg_restore --data-only -d again), @$options, "$directory/custom" ]);
	my $same = $whole && state('again') eq $before;
	ok(@$options ? $same : !$same, "the data alone @$options");
	$node->safe_psql('again', q{SELECT tools.cx_refresh_rollup('plain_daily')});
	is($node->safe_psql('again', q{SELECT count(*) FROM tools.cx_check_rollup('plain_daily')}), '0', 'refreshed, it is exact');
	$node->safe_psql('postgres', 'DROP DATABASE again');
}

# cx_metrics in another schema: rollups can be read, but nothing is written until
# they are made anew.
$node->safe_psql('as_text', 'CREATE SCHEMA moved; ALTER EXTENSION cx_metrics SET SCHEMA moved');
like(state('as_text'), qr/\|0\n.*\|0\n.*\|0$/, 'moved: rollups can be read');
my ($status, undef, $errors) = $node->psql('as_text', q{INSERT INTO quick VALUES ('T1', 1)});
like($errors, qr/ERROR: .*cx\.cx_tally.* does not exist/, 'moved: the table cannot be written to');
is($node->safe_psql('as_text', q{SELECT count(*) FROM tools.cx_check_rollup('"Quick"'); SELECT tools.cx_drop_rollup('"Quick"');
	SELECT tools.cx_create_rollup('"Quick"', 'quick', '{"\"Team\""}', 'score', 0, 10); INSERT INTO quick VALUES ('T1', 1);
	SELECT count(*) FROM tools.cx_check_rollup('"Quick"')}), qq{0\n\n"Quick"\n0}, 'made anew, it goes on');

# Without cx_metrics there are no rollups, but the tables can be written to.
($status, undef, $errors) = $node->psql('in_parallel', 'DROP EXTENSION cx_metrics');
like($errors, qr/extension cx_rollup depends on extension cx_metrics/, 'cx_metrics is not dropped by accident');
my $tables = $node->safe_psql('in_parallel', 'SELECT (SELECT count(*) FROM plain), (SELECT count(*) FROM parted), (SELECT count(*) FROM quick)');
$node->safe_psql('in_parallel', 'DROP EXTENSION cx_metrics CASCADE');
is($node->safe_psql('in_parallel', 'SELECT (SELECT count(*) FROM plain), (SELECT count(*) FROM parted), (SELECT count(*) FROM quick)'), $tables,
	'dropped: the answers stay');
is($node->safe_psql('in_parallel', q{SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal}), '0', 'dropped: the triggers go');
$node->safe_psql('in_parallel', $writes);
is($node->safe_psql('in_parallel', q{SELECT string_agg(relname, ' ') FROM pg_class WHERE relname ~ 'daily$|Quick$|_recount$'}), '', 'dropped: the views go');

ok(!has_crashed($node), 'no process has crashed');
$node->stop;
done_testing();
