# HostileWays.pm
#	  The ways in which SQL lets a role without privileges call a function.
#
# All that the role makes is temporary, and undone after each attempt.  A way is
# a template, with words in braces for a function and a row of its table of
# arguments; function_words and row_words have them.

package HostileWays;

use strict;
use warnings FATAL => 'all';

use Exporter qw(import);

use HostileArguments;

our @EXPORT = qw(ways attempts_of);

# In place of any expression.  A way has a statement for each row of arguments
# that is tried ("all" of them, some, or "few" where that takes long), and
# perhaps a setup before them.  "refused" and "over" say how PostgreSQL refuses
# the way, for each function, as it is and with OVER.
my @EXPRESSIONS = (
	{ way => 'a column of a result', do => 'SELECT {text} {row}', all => 1 },
	{ way => 'constants', do => 'SELECT ({constant})::text', all => 1 },
	{ way => 'two rows', do => 'SELECT {text} FROM {table} WHERE id IN (1, {id})', all => 1 },
	{ way => 'a prepared statement', setup => 'DEALLOCATE ALL; PREPARE own (integer) AS SELECT {text} FROM {table} WHERE id = $1',
		do => 'EXECUTE own ({id})', all => 1 },
	{ way => 'a row of VALUES', over => '42P20', do => 'VALUES (({constant})::text)' },
	{ way => 'WHERE', over => '42P20', do => 'SELECT {row} AND {yes}' },
	{ way => 'FILTER', over => '42P20', do => 'SELECT count(*) FILTER (WHERE {yes}) {row}' },
	{ way => 'an argument of an aggregate', over => '42803', do => 'SELECT count(DISTINCT {text}), max({text} ORDER BY {text}) {row}' },
	{ way => 'CASE', do => 'SELECT CASE WHEN {yes} THEN {text} ELSE coalesce({text}, nullif({text}, {text})) END {row}' },
	{ way => 'an array and a row', do => 'SELECT ARRAY[{call}]::text, ROW({call})::text, ROW({call}) IS NOT DISTINCT FROM ROW({call}) {row}' },
	{ way => 'all columns of a row', do => 'SELECT ({call}).* {row}', all => 1 },
	{ way => 'rows in order', do => 'SELECT DISTINCT {call} AS x {row} ORDER BY x' },
	{ way => 'a row as JSON', do => q{SELECT to_jsonb({call}), jsonb_populate_record({call}, '{"value": 1, "responses": null}')::text {row}} },
	{ way => 'GROUP BY', over => '42P20', do => 'SELECT count(*) {row} GROUP BY {text}' },
	{ way => 'GROUPING SETS', over => '42P20', do => 'SELECT count(*) {row} GROUP BY CUBE ({text}, id)' },
	{ way => 'HAVING', over => '42P20', do => 'SELECT count(*) FROM {table} GROUP BY {grouped} HAVING {yes} AND id = {id}' },
	{ way => 'ORDER BY', do => 'SELECT {row} ORDER BY {text}' },
	{ way => 'DISTINCT ON', do => 'SELECT DISTINCT ON ({text}) 1 {row}' },
	{ way => 'PARTITION BY of a window', over => '42P20', do => 'SELECT rank() OVER (PARTITION BY {text} ORDER BY {text}) {row}' },
	{ way => 'an offset of a frame', over => '42P20', do => 'SELECT count(*) OVER (ORDER BY 1 ROWS length(({constant})::text) PRECEDING)' },
	{ way => 'LIMIT', over => '42P20', do => 'SELECT 1 LIMIT length(({constant})::text)' },
	{ way => 'OFFSET', over => '42P20', do => 'SELECT 1 OFFSET length(({constant})::text)' },
	{ way => 'TABLESAMPLE', over => '42P20', do => 'SELECT FROM {table} TABLESAMPLE bernoulli (length(({constant})::text) % 100)' },
	{ way => 'a condition of a join', over => '42P20', do => 'SELECT FROM (SELECT * {row}) a LEFT JOIN (VALUES (true)) b (yes) ON {yes} = yes' },
	{ way => 'a function in FROM', over => '42601', do => 'SELECT called::text FROM {constant} AS called' },
	{ way => 'ROWS FROM', over => '42601', do => 'SELECT rows::text FROM ROWS FROM ({constant}, {constant}) WITH ORDINALITY AS rows' },
	{ way => 'columns of a function in FROM', over => '42601', do => 'SELECT a::text FROM {table}, {call} AS called (a) WHERE id = {id}' },
	{ way => 'LATERAL', over => '42601', do => 'SELECT called::text FROM {table}, LATERAL {call} AS called WHERE id = {id}' },
	{ way => 'a subquery', do => 'SELECT (SELECT {text}), EXISTS (SELECT {call}), 1 IN (SELECT length({text})) {row}' },
	{ way => 'a recursive query', do => 'WITH RECURSIVE own AS (SELECT 1 AS n, {text} AS x {row} UNION SELECT n + 1, {text} FROM own, {table} '
		. 'WHERE id = {id} AND n < 3) SELECT * FROM own' },
	{ way => 'EXPLAIN ANALYZE', do => 'EXPLAIN (ANALYZE, VERBOSE) SELECT {text} {row}' },
	{ way => 'a cursor', setup => 'CREATE FUNCTION pg_temp.own(n integer) RETURNS text '
		. 'LANGUAGE plpgsql AS $f$ DECLARE c SCROLL CURSOR FOR SELECT {text} FROM {table} WHERE id IN (1, n); x text; BEGIN OPEN c; '
		. 'MOVE FORWARD ALL FROM c; FETCH BACKWARD FROM c INTO x; FETCH ABSOLUTE 2 FROM c INTO x; CLOSE c; RETURN x; END $f$',
		do => 'SELECT pg_temp.own({id})' },
	{ way => 'CREATE TABLE AS', do => 'CREATE TEMP TABLE kept_{id} AS SELECT {call} AS x {row}; SELECT x::text FROM kept_{id}', few => 1 },
	{ way => 'a view', do => q{CREATE TEMP VIEW own_{id} AS SELECT {text} AS x {row}; SELECT x, pg_get_viewdef('own_{id}') FROM own_{id}} },
	{ way => 'INSERT', over => '42P20', setup => 'CREATE TEMP TABLE kept (x text)', do => 'INSERT INTO kept VALUES (({constant})::text)' },
	{ way => 'UPDATE', over => '42P20', setup => "{make_kept}; INSERT INTO kept SELECT * FROM {table}", do => 'UPDATE kept SET x = {text} WHERE id = {id}' },
	{ way => 'DELETE', over => '42P20', setup => "{make_kept}; INSERT INTO kept SELECT * FROM {table}", do => 'DELETE FROM kept WHERE id = {id} AND {yes}' },
	{ way => 'RETURNING', over => '42P20', setup => '{make_kept}', do => 'INSERT INTO kept SELECT * {row} RETURNING {text}' },
	{ way => 'ON CONFLICT', over => '42P20', setup => '{make_kept}; ALTER TABLE kept ADD UNIQUE (id)',
		do => 'INSERT INTO kept AS k SELECT * FROM {table} WHERE id = {id} ON CONFLICT (id) DO NOTHING; '
		. 'INSERT INTO kept SELECT * {row} ON CONFLICT (id) DO UPDATE SET x = ({constant})::text WHERE ({constant}) IS NOT NULL' },
	{ way => 'MERGE', over => '42P20', setup => '{make_kept}',
		do => 'MERGE INTO kept USING (SELECT id AS n {row}) s ON kept.id = s.n WHEN MATCHED AND ({constant}) IS NOT NULL THEN DELETE '
		. 'WHEN NOT MATCHED THEN INSERT (x) VALUES (({constant})::text)' },
	{ way => 'DEFAULT', over => '42P20',
		do => 'CREATE TEMP TABLE kept_{id} (id integer, x text DEFAULT ({constant})::text); INSERT INTO kept_{id} VALUES (1)', few => 1 },
	{ way => 'CHECK', over => '42P20', setup => '{make_kept}; ALTER TABLE kept ADD CHECK ({yes})', do => 'INSERT INTO kept SELECT * {row}' },
	{ way => 'a generated column', over => '42P20',
		setup => 'CREATE TEMP TABLE kept ({columns}, generated boolean GENERATED ALWAYS AS ({yes}) STORED)', do => 'INSERT INTO kept SELECT * {row}' },
	{ way => 'an index expression', over => '42P20', setup => '{make_kept}; CREATE INDEX ON kept (({yes}))', do => 'INSERT INTO kept SELECT * {row}' },
	{ way => 'an index predicate', over => '42P20', setup => '{make_kept}; CREATE INDEX ON kept (id) WHERE {yes}', do => 'INSERT INTO kept SELECT * {row}' },
	{ way => 'an exclusion constraint', over => '42P20', setup => '{make_kept}; ALTER TABLE kept ADD EXCLUDE (({yes}) WITH =) WHERE ({yes})',
		do => 'INSERT INTO kept SELECT * {row}' },
	{ way => 'a partition key', over => '42P20',
		setup => 'CREATE TEMP TABLE kept ({columns}) PARTITION BY LIST (({yes})); CREATE TEMP TABLE part PARTITION OF kept FOR VALUES IN (true); '
		. 'CREATE TEMP TABLE rest PARTITION OF kept DEFAULT', do => 'INSERT INTO kept SELECT * {row}' },
	{ way => 'statistics', over => '42P20',
		do => "{make_kept_id}; INSERT INTO kept_{id} SELECT * FROM {table} WHERE id IN (1, {id}); "
		. "CREATE STATISTICS pg_temp.own_{id} ON ({yes}), id FROM kept_{id}; ANALYZE kept_{id}", few => 1 },
	{ way => 'ALTER TYPE', over => '42P20',
		do => '{make_kept_id}; INSERT INTO kept_{id} SELECT * {row}; ALTER TABLE kept_{id} ALTER COLUMN id TYPE text USING {text}', few => 1 },
	{ way => 'a policy', over => '42P20',
		setup => '{make_kept}; ALTER TABLE kept ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY; '
		. 'CREATE POLICY own ON kept USING ({yes}) WITH CHECK ({yes})', do => 'INSERT INTO kept SELECT * {row}; SELECT FROM kept' },
	{ way => 'WHEN of a trigger', over => '42P20',
		setup => '{make_kept}; CREATE FUNCTION pg_temp.fire() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN RETURN NEW; END $f$; '
		. 'CREATE TRIGGER own BEFORE INSERT ON kept FOR EACH ROW WHEN ({new}) EXECUTE FUNCTION pg_temp.fire()', do => 'INSERT INTO kept SELECT * {row}' },
	{ way => 'a rule', over => '42P20', setup => '{make_kept}; CREATE RULE own AS ON INSERT TO kept WHERE {new} DO INSTEAD NOTHING',
		do => 'INSERT INTO kept SELECT * {row}' },
	{ way => 'a domain', over => '42P20', setup => 'CREATE DOMAIN pg_temp.own AS {type1} CHECK (({of_value}) IS NOT NULL)',
		do => 'SELECT (a1{cast1})::pg_temp.own {row}', needs => 1 },
	{ way => 'RETURN of a function', over => 'perhaps',
		setup => 'CREATE FUNCTION pg_temp.own({parameters}) RETURNS text LANGUAGE sql RETURN {text}', do => 'SELECT pg_temp.own({passed}) {row}' },
	{ way => 'a function in SQL', setup => q{CREATE FUNCTION pg_temp.own({parameters}) RETURNS SETOF text LANGUAGE sql AS $f$ SELECT {text} $f$},
		do => 'SELECT pg_temp.own({passed}) {row}' },
	{ way => 'a function in PL/pgSQL', setup => 'CREATE FUNCTION pg_temp.own({parameters}) RETURNS text LANGUAGE plpgsql AS $f$ BEGIN RETURN {text}; '
		. 'END $f$', do => 'SELECT pg_temp.own({passed}) {row}' },
	{ way => 'a row in PL/pgSQL', setup => 'CREATE FUNCTION pg_temp.own({parameters}) RETURNS text LANGUAGE plpgsql AS $f$ '
		. 'DECLARE x {result}; y record; BEGIN x := {call}; SELECT ({call}).* INTO y; RETURN x::text || y::text; END $f$',
		do => 'SELECT pg_temp.own({passed}) {row}' },
	{ way => 'a function of the same type', setup => 'CREATE FUNCTION pg_temp.own({parameters}) RETURNS {result} LANGUAGE sql AS $f$ SELECT {call} $f$',
		do => 'SELECT pg_temp.own({passed})::text {row}' },
	{ way => 'EXECUTE in PL/pgSQL', setup => 'CREATE FUNCTION pg_temp.own({parameters}) RETURNS text LANGUAGE plpgsql AS $f$ DECLARE x text; '
		. 'BEGIN EXECUTE $e$ SELECT ({of_numbers})::text $e$ INTO x{using}; RETURN x; END $f$', do => 'SELECT pg_temp.own({passed}) {row}', all => 1 },
	{ way => 'DEFAULT of an argument', over => '42P20',
		do => 'CREATE FUNCTION pg_temp.own_{id}(x text DEFAULT ({constant})::text) RETURNS text LANGUAGE sql AS $f$ SELECT x $f$; SELECT pg_temp.own_{id}()' });

