-- What is a score: a whole number on the scale, in whatever type.
\pset format unaligned
\pset fieldsep ' -> '

-- The first line of an outcome, for messages whose hint has been seen.
CREATE FUNCTION message(query text) RETURNS text LANGUAGE sql
	RETURN split_part(outcome(query), E'\n', 1);

-- Whole numbers of each type, up to the ends of the scale.  A column holds a
-- numeric in another form than an expression does.
CREATE TABLE scores (n numeric, n2 numeric(6,2));
INSERT INTO scores SELECT i, i FROM generate_series(0, 10) i;
INSERT INTO scores VALUES ('-0', '-0'), ('1e1', 1e1), ('10.000', 10.00), ('0.0', 0), ('0007', 7);
SELECT cx_tally(n, 0, 10), cx_tally(n2, 0, 10), cx_tally(n + 0, 0, 10), cx_tally(n * 1.000, 0, 10), cx_tally((n || '.0')::numeric, 0, 10),
	cx_tally(n::float8, 0, 10), cx_tally(-(-n), 0, 10) FROM scores WHERE n::text !~ '\.';
SELECT cx_tally(-n, -10, 0), cx_tally(n - 1000, -1000, -990), cx_tally(n + 990, 990, 1000), cx_tally(n * 100, 900, 1000) FILTER (WHERE n > 8),
	cx_tally((n - 1000)::float8, -1000, -990), cx_tally((n + 990)::real, 990, 1000) FROM scores;
SELECT cx_tally(n, 0, 1) FROM (VALUES (0.9999 + 0.0001), (1 - 1), (10000 / 10000.0), (1e-20 * 1e20)) v(n);

-- The whole error.
SELECT outcome('SELECT nps(11)');
SELECT outcome('SELECT cx_tally(4, -3, 3)');

-- Off the scale, in each type.
SELECT expression, message(format('SELECT nps(%s)', expression)) FROM (VALUES
	('11'), ('-1'), ('2147483647'), ('-2147483648'), ('11::smallint'), ('32767::smallint'), ('-32768::smallint'),
	('11::bigint'), ('9223372036854775807'), ('-9223372036854775808'), ('11::real'), ('-1::real'), ('3e38::real'),
	('11::numeric'), ('-1::numeric'), ('10000::numeric'), ('99999::numeric'), ('-10000::numeric'), ('1e40::numeric'), ('-1e40::numeric'),
	('11::double precision'), ('-1::double precision'), ('1e300'), ('1e300::double precision'), ('-1e300::double precision'),
	('''Infinity''::double precision'), ('''-Infinity''::double precision'), ('''Infinity''::numeric'), ('''-Infinity''::numeric'), ('''Infinity''::real'))
	v(expression);
-- Not whole, in each type.
SELECT expression, message(format('SELECT nps(%s)', expression)) FROM (VALUES
	('8.5'), ('8.5::double precision'), ('8.5::real'), ('0.1'), ('-0.5'), ('10.0001'), ('0.0001'), ('10.00000000000000000001'), ('-0.0001'),
	('1e-30::numeric'), ('10.5::double precision'), ('-0.5::double precision'), ('5e-324::double precision'), ('9.999999999999998::double precision'),
	('''NaN''::double precision'), ('''NaN''::real'), ('''NaN''::numeric'), ('11.5::numeric'), ('12345.5::numeric'), ('11.5::double precision')) v(expression);
-- Numeric columns meet the same errors as numeric expressions.
SELECT input, message(format('SELECT nps(n) FROM (SELECT n FROM scores UNION ALL SELECT %L) s', input)),
	message(format('WITH i AS (INSERT INTO scores VALUES (%L) RETURNING n) SELECT nps(n) FROM i', input)) FROM (VALUES ('11'), ('8.5'), ('-1'),
		('NaN')) v(input);

-- Each aggregate names its own scale.
SELECT expression, message(format('SELECT %s', expression)) FROM (VALUES
	('csat(0)'), ('csat(6::smallint)'), ('csat(4.5)'), ('csat(6::double precision)'), ('ces(0)'), ('ces(8::numeric)'), ('ces(8::smallint)'),
	('ces(0::double precision)'),
	('nps(11, 1)'), ('csat(0, 1)'), ('ces(7.5, 1)'), ('nps(''NaN'', 1)'), ('cx_tally(4, -3, 3)'), ('cx_tally(-4::smallint, -3, 3)'), ('cx_tally(3.5, -3, 3)'),
	('cx_tally(-3.5::double precision, -3, 3)'), ('cx_tally(4, -3, 3, 1)')) v(expression);
-- As much is missing to a whole number as rounding takes, on any scale; and more.
SELECT expression, message(format('SELECT cx_tally(%s)', expression)) FROM (VALUES
	('1e-17::double precision, -3, 3'), ('-1e-300::double precision, -3, 3'), ('1e-17::double precision, -3, 3, 1'),
	('1e-17::real, -3, 3'), ('1e-17::numeric, -3, 3'), ('999.9999999999999::double precision, 990, 1000'),
	('4.7::real * 10, 0, 100'), ('2.00001, 0, 10'), ('2.00002, 0, 10'), ('1.99998::real, 0, 10'), ('-0.00001::double precision, 0, 10'),
	('10.00002, 0, 10')) v(expression);
-- An error in any row is an error, whichever rows come before.
SELECT message('SELECT nps(i) FROM generate_series(0, 12) i');
SELECT message('SELECT csat(i) FROM generate_series(1, 12) i');

-- The hint for each thing that a score may be.
SELECT expression, split_part(outcome(format('SELECT %s', expression)), 'HINT: ', 2) AS hint FROM (VALUES
	('nps(11)'), ('nps(-1)'), ('nps(45)'), ('nps(99)'), ('nps(8.5)'), ('nps(''NaN''::float8)'), ('csat(0)'), ('csat(.87)'),
	('csat(6)'), ('csat(10)'), ('csat(80)'), ('csat(999)'), ('csat(4.33)'), ('csat(3.9)'),
	('ces(0)'), ('ces(9)'), ('ces(55)'), ('ces(4.5)'), ('ces(4.123)'), ('cx_tally(0, 1, 5)'), ('cx_tally(11, 0, 10)'), ('cx_tally(50, 0, 10)'),
	('cx_tally(500, 0, 10)'), ('cx_tally(5, -3, 3)'),
	('cx_tally(4.5, 1, 5)'), ('cx_tally(4.123, 1, 5)'), ('cx_tally(9.123, 0, 10)'), ('cx_tally(0.123, 0, 1)'), ('cx_tally_from_counts(6, 1, 1, 5)'),
	('csat(6, 1)'), ('cx_tally(6, 1, 5, 1)')) v(expression);
DROP TABLE scores;
DROP FUNCTION message;
