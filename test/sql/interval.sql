-- Confidence intervals of one tally: published numbers, closed forms, and what
-- must hold of every interval.  The method dirichlet has a script of its own.

-- A proportion or an NPS as others write it, on 0..1 or -1..1, to seven digits.
CREATE FUNCTION shown(range cx_range) RETURNS text
RETURN format('%s, %s', round((lower(range) / 100)::numeric, 7), round((upper(range) / 100)::numeric, 7));

CREATE FUNCTION nps_tally(detractors float8, passives float8, promoters float8) RETURNS cx_tally
RETURN cx_tally_from_counts(0, ARRAY[detractors, 0, 0, 0, 0, 0, 0, 0, passives, 0, promoters]);

-- NPS: R packages NPS 2.0 (nps_test) and contingencytables 3 (Fagerland,
-- Lydersen & Laake 2017); the score interval is Tango's (1998).
SELECT counts, shown(cx_interval(tally, 'nps', method => 'wald')) AS wald,
       shown(cx_interval(tally, 'nps', method => 'adjusted_wald')) AS adjusted_wald,
       shown(cx_interval(tally, 'nps', method => 'score')) AS score
FROM (VALUES ('7, 13, 1', nps_tally(7, 13, 1)), ('40, 100, 20', nps_tally(40, 100, 20)),
             ('10, 20, 70', nps_tally(10, 20, 70)), ('0, 0, 10', nps_tally(0, 0, 10)),
             ('0, 0, 1', nps_tally(0, 0, 1)), ('0, 3, 0', nps_tally(0, 3, 0))) AS v(counts, tally);

-- Proportions: R's prop.test(correct = FALSE), statsmodels' proportion_confint.
SELECT format('%s/%s', x, n) AS proportion, shown(cx_interval(tally, 'csat', method => 'score')) AS wilson,
       shown(cx_interval(tally, 'csat', method => 'adjusted_wald')) AS agresti_coull
FROM (VALUES (81, 263), (0, 20), (1, 29), (12, 100)) AS v(x, n),
     cx_tally_from_counts(0, ARRAY[n - x, x]::float8[]) AS tally;

-- Wilson's closed form over a grid, for boxes of a scale that has more points.
SELECT count(*) AS cases,
       count(*) FILTER (WHERE abs(lower(range) - 100 * (center - half)) > 1e-9
                           OR abs(upper(range) - 100 * (center + half)) > 1e-9) AS different
FROM unnest('{1, 2, 3, 10, 100, 1000000}'::float8[]) AS n, generate_series(0, 10) AS tenth,
     LATERAL (SELECT round(n * tenth / 10) AS x) AS successes,
     unnest('{0.5, 0.9, 0.95, 0.999999}'::float8[], '{0.674489750196082, 1.64485362695147, 1.95996398454005, 4.89163847569859}'::float8[])
       AS level(confidence, z),
     LATERAL (SELECT (x + z ^ 2 / 2) / (n + z ^ 2) AS center,
                     z / (n + z ^ 2) * sqrt(x * (n - x) / n + z ^ 2 / 4) AS half) AS wilson,
     LATERAL (SELECT cx_interval(cx_tally_from_counts(1, ARRAY[n - x, 0, 0, 0, x]), 'top 2', confidence) AS range) AS ours;

-- The definition, by brute force: a supposed value is inside if and only if z^2
-- times the variance of the likeliest shares is at least n times the squared
-- distance.  For the worths 0, 1, 3 the shares with a mean of m are a line, and
-- the likeliest are searched on it.
CREATE FUNCTION likeliest_variance(a float8, b float8, c float8, m float8) RETURNS float8
BEGIN ATOMIC
  SELECT share_b + 9 * share_c - m ^ 2
  FROM generate_series(0, 200000) AS step,
       LATERAL (SELECT step * m / 3 / 200000 AS share_c) AS on_line,
       LATERAL (SELECT m - 3 * share_c AS share_b) AS rest
  WHERE 1 - share_b - share_c >= 0
  ORDER BY CASE WHEN a = 0 THEN 0 WHEN share_b + share_c < 1 THEN a * ln(1 - share_b - share_c) ELSE '-Infinity' END
         + CASE WHEN b = 0 THEN 0 WHEN share_b > 0 THEN b * ln(share_b) ELSE '-Infinity' END
         + CASE WHEN c = 0 THEN 0 WHEN share_c > 0 THEN c * ln(share_c) ELSE '-Infinity' END DESC
  LIMIT 1;
