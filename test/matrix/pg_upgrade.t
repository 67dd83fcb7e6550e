# pg_upgrade.t
#	  pg_upgrade from an older PostgreSQL: what its server wrote is read, and
#	  goes on.
#
# Environment: OLD_PG, the directory of the older PostgreSQL, with the extension
# (the parent of its bin).  The newer one is the first in the PATH.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib "$FindBin::RealBin/../t";

use CxTest;
use Cwd qw(abs_path);
use LifeCycle;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

plan skip_all => 'OLD_PG names no older PostgreSQL to upgrade from' unless $ENV{OLD_PG};

my $old = PostgreSQL::Test::Cluster->new('old', install_path => $ENV{OLD_PG});
my $new = PostgreSQL::Test::Cluster->new('new');

# Both with checksums: what initdb does by itself differs from version to version.
$_->init(extra => ['--data-checksums']) for $old, $new;
note('from ', $old->pg_version, ' to ', $new->pg_version);

$old->start;
make_objects($old, 'kept');
change_objects($old, 'kept');
$old->safe_psql('postgres', 'CREATE DATABASE bare');
$old->safe_psql('bare', 'CREATE EXTENSION cx_metrics');

# Rollups: what keeps them fresh goes along, and their parts as they are.
$old->safe_psql('postgres', 'CREATE DATABASE rolled OWNER owner');
$old->safe_psql('rolled', <<'EOT', extra_params => [ '-U', 'owner' ]);
CREATE SCHEMA cx;
CREATE EXTENSION cx_metrics SCHEMA cx;
CREATE SCHEMA tools;
CREATE EXTENSION cx_rollup SCHEMA tools;
CREATE SCHEMA work;
CREATE TABLE work.plain (id integer, team text, day date, score integer);
CREATE TABLE work.parted (id integer, team text, day date, score integer) PARTITION BY RANGE (day);
CREATE TABLE work.parted_1 PARTITION OF work.parted FOR VALUES FROM ('2025-01-01') TO ('2025-02-01');
CREATE TABLE work.parted_2 PARTITION OF work.parted DEFAULT;
SELECT tools.cx_create_rollup('plain_daily', 'work.plain', ARRAY['lower(team) AS team', 'day'], 'nullif(score, 99)', 0, 10, replica => true);
SELECT tools.cx_create_rollup('parted_daily', 'work.parted', '{team, day}', 'score', 0, 10, 'team <> ''x''', replica => true);
EOT
my $write = sub
{
	my ($node, $from) = @_;

	$node->safe_psql('rolled', join ';', map { "INSERT INTO work.$_
			SELECT i, 'T' || i % 4, date '2025-01-01' + i % 60, i % 11 FROM generate_series($from, $from + 500) i;
		UPDATE work.$_ SET day = day + 20, score = 3 WHERE id % 3 = 0; DELETE FROM work.$_ WHERE id % 7 = 0" } qw(plain parted));
};
my $rollups = join ';', 'SET search_path = work, cx',
  map { "SELECT count(*), sum(cx_responses(tally)), (SELECT count(*) FROM tools.cx_check_rollup('$_')) FROM $_" } qw(plain_daily parted_daily);
$write->($old, 1);
my $rolled = $old->safe_psql('rolled', $rollups);
like($rolled, qr/^[1-9]\d+\|[1-9]\d+\|0\n[1-9]\d+\|[1-9]\d+\|0$/, 'rollups are exact');
my $before = fingerprint($old, 'kept');
my $sizes = stored_sizes($old, 'kept');
like($sizes, qr/^11 93,/, 'the old server has stored tallies in the working layout');
$old->stop;

# It leaves a script in the directory that it runs in.
my @pg_upgrade = (
	'env', '--chdir=' . $new->basedir,
	'pg_upgrade', '--old-datadir' => abs_path($old->data_dir), '--new-datadir' => abs_path($new->data_dir),
	'--old-bindir' => $old->config_data('--bindir'), '--new-bindir' => $new->config_data('--bindir'),
	'--socketdir' => $new->host, '--old-port' => $old->port, '--new-port' => $new->port);
command_ok([ @pg_upgrade, '--check' ], 'pg_upgrade --check finds nothing amiss');
command_ok(\@pg_upgrade, 'pg_upgrade');

$new->start;
is(stored_sizes($new, 'kept'), $sizes, 'tallies are stored as they were');
works_as_before($new, 'kept', $before, 'upgraded');

# Every btree index is sound, and has an entry for each row.
SKIP:
{
	skip 'amcheck is not installed', 1 unless has_extension($new, 'amcheck');

	my $sound = q{SELECT count(bt_index_parent_check(c.oid, true)::text) FROM pg_class c JOIN pg_am a ON a.oid = relam WHERE amname = 'btree'
		AND relkind = 'i' AND relnamespace = 'public'::regnamespace};
	cmp_ok($new->safe_psql('kept', "CREATE EXTENSION amcheck; $sound; DROP EXTENSION amcheck"), '>', 10, 'btree indexes are sound');
}

# PostgreSQL keeps all of the extension but its owner: it belongs to the
# superuser now.
is($new->safe_psql('kept', q{SELECT extowner = 10 FROM pg_extension WHERE extname = 'cx_metrics'}), 't', 'the extension belongs to the superuser');
$new->safe_psql('kept', 'ALTER EXTENSION cx_metrics UPDATE');

# PostgreSQL also forgets that what it made along with the range type, such as
# its constructors, is the extension's.  Only ALTER EXTENSION SET SCHEMA misses
# that, and it can be told again.
my $forgotten = qr/^missing: (?:function|type|cast from) cx\.cx_(?:multi)?range.*: depends: e: extension cx_metrics$/;
$new->safe_psql('postgres', 'CREATE DATABASE fresh');
$new->safe_psql('fresh', 'CREATE SCHEMA cx; CREATE EXTENSION cx_metrics SCHEMA cx');
$new->safe_psql($_, slurp_file(tree() . '/test/lifecycle/catalogue.sql')) for qw(fresh kept);
my $compare = sub { return difference(map { [ split /\n/, $new->safe_psql($_, q{SELECT * FROM catalogue('cx_metrics')}) ] } qw(fresh kept)) };
my @differences = split /\n/, $compare->();
note("forgotten:\n", join "\n", @differences);
is(join("\n", grep { !/$forgotten/ } @differences), '', 'the extension is as if made there, but for members');
$new->safe_psql('kept', <<'EOT');
SELECT DISTINCT format('ALTER EXTENSION cx_metrics ADD %s %s', i.type, i.identity)
FROM pg_depend d, pg_identify_object(d.classid, d.objid, 0) i
WHERE d.deptype = 'i' AND d.refclassid = 'pg_type'::regclass
	AND d.refobjid IN (SELECT oid FROM pg_type WHERE typname IN ('cx_range', 'cx_multirange')) AND i.identity !~ '\[\]$'
	AND NOT EXISTS (SELECT FROM pg_depend e WHERE e.classid = d.classid AND e.objid = d.objid AND e.deptype = 'e')
\gexec
EOT
is($compare->(), '', 'and the members can be told again');

# Rollups go on, may be looked after, and made.
is($new->safe_psql('rolled', $rollups), $rolled, 'rollups are exact after it');
$write->($new, 1001);
my $written = $new->safe_psql('rolled', $rollups);
isnt($written, $rolled, 'rollups see what is written');
like($written, qr/\|0\n.*\|0$/, 'and are exact');
is($new->safe_psql('rolled', q{TRUNCATE work.parted_1; SELECT tools.cx_compact_rollup('work.parted_daily') > 0;
	SELECT tools.cx_refresh_rollup('work.plain_daily'); SELECT tools.cx_drop_rollup('work.plain_daily');
	SELECT tools.cx_create_rollup('plain_daily', 'work.plain', '{team}', 'score', 0, 10)},
	extra_params => [ '-U', 'owner' ]), "t\n\n\nwork.plain_daily", 'its owner can look after them, and make one');
like($new->safe_psql('rolled', $rollups), qr/^4\|\d+\|0\n.*\|0$/, 'they are exact');

# It can be dropped without that, and made again.
$new->safe_psql('bare', 'DROP EXTENSION cx_metrics');
is(left_of_extension($new, 'bare'), '', 'DROP EXTENSION leaves nothing');
$new->safe_psql('bare', 'CREATE EXTENSION cx_metrics');

# The new server goes on, and can be dumped.
change_objects($new, 'kept');
indexes_work($new, 'kept', 'written after the upgrade');
my $after = fingerprint($new, 'kept');
isnt($after, $before, 'there are changes');
$new->command_ok([ qw(pg_dump -Fc -d kept -f), $new->basedir . '/dump' ], 'pg_dump');
$new->safe_psql('postgres', 'CREATE DATABASE restored OWNER owner');
$new->command_ok([ qw(pg_restore --exit-on-error -U owner --no-owner -d restored), $new->basedir . '/dump' ], 'pg_restore');
works_as_before($new, 'restored', $after, 'restored');

ok(!has_crashed($_), $_->name . ': no process has crashed') for $old, $new;
$new->stop;
done_testing();
