# 073_hostile_schema.t
#	  Installing and using the extension beside objects that somebody has made to
#	  be taken for PostgreSQL's: none of them is called, and none is stored.
#
# Every trap that is sprung puts a row into a table.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = setup_node();

# What an attacker may own in the schema that the extension is to go into: the
# owner of a database may put it into a schema that others can write to.
my $traps = <<'EOT';
CREATE SCHEMA trap;
GRANT ALL ON SCHEMA trap TO public;
CREATE TABLE trap.sprung (what text);
GRANT ALL ON trap.sprung TO public;
SET ROLE attacker;
CREATE FUNCTION trap.spring(what pg_catalog.text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN INSERT INTO trap.sprung VALUES (what); RETURN false; END $$;

-- Types and domains with the names of the script's arguments, and casts.
CREATE DOMAIN trap.float8 AS pg_catalog.text;
CREATE DOMAIN trap."double precision" AS pg_catalog.text;
CREATE DOMAIN trap."boolean" AS pg_catalog.text;
CREATE DOMAIN trap.bool AS pg_catalog.text;
CREATE DOMAIN trap."integer" AS pg_catalog.text;
CREATE DOMAIN trap.int4 AS pg_catalog.text;
CREATE DOMAIN trap.int8 AS pg_catalog.text;
CREATE DOMAIN trap."smallint" AS pg_catalog.text;
CREATE DOMAIN trap."bigint" AS pg_catalog.text;
CREATE DOMAIN trap."numeric" AS pg_catalog.text;
CREATE DOMAIN trap."text" AS pg_catalog.int4;
CREATE DOMAIN trap."varchar" AS pg_catalog.int4;
CREATE DOMAIN trap."interval" AS pg_catalog.int4;
CREATE DOMAIN trap.json AS pg_catalog.int4;
CREATE DOMAIN trap.jsonb AS pg_catalog.int4;
CREATE DOMAIN trap.bytea AS pg_catalog.int4;
CREATE DOMAIN trap.cstring AS pg_catalog.int4;
CREATE DOMAIN trap.internal AS pg_catalog.int4;

-- A support function. (Estimators have arguments that only superusers can use.)
CREATE FUNCTION trap.float8mi(pg_catalog.float8, pg_catalog.float8) RETURNS pg_catalog.float8 LANGUAGE sql IMMUTABLE
	AS $$ SELECT trap.spring('float8mi')::int::float8 $$;

-- Functions with the extension's names that fit its calls as well or better:
-- support functions of aggregates that take other arguments, and functions
-- that take what a literal may become.
CREATE FUNCTION trap.cx_tally_add(pg_catalog.anyelement, pg_catalog.anyelement) RETURNS pg_catalog.anyelement LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION trap.cx_tally_merge(pg_catalog.anyelement, pg_catalog.anyelement) RETURNS pg_catalog.anyelement LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION trap.cx_tally_eq(pg_catalog.anyelement, pg_catalog.anyelement) RETURNS pg_catalog.bool LANGUAGE sql AS 'SELECT trap.spring(''eq'')';
CREATE FUNCTION trap.cx_tally_cmp(pg_catalog.anyelement, pg_catalog.anyelement) RETURNS pg_catalog.int4 LANGUAGE sql AS 'SELECT trap.spring(''cmp'')::int';
CREATE FUNCTION trap.cx_metric_cmp(pg_catalog.anyelement, pg_catalog.anyelement) RETURNS pg_catalog.int4 LANGUAGE sql AS 'SELECT trap.spring(''cmp'')::int';
CREATE FUNCTION trap.cx_tally_nps(pg_catalog.anyelement) RETURNS pg_catalog.float8 LANGUAGE sql AS 'SELECT trap.spring(''nps'')::int::float8';
CREATE FUNCTION trap.cx_tally_unless_empty(pg_catalog.anyelement) RETURNS pg_catalog.anyelement LANGUAGE sql AS 'SELECT $1';
CREATE FUNCTION trap.cx_tally_remove(pg_catalog.anyelement, pg_catalog.anyelement) RETURNS pg_catalog.anyelement LANGUAGE sql AS 'SELECT $1';

-- Operators of PostgreSQL's names over its types, which win over its own for
-- arguments that are not exactly theirs.
CREATE FUNCTION trap.any_operator(pg_catalog.anyelement, pg_catalog.anyelement) RETURNS pg_catalog.bool LANGUAGE sql AS 'SELECT trap.spring(''operator'')';
CREATE OPERATOR trap.= (FUNCTION = trap.any_operator, LEFTARG = pg_catalog.anyelement, RIGHTARG = pg_catalog.anyelement);
CREATE OPERATOR trap.< (FUNCTION = trap.any_operator, LEFTARG = pg_catalog.anyelement, RIGHTARG = pg_catalog.anyelement);
CREATE OPERATOR trap.> (FUNCTION = trap.any_operator, LEFTARG = pg_catalog.anyelement, RIGHTARG = pg_catalog.anyelement);
CREATE OPERATOR trap.<> (FUNCTION = trap.any_operator, LEFTARG = pg_catalog.anyelement, RIGHTARG = pg_catalog.anyelement);
CREATE FUNCTION trap.float8_operator(pg_catalog.float8, pg_catalog.float8) RETURNS pg_catalog.bool LANGUAGE sql AS 'SELECT trap.spring(''float8 operator'')';
CREATE OPERATOR trap.= (FUNCTION = trap.float8_operator, LEFTARG = pg_catalog.float8, RIGHTARG = pg_catalog.float8);
CREATE OPERATOR trap.< (FUNCTION = trap.float8_operator, LEFTARG = pg_catalog.float8, RIGHTARG = pg_catalog.float8);
CREATE OPERATOR trap.- (FUNCTION = trap.float8_operator, LEFTARG = pg_catalog.float8, RIGHTARG = pg_catalog.float8);
CREATE OPERATOR trap.+ (FUNCTION = trap.float8_operator, LEFTARG = pg_catalog.float8, RIGHTARG = pg_catalog.float8);
RESET ROLE;
EOT

# In pg_depend, what belongs to the extension.
my $extension = "refclassid = 'pg_extension'::regclass AND deptype = 'e' AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'cx_metrics')";

# All that its objects need: of itself and of PostgreSQL, never of the traps.
my $strangers = <<"EOT";
WITH RECURSIVE own AS (SELECT classid, objid FROM pg_depend WHERE $extension UNION SELECT d.classid, d.objid FROM pg_depend d
	JOIN own o ON (d.refclassid, d.refobjid) = (o.classid, o.objid) WHERE d.deptype = 'i')
SELECT pg_describe_object(d.classid, d.objid, 0) || ' needs ' || pg_describe_object(d.refclassid, d.refobjid, 0)
FROM pg_depend d JOIN own USING (classid, objid)
WHERE (d.refclassid, d.refobjid) NOT IN (SELECT classid, objid FROM own)
	AND d.refclassid NOT IN ('pg_extension'::regclass, 'pg_namespace'::regclass, 'pg_language'::regclass) AND d.refobjid >= 16384
EOT

# How they are written into the catalogue.
my %catalogue = (
	functions => 'SELECT proname, proargtypes::regtype[], prorettype::regtype, prosrc, provolatile, proisstrict, proparallel, prosecdef, proconfig, '
		. 'pg_get_function_arguments(oid) FROM pg_proc',
	aggregates => 'SELECT aggfnoid::regprocedure, aggtransfn::regprocedure, aggfinalfn::regprocedure, aggcombinefn::regprocedure, '
		. 'aggmtransfn::regprocedure, aggminvtransfn::regprocedure, aggmfinalfn::regprocedure,
		aggtranstype::regtype, agginitval FROM (SELECT *, aggfnoid::oid AS oid FROM pg_aggregate) a',
	operators => 'SELECT oid::regoperator, oprcode::regprocedure, oprrest::regprocedure, oprjoin::regprocedure, oprcom::regoperator, '
		. 'oprnegate::regoperator FROM pg_operator',
	casts => 'SELECT castsource::regtype, casttarget::regtype, castfunc::regprocedure, castcontext, castmethod FROM pg_cast',
	columns => 'SELECT t.oid::regtype, attnum, attname, atttypid::regtype FROM pg_type t JOIN pg_attribute ON attrelid = typrelid',
	types => 'SELECT t.oid::regtype, typinput::regprocedure, typoutput::regprocedure, typreceive::regprocedure, typsend::regprocedure, typsubscript, '
		. 'rngsubtype::regtype, rngsubdiff::regprocedure, rngsubopc
		FROM pg_type t LEFT JOIN pg_range ON rngtypid = t.oid');

sub written
{
	my ($database, $kind) = @_;
	my $oid = $kind =~ /^(?:columns|types)$/ ? 't.oid' : 'oid';

	return $node->safe_psql($database, "SET search_path = ''; SELECT row FROM "
		. "(SELECT q::text AS row FROM ($catalogue{$kind} WHERE $oid IN (SELECT objid FROM pg_depend WHERE $extension)) q) rows ORDER BY row COLLATE \"C\"");
}

$node->safe_psql('postgres', 'CREATE ROLE attacker LOGIN; CREATE DATABASE clean; CREATE DATABASE hostile');
$node->safe_psql('clean', 'CREATE SCHEMA trap; CREATE EXTENSION cx_metrics SCHEMA trap');
$node->safe_psql('hostile', "$traps CREATE EXTENSION cx_metrics SCHEMA trap");

is($node->safe_psql('hostile', $strangers), '', 'none of its objects needs one of the traps');
for my $kind (sort keys %catalogue)
{
	my $expected = written('clean', $kind);

	cmp_ok(length $expected, '>', 100, "there are $kind");
	is(written('hostile', $kind), $expected, "$kind are the same beside traps");
}
is($node->safe_psql('hostile', 'SELECT * FROM trap.sprung'), '', 'nobody was trapped at installing');

# At work, with the traps before PostgreSQL's own objects in the search_path.
# First the arguments, so that the queries need no operator nor literal of
# another type.
$node->safe_psql('hostile', <<'EOT');
SET search_path = pg_catalog;
CREATE TABLE trap.kept AS SELECT i, i::int2 AS score, i::float8 AS x, i::numeric AS n, trap.cx_tally(i, 0, 10) AS tally,
	trap.cx_tally(i, 0, 10, 2) AS weighted, 'mean'::trap.cx_metric AS metric, trap.cx_range(i, i + 1) AS span
	FROM generate_series(0, 10) i GROUP BY i;
EOT
my @calls = ('nps(score)', 'nps(n)', 'nps(x, x)', 'nps_interval(tally)', 'cx_tally(score, 0, 10)', 'cx_merge(weighted)', 'count(DISTINCT tally)',
	'count(DISTINCT metric)', 'range_agg(span)',
	'count(cx_value(tally, metric))', 'count(cx_interval(tally, metric))', 'count(cx_change_p(tally, weighted, metric))',
	'count(cx_cadence(tally, metric, make_interval(days => 1), 5))', 'count(tally::pg_catalog.jsonb)',
	'nps_margin(score)', 'count(cx_scorecard(tally, metric))', 'count(cx_contrast_p(ARRAY[tally, weighted], ARRAY[x, x], metric))',
	'count(cx_impact(tally, tally, metric))', 'cx_sparkline(array_agg(x))', q{(cx_scorecard(cx_merge(tally), 'mean')).*});
my @queries = ((map { "SELECT $_ FROM trap.kept" } @calls),
	(map { "SELECT $_ OVER (ORDER BY score) FROM trap.kept" } 'cx_rank(tally, metric)', 'cx_rank_interval(tally, metric)',
		'cx_most_improved(tally, tally, metric)', 'cx_adjusted_p(0)', 'cx_control_limits(tally, metric)', 'cx_signal(tally, metric)',
		'cx_leaderboard(tally, metric)', 'cx_progress(tally, tally, metric)', 'cx_target(tally, metric, x)',
		'cx_control_chart(tally, metric)', 'cx_contribution(tally, weighted, metric)', 'cx_suppressed(tally)', 'cx_top_probability(tally, metric, 3)'),
	'SELECT (cx_leaderboard(tally, metric) OVER ()).* FROM trap.kept ORDER BY standing, rank, value',
	'SELECT FROM trap.kept a JOIN trap.kept b USING (tally, metric) ORDER BY a.tally, b.metric, a.span',
	'SELECT nps(score) OVER (ORDER BY tally ROWS 2 PRECEDING) FROM trap.kept',
	'CREATE INDEX ON trap.kept USING btree (tally, metric, span)', 'CREATE INDEX ON trap.kept USING hash (tally)',
	'CREATE INDEX ON trap.kept USING gist (span)', 'ANALYZE trap.kept');
for my $query (@queries)
{
	my ($status, undef, $error) = $node->psql('hostile', "SET search_path = trap, pg_catalog; $query");

	is($error, '', "beside traps: $query");
}
is($node->safe_psql('hostile', 'SELECT string_agg(DISTINCT what, $$, $$) FROM trap.sprung'), '', 'nobody was trapped at work');
$node->safe_psql('hostile', 'SET search_path = trap, pg_catalog; SELECT 1::pg_catalog.float8 < 2::pg_catalog.float8');
is($node->safe_psql('hostile', 'SELECT what FROM trap.sprung'), 'float8 operator', 'but the traps do work');

# Scripts must never take over what is there: CREATE OR REPLACE would.
for my $script (tree_files('sql/cx_metrics--*.sql'))
{
	unlike(slurp_file($script), qr/\bOR\s+REPLACE\b|\bIF\s+NOT\s+EXISTS\b|\bSECURITY\s+DEFINER\b|\bsearch_path\b/i, "$script takes over nothing");
}

ok(!has_crashed($node), 'no process has crashed');
$node->stop;
done_testing();
