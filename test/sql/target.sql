-- Who is above a target and who below it.
\pset null NULL

-- The airport of 2018 and a target of 30, as a person reads it; against 32.9054,
-- the mean of all areas, the p-values are those of the leaderboard.
SELECT t.* FROM (SELECT area, (cx_target(now, 'nps', 30) OVER ()).* FROM airport) t ORDER BY area;
SELECT area, round(((t).adjusted_p / 2)::numeric, 6) AS one_direction, (t).verdict
FROM (SELECT area, cx_target(now, 'nps', 32.9054314936, digits => NULL) OVER () AS t FROM airport) q ORDER BY area;

-- Random units, with a target for all or one for each: the figures are those of
-- the functions of one figure.
CREATE TEMP TABLE aim (part integer, id integer, metric cx_metric, confidence float8, tally cx_tally, target float8, weighted boolean);
INSERT INTO aim
	SELECT part, id, metric, confidence, CASE WHEN (part + id) % 23 <> 22 THEN tally_of(1, random_answers(5, (ARRAY[1, 9, 40, 300])[1 + (part + id / 2) % 4]),
			CASE WHEN part % 3 = 2 AND id % 4 > 0 THEN random_weights(5) WHEN (part + id) % 19 = 18 THEN array_fill(0::numeric, ARRAY[5]) END) END,
		CASE WHEN id % 9 <> 8 THEN lowest + (highest - lowest) * CASE WHEN part % 2 = 0 THEN part % 7 / 6.0 ELSE (part + id) % 9 / 8.0 END END, part % 3 = 2
	FROM setseed(0.5625), generate_series(1, 120) part, LATERAL generate_series(1, 1 + part * 5 % 23) id,
		LATERAL (SELECT (ARRAY['index', 'mean', 'csat', 'net 2 1', 'values {-3,0,0,1,7}']::cx_metric[])[1 + part % 5], (ARRAY[0.5, 0.9, 0.95, 0.999])[1 + part % 4],
			(ARRAY[0, 1, 0, -100, -3])[1 + part % 5], (ARRAY[100, 5, 100, 100, 7])[1 + part % 5]) m(metric, confidence, lowest, highest);
CREATE TEMP TABLE ours AS
	SELECT part, id, metric, confidence, tally, target, weighted, (t).*
	FROM (SELECT *, cx_target(tally, metric, target, confidence, NULL) OVER (PARTITION BY part ORDER BY id) AS t FROM aim) q;
SELECT count(verdict) > 900 AS units, count(*) FILTER (WHERE responses IS DISTINCT FROM cx_responses(tally) OR value IS DISTINCT FROM cx_value(tally, metric)
		OR cx_range(lower, upper, '[]') IS DISTINCT FROM coalesce(cx_interval(tally, metric, confidence), '(,)')) AS values_differ,
	count(*) FILTER (WHERE difference IS DISTINCT FROM value - target OR (verdict IS NULL) <> (difference IS NULL)
		OR (adjusted_p IS NULL) <> (difference IS NULL)) AS differences_differ
FROM ours;
-- A verdict stands exactly where adjusted_p is at most 1 - confidence, and never
-- where the interval holds the target.
SELECT count(*) FILTER (WHERE verdict = 'above target') > 50 AND count(*) FILTER (WHERE verdict = 'below target') > 50 AS both,
	count(*) FILTER (WHERE (verdict <> 'no clear difference') <> (adjusted_p <= 1 - confidence)) AS p_disagrees,
	count(*) FILTER (WHERE verdict = 'above target' AND lower <= target OR verdict = 'below target' AND upper >= target) AS interval_denies,
		count(*) FILTER (WHERE adjusted_p NOT BETWEEN 0 AND 1) AS not_probabilities
FROM ours;
-- The order of the rows does not show: to the last bit, where nothing is weighted.
-- Nor do rows that take no part; those without a target are in the answers of all.
SELECT count(*) AS units, count(*) FILTER (WHERE NOT o.weighted
	AND s.t::text IS DISTINCT FROM (o.responses, o.value, o.lower, o.upper, o.difference, o.adjusted_p, o.verdict)::text) AS bits_differ,
	count(*) FILTER (WHERE differs(o.adjusted_p, (t).adjusted_p::numeric) OR o.verdict IS DISTINCT FROM (t).verdict) AS differences
FROM ours o JOIN (SELECT part, id, cx_target(tally, metric, target, confidence, NULL) OVER (PARTITION BY part ORDER BY id * 11 % 31, id) AS t
	FROM aim) s USING (part, id);
SELECT count(*) AS units, count(*) FILTER (WHERE s.t::text IS DISTINCT FROM (o.responses, o.value, o.lower, o.upper, o.difference, o.adjusted_p,
	o.verdict)::text) AS differences
FROM ours o JOIN (SELECT part, id, cx_target(tally, metric, target, confidence, NULL) OVER (PARTITION BY part ORDER BY id) AS t FROM aim
	WHERE cx_weight(tally) > 0) s USING (part, id);
