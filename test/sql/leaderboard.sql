-- The leaderboard: everything about the units of a partition in one row each.
\pset null NULL

-- The airport of 2018, as a person reads it.
SELECT l.* FROM (SELECT area, (cx_leaderboard(now, 'nps') OVER ()).* FROM airport) l ORDER BY rank;
-- Independent programs in Python (numpy, scipy, mpmath) give as adjusted p in one
-- direction, of which adjusted_p is twice the smaller: 2018 A .000019, E .009742,
-- D .180784; 2017 G .021239.
SELECT wave, area, round(((l).adjusted_p / 2)::numeric, 6) AS one_direction, (l).standing
FROM (SELECT wave, area, cx_leaderboard(tally, 'nps', digits => NULL) OVER (PARTITION BY wave) AS l FROM areas) q ORDER BY wave, area;
-- The batters: nobody is told apart; 18 hits have .435745.  All sets are [1,18].
SELECT count(*) AS batters, count(*) FILTER (WHERE (l).standing = 'no clear difference') AS not_apart, round((min((l).adjusted_p) / 2)::numeric, 6) AS least_p,
	min((l).rank_low) AS rank_low, max((l).rank_high) AS rank_high
FROM (SELECT cx_leaderboard(tally, 'top 1', digits => NULL) OVER () AS l FROM batters) q;
-- The crowd: 8 above, 9 below; unit 2 .016925, 11 .008948, 13 .002983, 24 .007872,
-- 60 0.
CREATE TEMP TABLE crowded AS SELECT unit, (cx_leaderboard(tally, 'top 1', digits => NULL) OVER ()).* FROM crowd;
SELECT standing, count(*) FROM crowded GROUP BY standing ORDER BY standing;
SELECT unit, rank_low, rank_high, round((adjusted_p / 2)::numeric, 6) AS one_direction, standing FROM crowded WHERE unit IN (1, 2, 11, 13, 24, 60)
	ORDER BY unit;

-- Random boards: the figures are those of the functions of one figure.
CREATE TEMP TABLE competitor (part integer, id integer, metric cx_metric, confidence float8, tally cx_tally, weighted boolean);
INSERT INTO competitor
	SELECT part, id, metric, confidence, CASE WHEN (part + id) % 23 <> 22 THEN tally_of(low,
		random_answers(points, (ARRAY[1, 9, 40, 300])[1 + (part + id / 2) % 4]),
		CASE WHEN part % 3 = 2 AND id % 4 > 0 THEN random_weights(points) WHEN (part + id) % 19 = 18 THEN array_fill(0::numeric, ARRAY[points]) END) END, part % 3 = 2
	FROM setseed(0.1875), generate_series(1, 120) part, LATERAL generate_series(1, 1 + part * 5 % 27) id,
		LATERAL (SELECT (ARRAY['nps', 'mean', 'csat', 'net 2 1', 'values {-3,0,0,1,7}']::cx_metric[])[1 + part % 5], (ARRAY[0.5, 0.9, 0.95, 0.999])[1 + part % 4],
			CASE WHEN part % 5 = 0 THEN 0 ELSE 1 END, CASE WHEN part % 5 = 0 THEN 11 ELSE 5 END) m(metric, confidence, low, points);
CREATE TEMP TABLE ours AS
	SELECT part, id, metric, confidence, tally, weighted, (l).*
	FROM (SELECT *, cx_leaderboard(tally, metric, confidence, NULL) OVER (PARTITION BY part ORDER BY id) AS l FROM competitor) q;
SELECT count(*) > 1400 AS units, count(*) FILTER (WHERE o.rank IS DISTINCT FROM s.rank
	OR cx_range(o.rank_low, o.rank_high, '[]') IS DISTINCT FROM coalesce(s.ranks, '(,)')) AS ranks_differ,
	count(*) FILTER (WHERE o.responses IS DISTINCT FROM cx_responses(tally) OR o.value IS DISTINCT FROM cx_value(tally, metric)
		OR cx_range(o.lower, o.upper, '[]') IS DISTINCT FROM coalesce(cx_interval(tally, metric, confidence), '(,)')) AS values_differ,
	count(*) FILTER (WHERE o.shrunk IS DISTINCT FROM s.shrunk OR o.credibility IS DISTINCT FROM s.z) AS shrunk_differ
