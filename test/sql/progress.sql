-- cx_progress: the changes of a partition's units.

CREATE TABLE area (name text, y2017 cx_tally, y2018 cx_tally);
INSERT INTO area VALUES
	('A', '[0,10]{8,2,3,5,3,28,44,74,175,152,230}', '[0,10]{10,3,11,10,8,54,44,85,166,119,151}'),
	('B', '[0,10]{1,0,0,1,2,14,4,15,35,35,59}', '[0,10]{0,2,1,3,2,21,8,32,53,32,84}'),
	('C', '[0,10]{0,0,0,0,1,14,11,19,49,56,76}', '[0,10]{1,1,0,0,5,20,6,30,42,22,62}'),
	('D', '[0,10]{3,0,2,2,2,23,13,36,92,82,131}', '[0,10]{2,1,4,4,2,34,26,46,113,92,171}'),
	('E', '[0,10]{1,2,0,1,0,9,5,25,32,32,68}', '[0,10]{1,1,4,0,1,7,2,16,29,41,55}'),
	('F', '[0,10]{2,1,2,2,4,17,22,50,123,74,147}', '[0,10]{5,1,1,4,3,24,22,51,90,83,123}'),
	('G', '[0,10]{2,1,1,8,6,39,31,72,171,133,161}', '[0,10]{5,2,3,5,3,45,25,74,108,109,124}');
SELECT name, (cx_progress(y2018, y2017, 'nps') OVER ()).* FROM area ORDER BY rank;
-- Changes that know the level: A -18.096292, B -8.032597, C -12.562293,
-- D -4.609153, E 1.352677, F -4.753550, G -7.390409 by another program.  The
-- functions of one figure say the same.
SELECT name, round((p).shrunk::numeric, 6) AS shrunk, (p).shrunk = shrunk AND (p).rank = rank AND (p).credibility = z AS alike,
	cx_range((p).change_lower, (p).change_upper, '[]') = cx_change_interval(y2018, y2017, 'nps') AS interval
FROM (SELECT *, cx_progress(y2018, y2017, 'nps', digits => NULL) OVER () AS p, cx_shrunk_change(y2018, y2017, 'nps') OVER () AS shrunk,
	cx_most_improved(y2018, y2017, 'nps') OVER () AS rank, cx_change_credibility(y2018, y2017, 'nps') OVER () AS z FROM area) q ORDER BY name;
-- One-sided p by the interval: A .9999998, B .9155883, C .9973863, D .8563819,
-- E .2907119, F .7080867, G .8284580.  Greater and less add up to 1; two-sided is
-- twice the smaller.
SELECT name, round(greater::numeric, 7) AS greater, abs(greater + less - 1) < 1e-15 AS complement, abs(p - 2 * least(greater, less)) < 1e-15 AS twice
FROM (SELECT name, cx_change_p(y2018, y2017, 'nps', 'greater') AS greater, cx_change_p(y2018, y2017, 'nps', 'less') AS less,
	cx_change_p(y2018, y2017, 'nps') AS p FROM area) q ORDER BY name;

-- Forty stores of the design's own, of which the first truly rose: the others are
-- not credited, and it is not shrunk away.
CREATE TABLE store AS SELECT i, cx_tally_from_counts(0, ARRAY[80 - 2 * b, 120, 200 + 2 * b]::float8[]) AS before,
		cx_tally_from_counts(0, CASE i WHEN 1 THEN ARRAY[30, 110, 260] ELSE ARRAY[80 - 2 * b - c, 120, 200 + 2 * b + c] END::float8[]) AS after
	FROM generate_series(1, 40) i, LATERAL (SELECT 7 * i % 11 - 5 AS b, 5 * i % 13 - 6 AS c) v;
SELECT i, (p).change, round((p).shrunk::numeric, 6) AS shrunk, round((p).credibility::numeric, 6) AS credibility, (p).rank, (p).verdict
FROM (SELECT i, cx_progress(after, before, 'values {-100,0,100}', digits => NULL) OVER () AS p FROM store) q WHERE i IN (1, 2, 6, 11) ORDER BY i;

-- A period that is lacking, and who takes no part.
SELECT i, (cx_progress(current, previous, 'csat') OVER ()).*
	FROM (VALUES (1, '[1,5]{1,2,3,4,5}'::cx_tally, NULL::cx_tally), (2, NULL, '[1,5]{5,4,3,2,1}'), (3, '[1,5]{}', '[1,5]{1,1,1,1,1}'),
	(4, NULL, NULL), (5, '[1,5]{}', '[1,5]{}'), (6, '[1,5]{1,2,3,4,5}', '[1,5]{5,4,3,2,1}'), (7, '[1,5]{2,2,3,4,9}', '[1,5]{2,2,3,4,9}')) v(i,
	current, previous) ORDER BY i;
-- One alone is judged: it needs no company.
SELECT (cx_progress('[1,5]{1,2,3,4,90}', '[1,5]{50,4,3,2,41}', 'csat') OVER ()).*;
-- From one end to the other.
SELECT (cx_progress('[1,5]{0,0,0,0,9}', '[1,5]{9,0,0,0,0}', 'csat') OVER ()).change,
	(cx_progress('[1,5]{0,0,0,0,9}', '[1,5]{9,0,0,0,0}', 'csat') OVER ()).verdict;
SELECT outcome(format('SELECT cx_progress(y2018, y2017, ''nps'', %s) OVER () FROM area LIMIT 1', parameters))
	FROM unnest('{"0.95, -2","0","NULL","0.9 + ascii(name) / 1000.0"}'::text[]) parameters;
-- The order of the rows does not show.
SELECT count(DISTINCT result) FROM (SELECT s, string_agg(i || ':' || b::text, ' ' ORDER BY i) AS result
	FROM (SELECT s, i, cx_progress(after, before, 'values {-100,0,100}', digits => NULL) OVER (PARTITION BY s ORDER BY md5(s || '-' || i)) AS b
		FROM store, generate_series(1, 20) s) q GROUP BY s) r;
DROP TABLE area, store;
