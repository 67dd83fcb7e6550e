-- Intervals and tests by the Dirichlet distribution of the shares: the method of
-- metrics of more than three worths.
\pset null NULL

-- Numbers of an independent program in Python: [3.7595002, 4.8043560],
-- [4.4803524, 5.8592422], [4.7973334, 7], [3.4585831, 3.9829416] and
-- [8.5428810, 9.1842718]; the first by score [3.3841418, 5.0493386].
SELECT tally, method, round(lower(range)::numeric, 7) AS lower, round(upper(range)::numeric, 7) AS upper,
	range = cx_interval(tally, 'mean') AS auto
FROM (VALUES (1, '[1,7]{0,0,0,8,1,1,0}'::cx_tally), (2, '[1,7]{1,0,2,3,4,5,6}'), (3, '[1,7]{0,0,0,0,0,0,5}'),
		(4, '[1,5]{14,9,10,32,42}'), (5, '[0,10]{0,0,1,0,0,2,1,8,12,20,41}')) v(i, tally),
	unnest('{score,dirichlet}'::text[]) method, cx_interval(tally, 'mean', method => method) range
ORDER BY i, method DESC;
-- The test of a target: greater is small where the value is above it.
SELECT round((1e10 * cx_target_p('[1,5]{0,0,2,10,20}', 'mean', 3, 'greater'))::numeric, 2) AS "9.32e-10";

-- F by the saddle point, from the cumulants of a sum of gamma variables.
CREATE FUNCTION r_star(q float8[], v float8[], x float8) RETURNS float8 LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	low float8 := (SELECT 1 / min(e - x) FROM unnest(v) e);
	high float8 := (SELECT 1 / max(e - x) FROM unnest(v) e);
	s float8;
	k float8;
	k2 float8;
	r float8;
BEGIN
	FOR step IN 1..90 LOOP
		s := (low + high) / 2;
		IF (SELECT sum(a * (e - x) / (1 - s * (e - x))) FROM unnest(q, v) u(a, e)) < 0 THEN
			low := s;
		ELSE
			high := s;
		END IF;
	END LOOP;
	SELECT -sum(a * ln(1 - s * (e - x))), sum(a * ((e - x) / (1 - s * (e - x))) ^ 2) INTO k, k2 FROM unnest(q, v) u(a, e);
	r := sign(s) * sqrt(-2 * k);
	RETURN r + ln(s * sqrt(k2) / r) / r;
END $$;
-- Tallies of few and many answers, weighted and not, with worths of all sorts.
CREATE TEMP TABLE random_tally (i integer, answers numeric[], weight numeric[], worth numeric[], tally cx_tally, metric cx_metric);
SELECT setseed(0.625) IS NULL AS seeded;
INSERT INTO random_tally (i, answers, weight, worth)
	SELECT i, random_answers(points, (ARRAY[1, 3, 10, 100, 100000])[1 + i % 5]), CASE WHEN i % 3 = 0 THEN random_weights(points) END,
		ARRAY(SELECT CASE WHEN i % 4 = 0 THEN round((random() * 200 - 100)::numeric, 3) ELSE x END FROM generate_series(1, points) x)
	FROM generate_series(1, 520) i, LATERAL (SELECT (ARRAY[2, 4, 5, 7, 11])[1 + i % 7 * i % 5]) p(points);
UPDATE random_tally SET tally = tally_of(1, answers, weight), metric = format('values {%s}', array_to_string(worth, ','));
DELETE FROM random_tally WHERE cx_responses(tally) = 0;
-- One response of all is spread evenly over the worths; of a population, one of
-- as many as would say as much.
CREATE TEMP TABLE smoothed AS
	SELECT i, tally, metric, value, population, confidence, z, lowest, highest, ARRAY(SELECT v::float8 FROM unnest(worth) v) AS v,
		ARRAY(SELECT (greatest(effective / factor - 1, 0) * n * coalesce(w, 1) / cx_weight(tally)::numeric + 1.0 / cardinality(worth))::float8
			FROM unnest(answers, weight) u(n, w)) AS q
	FROM random_tally, moments(answers, weight, worth),
		(VALUES (0, 0.2::float8, 0.2533471031358::float8), (1, 0.5, 0.674489750196082), (2, 0.95, 1.95996398454005), (3, 0.999999, 4.89163847569859))
			c(c, confidence, z),
		LATERAL (SELECT CASE WHEN i % 7 = 0 AND cx_responses(tally) > 1 THEN 2 * cx_responses(tally)::float8 ELSE 'Infinity' END) p(population),
		LATERAL (SELECT CASE WHEN population < 'Infinity' THEN (cx_responses(tally) / (population - 1))::numeric ELSE 1 END) f(factor),
		LATERAL (SELECT min(v), max(v) FROM unnest(worth) v) r(lowest, highest)
	WHERE i % 4 = c;
SELECT count(*) > 800 AS ends, count(*) FILTER (WHERE confidence = 0.999999) > 100 AS far,
	count(*) FILTER (WHERE population < 'Infinity') > 50 AS of_populations,
	count(*) FILTER (WHERE bound = lowest OR bound = highest) > 20 AS at_the_end_of_the_scale,
	count(*) FILTER (WHERE at_value AND bound <> extreme) > 5 AS at_the_value,
	-- An end is where F is the level, unless that is on the wrong side of the value.
	count(*) FILTER (WHERE CASE WHEN bound = extreme THEN value <> extreme WHEN at_value THEN side * r < side * z
		ELSE (abs(r - side * z) < CASE WHEN least(bound - lowest, highest - bound) > 1e-9 THEN 1e-7 ELSE 1e-4 END) IS NOT TRUE END) AS differences
