-- Setup: the extension, and the functions that the other tests share.

CREATE EXTENSION cx_metrics;

-- What belongs to the extension by the catalogue.
CREATE VIEW members AS
	SELECT classid, objid FROM pg_depend
	WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e' AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'cx_metrics');

-- What a query returns, or the error that it meets: SQLSTATE, message, detail
-- and hint, a line each.
CREATE FUNCTION outcome(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	result text;
	message text;
	detail text;
	hint text;
BEGIN
	EXECUTE query INTO result;
	RETURN coalesce(result, 'NULL');
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT,
		detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	RETURN SQLSTATE || ': ' || message ||
		coalesce(E'\n\tDETAIL: ' || nullif(detail, ''), '') ||
		coalesce(E'\n\tHINT: ' || nullif(hint, ''), '');
END $$;

-- The same for the SQLSTATE alone, where the message is PostgreSQL's own.
CREATE FUNCTION outcome_code(query text) RETURNS text LANGUAGE sql
	RETURN left(outcome(query), 5);

-- What becomes of a text as a cx_tally or a cx_metric.
CREATE FUNCTION read_tally(input text) RETURNS text LANGUAGE sql
	RETURN outcome(format('SELECT %L::cx_tally', input));
CREATE FUNCTION read_metric(input text) RETURNS text LANGUAGE sql
	RETURN outcome(format('SELECT %L::cx_metric', input));

-- Aggregates without a final function: their result is the state itself, a
-- tally in the working layout.
CREATE AGGREGATE state_of(score integer) (
	SFUNC = cx_tally_add, STYPE = cx_tally, INITCOND = '[0,10]{}', COMBINEFUNC = cx_tally_merge, PARALLEL = SAFE,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MINITCOND = '[0,10]{}');
CREATE AGGREGATE state_of(score double precision, weight double precision) (
	SFUNC = cx_tally_add, STYPE = cx_tally, INITCOND = '[0,10]{}', COMBINEFUNC = cx_tally_merge, PARALLEL = SAFE);

-- Answers for all aggregates: scores on three scales, weights (multiples of a
-- quarter, so that sums are exact), counts per score, tallies, and tallies of
-- which some are weighted; all of them with NULLs.  What a tally holds stands
-- beside it in plain columns: counts, weights, squared weights and responses.
CREATE TABLE survey (
	id integer PRIMARY KEY, team integer, channel integer, at integer, day date, stamp timestamp,
	score integer, five integer, seven integer, good boolean, weight numeric, responses bigint,
	tally cx_tally, mixed cx_tally, n numeric[], m numeric[], q numeric[], r numeric);
INSERT INTO survey (id, team, channel, at, day, stamp, score, five, seven, good, weight, responses, n)
	SELECT id, id % 4, id % 3, id * 37 % 60 / 2, date '2024-01-01' + id * 37 % 60,
		timestamp '2024-01-01' + id * 37 % 60 * interval '7 hours',
		CASE WHEN id % 7 <> 0 THEN (id * 31 + id / 5 * 3) % 11 END,
		CASE WHEN id % 8 <> 0 THEN (id * 13 + id / 3) % 5 + 1 END,
		CASE WHEN id % 9 <> 0 THEN (id * 5 + id / 4) % 7 + 1 END,
		CASE WHEN id % 6 <> 0 THEN id % 5 < 3 END,
		CASE WHEN id % 10 <> 0 THEN (id * 3 % 14) / 4.0 END,
		CASE WHEN id % 5 <> 0 THEN id % 17 * (id % 3) END,
		CASE WHEN id % 11 = 0 THEN array_fill(0::numeric, ARRAY[11])
			WHEN id % 9 <> 0 THEN ARRAY(SELECT (id * point + id) % 5 * (point % 3) FROM generate_series(0, 10) point) END
	FROM generate_series(1, 240) id;
UPDATE survey SET tally = cx_tally_from_counts(0, n::float8[]), r = (SELECT sum(c) FROM unnest(n) c),
	-- In a third of the rows each response weighs a half.
	m = CASE WHEN id % 3 = 0 THEN (SELECT array_agg(c / 2) FROM unnest(n) c) ELSE n END,
	q = CASE WHEN id % 3 = 0 THEN (SELECT array_agg(c / 4) FROM unnest(n) c) ELSE n END;
UPDATE survey SET mixed = CASE WHEN id % 3 <> 0 OR n IS NULL THEN tally
	ELSE format('[0,10]{%s}{%s}%s', array_to_string(m, ','), array_to_string(q, ','), r)::cx_tally END;

-- Each aggregate and the same in plain SQL, both as text; @ is the place of
-- FILTER and OVER.
CREATE TABLE checks (ours text PRIMARY KEY, plain text);
CREATE FUNCTION number(numeric) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
	RETURN round($1, 8)::float8::text;
CREATE FUNCTION number(double precision) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
	RETURN round($1::numeric, 8)::float8::text;
-- An expression for each of the points 0 to 10, in which # is the point.
CREATE FUNCTION each_point(expression text, separator text DEFAULT ', ') RETURNS text LANGUAGE sql IMMUTABLE
	RETURN (SELECT string_agg(replace(expression, '#', point::text), separator ORDER BY point) FROM generate_series(0, 10) point);
-- The text of a tally whose cells are given by lists of expressions.
CREATE FUNCTION tally_text(counts text) RETURNS text LANGUAGE sql IMMUTABLE
	RETURN 'format(''[0,10]{%s}'', concat_ws('','', ' || counts || '))';
CREATE FUNCTION tally_text(weights text, squares text, responses text) RETURNS text LANGUAGE sql IMMUTABLE
	RETURN 'format(''[0,10]{%s}{%s}%s'', concat_ws('','', ' || weights || '), concat_ws('','', ' || squares || '), ' || responses || ')';

INSERT INTO checks
	SELECT format(ours, type), plain
	FROM unnest(ARRAY['smallint', 'integer', 'bigint', 'real', 'numeric', 'double precision']) type, (VALUES
		('number(nps(score::%s) @)', 'number(avg(CASE WHEN score >= 9 THEN 100 WHEN score <= 6 THEN -100 WHEN score <= 8 THEN 0 END) @)'),
		('number(csat(five::%s) @)', 'number(avg(CASE WHEN five >= 4 THEN 100 WHEN five <= 3 THEN 0 END) @)'),
		('number(ces(seven::%s) @)', 'number(avg(seven) @)'),
		('cx_tally(score::%s, 0, 10) @ ::text',
			'CASE WHEN count(score) @ > 0 THEN ' || tally_text(each_point('count(CASE WHEN score = # THEN 1 END) @')) || ' END')) v(ours, plain);
INSERT INTO checks VALUES
	('number(csat(good) @)', 'number(avg(CASE WHEN good THEN 100 WHEN NOT good THEN 0 END) @)'),
	('number(nps(score, weight) @)', 'number(sum(weight * CASE WHEN score >= 9 THEN 100 WHEN score <= 6 THEN -100 WHEN score <= 8 THEN 0 END) @ / '
		'nullif(sum(CASE WHEN score >= 0 THEN weight END) @, 0))'),
	('number(csat(five, weight) @)', 'number(sum(weight * CASE WHEN five >= 4 THEN 100 WHEN five <= 3 THEN 0 END) @ / '
		'nullif(sum(CASE WHEN five >= 0 THEN weight END) @, 0))'),
	('number(ces(seven, weight) @)', 'number(sum(weight * seven) @ / nullif(sum(CASE WHEN seven >= 0 THEN weight END) @, 0))'),
	('cx_tally(score, 0, 10, weight) @ ::text', 'CASE WHEN count(score + weight) @ > 0 THEN ' || tally_text(
		each_point('number(coalesce(sum(CASE WHEN score = # THEN weight END) @, 0))'),
		each_point('number(coalesce(sum(CASE WHEN score = # THEN weight * weight END) @, 0))'), 'count(score + weight) @') || ' END'),
	('cx_tally_from_counts(score, responses, 0, 10) @ ::text', 'CASE WHEN sum(CASE WHEN score >= 0 THEN responses END) @ > 0 THEN ' ||
		tally_text(each_point('coalesce(sum(CASE WHEN score = # THEN responses END) @, 0)')) || ' END'),
	('state_of(score) @ ::text', 'CASE WHEN count(score) @ = 0 THEN ''[0,10]{}'' ELSE ' ||
		tally_text(each_point('count(CASE WHEN score = # THEN 1 END) @')) || ' END'),
	('cx_merge(tally) @ ::text', 'CASE WHEN sum(r) @ > 0 THEN ' || tally_text(each_point('sum(n[1 + #]) @')) ||
		' WHEN count(tally) @ > 0 THEN ''[0,10]{}'' END'),
	('cx_merge(mixed) @ ::text', 'CASE WHEN max(CASE WHEN id % 3 = 0 THEN r END) @ > 0 THEN ' ||
			tally_text(each_point('number(sum(m[1 + #]) @)'), each_point('number(sum(q[1 + #]) @)'), 'sum(r) @') ||
		' WHEN sum(r) @ > 0 THEN ' || tally_text(each_point('sum(n[1 + #]) @')) || ' WHEN count(mixed) @ > 0 THEN ''[0,10]{}'' END'),
	('number(nps(tally) @)', 'number(sum(100 * (n[10] + n[11] - n[1] - n[2] - n[3] - n[4] - n[5] - n[6] - n[7])) @ / nullif(sum(r) @, 0))'),
	('number(csat(tally) @)', 'number(sum(100 * (n[10] + n[11])) @ / nullif(sum(r) @, 0))'),
	('number(ces(tally) @)', 'number(sum(' || each_point('# * n[1 + #]', ' + ') || ') @ / nullif(sum(r) @, 0))'),
	('number(nps(mixed) @)', 'number(sum(100 * (m[10] + m[11] - m[1] - m[2] - m[3] - m[4] - m[5] - m[6] - m[7])) @ / nullif(sum(' ||
		each_point('m[1 + #]', ' + ') || ') @, 0))'),
	('number(csat(mixed) @)', 'number(sum(100 * (m[10] + m[11])) @ / nullif(sum(' || each_point('m[1 + #]', ' + ') || ') @, 0))'),
	('number(ces(mixed) @)', 'number(sum(' || each_point('# * m[1 + #]', ' + ') || ') @ / nullif(sum(' || each_point('m[1 + #]', ' + ') || ') @, 0))');

-- The query of all checks, with something in the place of @ and something
-- behind the FROM clause.
CREATE FUNCTION check_query(place text, tail text) RETURNS text LANGUAGE sql
	RETURN (SELECT 'SELECT ' || string_agg(format('(%s) AS o%s, (%s) AS p%s', replace(ours, '@', place), i, replace(plain, '@', place), i), ', ') || ' ' || tail
		FROM (SELECT *, row_number() OVER (ORDER BY ours) AS i FROM checks) c);
-- Its number of rows, how many results of ours are not NULL, and which
-- aggregates differ from plain SQL.
CREATE FUNCTION check_aggregates(place text, tail text, OUT rows bigint, OUT not_null bigint, OUT differing text) LANGUAGE plpgsql AS $$
DECLARE
	not_nulls text;
	differences text;
BEGIN
	SELECT string_agg(format('count(o%s)', i), ' + '),
		string_agg(format('CASE WHEN bool_or(o%s IS DISTINCT FROM p%s) THEN %L END', i, i, ours), ', ')
	INTO not_nulls, differences FROM (SELECT *, row_number() OVER (ORDER BY ours) AS i FROM checks) c;
	EXECUTE format('SELECT count(*), %s, concat_ws(%L, %s) FROM (%s OFFSET 0) q', not_nulls, ', ', differences, check_query(place, tail))
		INTO rows, not_null, differing;
END $$;

-- Tallies whose content stands in plain columns, for checks in plain SQL: the
-- number of answers on each point from low on, and what each of them weighs
-- there (NULL in an unweighted tally).
CREATE FUNCTION tally_of(low integer, answers numeric[], weight numeric[]) RETURNS cx_tally LANGUAGE sql IMMUTABLE
	RETURN (SELECT format(CASE WHEN weight IS NULL OR sum(n) = 0 THEN '[%s,%s]{%s}' ELSE '[%s,%s]{%s}{%s}%s' END, low, low + count(*) - 1,
			string_agg(trim_scale(n * coalesce(w, 1))::text, ',' ORDER BY i), string_agg(trim_scale(n * w * w)::text, ',' ORDER BY i), sum(n))::cx_tally
		FROM unnest(answers, weight) WITH ORDINALITY v(n, w, i));
-- Random ones: many small counts, few large; weights of a quarter to two.
CREATE FUNCTION random_answers(points integer, size integer) RETURNS numeric[] LANGUAGE plpgsql AS $$
BEGIN
	RETURN ARRAY(SELECT floor(random() ^ 3 * (size + 1)) FROM generate_series(1, points));
END $$;
CREATE FUNCTION random_weights(points integer) RETURNS numeric[] LANGUAGE plpgsql AS $$
BEGIN
	RETURN ARRAY(SELECT floor(random() * 8 + 1) / 4 FROM generate_series(1, points));
END $$;
-- What each point is worth; bottom and values are left out.
CREATE FUNCTION worths_of(metric text, low integer, high integer) RETURNS numeric[] LANGUAGE sql IMMUTABLE
	RETURN (SELECT array_agg(CASE split_part(metric, ' ', 1)
			WHEN 'nps' THEN CASE WHEN x >= 9 THEN 100 WHEN x <= 6 THEN -100 ELSE 0 END
			WHEN 'csat' THEN CASE WHEN x > high - CASE WHEN high - low < 3 THEN 1 ELSE 2 END THEN 100 ELSE 0 END
			WHEN 'top' THEN CASE WHEN x > high - split_part(metric, ' ', 2)::integer THEN 100 ELSE 0 END
			WHEN 'net' THEN CASE WHEN x > high - split_part(metric, ' ', 2)::integer THEN 100 WHEN x < low + split_part(metric, ' ', 3)::integer THEN -100
				ELSE 0 END
			WHEN 'mean' THEN x WHEN 'index' THEN 100 * (x - low)::numeric / (high - low) END ORDER BY x)
		FROM generate_series(low, high) x);
-- The value, the variance of an answer, Kish's effective size, and that of the
-- value (Korn & Graubard's, capped at Kish's); NULL without weight.
CREATE FUNCTION moments(answers numeric[], weight numeric[], worth numeric[], OUT value numeric, OUT variance numeric, OUT size numeric,
	OUT effective numeric) LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
	SELECT m.value, s.variance, s.kish, least(s.variance / nullif(s.error, 0), s.kish)
	FROM (SELECT sum(n * coalesce(w, 1) * v) / nullif(sum(n * coalesce(w, 1)), 0) AS value, sum(n * coalesce(w, 1)) AS total, sum(n * coalesce(w, 1) ^ 2)
		AS squares
		FROM unnest(answers, weight, worth) u(n, w, v)) m,
		LATERAL (SELECT sum(n * coalesce(w, 1) * (v - m.value) ^ 2) / nullif(m.total, 0) AS variance, sum(n * coalesce(w,
			1) ^ 2 * (v - m.value) ^ 2) / nullif(m.total, 0) ^ 2 AS error,
			m.total ^ 2 / nullif(m.squares, 0) AS kish FROM unnest(answers, weight, worth) u(n, w, v)) s;
END;
-- Equal but for rounding.
CREATE FUNCTION differs(ours double precision, plain numeric, scale numeric DEFAULT 1) RETURNS boolean LANGUAGE sql IMMUTABLE
	RETURN CASE WHEN ours IS NULL OR plain IS NULL THEN (ours IS NULL) <> (plain IS NULL) ELSE abs(ours::numeric - plain) > 1e-9 * scale END;
-- The normal distribution above x: the series about 0, the continued fraction far
-- from it.
CREATE FUNCTION normal_tail(x float8) RETURNS float8 LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	term float8 := x;
	sum float8 := 0;
BEGIN
	IF x < 0 THEN
		RETURN 1 - normal_tail(-x);
	ELSIF x > 38 THEN
		RETURN 0;
	ELSIF x < 3 THEN
		FOR k IN 1..60 LOOP
			sum := sum + term;
			EXIT WHEN abs(term) < 1e-20;
			term := term * x * x / (2 * k + 1);
		END LOOP;
		RETURN 0.5 - exp(-x * x / 2) / sqrt(2 * pi()) * sum;
	END IF;
	FOR k IN REVERSE 100..1 LOOP
		sum := k / (x + sum);
	END LOOP;
	RETURN exp(-x * x / 2) / sqrt(2 * pi()) / (x + sum);
END $$;
-- exp(x) - 1 and ln(1 + x), which are not lost in rounding near 0.
CREATE FUNCTION exp_less_1(x float8) RETURNS float8 LANGUAGE sql IMMUTABLE
	RETURN CASE WHEN abs(x) > 0.5 THEN exp(x) - 1 ELSE x * (1 + x / 2 * (1 + x / 3 * (1 + x / 4 * (1 + x / 5 * (1 + x / 6 * (1 + x / 7 * (1 + x / 8
		* (1 + x / 9 * (1 + x / 10 * (1 + x / 11 * (1 + x / 12 * (1 + x / 13 * (1 + x / 14))))))))))))) END;
CREATE FUNCTION ln_1_more(x float8) RETURNS float8 LANGUAGE sql IMMUTABLE
	RETURN CASE WHEN 1 + x = 1 THEN x ELSE x * (ln(1 + x) / (1 + x - 1)) END;
-- Shares p of the worths v tilted by t, proportional to p exp(t v): the cumulant
-- K(t), and its derivatives, the mean and the variance.  Terms that are too small
-- to count would underflow.
CREATE FUNCTION tilted_by(p float8[], v float8[], t float8, OUT k float8, OUT mean float8, OUT variance float8) LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	most float8 := (SELECT max(t * e) FROM unnest(v) e);
	sum float8;
BEGIN
	SELECT sum(w), sum(w * e) / sum(w) INTO sum, mean FROM (SELECT e, a * exp(greatest(t * e - most, -600)) AS w FROM unnest(p, v) u(a, e)) s;
	SELECT sum(w * (e - mean) ^ 2) / sum INTO variance FROM (SELECT e, a * exp(greatest(t * e - most, -600)) AS w FROM unnest(p, v) u(a, e)) s;
	k := CASE WHEN (SELECT max(abs(t * e)) < 0.5 FROM unnest(v) e) THEN (SELECT ln_1_more(sum(a * exp_less_1(t * e))) FROM unnest(p, v) u(a, e))
		ELSE ln(sum) + most END;
END $$;
-- Tilted to the mean x: t, and K and its second derivative for v - x.  By Newton's
-- steps, halving where they lead astray.
CREATE FUNCTION tilted(p float8[], v float8[], x float8, OUT t float8, OUT k float8, OUT k2 float8) LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	e float8[] := ARRAY(SELECT w - x FROM unnest(v) w);
	high float8 := (SELECT 1000 / (max(w) - min(w)) FROM unnest(v) w);
	low float8 := -high;
	mean float8;
	next float8 := 0;
BEGIN
	FOR step IN 1..200 LOOP
		t := next;
		SELECT a.k, a.mean, a.variance INTO k, mean, k2 FROM tilted_by(p, e, t) a;
		IF mean < 0 THEN
			low := t;
		ELSE
			high := t;
		END IF;
		next := t - mean / nullif(k2, 0);
		EXIT WHEN abs(next - t) <= 1e-15 * abs(t) OR mean = 0 OR high - low <= 1e-15 * abs(t);
		IF next IS NULL OR next <= low OR next >= high THEN
			next := (low + high) / 2;
		END IF;
	END LOOP;
END $$;
-- What is known of answers by the worth of their points: each worth once,
-- ascending, and its share.
CREATE FUNCTION by_worth(answers numeric[], weight numeric[], worth numeric[], OUT v float8[], OUT p float8[]) LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
	SELECT array_agg(w::float8 ORDER BY w), array_agg((c / nullif(total, 0))::float8 ORDER BY w)
	FROM (SELECT w, sum(n * coalesce(g, 1)) AS c, sum(sum(n * coalesce(g, 1))) OVER () AS total FROM unnest(answers, weight, worth) u(n, g, w) GROUP BY w) s;
END;

-- Examples whose answers are known.  The boarding areas of San Francisco
-- International Airport (see airport.sql), with the year before beside them:
CREATE TABLE areas (area text, wave integer, tally cx_tally);
INSERT INTO areas VALUES
	('A', 2017, '[0,10]{8,2,3,5,3,28,44,74,175,152,230}'), ('A', 2018, '[0,10]{10,3,11,10,8,54,44,85,166,119,151}'),
	('B', 2017, '[0,10]{1,0,0,1,2,14,4,15,35,35,59}'), ('B', 2018, '[0,10]{0,2,1,3,2,21,8,32,53,32,84}'),
	('C', 2017, '[0,10]{0,0,0,0,1,14,11,19,49,56,76}'), ('C', 2018, '[0,10]{1,1,0,0,5,20,6,30,42,22,62}'),
	('D', 2017, '[0,10]{3,0,2,2,2,23,13,36,92,82,131}'), ('D', 2018, '[0,10]{2,1,4,4,2,34,26,46,113,92,171}'),
	('E', 2017, '[0,10]{1,2,0,1,0,9,5,25,32,32,68}'), ('E', 2018, '[0,10]{1,1,4,0,1,7,2,16,29,41,55}'),
	('F', 2017, '[0,10]{2,1,2,2,4,17,22,50,123,74,147}'), ('F', 2018, '[0,10]{5,1,1,4,3,24,22,51,90,83,123}'),
	('G', 2017, '[0,10]{2,1,1,8,6,39,31,72,171,133,161}'), ('G', 2018, '[0,10]{5,2,3,5,3,45,25,74,108,109,124}');
CREATE VIEW airport AS
	SELECT area, now.tally AS now, before.tally AS before FROM areas now JOIN areas before USING (area) WHERE now.wave = 2018 AND before.wave = 2017;
-- the hits of eighteen batters, 45 times at bat each (Efron & Morris 1975);
CREATE VIEW batters AS
	SELECT batter, hits, cx_tally_from_counts(0, ARRAY[45 - hits, hits]) AS tally
	FROM unnest('{18,17,16,15,14,14,13,12,11,11,10,10,10,10,10,9,8,7}'::integer[]) WITH ORDINALITY u(hits, batter);
-- sixty units close to one another, of which the last is far above;
CREATE VIEW crowd AS
	SELECT unit, cx_tally_from_counts(0, ARRAY[n - hits, hits]) AS tally
	FROM generate_series(1, 60) unit, LATERAL (SELECT 80 + 5 * (unit % 5)) s(n),
		LATERAL (SELECT CASE WHEN unit = 60 THEN n - 4 ELSE floor(n * (50 + 3 * (7 * unit % 13 - 6)) / 100.0 + 0.5)::integer END) h(hits);
-- forty stores that hardly changed, of which the first rose by 25.5 points.
CREATE VIEW stores AS
	SELECT store, cx_tally_from_counts(0, ARRAY[80 - 2 * b, 120, 200 + 2 * b]) AS before,
		cx_tally_from_counts(0, CASE WHEN store = 1 THEN '{30,110,260}' ELSE ARRAY[80 - 2 * b - c, 120, 200 + 2 * b + c] END) AS now
	FROM generate_series(1, 40) store, LATERAL (SELECT 7 * store % 11 - 5, 5 * store % 13 - 6) d(b, c);

-- The helpers notice what they are there for.
SELECT outcome('SELECT 1'), outcome('SELECT NULL'), outcome_code('SELECT 1/0') = '22012' AS "an error is told";
SELECT count(*) AS checks FROM checks;
INSERT INTO checks VALUES ('''wrong'' || count(*) @', '''right'' || count(*) @');
SELECT * FROM check_aggregates('', 'FROM survey');
DELETE FROM checks WHERE ours ~ 'wrong';
SELECT * FROM check_aggregates('', 'FROM survey');
SELECT tally_of(1, '{0,1,2}', NULL), tally_of(1, '{0,1,2}', '{1,2,0.5}'), number(value), number(variance), number(size), number(effective)
	FROM moments('{1,4,1}', '{2,0.5,2}', worths_of('mean', 1, 3));
SELECT worths_of('nps', 0, 10), worths_of('csat', 1, 5), worths_of('csat', 0, 1), worths_of('top 1', 1, 3), worths_of('net 2 1', 1, 5), worths_of('mean', -1,
	1), worths_of('index', 1, 5)::float8[];
SELECT differs(1, 1 + 1e-10), differs(1, 1 + 1e-8), differs(1, 1 + 1e-8, 100), differs(NULL, NULL), differs(1, NULL), differs(NULL, 1);
-- Tails by scipy.stats.norm.sf.
SELECT x, round((normal_tail(x) / sf)::numeric, 11) AS ratio
FROM (VALUES (-1::float8, 0.8413447460685429::float8), (0, 0.5), (2.9, 0.0018658133003840375),
	(3, 0.0013498980316300933), (10, 7.61985302416047e-24), (37, 5.7255712225239266e-300)) v(x, sf);
SELECT exp_less_1(1e-20), round((exp_less_1(0.5) / 0.6487212707001282)::numeric, 14) AS ratio,
	ln_1_more(1e-20), round((ln_1_more(1e-8) / 9.99999995e-09)::numeric, 14) AS ratio;
-- Of shares of 3/4 and 1/4 tilted to one half: t = ln 3, K = ln(sqrt(3) / 2).
SELECT number(t - ln(3::float8)) AS t, number(k - ln(sqrt(3::float8) / 2)) AS k, number(k2) AS k2 FROM tilted('{0.75,0.25}', '{0,1}', 0.5);
SELECT * FROM by_worth('{1,2,3,4,6}', '{1,1,1,2,1}', worths_of('csat', 1, 5));

-- What a rollup holds, and whether that is what a fresh count says: for the tests
-- of cx_rollup, which they create.
CREATE FUNCTION rollup_state(rollup regclass) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	groups bigint;
	responses bigint;
BEGIN
	EXECUTE format('SELECT count(*), sum(cx_responses(tally)) FROM %s', rollup) INTO groups, responses;
	RETURN format('%s groups, %s responses, %s differ', groups, coalesce(responses, 0), (SELECT count(*) FROM cx_check_rollup(rollup)));
END $$;
