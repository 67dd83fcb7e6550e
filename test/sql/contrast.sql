-- Contrasts: sums of values, each times a coefficient.

-- The change is the contrast {1, -1}.
SELECT count(*) AS pairs, count(*) FILTER (WHERE cx_contrast_interval(ARRAY[a.tally, b.tally], '{1,-1}', metric) <> cx_change_interval(a.tally,
	b.tally, metric)) AS intervals,
	count(*) FILTER (WHERE abs(cx_contrast_p(ARRAY[a.tally, b.tally], '{1,-1}', metric) - cx_change_p(a.tally, b.tally, metric)) > 1e-12) AS p
FROM survey a JOIN survey b ON b.id = a.id + 1, unnest('{nps,mean}'::cx_metric[]) metric WHERE cx_responses(a.tally) > 0 AND cx_responses(b.tally) > 0;
-- Difference in differences, by the formula from the four intervals.
WITH cell(t, a) AS (VALUES ('[0,10]{0,0,0,0,0,20,0,0,30,50,0}'::cx_tally, 1), ('[0,10]{0,0,0,0,0,25,0,0,30,45,0}', -1),
	('[0,10]{0,0,0,0,0,10,0,0,20,30,0}', -1), ('[0,10]{0,0,0,0,0,5,0,0,30,25,0}', 1)),
	e AS (SELECT a * cx_value(t, 'nps') AS v, least(a * lower(i), a * upper(i)) AS l, greatest(a * lower(i), a * upper(i)) AS u
		FROM cell, LATERAL (SELECT cx_interval(t, 'nps')) i(i))
SELECT round(lower(did)::numeric, 6) AS lower, round(upper(did)::numeric, 6) AS upper,
	round((sum(v) - sqrt(sum((v - l) ^ 2)))::numeric, 6) AS lower_by_hand, round((sum(v) + sqrt(sum((u - v) ^ 2)))::numeric, 6) AS upper_by_hand
FROM e, (SELECT cx_contrast_interval(array_agg(t), array_agg(a)::float8[], 'nps') AS did FROM cell) d GROUP BY did;
-- p is that at which the interval touches 0; greater and less add up to 1.
SELECT abs(CASE WHEN d > 0 THEN lower(i) ELSE upper(i) END) < 1e-6 AS touches, abs(g + l - 1) < 1e-15 AS complement, abs(p - 2 * least(g, l)) < 1e-15 AS twice
FROM (VALUES (ARRAY['[1,7]{1,2,3,4,5,6,7}', '[1,7]{7,6,5,4,3,2,1}', '[1,7]{1,1,1,9,1,1,1}']::cx_tally[], '{1,-0.5,-0.5}'::float8[],
	'mean'::cx_metric), (ARRAY['[1,5]{1,2,3,4,5}', '[1,5]{5,6,7,1,1}']::cx_tally[], '{1,-1}', 'csat')) v(t, c, m),
	LATERAL (SELECT cx_contrast_p(t, c, m) AS p, cx_contrast_p(t, c, m, 'greater') AS g, cx_contrast_p(t, c, m, 'less') AS l) x,
	LATERAL (SELECT cx_contrast_interval(t, c, m, 1 - p) AS i) y, LATERAL (SELECT upper(i) + lower(i) AS d) z;
-- One term alone, coefficients of 0, scales that differ where the metric's range does not.
SELECT cx_contrast_interval(ARRAY[t], '{1}', 'csat') = cx_interval(t, 'csat') AS one,
	cx_contrast_interval(ARRAY[t, '[1,5]{9,0,0,0,0}'], '{1,0}', 'csat') = cx_interval(t, 'csat') AS zero,
	cx_contrast_interval(ARRAY[t, '[1,7]{1,1,1,1,1,1,1}'], '{1,-1}', 'csat') = cx_change_interval(t, '[1,7]{1,1,1,1,1,1,1}', 'csat') AS scales
		FROM (VALUES ('[1,5]{1,2,3,4,5}'::cx_tally)) v(t);
-- NULL in, NULL out; nobody; and what is none.
SELECT cx_contrast_interval(ARRAY['[1,5]{1,2,3,4,5}', NULL]::cx_tally[], '{1,-1}', 'csat') AS a_null,
	cx_contrast_p(ARRAY['[1,5]{1,2,3,4,5}', '[1,5]{}']::cx_tally[], '{1,-1}', 'csat') AS empty, cx_contrast_p('{}', '{}', 'csat') AS none;
SELECT outcome(format('SELECT cx_contrast_p(ARRAY[''[1,5]{1,2,3,4,5}'', ''[1,5]{1,2,3,4,5}'']::cx_tally[], %s)', arguments))
	FROM unnest(ARRAY[$$'{1}', 'csat'$$, $$'{1,NULL}', 'csat'$$, $$'{1,1e101}', 'csat'$$, $$'{1,NaN}', 'csat'$$, $$'{1,-1}', 'nps'$$,
	$$'{1,-1}', 'csat', 'up'$$]) arguments;
SELECT outcome($$SELECT cx_contrast_interval(ARRAY['[1,5]{1,2,3,4,5}', '[0,4]{1,2,3,4,5}']::cx_tally[], '{1,-1}', 'mean')$$);
