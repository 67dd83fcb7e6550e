-- one_direction.sql
--	  Simulation: how often a list of the teams that fell, or rose, has a false
--	  name, with p of two sides and of one.  doc/ranking.md tells its result.
--
-- Run it in any database whose server has the extension; nothing stays there:
--
--	  psql -X -d DATABASE -f test/simulation/one_direction.sql
--
-- In each round forty teams have 300 respondents in each of two periods.  Their
-- true NPS is 20, and in the second period 40 for half of them; the others do not
-- change.  Three in ten respondents are passives.  With -v rounds=100 it is
-- quicker.

\set ON_ERROR_STOP on
\set QUIET on
\pset footer off
\if :{?rounds}
\else
\set rounds 500
\endif

BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cx_metrics;
SELECT setseed(0.5) \g /dev/null

-- A respondent is a detractor, a passive or a promoter.  The order makes the
-- seed give the same values always.
CREATE TEMPORARY TABLE seen AS
SELECT round, team, period, cx_tally(CASE WHEN chance < 35 - truth / 2 THEN 6 WHEN chance < 65 - truth / 2 THEN 8 ELSE 10 END, 0, 10) AS tally
FROM (
	SELECT round, team, period, CASE WHEN period = 2 AND team <= 20 THEN 40 ELSE 20 END AS truth, 100 * random() AS chance
	FROM (
		SELECT round, team, period
		FROM generate_series(1, :rounds) AS round, generate_series(1, 40) AS team,
			generate_series(1, 2) AS period, generate_series(1, 300)
		ORDER BY round, team, period
	) AS respondent
) AS answer
GROUP BY round, team, period;

CREATE TEMPORARY TABLE change AS
SELECT round, team <= 20 AS rises, cx_value(now.tally, 'nps') - cx_value(before.tally, 'nps') AS change,
	cx_change_p(now.tally, before.tally, 'nps') AS p
FROM seen AS now JOIN seen AS before USING (round, team)
WHERE now.period = 2 AND before.period = 1;

-- Who is listed, under each way of making the list.
CREATE TEMPORARY TABLE listed AS
SELECT round, rises, list, way,
	direction * change > 0 AND cx_adjusted_p(CASE
		WHEN way = 'p of both sides' THEN p
		WHEN direction * change > 0 THEN p / 2
		ELSE 1 - p / 2
	END) OVER (PARTITION BY round, list, way) < 0.05 AS named
FROM change,
	(VALUES ('fell', -1), ('rose', 1)) AS lists (list, direction),
	unnest('{p of both sides,p of one side}'::text[]) AS way;

-- The false alarms of a list are the mean of its share of false names, which is
-- 0 where nobody is named.
SELECT list AS "list of those that", way,
	round(100.0 * avg((false_names > 0)::integer), 1) AS "has a false name, % of rounds",
	round(100.0 * avg(false_names / greatest(names, 1)::numeric), 2) AS "false alarms, % of names",
	CASE list WHEN 'rose' THEN round(100.0 * avg((names - false_names) / 20.0), 1) END AS "finds, % of those that did"
FROM (
	SELECT list, way, round, count(*) FILTER (WHERE named) AS names,
		count(*) FILTER (WHERE named AND NOT (list = 'rose' AND rises)) AS false_names
	FROM listed
	GROUP BY list, way, round
) AS rounds
GROUP BY list, way
ORDER BY list, way;

ROLLBACK;
