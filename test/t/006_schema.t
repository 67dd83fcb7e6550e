# 006_schema.t
#	  Installing: in a schema of its own, moving it, by the owner of a database
#	  who is no superuser, beside hostile objects, and not by psql.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = setup_node();

# Not in test/sql: Debian runs that on packages that are not installed, which this
# view of later versions does not show.
is($node->safe_psql('postgres', q{SELECT superuser, trusted, relocatable, schema, requires FROM pg_available_extension_versions
	WHERE name = 'cx_metrics' AND version = '1.0'}), 't|t|t||', 'the extension is trusted and relocatable, and needs no other');

# Everything with an empty search_path; the schema is in the place of @.
my $everything = <<'EOT';
SET search_path = '';
SELECT @.nps(score), @.nps(score, 2), @.csat(score > 5), @.ces(score::numeric % 7 + 1), @.cx_tally(score, 0, 10),
	@.cx_tally_from_counts(score, 2, 0, 10) FROM generate_series(0, 10) score;
SELECT @.nps(tally), @.cx_merge(tally), count(DISTINCT tally), count(DISTINCT metric), @.cx_scale(@.cx_merge(tally)) FROM public.kept;
SELECT @.cx_value(tally, 'mean'), @.cx_value(tally, 'top '::text || score + 1), @.cx_stderr(tally OPERATOR(@.+) tally, metric),
	tally::pg_catalog.json, @.cx_counts(@.cx_reverse(tally)) FROM public.kept WHERE score < 10 ORDER BY kept.tally, kept.metric;
SELECT score FROM public.kept WHERE tally OPERATOR(@.=) '[0,10]{0,0,0,1,0,0,0,0,0,0,0}';
SELECT @.cx_merge(tally) OVER (ORDER BY score ROWS 1 PRECEDING) FROM public.kept;
SELECT '[1,2]'::@.cx_range && '(2,3]', @.cx_range(1, 2, '[]'), lower(@.cx_scale('[1,5]{}'));
SELECT * FROM public.seen;
EOT
# The types' names print with their schema where it is not in the search_path.
sub everything
{
	my ($database, $schema) = @_;

	return $node->safe_psql($database, $everything =~ s/@/$schema/gr);
}
my $objects = <<'EOT';
CREATE TABLE kept AS SELECT score, cx.cx_tally(score, 0, 10) AS tally, 'nps'::cx.cx_metric AS metric FROM generate_series(0, 10) score GROUP BY score;
CREATE INDEX ON kept (tally);
CREATE INDEX ON kept USING hash (metric);
CREATE VIEW seen AS SELECT cx.cx_merge(tally) AS tally, cx.nps(tally) AS nps, cx.cx_value(cx.cx_merge(tally), 'nps'::text) AS value FROM kept;
EOT

# In a schema that is in nobody's search_path.
$node->safe_psql('postgres', 'CREATE DATABASE elsewhere');
$node->safe_psql('elsewhere', "CREATE SCHEMA cx; CREATE EXTENSION cx_metrics SCHEMA cx; $objects");
my $there = everything('elsewhere', 'cx');
like($there, qr/\Q[0,10]{1,1,1,1,1,1,1,1,1,1,1}\E/, 'everything works in a schema that is not in the search_path');
is($node->safe_psql('elsewhere', q{SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace}), '0', 'nothing is put elsewhere');

# Moved, with tables, indexes and views that use it.
$node->safe_psql('elsewhere', 'CREATE SCHEMA moved; ALTER EXTENSION cx_metrics SET SCHEMA moved');
is(everything('elsewhere', 'moved'), $there, 'everything works after ALTER EXTENSION SET SCHEMA');
is($node->safe_psql('elsewhere', q{SET enable_seqscan = off; SELECT count(*) FROM kept
	WHERE tally OPERATOR(moved.=) '[0,10]{1,0,0,0,0,0,0,0,0,0,0}'}), '1', 'indexes go on');
is($node->safe_psql('elsewhere', q{SELECT count(*) FROM pg_proc WHERE pronamespace = 'cx'::regnamespace}), '0', 'nothing stays behind');

# Dropped, and made again.
my $members = q{SELECT count(*) FROM pg_depend WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e' AND refobjid =
	(SELECT oid FROM pg_extension WHERE extname = 'cx_metrics')};
my $before = $node->safe_psql('elsewhere', $members);
$node->safe_psql('elsewhere', 'DROP TABLE kept CASCADE; DROP EXTENSION cx_metrics');
is(left_of_extension($node, 'elsewhere'), '', 'DROP EXTENSION leaves nothing');
$node->safe_psql('elsewhere', 'CREATE EXTENSION cx_metrics');
is($node->safe_psql('elsewhere', $members), $before, 'it can be made again');

