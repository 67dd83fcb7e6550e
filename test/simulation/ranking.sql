-- ranking.sql
--	  Simulation: which order of small and large teams is closest to the truth.
--	  doc/ranking.md tells its result.
--
-- Run it in any database whose server has the extension; nothing stays there:
--
--	  psql -X -d DATABASE -f test/simulation/ranking.sql
--
-- In each round sixty teams have between 5 and 500 respondents, as many of 5 to 10
-- as of 250 to 500, and a true NPS of mean 30 that is normally distributed among
-- the teams; its standard deviation is the spread.  A team's size says nothing
-- about its NPS.  With -v rounds=100 it is quicker.

\ir draw.sql
\if :{?rounds}
\else
\set rounds 1000
\endif

CREATE TEMPORARY TABLE seen AS
SELECT spread, round, team, truth, pg_temp.answers(pg_temp.size(5, 500, true), pg_temp.nps_bounds(truth)) AS tally
FROM (
	SELECT *, 30 + spread * pg_temp.normal() AS truth
	FROM (
		SELECT *
		FROM unnest('{5,10,20}'::float8[]) AS spread, generate_series(1, :rounds) AS round, generate_series(1, 60) AS team
		ORDER BY spread, round, team
	) AS teams
) AS truths;

-- What each way of ranking sorts by, the best highest.
CREATE TEMPORARY TABLE sorted AS
SELECT spread, round, way, truth, key
FROM (
	SELECT spread, round, truth, cx_value(tally, 'net 1 1') AS value,
		-cx_rank(tally, 'net 1 1') OVER (PARTITION BY spread, round) AS rank,
		lower(cx_interval(tally, 'net 1 1')) AS lower_bound
	FROM seen
) AS result,
	LATERAL (VALUES (1, value), (2, rank), (3, lower_bound)) AS ways (way, key);

-- Spearman's correlation is that of the ranks.  The difference of the ranks from
-- above and from below is right with ties, too.  Of teams that tie at the top
-- one is drawn.
SELECT spread, (ARRAY['value', 'cx_rank', 'lower end'])[way] AS "sorted by",
	round(100 * avg(found), 1) AS "finds the best, %",
	round(avg(spearman)::numeric, 2) AS "Spearman's correlation"
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

ROLLBACK;
