-- coverage.sql
--	  Simulation: how often intervals of means, changes and contrasts contain the
--	  true value, and how often a change is found.  doc/confidence.md tells its
--	  result.
--
-- Run it in any database whose server has the extension; nothing stays there:
--
--	  psql -X -d DATABASE -f test/simulation/coverage.sql
--
-- The means are of 15 distributions: the shapes below, on 5, 7 and 11 points.  All
-- intervals are of 95 %.  With -v rounds=300 it is quicker.

\ir draw.sql
\if :{?rounds}
\else
\set rounds 3000
\endif

CREATE TEMPORARY TABLE shape (shape text, weights float8[]);
INSERT INTO shape VALUES
	('typical', '{1,1,1.5,2,2,4,4,9,20,22,33}'),
	('most at the top', '{0.3,0.2,0.3,0.3,0.4,1,1,3,8,20,65.5}'),
	('polarised', '{38,6,2,1,1,2,1,1,2,6,40}'),
	('most in the middle', '{0.5,1,2,6,15,50,15,6,2,1.5,1}'),
	('3 % at the bottom', '{3,0,0,0,0,0,0,0,0,0,97}');

-- A share for each point, folded from eleven.
CREATE TEMPORARY TABLE distribution AS
SELECT shape, points, sum(point * share) AS mean, (array_agg(below ORDER BY point))[2:] AS bounds
FROM (
	SELECT *, coalesce(sum(share) OVER (PARTITION BY shape, points ORDER BY point ROWS UNBOUNDED PRECEDING EXCLUDE CURRENT ROW), 0) AS below
	FROM (
		SELECT shape, points, round((i - 1) * (points - 1) / 10.0) AS point,
			sum(weight) / sum(sum(weight)) OVER (PARTITION BY shape, points) AS share
		FROM shape, unnest('{5,7,11}'::integer[]) AS points, unnest(weights) WITH ORDINALITY AS weights (weight, i)
		GROUP BY shape, points, 3
	) AS shares
) AS cumulative
GROUP BY shape, points;

-- Quantiles of Student's t at 0.975: NIST/SEMATECH e-Handbook of Statistical
-- Methods, 1.3.6.7.2.
CREATE TEMPORARY TABLE covered AS
SELECT n, shape, points, method, avg((range @> mean)::integer) AS coverage, avg(upper(range) - lower(range)) AS width
FROM (
	SELECT *, cx_value(tally, 'mean') AS value, t * cx_stderr(tally, 'mean') * sqrt(n / (n - 1.0)) AS half
	FROM (
		SELECT *, pg_temp.answers(n, bounds) AS tally
		FROM (
			SELECT n, t, distribution.*
			FROM (VALUES (5, 2.776), (10, 2.262), (20, 2.093), (50, 2.010), (200, 1.972)) AS sizes (n, t), distribution,
				generate_series(1, :rounds) AS round
			ORDER BY n, shape, points, round
		) AS survey
	) AS survey
) AS survey,
	LATERAL (VALUES
		('dirichlet', cx_interval(tally, 'mean')),
		('score', cx_interval(tally, 'mean', method => 'score')),
		('Student''s t', cx_range(value - half, value + half, '[]'))
	) AS methods (method, range)
GROUP BY n, shape, points, method;

SELECT n AS answers, method, round(100 * avg(coverage), 1) AS "coverage, mean, %", round(100 * min(coverage), 1) AS "least",
	(array_agg(shape || ', ' || points ORDER BY coverage))[1] AS "least for",
	round(avg(width / score_width)::numeric, 2) AS "width, of that of score"
FROM (SELECT *, max(width) FILTER (WHERE method = 'score') OVER (PARTITION BY n, shape, points) AS score_width FROM covered) AS covered
GROUP BY n, method
ORDER BY n, method;

-- Where there are only the two answers at the ends of a scale: the least coverage
-- that there is, exactly.  It is beside an end of one of the intervals.
CREATE TEMPORARY TABLE outcome AS
SELECT n, points, method, x, (factorial(n) / (factorial(x) * factorial(n - x)))::float8 AS coefficient,
	lower(range) / (points - 1) AS low, upper(range) / (points - 1) AS high
FROM unnest('{10,20}'::integer[]) AS n, unnest('{2,5,7,11}'::integer[]) AS points,
	unnest('{score,dirichlet}'::text[]) AS method, generate_series(0, n) AS x,
	LATERAL (SELECT cx_interval(cx_tally_from_counts(0, ARRAY[n - x] || array_fill(0, ARRAY[points - 2]) || x), 'mean', method => method) AS range)
		AS intervals;

SELECT n AS "answers, all at the ends", points, min(coverage) FILTER (WHERE method = 'score') AS "least by score",
	min(coverage) FILTER (WHERE method = 'dirichlet') AS "by dirichlet"
