-- cx_sparkline: a series of values as a line of blocks.

SELECT i, cx_sparkline(v) FROM (VALUES (1, '{1,2,3,4,5,6,7,8}'::float8[]), (2, '{8,1,4.5}'), (3, '{5,5,5}'), (4, '{7}'), (5, '{}'), (6, NULL),
	(7, '{1,NULL,3,NULL}'), (8, '{NULL,NULL}'), (9, '{-100,0,100}'), (10, '{{1,2},{3,4}}')) t(i, v) ORDER BY i;
-- On a given scale, which values may leave; by its lower or its upper end alone.
SELECT cx_sparkline('{40,50,60}', 0, 100), cx_sparkline('{-20,0,50,100,120}', 0, 100), cx_sparkline('{40,50,60}', low => 0),
	cx_sparkline('{40,50,60}', high => 100), cx_sparkline('{1,2}', 5, 5), cx_sparkline('{NULL}', 0, 1);
-- Beyond which all values may be.
SELECT cx_sparkline('{1,2,3}', low => 10) AS below, cx_sparkline('{1,2,3}', high => 0) AS above,
	cx_sparkline('{4,5,6}', 5, 5) AS around, cx_sparkline('{5,5}', low => 5) AS at;
SELECT outcome(format('SELECT cx_sparkline(%s)', arguments)) FROM unnest(ARRAY[$$'{1,NaN}'$$, $$'{1,Infinity}'$$, $$'{1}', 'NaN'$$, $$'{1}', 2, 1$$]) arguments;
SELECT cx_sparkline(array_agg(nps ORDER BY month)) FROM (SELECT at / 5 AS month, nps(score) FROM survey GROUP BY 1) s(month, nps);
