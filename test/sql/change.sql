-- Intervals and p-values of a change, and of a target.

-- Newcombe's method 10: Newcombe 1998 (Statistics in Medicine 17:873), case a,
-- 56/70 - 48/80.
SELECT round((lower(range) / 100)::numeric, 4) AS lower, round((upper(range) / 100)::numeric, 4) AS upper
FROM cx_change_interval('[0,1]{14,56}', '[0,1]{32,48}', 'csat') AS range;

-- MOVER from the two intervals, by the formula.
SELECT metric,
       round(lower(range)::numeric, 9) = round((d - sqrt((a - lower(ai)) ^ 2 + (upper(bi) - b) ^ 2))::numeric, 9) AS lower,
       round(upper(range)::numeric, 9) = round((d + sqrt((upper(ai) - a) ^ 2 + (b - lower(bi)) ^ 2))::numeric, 9) AS upper
FROM (VALUES ('[0,10]{8,2,3,5,3,28,44,74,175,152,230}'::cx_tally, '[0,10]{10,3,11,10,8,54,44,85,166,119,151}'::cx_tally)) AS v(current, previous),
     unnest('{nps, mean, index, csat, net 1 1}'::cx_metric[]) AS metric,
     LATERAL (SELECT cx_value(current, metric) AS a, cx_value(previous, metric) AS b,
                     cx_interval(current, metric, 0.9) AS ai, cx_interval(previous, metric, 0.9) AS bi) AS parts,
     LATERAL (SELECT a - b AS d, cx_change_interval(current, previous, metric, 0.9) AS range) AS change;

-- A thousand random pairs: p is below 1 - confidence exactly when the interval
-- excludes 0; swapping current and previous negates the change.
SELECT setseed(0.25) IS NULL AS seeded;
CREATE TEMP TABLE pair AS
SELECT i, cx_tally_from_counts(1, ARRAY(SELECT floor(random() ^ 2 * (2 + i % 30)) FROM generate_series(1, 5) WHERE i > 0)) AS current,
       cx_tally_from_counts(1, ARRAY(SELECT floor(random() ^ 2 * (2 + i % 30)) FROM generate_series(1, 5) WHERE i > 0)) AS previous,
       (ARRAY['mean', 'csat', 'net 2 2', 'net 1 3', 'values {0,1,1,5,-2}']::cx_metric[])[1 + i % 5] AS metric,
       (ARRAY[0.5, 0.8, 0.9, 0.95, 0.99, 0.9999])[1 + i % 6] AS confidence
FROM generate_series(1, 1100) AS i;
DELETE FROM pair WHERE cx_responses(current) = 0 OR cx_responses(previous) = 0;

SELECT count(*) >= 1000 AS a_thousand,
       count(*) FILTER (WHERE (p < 1 - confidence) <> NOT (range @> 0::float8)) AS disagree,
       count(*) FILTER (WHERE p < 1 - confidence) BETWEEN 200 AND 800 AS both_happen,
       count(*) FILTER (WHERE NOT p BETWEEN 0 AND 1) AS not_probabilities,
       count(*) FILTER (WHERE abs(p - swapped_p) > 1e-12) AS swapped_p_differs,
       count(*) FILTER (WHERE abs(lower(range) + upper(swapped)) > 1e-9 OR abs(upper(range) + lower(swapped)) > 1e-9) AS swapped_differs,
       count(*) FILTER (WHERE NOT range @> (cx_value(current, metric) - cx_value(previous, metric))) AS outside,
       count(*) FILTER (WHERE NOT range <@ cx_change_interval(current, previous, metric, 0.99999)) AS not_nested
FROM pair,
     LATERAL (SELECT cx_change_p(current, previous, metric) AS p, cx_change_p(previous, current, metric) AS swapped_p,
                     cx_change_interval(current, previous, metric, confidence) AS range,
                     cx_change_interval(previous, current, metric, confidence) AS swapped) AS results;

