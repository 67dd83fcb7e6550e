-- Coverage of the intervals, computed exactly: how often the interval of a
-- sample contains the true value, over all outcomes of n answers, for each
-- distribution of a grid.

-- Log-factorials, for the probability of an outcome.
CREATE TEMP TABLE log_factorial AS
SELECT n, coalesce(sum(ln(n::float8)) FILTER (WHERE n > 0) OVER (ORDER BY n), 0) AS value
FROM generate_series(0, 50) AS n;

-- x ln p, with 0 ln 0 = 0; NULL for what cannot happen, which sum() leaves out.
CREATE FUNCTION pg_temp.log_power(p float8, x integer) RETURNS float8
RETURN CASE WHEN x = 0 THEN 0 WHEN p <= 0 THEN NULL ELSE x * ln(p) END;

-- NPS: outcomes and distributions of detractors, passives and promoters.
CREATE TEMP TABLE nps_outcome AS
SELECT n, d, n - d - p AS passives, p,
       cx_tally_from_counts(0, ARRAY[d, 0, 0, 0, 0, 0, 0, n - d - p, 0, p, 0]::float8[]) AS tally
FROM unnest('{5, 10, 20}'::int[]) AS n,
     generate_series(0, n) AS d, generate_series(0, n - d) AS p;

CREATE TEMP TABLE nps_truth AS
SELECT d / 40.0::float8 AS d, (40 - d - p) / 40.0::float8 AS passives, p / 40.0::float8 AS p,
       100 * (p - d) / 40.0::float8 AS value
FROM generate_series(0, 40) AS d, generate_series(0, 40 - d) AS p
WHERE greatest(d, p, 40 - d - p) < 40;

CREATE TEMP VIEW nps_coverage AS
WITH interval AS (
  SELECT n, d, passives, p, method, cx_interval(tally, 'nps', 0.95, method) AS range
  FROM nps_outcome, unnest('{score, adjusted_wald, wald}'::text[]) AS method
), coverage AS (
  SELECT o.n, o.method, t.d, t.p,
         sum(exp(f.value - f1.value - f2.value - f3.value
                 + pg_temp.log_power(t.d, o.d) + pg_temp.log_power(t.passives, o.passives) + pg_temp.log_power(t.p, o.p)))
           FILTER (WHERE t.value BETWEEN lower(o.range) - 1e-9 AND upper(o.range) + 1e-9) AS chance
  FROM interval AS o
       JOIN log_factorial AS f ON f.n = o.n
       JOIN log_factorial AS f1 ON f1.n = o.d
       JOIN log_factorial AS f2 ON f2.n = o.passives
       JOIN log_factorial AS f3 ON f3.n = o.p,
       nps_truth AS t
  GROUP BY o.n, o.method, t.d, t.p
)
SELECT n, method, avg(coalesce(chance, 0)) AS mean, min(coalesce(chance, 0)) AS minimum
FROM coverage
GROUP BY n, method;

SELECT n, method, round(mean::numeric, 3) AS mean, round(minimum::numeric, 2) AS minimum
FROM nps_coverage
ORDER BY method, n;

-- CSAT: two worths.
CREATE TEMP VIEW csat_coverage AS
WITH interval AS (
  SELECT n, x, method,
         cx_interval(cx_tally_from_counts(1, ARRAY[0, n - x, 0, 0, x]::float8[]), 'csat', 0.95, method) AS range
  FROM unnest('{5, 10, 20, 50}'::int[]) AS n, generate_series(0, n) AS x,
       unnest('{score, adjusted_wald, wald}'::text[]) AS method
), coverage AS (
  SELECT o.n, o.method, p,
         sum(exp(f.value - f1.value - f2.value + pg_temp.log_power(p / 200.0, o.x) + pg_temp.log_power(1 - p / 200.0, o.n - o.x)))
           FILTER (WHERE p / 2.0 BETWEEN lower(o.range) - 1e-9 AND upper(o.range) + 1e-9) AS chance
  FROM interval AS o
       JOIN log_factorial AS f ON f.n = o.n
       JOIN log_factorial AS f1 ON f1.n = o.x
       JOIN log_factorial AS f2 ON f2.n = o.n - o.x,
       generate_series(1, 199) AS p
  GROUP BY o.n, o.method, p
)
SELECT n, method, avg(coalesce(chance, 0)) AS mean, min(coalesce(chance, 0)) AS minimum
FROM coverage
GROUP BY n, method;

SELECT n, method, round(mean::numeric, 3) AS mean, round(minimum::numeric, 2) AS minimum
FROM csat_coverage
ORDER BY method, n;

-- What the score interval promises.
SELECT bool_and(mean >= 0.94 AND minimum >= 0.82) AS promise_is_kept
FROM (SELECT * FROM nps_coverage UNION ALL SELECT * FROM csat_coverage) AS coverage
WHERE method = 'score';