FROM ours o JOIN (SELECT part, id, cx_rank(tally, metric) OVER w AS rank, cx_rank_interval(tally, metric, confidence) OVER w AS ranks,
		cx_shrunk_value(tally, metric) OVER w AS shrunk, cx_credibility(tally, metric) OVER w AS z
	FROM competitor WINDOW w AS (PARTITION BY part)) s USING (part, id);
-- A standing stands exactly where adjusted_p is at most 1 - confidence, for the
-- side on which the value is of the mean; never where the interval holds the mean.
CREATE TEMP TABLE judged AS
	SELECT *, first_value((shrunk - credibility * value) / nullif(1 - credibility, 0)) OVER (PARTITION BY part ORDER BY credibility) AS mean FROM ours
		WHERE standing IS NOT NULL;
SELECT count(*) FILTER (WHERE standing <> 'no clear difference') > 150 AS named,
	count(*) FILTER (WHERE (standing <> 'no clear difference') <> (adjusted_p <= 1 - confidence)) AS p_disagrees,
	count(*) FILTER (WHERE standing = 'above average' AND value < mean OR standing = 'below average' AND value > mean) AS wrong_side,
	count(*) FILTER (WHERE standing = 'above average' AND lower < mean - 1e-9 OR standing = 'below average' AND upper > mean + 1e-9) AS interval_denies,
	count(*) FILTER (WHERE adjusted_p NOT BETWEEN 0 AND 1) AS not_probabilities
FROM judged;
-- The order of the rows does not show: to the last bit, where nothing is weighted.
SELECT count(*) AS units, count(*) FILTER (WHERE NOT o.weighted
	AND s.l::text IS DISTINCT FROM (o.rank, o.rank_low, o.rank_high, o.responses, o.value, o.lower, o.upper, o.shrunk, o.credibility, o.adjusted_p,
	o.standing)::text) AS bits_differ,
	count(*) FILTER (WHERE o.rank IS DISTINCT FROM (l).rank OR differs(o.shrunk, (l).shrunk::numeric, 100) OR differs(o.adjusted_p, (l).adjusted_p::numeric)
		OR o.standing IS DISTINCT FROM (l).standing) AS differences
FROM ours o JOIN (SELECT part, id, cx_leaderboard(tally, metric, confidence, NULL) OVER (PARTITION BY part ORDER BY id * 11 % 31, id) AS l
	FROM competitor) s USING (part, id);
-- Nor do rows that take no part, or another unit of measure.
SELECT count(*) AS units, count(*) FILTER (WHERE s.l::text IS DISTINCT FROM (o.rank, o.rank_low, o.rank_high, o.responses, o.value, o.lower, o.upper, o.shrunk,
	o.credibility, o.adjusted_p, o.standing)::text) AS differences
FROM ours o JOIN (SELECT part, id, cx_leaderboard(tally, metric, confidence, NULL) OVER (PARTITION BY part ORDER BY id) AS l FROM competitor
	WHERE cx_weight(tally) > 0) s USING (part, id);
SELECT count(*) > 200 AS units, count(*) FILTER (WHERE (a).rank <> (b).rank OR (a).rank_low <> (b).rank_low OR (a).rank_high <> (b).rank_high
	OR (a).standing <> (b).standing
	OR abs((a).shrunk * 25 - 25 - (b).shrunk) > 1e-9 OR abs((a).credibility - (b).credibility) > 1e-9
		OR abs((a).adjusted_p - (b).adjusted_p) > 1e-9) AS differences
FROM (SELECT cx_leaderboard(tally, 'mean', confidence, NULL) OVER (PARTITION BY part) AS a,
	cx_leaderboard(tally, 'index', confidence, NULL) OVER (PARTITION BY part) AS b FROM competitor WHERE metric = 'mean') q;
