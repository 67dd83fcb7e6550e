-- The progress of the units of a partition: their changes in one row each.
\pset null NULL

-- The airport from 2017 to 2018, as a person reads it.
SELECT p.* FROM (SELECT area, (cx_progress(now, before, 'nps') OVER ()).* FROM airport) p ORDER BY rank;
-- Independent programs in Python (numpy, scipy, mpmath) give as p of a rise, by the
-- interval, A .9999998, B .9155883, C .9973863, D .8563819, E .2907119, F .7080867,
-- G .8284580, and by the saddle point .9999998, .9176947, .9974261, .8556184,
-- .2904099, .7084128, .8291891.  The one nearer to one half counts; adjusted for
-- seven areas the p of a fall is A .000001, B .196961, C .009148, D .240159,
-- F .340565, G .240159.
SELECT area, round(cx_change_p(now, before, 'nps', 'greater')::numeric, 7) AS by_the_interval, round(((p).adjusted_p / 2)::numeric, 6) AS one_direction,
	(p).verdict
FROM (SELECT area, now, before, cx_progress(now, before, 'nps', digits => NULL) OVER () AS p FROM airport) q ORDER BY area;
-- The stores: the riser alone.
SELECT verdict, count(*), min(rank) AS first, max(rank) AS last, round(max(shrunk)::numeric, 6) AS most
FROM (SELECT (cx_progress(now, before, 'values {-100,0,100}', digits => NULL) OVER ()).* FROM stores) p GROUP BY verdict ORDER BY verdict;

-- Random units: the figures are those of the functions of one figure.
CREATE TEMP TABLE runner (part integer, id integer, metric cx_metric, confidence float8, now cx_tally, before cx_tally, weighted boolean);
INSERT INTO runner
	SELECT part, id, metric, confidence, CASE WHEN (part + id) % 11 <> 7 THEN tally_of(low,
		random_answers(points, (ARRAY[1, 9, 40, 300])[1 + (part + id / 2) % 4]),
			CASE WHEN part % 3 = 2 AND id % 4 > 0 THEN random_weights(points) END) END,
		CASE WHEN (part + 2 * id) % 13 <> 5 THEN tally_of(low, random_answers(points, (ARRAY[1, 9, 40, 300])[1 + (part + id / 3) % 4]),
			CASE WHEN part % 3 = 2 AND id % 3 > 0 THEN random_weights(points) WHEN (part + id) % 19 = 18 THEN array_fill(0::numeric, ARRAY[points]) END) END,
				part % 3 = 2
	FROM setseed(0.4375), generate_series(1, 120) part, LATERAL generate_series(1, 1 + part * 5 % 23) id,
		LATERAL (SELECT (ARRAY['nps', 'mean', 'csat', 'net 2 1', 'values {-3,0,0,1,7}']::cx_metric[])[1 + part % 5], (ARRAY[0.5, 0.9, 0.95, 0.999])[1 + part % 4],
			CASE WHEN part % 5 = 0 THEN 0 ELSE 1 END, CASE WHEN part % 5 = 0 THEN 11 ELSE 5 END) m(metric, confidence, low, points);
CREATE TEMP TABLE ours AS
	SELECT part, id, metric, confidence, now, before, weighted, (p).*
	FROM (SELECT *, cx_progress(now, before, metric, confidence, NULL) OVER (PARTITION BY part ORDER BY id) AS p FROM runner) q;
SELECT count(o.verdict) > 800 AS units, count(*) FILTER (WHERE o.rank IS DISTINCT FROM s.rank OR o.shrunk IS DISTINCT FROM s.shrunk
	OR o.credibility IS DISTINCT FROM s.z) AS ranks_differ,
	count(*) FILTER (WHERE o.responses IS DISTINCT FROM cx_responses(now) OR o.responses_before IS DISTINCT FROM cx_responses(before)
		OR o.value IS DISTINCT FROM cx_value(now, metric) OR o.value_before IS DISTINCT FROM cx_value(before, metric)) AS values_differ,
	count(*) FILTER (WHERE o.change IS DISTINCT FROM cx_value(now, metric) - cx_value(before, metric)
		OR cx_range(o.change_lower, o.change_upper, '[]') IS DISTINCT FROM coalesce(cx_change_interval(now, before, metric, confidence), '(,)')) AS changes_differ,
	count(*) FILTER (WHERE (o.verdict IS NULL) <> (cx_change_p(now, before, metric) IS NULL) OR (o.adjusted_p IS NULL) <> (o.verdict IS NULL)) AS nulls_differ
FROM ours o JOIN (SELECT part, id, cx_most_improved(now, before, metric) OVER w AS rank, cx_shrunk_change(now, before, metric) OVER w AS shrunk,
	cx_change_credibility(now, before, metric) OVER w AS z
	FROM runner WINDOW w AS (PARTITION BY part)) s USING (part, id);
-- A verdict stands exactly where adjusted_p is at most 1 - confidence, and never
-- where the interval of the change holds 0.
SELECT count(*) FILTER (WHERE verdict = 'rose') > 50 AND count(*) FILTER (WHERE verdict = 'fell') > 50 AS both,
	count(*) FILTER (WHERE (verdict <> 'no clear change') <> (adjusted_p <= 1 - confidence)) AS p_disagrees,
	count(*) FILTER (WHERE verdict = 'rose' AND change_lower <= 0 OR verdict = 'fell' AND change_upper >= 0) AS interval_denies,
		count(*) FILTER (WHERE adjusted_p NOT BETWEEN 0 AND 1) AS not_probabilities
