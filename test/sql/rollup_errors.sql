-- cx_rollup: what it refuses, and that nothing is left of it.

CREATE EXTENSION cx_rollup;
CREATE SCHEMA refused;
SET search_path = refused, public;
\pset format unaligned
\pset tuples_only on

CREATE TABLE survey (id integer, team text, answered_on date, answered_at timestamptz, score smallint, good boolean, payload json);
INSERT INTO survey VALUES (1, 'A', '2025-01-01', '2025-01-01', 9, true);
CREATE TABLE family (team text, score integer);
CREATE TABLE child () INHERITS (family);
CREATE TABLE parted (team text, score integer) PARTITION BY LIST (team);
CREATE TABLE parted_a PARTITION OF parted FOR VALUES IN ('a') PARTITION BY LIST (team);
CREATE TABLE parted_b PARTITION OF parted FOR VALUES IN ('b');
CREATE TEMP TABLE passing (team text, score integer);
CREATE VIEW seen AS TABLE survey;
CREATE MATERIALIZED VIEW kept AS TABLE survey;
CREATE FOREIGN DATA WRAPPER refused_wrapper;
CREATE SERVER refused_server FOREIGN DATA WRAPPER refused_wrapper;
CREATE FOREIGN TABLE far (team text, score integer) SERVER refused_server;

-- A call of cx_create_rollup with some arguments given.
CREATE FUNCTION create_with(keys text DEFAULT '{team}', score text DEFAULT 'score', source text DEFAULT 'survey', name text DEFAULT 'daily',
	low integer DEFAULT 0, high integer DEFAULT 10, filter text DEFAULT NULL, replica boolean DEFAULT false) RETURNS text LANGUAGE sql
	RETURN outcome(format('SELECT cx_create_rollup(%L, %L, %L, %L, %L, %L, %L, %L)', name, source, keys, score, low, high, filter, replica));

-- Nothing is NULL but the filter.
SELECT create_with(name => NULL);
SELECT create_with(source => NULL);
SELECT create_with(keys => NULL);
SELECT create_with(keys => '{team,NULL}');
SELECT create_with(score => NULL);
SELECT create_with(low => NULL);
SELECT create_with(high => NULL);
SELECT create_with(replica => NULL);

-- The table.
SELECT create_with(source => 'nowhere');
SELECT create_with(source => 'seen');
SELECT create_with(source => 'kept');
SELECT create_with(source => 'far');
SELECT create_with(source => 'passing');
SELECT create_with(source => 'family');
SELECT create_with(source => 'child');
SELECT create_with(source => 'parted_a');
SELECT create_with(source => 'parted_b');

-- The name.
SELECT create_with(name => '');
SELECT create_with(name => '1st');
SELECT create_with(name => 'a.b.c');
SELECT create_with(name => 'nowhere.daily');
SELECT create_with(name => 'pg_temp.daily');
SELECT create_with(name => repeat('x', 51));
SELECT create_with(name => 'survey');
CREATE TABLE daily_recount ();
SELECT create_with();
DROP TABLE daily_recount;

-- The keys.
SELECT create_with(keys => '{}');
SELECT create_with(keys => '{lower(team)}');
SELECT create_with(keys => '{survey.team}');
SELECT create_with(keys => '{survey.team AS team}');
SELECT create_with(keys => '{team AS tally}');
SELECT create_with(keys => ARRAY['team AS "part"']::text);
SELECT create_with(keys => '{team,team}');
SELECT create_with(keys => '{region}');
SELECT create_with(keys => '{count(*) AS n}');
SELECT create_with(keys => '{(SELECT 1) AS n}');
SELECT create_with(keys => '{payload}');
SELECT create_with(keys => '{ctid AS place}');
SELECT create_with(keys => '{lower(team AS team}');

-- What depends on more than the row.
SELECT create_with(keys => '{answered_at::date AS day}');
SELECT create_with(keys => ARRAY['team', 'date_trunc(''month'', answered_on)::date AS month']::text);
SELECT create_with(score => '(random() * 10)::integer');
SELECT create_with(filter => 'answered_at < now()');

-- The score, its scale, and the filter.
SELECT create_with(score => 'grade');
SELECT outcome_code('SELECT cx_create_rollup(''daily'', ''survey'', ''{team}'', ''good'', 0, 10)');
SELECT create_with(low => 10, high => 0);
SELECT create_with(high => 1000);
SELECT create_with(filter => 'score');
SELECT create_with(high => 8);

-- An older snapshot could miss rows, also for the script.
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT create_with();
ROLLBACK;
SELECT cx_rollup_sql('daily', 'survey', '{team}', 'score', 0, 10) AS script \gset
BEGIN ISOLATION LEVEL SERIALIZABLE;
SELECT count(*) FROM survey;
SELECT outcome(:'script');
ROLLBACK;
DROP VIEW seen;
DROP MATERIALIZED VIEW kept;

-- What is no rollup.
SELECT outcome('SELECT cx_check_rollup(''survey'')');
SELECT outcome('SELECT cx_compact_rollup(''members'')');
SELECT outcome('SELECT cx_refresh_rollup(''refused.survey'')');
SELECT outcome('SELECT cx_drop_rollup(0)');
SELECT outcome('SELECT cx_drop_rollup(NULL)');
SELECT relname FROM pg_class WHERE relname ~ '^daily' UNION ALL SELECT proname FROM pg_proc WHERE proname ~ '^daily';

-- The script by itself, in one transaction, makes what the function makes.
BEGIN;
:script
COMMIT;
SELECT rollup_state('daily');
-- Not twice.
SELECT create_with();
SELECT create_with(name => 'refused.daily', source => 'refused.survey');
-- Not while a view of another's needs it.
CREATE VIEW report AS SELECT team, nps(tally) FROM daily GROUP BY team;
SELECT outcome('SELECT cx_drop_rollup(''daily'')');
DROP VIEW report;
SELECT rollup_state('daily');
-- PostgreSQL guards the columns that it needs.
SELECT outcome_code('ALTER TABLE survey ALTER score TYPE integer'), outcome_code('ALTER TABLE survey DROP COLUMN team'),
	outcome_code('DROP TABLE survey'), outcome_code('DROP TABLE daily_part');
SELECT rollup_state('daily');

\pset tuples_only off
\pset format aligned
SET client_min_messages = warning;
DROP EXTENSION cx_rollup;
DROP FOREIGN DATA WRAPPER refused_wrapper CASCADE;
DROP SCHEMA refused CASCADE;
