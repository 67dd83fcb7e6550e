-- What each metric makes of each scale: the worths, and which scales fit.

-- The worth of each point is the value of a tally with one response there.
CREATE FUNCTION worths(low integer, high integer, metric cx_metric) RETURNS text LANGUAGE sql IMMUTABLE
	RETURN (SELECT string_agg(round(cx_value(cx_tally_from_counts(low,
				array_agg), metric)::numeric, 3)::float8::text, ' ' ORDER BY score)
		FROM (SELECT score, array_agg((point = score)::integer::float8 ORDER BY point)
			FROM generate_series(low, high) score, generate_series(low, high) point GROUP BY score) s);
SELECT metric, low, high, worths(low, high, metric) FROM (VALUES
	(0, 10, 'nps'), (1, 5, 'csat'), (0, 10, 'csat'), (0, 3, 'csat'), (0, 1, 'csat'), (1, 3, 'csat'), (1, 4, 'csat'), (-2, 2, 'csat'),
	(1, 7, 'ces'), (1, 7, 'mean'), (-3, 3, 'mean'), (-1000, -998, 'mean'), (998, 1000, 'ces'),
	(0, 10, 'index'), (1, 5, 'index'), (-1, 1, 'index'), (7, 8, 'index'), (1, 4, 'index'),
	(1, 5, 'top 1'), (1, 5, 'top 2'), (1, 5, 'top 4'), (0, 1, 'top 1'), (1, 5, 'bottom 1'), (1, 5, 'bottom 4'), (-3, 3, 'bottom 3'),
	(1, 5, 'net 2 2'), (1, 5, 'net 1 3'), (0, 10, 'net 2 7'), (1, 5, 'net 2 3'), (0, 1, 'net 1 1'),
	(1, 5, 'values {1,2,4,8,16}'), (1, 3, 'values {-1e15,0,1e15}'), (0, 1, 'values {0.125,-7.5}')) v(low, high, metric);

-- They agree with the definitions in plain SQL on every scale up to 13 points.
WITH scales AS (SELECT low, low + points - 1 AS high, points FROM (VALUES (-20), (-1), (0), (1), (64)) l(low), generate_series(2, 13) points),
points AS (SELECT low, high, points, score, score - low AS i,
		cx_tally_from_counts(low, (SELECT array_agg((p = score)::integer::float8 ORDER BY p) FROM generate_series(low, high) p)) AS tally
	FROM scales, generate_series(low, high) score),
worth AS (
	SELECT cx_value(tally, 'mean') AS got, score AS want FROM points
	UNION ALL SELECT cx_value(tally, 'ces'), score FROM points
	UNION ALL SELECT cx_value(tally, 'index'), (score - low)::float8 / (high - low) * 100 FROM points
	UNION ALL SELECT cx_value(tally, 'csat'), CASE WHEN score > high - CASE WHEN points < 4 THEN 1 ELSE 2 END THEN 100 ELSE 0 END FROM points
	UNION ALL SELECT cx_value(tally, 'top ' || k), CASE WHEN score > high - k THEN 100 ELSE 0 END FROM points, generate_series(1, points - 1) k
	UNION ALL SELECT cx_value(tally, 'bottom ' || k), CASE WHEN score < low + k THEN 100 ELSE 0 END FROM points, generate_series(1, points - 1) k
	UNION ALL SELECT cx_value(tally, 'net ' || t || ' ' || b), CASE WHEN score > high - t THEN 100 WHEN score < low + b THEN -100 ELSE 0 END
		FROM points, generate_series(1, points - 1) t, generate_series(1, points - t) b)
SELECT count(*) AS points, count(*) FILTER (WHERE abs(got - want) > 1e-12 OR got IS NULL) AS differences FROM worth;

-- A metric of the whole: nps is net 2 7 and the same as values, ces is mean,
-- bottom is top of the reverse-coded tally, csat is top 2.
SELECT count(*) AS tallies, bool_and(
	cx_value(tally, 'nps') = cx_value(tally, 'net 2 7') AND
	cx_value(tally, 'nps') = cx_value(tally, 'values {-100,-100,-100,-100,-100,-100,-100,0,0,100,100}') AND
	cx_value(tally, 'ces') = cx_value(tally, 'mean') AND
	cx_value(tally, 'bottom 3') = cx_value(cx_reverse(tally), 'top 3') AND
	cx_value(tally, 'csat') = cx_value(tally, 'top 2') AND
	abs(cx_value(tally, 'index') - 10 * cx_value(tally, 'mean')) < 1e-10 AND
	abs(cx_value(tally, 'top 2') - cx_value(tally, 'bottom 7') - cx_value(tally, 'nps')) < 1e-10) AS agree
FROM (SELECT cx_tally_from_counts(0, array_agg(((p * 7 + i * 13) % 31)::float8 ORDER BY p))
	FROM generate_series(1, 40) i, generate_series(0, 10) p GROUP BY i) t(tally);

-- A metric on a scale that it does not fit: the error names both.
\pset format unaligned
SELECT outcome(format('SELECT cx_value(%L, %L)', tally, metric)) FROM (VALUES
	('nps', '[1,5]{1,2,3,4,5}'), ('nps', '[0,9]{1,0,0,0,0,0,0,0,0,0}'), ('nps', '[1,11]{1,0,0,0,0,0,0,0,0,0,0}'), ('nps', '[-3,3]{}'),
	('top 5', '[1,5]{1,2,3,4,5}'), ('top 100', '[0,99]{}'), ('bottom 2', '[0,1]{1,1}'), ('net 3 3', '[1,5]{1,2,3,4,5}'), ('net 1 2', '[0,1]{1,1}'),
	('values {1,2}', '[1,3]{1,1,1}'), ('values {1,2,3}', '[-1,0]{1,1}'), ('Values { 1.0 }', '[0,10]{}')) v(metric, tally);
-- The same from the standard error.
SELECT outcome($$SELECT cx_stderr('[1,5]{1,2,3,4,5}', 'nps')$$);
-- One metric of a row that changes from fitting to not fitting.
SELECT outcome($$SELECT string_agg(cx_value(t, 'nps')::text, ',') FROM (VALUES ('[0,10]{1,0,0,0,0,0,0,0,0,0,0}'::cx_tally), ('[1,5]{1,0,0,0,0}')) v(t)$$);
-- Metric and scale change from row to row.
SELECT metric, tally, round(cx_value(tally::cx_tally, metric)::numeric, 3) AS value FROM (VALUES
	('nps', '[0,10]{0,0,0,0,0,0,0,1,0,0,1}'), ('mean', '[0,10]{0,0,0,0,0,0,0,1,0,0,1}'), ('mean', '[1,5]{0,0,0,1,2}'), ('top 1', '[1,5]{0,0,0,1,2}'),
	('top 1', '[1,6]{0,0,0,0,1,2}'), ('mean', '[2,6]{0,0,0,1,2}'), ('mean', '[1,5]{0,0,0,1,2}'), ('values {1,2,3,4,5}', '[2,6]{0,0,0,1,2}')) v(metric, tally);
DROP FUNCTION worths;
