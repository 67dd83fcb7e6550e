-- The largest counts and weights, the longest scales: exact, or an error.
\pset format unaligned
\pset null NULL

-- 2^53 responses on a point; one more is an error, however it is added.
SELECT '[0,1]{9007199254740991,0}'::cx_tally + '[0,1]{1,9007199254740992}';
SELECT outcome($$SELECT '[0,1]{9007199254740992,0}'::cx_tally + '[0,1]{1,0}'$$);
SELECT outcome($$SELECT '[0,1]{0,9007199254740992}'::cx_tally + '[0,1]{0,9007199254740992}'$$);
SELECT outcome($$SELECT cx_merge(t) FROM (SELECT '[0,1]{0,4503599627370496}'::cx_tally FROM generate_series(1, 2)) v(t)$$);
SELECT outcome($$SELECT cx_merge(t) FROM (SELECT '[0,1]{0,4503599627370496}'::cx_tally FROM generate_series(1, 3)) v(t)$$);
SELECT outcome($$SELECT csat(t) FROM (SELECT '[0,1]{0,4503599627370496}'::cx_tally FROM generate_series(1, 2050)) v(t)$$);
SELECT outcome($$SELECT cx_tally_add('[0,10]{9007199254740992,0,0,0,0,0,0,0,0,0,9007199254740991}', 10)$$);
SELECT outcome($$SELECT cx_tally_add('[0,10]{9007199254740992,0,0,0,0,0,0,0,0,0,9007199254740991}', 0)$$);
SELECT outcome('SELECT cx_tally_from_counts(1, n, 0, 1) FROM (VALUES (9007199254740991), (1)) v(n)');
SELECT outcome('SELECT cx_tally_from_counts(1, n, 0, 1) FROM (VALUES (9007199254740991), (2)) v(n)');
SELECT outcome($$SELECT '[0,1]{9007199254740992,0}'::cx_tally - '[0,1]{9007199254740992,0}'$$);

-- A merge that passes it in the middle of a long scale.
SELECT outcome(format('SELECT %L::cx_tally + %L', t, u)) FROM (
	SELECT cx_tally_from_counts(-50, array_agg(c)), cx_tally_from_counts(-50, array_agg(CASE WHEN i = 57 THEN 1 ELSE 0 END::float8))
	FROM (SELECT i, (CASE WHEN i = 57 THEN 9007199254740992 ELSE i END)::float8 FROM generate_series(1, 101) i) x(i, c)) v(t, u);

-- All of 101 points full: the number of responses is exact still.
CREATE TABLE full_tally AS SELECT cx_tally_from_counts(-50, array_fill(9007199254740992::float8, ARRAY[101])) AS tally;
SELECT cx_responses(tally), 101 * 9007199254740992 AS expected, tally::json ->> 'responses' AS json, cx_value(tally, 'mean') AS mean,
	round(cx_stderr(tally, 'mean')::numeric * 1e9, 4) AS stderr, round((sqrt(850) / sqrt(101 * 9007199254740992))::numeric * 1e9, 4) AS expected,
	cx_weight(tally) = 101 * 9007199254740992 AS weight, cx_effective_responses(tally) = 101 * 9007199254740992 AS effective,
	round(cx_share(tally, -50, 50)::numeric, 9) AS share, cx_reverse(tally) = tally AS reverse, tally::text::cx_tally = tally AS text,
	pg_column_size(tally) AS bytes FROM full_tally;
SELECT tally - tally AS none FROM full_tally;
-- As a weighted tally it would have more than 2^53 responses in all.
SELECT outcome($$SELECT tally + cx_tally(0, -50, 50, 1.5) FROM full_tally GROUP BY tally$$);
SELECT outcome($$SELECT cx_tally(0, -50, 50, 1.5) + tally FROM full_tally GROUP BY tally$$);
SELECT outcome($$SELECT '[0,1]{9007199254740992,0}'::cx_tally + '[0,1]{1,0}{1,0}1'$$);
SELECT outcome($$SELECT '[0,1]{1,0}{1,0}9007199254740992'::cx_tally + '[0,1]{1,0}{1,0}1'$$);
SELECT outcome($$SELECT cx_tally_add('[0,10]{1,0,0,0,0,0,0,0,0,0,0}{1,0,0,0,0,0,0,0,0,0,0}9007199254740992', 5, 0)$$);
SELECT '[0,1]{9007199254740991,0}'::cx_tally + '[0,1]{1,0}{1,0}1';
DROP TABLE full_tally;

-- Sums of weights that overflow.
SELECT outcome($$SELECT '[0,1]{1e308,0}{1,0}1'::cx_tally + '[0,1]{0.7e308,0}{1,0}1'$$);
SELECT outcome($$SELECT '[0,1]{1e308,0}{1,0}1'::cx_tally + '[0,1]{0.9e308,0}{1,0}1'$$);
SELECT outcome($$SELECT '[0,1]{1e200,0}{1e308,0}1'::cx_tally + '[0,1]{1e200,0}{1e308,0}1'$$);
SELECT outcome($$SELECT cx_merge(t) FROM (VALUES ('[0,1]{1e308,0}{1,0}1'::cx_tally), ('[0,1]{1e308,0}{1,0}1')) v(t)$$);
SELECT outcome($$SELECT cx_tally_add('[0,10]{0,0,0,0,0,0,0,0,0,0,1.7976931348623157e308}{0,0,0,0,0,0,0,0,0,0,1}1', 10, 1e100)$$);
SELECT outcome($$SELECT cx_tally_add('[0,10]{0,0,0,0,0,0,0,0,0,0,1e200}{0,0,0,0,0,0,0,0,0,0,1.7976931348623157e308}1', 10, 1e100)$$);
-- The total may be too large for a number where each point is not; values,
-- errors and shares are there all the same.
SELECT outcome_code($$SELECT cx_weight('[0,1]{1e308,1e308}{1e308,1e308}2')$$) AS weight_overflows,
	outcome($$SELECT cx_count('[0,1]{1e308,1e308}{1e308,1e308}2', 0, 1)$$) AS count_overflows;
