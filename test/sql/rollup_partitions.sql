-- cx_rollup over partitions: of other columns' order, of several levels, that rows
-- move between, that are written to directly, emptied, attached, detached.

CREATE EXTENSION cx_rollup;
CREATE SCHEMA parts;
SET search_path = parts, public;

CREATE TABLE survey (id integer, team text, day date, score integer) PARTITION BY RANGE (day);
CREATE TABLE january PARTITION OF survey FOR VALUES FROM ('2025-01-01') TO ('2025-02-01');
CREATE TABLE february (score integer, gone integer, day date, team text, id integer);
ALTER TABLE february DROP COLUMN gone;
ALTER TABLE survey ATTACH PARTITION february FOR VALUES FROM ('2025-02-01') TO ('2025-03-01');
CREATE TABLE march PARTITION OF survey FOR VALUES FROM ('2025-03-01') TO ('2025-04-01') PARTITION BY LIST (team);
CREATE TABLE march_0 PARTITION OF march FOR VALUES IN ('T0', 'D');
CREATE TABLE march_others PARTITION OF march DEFAULT;
INSERT INTO survey SELECT i, 'T' || i % 3, date '2025-01-01' + i % 90, i % 11 FROM generate_series(1, 500) i;
SELECT cx_create_rollup('daily', 'survey', '{team, day}', 'score', 0, 10);
SELECT rollup_state('daily');

-- By the table's name; rows move to another partition and back.
INSERT INTO survey SELECT i, 'T' || i % 3, date '2025-01-01' + i % 90, i % 11 FROM generate_series(501, 900) i;
SELECT rollup_state('daily');
UPDATE survey SET day = CASE WHEN day < '2025-02-01' THEN day + 59 ELSE day - 31 END WHERE id % 2 = 0;
SELECT rollup_state('daily');
MERGE INTO survey USING (SELECT i, i % 11 AS score FROM generate_series(100, 1200, 3) i) x ON x.i = survey.id
	WHEN MATCHED AND x.score < 3 THEN DELETE
	WHEN MATCHED THEN UPDATE SET score = x.score, day = CASE WHEN day < '2025-02-01' THEN day + 59 ELSE day - 31 END
	WHEN NOT MATCHED THEN INSERT (id, team, day, score) VALUES (x.i, 'M', '2025-02-02', x.score);
SELECT rollup_state('daily');
DELETE FROM survey WHERE id % 7 = 0;
SELECT rollup_state('daily');

-- By the partitions' names, of each level.
INSERT INTO february (id, team, day, score) SELECT i, 'D', date '2025-02-01' + i % 28, i % 11 FROM generate_series(901, 990) i;
UPDATE february SET score = 1 WHERE id % 3 = 0;
DELETE FROM january WHERE id % 3 = 1;
INSERT INTO march SELECT i, (ARRAY['D', 'T0', 'T5'])[1 + i % 3], date '2025-03-01' + i % 31, i % 11 FROM generate_series(901, 990) i;
UPDATE march SET team = 'T6' WHERE id % 5 = 0;
INSERT INTO march_0 VALUES (2000, 'D', '2025-03-03', 9);
DELETE FROM march_others WHERE id % 5 = 1;
SELECT rollup_state('daily');

-- A partition is emptied, of each level; then all.
TRUNCATE february;
SELECT rollup_state('daily');
TRUNCATE march_0, january;
SELECT rollup_state('daily');
INSERT INTO march_0 VALUES (2000, 'D', '2025-03-03', 9);
TRUNCATE march;
SELECT rollup_state('daily');
INSERT INTO survey SELECT i, 'T' || i % 3, date '2025-01-01' + i % 90, i % 11 FROM generate_series(1, 100) i;
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT outcome('TRUNCATE january');
ROLLBACK;
SELECT cx_compact_rollup('daily');
SELECT rollup_state('daily');
TRUNCATE survey;
SELECT rollup_state('daily'), (SELECT count(*) FROM daily_part) AS parts;

