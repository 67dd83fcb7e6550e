-- top_probability.sql
--	  Simulation: do the chances that cx_top_probability tells come true?
--	  doc/ranking.md tells its result.
--
-- Run it in any database whose server has the extension; nothing stays there:
--
--	  psql -X -d DATABASE -f test/simulation/top_probability.sql
--
-- Of the units that are said to be among the best k with a chance about one half,
-- half should be.  Where true values tie at the border, they share its places.
-- With -v scale=0.1 there are a tenth of the boards.

\ir draw.sql
\if :{?scale}
\else
\set scale 1
\endif

CREATE TEMPORARY TABLE kind (id integer PRIMARY KEY, units integer, k integer, low integer, high integer, metric cx_metric, value float8,
	spread float8, boards integer);
INSERT INTO kind VALUES
	(1, 7, 1, 150, 700, 'net 1 1', 30, 8, 2000),
	(2, 40, 5, 30, 300, 'net 1 1', 30, 10, 500),
	(3, 40, 5, 30, 300, 'net 1 1', 30, 3, 500),
	(4, 400, 10, 30, 36, 'net 1 1', 10, 24, 250),
	(5, 40, 5, 5, 40, 'top 1', 88, 3.5, 500),
	(6, 7, 1, 150, 700, 'net 1 1', 30, 0, 1000);

CREATE TEMPORARY TABLE judged AS
SELECT id, cx_rank(tally, metric) OVER w AS rank, cx_top_probability(tally, metric, k) OVER w AS said,
	greatest(least((k + 1.0 - rank() OVER t) / count(*) OVER (PARTITION BY id, board, truth), 1), 0) AS came_true
FROM (
	SELECT *, pg_temp.answers(size, CASE metric WHEN 'top 1' THEN ARRAY[1 - truth / 100] ELSE pg_temp.nps_bounds(truth) END) AS tally
	FROM (
		SELECT *, value + spread * pg_temp.normal() AS truth, pg_temp.size(low, high) AS size
		FROM (
			SELECT *
			FROM kind, generate_series(1, (boards * :scale)::integer) AS board, generate_series(1, units) AS unit
			ORDER BY id, board, unit
		) AS units
	) AS truths
) AS units
WINDOW w AS (PARTITION BY id, board), t AS (PARTITION BY id, board ORDER BY truth DESC);

SELECT units, k, low || coalesce('–' || nullif(high, low), '') AS answers,
	CASE metric WHEN 'top 1' THEN 'CSAT ' ELSE 'NPS ' END || value || coalesce(' ± ' || nullif(spread, 0), '') AS truth,
	round(100 * avg(said)::numeric) AS "leader said, %", round(100 * avg(came_true)) AS "was, %",
	round(avg(square)::numeric, 3) AS "mean square of the difference", round(avg(square_of_none)::numeric, 3) AS "of saying k of n"
FROM (
	SELECT id, rank, said, came_true, avg((said - came_true) ^ 2) OVER (PARTITION BY id) AS square,
		avg((k::float8 / units - came_true) ^ 2) OVER (PARTITION BY id) AS square_of_none
	FROM judged JOIN kind USING (id)
) AS judged JOIN kind USING (id)
WHERE rank = 1
GROUP BY kind.id
ORDER BY kind.id;

-- Said and came true, by the chance that was said.
SELECT units, k, low || coalesce('–' || nullif(high, low), '') AS answers,
	CASE metric WHEN 'top 1' THEN 'CSAT ' ELSE 'NPS ' END || value || coalesce(' ± ' || nullif(spread, 0), '') AS truth,
	string_agg(format('%s:%s', round(100 * said::numeric), round(100 * came_true)), ' ' ORDER BY said) AS "said:came true, %"
FROM (
	SELECT id, avg(said) AS said, avg(came_true) AS came_true
	FROM judged
	GROUP BY id, width_bucket(said, '{0.05,0.2,0.35,0.5,0.65,0.8,0.9}'::float8[])
	HAVING count(*) >= 30
) AS bins JOIN kind USING (id)
GROUP BY kind.id
ORDER BY kind.id;

ROLLBACK;
