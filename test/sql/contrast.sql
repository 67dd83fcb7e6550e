-- Contrasts: interval and test of a sum of values, each times its coefficient.
\pset null NULL

-- An independent program in Python (mpmath) gives for the airport: the change of
-- E less that of A 24.3482273 [7.6921178, 40.6862569], p .0044071549; half of
-- both areas 35.3112925 [28.9009437, 40.9399723], p 3.0581972e-21; for means by
-- dirichlet .1143970 [-.3472900, .6950883], p .604464.
SELECT title, round(lower(range)::numeric, 7) AS lower, round(upper(range)::numeric, 7) AS upper, round((p / published)::numeric, 6) AS ratio_of_p
FROM (SELECT 'difference in differences' AS title, ARRAY[e.now, e.before, a.now, a.before] AS tallies, '{1,-1,-1,1}'::float8[] AS coefficients,
			'nps'::cx_metric AS metric, 0.0044071549 AS published
		FROM airport e, airport a WHERE e.area = 'E' AND a.area = 'A'
	UNION ALL
	SELECT 'mean of two', ARRAY[e.now, a.now], '{0.5,0.5}', 'nps', 3.0581972e-21 FROM airport e, airport a WHERE e.area = 'E' AND a.area = 'A'
	UNION ALL
	SELECT 'of means', '{"[1,5]{14,9,10,32,42}","[1,5]{5,5,10,20,30}","[1,5]{1,2,3,4,5}"}', '{0.5,0.3,-0.8}', 'mean', 0.6044642505793664) c,
	LATERAL (SELECT cx_contrast_interval(tallies, coefficients, metric), cx_contrast_p(tallies, coefficients, metric)) r(range, p);

-- Random contrasts of two to five tallies, weighted and not.
CREATE TEMP TABLE contrast AS
	SELECT i, metric, confidence,
		array_agg(tally_of(1, random_answers(5, (ARRAY[2, 8, 60])[1 + i % 3]), CASE WHEN i % 4 = 0 THEN random_weights(5) END)) AS tallies,
		array_agg(CASE WHEN i % 5 = 0 THEN (ARRAY[1, -1])[term] ELSE round((random() * 4 - 2)::numeric, 3) END::float8) AS coefficients
	FROM setseed(0.875), generate_series(1, 700) i, LATERAL generate_series(1, 2 + CASE WHEN i % 5 = 0 THEN 0 ELSE i % 4 END) term,
		LATERAL (SELECT (ARRAY['mean', 'csat', 'net 2 2', 'values {-3,0,0,1,7}']::cx_metric[])[1 + i % 4],
			(ARRAY[0.5, 0.8, 0.95, 0.999])[1 + i / 4 % 4]) m(metric, confidence)
	GROUP BY i, metric, confidence;
DELETE FROM contrast WHERE EXISTS (SELECT FROM unnest(tallies) t WHERE cx_weight(t) = 0);
CREATE TEMP TABLE result AS
	SELECT c.*, d, range, p, greater, less FROM contrast c,
		LATERAL (SELECT sum(a * cx_value(t, metric)) FROM unnest(tallies, coefficients) u(t, a)) v(d),
		LATERAL (SELECT cx_contrast_interval(tallies, coefficients, metric, confidence), cx_contrast_p(tallies, coefficients, metric),
			cx_contrast_p(tallies, coefficients, metric, 'greater'),
			cx_contrast_p(tallies, coefficients, metric, alternative => 'less')) r(range, p, greater, less);
-- The formula (MOVER, Zou & Donner 2008), from the intervals of the values.
SELECT count(*) > 500 AS contrasts, count(*) FILTER (WHERE abs(lower(range) - lower) > 1e-9 OR abs(upper(range) - upper) > 1e-9) AS differences
FROM result, LATERAL (SELECT d - sqrt(sum((a * value - least(a * lower(own), a * upper(own))) ^ 2)),
		d + sqrt(sum((a * value - greatest(a * lower(own), a * upper(own))) ^ 2))
	FROM unnest(tallies, coefficients) u(t, a), LATERAL (SELECT cx_value(t, metric), cx_interval(t, metric, confidence)) o(value, own)) f(lower, upper);
-- p is below 1 - confidence exactly where the interval leaves out 0, which it
-- touches at the confidence 1 - p; both directions sum to 1.
SELECT count(*) FILTER (WHERE (p < 1 - confidence) = (range @> 0::float8)) AS disagree, count(*) FILTER (WHERE p < 1 - confidence) > 100 AS both_happen,
	count(*) FILTER (WHERE abs(greater + less - 1) > 1e-15 OR abs(p - least(2 * greater, 2 * less, 1)) > 1e-15) AS not_one,
	count(*) FILTER (WHERE (greater < 0.5) > (d > 0) OR (less < 0.5) > (d < 0)) AS wrong_direction,
	max(CASE WHEN p BETWEEN 1e-6 AND 0.999 THEN least(abs(lower(touching)), abs(upper(touching))) END) < 1e-7 AS touches
FROM result, LATERAL (SELECT CASE WHEN p BETWEEN 1e-6 AND 0.999 THEN cx_contrast_interval(tallies, coefficients, metric, 1 - p) END) t(touching);
-- Coefficients 1 and -1 make it a change, to the last bit.
SELECT count(*) > 50 AS changes, count(*) FILTER (WHERE range <> cx_change_interval(tallies[1], tallies[2], metric, confidence)
	OR p <> cx_change_p(tallies[1], tallies[2], metric) OR greater <> cx_change_p(tallies[1], tallies[2], metric, 'greater')) AS differences