# In place of a function's name, and what its arguments may look like.  Some need
# a number of arguments, some take no other.  What has "initials" is tried with
# several initial values of an aggregate.
my $define = 'CREATE FUNCTION pg_temp.keep({all_types}) RETURNS {type1} LANGUAGE sql IMMUTABLE {strictness} AS $f$ SELECT $1 $f$; '
	. 'CREATE AGGREGATE pg_temp.own({rest_types}) (SFUNC = pg_temp.keep, STYPE = {type1}, INITCOND = {initial}';
my $second = 'CREATE FUNCTION pg_temp.second({type1}, {type1}) RETURNS {type1} LANGUAGE sql IMMUTABLE AS $f$ SELECT $2 $f$; CREATE AGGREGATE pg_temp.own';
my $moving = 'SELECT (pg_temp.own({rest}) OVER (ORDER BY id DESC ROWS BETWEEN CURRENT ROW AND 1 FOLLOWING))::text FROM {table} WHERE id IN (1, {id})';
my $prefix = 'CREATE OPERATOR pg_temp.### (RIGHTARG = {type1}, FUNCTION = {name})';
my $infix = 'CREATE OPERATOR pg_temp.### (LEFTARG = {type1}, RIGHTARG = {type2}, FUNCTION = {name})';
my @DEFINITIONS = (
	{ way => 'a transition function', setup => 'CREATE AGGREGATE pg_temp.own({rest_types}) (SFUNC = {name}, STYPE = {type1}, INITCOND = {initial})',
		do => 'SELECT (pg_temp.own({rest}))::text FROM {table} WHERE id IN (1, {id})', needs => 1, all => 1, initials => 1 },
	{ way => 'a transition function without a state', setup => 'CREATE AGGREGATE pg_temp.own({rest_types}) (SFUNC = {name}, STYPE = {type1})',
		do => 'SELECT (pg_temp.own({rest}))::text FROM {table} WHERE id IN (1, {id})', needs => 1 },
	{ way => 'a transition function over a window',
		setup => 'CREATE AGGREGATE pg_temp.own({rest_types}) (SFUNC = {name}, STYPE = {type1}, INITCOND = {initial})', do => $moving, needs => 1,
		initials => 1 },
	{ way => 'a final function', setup => "$define, FINALFUNC = {name}{extra})",
		do => 'SELECT (pg_temp.own({rest}))::text FROM {table} WHERE id IN (1, {id})', needs => 1, initials => 1 },
	{ way => 'a final function over a window', setup => "$define, FINALFUNC = {name}{extra}, FINALFUNC_MODIFY = READ_ONLY)", do => $moving,
		needs => 1, initials => 1 },
	{ way => 'a final function of an ordered set',
		setup => "$second({rest_types_ordered} ORDER BY {type1}) (SFUNC = pg_temp.second, STYPE = {type1}, FINALFUNC = {name})",
		do => 'SELECT (pg_temp.own({rest_of_row}) WITHIN GROUP (ORDER BY a1{cast1}))::text FROM {table} WHERE id IN (1, {id})', needs => 1, all => 1 },
	{ way => 'a combine function', setup => "$second({type1}) (SFUNC = pg_temp.second, STYPE = {type1}, COMBINEFUNC = {name}, PARALLEL = SAFE); "
		. "CREATE TEMP TABLE kept (a1 {stored1}, part integer) PARTITION BY LIST (part); "
		. "CREATE TEMP TABLE first PARTITION OF kept FOR VALUES IN (1); CREATE TEMP TABLE rest PARTITION OF kept DEFAULT",
		do => 'TRUNCATE kept; INSERT INTO kept SELECT a1, 1 FROM {table} WHERE id = 1; INSERT INTO kept SELECT a1, 2 {row}; '
		. 'INSERT INTO kept SELECT a1, 2 {row}; SELECT (pg_temp.own(a1{cast1}))::text FROM kept', needs => 1, all => 1 },
	{ way => 'a moving transition function', setup => "$define, MSFUNC = {name}, MINVFUNC = pg_temp.keep, MSTYPE = {type1}, MINITCOND = {initial})",
		do => $moving, needs => 1, all => 1, initials => 1 },
	{ way => 'an inverse function', setup => "$define, MSFUNC = pg_temp.keep, MINVFUNC = {name}, MSTYPE = {type1}, MINITCOND = {initial})",
		do => $moving, needs => 1, all => 1, initials => 1 },
	{ way => 'a transition function that is its own inverse',
		setup => "$define, MSFUNC = {name}, MINVFUNC = {name}, MSTYPE = {type1}, MINITCOND = {initial})", do => $moving, needs => 1, initials => 1 },
	{ way => 'a moving final function', setup => "$define, MSFUNC = pg_temp.keep, MINVFUNC = pg_temp.keep, MSTYPE = {type1}, MINITCOND = {initial}, "
			. 'FINALFUNC = {name}{extra}, MFINALFUNC = {name}{mextra})', do => $moving, needs => 1, initials => 1 },
	{ way => 'a serialization function', refused => '42P13',
		setup => "$define, COMBINEFUNC = pg_temp.keep, SERIALFUNC = {name}, DESERIALFUNC = {name})", do => 'SELECT 1', needs => 1 },
	{ way => 'a prefix operator', setup => $prefix, do => 'SELECT (OPERATOR(pg_temp.###) a1{cast1})::text {row}', needs => 1, takes => 1, all => 1 },
	{ way => 'a prefix operator over constants', setup => $prefix, do => 'SELECT (OPERATOR(pg_temp.###) {literal1})::text', needs => 1, takes => 1 },
	{ way => 'a prefix operator in an index',
		setup => "$prefix; {make_kept}; CREATE INDEX ON kept (((OPERATOR(pg_temp.###) a1{cast1}) IS NOT NULL))",
		do => 'INSERT INTO kept SELECT * {row}', needs => 1, takes => 1 },
	{ way => 'an operator', setup => $infix, do => 'SELECT (a1{cast1} OPERATOR(pg_temp.###) a2{cast2})::text {row}', needs => 2, takes => 2, all => 1 },
	{ way => 'an operator over constants', setup => $infix, do => 'SELECT ({literal1} OPERATOR(pg_temp.###) {literal2})::text', needs => 2, takes => 2 },
	{ way => 'an operator in an index',
		setup => "$infix; {make_kept}; CREATE INDEX ON kept (((a1{cast1} OPERATOR(pg_temp.###) a2{cast2}) IS NOT NULL))",
		do => 'INSERT INTO kept SELECT * {row}', needs => 2, takes => 2 },
	{ way => 'an operator in a constraint',
		setup => "$infix; {make_kept}; ALTER TABLE kept ADD CHECK ((a1{cast1} OPERATOR(pg_temp.###) a2{cast2}) IS NOT NULL)",
		do => 'INSERT INTO kept SELECT * {row}', needs => 2, takes => 2 },
	{ way => 'an operator with ANY', setup => $infix,
		do => 'SELECT a1{cast1} OPERATOR(pg_temp.###) ANY (ARRAY[a2{cast2}]), '
		. 'a1{cast1} OPERATOR(pg_temp.###) ALL (SELECT a2{cast2} FROM {table}) {row}', needs => 2, takes => 2 },
	{ way => 'an operator with estimators',
		setup => 'CREATE OPERATOR pg_temp.### (LEFTARG = {type1}, RIGHTARG = {type2}, FUNCTION = {name}, RESTRICT = eqsel, JOIN = eqjoinsel)',
		do => 'SELECT FROM {table} a, {table} b WHERE a.a1{cast1} OPERATOR(pg_temp.###) {literal2} '
		. 'AND a.a1{cast1} OPERATOR(pg_temp.###) b.a2{cast2}', needs => 2, takes => 2 },
	{ way => 'an operator to sort by', refused => '42809|42846|42883', setup => $infix,
		do => 'SELECT {row} ORDER BY a1{cast1} USING OPERATOR(pg_temp.###)', needs => 2, takes => 2 },
	{ way => 'a cast of a domain', setup => 'CREATE DOMAIN pg_temp.own AS {type1}; '
		. 'CREATE CAST (pg_temp.own AS {result}) WITH FUNCTION {name}({all_types})',
		do => 'SELECT ((a1{cast1})::pg_temp.own::{result})::text {row}', needs => 1 },
	{ way => 'a cast to a domain', refused => '42804|42809|42P17',
		setup => 'CREATE DOMAIN pg_temp.own AS {result}; CREATE CAST ({type1} AS pg_temp.own) WITH FUNCTION {name}({all_types})',
		do => 'SELECT ((a1{cast1})::pg_temp.own)::text {row}', needs => 1 },
	{ way => 'a cast of a composite type', refused => '42809|42P17',
		setup => 'CREATE TYPE pg_temp.own AS (x {stored1}); CREATE CAST (pg_temp.own AS {result}) WITH FUNCTION {name}({all_types})',
		do => 'SELECT 1', needs => 1 },
	{ way => 'a cast of an enum', refused => '42809|42P17',
		setup => q{CREATE TYPE pg_temp.own AS ENUM ('mean'); CREATE CAST (pg_temp.own AS {result}) WITH FUNCTION {name}({all_types})},
		do => 'SELECT 1', needs => 1 },
	{ way => 'a difference of a range', refused => 'perhaps',
		setup => 'CREATE TYPE pg_temp.own AS RANGE (SUBTYPE = {type1}, SUBTYPE_DIFF = {name}); CREATE TEMP TABLE kept (r pg_temp.own); '
		. 'CREATE INDEX ON kept USING gist (r)',
		do => 'INSERT INTO kept SELECT pg_temp.own(least(k.a1, l.a1), greatest(k.a1, l.a1)) FROM {table} k, {table} l', needs => 1 },
	{ way => 'a canonical form of a range', refused => '42501',
		setup => 'CREATE TYPE pg_temp.own; CREATE TYPE pg_temp.own AS RANGE (SUBTYPE = {stored1}, CANONICAL = {name})', do => 'SELECT 1', needs => 1 },
	{ way => 'an argument with a domain', setup => 'CREATE DOMAIN pg_temp.own AS {type1} NOT NULL',
		do => 'SELECT ({name}((a1{cast1})::pg_temp.own{comma_rest}){over})::text {row}', needs => 1 },
	{ way => 'a window that is ordered', do => 'SELECT ({name}({arguments}) OVER (ORDER BY id))::text FROM {table} WHERE id IN (1, {id})', all => 1 },
	{ way => 'a window with a frame', do => 'SELECT ({name}({arguments}) OVER (ORDER BY id RANGE BETWEEN 1 FOLLOWING '
		. 'AND UNBOUNDED FOLLOWING EXCLUDE TIES))::text FROM {table} WHERE id IN (1, {id})' },
	{ way => 'FILTER of the call', do => 'SELECT ({name}({arguments}) FILTER (WHERE true))::text {row}' },
	{ way => 'DISTINCT in the call', do => 'SELECT ({name}(DISTINCT {arguments}))::text {row}' },
	{ way => 'ORDER BY in the call', do => 'SELECT ({name}({arguments} ORDER BY id))::text {row}', needs => 1 },
	{ way => 'WITHIN GROUP', refused => '42809|42846|42883', do => 'SELECT ({name}({rest_of_row}) WITHIN GROUP (ORDER BY a1{cast1}))::text {row}', needs => 1 },
	{ way => 'no arguments', do => 'SELECT {name}(){over}::text' },
	{ way => 'an asterisk', refused => '42809|42883', do => 'SELECT {name}(*){over}::text' },
	{ way => 'VARIADIC of the last argument', do => 'SELECT ({name}({all_but_last}VARIADIC {last}){over})::text {row}', needs => 1, all => 1 },
	{ way => 'VARIADIC of an array', do => 'SELECT ({name}({all_but_last}VARIADIC ARRAY[{last}]){over})::text {row}', needs => 1 },
	{ way => 'arguments by name', do => 'SELECT ({name}({named}){over})::text {row}', needs => 1, all => 1 },
	{ way => 'arguments left out', do => 'SELECT ({name}({required}){over})::text {row}' },
	{ way => 'a parameter for each argument', setup => 'DEALLOCATE ALL; PREPARE own ({parameter_types}) AS SELECT ({of_numbers})::text',
		do => 'EXECUTE own ({stored_literals})', needs => 1 },
	{ way => 'PERFORM', setup => 'CREATE FUNCTION pg_temp.own({parameters}) RETURNS void '
		. 'LANGUAGE plpgsql AS $f$ BEGIN PERFORM {name}({arguments}){over}; END $f$', do => 'SELECT pg_temp.own({passed}) {row}' },
	{ way => 'CALL', refused => '0A000|42601|42809|42846|42883', do => 'CALL {constant}' },
	{ way => 'a trigger', refused => '42883|42P17',
		setup => 'CREATE TEMP TABLE kept (id integer); CREATE TRIGGER own BEFORE INSERT ON kept EXECUTE FUNCTION {name}()',
		do => 'INSERT INTO kept VALUES (1)' },
	{ way => 'a type', refused => '42501', setup => 'CREATE TYPE pg_temp.own; CREATE TYPE pg_temp.own (INPUT = {name}, OUTPUT = {name})', do => 'SELECT 1' },
	{ way => 'an operator class', refused => '42501',
		setup => 'CREATE OPERATOR CLASS pg_temp.own FOR TYPE {type1} USING btree AS FUNCTION 1 {name}({all_types})', do => 'SELECT 1', needs => 1 },
	{ way => 'an operator family', refused => '42501', setup => 'CREATE OPERATOR FAMILY pg_temp.own USING btree', do => 'SELECT 1' },
	{ way => 'the extension\'s operator family', refused => '42501',
		setup => 'ALTER OPERATOR FAMILY cx_tally_ops USING btree ADD FUNCTION 2 (cx_tally) {name}({all_types})', do => 'SELECT 1' },
	{ way => 'a function in C', refused => '42501',
		setup => q{CREATE FUNCTION pg_temp.own({all_types}) RETURNS {result} AS '$libdir/cx_metrics', '{symbol}' LANGUAGE C}, do => 'SELECT 1' },
	{ way => 'a function of the server', refused => '42501',
		setup => q{CREATE FUNCTION pg_temp.own({all_types}) RETURNS {result} AS '{symbol}' LANGUAGE internal}, do => 'SELECT 1' },
	{ way => 'a support function', refused => '42883|42P17',
		setup => 'CREATE FUNCTION pg_temp.own() RETURNS integer LANGUAGE sql SUPPORT {name} AS $f$ SELECT 1 $f$', do => 'SELECT 1' },
	{ way => 'a language', refused => '42501', setup => 'CREATE LANGUAGE own HANDLER {name}', do => 'SELECT 1' },
	{ way => 'an access method', refused => '42501', setup => 'CREATE ACCESS METHOD own TYPE INDEX HANDLER {name}', do => 'SELECT 1' },
	{ way => 'a foreign-data wrapper', refused => '42501', setup => 'CREATE FOREIGN DATA WRAPPER own HANDLER {name}', do => 'SELECT 1' },
	{ way => 'a conversion', refused => '42883', setup => q{CREATE CONVERSION pg_temp.own FOR 'UTF8' TO 'LATIN1' FROM {name}}, do => 'SELECT 1' },
	{ way => 'a transform', refused => '42501',
		setup => 'CREATE TYPE pg_temp.own AS (x integer); CREATE TRANSFORM FOR pg_temp.own '
		. 'LANGUAGE plpgsql (FROM SQL WITH FUNCTION {name}({all_types}))', do => 'SELECT 1' },
	{ way => 'a parser', refused => '42501',
		setup => 'CREATE TEXT SEARCH PARSER own (START = {name}, GETTOKEN = {name}, END = {name}, LEXTYPES = {name})', do => 'SELECT 1' },
	{ way => 'an event trigger', refused => '42501', setup => 'CREATE EVENT TRIGGER own ON ddl_command_end EXECUTE FUNCTION {name}()', do => 'SELECT 1' },
	{ way => 'a publication', refused => '42501', setup => '{make_kept}; CREATE PUBLICATION own FOR TABLE kept WHERE ({yes})', do => 'SELECT 1' });


