-- control_chart.sql
--	  Simulation: how often cx_signal raises a false alarm, and how soon it finds
--	  a shift.  doc/ranking.md tells its result.
--
-- Run it in any database whose server has the extension; nothing stays there:
--
--	  psql -X -d DATABASE -f test/simulation/control_chart.sql
--
-- A series is 36 months of 50 to 200 respondents each, three in ten of them
-- passives.  The first 24 months are the baseline, and the signals of the last
-- 12 are counted.  The true NPS of a month is
--
--	  steady			30
--	  wobbling			30 and a normal deviation with a standard deviation of 10
--	  trailing			30, but each point is of three months together
--	  shifted			30, and 10 from the 25th month on
--
-- A quarter as many series are of a CSAT whose true value is 95, close to the end
-- of its scale, with 5 to 200 respondents in each month.
--
-- With -v series=100 it is quicker.

\set ON_ERROR_STOP on
\set QUIET on
\pset footer off
\if :{?series}
\else
\set series 2000
\endif

BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cx_metrics;
SELECT setseed(0.5) \g /dev/null

-- Box and Muller make a normal deviation of uniform values, here cut at three
-- standard deviations.  The order makes the seed give the same values always.
CREATE TEMPORARY TABLE month AS
SELECT kind, series, month, floor(50 + 151 * random())::integer AS size,
	CASE kind
		WHEN 'wobbling' THEN 30 + 10 * greatest(least(sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()), 3), -3)
		WHEN 'shifted' THEN CASE WHEN month > 24 THEN 10 ELSE 30 END
		ELSE 30
	END AS truth
FROM (
	SELECT *
	FROM (VALUES ('steady'), ('wobbling'), ('shifted')) AS kinds (kind),
		generate_series(1, :series) AS series, generate_series(1, 36) AS month
	ORDER BY kind, series, month
) AS months;

-- A respondent is a detractor, a passive or a promoter.
CREATE TEMPORARY TABLE seen AS
SELECT kind, series, month, cx_tally(CASE WHEN chance < 35 - truth / 2 THEN 6 WHEN chance < 65 - truth / 2 THEN 8 ELSE 10 END, 0, 10) AS tally
FROM (SELECT kind, series, month, truth, 100 * random() AS chance FROM month, generate_series(1, size)) AS respondent
GROUP BY kind, series, month;

INSERT INTO seen
SELECT 'trailing', series, month, cx_merge(tally) OVER (PARTITION BY series ORDER BY month ROWS 2 PRECEDING)
FROM seen
WHERE kind = 'steady';

CREATE TEMPORARY TABLE signal AS
SELECT kind, series, month, method, signal
FROM (
	SELECT kind, series, month,
		cx_signal(tally, 'nps', 'classic', 24) OVER w AS classic,
		cx_signal(tally, 'nps', 'laney', 24) OVER w AS laney
	FROM seen
	WINDOW w AS (PARTITION BY kind, series ORDER BY month)
) AS signals,
	LATERAL (VALUES ('classic', classic), ('laney', laney)) AS methods (method, signal)
WHERE month > 24;

SELECT kind, method,
	round(100.0 * count(*) FILTER (WHERE signal LIKE '% limit') / count(*), 2) AS "beyond limits, % of months",
	round(100.0 * count(signal) / count(*), 2) AS "any signal, % of months",
	round(100.0 * count(DISTINCT series) FILTER (WHERE signal LIKE '% limit') / count(DISTINCT series), 1) AS "beyond limits, % of years",
	round(100.0 * count(DISTINCT series) FILTER (WHERE signal IS NOT NULL) / count(DISTINCT series), 1) AS "any signal, % of years"
FROM signal
GROUP BY kind, method
ORDER BY array_position('{steady,wobbling,trailing,shifted}', kind), method;

-- Months from the shift to its first signal.
SELECT method, percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY months) AS "half and nine tenths found after months"
FROM (
	SELECT method, series, coalesce(min(month) FILTER (WHERE signal IN ('below limit', 'run below')) - 24, 'Infinity'::float8) AS months
	FROM signal
	WHERE kind = 'shifted'
	GROUP BY method, series
) AS first
GROUP BY method
ORDER BY method;

-- Close to the end of a scale.
CREATE TEMPORARY TABLE satisfied AS
SELECT size, series, month, cx_tally((chance < 95)::integer, 0, 1) AS tally
FROM (
	SELECT size, series, month, 100 * random() AS chance
	FROM (
		SELECT size, series, month
		FROM unnest('{5,10,20,50,200}'::integer[]) AS size, generate_series(1, :series / 4) AS series,
			generate_series(1, 36) AS month, generate_series(1, size)
		ORDER BY size, series, month
	) AS respondent
) AS answer
GROUP BY size, series, month;

SELECT size AS "CSAT of 95, respondents a month",
	round(100.0 * count(*) FILTER (WHERE signal LIKE '% limit') / count(*), 2) AS "beyond limits, % of months",
	round(100.0 * count(signal) / count(*), 2) AS "any signal, % of months"
FROM (
	SELECT size, month, cx_signal(tally, 'csat', baseline => 24) OVER (PARTITION BY size, series ORDER BY month) AS signal
	FROM satisfied
) AS signals
WHERE month > 24
GROUP BY size
ORDER BY size;

ROLLBACK;
