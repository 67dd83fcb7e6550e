-- Coverage of the intervals, computed exactly: how often the interval of a
-- sample contains the true value, over all outcomes of n answers. Its mean is
-- that over the distributions of a grid, each counting alike. Its least value
-- is looked for just beyond the ends of the intervals, because a grid of the
-- distributions steps over it.

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

CREATE TEMP TABLE nps_interval AS
SELECT n, d, passives, p, method, cx_interval(tally, 'nps', 0.95, method) AS range
FROM nps_outcome, unnest('{score, adjusted_wald, wald}'::text[]) AS method;

CREATE TEMP TABLE nps_truth AS
SELECT d / 40.0::float8 AS d, (40 - d - p) / 40.0::float8 AS passives, p / 40.0::float8 AS p,
       100 * (p - d) / 40.0::float8 AS value
FROM generate_series(0, 40) AS d, generate_series(0, 40 - d) AS p
WHERE greatest(d, p, 40 - d - p) < 40;

CREATE TEMP TABLE nps_coverage AS
WITH coverage AS (
  SELECT o.n, o.method, t.d, t.p,
         sum(exp(f.value - f1.value - f2.value - f3.value
                 + pg_temp.log_power(t.d, o.d) + pg_temp.log_power(t.passives, o.passives) + pg_temp.log_power(t.p, o.p)))
           FILTER (WHERE t.value BETWEEN lower(o.range) - 1e-9 AND upper(o.range) + 1e-9) AS chance
  FROM nps_interval AS o
       JOIN log_factorial AS f ON f.n = o.n
       JOIN log_factorial AS f1 ON f1.n = o.d
       JOIN log_factorial AS f2 ON f2.n = o.passives
       JOIN log_factorial AS f3 ON f3.n = o.p,
       nps_truth AS t
  GROUP BY o.n, o.method, t.d, t.p
)
SELECT n, method, avg(coalesce(chance, 0)) AS mean FROM coverage GROUP BY n, method;

SELECT n, method, round(mean::numeric, 3) AS mean FROM nps_coverage ORDER BY method, n;

-- CSAT: two worths. Between two neighbouring ends the same outcomes cover the
-- true value. They follow one another, so their chance falls towards one or both
-- of these ends, and the least of all is just beside an end.
CREATE TEMP TABLE csat_interval AS
SELECT n, x, method,
       cx_interval(cx_tally_from_counts(1, ARRAY[0, n - x, 0, 0, x]::float8[]), 'csat', 0.95, method) AS range
FROM unnest('{5, 10, 20, 50}'::int[]) AS n, generate_series(0, n) AS x,
     unnest('{score, adjusted_wald, wald}'::text[]) AS method;

CREATE TEMP TABLE csat_truth AS
SELECT n, method, 'mean' AS purpose, step / 2.0::float8 AS value, 1e-9 AS tolerance
FROM unnest('{5, 10, 20, 50}'::int[]) AS n, unnest('{score, adjusted_wald, wald}'::text[]) AS method,
     generate_series(1, 199) AS step
UNION ALL
SELECT DISTINCT n, method, 'least', value, 0
FROM csat_interval, unnest(ARRAY[lower(range), upper(range)]) AS e, unnest(ARRAY[e - 1e-7, e + 1e-7]) AS value
WHERE value > 0 AND value < 100;

CREATE TEMP TABLE csat_coverage AS
WITH coverage AS (
  SELECT t.n, t.method, t.purpose, t.value,
         sum(exp(f.value - f1.value - f2.value
                 + pg_temp.log_power(t.value / 100, o.x) + pg_temp.log_power(1 - t.value / 100, o.n - o.x)))
           FILTER (WHERE t.value BETWEEN lower(o.range) - t.tolerance AND upper(o.range) + t.tolerance) AS chance
  FROM csat_truth AS t
       JOIN csat_interval AS o USING (n, method)
       JOIN log_factorial AS f ON f.n = o.n
       JOIN log_factorial AS f1 ON f1.n = o.x
       JOIN log_factorial AS f2 ON f2.n = o.n - o.x
  GROUP BY t.n, t.method, t.purpose, t.value
)
SELECT n, method, avg(coalesce(chance, 0)) FILTER (WHERE purpose = 'mean') AS mean,
       min(coalesce(chance, 0)) FILTER (WHERE purpose = 'least') AS least
FROM coverage
GROUP BY n, method;

SELECT n, method, round(mean::numeric, 3) AS mean, round(least::numeric, 2) AS least FROM csat_coverage ORDER BY method, n;

-- The least coverage on NPS's three worths, likewise beside the ends, each with
-- several shares of passives among what the value leaves for them. By symmetry
-- values from 0 on are enough.
CREATE TEMP TABLE nps_least AS
WITH truth AS (
  SELECT n, value, share * (1 - value) AS passives
  FROM (SELECT DISTINCT n, e / 100 + step AS value
        FROM nps_interval, unnest(ARRAY[lower(range), upper(range)]) AS e, unnest('{-1e-9, 1e-9}'::float8[]) AS step
        WHERE method = 'score') AS ends,
       unnest('{0.0001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.9999}'::float8[]) AS share
  WHERE value BETWEEN 0 AND 1 - 1e-8
)
SELECT n, min(chance) AS least
FROM (SELECT t.n, t.value, t.passives,
             sum(exp(f.value - f1.value - f2.value - f3.value + o.d * ln((1 - t.passives - t.value) / 2)
                     + o.passives * ln(t.passives) + o.p * ln((1 - t.passives + t.value) / 2)))
               FILTER (WHERE 100 * t.value BETWEEN lower(o.range) AND upper(o.range)) AS chance
      FROM truth AS t
           JOIN nps_interval AS o ON o.n = t.n AND o.method = 'score'
           JOIN log_factorial AS f ON f.n = t.n
           JOIN log_factorial AS f1 ON f1.n = o.d
           JOIN log_factorial AS f2 ON f2.n = o.passives
           JOIN log_factorial AS f3 ON f3.n = o.p
      GROUP BY t.n, t.value, t.passives) AS coverage
GROUP BY n;

SELECT n, round(least::numeric, 2) AS least FROM nps_least ORDER BY n;

-- What the score interval promises: the nominal mean, and on three worths no
-- less than Wilson's least coverage on two.
SELECT bool_and(mean >= 0.95) AS mean_is_kept
FROM (SELECT method, mean FROM nps_coverage UNION ALL SELECT method, mean FROM csat_coverage) AS coverage
WHERE method = 'score';

SELECT n, abs(nps.least - wilson.least) < 0.001 AS least_is_wilsons
FROM nps_least AS nps JOIN csat_coverage AS wilson USING (n)
WHERE method = 'score'
ORDER BY n;