# By the owner of a database who is no superuser; what is made is not his.
$node->safe_psql('postgres', 'CREATE ROLE owner LOGIN; CREATE ROLE guest LOGIN; CREATE DATABASE owned OWNER owner');
my ($status, $out, $err) = $node->psql('owned', 'CREATE EXTENSION cx_metrics', extra_params => [ '-U', 'guest' ]);
isnt($status, 0, 'who may not create schemas may not create the extension');
like($err, qr/permission denied/, 'and is told so');
$node->safe_psql('owned', "CREATE SCHEMA cx; CREATE EXTENSION cx_metrics SCHEMA cx; $objects", extra_params => [ '-U', 'owner' ]);
is($node->safe_psql('owned', q{SELECT extowner::regrole FROM pg_extension WHERE extname = 'cx_metrics'}), 'owner', 'the owner of a database may create it');
is($node->safe_psql('owned', q{SELECT count(DISTINCT proowner), bool_and(rolsuper) FROM pg_proc JOIN pg_roles r ON r.oid = proowner
	WHERE pronamespace = 'cx'::regnamespace}), '1|t',
	'its functions belong to the superuser');
is($node->safe_psql('owned', q{SELECT cx.nps(score) FROM generate_series(9, 10) score}, extra_params => [ '-U', 'owner' ]), '100', 'he can use it');
is($node->safe_psql('owned', q{SELECT cx.nps(score, 2) OVER (ORDER BY score ROWS 1 PRECEDING) FROM generate_series(6, 7) score},
	extra_params => [ '-U', 'owner' ]), "-100\n-50", 'also in frames that move over weights, whose state he could not declare');
$node->safe_psql('owned', 'DROP EXTENSION cx_metrics CASCADE', extra_params => [ '-U', 'owner' ]);
is($node->safe_psql('owned', q{SELECT count(*) FROM pg_extension WHERE extname = 'cx_metrics'}), '0', 'he can drop it');

# In a schema where somebody has made objects that the script might take for
# PostgreSQL's or replace.
$node->safe_psql('postgres', 'CREATE DATABASE hostile');
$node->safe_psql('hostile', <<'EOT');
CREATE SCHEMA trap;
CREATE DOMAIN trap.float8 AS text;
CREATE DOMAIN trap.text AS integer;
CREATE DOMAIN trap.integer AS text;
CREATE FUNCTION trap.float8mi(float8, float8) RETURNS float8 LANGUAGE sql AS 'SELECT (1 / 0)::float8';
CREATE FUNCTION trap.eqsel(internal, oid, internal, integer) RETURNS float8 AS 'neqsel' LANGUAGE internal;
CREATE FUNCTION trap.obj_description() RETURNS pg_catalog.text LANGUAGE sql AS 'SELECT ''''';
CREATE EXTENSION cx_metrics SCHEMA trap;
EOT
is($node->safe_psql('hostile', q{SELECT rngsubtype::regtype, rngsubdiff::regproc FROM pg_range WHERE rngtypid = 'trap.cx_range'::regtype}),
	'double precision|float8mi', 'the range is of float8');
is($node->safe_psql('hostile', q{SELECT DISTINCT n.nspname FROM pg_proc p JOIN pg_depend d ON d.objid = p.oid AND d.classid = 'pg_proc'::regclass
	AND d.deptype = 'e',
	unnest(proargtypes || prorettype) a JOIN pg_type t ON t.oid = a JOIN pg_namespace n ON n.oid = typnamespace
	WHERE typname !~ '^_?cx_' AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'cx_metrics')}), 'pg_catalog',
		'arguments and results are of types of PostgreSQL');
is($node->safe_psql('hostile', q{SELECT DISTINCT oprrest::oid < 16384, oprjoin::oid < 16384 FROM pg_operator
	WHERE oprnamespace = 'trap'::regnamespace}), 't|t', 'estimators are those of PostgreSQL');

# Nothing that is there already is replaced.
for my $existing ('FUNCTION public.nps(score integer) RETURNS double precision LANGUAGE sql RETURN 0', 'TYPE public.cx_tally',
	'TYPE public.cx_metric AS (a integer)')
{
	$node->safe_psql('postgres', 'CREATE DATABASE taken');
	$node->safe_psql('taken', "CREATE $existing");
	($status, $out, $err) = $node->psql('taken', 'CREATE EXTENSION cx_metrics');
	isnt($status, 0, "does not replace $existing");
	like($err, qr/already exists/, "and says so for $existing");
	is($node->safe_psql('taken', q{SELECT count(*) FROM pg_proc WHERE probin ~ 'cx_metrics'}), '0', 'and leaves nothing');
	$node->safe_psql('postgres', 'DROP DATABASE taken');
}

# The script is for CREATE EXTENSION, not for psql.
$node->safe_psql('postgres', 'CREATE DATABASE sourced');
for my $script (tree_files('sql/cx_metrics--*.sql'))
{
	($out, $err) = run_command([ 'psql', '-X', '-d', $node->connstr('sourced'), '-f', $script ]);
	like($out, qr/^Use "(?:CREATE|ALTER) EXTENSION cx_metrics.*" to load this file\.$/, "psql is told what to do instead: $script");
	is($err, '', "and nothing else: $script");
}
is($node->safe_psql('sourced', q{SELECT count(*) FROM pg_proc WHERE proname ~ '^cx_' UNION ALL SELECT count(*) FROM pg_type WHERE typname ~ 'cx_'}),
	"0\n0", 'psql makes nothing');

ok(!has_crashed($node), 'no process has crashed');
$node->stop;
done_testing();
