-- The functions over one tally, against plain SQL.
\pset null NULL

-- Tallies of many scales, unweighted, weighted, empty, of one response and of
-- responses that weigh nothing.
CREATE TABLE tallies (id integer GENERATED ALWAYS AS IDENTITY, tally cx_tally);
INSERT INTO tallies (tally)
	SELECT cx_tally(low + abs(hashint4(id * 1000 + i)) % points, low, low + points - 1)
	FROM (SELECT id, 2 + id * id % 30 AS points, (ARRAY[0, 1, -3, -1000, 960])[1 + id % 5] AS low FROM generate_series(1, 60) id) s,
		generate_series(1, 1 + id * 7) i
	GROUP BY id, low, points;
INSERT INTO tallies (tally)
	SELECT cx_tally(low + abs(hashint4(id * 1000 + i)) % points, low, low + points - 1, (abs(hashint4(i)) % 9) ^ 2 / 7.0)
	FROM (SELECT id, 2 + id * id % 30 AS points, (ARRAY[0, 1, -3, -1000, 960])[1 + id % 5] AS low FROM generate_series(1, 60) id) s,
		generate_series(1, 1 + id * 7) i
	GROUP BY id, low, points;
INSERT INTO tallies (tally) VALUES ('[0,10]{}'), ('[0,10]{0,0,0,0,0,0,0,0,0,0,1}'), ('[1,5]{0,0,0.5,0,0}{0,0,0.25,0,0}1'),
	('[1,5]{0,0,0,0,0}{0,0,0,0,0}3'), ('[1,5]{0,0,3,0,0}'), ('[-1,1]{1,0,1}');
SELECT count(*), count(*) FILTER (WHERE tally::text LIKE '%}{%') AS weighted FROM tallies;

-- The cells of each tally, read from its JSON, as exact numbers.
CREATE TABLE cells AS
	SELECT id, ((scale ->> 0)::integer + i - 1)::integer AS score, i, c::text::numeric AS c, s::text::numeric AS s,
		responses::numeric AS n, jsonb_array_length(weights) AS points
	FROM tallies, LATERAL (SELECT tally::jsonb -> 'scale', coalesce(tally::jsonb -> 'weights', tally::jsonb -> 'counts'),
			coalesce(tally::jsonb -> 'squares', tally::jsonb -> 'counts'), tally::jsonb -> 'responses') j(scale, weights, squares, responses),
		ROWS FROM (jsonb_array_elements(weights), jsonb_array_elements(squares)) WITH ORDINALITY e(c, s, i);

-- The formulas in plain SQL: value, standard error, Kish.
CREATE FUNCTION same(got double precision, want numeric) RETURNS boolean LANGUAGE sql IMMUTABLE
	RETURN CASE WHEN got IS NULL OR want IS NULL THEN got IS NULL AND want IS NULL
		ELSE abs(got::numeric - want) <= 1e-11 * greatest(1, abs(want)) END;
WITH worths AS (
	SELECT metric, id, n, c, s, CASE metric
		WHEN 'mean' THEN score
		WHEN 'index' THEN 100.0 * (i - 1) / (points - 1)
		WHEN 'top 1' THEN CASE WHEN i = points THEN 100 ELSE 0 END
		WHEN 'bottom 1' THEN CASE WHEN i = 1 THEN 100 ELSE 0 END
		WHEN 'net 1 1' THEN CASE WHEN i = points THEN 100 WHEN i = 1 THEN -100 ELSE 0 END
		WHEN 'csat' THEN CASE WHEN i > points - CASE WHEN points < 4 THEN 1 ELSE 2 END THEN 100 ELSE 0 END END::numeric AS v
	FROM cells, (VALUES ('mean'), ('index'), ('top 1'), ('bottom 1'), ('net 1 1'), ('csat')) m(metric)),
plain AS (
	SELECT metric, id, n, sum(c) AS w, theta, sqrt(sum(s * (v - theta) ^ 2)) / nullif(sum(c), 0) AS se, sum(c) ^ 2 / nullif(sum(s), 0) AS kish
	FROM (SELECT *, sum(c * v) OVER t / nullif(sum(c) OVER t, 0) AS theta FROM worths WINDOW t AS (PARTITION BY metric, id)) x
	GROUP BY metric, id, n, theta)
