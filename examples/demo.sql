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
\echo '   nps_interval(score) is the 95 % confidence interval. The fewer answers, the wider'
\echo '   it is. The margin is its longer side.'
\echo

SELECT area,
	count(*) AS answers,
	round(nps(score)::numeric, 1) AS nps_2018,
	round(lower(nps_interval(score))::numeric, 1) AS at_least,
	round(upper(nps_interval(score))::numeric, 1) AS at_most,
	round(cx_margin(cx_tally(score, 0, 10), 'nps')::numeric, 1) AS margin
FROM sfo_nps
WHERE year = 2018
GROUP BY area
ORDER BY area;

\echo '7. Did it change from 2017 to 2018? A and C fell. The rise of E may be chance'
\echo '   The change with its 95 % interval, best first. p is how easily chance explains'
\echo '   it. Of many p some are small by chance alone, so adjusted_p counts the areas in'
\echo '   (Benjamini and Hochberg).'
\echo

CREATE TABLE sfo_area AS
SELECT area,
	cx_merge(tally) FILTER (WHERE answered_on < '2018-01-01') AS before,
	cx_merge(tally) FILTER (WHERE answered_on >= '2018-01-01') AS after
FROM sfo_daily
GROUP BY area;

WITH test AS (
	SELECT area,
		cx_value(after, 'nps') - cx_value(before, 'nps') AS change,
		cx_change_interval(after, before, 'nps') AS interval,
		cx_change_p(after, before, 'nps') AS p
	FROM sfo_area
)
SELECT rank() OVER (ORDER BY change DESC) AS rank, area,
	round(change::numeric, 1) AS change,
	round(lower(interval)::numeric, 1) AS at_least,
	round(upper(interval)::numeric, 1) AS at_most,
	round(p::numeric, 4) AS p,
	round((cx_adjusted_p(p) OVER ())::numeric, 4) AS adjusted_p
FROM test
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

\echo '9. Who leads in 2018? E, but not clearly. At 95 % A is not among the first two'
\echo '   cx_rank pulls each score towards the mean, by as much as its few answers ask for.'
\echo '   The last column says which ranks the answers do not exclude.'
\echo

SELECT cx_rank(after, 'nps') OVER w AS rank, area,
	cx_responses(after) AS answers,
	round(cx_value(after, 'nps')::numeric, 1) AS nps,
	round((cx_shrunk_value(after, 'nps') OVER w)::numeric, 1) AS shrunk_nps,
	cx_rank_interval(after, 'nps') OVER w AS ranks_not_excluded
FROM sfo_area
WINDOW w AS ()
ORDER BY rank;

\echo '10. Who improved most? E, relative to the others, and with a credibility of 0.46'
\echo '    Less than half of its change is to be believed, the rest is the mean of all, and'
\echo '    so the shrunk change is a fall. Its adjusted p is large: nothing to celebrate.'
\echo

SELECT cx_most_improved(after, before, 'nps') OVER w AS rank, area,
	round((cx_value(after, 'nps') - cx_value(before, 'nps'))::numeric, 1) AS change,
	round((cx_change_credibility(after, before, 'nps') OVER w)::numeric, 2) AS credibility,
	round((cx_shrunk_change(after, before, 'nps') OVER w)::numeric, 1) AS shrunk_change,
	round((cx_adjusted_p(cx_change_p(after, before, 'nps')) OVER w)::numeric, 4) AS adjusted_p
FROM sfo_area
WINDOW w AS ()
ORDER BY rank;

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
	SELECT month, cx_value(tally, 'nps') AS nps,
		cx_control_limits(tally, 'nps', baseline => 24) OVER w AS limits,
		cx_signal(tally, 'nps', baseline => 24) OVER w AS signal
	FROM simulated
	WINDOW w AS (ORDER BY month)
)
SELECT month, round(nps::numeric, 1) AS nps,
	round(lower(limits)::numeric, 1) AS lower_limit,
	round(upper(limits)::numeric, 1) AS upper_limit,
	signal
FROM chart
WHERE month >= '2024-10-01'
ORDER BY month;

ROLLBACK;
