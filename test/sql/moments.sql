-- The type cx_moments and its aggregates: text and binary form, what is no
-- moments, and that merging parts gives the whole.
\pset null NULL

-- Text: three responses to one driver, of which the last did not answer it.
CREATE TEMP TABLE small AS SELECT cx_moments(y, ARRAY[x]) AS m FROM (VALUES (1::float8, 2::float8), (3, 6), (5, NULL)) v(y, x);
SELECT m, m::text::cx_moments::text = m::text AS again, pg_column_size(m), cx_moments_responses(m) FROM small;
SELECT encode(cx_moments_send('[1]2{2,2}{2,4,1}{2,4,8,0,0,0}'), 'hex') AS sent, encode(cx_moments_send('[3]0{}'), 'hex') AS empty;
SELECT ' [ 2 ] 0 { } '::cx_moments, '[1]1{1,1}{-0,-0.0,1}{0,0,0,0,0,0}'::cx_moments, '[1]5{0,0}{0,0,0}{0,0,0,0,0,0}'::cx_moments;
-- The shortest text that is exact, whatever the setting says.
SET extra_float_digits = -15;
SELECT cx_moments(0.1, '{0.7}'::float8[], 0.3) AS m;
RESET extra_float_digits;
-- Weights, and the largest there can be.
SELECT cx_moments(y, ARRAY[x], w) FROM (VALUES (1::float8, 2::float8, 0.5::float8), (3, 6, 1.5), (7, 7, 0), (7, 7, NULL)) v(y, x, w);
SELECT pg_column_size(cx_moments(1, array_fill(1::float8, ARRAY[k]))) AS size FROM unnest('{1,10,20,32}'::integer[]) k GROUP BY k ORDER BY k;

-- What is no moments.
SELECT input, outcome(format('SELECT %L::cx_moments', input)) AS outcome
	FROM unnest(ARRAY['', '[', '[x]0{}', '[1', '[1]', '[1]0', '[1]0{', '[1]0{}x', '[1]0{0,0}', '[0]0{}', '[33]0{}', '[-1]0{}',
	'[99999999999999999999]0{}', '[1]2', '[1]2{}', '[1]2{2}', '[1]2{2,2,2}', '[1]2{2,2}{1,1}', '[1]2{2,2}{1,1,1,1}', '[1]2{2,2}{1,1,1}',
		'[1]2{2,2}{1,1,1}{0,0,0,0,0}',
	'[1]2{2,2}{1,1,1}{0,0,0,0,0,0,0}', '[1]2{2,2}{1,1,1}{0,0,0,0,0,0}{', '[1]1.5{2,2}', '[1]-1{1,1}{1,1,1}{0,0,0,0,0,0}',
		'[1]9007199254740993{1,1}{1,1,1}{0,0,0,0,0,0}',
	'[1]2{-1,1}{1,1,1}{0,0,0,0,0,0}', '[1]2{NaN,1}{1,1,1}{0,0,0,0,0,0}', '[1]2{2,5}{1,1,1}{0,0,0,0,0,0}', '[1]2{2,0}{1,1,1}{0,0,0,0,0,0}',
		'[1]2{3,3}{1,1,1}{0,0,0,0,0,0}',
	'[1]2{2,2}{Infinity,1,1}{0,0,0,0,0,0}', '[1]2{2,2}{1,NaN,1}{0,0,0,0,0,0}', '[1]2{2,2}{1,1,1.5}{0,0,0,0,0,0}', '[1]2{2,2}{1,1,-0.5}{0,0,0,0,0,0}',
		'[1]2{0,0}{1,0,0}{0,0,0,0,0,0}',
	'[1]2{2,2}{1,1,1}{-1,0,0,0,0,0}', '[1]2{2,2}{1,1,1}{1,2,1,0,0,0}', '[1]2{2,2}{1,1,1}{1e301,0,0,0,0,0}', '[1]2{2,2}{1,1,1}{1e400,0,0,0,0,0}',
		'[1]2{2,2}{1,1,1}{1,x,1,0,0,0}']) input;