END;

SELECT a, b, c, bound,
       round((1.9599639845 ^ 2 * likeliest_variance(a, b, c, m) / (a + b + c) / ((b + 3 * c) / (a + b + c) - m) ^ 2)::numeric, 2) AS ratio
FROM (VALUES (5::float8, 3::float8, 2::float8), (1, 7, 0), (0, 2, 1), (0, 4, 0), (3, 0, 4)) AS v(a, b, c),
     LATERAL cx_interval(cx_tally_from_counts(1, ARRAY[a, b, c]), 'values {0,1,3}', method => 'score') AS range,
     LATERAL (VALUES ('lower', lower(range)), ('upper', upper(range))) AS ends(bound, m);

-- One response, no response, total weight 0, unanimous, all worths equal.
SELECT cx_interval('[0,10]{}', 'nps') IS NULL AND cx_margin('[0,10]{}', 'nps') IS NULL AS none,
       cx_interval('[0,1]{0,0}{0,0}3', 'csat') IS NULL AS weightless,
       cx_interval('[1,5]{1,2,3,4,5}', 'values {7,7,7,7,7}') AS constant;
SELECT metric, method, round(lower(range)::numeric, 6) AS lower, round(upper(range)::numeric, 6) AS upper
FROM unnest('{mean, index, csat, top 1, net 2 2}'::cx_metric[]) AS metric, unnest('{score, dirichlet}'::text[]) AS method,
     cx_interval('[1,5]{0,0,0,0,1}', metric, method => method) AS range
ORDER BY metric, method;
SELECT metric, method, round(lower(range)::numeric, 6) AS lower, round(upper(range)::numeric, 6) AS upper
FROM unnest('{mean, index, csat, bottom 1, net 2 2}'::cx_metric[]) AS metric, unnest('{score, dirichlet}'::text[]) AS method,
     cx_interval('[1,5]{0,0,20,0,0}', metric, method => method) AS range
ORDER BY metric, method;

-- Large counts: as wide as Wald's.
SELECT metric, method, round((lower(range) - lower(wald))::numeric, 9) AS lower, round((upper(range) - upper(wald))::numeric, 9) AS upper
FROM unnest('{mean, nps, csat}'::cx_metric[]) AS metric, unnest('{score, dirichlet}'::text[]) AS method,
     LATERAL (SELECT cx_tally_from_counts(0, ARRAY[1, 2, 0, 0, 5, 1, 1, 3, 3, 2, 6]::float8[]) AS small) AS s,
     LATERAL (SELECT cx_tally_from_counts(0, ARRAY(SELECT 1e12 * x FROM unnest(cx_counts(small)) AS x)) AS large) AS l,
     LATERAL (SELECT cx_interval(large, metric, method => method) AS range, cx_interval(large, metric, method => 'wald') AS wald) AS both_methods
ORDER BY metric, method;

-- What must hold of every interval, over random tallies: it contains the value,
-- stays in the metric's range, mirrors when the scale is reversed, grows with
-- confidence, shrinks as counts scale, and equal weights change nothing.  This is
-- for score and for dirichlet; auto is score for up to three worths.
CREATE TEMP TABLE random_tally AS
SELECT setseed(0.5) IS NULL AS seeded, i,
       cx_tally_from_counts(-2, ARRAY(SELECT floor(random() ^ 4 * (1 + i % 40)) FROM generate_series(1, 5) WHERE i > 0)) AS tally