FROM (SELECT *, CASE WHEN bound > lowest AND bound < highest THEN r_star(q, v, bound) END AS r, abs(bound - value) < 1e-12 AS at_value
	FROM (SELECT s.*, side, extreme, CASE side WHEN -1 THEN lower(range) ELSE upper(range) END AS bound
		FROM smoothed s, LATERAL cx_interval(tally, metric, confidence, 'dirichlet', population) range,
			LATERAL (VALUES (-1, lowest), (1, highest)) e(side, extreme)) b) c;

-- p of a target: F there, and 1 for targets on the wrong side of the distribution.
SELECT count(*) > 200 AS targets, count(*) FILTER (WHERE p < 1e-6) > 10 AS small, count(*) FILTER (WHERE p = 1) > 5 AS on_the_wrong_side,
	count(*) FILTER (WHERE abs(p - 2 * normal_tail(abs(r))) > 1e-9 * p AND NOT (p = 1 AND sign(r) = sign(value - target))) AS differences,
	count(*) FILTER (WHERE abs(greater - CASE WHEN p = 1 THEN 0.5 ELSE normal_tail(-r) END) > 1e-9) AS greater_differs
FROM (SELECT s.*, target, r_star(q, v, target) AS r, cx_target_p(tally, metric, target) AS p, cx_target_p(tally, metric, target, 'greater') AS greater
	FROM smoothed s, LATERAL (SELECT (lowest + (highest - lowest) * (0.02 + i % 49 / 50.0))::float8) t(target)
	WHERE population = 'Infinity' AND cardinality(v) > 3) t;

-- The interval holds the value, however little confidence is asked for, though
-- the answer that is spread evenly draws both ends to the middle; unanimous at an
-- end of the scale, that is an end.
SELECT tally, round(lower(range)::numeric, 6) AS lower, round(upper(range)::numeric, 6) AS upper, range @> cx_value(tally, 'mean') AS holds_value
FROM unnest('{"[1,5]{0,0,0,0,1}","[1,5]{0,0,0,1,0}","[1,5]{0,0,0,0,30}","[1,5]{1,0,0,0,1}"}'::cx_tally[]) tally, cx_interval(tally, 'mean', 1e-9) range;
SELECT cx_interval('[1,3]{1,2,4}', 'values {5,5,5}', method => 'dirichlet') AS one_worth;
-- Another unit of measure changes the ends with it, one answer's weight nothing.
SELECT count(*) > 300 AS tallies, max(abs(lower(b) - (10 - 3 * upper(a))) + abs(upper(b) - (10 - 3 * lower(a)))) < 1e-9 AS linear
FROM random_tally, LATERAL (SELECT format('values {%s}', string_agg((10 - 3 * v)::text, ',' ORDER BY i))::cx_metric
		FROM unnest(worth) WITH ORDINALITY u(v, i)) m(other),
	LATERAL (SELECT cx_interval(tally, metric, method => 'dirichlet'), cx_interval(tally, other, method => 'dirichlet')) i(a, b);
SELECT cx_interval('[1,5]{0,0,0,0,0.01}{0,0,0,0,0.0001}1', 'mean') = cx_interval('[1,5]{0,0,0,0,1}', 'mean') AS weight_of_one;

-- The least coverage over all true shares of the two ends of a scale.  On a grid
-- of tenths of a percent a program in Python gives for 10 answers .914, .862,
-- .858, .853 and for 20 .900, .877, .837, .834 on 2, 5, 7, 11 points.  It is least
-- beside the ends of intervals (see coverage.sql).
CREATE TEMP TABLE two_ends AS
	SELECT points, n, x, range, (SELECT exp(coalesce(sum(ln(n - x + i) - ln(i)), 0)) FROM generate_series(1, x) i) AS ways
	FROM unnest('{2,5,7,11}'::integer[]) points, unnest('{10,20}'::float8[]) n, generate_series(0, n::integer) x,
		cx_interval(cx_tally_from_counts(0, ARRAY[n - x] || array_fill(0::float8, ARRAY[points - 2]) || x::float8), 'index', method => 'dirichlet') range;
SELECT n, points, round(min(coverage) FILTER (WHERE NOT beside_end)::numeric, 3) AS on_grid, round(min(coverage)::numeric, 3) AS least
FROM (SELECT n, points, value, beside_end,
		sum(ways * (value / 100) ^ x * (1 - value / 100) ^ (n - x)) FILTER (WHERE value BETWEEN lower(range) AND upper(range)) AS coverage
	FROM (SELECT DISTINCT n, points, value, true AS beside_end
			FROM two_ends, unnest(ARRAY[lower(range), upper(range)]) bound, unnest(ARRAY[bound - 1e-7, bound + 1e-7]) value
			UNION ALL SELECT n, points, step / 10.0::float8, false FROM (SELECT DISTINCT n, points FROM two_ends) t, generate_series(1, 999) step) v
		JOIN two_ends USING (n, points)
	WHERE value > 0 AND value < 100 GROUP BY n, points, value, beside_end) c
GROUP BY n, points ORDER BY n, points;
