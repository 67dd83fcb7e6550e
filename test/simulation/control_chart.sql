-- control_chart.sql
--	  Simulation: how often cx_control_chart raises a false alarm, and how soon it
--	  finds a shift.  doc/ranking.md tells its result.
--
-- Run it in any database whose server has the extension; nothing stays there:
--
--	  psql -X -d DATABASE -f test/simulation/control_chart.sql
--
-- A series is 36 months.  The first 24 are the baseline, and the signals of the
-- last 12 are counted.  The truth of a month is steady; or wobbles, by a normal
-- deviation; or is steady, but each point is of three months together (trailing);
-- or shifts from the 25th month on.  With -v series=100 it is quicker.

\ir draw.sql
\if :{?series}
\else
\set series 1000
\endif

CREATE TEMPORARY TABLE kind (id integer PRIMARY KEY, kind text, metric cx_metric, low integer, high integer, value float8, wobble float8, shifted float8);
INSERT INTO kind VALUES
	(1, 'steady', 'top 1', 5, 5, 95, 0, 95),
	(2, 'steady', 'top 1', 10, 10, 95, 0, 95),
	(3, 'steady', 'top 1', 20, 20, 95, 0, 95),
	(4, 'steady', 'top 1', 50, 50, 95, 0, 95),
	(5, 'steady', 'top 1', 200, 200, 95, 0, 95),
	(6, 'steady', 'net 1 1', 5, 5, 30, 0, 30),
	(7, 'steady', 'net 1 1', 20, 20, 30, 0, 30),
	(8, 'steady', 'net 1 1', 50, 200, 30, 0, 30),
	(9, 'wobbling by 10', 'net 1 1', 50, 200, 30, 10, 30),
	(10, 'trailing', 'net 1 1', 50, 200, 30, 0, 30),
	(11, 'shift', 'top 1', 10, 10, 95, 0, 80),
	(12, 'shift', 'top 1', 30, 30, 95, 0, 80),
	(13, 'shift', 'net 1 1', 50, 200, 30, 0, 10);

CREATE TEMPORARY TABLE point AS
SELECT id, series, month,
	pg_temp.answers(pg_temp.size(low, high), CASE metric WHEN 'top 1' THEN ARRAY[1 - truth / 100] ELSE pg_temp.nps_bounds(truth) END) AS tally
FROM (
	SELECT *, CASE WHEN month > 24 THEN shifted ELSE value END + wobble * pg_temp.normal() AS truth
	FROM (
		SELECT *
		FROM kind, generate_series(1, :series) AS series, generate_series(1, 36) AS month
		ORDER BY id, series, month
	) AS months
) AS truths;

UPDATE point SET tally = merged.tally
FROM (
	SELECT id, series, month, cx_merge(tally) OVER (PARTITION BY series ORDER BY month ROWS 2 PRECEDING) AS tally
	FROM point JOIN kind USING (id)
	WHERE kind = 'trailing'
) AS merged
WHERE (point.id, point.series, point.month) = (merged.id, merged.series, merged.month);

CREATE TEMPORARY TABLE judged AS
SELECT id, series, month, method, signal
FROM (
	SELECT id, series, month,
		cx_signal(tally, metric, 'exact', 24) OVER w AS exact,
		cx_signal(tally, metric, 'laney', 24) OVER w AS laney,
		cx_signal(tally, metric, 'classic', 24) OVER w AS classic
	FROM point JOIN kind USING (id)
	WINDOW w AS (PARTITION BY id, series ORDER BY month)
) AS signals,
	LATERAL (VALUES ('exact', exact), ('laney', laney), ('classic', classic)) AS methods (method, signal)
WHERE month > 24;

-- The first signal is that of the right side, and never where there is none.
SELECT kind, CASE metric WHEN 'top 1' THEN 'CSAT ' ELSE 'NPS ' END || value || coalesce(' to ' || nullif(shifted, value), '') AS truth,
	low || coalesce('–' || nullif(high, low), '') AS answers, method,
	pg_temp.percent(sum(beyond)::bigint, 12 * count(*), 2) AS "months beyond limits, %",
	pg_temp.percent(sum(signals)::bigint, 12 * count(*), 2) AS "months with any signal, %",
	pg_temp.percent(count(*) FILTER (WHERE beyond > 0), count(*)) AS "years beyond limits, %",
	pg_temp.percent(count(*) FILTER (WHERE signals > 0), count(*)) AS "years with any signal, %",
	CASE WHEN kind = 'shift' THEN percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY first) END AS "half, nine tenths found in month"
FROM (
	SELECT id, series, method, count(signal) AS signals, count(*) FILTER (WHERE signal LIKE '% limit') AS beyond,
		coalesce(min(month) FILTER (WHERE signal IN ('below limit', 'run below')) - 24, 'Infinity'::float8) AS first
	FROM judged
	GROUP BY id, series, method
) AS years JOIN kind USING (id)
GROUP BY kind.id, method
ORDER BY kind.id, array_position('{exact,laney,classic}', method);

ROLLBACK;
