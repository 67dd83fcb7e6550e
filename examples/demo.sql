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
\echo 'A tour through cx_metrics. Its queries are in examples/demo.sql.'
\echo
\echo 'The answers are from the customer surveys of San Francisco International Airport,'
\echo '2015 to 2018, published by the airport through DataSF under the Public Domain'
\echo 'Dedication License (PDDL). An area is a boarding area of the airport.'
\echo
\echo '1. Would passengers recommend the airport? Less than before: 39.8, then 31.0'
\echo '   One aggregate, nps(score), and any GROUP BY. NPS runs from -100 to +100.'
\echo

SELECT coalesce(area, 'all') AS area,
	round(nps(score) FILTER (WHERE year = 2017)::numeric, 1) AS nps_2017,
	count(*) FILTER (WHERE year = 2017) AS answers_2017,
	round(nps(score) FILTER (WHERE year = 2018)::numeric, 1) AS nps_2018,
	count(*) FILTER (WHERE year = 2018) AS answers_2018
FROM sfo_nps
GROUP BY ROLLUP (area)
ORDER BY sfo_nps.area;

\echo '2. A rollup stays exact: 109 tallies give the scores of 5396 answers'
\echo '   A tally counts the answers of each score. Keep one for each day and area, and'
\echo '   merge them in any way later: the result is the same to the last digit.'
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

\echo '3. Are passengers satisfied? Four in five are, and fewest in 2018'
\echo '   csat(score) is the percentage of 4 and 5 on a scale of 1 to 5.'
\echo

SELECT coalesce(area, 'all') AS area,
	round(csat(score) FILTER (WHERE year = 2015)::numeric, 1) AS "2015",
	round(csat(score) FILTER (WHERE year = 2016)::numeric, 1) AS "2016",
	round(csat(score) FILTER (WHERE year = 2017)::numeric, 1) AS "2017",
	round(csat(score) FILTER (WHERE year = 2018)::numeric, 1) AS "2018"
FROM sfo_csat
GROUP BY ROLLUP (area)
ORDER BY sfo_csat.area;

\echo '4. Trailing seven days: single days jump, weeks show the dip after mid-May 2018'
\echo '   Each row has the NPS of the day and of the seven days that end with it, from'
\echo '   the first full week on. Days without interviews have no row.'
\echo

SELECT answered_on,
	round(cx_value(day, 'nps')::numeric, 1) AS nps_of_day,
	cx_responses(day) AS answers_of_day,
	round(cx_value(week, 'nps')::numeric, 1) AS nps_of_week,
	cx_responses(week) AS answers_of_week
FROM (
	SELECT answered_on, cx_merge(tally) AS day,
		cx_merge(cx_merge(tally)) OVER (ORDER BY answered_on RANGE '6 days' PRECEDING) AS week
	FROM sfo_daily
	WHERE answered_on >= '2018-05-01'
	GROUP BY answered_on
) AS days
WHERE answered_on >= '2018-05-07'
ORDER BY answered_on;

\echo '5. Weighted NPS: with survey weights 2018 looks better, 35.1 and not 31.0'
\echo '   Each answer counts as much as its weight says. The effective answers are how'
\echo '   many unweighted ones would be as good.'
\echo

SELECT year,
	round(nps(score)::numeric, 1) AS nps,
	round(nps(score, weight)::numeric, 1) AS weighted_nps,
	count(*) AS answers,
	round(cx_effective_responses(cx_tally(score, 0, 10, weight))::numeric) AS effective_answers
FROM sfo_nps
GROUP BY year
ORDER BY year;

\echo '6. How sure is that? 2018 is known within 6 points in area A, 11 in C and E'
\echo '   cx_scorecard says all of a score in one row: the answers, the value, the margin,'
\echo '   and the 95 % confidence interval. The fewer answers, the wider it is. The margin'
\echo '   is its longer side.'
\echo

SELECT area, card.*
FROM (
	SELECT area, cx_tally(score, 0, 10) AS tally
	FROM sfo_nps
	WHERE year = 2018
	GROUP BY area
) AS by_area, cx_scorecard(tally, 'nps') AS card
ORDER BY area;