-- At the confidence 1 - p the interval touches 0.
SELECT count(*) > 500 AS many, max(least(abs(lower(range)), abs(upper(range)))) < 1e-7 AS touches
FROM pair, LATERAL (SELECT cx_change_p(current, previous, metric) AS p) AS test,
     LATERAL (SELECT CASE WHEN p BETWEEN 1e-6 AND 0.999 THEN cx_change_interval(current, previous, metric, 1 - p) END AS range) AS change
WHERE range IS NOT NULL;

-- The target's p belongs to the interval: at an end of the interval for a
-- confidence it is 1 - confidence; at the value it is 1.
SELECT count(*) > 1000 AS many,
       max(abs(cx_target_p(current, metric, bound) - (1 - confidence))) < 1e-7 AS p_of_the_end,
       bool_and(cx_target_p(current, metric, cx_value(current, metric)) = 1) AS p_of_the_value
FROM pair, LATERAL (SELECT cx_interval(current, metric, confidence) AS range) AS own,
     LATERAL (VALUES (lower(range)), (upper(range))) AS ends(bound)
WHERE bound <> cx_value(current, metric);

-- A proportion's score test in closed form: 56 of 70 against one half.
SELECT round((cx_target_p('[0,1]{14,56}', 'csat', 50) / erfc)::numeric, 6) AS ratio
FROM (VALUES (5.168219753811e-07::float8)) AS r_prop_test(erfc);

-- One-sided tests: greater is small for a rise, and where the value is above the
-- target; both sum to 1, and twice the smaller is the two-sided p.
SELECT test, count(*) > 900 AS many, count(*) FILTER (WHERE abs(greater + less - 1) > 1e-15) AS not_one,
       count(*) FILTER (WHERE abs(p - least(2 * greater, 2 * less, 1)) > 1e-15) AS not_twice,
       count(*) FILTER (WHERE greater < 0.5 AND NOT difference > 0 OR less < 0.5 AND NOT difference < 0) AS wrong_direction,
       count(*) FILTER (WHERE greater < 0.025) > 100 AND count(*) FILTER (WHERE less < 0.025) > 100 AS both_happen
FROM (SELECT 'change' AS test, cx_change_p(current, previous, metric) AS p, cx_change_p(current, previous, metric, 'greater') AS greater,
             cx_change_p(current, previous, metric, alternative => 'less') AS less,
             cx_value(current, metric) - cx_value(previous, metric) AS difference
      FROM pair
      UNION ALL
      SELECT 'target', cx_target_p(current, metric, target, 'two-sided'), cx_target_p(current, metric, target, 'greater'),
             cx_target_p(current, metric, target, alternative => 'less'), cx_value(current, metric) - target
      FROM pair, LATERAL (SELECT cx_value(previous, metric)) AS t(target)) AS tests
GROUP BY test ORDER BY test;
-- Small p-values keep their digits: that of 100 out of 100 against one half is
-- scipy.stats.norm.sf(10).  A target at an end of the range is possible for the
-- unanimous only.
SELECT alternative, round((cx_target_p('[0,1]{0,100}', 'csat', 50, alternative) / sf)::numeric, 9) AS ratio,
       cx_target_p('[0,1]{3,5}', 'csat', 100, alternative) AS highest, cx_target_p('[0,1]{3,5}', 'csat', 0, alternative) AS lowest,
       cx_target_p('[0,1]{0,5}', 'csat', 100, alternative) AS unanimous,
       round(cx_target_p('[1,5]{0,0,2,10,20}', 'mean', 3, alternative)::numeric, 12) AS dirichlet
FROM (VALUES ('greater', 7.619853024160469e-24::float8), ('less', 1), ('two-sided', 2 * 7.619853024160469e-24::float8)) AS v(alternative, sf);
SELECT alternative, outcome(format('SELECT cx_change_p(%L, %L, %L, %L)', '[0,1]{1,2}', '[0,1]{1,2}', 'csat', alternative)) AS change,
       outcome(format('SELECT cx_target_p(%L, %L, 50, %L)', '[0,1]{1,1}', 'csat', alternative)) AS target
