-- ranking.sql
--	  Simulation: which ranking of small and large teams is closest to the truth.
--	  doc/ranking.md tells its result.
--
-- Run it in any database whose server has the extension; nothing stays there:
--
--	  psql -X -d DATABASE -f test/simulation/ranking.sql
--
-- In each round sixty teams have between 5 and 500 respondents, their logarithm
-- uniform, and a true NPS of mean 30 that is normally distributed among the
-- teams; its standard deviation is the spread.  A team's size says nothing about
-- its NPS.  Three in ten respondents are passives.  With -v rounds=100 it is
-- quicker.

\set ON_ERROR_STOP on
\set QUIET on
\pset footer off
\if :{?rounds}
\else
\set rounds 2000
\endif

BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cx_metrics;
SELECT setseed(0.5) \g /dev/null

-- Box and Muller make normal values of uniform ones, here cut at three
-- standard deviations.  The order makes the seed give the same values always.
CREATE TEMPORARY TABLE team AS
SELECT spread, round, team, floor(5 * power(501 / 5.0, random()))::integer AS size,
	30 + spread * greatest(least(sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()), 3), -3) AS truth
FROM (
	SELECT *
	FROM (VALUES (5), (10), (20)) AS spreads (spread), generate_series(1, :rounds) AS round,
		generate_series(1, 60) AS team
	ORDER BY spread, round, team
) AS teams;

-- A respondent is a detractor, a passive or a promoter.
CREATE TEMPORARY TABLE seen AS
SELECT spread, round, team, truth, cx_tally(CASE WHEN chance < 35 - truth / 2 THEN 6 WHEN chance < 65 - truth / 2 THEN 8 ELSE 10 END, 0, 10) AS tally
FROM (SELECT spread, round, team, truth, 100 * random() AS chance FROM team, generate_series(1, size)) AS respondent
GROUP BY spread, round, team, truth;

-- What each way of ranking sorts by, the best highest.
CREATE TEMPORARY TABLE sorted AS
SELECT spread, round, way, truth, key
FROM (
	SELECT spread, round, truth, cx_value(tally, 'nps') AS value,
		-cx_rank(tally, 'nps') OVER (PARTITION BY spread, round) AS rank,
		lower(cx_interval(tally, 'nps')) AS lower_bound
	FROM seen
) AS result,
	LATERAL (VALUES (1, value), (2, rank), (3, lower_bound)) AS ways (way, key);

-- Spearman's correlation is that of the ranks.  The difference of the ranks from
-- above and from below is right with ties, too.  Of teams that tie at the top
-- one is drawn.
SELECT spread, (ARRAY['value', 'cx_rank', 'lower bound'])[way] AS "sorted by",
	round(100 * avg(found), 1) AS "finds the best, %",
	round(avg(spearman)::numeric, 3) AS "Spearman's correlation"
FROM (
	SELECT spread, round, way, corr(true_rank, sorted_rank) AS spearman,
		avg((best)::integer) FILTER (WHERE top) AS found
	FROM (
		SELECT spread, round, way, truth = max(truth) OVER w AS best, key = max(key) OVER w AS top,
			rank() OVER (w ORDER BY truth) AS true_rank,
			rank() OVER (w ORDER BY key) - rank() OVER (w ORDER BY key DESC) AS sorted_rank
		FROM sorted
		WINDOW w AS (PARTITION BY spread, round, way)
	) AS ranked
	GROUP BY spread, round, way
) AS rounds
GROUP BY spread, way
ORDER BY spread, way;

-- How the uncertainty that the functions state compares with the truth.
SELECT spread, count(*) AS rounds,
	round(100 * avg(least_credibility), 0) AS "least credibility, %",
	round(100 * avg(greatest_credibility), 0) AS "greatest, %",
	round(100 * avg(held::integer), 1) AS "all rank intervals hold, %",
	round(avg(width), 1) AS "ranks in an interval"
FROM (
	SELECT spread, round, min(credibility)::numeric AS least_credibility, max(credibility)::numeric AS greatest_credibility,
		bool_and(interval @> true_rank::float8) AS held,
		avg(upper(interval) - lower(interval) + 1)::numeric AS width
	FROM (
		SELECT spread, round, cx_credibility(tally, 'nps') OVER w AS credibility,
			cx_rank_interval(tally, 'nps') OVER w AS interval,
			rank() OVER (w ORDER BY truth DESC) AS true_rank
		FROM seen
		WINDOW w AS (PARTITION BY spread, round)
	) AS team
	GROUP BY spread, round
) AS rounds
GROUP BY spread
ORDER BY spread;

ROLLBACK;