FROM generate_series(1, 1000) AS i;
DELETE FROM random_tally WHERE cx_responses(tally) = 0;

CREATE TEMP VIEW random_interval AS
SELECT tally, metric, method, cx_value(tally, metric) AS value, cx_interval(tally, metric, method => method) AS range,
       lowest, highest, mirrored, auto
FROM random_tally, unnest('{score, dirichlet}'::text[]) AS method,
     (VALUES ('mean'::cx_metric, -2, 2, 0, 'dirichlet'), ('index', 0, 100, 100, 'dirichlet'), ('net 1 2', -100, 100, NULL, 'score'),
             ('net 2 2', -100, 100, 0, 'score'), ('values {3,-1,0,-1,5}', -1, 5, NULL, 'dirichlet'), ('csat', 0, 100, NULL, 'score'))
       AS v(metric, lowest, highest, mirrored, auto);

SELECT metric, method, bool_and(range @> value) AS contains_value,
       bool_and(lower(range) >= lowest AND upper(range) <= highest) AS in_range,
       bool_and(lower_inc(range) AND upper_inc(range)) AS closed,
       bool_and(abs(mirrored - lower(range) - upper(cx_interval(cx_reverse(tally), metric, method => method))) < 1e-9) AS mirrors,
       bool_and(range @> cx_interval(tally, metric, 0.9, method) AND range <@ cx_interval(tally, metric, 0.999999, method)) AS nested,
       bool_and(range @> cx_interval(thrice, metric, method => method)) AS shrinks,
       bool_and(range @> cx_interval(tally, metric, method => method, population => 2 * cx_responses(tally))) AS shrinks_in_a_population,
       bool_and(abs(cx_margin(tally, metric, method => method) - greatest(value - lower(range), upper(range) - value)) < 1e-12) AS margin,
       bool_and((cx_interval(tally, metric) = range) >= (method = auto)
                AND cx_interval(tally, metric, method => 'auto') = cx_interval(tally, metric)) AS auto
FROM random_interval,
     LATERAL cx_tally_from_counts(-2, ARRAY(SELECT 3 * x FROM unnest(cx_counts(tally)) AS x)) AS thrice
GROUP BY metric, method
ORDER BY metric, method;

SELECT count(*) > 900 AS many, bool_and(abs(lower(a) - lower(b)) < 1e-9 AND abs(upper(a) - upper(b)) < 1e-9) AS equal_weights
FROM random_tally,
     LATERAL (SELECT cx_tally(point, -2, 2, 0.7) AS weighted
              FROM unnest(cx_counts(tally)) WITH ORDINALITY AS c(responses, place),
                   LATERAL (SELECT place - 3 AS point FROM generate_series(1, responses::int)) AS p) AS w,
     unnest('{score, dirichlet}'::text[]) AS method,
     LATERAL (SELECT cx_interval(tally, 'mean', method => method) AS a, cx_interval(weighted, 'mean', method => method) AS b) AS both_intervals;

-- Unequal weights: the effective number of responses counts, that of the value
-- itself, and never more than Kish's.
WITH answers(score, weight) AS (VALUES (1, 5.0), (1, 1), (2, 1), (4, 1), (5, 1), (5, 1)),
     tallies AS (SELECT cx_tally(score, 1, 5, weight) AS tally FROM answers),
     sizes AS (
       SELECT tally, least((SELECT sum(weight * (score - 2.2) ^ 2) / 10 FROM answers) / cx_stderr(tally, 'mean') ^ 2,
                           cx_effective_responses(tally)) AS size
       FROM tallies)
SELECT cx_value(tally, 'mean') AS mean, round(size::numeric, 6) AS size, method,
       round(lower(cx_interval(tally, 'mean', method => method))::numeric, 6) AS lower,
       round(lower(cx_interval(tally, 'mean', 0.9, method))::numeric, 6) AS lower_90
