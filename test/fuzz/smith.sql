-- smith.sql: a database for sqlsmith, tables of tallies, and a role for it that is
-- no superuser and whose errors are logged with their place in the source.

CREATE ROLE smith LOGIN;
ALTER ROLE smith SET log_min_messages = error;
ALTER ROLE smith SET log_error_verbosity = verbose;
CREATE DATABASE smith;
\connect smith

CREATE EXTENSION cx_metrics;
CREATE TABLE question (id integer PRIMARY KEY, low integer, high integer, metric cx_metric, target float8);
INSERT INTO question VALUES (1, 0, 10, 'nps', 30), (2, 1, 5, 'csat', 80), (3, 1, 7, 'net 2 3', NULL),
	(4, 1, 5, 'values {0,10,40,80,100}', 60), (5, 0, 1, NULL, 0.5);
CREATE TABLE answer (question integer REFERENCES question, team text, at date, score smallint, weight numeric, comment text);
INSERT INTO answer
	SELECT q.id, 'team ' || i % 7, date '2025-01-01' + i % 90, low + i * 37 % (high - low + 1), CASE WHEN i % 9 > 0 THEN i % 9 / 2.0 END, NULL
	FROM question q, generate_series(1, 400) i;
CREATE TABLE daily AS
	SELECT a.question, a.team, a.at, cx_tally(a.score, q.low, q.high) AS tally, cx_tally(a.score, q.low, q.high, a.weight) AS weighted
	FROM answer a JOIN question q ON q.id = a.question GROUP BY 1, 2, 3;
CREATE TABLE monthly AS
	SELECT question, team, date_trunc('month', at)::date AS month, cx_merge(tally) AS tally, cx_merge(weighted) AS weighted,
		cx_value(cx_merge(tally), 'mean') AS mean, cx_interval(cx_merge(tally), 'mean') AS interval
	FROM daily GROUP BY 1, 2, 3;
CREATE VIEW board AS
	SELECT question, team, month, (cx_leaderboard(tally, 'mean') OVER (PARTITION BY question, month)).* FROM monthly;
CREATE TABLE card AS
	SELECT question, team, cx_scorecard(tally, 'mean') AS card, cx_target(tally, 'mean', low) OVER (PARTITION BY question) AS target
	FROM monthly JOIN question ON id = question;
CREATE INDEX ON daily (tally);
CREATE INDEX ON monthly USING hash (weighted);
ANALYZE;
GRANT ALL ON ALL TABLES IN SCHEMA public TO smith;