\echo '7. Who improved most since 2017? Nobody. E comes first, A and C fell'
\echo '   cx_progress compares each area with itself a year before. The rank is relative to'
\echo '   the others: where all fall, rank 1 fell least. The verdict says who truly rose or'
\echo '   fell, and counts how many areas were looked at.'
\echo

CREATE TABLE sfo_area AS
SELECT area,
	cx_merge(tally) FILTER (WHERE answered_on < '2018-01-01') AS before,
	cx_merge(tally) FILTER (WHERE answered_on >= '2018-01-01') AS after
FROM sfo_daily
GROUP BY area;

SELECT rank, area, value_before, value, change, change_lower, change_upper, adjusted_p, verdict
FROM (SELECT area, (cx_progress(after, before, 'nps') OVER ()).* FROM sfo_area) AS progress
ORDER BY rank;

\echo '8. How often can it be read? Areas A, D, F and G weekly, B, C and E monthly'
\echo '   That is with a margin of 15 points, if answers come in as in May 2018. The'
\echo '   required answers are how many that margin needs.'
\echo

SELECT area,
	cx_responses(tally) AS answers_in_may,
	cx_required_responses(tally, 'nps', 15) AS required_answers,
	cx_cadence(tally, 'nps', '31 days', 15) AS cadence
FROM (
	SELECT area, cx_merge(tally) AS tally
	FROM sfo_daily
	WHERE answered_on >= '2018-01-01'
	GROUP BY area
) AS may
ORDER BY area;

\echo '9. Who leads in 2018? E, above average, and somewhere from first to fourth'
\echo '   cx_leaderboard pulls each score towards the mean, by as much as its few answers ask'
\echo '   for, and ranks what it shrinks to. At 95 % all true ranks are between rank_low and'
\echo '   rank_high. The standing says who is clearly above or below the average.'
\echo

SELECT rank, rank_low, rank_high, area, responses, value, shrunk, standing
FROM (SELECT area, (cx_leaderboard(after, 'nps') OVER ()).* FROM sfo_area) AS leaderboard
ORDER BY rank;

\echo '10. Who needs attention? A, for three reasons, and C, which fell'
\echo '    The target is 35. Those to whom most points are missing come first, to the target'
\echo '    or to the year before, by the upper end of the interval.'
\echo

SELECT area, (target).value, (target).difference, (progress).change, reasons
FROM (
	SELECT area, cx_target(after, 'nps', 35) OVER () AS target,
		cx_progress(after, before, 'nps') OVER () AS progress,
		cx_leaderboard(after, 'nps') OVER () AS board
	FROM sfo_area
) AS judged, LATERAL (
	SELECT string_agg(word, ', ') AS reasons
	FROM unnest(ARRAY[coalesce((target).verdict, 'no answers'), (progress).verdict, (board).standing]) AS word
	WHERE word ~ 'below|fell|no answers'
) AS list
WHERE reasons IS NOT NULL
ORDER BY least((target).upper - 35, (progress).change_upper);

\echo '11. A control chart finds a shift in its second month. These answers are simulated:'
\echo '    150 a month, with a true NPS of 30 in 2023 and 2024, and of 10 from 2025 on.'
\echo '    The limits come from the first 24 months.'
\echo

SELECT setseed(0.3) \g /dev/null

WITH answer AS (
	SELECT month, CASE WHEN month < '2025-01-01' THEN 30 ELSE 10 END AS nps, 100 * random() AS chance
	FROM (
		SELECT month
		FROM generate_series(timestamp '2023-01-01', '2025-06-01', '1 month') AS month, generate_series(1, 150)
		ORDER BY month
	) AS respondent
), simulated AS (
	SELECT month::date,
		cx_tally(CASE WHEN chance < 35 - nps / 2 THEN 5 WHEN chance < 65 - nps / 2 THEN 8 ELSE 10 END, 0, 10) AS tally
	FROM answer
	GROUP BY month
), chart AS (
	SELECT month, (cx_control_chart(tally, 'nps', baseline => 24) OVER (ORDER BY month)).*
	FROM simulated
)
SELECT month, responses, value, centre, lower_limit, upper_limit, signal
FROM chart
WHERE month >= '2024-10-01'
ORDER BY month;

ROLLBACK;