FROM unnest('{Greater,two_sided,"",NULL}'::text[]) AS alternative;

-- Extremes: no change, no variance, nobody, everybody, worths all equal.  A mean
-- on five points is by dirichlet: unanimous ones have p .22495 (mpmath).
SELECT cx_change_p('[1,5]{1,2,3,0,0}', '[1,5]{2,4,6,0,0}', 'index') AS same_distribution,
       cx_change_p('[1,5]{0,0,3,0,0}', '[1,5]{0,0,9,0,0}', 'mean') AS unanimous_and_same,
       round(cx_change_p('[1,5]{0,0,3,0,0}', '[1,5]{0,0,0,3,0}', 'mean')::numeric, 4) AS unanimous_and_different,
       cx_change_p('[0,1]{0,1000000000000}', '[0,1]{1000000000000,0}', 'csat') AS opposite,
       cx_change_p('[1,5]{1,0,0,0,0}', '[1,5]{0,0,0,0,1}', 'values {2,2,2,2,2}') AS constant,
       cx_target_p('[1,5]{1,0,0,0,0}', 'values {2,2,2,2,2}', 2) AS constant_target,
       cx_target_p('[0,1]{3,5}', 'csat', 100) AS impossible_target,
       cx_target_p('[0,1]{0,5}', 'csat', 100) AS unanimous_target;
SELECT cx_change_interval('[1,5]{}', '[1,5]{0,0,3,0,0}', 'mean') IS NULL AND cx_change_p('[1,5]{0,0,3,0,0}', '[1,5]{}', 'mean') IS NULL
       AND cx_target_p('[1,5]{}', 'mean', 3) IS NULL AS null_without_responses,
       cx_change_interval('[1,5]{1,0,0,0,1}', '[1,5]{1,0,0,0,1}', 'mean', NULL) IS NULL AS strict;

-- Scales that differ: a percentage can be compared, a mean cannot.
SELECT round(cx_change_p('[1,5]{1,2,3,4,5}', '[1,7]{1,2,3,4,5,6,7}', 'csat')::numeric, 4) AS csat,
       round(cx_change_p('[1,5]{1,2,3,4,5}', '[1,7]{1,2,3,4,5,6,7}', 'index')::numeric, 4) AS index;
SELECT outcome($$SELECT cx_change_p('[1,5]{1,2,3,4,5}', '[1,7]{1,2,3,4,5,6,7}', 'mean')$$);
SELECT outcome($$SELECT cx_change_interval('[0,10]{}', '[1,5]{}', 'nps')$$);
SELECT outcome($$SELECT cx_change_interval('[1,5]{}', '[1,5]{}', 'mean', 1)$$);
SELECT outcome($$SELECT cx_target_p('[0,10]{}', 'nps', 101)$$);
SELECT outcome($$SELECT cx_target_p('[0,10]{}', 'nps', 'NaN')$$);

-- Weights so unlike that one answer drowns in the other's rounding: p as without
-- it.
SELECT round(cx_change_p('[1,18]{1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0}', tally, 'net 16 1')::numeric, 4) AS p_1202,
       round(cx_change_p('[1,3]{1,0,1e48}{1,0,1e96}3', '[1,3]{2,2,1}', 'mean')::numeric, 4) AS p_2534,
-- Of one answer the method dirichlet makes one spread evenly over all points: its
-- interval reaches to the middle of the scale whatever the confidence.
       cx_change_p('[1,18]{1,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0}', tally, 'mean') AS p_of_one_answer
FROM (VALUES ('[1,18]{1,1,1e12,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0}{1,1,1e24,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0}3'::cx_tally)) AS v(tally);