FROM result WHERE coefficients = '{1,-1}';
-- Other units of the coefficients change the ends with them, and p not at all; a
-- negative one exchanges the ends, and the directions.
SELECT scale, count(*) FILTER (WHERE abs(low - least(scale * lower(range), scale * upper(range))) > 1e-9 * abs(scale)
		OR abs(high - greatest(scale * lower(range), scale * upper(range))) > 1e-9 * abs(scale)) AS ends_differ,
	count(*) FILTER (WHERE abs(own - CASE WHEN scale > 0 THEN greater ELSE less END) > 1e-12) AS p_differs
FROM unnest('{-1,2,1e50,-1e-50}'::float8[]) scale, result,
	LATERAL (SELECT ARRAY(SELECT scale * a FROM unnest(coefficients) WITH ORDINALITY u(a, i) ORDER BY i)) s(scaled),
	LATERAL (SELECT lower(r), upper(r), cx_contrast_p(tallies, scaled, metric, 'greater')
		FROM cx_contrast_interval(tallies, scaled, metric, confidence) r) o(low, high, own)
GROUP BY scale ORDER BY scale;
-- Terms in another order, and such with the coefficient 0, change nothing.
SELECT count(*) FILTER (WHERE abs(lower(range) - lower(other)) > 1e-9 OR abs(upper(range) - upper(other)) > 1e-9
	OR abs(p - other_p) > 1e-9) AS differences
FROM result, LATERAL (SELECT array_agg(t ORDER BY i DESC) || tallies[1], array_agg(a ORDER BY i DESC) || 0::float8
		FROM unnest(tallies, coefficients) WITH ORDINALITY u(t, a, i)) x(t, a),
	LATERAL (SELECT cx_contrast_interval(t, a, metric, confidence), cx_contrast_p(t, a, metric)) o(other, other_p);

-- One term, none that counts, equal values, tallies without a value, NULL.
SELECT title, number(lower(range)) AS lower, number(upper(range)) AS upper, cx_contrast_p(tallies, coefficients, 'csat') AS p
FROM (VALUES (1, 'all of one', '{"[0,1]{0,5}"}'::cx_tally[], '{1}'::float8[]), (2, 'coefficients of 0', '{"[0,1]{1,5}","[0,1]{2,5}"}', '{0,0}'),
	(3, 'equal', '{"[0,1]{10,20}","[0,1]{1,2}"}', '{3,-3}'), (4, 'empty', '{"[0,1]{1,5}","[0,1]{}"}', '{1,-1}'),
	(5, 'empty, with 0', '{"[0,1]{1,5}","[0,1]{}"}', '{1,0}'), (6, 'weightless', '{"[0,1]{1,5}","[0,1]{0,0}{0,0}2"}', '{1,-1}'),
	(7, 'NULL among them', '{"[0,1]{1,5}",NULL}', '{1,-1}'), (8, 'none', '{}', '{}'), (9, 'NULL', NULL, '{1}'),
	(10, 'NULL coefficients', '{"[0,1]{1,5}"}', NULL)) v(i, title, tallies, coefficients),
	LATERAL (SELECT cx_contrast_interval(tallies, coefficients, 'csat')) r(range)
ORDER BY i;
SELECT cx_contrast_interval(tallies, '{1,-1}', 'values {4,4,4}') AS worths_all_equal, cx_contrast_p(tallies, '{1,-1}', 'values {4,4,4}') AS p
FROM (VALUES ('{"[1,3]{1,2,3}","[1,3]{3,2,1}"}'::cx_tally[])) v(tallies);
-- Scales may differ for a percentage, not for a mean.
SELECT cx_contrast_p('{"[1,5]{1,2,3,4,5}","[1,7]{1,2,3,4,5,6,7}","[0,1]{1,3}"}', '{1,-2,1}', 'csat') BETWEEN 0 AND 1 AS csat,
	outcome($$SELECT cx_contrast_p('{"[1,5]{1,2,3,4,5}","[1,5]{}","[1,7]{1,2,3,4,5,6,7}"}', '{1,-2,1}', 'mean')$$) AS mean;
SELECT coefficients, outcome(format('SELECT round(lower(cx_contrast_interval(%L, %L::float8[], %L))::numeric, 6)',
	'{"[0,1]{1,5}","[0,1]{2,5}"}', coefficients, 'csat'))
FROM unnest(ARRAY['{1}', '{1,-1,1}', '{}', '{1,NULL}', '{1,NaN}', '{-Infinity,1}', '{1,1e101}', '{{1,-1}}', '[3:4]={1,-1}']) coefficients;
SELECT outcome($$SELECT cx_contrast_interval('{"[0,1]{1,5}"}', '{1}', 'csat', 1)$$) AS confidence,
	outcome($$SELECT cx_contrast_p('{"[0,1]{1,5}"}', '{1}', 'csat', 'both')$$) AS alternative,
	outcome($$SELECT cx_contrast_p('{"[0,1]{1,5}"}', '{1}', 'nps')$$) AS metric;