-- What the aggregates refuse, and where.
SELECT outcome(query) FROM (VALUES ('SELECT cx_moments(1, ''{}''::float8[])'), ('SELECT cx_moments(1, array_fill(1::float8, ARRAY[33]))'),
	('SELECT cx_moments(1, ''{{1,2},{3,4}}''::float8[])'),
	('SELECT cx_moments(1, x) FROM (VALUES (''{1,2}''::float8[]), (''{1,NULL,2}'')) v(x)'), ('SELECT cx_moments(1, ''{1,NULL,NaN}''::float8[])'),
		('SELECT cx_moments(1, ''{-Infinity}''::float8[])'),
	('SELECT cx_moments(''NaN'', ''{1}''::float8[])'), ('SELECT cx_moments(1, ''{1}''::float8[], -1)'),
		('SELECT cx_moments(1, ''{1}''::float8[], 1e-101)'), ('SELECT cx_moments(1, ''{1}''::float8[], ''Infinity'')'),
	('SELECT cx_moments(1, ARRAY[x]) FROM (VALUES (1e200::float8), (-1e200)) v(x)'),
		('SELECT cx_moments(x, ''{1}''::float8[]) FROM (VALUES (1e308::float8), (-1e308)) v(x)'),
	('SELECT cx_moments_merge(m) FROM (VALUES (''[1]0{}''::cx_moments), (''[2]0{}'')) v(m)'),
		('SELECT cx_moments_combine(''[1]9007199254740992{1,1}{1,1,1}{0,0,0,0,0,0}'', ''[1]1{1,1}{1,1,1}{0,0,0,0,0,0}'')'),
	('SELECT cx_moments_combine(''[1]1{1e154,1e308}{1,1,1}{0,0,0,0,0,0}'', ''[1]1{1e154,1e308}{1,1,1}{0,0,0,0,0,0}'')')) v(query);
-- No response at all, and rows that are none.
SELECT cx_moments(y, x) IS NULL AS none, cx_moments(y, x) FILTER (WHERE y > 100) IS NULL AS filtered, cx_moments_merge(NULL) IS NULL AS merged
FROM (VALUES (NULL::float8, '{1,2}'::float8[]), (1, NULL), (NULL, '{1,2,3}')) v(y, x);
SELECT cx_moments(y, x, w) FROM (VALUES (1::float8, '{5}'::float8[], 0::float8)) v(y, x, w);
SELECT cx_moments_combine(NULL, NULL), cx_moments_combine('[1]0{}', NULL), cx_moments_combine(NULL, '[1]0{}'), cx_moments_combine('[1]0{}',
	'[1]1{1,1}{1,1,1}{0,0,0,0,0,0}'),
	cx_moments_combine('[1]1{1,1}{1,1,1}{0,0,0,0,0,0}', '[1]0{}'), cx_moments_combine('[1]5{0,0}{0,0,0}{0,0,0,0,0,0}', '[1]0{}');

-- Random responses, some of them incomplete or weighted. Drivers are large beside
-- how they vary, or of different sizes.
CREATE TEMP TABLE response AS
	SELECT i, i % 5 AS part, round((random() * 10)::numeric)::float8 AS y, random() + 0.1 AS w,
		ARRAY[random(), CASE WHEN random() < 0.8 THEN 1000 + random() END, CASE WHEN i % 50 > 0 THEN floor(random() * 5) * 1e-3 END, 7,
			random() * 1e6] AS x
	FROM generate_series(1, 400) i, (SELECT setseed(0.25)) s;
-- The numbers of moments, and by how much two of them differ at most, each number
-- beside how much its columns vary.
CREATE FUNCTION numbers_of(m cx_moments, list integer) RETURNS float8[] LANGUAGE sql
	RETURN string_to_array((regexp_split_to_array(m::text, '[{}]+'))[1 + list], ',')::float8[];
CREATE FUNCTION difference(a cx_moments, b cx_moments) RETURNS float8 LANGUAGE sql
BEGIN ATOMIC
	WITH columns AS (SELECT cardinality(numbers_of(a, 2)) AS n),
		size AS (SELECT i, greatest(sqrt((numbers_of(a, 3))[i * (i + 1) / 2]), 1e-12 * abs((numbers_of(a, 2))[i]), 1e-300) AS deviation
			FROM columns, generate_series(1, n) i)
	SELECT greatest(CASE WHEN cx_moments_responses(a) = cx_moments_responses(b) THEN 0 ELSE 1 END,
		(SELECT max(abs(x - y) / greatest(abs(x), 1e-300)) FROM unnest(numbers_of(a, 1), numbers_of(b, 1)) u(x, y)),
		(SELECT max(abs(x - y) / greatest(abs(x), 1e-300)) FROM unnest(numbers_of(a, 2), numbers_of(b, 2)) u(x, y)),
		(SELECT max(abs((numbers_of(a, 3))[i.i * (i.i - 1) / 2 + j.i] - (numbers_of(b, 3))[i.i * (i.i - 1) / 2 + j.i]) / (i.deviation * j.deviation))
			FROM size i JOIN size j ON j.i <= i.i));
END;
-- Plain SQL for the numbers.
CREATE TEMP VIEW z AS SELECT i, w, c, z FROM response, unnest(y || (SELECT array_agg(coalesce(v, 0))
	FROM unnest(x) v) || (SELECT array_agg((v IS NOT NULL)::integer::float8) FROM unnest(x) v)) WITH ORDINALITY u(z, c);
CREATE TEMP VIEW plain AS SELECT c, sum(w * z) / sum(w) AS mean FROM z GROUP BY c;
SELECT count(*) AS means, max(abs(mean - (numbers_of(m, 2))[c]) / abs(mean)) < 1e-12 AS alike FROM plain, (SELECT cx_moments(y, x, w) AS m
	FROM response) s;
