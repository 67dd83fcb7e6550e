-- improvement.sql
--	  Simulation: whom a list of the most improved names, by raw changes and by
--	  cx_progress.  doc/ranking.md tells its result.
--
-- Run it in any database whose server has the extension; nothing stays there:
--
--	  psql -X -d DATABASE -f test/simulation/improvement.sql
--
-- A list is of forty teams, whose true NPS is normal about 30 before.  In the
-- first lists it changes by a normal deviation of mean 0, whose standard deviation
-- may be 0; in the last one team rises by 27 and the others are steady.  With
-- -v lists=100 it is quicker.

\ir draw.sql
\if :{?lists}
\else
\set lists 1000
\endif

CREATE TEMPORARY TABLE kind (id integer PRIMARY KEY, low integer, high integer, spread float8, wander float8, riser float8);
INSERT INTO kind VALUES
	(1, 33, 33, 8, 0, 0),
	(2, 33, 33, 8, 8, 0),
	(3, 30, 300, 8, 0, 0),
	(4, 30, 300, 8, 8, 0),
	(5, 300, 900, 8, 0, 27);

CREATE TEMPORARY TABLE team AS
SELECT id, list, rise, pg_temp.answers(pg_temp.size(low, high), pg_temp.nps_bounds(nps)) AS before,
	pg_temp.answers(pg_temp.size(low, high), pg_temp.nps_bounds(nps + rise)) AS tally
FROM (
	SELECT *, 30 + spread * pg_temp.normal() AS nps, CASE team WHEN 1 THEN riser ELSE 0 END + wander * pg_temp.normal() AS rise
	FROM (
		SELECT *
		FROM kind, generate_series(1, :lists) AS list, generate_series(1, 40) AS team
		ORDER BY id, list, team
	) AS teams
) AS truths;

CREATE TEMPORARY TABLE ranked AS
SELECT id, list, rise, (progress).*,
	rank() OVER (PARTITION BY id, list ORDER BY (progress).change DESC) AS raw_rank,
	rank() OVER (PARTITION BY id, list ORDER BY (progress).value_before) AS from_the_lowest,
	rank() OVER (PARTITION BY id, list ORDER BY rise DESC) AS true_rank
FROM (
	SELECT id, list, rise, cx_progress(tally, before, 'net 1 1', digits => NULL) OVER (PARTITION BY id, list) AS progress
	FROM team
) AS team;

-- The team that is named first, by the raw change and by cx_progress.
SELECT low || coalesce('–' || nullif(high, low), '') AS answers, spread AS "sd of the level", wander AS "sd of the changes",
	riser AS "one rises by", way AS "first by",
	pg_temp.percent(count(*) FILTER (WHERE from_the_lowest <= 4), count(*)) AS "of the lowest tenth before, %",
	CASE WHEN wander + riser > 0 THEN pg_temp.percent(count(*) FILTER (WHERE true_rank = 1), count(*)) END AS "truly the most improved, %",
	round(avg(said)::numeric, 1) AS "said to rise by", round(avg(rise)::numeric, 1) AS "truly rises by",
	pg_temp.percent(count(*) FILTER (WHERE verdict = 'rose'), count(*)) AS "verdict rose, %"
FROM ranked JOIN kind USING (id),
	LATERAL (VALUES ('raw change', raw_rank, change), ('cx_progress', rank, shrunk)) AS ways (way, place, said)
WHERE place = 1
GROUP BY kind.id, way
ORDER BY kind.id, way DESC;

-- How far what is said of a team is from the truth, in points.
SELECT low || coalesce('–' || nullif(high, low), '') AS answers, spread AS "sd of the level", wander AS "sd of the changes", riser AS "one rises by",
	way AS said, round(sqrt(avg((said - rise) ^ 2) FILTER (WHERE true_rank > 1 OR riser = 0))::numeric, 1) AS "error of the others",
	round(avg(said - rise) FILTER (WHERE true_rank = 1 AND riser > 0)::numeric, 1) AS "bias of the riser"
FROM ranked JOIN kind USING (id),
	LATERAL (VALUES ('raw change', change), ('shrunk change', shrunk)) AS ways (way, said)
GROUP BY kind.id, way
ORDER BY kind.id, way;

ROLLBACK;