FROM (
	SELECT n, points, method, round(sum(coefficient * power(share, x) * power(1 - share, n - x)) FILTER (WHERE share BETWEEN low AND high)::numeric, 3)
		AS coverage
	FROM outcome
		JOIN (SELECT DISTINCT n, points, method, bound + step AS share FROM outcome, unnest(ARRAY[low, high]) AS bound, unnest('{-1e-9,1e-9}'::float8[]) AS step
			WHERE bound > 0 AND bound < 1) AS truth USING (n, points, method)
	GROUP BY n, points, method, share
) AS exact
GROUP BY n, points
ORDER BY n, points;

-- The power: how often the mean is found to be above a target that it is above.
SELECT shape, below AS "above the target by", n AS answers,
	pg_temp.percent(count(*) FILTER (WHERE lower(cx_interval(tally, 'mean')) > mean - below), count(*)) AS "found by dirichlet, %",
	pg_temp.percent(count(*) FILTER (WHERE lower(cx_interval(tally, 'mean', method => 'score')) > mean - below), count(*)) AS "by score"
FROM (
	SELECT *, pg_temp.answers(n, bounds) AS tally
	FROM (
		SELECT shape, n, mean, below, bounds
		FROM distribution, unnest('{10,20,50,100}'::integer[]) AS n, unnest('{0,0.5,1}'::float8[]) AS below, generate_series(1, :rounds) AS round
		WHERE points = 11 AND shape IN ('typical', 'most at the top')
		ORDER BY shape, n, below, round
	) AS survey
) AS survey
GROUP BY shape, n, below
ORDER BY shape DESC, below, n;

-- Changes and differences in differences: {now, before} of a group, and of a group
-- and one to compare it with.
CREATE TEMPORARY TABLE contrast (id integer PRIMARY KEY, answers text, metric cx_metric, bounds float8[]);
INSERT INTO contrast
SELECT row_number() OVER (), *
FROM (
	VALUES ('NPS 30', 'net 1 1'::cx_metric, '{0.2,0.5}'::float8[]), ('NPS 88', 'net 1 1', '{0.02,0.1}')
	UNION ALL
	SELECT 'mean, ' || shape, 'mean', bounds FROM distribution WHERE points = 11 AND shape IN ('typical', 'most at the top')
) AS answers;

SELECT answers, n AS "in each cell", cardinality(coefficients) AS cells,
	pg_temp.percent(count(*) FILTER (WHERE cx_contrast_interval(tallies, coefficients, metric) @> 0::float8), count(*)) AS "coverage, %",
	pg_temp.percent(count(*) FILTER (WHERE abs(value) <= 1.959964 * error), count(*)) AS "by Wald"
FROM (
	SELECT id, answers, n, coefficients, tallies, metric,
		(SELECT sum(coefficient * cx_value(tally, metric)) FROM unnest(tallies, coefficients) AS cell (tally, coefficient)) AS value,
		(SELECT sqrt(sum(cx_stderr(tally, metric) ^ 2)) FROM unnest(tallies) AS tally) AS error
	FROM (
		SELECT *, ARRAY(SELECT pg_temp.answers(n, bounds) FROM generate_series(1, cardinality(coefficients))) AS tallies
		FROM (
			SELECT *
			FROM contrast, unnest('{10,30,100}'::integer[]) AS n, (VALUES ('{1,-1}'::float8[]), ('{1,-1,-1,1}')) AS contrasts (coefficients),
				generate_series(1, :rounds) AS round
			ORDER BY id, n, coefficients, round
		) AS survey
	) AS survey
) AS survey
GROUP BY id, answers, n, coefficients
ORDER BY id, coefficients, n;

-- How often a rise is found by as many responses as doc/confidence.md asks for:
-- those of the airport of 2018, of whom some then are promoters instead of detractors.
SELECT rise, n AS "answers in each period", pg_temp.percent(count(*) FILTER (WHERE cx_change_p(now, before, 'net 1 1') < 0.05),
	count(*)) AS "found, two-sided, %",
	pg_temp.percent(count(*) FILTER (WHERE cx_change_p(now, before, 'net 1 1', 'greater') < 0.05), count(*)) AS "one-sided"
FROM (
	SELECT rise, n, pg_temp.answers(n, ARRAY[detractors - rise / 200, passives - rise / 200]) AS now, pg_temp.answers(n, ARRAY[detractors, passives]) AS before
	FROM (
		SELECT rise, cx_required_responses(airport, 'nps', rise / 2)::integer AS n,
			cx_share(airport, 0, 6) / 100 AS detractors, cx_share(airport, 0, 8) / 100 AS passives
		FROM (VALUES ('[0,10]{24,11,24,26,24,205,133,334,601,498,770}'::cx_tally)) AS survey (airport),
			unnest('{10,15,20}'::float8[]) AS rise, generate_series(1, :rounds) AS round
		ORDER BY rise, round
	) AS survey
) AS survey
GROUP BY rise, n
ORDER BY rise;

ROLLBACK;