FROM sizes, unnest('{score, dirichlet}'::text[]) AS method
ORDER BY method;

-- A finite population: N = 1000, n = 100 leaves .9491580 of the standard error;
-- all asked leaves nothing.
SELECT round(((upper(finite) - lower(finite)) / (upper(infinite) - lower(infinite)))::numeric, 7) AS factor,
       cx_interval(tally, 'csat', population => 100) AS all_asked, cx_interval(tally, 'csat', method => 'dirichlet', population => 100) AS dirichlet
FROM (VALUES ('[0,1]{50,50}'::cx_tally)) AS v(tally),
     cx_interval(tally, 'csat', method => 'wald', population => 1000) AS finite,
     cx_interval(tally, 'csat', method => 'wald') AS infinite;

-- The aggregates give the same interval as the function.
CREATE TEMP TABLE answer AS
SELECT (i * 7 % 11)::smallint AS score, (i % 5 + 1)::smallint AS rating, (i * 3 % 7 + 1)::smallint AS effort,
       i % 3 > 0 AS good, 1 + i % 4 / 4.0 AS weight
FROM generate_series(1, 60) AS i;

SELECT nps_interval(score) = cx_interval(t, 'nps') AND nps_interval(score::int) = cx_interval(t, 'nps')
         AND nps_interval(score::numeric) = cx_interval(t, 'nps') AND nps_interval(score::float8) = cx_interval(t, 'nps') AS nps
FROM answer, (SELECT cx_tally(score, 0, 10) AS t FROM answer) AS tally GROUP BY t;
SELECT csat_interval(rating) = cx_interval(t, 'csat') AND csat_interval(rating::int) = cx_interval(t, 'csat')
         AND csat_interval(rating::numeric) = cx_interval(t, 'csat') AND csat_interval(rating::float8) = cx_interval(t, 'csat')
         AND csat_interval(good) = cx_interval(g, 'csat') AS csat
FROM answer, (SELECT cx_tally(rating, 1, 5) AS t, cx_tally(good::int, 0, 1) AS g FROM answer) AS tally GROUP BY t, g;
SELECT ces_interval(effort) = cx_interval(t, 'ces') AND ces_interval(effort::int) = cx_interval(t, 'ces')
         AND ces_interval(effort::numeric) = cx_interval(t, 'ces') AND ces_interval(effort::float8) = cx_interval(t, 'ces') AS ces
FROM answer, (SELECT cx_tally(effort, 1, 7) AS t FROM answer) AS tally GROUP BY t;
SELECT nps_interval(score, weight) = cx_interval(cx_tally(score, 0, 10, weight), 'nps') AS nps,
       csat_interval(rating, weight) = cx_interval(cx_tally(rating, 1, 5, weight), 'csat') AS csat,
       ces_interval(effort, weight) = cx_interval(cx_tally(effort, 1, 7, weight), 'ces') AS ces
FROM answer;
SELECT nps_interval(a) = cx_interval(cx_merge(a), 'nps') AS nps, csat_interval(b) = cx_interval(cx_merge(b), 'csat') AS csat,
       ces_interval(c) = cx_interval(cx_merge(c), 'ces') AS ces
FROM (SELECT cx_tally(score, 0, 10) AS a, cx_tally(rating, 1, 5) AS b, cx_tally(effort, 1, 7) AS c
      FROM answer GROUP BY good) AS groups;
SELECT nps_interval(NULL::int) IS NULL AND csat_interval(NULL::bool) IS NULL AND ces_interval(NULL::cx_tally) IS NULL AS null_without_responses;

-- Trailing, against a recomputation.
WITH numbered AS (SELECT row_number() OVER () AS i, score FROM answer),
     last_ten AS (SELECT i, nps_interval(score) OVER (ORDER BY i ROWS 9 PRECEDING) AS range FROM numbered)