SELECT cx_value(t, 'top 1'), cx_share(t, 0, 0), cx_count(t, 1, 1), cx_responses(t), cx_counts(t)
	FROM (VALUES ('[0,1]{1e308,1e308}{1e308,1e308}2'::cx_tally)) v(t);
SELECT round(cx_value(t, 'mean')::numeric, 9) AS mean, round(cx_stderr(t, 'mean')::numeric, 9) AS stderr,
	round(cx_effective_responses(t)::numeric, 9) AS effective
FROM (VALUES (cx_tally_from_counts(0, ARRAY[1, 3])), ('[0,1]{1e100,3e100}{1e200,3e200}4'), ('[0,1]{1e-100,3e-100}{1e-200,3e-200}4'),
	('[0,1]{1e150,3e150}{1e300,3e300}4')) v(t);
-- An effective size is never infinite, whatever tally can be read.
SELECT t, outcome(format('SELECT cx_effective_responses(%L)', t)) !~ 'Infinity|NaN' AS effective,
	outcome(format('SELECT cx_stderr(%L, ''mean'')', t)) !~ 'Infinity|NaN' AS stderr
FROM (VALUES ('[0,1]{1e100,0}{1e200,0}2'), ('[0,1]{1e300,1}{1e300,1}2'), ('[0,1]{1e308,1e308}{1e308,1e308}2'), ('[0,1]{1e200,0}{1e-300,0}2'),
	('[0,1]{1e-100,1e100}{1e-200,1e200}2'), ('[0,1]{1e-150,1e-150}{1e-300,1e-300}2')) v(t);

SELECT outcome($$SELECT cx_effective_responses('[0,1]{1e308,1e308}{1e308,1e308}2')$$);

-- Many weights of the largest and the smallest size, side by side.
SELECT nps(score, weight), cx_responses(cx_tally(score, 0, 10, weight)), round((cx_weight(cx_tally(score, 0, 10, weight)) / 1e103)::numeric, 9) AS weight
FROM (SELECT CASE WHEN i % 2 = 0 THEN 10 ELSE 0 END, CASE WHEN i % 2 = 0 THEN 1e100 ELSE 1e-100 END FROM generate_series(1, 2000) i) v(score, weight);

-- Worths of the largest size.
SELECT cx_value(t, 'values {-1e15,1e15}'), cx_stderr(t, 'values {-1e15,1e15}'), cx_value(t, 'values {1e15,1e15}'), cx_stderr(t, 'values {1e15,1e15}'),
	cx_value(t, 'values {1e-100,-1e-100}') FROM (VALUES ('[0,1]{2,2}'::cx_tally)) v(t);
SELECT cx_value(t, 'values {-1e15,1e15}'), cx_value(t, 'values {0,1e15}') FROM (VALUES ('[0,1]{9007199254740992,9007199254740992}'::cx_tally)) v(t);

-- Intervals to the last digit where nearly all answers are at one end: worked
-- out with forty digits.
SELECT to_char(lower(range), '9.999999999999EEEE') AS lower, to_char(upper(range), '9.999999999999EEEE') AS upper
FROM (VALUES (cx_interval('[0,1]{1,1e-20}{1,1e-40}2', 'top 1')), (cx_interval('[0,1]{1e-20,1}{1e-40,1}2', 'values {-100,0}')),
	(cx_interval('[0,1]{9007199254740991,1}', 'top 1')), (cx_interval('[0,1]{1,9007199254740991}', 'values {-100,0}'))) AS v(range);

-- Scales at the bounds.
SELECT cx_value(t, 'mean'), cx_value(t, 'index'), cx_value(t, 'top 1'), cx_value(t, 'csat'), cx_scale(t),
	cx_count(t, lower(cx_scale(t))::integer, lower(cx_scale(t))::integer)
FROM (VALUES ('[-1000,-999]{1,3}'::cx_tally), ('[999,1000]{1,3}'), ('[-1,0]{1,3}')) v(t);
SELECT low, cx_value(t, 'mean') - low AS mean, cx_value(t, 'index') AS index, cx_value(t, 'top 100') AS top, cx_value(t, 'bottom 100') AS bottom,
	cx_value(t, 'net 100 1') AS net
FROM (SELECT low, cx_tally(low + i, low, low + 100) FROM generate_series(-1000, 900, 950) low, generate_series(0, 100) i WHERE i IN (0, 50, 90, 100)
	GROUP BY low) v(low, t) ORDER BY low;

-- Lines of values as far apart as can be.
SELECT cx_sparkline('{-1.7e308,-1,0,1,1.7e308}');