SELECT metric, count(*) AS tallies,
	count(*) FILTER (WHERE NOT same(cx_value(tally, metric), theta)) AS values_differ,
	count(*) FILTER (WHERE NOT same(cx_stderr(tally, metric), CASE WHEN n >= 2 THEN se END)) AS errors_differ,
	count(*) FILTER (WHERE NOT same(cx_effective_responses(tally), kish)) AS kish_differs,
	count(*) FILTER (WHERE cx_responses(tally) <> n) AS responses_differ,
	count(*) FILTER (WHERE NOT same(cx_weight(tally), CASE WHEN n > 0 THEN w END)) AS weights_differ
FROM plain JOIN tallies USING (id) GROUP BY metric ORDER BY metric;

-- The structure: scale, counts, count and share of every part of the scale,
-- reverse coding.
SELECT count(*) AS tallies,
	bool_and(cx_scale(tally) = format('[%s,%s]', low, high)::cx_range) AS scale,
	bool_and(lower_inc(cx_scale(tally)) AND upper_inc(cx_scale(tally))) AS closed,
	bool_and(cx_counts(tally) = counts) AS counts,
	bool_and(cx_scale(cx_reverse(tally)) = cx_scale(tally) AND cx_counts(cx_reverse(tally)) = reversed AND
		cx_responses(cx_reverse(tally)) = cx_responses(tally)) AS reverse,
	bool_and(cx_reverse(cx_reverse(tally)) = tally) AS twice,
	bool_and(cx_effective_responses(cx_reverse(tally)) IS NOT DISTINCT FROM cx_effective_responses(tally) OR
		same(cx_effective_responses(cx_reverse(tally)), cx_effective_responses(tally)::numeric)) AS kish,
	bool_and(same(cx_value(cx_reverse(tally), 'mean'), low + high - cx_value(tally, 'mean')::numeric)) AS reversed_mean
FROM tallies JOIN (
	SELECT id, min(score) AS low, max(score) AS high, array_agg(c::float8 ORDER BY score) AS counts, array_agg(c::float8 ORDER BY score DESC) AS reversed
	FROM cells GROUP BY id) c USING (id);
SELECT count(*) AS parts, count(*) FILTER (WHERE NOT same(cx_count(tally, first, last), count)) AS counts_differ,
	count(*) FILTER (WHERE NOT same(cx_share(tally, first, last), 100 * count / nullif(total, 0))) AS shares_differ
FROM (SELECT id, l.score AS first, h.score AS last, sum(c.c) FILTER (WHERE c.score BETWEEN l.score AND h.score) AS count, sum(c.c) AS total
	FROM cells l JOIN cells h USING (id) JOIN cells c USING (id)
	WHERE l.score <= h.score AND l.points <= 12 GROUP BY id, l.score, h.score) p JOIN tallies USING (id);

-- Equal distributions give equal values, whatever the number of responses.
SELECT metric, count(DISTINCT cx_value(cx_tally_from_counts(0, counts), metric)) AS different
FROM generate_series(1, 1000) k, LATERAL (SELECT ARRAY(SELECT c * k FROM unnest(ARRAY[1, 2, 3, 1, 0, 5, 7, 11, 2, 3, 6]::float8[]) c)) a(counts),
	(VALUES ('nps'), ('mean'), ('index'), ('csat'), ('values {0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9,1.1,1.3}')) m(metric)
GROUP BY metric ORDER BY metric;

-- What an empty tally gives, one response, responses of no weight, a unanimous
-- tally.
SELECT tally, cx_value(tally, 'mean') AS value, cx_stderr(tally, 'mean') AS stderr, cx_responses(tally) AS responses, cx_weight(tally) AS weight,
	round(cx_effective_responses(tally)::numeric, 6) AS effective, cx_scale(tally) AS scale, cx_counts(tally) AS counts, cx_count(tally, 0, 1) AS count,
	cx_share(tally, 0, 1) AS share, cx_reverse(tally) AS reverse
