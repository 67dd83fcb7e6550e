# 081_rollup_privileges.t
#	  Who may do what with a rollup, and what strangers cannot do to it: by its
#	  functions, its names, their own objects and the search_path.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = setup_node();

# The database's owner installs both extensions, each into a schema of its own.  A
# stranger may write to that of the tables, and to the one of the extension.
$node->safe_psql('postgres', <<'EOT');
CREATE ROLE holder LOGIN;
CREATE ROLE writer LOGIN;
CREATE ROLE reader LOGIN;
CREATE ROLE stranger LOGIN;
CREATE ROLE boss LOGIN SUPERUSER;
CREATE DATABASE owned OWNER holder;
EOT
$node->safe_psql('owned', <<'EOT', extra_params => [ '-U', 'holder' ]);
CREATE SCHEMA metrics;
CREATE SCHEMA tools;
CREATE SCHEMA work;
GRANT USAGE ON SCHEMA metrics TO PUBLIC;
GRANT ALL ON SCHEMA tools, work TO PUBLIC;
CREATE EXTENSION cx_metrics SCHEMA metrics;
EOT

# What a script could take for PostgreSQL's or cx_metrics' own, and a table in which
# every trap that is sprung leaves a row.
my $traps = <<'EOT';
CREATE TABLE work.sprung (what text);
GRANT ALL ON work.sprung TO PUBLIC;
CREATE FUNCTION %1$s.spring(what text) RETURNS boolean LANGUAGE plpgsql AS $$
	BEGIN INSERT INTO work.sprung VALUES (pg_catalog.concat(what, current_user)); RETURN true; END $$;
CREATE DOMAIN %1$s.cx_tally AS text;
CREATE DOMAIN %1$s."text" AS integer;
CREATE DOMAIN %1$s.jsonb AS text;
CREATE TABLE %1$s.pg_extension (oid oid, extname name, extnamespace oid);
CREATE FUNCTION %1$s.set_config(text, text, boolean) RETURNS text LANGUAGE sql AS $$ SELECT %1$s.spring('set_config')::text $$;
CREATE FUNCTION %1$s.format(text, name) RETURNS text LANGUAGE sql AS $$ SELECT %1$s.spring('format')::text $$;
CREATE FUNCTION %1$s.quote_ident(name) RETURNS text LANGUAGE sql AS $$ SELECT %1$s.spring('quote_ident')::text $$;
CREATE FUNCTION %1$s.same(oid, regclass) RETURNS boolean LANGUAGE sql AS $$ SELECT %1$s.spring('oid = regclass') $$;
CREATE OPERATOR %1$s.= (LEFTARG = oid, RIGHTARG = regclass, FUNCTION = %1$s.same);
CREATE FUNCTION %1$s.joined(text, name) RETURNS text LANGUAGE sql AS $$ SELECT %1$s.spring('text || name')::text $$;
CREATE OPERATOR %1$s.|| (LEFTARG = text, RIGHTARG = name, FUNCTION = %1$s.joined);
CREATE FUNCTION %1$s.cx_rollup_fill(text, text) RETURNS text LANGUAGE sql AS $$ SELECT %1$s.spring('fill')::text $$;
CREATE FUNCTION %1$s.cx_tally(integer, integer, integer) RETURNS text LANGUAGE sql AS $$ SELECT %1$s.spring('cx_tally')::text $$;
CREATE FUNCTION %1$s.cx_merge(metrics.cx_tally) RETURNS metrics.cx_tally LANGUAGE sql AS $$ SELECT CASE WHEN %1$s.spring('cx_merge') THEN $1 END $$;
EOT
$node->safe_psql('owned', sprintf($traps, 'tools'), extra_params => [ '-U', 'stranger' ]);
$node->safe_psql('owned', 'CREATE EXTENSION cx_rollup SCHEMA tools', extra_params => [ '-U', 'holder' ]);
is($node->safe_psql('owned', q{SELECT extowner::regrole FROM pg_extension WHERE extname = 'cx_rollup'}), 'holder', 'the owner of a database may create it');
is($node->safe_psql('owned', q{SELECT string_agg(DISTINCT n.nspname || '.' || t.typname, ' ') FROM pg_proc p
	CROSS JOIN unnest(coalesce(proallargtypes, proargtypes || prorettype)) a JOIN pg_type t ON t.oid = a JOIN pg_namespace n ON n.oid = typnamespace
	WHERE proname IN ('cx_check_rollup', 'cx_rollup_sql')}),
	'metrics.cx_tally pg_catalog._text pg_catalog.bool pg_catalog.int4 pg_catalog.jsonb pg_catalog.regclass pg_catalog.text',
	'types are those of PostgreSQL and of cx_metrics');
is($node->safe_psql('owned', q{SELECT string_agg(proname, ' ' ORDER BY proname) FROM pg_proc p
	JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e' JOIN pg_extension e ON e.oid = d.refobjid AND extname = 'cx_rollup'
	WHERE prosecdef OR proconfig[1] IS DISTINCT FROM 'search_path=pg_catalog, pg_temp'}), '',
	'no function acts as its owner or looks anything up elsewhere');

