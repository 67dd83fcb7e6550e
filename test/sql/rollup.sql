-- cx_rollup: a rollup is exact after every kind of write.  Each of the three, the
-- rollup and both extensions, is in a schema of its own.

CREATE SCHEMA rollups;
CREATE EXTENSION cx_rollup SCHEMA rollups;
CREATE SCHEMA answers;
SET search_path = answers, rollups, public;

-- The script, and what it makes.
CREATE TABLE survey (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, team text, answered_on date, score smallint, note text);
INSERT INTO survey (team, answered_on, score)
	SELECT CASE WHEN i % 50 > 0 THEN 'T' || i % 7 END, date '2025-01-01' + i % 30, nullif(i % 12, 11) FROM generate_series(1, 2000) i;
\pset format unaligned
SELECT cx_rollup_sql('daily', 'survey', '{team, answered_on AS day}', 'score', 0, 10);
\pset format aligned
SELECT count(*) FROM pg_class WHERE relname ~ '^daily';
SELECT cx_create_rollup('daily', 'survey', '{team, answered_on AS day}', 'score', 0, 10);
SELECT rollup_state('daily');
SELECT count(*) AS differ FROM (SELECT team, day, tally FROM daily EXCEPT SELECT team, answered_on, cx_tally(score, 0, 10) FROM survey GROUP BY 1, 2) d;
SELECT pg_describe_object(classid, objid, 0) AS object, obj_description(objid, classid::regclass::text) AS comment
FROM (SELECT 'pg_class'::regclass AS classid, oid AS objid FROM pg_class WHERE relname ~ '^daily' AND relkind IN ('r', 'v')
	UNION ALL SELECT 'pg_proc'::regclass, oid FROM pg_proc WHERE proname ~ '^daily') o ORDER BY 1;
SELECT proname, prosecdef AS as_owner, proconfig, proacl IS NOT NULL AS revoked FROM pg_proc WHERE proname ~ '^daily' ORDER BY proname;
-- NULL is a key like any other.
SELECT team, cx_merge(tally) FROM daily WHERE team IS NULL OR team = 'T1' GROUP BY team ORDER BY team;

-- INSERT, UPDATE of scores, of keys and of neither, DELETE, COPY.
INSERT INTO survey (team, answered_on, score) VALUES ('T1', '2025-02-01', 10), (NULL, NULL, 3), ('T1', '2025-02-01', NULL), ('T9', '2025-02-01', NULL);
SELECT rollup_state('daily');
UPDATE survey SET team = 'T2', score = 4 WHERE id % 3 = 0;
SELECT rollup_state('daily');
DELETE FROM survey WHERE id % 5 = 0;
SELECT rollup_state('daily');
COPY survey (team, answered_on, score) FROM STDIN;
T1	2025-02-02	0
T1	2025-02-02	10
\N	2025-02-02	5
\.
SELECT rollup_state('daily');
SELECT count(*) AS parts FROM daily_part \gset
UPDATE survey SET note = 'x';
UPDATE survey SET team = team;
INSERT INTO survey (team) SELECT 'none' WHERE false;
DELETE FROM survey WHERE false;
SELECT count(*) - :parts AS parts_more FROM daily_part;

-- Compaction changes no answer.
CREATE TABLE before AS TABLE daily;
SELECT cx_compact_rollup('daily') = :parts - (SELECT count(*) FROM daily) AS all_that_can_go;
SELECT count(*) = (SELECT count(*) FROM daily) AS one_part_a_group, count(removed) AS removed FROM daily_part;
SELECT count(*) AS changed FROM ((TABLE daily EXCEPT TABLE before) UNION ALL (TABLE before EXCEPT TABLE daily)) c;
SELECT cx_compact_rollup('daily');
SELECT rollup_state('daily');
-- A group that has gone leaves nothing.
DELETE FROM survey WHERE team = 'T1';
SELECT cx_compact_rollup('daily') > 0 AS fewer;
SELECT count(*) AS left_of_it FROM daily_part WHERE team = 'T1';
SELECT rollup_state('daily');

-- Upserts, MERGE, and statements in one.
CREATE TABLE s1 (id integer PRIMARY KEY, team text, answered_at timestamptz, score smallint,
	day date GENERATED ALWAYS AS ((answered_at AT TIME ZONE 'UTC')::date) STORED);
SELECT cx_create_rollup('r1', 's1', '{team, day}', 'score', 0, 10);
INSERT INTO s1 SELECT i, 'T' || i % 3, '2025-01-01'::timestamptz + i * interval '7 hours', i % 11 FROM generate_series(1, 300) i;
INSERT INTO s1 SELECT i, 'T' || i % 4, '2025-01-01'::timestamptz + i * interval '5 hours', i % 7 FROM generate_series(200, 400) i
	ON CONFLICT (id) DO UPDATE SET score = excluded.score, team = excluded.team;