-- What comes is seen through the table; what is written to it directly is not,
-- until the rollup is refreshed.
INSERT INTO survey SELECT i, 'T' || i % 3, date '2025-01-01' + i % 90, i % 11 FROM generate_series(1, 500) i;
CREATE TABLE april PARTITION OF survey FOR VALUES FROM ('2025-04-01') TO ('2025-05-01');
CREATE TABLE may (id integer, team text, day date, score integer) PARTITION BY LIST (team);
CREATE TABLE may_n PARTITION OF may FOR VALUES IN ('N');
INSERT INTO may VALUES (3, 'N', '2025-05-05', 1);
INSERT INTO survey VALUES (1, 'N', '2025-04-03', 9);
SELECT rollup_state('daily');
INSERT INTO april VALUES (2, 'N', '2025-04-03', 9);
ALTER TABLE survey ATTACH PARTITION may FOR VALUES FROM ('2025-05-01') TO ('2025-06-01');
SELECT * FROM cx_check_rollup('daily') ORDER BY key;
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT outcome('SELECT cx_refresh_rollup(''daily'')');
ROLLBACK;
SELECT cx_refresh_rollup('daily');
SELECT rollup_state('daily');
INSERT INTO april VALUES (3, 'N', '2025-04-04', 9);
INSERT INTO may_n VALUES (4, 'N', '2025-05-05', 2);
UPDATE may SET score = 3 WHERE id = 3;
SELECT rollup_state('daily');
TRUNCATE may;
TRUNCATE april;
SELECT rollup_state('daily');

-- What goes is remembered until the rollup is refreshed.  Its triggers go then.
ALTER TABLE survey DETACH PARTITION january;
DROP TABLE february;
SELECT count(*) > 50 AS remembered FROM cx_check_rollup('daily');
SELECT cx_refresh_rollup('daily');
SELECT rollup_state('daily');
INSERT INTO january VALUES (1, 'T0', '2025-01-03', 9);
SELECT rollup_state('daily');
SELECT tgrelid::regclass AS relation, string_agg(tgname, ' ' ORDER BY tgname) AS triggers FROM pg_trigger WHERE tgname ~ '^daily' GROUP BY tgrelid
ORDER BY tgrelid::regclass::text;
-- It comes back with a row that it got meanwhile.
ALTER TABLE survey ATTACH PARTITION january FOR VALUES FROM ('2025-01-01') TO ('2025-02-01');
SELECT cx_refresh_rollup('daily');
SELECT rollup_state('daily');

-- A foreign key that writes to a partitioned table.
CREATE TABLE form (id integer PRIMARY KEY);
INSERT INTO form SELECT generate_series(1, 9);
CREATE TABLE answer (form integer REFERENCES form ON DELETE CASCADE ON UPDATE CASCADE, question text, score integer) PARTITION BY LIST (question);
CREATE TABLE answer_1 PARTITION OF answer FOR VALUES IN ('recommend us');
CREATE TABLE answer_2 PARTITION OF answer FOR VALUES IN ('easy');
SELECT cx_create_rollup('by_form', 'answer', '{question, form}', 'score', 0, 10);
INSERT INTO answer SELECT 1 + i % 9, (ARRAY['recommend us', 'easy'])[1 + i % 2], i % 11 FROM generate_series(1, 200) i;
DELETE FROM form WHERE id < 4;
UPDATE form SET id = id + 100 WHERE id > 7;
SELECT rollup_state('by_form');
SET client_min_messages = warning;
TRUNCATE form CASCADE;
SELECT rollup_state('by_form');

SELECT cx_drop_rollup('by_form');
SELECT cx_drop_rollup('daily');
SELECT count(*) AS left_of_it FROM (SELECT proname FROM pg_proc UNION ALL SELECT relname FROM pg_class UNION ALL SELECT tgname FROM pg_trigger) n (name)
	WHERE name ~ '^(daily|by_form)_';
DROP EXTENSION cx_rollup;
DROP SCHEMA parts CASCADE;