# Made and used with the traps before all else in the search_path.
my $hostile = 'SET search_path = tools, work, pg_catalog, metrics;';
my $create = q{SELECT tools.cx_create_rollup('pr', 'work.ps', '{team, day}', 'score', 0, 10)};
$node->safe_psql('owned', "CREATE TABLE work.ps (id int, team text, day date, score int);
	GRANT SELECT, INSERT, UPDATE, DELETE, TRIGGER ON work.ps TO writer, stranger; $hostile $create",
	extra_params => [ '-U', 'holder' ]);
$node->safe_psql('owned', "$hostile INSERT INTO work.ps VALUES (1, 'a', '2025-01-01', 3), (2, 'b', '2025-01-01', 4); UPDATE work.ps SET score = 5 WHERE id = 2;"
	. ' DELETE FROM work.ps WHERE id = 1', extra_params => [ '-U', 'writer' ]);
my $after = q{SELECT tools.cx_compact_rollup('work.pr'); SELECT tools.cx_refresh_rollup('work.pr');
	SELECT * FROM tools.cx_check_rollup('work.pr'); SELECT * FROM work.pr};
is($node->safe_psql('owned', "$hostile $after", extra_params => [ '-U', 'holder' ]), "3\n\nb|2025-01-01|[0,10]{0,0,0,0,0,1,0,0,0,0,0}",
	'it works beside traps');
is($node->safe_psql('owned', 'SELECT count(*) FROM work.sprung'), '0', 'nobody was trapped');
$node->safe_psql('owned', q{SET search_path = tools, pg_catalog; SELECT 1::oid = 'work.ps'::regclass}, extra_params => [ '-U', 'writer' ]);
is($node->safe_psql('owned', 'SELECT what FROM work.sprung'), 'oid = regclasswriter', 'but the traps do work');

# Expect that a command fails for a user, with this message.
sub refused
{
	my ($user, $command, $message, $what) = @_;
	my ($status, undef, $errors) = $node->psql('owned', $command, extra_params => [ '-U', $user ]);

	isnt($status, 0, "$user cannot $what");
	like($errors, $message, "$user cannot $what: the reason");
	return;
}

# A writer needs no right on the rollup, and gets none.
refused('writer', 'SELECT * FROM work.pr', qr/permission denied for view pr$/m, 'read it');
refused('writer', q{INSERT INTO work.pr_part VALUES ('a', '2025-01-01', '[0,10]{9,0,0,0,0,0,0,0,0,0,9}')},
	qr/permission denied for table pr_part/, 'write parts');
$node->safe_psql('owned', 'GRANT SELECT ON work.pr TO reader', extra_params => [ '-U', 'holder' ]);
is($node->safe_psql('owned', 'SELECT team FROM work.pr', extra_params => [ '-U', 'reader' ]), 'b', 'a reader of the view reads it');
refused('reader', "SELECT * FROM $_", qr/permission denied for (?:table|view) \w+$/m, "read $_") for qw(work.pr_part work.pr_recount work.ps);

# Strangers, though they have TRIGGER on the table.
refused('stranger', $create =~ s/'pr'/'mine'/r, qr/ERROR:  must be owner of table work\.ps$/m, 'make one of another\'s table');
refused('stranger', qq{CREATE TABLE IF NOT EXISTS work.e (LIKE work.ps); CREATE TRIGGER e AFTER INSERT ON $_ REFERENCING NEW TABLE AS new_rows
	FOR EACH STATEMENT EXECUTE FUNCTION work.pr_upkeep()}, qr/permission denied for function (?:work\.)?pr_upkeep/, "put its function on $_")
  for qw(work.e work.ps);
refused('stranger', 'SELECT work.pr_compact()', qr/permission denied for function (?:work\.)?pr_compact/, 'compact it');
refused('stranger', "SELECT tools.cx_$_\_rollup('work.pr')", qr/permission denied|must be owner/, "$_ it") for qw(check compact refresh drop);
refused('holder', q{SET search_path = pg_temp; SELECT tools.cx_create_rollup('x', 'work.ps', '{nothing() AS n}', 'score', 0, 10)},
	qr/function nothing\(\) does not exist/, 'name a function without its schema');
$node->safe_psql('owned', q{CREATE FUNCTION pg_temp.cx_tally(int, int, int) RETURNS text LANGUAGE plpgsql AS $$
	BEGIN PERFORM tools.spring('pg_temp'); RETURN ''; END $$;
	CREATE TEMP TABLE new_rows (team text, day date, score int); INSERT INTO new_rows VALUES ('x', '2025-01-01', 1);
	SET search_path = pg_temp, public; INSERT INTO work.ps VALUES (3, 'a', '2025-01-01', 3)}, extra_params => [ '-U', 'stranger' ]);
