-- Sparklines: a series of values as a line of blocks.
\pset null NULL

-- The blocks U+2581 to U+2588 as the digits 1 to 8, and a space as a full stop.
CREATE FUNCTION digits(line text) RETURNS text LANGUAGE sql IMMUTABLE
	RETURN translate(line, U&'\2581\2582\2583\2584\2585\2586\2587\2588 ', '12345678.');

-- From the lowest to the highest, or on the scale that is given: eight equal
-- parts, of which the last holds its upper end.
SELECT digits(cx_sparkline('{0,1,2,3,4,5,6,7}')) AS steps, digits(cx_sparkline('{7,3.5,0,-7}')) AS falling,
	digits(cx_sparkline('{0,12.4,12.5,25,87.4,87.5,100}')) AS borders,
	digits(cx_sparkline('{40,50,60}', 0, 100)) AS scale, digits(cx_sparkline('{40,50,60}', low => 0)) AS low,
		digits(cx_sparkline('{40,50,60}', high => 100)) AS high,
	digits(cx_sparkline('{-5,50,105}', 0, 100)) AS beyond;
-- NULL is a gap; values that are all equal are in the middle, as is one alone.
-- Beyond a scale is beyond it though it has no height, or another end that no
-- value reaches.
SELECT digits(cx_sparkline('{NULL,1,NULL,3,NULL}')) AS gaps, digits(cx_sparkline('{5,5,NULL,5}')) AS equal, digits(cx_sparkline('{5}')) AS one,
	digits(cx_sparkline('{5,6,4}', 5, 5)) AS no_height, digits(cx_sparkline('{NULL,NULL}')) AS nothing, cx_sparkline('{}') = '' AS empty,
		cx_sparkline(NULL) AS "null", cx_sparkline(NULL, 0, 100) AS null_on_scale,
	digits(cx_sparkline('{4,6}', 5)) AS below, digits(cx_sparkline('{4,6}', 7)) AS all_below, digits(cx_sparkline('{4,6}', high => 3)) AS all_above;
-- The largest numbers and the smallest; arrays that do not begin at 1, or have
-- rows and columns.
SELECT digits(cx_sparkline('{-1.7e308,0,1.7e308}')) AS large, digits(cx_sparkline('{0,4.9e-324,9.9e-324}')) AS small,
	digits(cx_sparkline('[5:6]={1,2}')) AS bounds, digits(cx_sparkline('{{1,2},{3,4}}')) AS rows,
	length(cx_sparkline(ARRAY(SELECT i % 8 FROM generate_series(1, 100000) i)::float8[])) AS long;
-- Integers and numeric values are cast; NaN and infinity have no place.
SELECT digits(cx_sparkline(ARRAY[1, 2, 8])) AS integers, digits(cx_sparkline(ARRAY[1.5, 2, 8])) AS numerics;
SELECT call, outcome('SELECT digits(cx_sparkline(' || call || '))')
	FROM unnest(ARRAY['''{1,NaN}''', '''{1,Infinity}''', '''{NULL,-Infinity}''', '''{1}'', ''NaN''', '''{1}'', 0, ''Infinity''', '''{1}'', 2, 1',
	'''{NULL}'', 2, 1', '''{}'', 2, 1']) call;
-- Over a series of tallies, in the order that is asked for.
SELECT digits(cx_sparkline(array_agg(cx_value(tally, 'nps') ORDER BY area), -100, 100)) AS areas,
	digits(cx_sparkline(array_agg(cx_value(tally, 'nps') ORDER BY area))) AS from_lowest FROM areas WHERE wave = 2018;

-- In an encoding without these characters it is an error, not another character.
SELECT current_database() AS database \gset
CREATE DATABASE cx_sparkline_latin1 TEMPLATE template0 ENCODING LATIN1 LC_COLLATE 'C' LC_CTYPE 'C';
\c cx_sparkline_latin1
CREATE EXTENSION cx_metrics;
SELECT cx_sparkline(NULL) IS NULL AS "null";
SELECT cx_sparkline('{1,2}');
\c :database
DROP DATABASE cx_sparkline_latin1;