SELECT count(*) AS comoments, count(*) FILTER (WHERE abs(plain - (numbers_of(m, 3))[a * (a - 1) / 2 + b]) > 1e-10 * sqrt(va * vb) + 1e-12)
	AS different
FROM (SELECT a.c AS a, b.c AS b, sum(a.w * (a.z - p.mean) * (b.z - q.mean)) AS plain, sum(a.w * (a.z - p.mean) ^ 2) AS va,
	sum(a.w * (b.z - q.mean) ^ 2) AS vb
	FROM z a JOIN z b ON a.i = b.i AND b.c <= a.c JOIN plain p ON p.c = a.c JOIN plain q ON q.c = b.c GROUP BY a.c, b.c) s,
		(SELECT cx_moments(y, x, w) AS m FROM response) t;

-- Whatever the parts are, merging them gives the whole, in either order the same.
SELECT 'weights of 1' AS "case", difference(cx_moments(y, x), cx_moments(y, x, 1)) = 0 AS ok FROM response
UNION ALL SELECT format('%s parts', parts), difference(whole, merged) < 1e-12
	FROM unnest('{1,2,3,10,100,400}'::integer[]) parts, (SELECT cx_moments(y, x, w) AS whole FROM response) a,
		LATERAL (SELECT cx_moments_merge(m) AS merged FROM (SELECT cx_moments(y, x, w) AS m FROM response GROUP BY i % parts) p) b
UNION ALL SELECT 'order of rows', difference(cx_moments(y, x), cx_moments(y, x ORDER BY i DESC)) < 1e-12 FROM response
UNION ALL SELECT 'either order', bool_and(cx_moments_combine(a, b)::text = cx_moments_combine(b, a)::text)
	FROM (SELECT cx_moments(y, x) AS a, cx_moments(y, x, w) AS b FROM response GROUP BY part) s
UNION ALL SELECT 'either order of equal weights', bool_and(cx_moments_combine(a.m, b.m)::text = cx_moments_combine(b.m, a.m)::text)
	FROM (SELECT cx_moments(y, x) AS m FROM response GROUP BY part) a, (SELECT cx_moments(y, x) AS m FROM response GROUP BY part) b
UNION ALL SELECT 'outside an aggregate', difference(m, (SELECT cx_moments(y, x) FROM response WHERE i <= 2)) < 1e-12
	FROM (SELECT cx_moments_add(cx_moments_add(NULL, a.y, a.x), b.y, b.x) AS m FROM response a, response b WHERE a.i = 1 AND b.i = 2) s;
-- What never varies stays exactly so: its row of co-moments is 0.
SELECT DISTINCT (numbers_of(m, 3))[15] AS constant, (numbers_of(m, 2))[5] AS mean
FROM (SELECT cx_moments(y, ARRAY[x[1], x[3], x[5], 0.1], w) AS m FROM response UNION ALL
	SELECT cx_moments_merge(m) FROM (SELECT cx_moments(y, ARRAY[x[1], x[3], x[5], 0.1], w) AS m FROM response GROUP BY i % 7) s) t;

-- Functions leave their arguments alone, and values are read in whatever form
-- they are stored: with a short header, compressed, out of line.
CREATE TEMP TABLE stored (form text, m cx_moments);
INSERT INTO stored SELECT 'short', cx_moments(y, ARRAY[x[1]]) FROM response UNION ALL SELECT 'compressed', cx_moments(y, x || x || x || x)
	FROM response;
ALTER TABLE stored ALTER m SET STORAGE external;
INSERT INTO stored SELECT 'external', cx_moments(y, x || x || x || x || x || x) FROM response;
SELECT form, pg_column_size(m) BETWEEN 100 AND 110 AS short, pg_column_size(m) < 4000 AS compressed, cx_moments_combine(m, m) IS NOT NULL AS combined,
	length(m::text) = length(m::text::cx_moments::text) AS read,
	cx_moments_add(m, 1, array_fill(1::float8, ARRAY[substr(m::text, 2, strpos(m::text, ']') - 2)::integer])) IS NOT NULL AS added,
		cx_moments_responses(m) FROM stored ORDER BY form;
SELECT sum(cx_moments_responses(m)) AS unchanged FROM stored;

-- In windows, whose frames are computed anew; in groups that share the state.
SELECT count(*) AS rows, count(*) FILTER (WHERE moving <> least(i, 3) OR whole <> 400) AS wrong
FROM (SELECT i, cx_moments_responses(cx_moments(y, x) OVER (ORDER BY i ROWS 2 PRECEDING)) AS moving, cx_moments_responses(cx_moments(y, x) OVER ())
	AS whole FROM response) s;
SELECT part, cx_moments_responses(cx_moments(y, x)) FROM response GROUP BY ROLLUP (part) ORDER BY part;
