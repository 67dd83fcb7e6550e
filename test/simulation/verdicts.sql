-- verdicts.sql
--	  Simulation: how often cx_leaderboard, cx_target and cx_progress name a unit
--	  that does not differ.  doc/ranking.md tells its result.
--
-- Run it in any database whose server has the extension; nothing stays there:
--
--	  psql -X -d DATABASE -f test/simulation/verdicts.sql
--
-- A board is a list of units.  A name is false if the unit is not truly on that
-- side: of the average of the units, of the target, of the period before.  Beside
-- the verdicts stands what one would write by hand: the p-value of each unit,
-- two-sided (against all others together, the target, the period before), adjusted
-- by cx_adjusted_p.  With -v scale=0.1 there are a tenth of the boards.

\ir draw.sql
\if :{?scale}
\else
\set scale 1
\endif

-- Which boards there are.  Spread is the standard deviation of the true NPS
-- between units, and rise is by how much every second unit rises.
CREATE TEMPORARY TABLE kind (
	id integer PRIMARY KEY, question text, units text, boards integer, count integer,
	low integer, high integer, logarithmic boolean, metric cx_metric, bounds float8[],
	target float8, spread float8 DEFAULT 0, rise float8 DEFAULT 0
);
INSERT INTO kind (id, question, units, boards, count, low, high, logarithmic, metric, bounds, target) VALUES
	(1, 'standing', 'alike, NPS 30', 4000, 40, 33, 33, false, 'net 1 1', '{0.2,0.5}', NULL),
	(2, 'standing', 'alike, NPS 30', 2000, 40, 30, 300, false, 'net 1 1', '{0.2,0.5}', NULL),
	(3, 'standing', 'alike, CSAT 90', 1000, 400, 6, 18, false, 'top 1', '{0.1}', NULL),
	(4, 'standing', 'alike, CSAT 97', 2000, 40, 6, 60, false, 'top 1', '{0.03}', NULL),
	(5, 'standing', 'alike, mean of 1 to 5', 2000, 40, 6, 60, false, 'mean', '{0.03,0.08,0.2,0.5}', NULL),
	(11, 'target', 'met, CSAT 90', 1000, 400, 6, 18, false, 'top 1', '{0.1}', 90),
	(12, 'target', 'met, CSAT 95', 2000, 40, 6, 60, false, 'top 1', '{0.05}', 95),
	(13, 'target', 'met, NPS 85', 2000, 40, 6, 40, false, 'net 1 1', '{0.05,0.1}', 85),
	(21, 'progress', 'steady, CSAT 92', 600, 400, 6, 200, false, 'top 1', '{0.08}', NULL),
	(22, 'progress', 'steady, CSAT 92', 600, 400, 6, 200, true, 'top 1', '{0.08}', NULL),
	(23, 'progress', 'steady, NPS 30', 2000, 40, 30, 300, false, 'net 1 1', '{0.2,0.5}', NULL);
INSERT INTO kind (id, question, units, boards, count, low, high, logarithmic, metric, spread, rise) VALUES
	(6, 'standing', 'NPS 30 ± 10', 1000, 40, 30, 300, false, 'net 1 1', 10, 0),
	(7, 'standing', 'NPS 30 ± 10', 1000, 40, 30, 300, true, 'net 1 1', 10, 0),
	(24, 'progress', 'half rise by 20', 500, 40, 300, 300, false, 'net 1 1', 0, 20);

-- What each unit truly is, and what was answered now and before.
CREATE TEMPORARY TABLE unit AS
SELECT id, board, rising * rise AS risen, nps,
	pg_temp.answers(pg_temp.size(low, high, logarithmic), coalesce(bounds, pg_temp.nps_bounds(nps + rising * rise))) AS tally,
	CASE question WHEN 'progress' THEN
		pg_temp.answers(pg_temp.size(low, high, logarithmic), coalesce(bounds, pg_temp.nps_bounds(nps))) END AS before
FROM (
	SELECT *, unit % 2 AS rising, 20 + spread * pg_temp.normal() AS nps
	FROM (
		SELECT *
		FROM kind, generate_series(1, (boards * :scale)::integer) AS board, generate_series(1, count) AS unit
		ORDER BY id, board, unit
	) AS units
) AS truths;

-- By how much a unit truly differs; what the call says of it; what one would by hand.
CREATE TEMPORARY TABLE judged AS
SELECT id, board, CASE WHEN spread > 0 THEN nps - avg(nps) OVER w ELSE 0 END AS difference,
	(cx_leaderboard(tally, metric) OVER w).standing AS verdict,
	cx_adjusted_p(cx_change_p(tally, others, metric)) OVER w AS p, sign(cx_value(tally, metric) - cx_value(others, metric)) AS side
FROM (SELECT *, cx_merge(tally) OVER (PARTITION BY id, board) - tally AS others FROM unit) AS unit JOIN kind USING (id)
WHERE question = 'standing'
WINDOW w AS (PARTITION BY id, board)
UNION ALL
SELECT id, board, 0, (cx_target(tally, metric, target) OVER w).verdict,
	cx_adjusted_p(cx_target_p(tally, metric, target)) OVER w, sign(cx_value(tally, metric) - target)
FROM unit JOIN kind USING (id)
WHERE question = 'target'
WINDOW w AS (PARTITION BY id, board)
UNION ALL
SELECT id, board, risen, (cx_progress(tally, before, metric) OVER w).verdict,
	cx_adjusted_p(cx_change_p(tally, before, metric)) OVER w, sign(cx_value(tally, metric) - cx_value(before, metric))
FROM unit JOIN kind USING (id)
WHERE question = 'progress'
WINDOW w AS (PARTITION BY id, board);

-- The boards, and the names on them: right ones are on the side of the difference.
CREATE TEMPORARY TABLE result AS
SELECT id, board, way, count(*) FILTER (WHERE difference <> 0) AS differ,
	count(*) FILTER (WHERE name <> 0) AS names, count(*) FILTER (WHERE name * difference > 0) AS right_names,
	count(*) FILTER (WHERE name < 0 AND difference >= 0) AS false_below
FROM judged,
	LATERAL (VALUES
		('call', CASE WHEN verdict IN ('above average', 'above target', 'rose') THEN 1 WHEN verdict LIKE 'no %' THEN 0 ELSE -1 END),
		('by hand', CASE WHEN p <= 0.05 THEN side ELSE 0 END)
	) AS ways (way, name)
GROUP BY id, board, way;

SELECT question, units, count, low || coalesce('–' || nullif(high, low), '') || CASE WHEN logarithmic THEN ' log' ELSE '' END AS answers,
	way, count(*) AS boards,
	pg_temp.percent(count(*) FILTER (WHERE names > right_names), count(*)) AS "with a false name, %",
	pg_temp.percent(count(*) FILTER (WHERE false_below > 0), count(*)) AS "with one below, %",
	round(avg(100.0 * (names - right_names) / greatest(names, 1)), 1) AS "false, % of names",
	round(avg(names), 2) AS "names a board",
	pg_temp.percent(sum(right_names)::bigint, sum(differ)::bigint) AS "found, % of those that differ"
FROM result JOIN kind USING (id)
GROUP BY kind.id, way
ORDER BY kind.id, way DESC;

ROLLBACK;