# What is the same for all rows.  over: what follows the call.
sub function_words
{
	my ($function, $over) = @_;
	my @columns = @{ $function->{columns} };
	my @types = @{ $function->{types} };
	my @arguments = map { $_->{name} . $_->{cast} } @columns;
	my @names = @{ $function->{names} } ? @{ $function->{names} } : map { $_->{name} } @columns;
	my ($first, @rest) = @arguments;
	my %words = (
		%$function,
		over => $over,
		arguments => join(', ', @arguments),
		call => "$function->{name}(" . join(', ', @arguments) . ")$over",
		columns => join(', ', 'id integer', (map { "$_->{name} $_->{stored}" } @columns), 'x text'),
		parameters => join(', ', 'id integer', map { "$_->{name} $_->{stored}" } @columns),
		passed => join(', ', 'id', map { $_->{name} } @columns),
		grouped => join(', ', 'id', map { $_->{name} } @columns),
		using => @columns ? ' USING ' . join(', ', map { $_->{name} } @columns) : '',
		of_numbers => "$function->{name}(" . join(', ', map { "\$$_$columns[$_ - 1]{cast}" } 1 .. @columns) . ')' . ($over ? ' OVER ()' : ''),
		new => "$function->{name}(" . join(', ', map { "NEW.$_" } @arguments) . ")$over IS NOT NULL",
		all_types => join(', ', @types),
		parameter_types => join(', ', map { $_->{stored} } @columns),
		strictness => $function->{strict} ? 'STRICT' : 'CALLED ON NULL INPUT',
		extra => $function->{strict} ? '' : ', FINALFUNC_EXTRA',
		mextra => $function->{strict} ? '' : ', MFINALFUNC_EXTRA',
		named => join(', ', map { "$names[$_] => $arguments[$_]" } 0 .. $#arguments),
		required => join(', ', @arguments[ 0 .. $#arguments - $function->{defaults} ]),
		rest => @rest ? join(', ', @rest) : '*',
		comma_rest => join('', map { ", $_" } @rest),
		rest_types => @types > 1 ? join(', ', @types[ 1 .. $#types ]) : '*',
		rest_types_ordered => join(', ', @types[ 1 .. $#types ]),
		last => $arguments[-1],
		all_but_last => join('', map { "$_, " } @arguments[ 0 .. $#arguments - 1 ]));

	$words{yes} = "($words{call}) IS NOT NULL";
	$words{text} = "($words{call})::text";
	$words{make_kept} = "CREATE TEMP TABLE kept ($words{columns})";
	for my $n (1 .. @columns)
	{
		@words{ "type$n", "stored$n", "cast$n" } = @{ $columns[ $n - 1 ] }{qw(type stored cast)};
	}
	return %words;
}

# What is a row's.
sub row_words
{
	my ($function, $over, $id) = @_;
	my @columns = @{ $function->{columns} };
	my @stored = @{ $function->{literals}[$id] };
	my @literals = map { "$stored[$_]::$columns[$_]{type}" } 0 .. $#columns;
	my @of_row = map { "(SELECT $_->{name}$_->{cast} FROM $function->{table} WHERE id = $id)" } @columns;

	return (
		id => $id,
		row => "FROM $function->{table} WHERE id = $id",
		constant => "$function->{name}(" . join(', ', @literals) . ')' . ($over ? ' OVER ()' : ''),
		stored_literals => join(', ', @stored),
		make_kept_id => "CREATE TEMP TABLE kept_$id (" . join(', ', 'id integer', map { "$_->{name} $_->{stored}" } @columns) . ')',
		rest_of_row => join(', ', @of_row[ 1 .. $#of_row ]),
		map { ("literal$_" => $literals[ $_ - 1 ]) } 1 .. @columns);
}

sub fill_in
{
	my ($template, $words) = @_;

	return $template =~ s/\{(\w+)\}/$words->{$1} \/\/ die "no word for {$1} in: $template\n"/ger;
}

# Texts of the first argument to begin an aggregate with: those of the rows
# that have each of its values in turn, behind one with NULL.
sub initial_values
{
	my ($function) = @_;
	my @literals = @{ $function->{literals} };

	return map { $literals[$_][0] } grep { $_ == 1 || $_ < @literals && $literals[$_][0] ne 'NULL' } 1, 4, 9, 10, 15;
}

# One way to call a function: a list of attempts, each with its setup and its
# statements.  over: what follows each call.
sub attempts_at
{
	my ($function, $way, $name, $over) = @_;
	my @columns = @{ $function->{columns} };
	return () if @columns < ($way->{needs} // 0) || @columns != ($way->{takes} // @columns);

	my %words = function_words($function, $over);
	my @ids = $way->{all} ? 0 .. $#{ $function->{literals} } : some_rows($function);
	splice @ids, 3 if $way->{few} && @ids > 3;
	my @initials = $way->{initials} ? initial_values($function) : ("''");
	my %valid = @ids > 1 ? row_words($function, $over, 1) : ();

	$words{of_value} = "$function->{name}(" . join(', ', 'VALUE' . ($words{cast1} // ''), map { $valid{"literal$_"} } 2 .. @columns) . ")$over";
	my @statements = map { fill_in($way->{do}, { %words, row_words($function, $over, $_) }) } @ids;
	return map { { way => $name, function => $function->{signature}, setup => fill_in($way->{setup} // '', { %words, initial => $_ }),
		statements => \@statements } } @initials;
}

# All ways to call a function.
sub attempts_of
{
	my ($function) = @_;
	my $partition = ' OVER (PARTITION BY id)';
	my @attempts;

	for my $way (@EXPRESSIONS)
	{
		push @attempts, attempts_at($function, $way, $way->{way}, '');

		# Of plain functions the parser says the same everywhere.
		push @attempts, attempts_at($function, $way, "$way->{way}, OVER", $partition) if $function->{kind} ne 'f' || $way == $EXPRESSIONS[0];
	}
	push @attempts, attempts_at($function, $_, $_->{way}, $function->{kind} eq 'w' ? $partition : '') for @DEFINITIONS;
	return @attempts;
}

# The names of all ways, and the SQLSTATEs with which PostgreSQL refuses each,
# whatever the function: '' if it refuses none, "perhaps" if that depends on
# which functions there are, or on PostgreSQL's version.
sub ways
{
	return ((map { ($_->{way} => $_->{refused} // '') } @EXPRESSIONS, @DEFINITIONS), map { ("$_->{way}, OVER" => $_->{over} // '') } @EXPRESSIONS);
}

1;