-- Mirrored, above is below.
SELECT count(*) > 200 AS units, count(*) FILTER (WHERE (a).standing <> CASE (b).standing WHEN 'above average' THEN 'below average'
	WHEN 'below average' THEN 'above average' ELSE (b).standing END
	OR abs((a).adjusted_p - (b).adjusted_p) > 1e-9 OR (a).rank_low <> units + 1 - (b).rank_high) AS differences
FROM (SELECT cx_leaderboard(tally, 'mean', confidence, NULL) OVER w AS a, cx_leaderboard(cx_reverse(tally), 'mean', confidence, NULL) OVER w AS b,
	count(cx_value(tally, 'mean')) OVER w AS units
	FROM competitor WHERE metric = 'mean' WINDOW w AS (PARTITION BY part)) q;

-- Special partitions.
CREATE FUNCTION board(metric cx_metric, VARIADIC units cx_tally[]) RETURNS text LANGUAGE sql
	RETURN (SELECT string_agg(format('%s %s', units[i], (rank, rank_low, rank_high, responses, round(value::numeric, 4), round(lower::numeric, 4),
			round(upper::numeric, 4), round(shrunk::numeric, 4), round(credibility::numeric, 4), round(adjusted_p::numeric, 6), standing)), E'\n' ORDER BY i)
		FROM (SELECT i, (cx_leaderboard(u, metric, digits => NULL) OVER ()).* FROM unnest(units) WITH ORDINALITY v(u, i)) b);
SELECT title, board('mean', VARIADIC units) FROM (VALUES
	(1, 'one alone', '{"[0,2]{1,2,4}"}'::cx_tally[]),
	(2, 'alone among those without a value', '{NULL,"[0,2]{1,0,1}","[0,2]{}","[0,2]{0,0,0}{0,0,0}3"}'),
	(3, 'nobody', '{NULL,"[0,2]{}"}'),
	(4, 'two', '{"[0,2]{30,5,5}","[0,2]{5,5,30}"}'),
	(5, 'too few answers to tell', '{"[0,2]{1,0,0}","[0,2]{0,0,1}"}'),
	(6, 'all equal', '{"[0,2]{3,3,3}","[0,2]{1,1,1}","[0,2]{20,20,20}"}'),
	(7, 'unanimous and equal', '{"[0,2]{0,5,0}","[0,2]{0,1,0}","[0,2]{0,9,0}"}'),
	(8, 'unanimous at an end', '{"[0,2]{0,0,5}","[0,2]{0,0,1}"}'),
	(9, 'unanimous and unequal', '{"[0,2]{0,500,0}","[0,2]{0,0,1}","[0,2]{900,0,0}"}'),
	(10, 'ties', '{"[0,2]{90,0,10}","[0,2]{10,0,90}","[0,2]{10,0,90}","[0,2]{90,0,10}"}')) v(i, title, units) ORDER BY i;
SELECT board('values {5,5,5}', '[0,2]{1,2,4}', '[0,2]{7,2,4}', '[0,2]{0,0,1}') AS worths_all_equal;
-- Digits: of scores; a credibility has two, a p-value two that count.
SELECT digits, (l).* FROM (SELECT area, digits, cx_leaderboard(now, 'nps', 0.95, digits) OVER (PARTITION BY digits) AS l FROM airport,
	unnest('{-1,0,2}'::integer[]) digits) q
WHERE area IN ('A', 'D') ORDER BY digits, area;
SELECT metric, (l).value, (l).lower, (l).shrunk, (l).credibility FROM (SELECT area, metric, cx_leaderboard(now, metric) OVER (PARTITION BY metric) AS l
	FROM airport, unnest('{nps,mean,index}'::cx_metric[]) metric) q WHERE area = 'A' ORDER BY metric;
-- The standing is that of the unrounded p.
SELECT confidence, (l).adjusted_p, (l).standing FROM (SELECT area, confidence, cx_leaderboard(now, 'nps', confidence) OVER (PARTITION BY confidence) AS l
	FROM airport, unnest('{0.9804,0.9806,0.98051,0.98053}'::float8[]) confidence) q WHERE area = 'E' ORDER BY confidence;
