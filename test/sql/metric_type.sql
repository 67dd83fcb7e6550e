-- The type cx_metric: text, order, hash and casts.
\pset format unaligned
\pset fieldsep ' -> '

-- Canonical text comes out as it went in.
SELECT input, read_metric(input) = input AS same FROM (VALUES
	('nps'), ('csat'), ('ces'), ('mean'), ('index'), ('top 1'), ('top 100'), ('bottom 3'), ('net 2 7'), ('net 100 100'),
	('values {1,2,3}'), ('values {-1.5}'), ('values {0.1,-1e+15,1e+15,1e-100}')) v(input);

-- Other spellings of the same metric.
SELECT input, read_metric(input) FROM (VALUES
	('NPS'), ('  nps '), (E'\tCsat\n'), ('CES'), ('Mean'), ('INDEX'), ('top 02'), ('TOP   2'), ('top+2'), ('bottom	1'), ('top2'),
	('net 2,7'), ('Net  2   7'), ('values{1,2}'), (' VALUES { 1.50 , -0 , 1e1 , 0x10 } '), ('values {00,-0.0,+3}')) v(input);

-- What is no metric.
SELECT input, read_metric(input) FROM (VALUES
	(''), (' '), ('n'), ('np'), ('npsx'), ('nps 2'), ('nps nps'), ('nps{}'), ('csat 5'), ('mean,'), ('median'),
	('top'), ('top x'), ('top 1.5'), ('top 2 3'), ('top -1'), ('top 0'), ('top 101'), ('top 9223372036854775807'),
	('top 9223372036854775808'), ('bottom'), ('bottom 0'), ('net 2'), ('net'), ('net 0 1'), ('net 1 0'), ('net 2 101'), ('net 1 2 3'),
	('values'), ('values {}'), ('values {1'), ('values {1,}'), ('values {1,2'), ('values 1,2'), ('values {1 2}'), ('values {1,2}}'),
	('values {a}'), ('values {NaN}'), ('values {Infinity}'), ('values {1,-inf}'), ('values {2e15}'), ('values {-2e15,1}'), ('values {1e-101}'),
	('values {1,-1e-310}')) v(input);
SELECT outcome_code(format('SELECT %L::cx_metric', input)) FROM (VALUES ('values {1000000000000000.2}'), ('values {1e400}')) v(input);

-- As many values as a scale can have points, and no more.
SELECT n, left(read_metric('values {' || repeat('7,', n - 1) || '7}'), 60) FROM (VALUES (100), (101), (102), (100000)) v(n);
SELECT length(('values {' || repeat('-999999999999999.9,', 100) || '-999999999999999.9}')::cx_metric::text);

-- Digits are exact whatever the setting.
SET extra_float_digits = -15;
SELECT 'values {0.1,0.30000000000000004}'::cx_metric, 'values {0.1,0.30000000000000004}'::cx_metric = 'values {0.1,0.3}' AS rounded;
RESET extra_float_digits;

-- Equal metrics are equal whatever their spelling; the order is total, and of
-- the canonical text.
CREATE TABLE metrics (metric cx_metric);
INSERT INTO metrics VALUES ('nps'), ('NPS'), ('top 2'), ('Top  02'), ('top 10'), ('values {1,2}'), ('values {1.0,2e0}'),
	('bottom 2'), ('ces'), ('mean'), (NULL);
SELECT DISTINCT metric FROM metrics ORDER BY metric;
SELECT count(*) AS pairs, count(*) FILTER (WHERE cmp <> -sign(cx_metric_cmp(b, a)) OR (a < b) <> (cmp < 0) OR (a <= b) <> (cmp <= 0)
	OR (a = b) <> (cmp = 0) OR (a <> b) <> (cmp <> 0) OR (a >= b) <> (cmp >= 0) OR (a > b) <> (cmp > 0)) AS breaches
