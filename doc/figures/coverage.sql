-- coverage.sql
--	  The figure of doc/confidence.md: how often 95 % intervals of the NPS and of
--	  a mean contain the true value.
--
-- It prints the figure as SVG.  Run it in any database whose server has the
-- extension; nothing stays there:
--
--	  psql -XAt -d DATABASE -f doc/figures/coverage.sql -o doc/figures/coverage.svg
--
-- Coverage is computed exactly: over all outcomes of n answers, each with its
-- multinomial probability, and then averaged over distributions of the answers,
-- 858 of detractors, passives and promoters, and 205 of the answers 1 to 5.

\set ON_ERROR_STOP on
\set QUIET on

BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cx_metrics;

-- All ways to put so many answers on so many points.
CREATE FUNCTION pg_temp.ways(n integer, points integer) RETURNS TABLE (counts integer[])
LANGUAGE sql
BEGIN ATOMIC
	WITH RECURSIVE part AS (
		SELECT '{}'::integer[] AS counts, n AS rest
		UNION ALL
		SELECT part.counts || count, rest - count
		FROM part, generate_series(CASE cardinality(part.counts) WHEN points - 1 THEN rest ELSE 0 END, rest) AS count
		WHERE cardinality(part.counts) < points
	)
	SELECT part.counts FROM part WHERE cardinality(part.counts) = points;
END;

-- The two panels: points 1 to 3 are detractors, passives and promoters.
--
-- Quantiles of Student's t at 0.975 for n - 1 degrees of freedom: NIST/SEMATECH
-- e-Handbook of Statistical Methods, 1.3.6.7.2.
CREATE TEMPORARY TABLE panel (metric cx_metric, points integer, steps float8);
INSERT INTO panel VALUES ('net 1 1', 3, 40), ('mean', 5, 6);

CREATE TEMPORARY TABLE size (metric cx_metric, n integer, t float8);
INSERT INTO size VALUES
	('net 1 1', 5, 2.776), ('net 1 1', 7, 2.447), ('net 1 1', 10, 2.262), ('net 1 1', 15, 2.145), ('net 1 1', 20, 2.093),
	('net 1 1', 30, 2.045), ('net 1 1', 40, 2.023), ('net 1 1', 50, 2.010),
	('mean', 5, 2.776), ('mean', 7, 2.447), ('mean', 10, 2.262), ('mean', 15, 2.145), ('mean', 20, 2.093);

-- All outcomes, with their multinomial coefficients and intervals, a hair wider.
CREATE TEMPORARY TABLE outcome AS
SELECT metric, n, counts[1] AS n1, counts[2] AS n2, counts[3] AS n3, coalesce(counts[4], 0) AS n4, coalesce(counts[5], 0) AS n5,
	(factorial(n) / (factorial(counts[1]) * factorial(counts[2]) * factorial(counts[3])
		* factorial(coalesce(counts[4], 0)) * factorial(coalesce(counts[5], 0))))::float8 AS coefficient,
	lower(auto) - 1e-9 AS auto_lower, upper(auto) + 1e-9 AS auto_upper,
	lower(other) - 1e-9 AS other_lower, upper(other) + 1e-9 AS other_upper,
	lower(wald) - 1e-9 AS wald_lower, upper(wald) + 1e-9 AS wald_upper,
	value - t * half - 1e-9 AS t_lower, value + t * half + 1e-9 AS t_upper
FROM panel JOIN size USING (metric),
	LATERAL pg_temp.ways(n, points),
	LATERAL (SELECT cx_tally_from_counts(1, counts) AS tally) AS tallies,
	LATERAL (
		SELECT cx_value(tally, metric) AS value, cx_stderr(tally, metric) * sqrt(n / (n - 1.0)) AS half,
			cx_interval(tally, metric) AS auto, cx_interval(tally, metric, method => 'wald') AS wald,
			cx_interval(tally, metric, method => CASE points WHEN 3 THEN 'adjusted_wald' ELSE 'score' END) AS other
	) AS intervals;

-- All distributions in steps of a fortieth or a sixth, but those of one answer
-- alone.
CREATE TEMPORARY TABLE truth AS
SELECT metric, count(*) OVER (PARTITION BY metric) AS distributions, cx_value(cx_tally_from_counts(1, counts), metric) AS value,
	counts[1] / steps AS p1, counts[2] / steps AS p2, counts[3] / steps AS p3,
	coalesce(counts[4] / steps, 1) AS p4, coalesce(counts[5] / steps, 1) AS p5
FROM panel, LATERAL pg_temp.ways(steps::integer, points)
WHERE steps <> ALL (counts);

