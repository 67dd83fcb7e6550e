-- Merging (+) and subtracting (-) tallies.

-- Counts add up, on every point.
SELECT '[1,5]{1,2,3,4,5}'::cx_tally + '[1,5]{5,4,3,2,1}', '[1,5]{6,6,6,6,6}'::cx_tally - '[1,5]{5,4,3,2,1}';
-- So do weights, squared weights and responses.
SELECT '[1,3]{1.5,0,2}{1.25,0,4}3'::cx_tally + '[1,3]{0.5,1,0}{0.25,1,0}2';
-- An unweighted tally counts as one whose responses weigh 1.
SELECT '[1,3]{1,0,2}'::cx_tally + '[1,3]{0.5,1,0}{0.25,1,0}2', '[1,3]{0.5,1,0}{0.25,1,0}2'::cx_tally + '[1,3]{1,0,2}';
-- Responses of weight 0 add to the number of responses alone.
SELECT '[1,3]{0,0,0}{0,0,0}4'::cx_tally + '[1,3]{1,0,2}', '[1,3]{0,0,0}{0,0,0}4'::cx_tally + '[1,3]{0,0,0}{0,0,0}1';
-- The empty tally changes nothing, not even the layout of the sum.
SELECT t + '[1,3]{}' = t AND '[1,3]{}' + t = t AS same, t FROM (VALUES
	('[1,3]{}'::cx_tally), ('[1,3]{1,0,2}'), ('[1,3]{1.5,0,2}{1.25,0,4}3'), ('[1,3]{0,0,0}{0,0,0}4')) v(t);
-- Subtracting a tally from itself, or nothing from it.
SELECT t - t AS nothing, t - '[1,3]{}' = t AS same FROM (VALUES ('[1,3]{}'::cx_tally), ('[1,3]{1,0,2}')) v(t);
-- NULL is unknown.
SELECT '[1,3]{1,0,2}'::cx_tally + NULL IS NULL, NULL - '[1,3]{1,0,2}'::cx_tally IS NULL;

-- Whatever the order and the grouping, counts merge alike: all permutations
-- of four tallies by every way to bracket three operators.
WITH t(i, t) AS (VALUES (1, '[0,3]{1,2,3,4}'::cx_tally), (2, '[0,3]{}'), (3, '[0,3]{0,128,0,7}'), (4, '[0,3]{4503599627370496,0,0,1}')),
p AS (SELECT a.t AS a, b.t AS b, c.t AS c, d.t AS d FROM t a, t b, t c, t d
	WHERE a.i <> b.i AND a.i <> c.i AND a.i <> d.i AND b.i <> c.i AND b.i <> d.i AND c.i <> d.i)
SELECT count(*) AS sums, count(DISTINCT sum) AS different, min(sum::text) AS sum
FROM p, unnest(ARRAY[((a + b) + c) + d, (a + (b + c)) + d, a + ((b + c) + d), a + (b + (c + d)), (a + b) + (c + d)]) sum;

-- So do weights that are sums of powers of two; others within rounding.
WITH t(i, t) AS (VALUES (1, '[0,1]{1.5,0}{2.25,0}1'::cx_tally), (2, '[0,1]{3,4}'), (3, '[0,1]{0,0.125}{0,0.015625}1')),
p AS (SELECT a.t AS a, b.t AS b, c.t AS c FROM t a, t b, t c WHERE a.i <> b.i AND a.i <> c.i AND b.i <> c.i)
SELECT count(*) AS sums, count(DISTINCT sum) AS different, min(sum::text) AS sum
FROM p, unnest(ARRAY[(a + b) + c, a + (b + c)]) sum;

-- What was added can be taken away again.
SELECT count(*) AS pairs, count(*) FILTER (WHERE a + b - b <> a) AS not_undone
FROM (SELECT cx_tally_from_counts(-2, ARRAY[i, i * i, 0, 1000 ^ i, 7]) FROM generate_series(0, 5) i) a(a),
	(SELECT cx_tally_from_counts(-2, ARRAY[i % 2, 3 ^ i, i, 127 + i, 0]) FROM generate_series(0, 5) i) b(b);

-- Different scales.
\pset format unaligned
SELECT outcome($$SELECT '[0,10]{}'::cx_tally + '[1,5]{}'$$);
SELECT outcome($$SELECT '[0,10]{}'::cx_tally - '[-3,3]{}'$$);
SELECT outcome($$SELECT '[0,5]{}'::cx_tally + '[1,5]{}'$$);
SELECT outcome($$SELECT '[0,4]{}'::cx_tally + '[1,5]{}'$$);
SELECT outcome($$SELECT '[0,1]{1,1}{1,1}2'::cx_tally + '[1,2]{}'$$);
-- Too few responses to subtract.
SELECT outcome($$SELECT '[-1,1]{5,5,5}'::cx_tally - '[-1,1]{6,0,0}'$$);
SELECT outcome($$SELECT '[-1,1]{}'::cx_tally - '[-1,1]{0,0,1}'$$);
-- Weighted tallies cannot be subtracted, on either side.
SELECT outcome($$SELECT '[0,1]{1,1}{1,1}2'::cx_tally - '[0,1]{1,1}'$$);
SELECT outcome($$SELECT '[0,1]{1,1}'::cx_tally - '[0,1]{1,1}{1,1}2'$$);
SELECT outcome($$SELECT '[0,1]{0,0}{0,0}2'::cx_tally - '[0,1]{0,0}{0,0}2'$$);