SELECT count(*) AS rows,
       count(*) FILTER (WHERE range IS DISTINCT FROM
         (SELECT nps_interval(score) FROM numbered WHERE i BETWEEN last_ten.i - 9 AND last_ten.i)) AS different
FROM last_ten;

-- Errors.
SELECT outcome($$SELECT cx_interval('[0,10]{}', 'nps', 95)$$);
SELECT outcome($$SELECT cx_interval('[0,10]{}', 'nps', 0)$$);
SELECT outcome($$SELECT cx_interval('[0,10]{}', 'nps', 'NaN')$$);
SELECT outcome($$SELECT cx_interval('[0,10]{}', 'nps', method => 'Wilson')$$);
SELECT outcome($$SELECT cx_interval('[1,5]{1,1,1,1,1}', 'mean', method => 'adjusted_wald')$$);
SELECT outcome($$SELECT cx_interval('[1,5]{1,1,1,1,1}', 'mean', population => 4)$$);
SELECT outcome($$SELECT cx_interval('[1,5]{1,1,1,1,1}', 'mean', population => 'NaN')$$);
SELECT outcome($$SELECT cx_margin('[1,5]{1,1,1,1,1}', 'nps')$$);
SELECT outcome($$SELECT nps_interval('[1,5]{1,1,1,1,1}'::cx_tally)$$);

-- Where rounding could put an end beyond the value or the range.
SELECT bool_and(range @> value AND lower(range) >= lowest AND upper(range) <= highest) AS kept_in_range
FROM (SELECT '[995,1000]{229086765276777,0,0,0,0,0}'::cx_tally, 'mean'::cx_metric, 0.95, float8 'Infinity', 995, 1000
      UNION ALL SELECT '[995,1000]{51000000,0,0,0,0,0}', 'mean', 0.95, 51000001, 995, 1000
      UNION ALL SELECT '[0,5]{1,0,0,0,0,0}', 'values {998,999,1000,1001,1002,1003}', 1e-8, 'Infinity', 998, 1003
      UNION ALL SELECT '[0,2]{1,1e-17,1e-17}{1,1e-34,1e-34}3', 'mean', 0.95, 'Infinity', 0, 2
      UNION ALL SELECT format('[0,2]{1,0,%s}{1,0,%s}2', w, 0.999 * w * w)::cx_tally, 'net 1 1', 0.95, 'Infinity', -100, 100
                FROM generate_series(20, 60) AS i, LATERAL (SELECT (10 ^ (i / 4.0))::float8 AS w) AS weights)
     AS v(tally, metric, confidence, population, lowest, highest),
     unnest('{score, dirichlet}'::text[]) AS method,
     LATERAL (SELECT cx_value(tally, metric) AS value, cx_interval(tally, metric, confidence, method, population) AS range) AS own;
SELECT cx_interval('[1,2]{0,3}', 'values {1000000000000000,999999999999999.875}', 0.9999, 'adjusted_wald') IS NOT NULL
       AND cx_interval('[998,999]{0,5650261808465}', 'mean', 0.1, 'adjusted_wald') IS NOT NULL
       AND cx_interval('[0,1]{0,3}', 'values {0,0.1}', 1e-300, 'adjusted_wald') IS NOT NULL AS no_error,
       round((upper(range) - lower(range))::numeric, 6) AS width,
       cx_interval('[0,1]{30,70}', 'csat', method => 'adjusted_wald', population => 100) AS all_asked,
       cx_interval('[0,1]{30,70}', 'values {4,4}', method => 'adjusted_wald') AS constant
FROM cx_interval('[0,1]{30,70}', 'values {100000000,100000001}', method => 'adjusted_wald') AS range;
SELECT outcome($$SELECT cx_interval('[1,5]{}', 'mean', method => 'adjusted_wald')$$);
SELECT outcome($$SELECT cx_interval('[1,5]{}', 'mean', population => 0.5)$$);
SELECT outcome($$SELECT cx_interval('[0,1]{1e200,1e200}{1e-200,1e-200}3', 'csat')$$);