INSERT INTO s1 SELECT i, 'X', '2025-01-01', 3 FROM generate_series(1, 500) i ON CONFLICT DO NOTHING;
SELECT rollup_state('r1');
MERGE INTO s1 USING (SELECT i, i % 11 AS score FROM generate_series(100, 700, 3) i) x ON x.i = s1.id
	WHEN MATCHED AND x.score < 3 THEN DELETE
	WHEN MATCHED AND x.score < 6 THEN DO NOTHING
	WHEN MATCHED THEN UPDATE SET score = x.score, team = NULL
	WHEN NOT MATCHED THEN INSERT (id, team, answered_at, score) VALUES (x.i, 'M', '2025-05-05', x.score);
SELECT rollup_state('r1');
WITH d AS (DELETE FROM s1 WHERE id % 5 = 0 RETURNING *), u AS (UPDATE s1 SET score = 1 WHERE id % 5 = 1)
	INSERT INTO s1 (id, team, answered_at, score) SELECT id + 1000, 'C', answered_at, 9 FROM d;
SELECT rollup_state('r1');

-- Savepoints and transactions that are rolled back.
BEGIN;
INSERT INTO s1 (id, team, answered_at, score) VALUES (5001, 'A', '2025-05-05', 1);
SAVEPOINT a;
DELETE FROM s1 WHERE id % 2 = 0;
ROLLBACK TO a;
UPDATE s1 SET score = 0 WHERE id < 50;
COMMIT;
SELECT rollup_state('r1');
BEGIN;
DELETE FROM s1;
SELECT rollup_state('r1');
ROLLBACK;
SELECT rollup_state('r1');

-- The session's time zone does not matter.
SET timezone = 'Pacific/Kiritimati';
INSERT INTO s1 (id, team, answered_at, score) VALUES (6001, 'Z', '2025-05-05 01:00', 5);
SET timezone = 'Pacific/Pago_Pago';
DELETE FROM s1 WHERE id = 6001;
RESET timezone;
SELECT count(*) AS left_of_it FROM r1 WHERE team = 'Z';
SELECT rollup_state('r1');

-- What no trigger sees is found out, and mended.
SET session_replication_role = replica;
DELETE FROM s1 WHERE id = 6;
RESET session_replication_role;
SELECT * FROM cx_check_rollup('r1');
SELECT cx_refresh_rollup('r1');
SELECT rollup_state('r1');

-- TRUNCATE.
TRUNCATE s1;
SELECT rollup_state('r1'), (SELECT count(*) FROM r1_part) AS parts;