is($node->safe_psql('owned', q{SELECT count(*) FROM work.sprung WHERE what ~ 'pg_temp'; SELECT team, tally FROM work.pr ORDER BY team}),
	"0\na|[0,10]{0,0,0,1,0,0,0,0,0,0,0}\nb|[0,10]{0,0,0,0,0,1,0,0,0,0,0}", 'temporary objects of a writer are not used');

# Rows that not everybody sees are all counted; where the owner does not see them
# either, counting them anew fails rather than counting less.
$node->safe_psql('owned', q{ALTER TABLE work.ps ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON work.ps USING (team = 'b')}, extra_params => [ '-U', 'holder' ]);
$node->safe_psql('owned', 'DELETE FROM work.ps', extra_params => [ '-U', 'writer' ]);
is($node->safe_psql('owned', q{SELECT team FROM work.pr; SELECT * FROM tools.cx_check_rollup('work.pr')}, extra_params => [ '-U', 'holder' ]), 'a',
	'who sees some rows deletes those, and no others');
$node->safe_psql('owned', 'ALTER TABLE work.ps FORCE ROW LEVEL SECURITY', extra_params => [ '-U', 'holder' ]);
refused('holder', "SELECT tools.cx_$_\_rollup('work.pr')", qr/query would be affected by row-level security policy for table "ps"/, "$_ it with FORCE")
  for qw(check refresh);

# Groups can be hidden from readers, who need both grants then.
$node->safe_psql('owned', q{ALTER TABLE work.pr_part ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON work.pr_part TO reader USING (team <> 'a');
	ALTER VIEW work.pr SET (security_invoker = true); GRANT SELECT ON work.pr_part TO reader; GRANT USAGE ON SCHEMA metrics TO reader;
	INSERT INTO work.ps VALUES (7, 'b', '2025-01-01', 7)},
	extra_params => [ '-U', 'holder' ]);
is($node->safe_psql('owned', 'SELECT team FROM work.pr', extra_params => [ '-U', 'reader' ]), 'b', 'a reader does not see a group that is hidden');
is($node->safe_psql('owned', 'SELECT team FROM work.pr ORDER BY team', extra_params => [ '-U', 'holder' ]), "a\nb", 'its owner does');

# A superuser makes it for the owner, with the owner's rights and as the owner's.
$node->safe_psql('owned', q{SELECT tools.cx_drop_rollup('work.pr'); ALTER TABLE work.ps DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY},
	extra_params => [ '-U', 'holder' ]);
is($node->safe_psql('owned', "$create; SELECT current_user", extra_params => [ '-U', 'boss' ]), "work.pr\nboss",
	'a superuser makes one of another\'s table');
is($node->safe_psql('owned', q{SELECT string_agg(DISTINCT owner::regrole::text, ' '), count(*)
	FROM (SELECT relowner AS owner FROM pg_class WHERE relname ~ '^pr(_|$)' UNION ALL
		SELECT proowner FROM pg_proc WHERE proname ~ '^pr_') o}), 'holder|8', 'all of it is the owner\'s');
$node->safe_psql('owned', q{SELECT tools.cx_drop_rollup('work.pr')}, extra_params => [ '-U', 'holder' ]);
$node->safe_psql('owned', 'CREATE SCHEMA elsewhere', extra_params => [ '-U', 'boss' ]);
refused('boss', $create =~ s/'pr'/'elsewhere.pr'/r, qr/permission denied for schema elsewhere/, 'make it where the owner may not');
is($node->safe_psql('owned', q{SELECT count(*) FROM pg_class WHERE relname ~ '^pr(_|$)'}), '0', 'nothing is left of what failed');
refused('boss', q{CREATE TABLE work.boss (team text, score int); ALTER TABLE work.boss OWNER TO stranger;
	SELECT tools.cx_create_rollup('b', 'work.boss', ARRAY['(tools.spring(team)) AS b'], 'score', 0, 10)},
	qr/must be immutable/, 'run what a stranger owns by mistake');

# Names that try to be more than names, and expressions with rights of their own.
$node->safe_psql('owned', <<'EOT', extra_params => [ '-U', 'stranger' ]);
CREATE TABLE work."t
; DROP TABLE work.sprung; --" (team text, score int);
EOT
is($node->safe_psql('owned', <<'EOT', extra_params => [ '-U', 'boss' ]), "t\n0", 'a name with a line end is a name');
SELECT tools.cx_create_rollup('work."$upkeep$; DROP TABLE work.sprung; --"', 'work."t
; DROP TABLE work.sprung; --"', '{team}', 'score', 0, 10) IS NOT NULL;
SELECT count(*) FROM tools.cx_check_rollup('work."$upkeep$; DROP TABLE work.sprung; --"');
EOT
is($node->safe_psql('owned', q{SELECT to_regclass('work.sprung')}), 'work.sprung', 'and drops nothing');

ok(!has_crashed($node), 'no process has crashed');
$node->stop;
done_testing();
