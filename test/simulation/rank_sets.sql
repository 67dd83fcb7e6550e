-- rank_sets.sql
--	  Simulation: how often the rank intervals of cx_rank_interval hold, and how
--	  wide they are.  doc/ranking.md tells its result.
--
-- Run it in any database whose server has the extension; nothing stays there:
--
--	  psql -X -d DATABASE -f test/simulation/rank_sets.sql
--
-- A rank interval holds if it has all ranks that the unit may truly have, which
-- are several where true values tie.  The leader is the unit of cx_rank 1.  With
-- -v scale=0.1 there are a tenth of the boards.

\ir draw.sql
\if :{?scale}
\else
\set scale 1
\endif

CREATE TEMPORARY TABLE kind (id integer PRIMARY KEY, units integer, low integer, high integer, metric cx_metric, value float8, spread float8, boards integer);
INSERT INTO kind VALUES
	(1, 7, 150, 700, 'net 1 1', 30, 8, 2000),
	(2, 7, 150, 700, 'net 1 1', 30, 0, 2000),
	(3, 40, 30, 300, 'net 1 1', 30, 10, 500),
	(4, 40, 33, 33, 'net 1 1', 30, 0, 1000),
	(5, 40, 300, 3000, 'net 1 1', 30, 10, 200),
	(6, 400, 23, 43, 'net 1 1', 30, 20, 50),
	(7, 400, 6, 18, 'top 1', 90, 0, 200),
	(8, 400, 10, 10, 'top 1', 50, 0, 200);

-- The ranks that a unit may truly have.
CREATE TEMPORARY TABLE unit AS
SELECT id, board, rank() OVER (PARTITION BY id, board ORDER BY truth DESC) AS low,
	units + 1 - rank() OVER (PARTITION BY id, board ORDER BY truth) AS high, metric,
	pg_temp.answers(size, CASE metric WHEN 'top 1' THEN ARRAY[1 - truth / 100] ELSE pg_temp.nps_bounds(truth) END) AS tally
FROM (
	SELECT *, value + spread * pg_temp.normal() AS truth, pg_temp.size(low, high) AS size
	FROM (
		SELECT *
		FROM kind, generate_series(1, (boards * :scale)::integer) AS board, generate_series(1, units) AS unit
		ORDER BY id, board, unit
	) AS units
) AS truths;

CREATE TEMPORARY TABLE ranked AS
SELECT id, board, low, high, cx_rank(tally, metric) OVER w AS rank,
	cx_rank_interval(tally, metric) OVER w AS every,
	cx_rank_interval(tally, metric, guarantee => 'one') OVER w AS own
FROM unit
WINDOW w AS (PARTITION BY id, board);

SELECT units, kind.low || coalesce('–' || nullif(kind.high, kind.low), '') AS answers, CASE metric WHEN 'top 1' THEN 'CSAT ' ELSE 'NPS ' END || value
	|| coalesce(' ± ' || nullif(spread, 0), '') AS truth, guarantee, count(DISTINCT board) AS boards,
	pg_temp.percent(count(*) FILTER (WHERE holds), count(*), 2) AS "hold, % of units",
	pg_temp.percent(count(*) FILTER (WHERE holds AND rank = 1), count(*) FILTER (WHERE rank = 1)) AS "of leaders",
	100 - pg_temp.percent(count(DISTINCT board) FILTER (WHERE NOT holds), count(DISTINCT board)) AS "all hold, % of boards",
	round(100 * avg(width)) AS "ranks left open, %",
	round(100 * avg(width) FILTER (WHERE rank = 1)) AS "to the leader, %"
FROM (
	SELECT id, board, rank, guarantee, lower(ranks) <= low AND upper(ranks) >= high AS holds,
		((upper(ranks) - lower(ranks) + 1) / count(*) OVER (PARTITION BY id, board, guarantee))::numeric AS width
	FROM ranked,
		LATERAL (VALUES ('all', every), ('one', own)) AS guarantees (guarantee, ranks)
) AS ranked JOIN kind USING (id)
GROUP BY kind.id, guarantee
ORDER BY kind.id, guarantee;

ROLLBACK;
