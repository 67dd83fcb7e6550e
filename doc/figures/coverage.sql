-- coverage.sql
--	  The figure of doc/confidence.md: how often 95 % intervals of the NPS
--	  contain the true value.
--
-- It prints the figure as SVG.  Run it in any database whose server has the
-- extension; nothing stays there:
--
--	  psql -XAt -d DATABASE -f doc/figures/coverage.sql -o doc/figures/coverage.svg
--
-- Coverage is computed exactly: over all outcomes of n answers, each with its
-- multinomial probability, for 858 distributions of detractors, passives and
-- promoters, and then averaged over the distributions.

\set ON_ERROR_STOP on
\set QUIET on

BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cx_metrics;

-- All outcomes, with their multinomial coefficients and four intervals.
--
-- Quantiles of Student's t at 0.975 for n - 1 degrees of freedom: NIST/SEMATECH
-- e-Handbook of Statistical Methods, 1.3.6.7.2.
CREATE TEMPORARY TABLE outcome AS
SELECT n, d, n - d - p AS passives, p,
	(factorial(n) / (factorial(d) * factorial(n - d - p) * factorial(p)))::float8 AS coefficient,
	cx_interval(tally, 'nps') AS score,
	cx_interval(tally, 'nps', method => 'adjusted_wald') AS adjusted_wald,
	cx_interval(tally, 'nps', method => 'wald') AS wald,
	cx_range(cx_value(tally, 'nps') - t * half, cx_value(tally, 'nps') + t * half, '[]') AS t
FROM (VALUES (5, 2.776), (7, 2.447), (10, 2.262), (15, 2.145), (20, 2.093), (30, 2.045), (40, 2.023), (50, 2.010)) AS size (n, t),
	generate_series(0, n) AS d,
	generate_series(0, n - d) AS p,
	LATERAL (SELECT cx_tally_from_counts(0, ARRAY[d, 0, 0, 0, 0, 0, 0, n - d - p, 0, 0, p]) AS tally) AS tallies,
	LATERAL (SELECT cx_stderr(tally, 'nps') * sqrt(n / (n - 1.0)) AS half) AS halves;

-- All distributions in steps of a fortieth, but those of one answer alone.
CREATE TEMPORARY TABLE truth AS
SELECT d / 40.0::float8 AS d, (40 - d - p) / 40.0::float8 AS passives, p / 40.0::float8 AS p,
	cx_range(100 * (p - d) / 40.0 - 1e-9, 100 * (p - d) / 40.0 + 1e-9, '[]') AS value
FROM generate_series(0, 40) AS d, generate_series(0, 40 - d) AS p
WHERE greatest(d, p, 40 - d - p) < 40;

CREATE TEMPORARY TABLE coverage AS
SELECT n, method, sum(chance) FILTER (WHERE range && value) / (SELECT count(*) FROM truth) AS mean
FROM outcome, truth,
	LATERAL (SELECT coefficient * power(truth.d, outcome.d) * power(truth.passives, outcome.passives)
		* power(truth.p, outcome.p) AS chance) AS multinomial,
	LATERAL (VALUES ('score', score), ('adjusted_wald', adjusted_wald), ('t', t), ('wald', wald)) AS intervals (method, range)
GROUP BY n, method;

-- Where a number of responses and a coverage are in the figure.
CREATE FUNCTION pg_temp.x(n float8) RETURNS numeric
RETURN round((70 + 13 * (n - 5))::numeric, 1);

CREATE FUNCTION pg_temp.y(mean float8) RETURNS numeric
RETURN round((70 + 1120 * (1 - mean))::numeric, 1);

\qecho '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 410" font-family="sans-serif" font-size="13" fill="#222222">'
\qecho '<title>Coverage of 95 % intervals of the NPS, by the number of responses</title>'
\qecho '<rect width="700" height="410" fill="#ffffff"/>'
\qecho '<text x="20" y="26" font-size="16" font-weight="bold">How often a 95 % interval contains the true NPS</text>'
\qecho '<text x="20" y="46">Mean over 858 distributions of the answers, computed exactly</text>'

-- The axes.
SELECT format('<line x1="70" y1="%1$s" x2="655" y2="%1$s" stroke="%2$s"/><text x="62" y="%3$s" text-anchor="end">%4$s %%</text>',
	pg_temp.y(percent / 100.0), CASE percent WHEN 95 THEN '#777777' ELSE '#dddddd' END, pg_temp.y(percent / 100.0) + 4.5, percent)
FROM generate_series(75, 100, 5) AS percent;

SELECT format('<line x1="%1$s" y1="350" x2="%1$s" y2="355" stroke="#222222"/><text x="%1$s" y="371" text-anchor="middle">%2$s</text>',
	pg_temp.x(n), n)
FROM (SELECT DISTINCT n FROM coverage ORDER BY n) AS sizes;

\qecho '<line x1="70" y1="350" x2="655" y2="350" stroke="#222222"/>'
\qecho '<text x="362.5" y="396" text-anchor="middle">responses</text>'

-- The lines and, in the free corner, what they are.
CREATE TEMPORARY TABLE line AS
SELECT *
FROM (VALUES
	(1, 'score', 'score, the default', '#0072b2', 'none'),
	(2, 'adjusted_wald', 'adjusted Wald', '#007a5a', '8 4'),
	(3, 't', 'Student''s t', '#c04a00', '2 3'),
	(4, 'wald', 'Wald: value ± 1.96 standard errors', '#6b4c9a', '9 3 2 3')
) AS line (place, method, label, colour, dashes);

SELECT format('<polyline points="%s" fill="none" stroke="%s" stroke-width="2.5" stroke-dasharray="%s"/>',
	string_agg(format('%s,%s', pg_temp.x(n), pg_temp.y(mean)), ' ' ORDER BY n), colour, dashes)
FROM coverage JOIN line USING (method)
GROUP BY place, colour, dashes
ORDER BY place;

\qecho '<rect x="340" y="226" width="320" height="108" fill="#ffffff"/>'
SELECT format('<line x1="350" y1="%1$s" x2="395" y2="%1$s" stroke="%2$s" stroke-width="2.5" stroke-dasharray="%3$s"/>'
	'<text x="405" y="%4$s">%5$s</text>',
	220 + 24 * place, colour, dashes, 224.5 + 24 * place, label)
FROM line
ORDER BY place;

\qecho '</svg>'

ROLLBACK;