FROM ours;
-- The order of the rows does not show: to the last bit, where nothing is weighted.
SELECT count(*) AS units, count(*) FILTER (WHERE NOT o.weighted
	AND s.p::text IS DISTINCT FROM (o.rank, o.responses_before, o.responses, o.value_before, o.value, o.change, o.change_lower, o.change_upper, o.shrunk,
		o.credibility, o.adjusted_p, o.verdict)::text) AS bits_differ,
	count(*) FILTER (WHERE o.rank IS DISTINCT FROM (p).rank OR differs(o.shrunk, (p).shrunk::numeric, 100) OR differs(o.adjusted_p, (p).adjusted_p::numeric)
		OR o.verdict IS DISTINCT FROM (p).verdict) AS differences
FROM ours o JOIN (SELECT part, id, cx_progress(now, before, metric, confidence, NULL) OVER (PARTITION BY part ORDER BY id * 11 % 31, id) AS p
	FROM runner) s USING (part, id);
-- Nor do rows of which a period is missing.
SELECT count(*) AS units, count(*) FILTER (WHERE s.p::text IS DISTINCT FROM (o.rank, o.responses_before, o.responses, o.value_before, o.value, o.change,
	o.change_lower, o.change_upper, o.shrunk,
	o.credibility, o.adjusted_p, o.verdict)::text) AS differences
FROM ours o JOIN (SELECT part, id, cx_progress(now, before, metric, confidence, NULL) OVER (PARTITION BY part ORDER BY id) AS p FROM runner
	WHERE cx_weight(now) > 0 AND cx_weight(before) > 0) s USING (part, id);
-- With the periods exchanged, who rose fell, with the same p.
SELECT count(*) FILTER (WHERE o.verdict IS DISTINCT FROM CASE (p).verdict WHEN 'rose' THEN 'fell' WHEN 'fell' THEN 'rose' ELSE (p).verdict END
	OR differs(o.adjusted_p, (p).adjusted_p::numeric)) AS differences
FROM ours o JOIN (SELECT part, id, cx_progress(before, now, metric, confidence, NULL) OVER (PARTITION BY part) AS p FROM runner) s USING (part, id);

-- Special partitions: the units now, and before.
CREATE FUNCTION progress(metric cx_metric, now cx_tally[], before cx_tally[]) RETURNS text LANGUAGE sql
	RETURN (SELECT string_agg((rank, responses_before, responses, round(value_before::numeric, 4), round(value::numeric, 4), round(change::numeric, 4),
		round(change_lower::numeric, 4),
			round(change_upper::numeric, 4), round(shrunk::numeric, 4), round(credibility::numeric, 4), round(adjusted_p::numeric, 6), verdict)::text, E'\n' ORDER BY i)
		FROM (SELECT i, (cx_progress(n, b, metric, digits => NULL) OVER ()).* FROM unnest(now, before) WITH ORDINALITY u(n, b, i)) p);
SELECT title, progress('mean', now, before) FROM (VALUES
	(1, 'one alone is judged', '{"[0,2]{1,2,40}"}'::cx_tally[], '{"[0,2]{40,2,1}"}'::cx_tally[]),
	(2, 'a period is missing', '{"[0,2]{1,2,4}",NULL,"[0,2]{}","[0,2]{0,0,0}{0,0,0}3","[0,2]{1,2,4}","[0,2]{}"}',
		'{NULL,"[0,2]{4,2,1}","[0,2]{4,2,1}","[0,2]{4,2,1}","[0,2]{}",NULL}'),
	(3, 'nobody', '{NULL,"[0,2]{}"}', '{NULL,"[0,2]{}"}'),
	(4, 'too few answers to tell', '{"[0,2]{1,0,0}","[0,2]{0,0,1}"}', '{"[0,2]{1,0,0}","[0,2]{1,0,0}"}'),
	(5, 'two', '{"[0,2]{5,5,30}","[0,2]{10,10,10}"}', '{"[0,2]{30,5,5}","[0,2]{10,10,10}"}'),
	(6, 'all as before', '{"[0,2]{5,5,30}","[0,2]{1,1,1}"}', '{"[0,2]{10,10,60}","[0,2]{2,2,2}"}'),
	(7, 'all rose alike', '{"[0,2]{5,5,30}","[0,2]{5,5,30}"}', '{"[0,2]{30,5,5}","[0,2]{30,5,5}"}'),
	(8, 'unanimous', '{"[0,2]{0,0,9}","[0,2]{0,9,0}","[0,2]{0,30,0}"}', '{"[0,2]{0,9,0}","[0,2]{0,9,0}","[0,2]{30,0,0}"}'),
	(9, 'from one end to the other', '{"[0,2]{0,0,3}","[0,2]{0,0,1}"}', '{"[0,2]{3,0,0}","[0,2]{1,0,0}"}')) v(i, title, now, before) ORDER BY i;
SELECT progress('values {5,5,5}', '{"[0,2]{1,2,4}","[0,2]{7,2,4}"}', '{"[0,2]{1,1,1}","[0,2]{9,1,1}"}') AS worths_all_equal;
-- Each figure is rounded from the unrounded one: the change is not the difference
-- of the rounded values.
SELECT digits, value_before, value, change, change_lower, change_upper, shrunk, credibility, adjusted_p FROM (
	SELECT area, digits, (cx_progress(now, before, 'nps', digits => digits) OVER (PARTITION BY digits)).* FROM airport, unnest('{-1,0,2}'::integer[]) digits) p
WHERE area = 'A' ORDER BY digits;