FROM (SELECT a.metric AS a, b.metric AS b, sign(cx_metric_cmp(a.metric, b.metric)) AS cmp FROM metrics a, metrics b) p WHERE cmp IS NOT NULL;
SELECT count(*) FILTER (WHERE (a.metric = b.metric) <> (a.metric::text = b.metric::text)
	OR (a.metric < b.metric) <> (a.metric::text COLLATE "C" < b.metric::text COLLATE "C")) AS unlike_text FROM metrics a, metrics b;
SELECT count(DISTINCT cx_metric_hash(metric)) AS hashes, count(DISTINCT cx_metric_hash_extended(metric, 1)) AS hashes_of_seed_1,
	count(*) FILTER (WHERE cx_metric_hash_extended(metric, 0)::bit(64) << 32 <> cx_metric_hash(metric)::bit(32)::bit(64)) AS low_bits_differ
FROM metrics;
SELECT metric, count(*) FROM metrics GROUP BY metric HAVING count(*) > 1 ORDER BY metric;
SET enable_seqscan = off;
CREATE INDEX metrics_btree ON metrics (metric);
SELECT count(*) FROM metrics WHERE metric = 'Top 2';
SELECT metric FROM metrics WHERE metric >= 'top 1' AND metric < 'top 9' ORDER BY metric;
DROP INDEX metrics_btree;
CREATE INDEX metrics_hash ON metrics USING hash (metric);
SELECT count(*) FROM metrics WHERE metric = 'Top 2';
RESET enable_seqscan;
SET enable_nestloop = off;
SET enable_mergejoin = off;
SELECT count(*) AS "hash join" FROM metrics a JOIN metrics b USING (metric);
RESET enable_mergejoin;
SET enable_hashjoin = off;
SELECT count(*) AS "merge join" FROM metrics a JOIN metrics b USING (metric);
RESET enable_hashjoin;
RESET enable_nestloop;
CREATE TABLE parted (metric cx_metric) PARTITION BY HASH (metric);
CREATE TABLE parted_0 PARTITION OF parted FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO parted SELECT metric FROM metrics;
SELECT count(*) FROM parted WHERE metric = 'Top 2';

-- A catalogue of questions with their metrics.
CREATE TABLE questions (question text PRIMARY KEY, metric cx_metric NOT NULL, low integer, high integer);
INSERT INTO questions VALUES ('recommend', 'nps', 0, 10), ('satisfied', 'csat', 1, 5), ('easy', 'mean', 1, 7), ('likely', 'net 1 2', 1, 5);
CREATE TABLE answers (question text REFERENCES questions, score integer);
INSERT INTO answers SELECT question, low + i % (high - low + 1) FROM questions, generate_series(0, 22) i;
SELECT question, metric, round(cx_value(cx_tally(score, low, high), metric)::numeric, 4)
FROM answers JOIN questions USING (question) GROUP BY question, metric ORDER BY question;

-- Text and varchar become metrics where one is wanted: columns, expressions
-- and a CASE that chooses one.
CREATE TABLE by_name (as_text text, as_varchar varchar(40));
INSERT INTO by_name VALUES ('Top 1', 'bottom 1');
SELECT cx_value('[1,5]{1,1,1,1,4}', as_text), cx_value('[1,5]{1,1,1,1,4}', as_varchar),
	cx_value('[1,5]{1,1,1,1,4}', 'net ' || 1 || ' ' || 2) FROM by_name;
SELECT round(cx_value(tally, CASE WHEN cx_scale(tally) = '[0,10]' THEN 'nps' ELSE 'csat' END)::numeric, 3) AS value
FROM (VALUES ('[0,10]{0,0,0,0,0,0,0,0,0,0,1}'::cx_tally), ('[1,5]{1,0,0,0,2}')) v(tally);
INSERT INTO metrics SELECT as_text FROM by_name;
SELECT outcome('SELECT cx_value(''[1,5]{}'', as_text || ''st'') FROM by_name');
SELECT metric || '!' AS to_text, metric::varchar FROM metrics WHERE metric = 'ces';

DROP TABLE metrics, parted, answers, questions, by_name;