-- Expressions as keys, one of the score, a filter; braces, marks of strings and of
-- format() in them; two rollups of a table.
SELECT cx_create_rollup('r2', 's1', ARRAY['lower(team) AS team', 'date_trunc(''month'', day::timestamp)::date AS month',
		'(answered_at AT TIME ZONE ''Europe/Berlin'')::date AS "the ""Day"""', 'id % 2 AS "order"', '''{part} $upkeep$ %1$s''::text AS found'],
	'nullif(score, 99)', 0, 10, filter => 'team <> ''test'' AND id % 9 > 0');
INSERT INTO s1 (id, team, answered_at, score)
	SELECT i, CASE i % 4 WHEN 0 THEN 'test' WHEN 1 THEN 'a' WHEN 2 THEN 'A' END, '2025-01-01'::timestamptz + i * interval '7 hours', i % 11
	FROM generate_series(1, 300) i;
UPDATE s1 SET team = 'test' WHERE id % 3 = 0;
UPDATE s1 SET team = 'b', answered_at = '2025-01-01' WHERE id % 7 = 0;
DELETE FROM s1 WHERE id % 11 = 0;
SELECT rollup_state('r1'), rollup_state('r2');
SELECT * FROM r2 ORDER BY 1, 2, 3, 4 LIMIT 2;
SELECT cx_compact_rollup('r2') > 0 AS fewer;
SELECT rollup_state('r2');
SELECT cx_drop_rollup('r2');
SELECT tgname FROM pg_trigger WHERE tgrelid = 's1'::regclass ORDER BY 1;
SELECT count(*) AS left_of_it FROM (SELECT proname FROM pg_proc UNION ALL SELECT relname FROM pg_class) n (name) WHERE name ~ '^r2';

-- A filter keeps out what the score cannot be made of.
CREATE TABLE form (reply text);
SELECT cx_create_rollup('replies', 'form', '{1 AS one}', 'reply::integer', 0, 10, filter => 'reply ~ ''^\d+$''');
INSERT INTO form VALUES ('10'), ('none'), (''), ('3');
SELECT * FROM replies;

-- Foreign keys write by themselves.
CREATE TABLE team (id integer PRIMARY KEY);
INSERT INTO team SELECT generate_series(1, 5);
CREATE TABLE s3 (id integer PRIMARY KEY, team integer REFERENCES team ON DELETE CASCADE ON UPDATE CASCADE, score integer);
SELECT cx_create_rollup('r3', 's3', '{team}', 'score', 0, 10);
INSERT INTO s3 SELECT i, 1 + i % 5, i % 11 FROM generate_series(1, 1000) i;
DELETE FROM team WHERE id IN (2, 3);
UPDATE team SET id = id + 100;
SELECT team, cx_responses(tally) FROM r3 ORDER BY 1;
SELECT rollup_state('r3');
SET client_min_messages = warning;
TRUNCATE team CASCADE;
RESET client_min_messages;
SELECT rollup_state('r3');

-- Names that have to be quoted, one with a line end; an unlogged table.
CREATE UNLOGGED TABLE "My
Survey" ("Team" text, "the day" date, score int);
SELECT cx_create_rollup('"My {part} $upkeep$ Rollup"', '"My
Survey"', ARRAY['"Team"', '"the day" AS "Day"'], 'score', 0, 10);
INSERT INTO "My
Survey" VALUES ('a', '2025-01-01', 3), (NULL, NULL, 4);
SELECT * FROM "My {part} $upkeep$ Rollup" ORDER BY 1;
SELECT rollup_state('"My {part} $upkeep$ Rollup"');
SELECT relpersistence FROM pg_class WHERE relname = 'My {part} $upkeep$ Rollup_part';
DELETE FROM "My
Survey";
SELECT cx_compact_rollup('"My {part} $upkeep$ Rollup"');
SELECT cx_refresh_rollup('"My {part} $upkeep$ Rollup"');
SELECT cx_drop_rollup('"My {part} $upkeep$ Rollup"');
SELECT count(*) AS left_of_it FROM pg_class WHERE relname ~ '^My .*Rollup';

-- In another schema than the table; a column renamed, the table renamed.
CREATE SCHEMA reports;
SELECT cx_create_rollup('reports.by_team', 's3', '{team}', 'score', 0, 10);
ALTER TABLE s3 RENAME TO forms;
INSERT INTO team VALUES (1);
INSERT INTO forms VALUES (1, 1, 10);
SELECT rollup_state('reports.by_team'), rollup_state('r3');
ALTER TABLE forms RENAME COLUMN team TO squad;
SELECT outcome_code('INSERT INTO forms VALUES (2, 1, 10)');
BEGIN;
SELECT cx_drop_rollup('reports.by_team');
SELECT cx_drop_rollup('r3');
SELECT cx_create_rollup('r3', 'forms', '{squad}', 'score', 0, 10);
COMMIT;
INSERT INTO forms VALUES (2, 1, 10);
SELECT rollup_state('r3');

-- A row that cannot be counted fails: the rollup is like a CHECK.
SELECT outcome('INSERT INTO forms VALUES (3, 1, 11)');
SELECT rollup_state('r3');

-- A publication of all tables wants a key of those that have rows deleted.
SET client_min_messages = error;
CREATE PUBLICATION alltables FOR ALL TABLES;
RESET client_min_messages;
DELETE FROM forms WHERE id = 1;
SELECT cx_compact_rollup('r3');
SELECT cx_refresh_rollup('r3');
SELECT rollup_state('r3');
DROP PUBLICATION alltables;

-- Without the extension that made it, a rollup goes on.
DROP EXTENSION cx_rollup;
INSERT INTO forms VALUES (4, 1, 0), (5, 1, 0);
SELECT * FROM r3;
SELECT r3_compact();
SELECT * FROM r3;
-- And it can be looked after again.
CREATE EXTENSION cx_rollup SCHEMA rollups;
SELECT rollup_state('r3');
-- The table without its rollup: what is left can be dropped.
SET client_min_messages = warning;
DROP TABLE forms CASCADE;
SELECT cx_drop_rollup('r3');
SELECT count(*) AS left_of_it FROM (SELECT proname FROM pg_proc UNION ALL SELECT relname FROM pg_class) n (name) WHERE name ~ '^r3';

DROP EXTENSION cx_rollup;
DROP SCHEMA answers, reports, rollups CASCADE;
