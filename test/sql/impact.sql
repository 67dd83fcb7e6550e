-- By how much a part moves the total.
\pset null NULL

-- Each area of the airport: the NPS of all, less that of all others.
SELECT area, round(cx_impact(now, total, 'nps')::numeric, 6) AS impact, round((cx_value(total, 'nps') - cx_value(total - now, 'nps'))::numeric, 6) AS plain
FROM (SELECT area, now, cx_merge(now) OVER () AS total FROM airport) a ORDER BY area;
-- Parts may overlap: who speaks of two things counts in both.
SELECT theme, count(*) AS mentions, round(cx_impact(cx_tally(score, 0, 10), (SELECT cx_tally(score, 0, 10) FROM survey), 'nps')::numeric, 4) AS impact,
	round(((SELECT nps(score) FROM survey) - (SELECT nps(score) FROM survey WHERE NOT ARRAY[theme] <@ ARRAY[team, channel + 10]))::numeric, 4) AS plain
FROM survey, unnest(ARRAY[team, channel + 10]) theme WHERE score IS NOT NULL GROUP BY theme ORDER BY theme;

-- Random groups, weighted and not, against the value of the others together.
CREATE TEMP TABLE part AS
	SELECT total, id, metric, tally_of(low, random_answers(points, (ARRAY[3, 30, 1000])[1 + (total + id) % 3]),
		CASE WHEN total % 3 = 0 OR total % 3 = 1 AND id % 2 = 0 THEN random_weights(points) END) AS tally
	FROM setseed(0.0625), generate_series(1, 150) total, LATERAL generate_series(1, 1 + total % 9) id,
		LATERAL (SELECT (ARRAY['nps', 'mean', 'csat', 'net 2 1', 'values {-3,0,0,1,7}']::cx_metric[])[1 + total % 5], CASE WHEN total % 5 = 0 THEN 0 ELSE 1 END,
			CASE WHEN total % 5 = 0 THEN 11 ELSE 5 END) m(metric, low, points);
SELECT count(*) > 500 AS parts, count(*) FILTER (WHERE impact IS NULL) > 10 AS without_rest, count(DISTINCT round(impact::numeric, 6)) > 400 AS different,
	count(*) FILTER (WHERE (abs(impact - plain) > 1e-10 * range) IS TRUE OR (impact IS NULL) <> (plain IS NULL)) AS differences
FROM (SELECT cx_impact(tally, all_parts, metric) AS impact, cx_value(all_parts, metric) - cx_value(others, metric) AS plain,
		upper(cx_interval(all_parts, metric, 1 - 1e-15)) - lower(cx_interval(all_parts, metric, 1 - 1e-15)) AS range
	FROM (SELECT *, cx_merge(tally) OVER (PARTITION BY total) AS all_parts,
			cx_merge(tally) OVER (PARTITION BY total ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW) AS others FROM part) p) q;

-- No rest, nobody in the part, nobody at all, no weight, NULL.
SELECT title, number(cx_impact(part, total, 'csat')) AS impact FROM (VALUES (1, 'no rest', '[0,1]{3,5}'::cx_tally, '[0,1]{3,5}'::cx_tally),
	(2, 'nobody in the part', '[0,1]{}', '[0,1]{3,5}'), (3, 'nobody at all', '[0,1]{}', '[0,1]{}'),
	(4, 'a rest without weight', '[0,1]{1,1}{1,1}2', '[0,1]{1,1}{1,1}5'), (5, 'a part without weight', '[0,1]{0,0}{0,0}4', '[0,1]{1,1}{1,1}6'),
	(6, 'a rest that rounding makes', '[0,1]{0.3,0.3}{0.03,0.03}2', '[0,1]{0.30000000000000004,0.3}{0.03,0.03}2'),
	(7, 'no part', NULL, '[0,1]{3,5}'), (8, 'no total', '[0,1]{3,5}', NULL), (9, 'the same value', '[0,1]{1,2}', '[0,1]{3,6}'),
	(10, 'unweighted part of a weighted total', '[0,1]{1,0}', '[0,1]{2.5,2.5}{4,4}4'),
		(11, 'weighted part of an unweighted total', '[0,1]{0.5,0}{0.25,0}1', '[0,1]{1,1}')) v(i, title, part, total)
ORDER BY i;
SELECT cx_impact('[0,1]{3,5}', '[0,1]{30,50}', NULL) IS NULL AS no_metric, cx_impact('[1,3]{1,2,3}', '[1,3]{3,3,3}', 'values {5,5,5}') AS worths_all_equal;
-- The total holds the part.
SELECT outcome($$SELECT cx_impact('[0,1]{3,5}', '[0,1]{3,4}', 'csat')$$) AS more,
	outcome($$SELECT cx_impact('[0,1]{0,0.5}{0,0.25}1', '[0,1]{0.5,0}{0.25,0}1', 'csat')$$) AS weighted,
	outcome($$SELECT cx_impact('[0,1]{3,5}', '[1,2]{3,5}', 'csat')$$) AS scales, outcome($$SELECT cx_impact('[0,1]{3,5}', '[0,1]{3,5}', 'nps')$$) AS metric;
-- Weights of the largest and the smallest sizes.
SELECT cx_impact('[0,1]{1e100,0}{1e200,0}1', '[0,1]{1e100,1e100}{1e200,1e200}2', 'csat')::numeric(9, 6) AS large,
	cx_impact('[0,1]{1e-100,0}{1e-200,0}1', '[0,1]{1e-100,1e-100}{1e-200,1e-200}2', 'csat')::numeric(9, 6) AS small,
	outcome($$SELECT cx_impact('[0,1]{1e308,0}{1e300,0}1', '[0,1]{1.5e308,1.5e308}{1e300,1e300}2', 'csat')$$) AS beyond;
-- Counts are exact, however many: one response too many, or too few.
SELECT outcome($$SELECT cx_impact('[0,1]{2000000001,0}', '[0,1]{2000000000,1}', 'mean')$$), cx_impact('[0,1]{9007199254740991,0}',
	'[0,1]{9007199254740992,0}', 'mean') AS unanimous,
	outcome($$SELECT cx_impact('[0,1]{9007199254740992,0}', '[0,1]{9007199254740991,1}', 'mean')$$);
-- Sums of weights are rounded, on either side.
SELECT cx_impact('[0,1]{2000000000.5,0}{2000000000.5,0}2000000001', '[0,1]{2000000000,1}', 'mean') AS part_weighted, cx_impact('[0,1]{3,0}',
	'[0,1]{2.9999999999999996,1}{3,1}4', 'mean') AS total_weighted,
	outcome($$SELECT cx_impact('[0,1]{3.1,0}{3.1,0}4', '[0,1]{3,1}', 'mean')$$);