CREATE TEMPORARY TABLE coverage AS
SELECT metric, n, method, mean
FROM (
	SELECT metric, n,
		sum(chance) FILTER (WHERE value BETWEEN auto_lower AND auto_upper) / min(distributions) AS auto,
		sum(chance) FILTER (WHERE value BETWEEN other_lower AND other_upper) / min(distributions) AS other,
		sum(chance) FILTER (WHERE value BETWEEN wald_lower AND wald_upper) / min(distributions) AS wald,
		sum(chance) FILTER (WHERE value BETWEEN t_lower AND t_upper) / min(distributions) AS t
	FROM (
		SELECT *, coefficient * power(p1, n1) * power(p2, n2) * power(p3, n3) * power(p4, n4) * power(p5, n5) AS chance
		FROM outcome JOIN truth USING (metric)
		OFFSET 0
	) AS multinomial
	GROUP BY metric, n
) AS means,
	LATERAL (VALUES ('auto', auto), ('other', other), ('wald', wald), ('t', t)) AS methods (method, mean);

-- Where a number of responses and a coverage are in a panel, and where that is.
CREATE FUNCTION pg_temp.x(metric cx_metric, n float8) RETURNS numeric
RETURN round((CASE metric WHEN 'mean' THEN 400 + 18 * (n - 5) ELSE 62 + 6 * (n - 5) END)::numeric, 1);

CREATE FUNCTION pg_temp.y(mean float8) RETURNS numeric
RETURN round((95 + 1120 * (1 - mean))::numeric, 1);

\qecho '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 435" font-family="sans-serif" font-size="13" fill="#222222">'
\qecho '<title>Coverage of 95 % intervals of the NPS and of a mean, by the number of responses</title>'
\qecho '<rect width="700" height="435" fill="#ffffff"/>'
\qecho '<text x="20" y="26" font-size="16" font-weight="bold">How often a 95 % interval contains the true value</text>'
\qecho '<text x="20" y="46">Computed exactly, on average over 858 distributions of the answers, and over 205</text>'

-- The axes.
SELECT format('<text x="%1$s" y="80" font-weight="bold">%2$s</text><line x1="%1$s" y1="375" x2="%3$s" y2="375" stroke="#222222"/>'
	'<text x="%4$s" y="421" text-anchor="middle">responses</text>',
	pg_temp.x(metric, 5), CASE metric WHEN 'mean' THEN 'Mean of answers 1 to 5' ELSE 'NPS' END,
	pg_temp.x(metric, max(n)), pg_temp.x(metric, (min(n) + max(n)) / 2.0))
FROM size
GROUP BY metric
ORDER BY metric DESC;

SELECT format('<line x1="%1$s" y1="%2$s" x2="%3$s" y2="%2$s" stroke="%4$s"/><text x="%5$s" y="%6$s" text-anchor="end">%7$s %%</text>',
	pg_temp.x(metric, 5), pg_temp.y(percent / 100.0), pg_temp.x(metric, max(n)), CASE percent WHEN 95 THEN '#777777' ELSE '#dddddd' END,
	pg_temp.x(metric, 5) - 8, pg_temp.y(percent / 100.0) + 4.5, percent)
FROM size, generate_series(75, 100, 5) AS percent
GROUP BY metric, percent
ORDER BY metric DESC, percent;

SELECT format('<line x1="%1$s" y1="375" x2="%1$s" y2="380" stroke="#222222"/><text x="%1$s" y="396" text-anchor="middle">%2$s</text>',
	pg_temp.x(metric, n), CASE WHEN n <> 7 OR metric = 'mean' THEN n END)
FROM size
ORDER BY metric DESC, n;

-- The lines and, in the free corners, what they are.
CREATE TEMPORARY TABLE line AS
SELECT *
FROM (VALUES
	(1, 'auto', 'score, the default', 'dirichlet, the default', '#0072b2', 'none'),
	(2, 'other', 'adjusted Wald', 'score', '#007a5a', '8 4'),
	(3, 't', 'Student''s t', 'Student''s t', '#c04a00', '2 3'),
	(4, 'wald', 'Wald', 'Wald', '#6b4c9a', '9 3 2 3')
) AS line (place, method, nps_label, mean_label, colour, dashes);

SELECT format('<polyline points="%s" fill="none" stroke="%s" stroke-width="2.5" stroke-dasharray="%s"/>',
	string_agg(format('%s,%s', pg_temp.x(metric, n), pg_temp.y(mean)), ' ' ORDER BY n), colour, dashes)
FROM coverage JOIN line USING (method)
GROUP BY metric, place, colour, dashes
ORDER BY metric DESC, place;

SELECT format('<rect x="%s" y="274" width="200" height="96" fill="#ffffff"/>', CASE metric WHEN 'mean' THEN 474 ELSE 136 END)
FROM panel
ORDER BY metric DESC;

SELECT format('<line x1="%1$s" y1="%2$s" x2="%3$s" y2="%2$s" stroke="%4$s" stroke-width="2.5" stroke-dasharray="%5$s"/><text x="%6$s" y="%7$s">%8$s</text>',
	at, 266 + 22 * place, at + 40, colour, dashes, at + 50, 270.5 + 22 * place, label)
FROM line, LATERAL (VALUES (146, nps_label), (484, mean_label)) AS labels (at, label)
ORDER BY at, place;

\qecho '</svg>'

ROLLBACK;
