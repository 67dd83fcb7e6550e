-- demo.sql
--	  A tour through cx_metrics with real survey answers.
--
-- Run it with make demo, or in any database whose server has the extension:
--
--	  psql -X -d DATABASE -f examples/demo.sql
--
-- All of it is one transaction that is rolled back, so that nothing stays:
-- neither the schema cx_metrics_demo nor, where it was not there before, the
-- extension.

\set ON_ERROR_STOP on
\set QUIET on
\pset pager off
\pset footer off
\pset null '-'

BEGIN;
SET LOCAL client_min_messages = warning;
CREATE SCHEMA cx_metrics_demo;
CREATE EXTENSION IF NOT EXISTS cx_metrics SCHEMA cx_metrics_demo;

-- Where the extension was there before, it may be in a schema of its own.
SELECT format('cx_metrics_demo, %I', nspname) AS search_path
FROM pg_extension
	JOIN pg_namespace ON pg_namespace.oid = extnamespace
WHERE extname = 'cx_metrics' \gset
SET LOCAL search_path = :search_path;

\ir sfo.sql

\echo
\echo '1. Net Promoter Score: would passengers recommend the airport?'
\echo '   One aggregate, any GROUP BY. NPS runs from -100 to +100.'
\echo

SELECT coalesce(area, 'all') AS area,
	round(nps(score) FILTER (WHERE year = 2017)::numeric, 1) AS nps_2017,
	count(*) FILTER (WHERE year = 2017) AS answers_2017,
	round(nps(score) FILTER (WHERE year = 2018)::numeric, 1) AS nps_2018,
	count(*) FILTER (WHERE year = 2018) AS answers_2018
FROM sfo_nps
GROUP BY ROLLUP (area)
ORDER BY sfo_nps.area;

\echo '2. A rollup that stays exact'
\echo '   A tally counts the answers per score. Keep one per day and area, and merge'
\echo '   them in any way later: the result is that of the answers, to the last digit.'
\echo

CREATE TABLE sfo_daily AS
SELECT answered_on, area, cx_tally(score, 0, 10) AS tally
FROM sfo_nps
GROUP BY answered_on, area;

SELECT answered_on, area, tally, round(cx_value(tally, 'nps')::numeric, 1) AS nps
FROM sfo_daily
WHERE answered_on = '2018-05-31';

WITH answers AS (
	SELECT area, year, nps(score), count(*)
	FROM sfo_nps
	GROUP BY area, year
), rollup AS (
	SELECT area, extract(year FROM answered_on)::integer AS year, nps(tally), count(*)
	FROM sfo_daily
	GROUP BY area, extract(year FROM answered_on)
)
SELECT area, year,
	answers.count AS answers, round(answers.nps::numeric, 1) AS nps_of_answers,
	rollup.count AS tallies, round(rollup.nps::numeric, 1) AS nps_of_tallies,
	answers.nps = rollup.nps AS same
FROM answers JOIN rollup USING (area, year)
ORDER BY area, year;

\echo '3. Customer satisfaction over the years: percent of 4 and 5 on a scale of 1 to 5'
\echo

SELECT coalesce(area, 'all') AS area,
	round(csat(score) FILTER (WHERE year = 2015)::numeric, 1) AS "2015",
	round(csat(score) FILTER (WHERE year = 2016)::numeric, 1) AS "2016",
	round(csat(score) FILTER (WHERE year = 2017)::numeric, 1) AS "2017",
	round(csat(score) FILTER (WHERE year = 2018)::numeric, 1) AS "2018"
FROM sfo_csat
GROUP BY ROLLUP (area)
ORDER BY sfo_csat.area;

\echo '4. Trailing seven days: each row is the NPS of the week that ends there'
\echo

SELECT answered_on,
	round(cx_value(tally, 'nps')::numeric, 1) AS nps_of_day,
	cx_responses(tally) AS answers,
	round(nps(tally) OVER week::numeric, 1) AS nps_of_week,
	sum(cx_responses(tally)) OVER week AS answers_of_week
FROM (
	SELECT answered_on, cx_merge(tally) AS tally
	FROM sfo_daily
	WHERE answered_on BETWEEN '2018-05-01' AND '2018-05-31'
	GROUP BY answered_on
) AS day
WINDOW week AS (ORDER BY answered_on RANGE '6 days' PRECEDING)
ORDER BY answered_on;

\echo '5. Weighted NPS: each answer counts as much as its survey weight says'
\echo

SELECT year,
	round(nps(score)::numeric, 1) AS nps,
	round(nps(score, weight)::numeric, 1) AS weighted_nps,
	count(*) AS answers,
	round(cx_effective_responses(cx_tally(score, 0, 10, weight))::numeric) AS effective_answers
FROM sfo_nps
GROUP BY year
ORDER BY year;

\echo '6. The most improved area: the plain difference from 2017 to 2018'
\echo

WITH year AS (
	SELECT area,
		nps(tally) FILTER (WHERE answered_on < '2018-01-01') AS before,
		nps(tally) FILTER (WHERE answered_on >= '2018-01-01') AS after
	FROM sfo_daily
	GROUP BY area
)
SELECT rank() OVER (ORDER BY after - before DESC) AS rank, area,
	round(before::numeric, 2) AS nps_2017,
	round(after::numeric, 2) AS nps_2018,
	round((after - before)::numeric, 2) AS change
FROM year
ORDER BY rank;

ROLLBACK;