FROM (VALUES ('[-1,1]{}'::cx_tally), ('[-1,1]{0,0,1}'), ('[-1,1]{0.5,0,0}{0.25,0,0}1'), ('[-1,1]{0,0,0}{0,0,0}3'), ('[-1,1]{0,7,0}'),
	('[-1,1]{0,1.5,0}{0,1.25,0}2'), ('[-1,1]{0.5,0,0}{0.25,0,0}2')) v(tally);

-- NULL in, NULL out.
SELECT num_nonnulls(cx_value(NULL, 'mean'), cx_value('[0,1]{1,1}', NULL::cx_metric), cx_stderr(NULL, 'mean'), cx_stderr('[0,1]{1,1}', NULL::cx_metric),
	cx_responses(NULL), cx_weight(NULL), cx_effective_responses(NULL), cx_scale(NULL), cx_counts(NULL), cx_count(NULL, 0, 1), cx_count('[0,1]{1,1}', NULL, 1),
	cx_count('[0,1]{1,1}', 0, NULL), cx_share(NULL, 0, 1), cx_share('[0,1]{1,1}', NULL, 1), cx_share('[0,1]{1,1}', 0, NULL), cx_reverse(NULL),
	cx_tally_from_counts(NULL, ARRAY[1, 2]), cx_tally_from_counts(0, NULL)) AS not_null;

-- Parts that are none.
\pset format unaligned
SELECT part, outcome(format('SELECT cx_count(%s)', part)), outcome(format('SELECT cx_share(%s)',
	part)) = outcome(format('SELECT cx_count(%s)', part)) AS share_alike
FROM (VALUES ('''[0,10]{}'', -1, 10'), ('''[0,10]{}'', 0, 11'), ('''[0,10]{}'', 6, 5'), ('''[0,10]{}'', 11, 12'), ('''[1,5]{}'', 0, 0'),
	('''[-3,3]{}'', -2147483648, 2147483647')) v(part);

-- From an array of counts.
SELECT cx_tally_from_counts(low, counts) FROM (VALUES
	(0, ARRAY[1, 2]::float8[]), (-3, ARRAY[0, 0, 0, 0, 0, 0, 7]), (-1000, ARRAY[1, 0]), (999, ARRAY[0, 1]), (0, ARRAY[0, 0]), (0, '[7:8]={3,4}'),
	(0, ARRAY[9007199254740992, -0.0]), (0, ARRAY[1e3, 2.0])) v(low, counts);
SELECT cx_tally_from_counts(1, ARRAY[1, 2, 3]), cx_tally_from_counts(1, ARRAY[1, 2, 3]::bigint[]), cx_tally_from_counts(1, ARRAY[1, 2, 3.0]);
SELECT count(*) FILTER (WHERE cx_tally_from_counts(lower(cx_scale(tally))::integer, cx_counts(tally)) <> tally) AS not_restored
FROM tallies WHERE tally::text NOT LIKE '%}{%';
SELECT call, outcome(format('SELECT cx_tally_from_counts(%s)', call)) FROM (VALUES
	('0, ARRAY[1, NULL]'), ('0, ARRAY[1.5, 2]'), ('0, ARRAY[-1, 2]'), ('0, ''{NaN,0}'''), ('0, ''{0,Infinity}'''), ('0, ''{-Infinity,0}'''),
	('0, ARRAY[0, 9007199254740994]'), ('5, ARRAY[0, 1e300]'), ('0, ''{}'''), ('0, ARRAY[1]'), ('0, ARRAY[ARRAY[1, 2], ARRAY[3, 4]]'),
	('0, ARRAY[ARRAY[1, 2]]'), ('-1001, ARRAY[1, 2]'), ('1000, ARRAY[1, 2]'), ('2147483647, ARRAY[1, 2]'), ('-2147483648, ARRAY[1, 2]'),
	('0, array_fill(1, ARRAY[102])'), ('900, array_fill(1, ARRAY[101])')) v(call);
SELECT outcome($$SELECT cx_tally_from_counts(900, array_fill(1, ARRAY[102]))$$);

DROP TABLE tallies, cells;
DROP FUNCTION same;