-- Mirrored, above is below.
SELECT count(*) > 150 AS units, count(*) FILTER (WHERE (a).verdict <> CASE (b).verdict WHEN 'above target' THEN 'below target'
	WHEN 'below target' THEN 'above target' ELSE (b).verdict END
	OR abs((a).adjusted_p - (b).adjusted_p) > 1e-9 OR abs((a).difference + (b).difference) > 1e-9) AS differences
FROM (SELECT cx_target(tally, 'mean', target, confidence, NULL) OVER w AS a, cx_target(cx_reverse(tally), 'mean', 6 - target, confidence, NULL) OVER w AS b
	FROM aim WHERE metric = 'mean' WINDOW w AS (PARTITION BY part)) q;

-- Special partitions: units with their targets.
CREATE FUNCTION aimed(metric cx_metric, units cx_tally[], targets float8[]) RETURNS text LANGUAGE sql
	RETURN (SELECT string_agg((responses, round(value::numeric, 4), round(lower::numeric, 4), round(upper::numeric, 4), round(difference::numeric, 4),
		round(adjusted_p::numeric, 6), verdict)::text, E'\n' ORDER BY i)
		FROM (SELECT i, (cx_target(u, metric, t, digits => NULL) OVER ()).* FROM unnest(units, targets) WITH ORDINALITY v(u, t, i)) a);
SELECT title, aimed('mean', units, targets) FROM (VALUES
	(1, 'one alone is judged', '{"[0,2]{1,2,40}"}'::cx_tally[], '{1}'::float8[]),
	(2, 'without a value', '{NULL,"[0,2]{}","[0,2]{0,0,0}{0,0,0}3","[0,2]{1,2,4}"}', '{1,1,1,1}'),
	(3, 'without a target', '{"[0,2]{1,2,4}","[0,2]{1,2,4}",NULL,"[0,2]{}"}', '{NULL,1,NULL,NULL}'),
	(4, 'nobody', '{NULL,"[0,2]{}"}', '{1,1}'),
	(5, 'at the value', '{"[0,2]{1,2,1}","[0,2]{0,3,0}"}', '{1,1}'),
	(6, 'at an end', '{"[0,2]{1,2,40}","[0,2]{0,0,9}","[0,2]{9,0,0}"}', '{2,2,2}'),
	(7, 'at the other', '{"[0,2]{1,2,40}","[0,2]{0,0,9}","[0,2]{9,0,0}"}', '{0,0,0}'),
	(8, 'beyond what anybody answered', '{"[0,2]{9,2,0}","[0,2]{30,1,0}"}', '{1.5,1}'),
	(9, 'unanimous', '{"[0,2]{0,0,30}","[0,2]{0,30,0}"}', '{1.5,1.5}'),
	(10, 'one answer each', '{"[0,2]{0,0,1}","[0,2]{1,0,0}"}', '{1,1}')) v(i, title, units, targets) ORDER BY i;
SELECT aimed('values {5,5,5}', '{"[0,2]{1,2,4}","[0,2]{7,2,4}"}', '{5,5}') AS worths_all_equal;
-- A target that the metric cannot have; whose row takes no part may have any.
SELECT target, outcome(format('SELECT (cx_target(now, ''nps'', CASE area WHEN ''C'' THEN %L::float8 ELSE 30 END) OVER ()).verdict FROM airport LIMIT 1',
	target))
	FROM unnest('{100.1,-101,NaN,Infinity}'::float8[]) target;
SELECT i, (cx_target(tally, 'nps', target) OVER ()).* FROM (VALUES (1, '[0,10]{1,1,1,1,1,1,1,1,1,1,1}'::cx_tally, 30::float8), (2, NULL, 1000),
	(3, '[0,10]{}', 1000)) v(i, tally, target) ORDER BY i;
-- The difference is rounded from the unrounded one.
SELECT digits, (t).value, (t).difference, (t).lower, (t).upper, (t).adjusted_p
FROM (SELECT area, digits, cx_target(now, 'nps', 30.26, 0.95, digits) OVER (PARTITION BY digits) AS t FROM airport, unnest('{-1,0,3}'::integer[]) digits) q
	WHERE area = 'A' ORDER BY digits;
-- Unanimous answers, few and many.
SELECT n, (cx_target(cx_tally_from_counts(1, ARRAY[0, 0, 0, 0, n]), 'csat', 90) OVER (PARTITION BY n)).verdict
	FROM unnest('{1,10,30,100}'::float8[]) n ORDER BY n;
-- A value at its target is neither above nor below it, however little confidence is
-- asked for.
SELECT confidence, (cx_target('[0,1]{2,2}', 'mean', 0.5, confidence) OVER (PARTITION BY confidence)).verdict,
	(cx_progress('[0,1]{2,2}', '[0,1]{2,2}', 'mean', confidence) OVER (PARTITION BY confidence)).verdict AS of_no_change
	FROM unnest('{0.95,1e-300}'::float8[]) confidence ORDER BY confidence DESC;
