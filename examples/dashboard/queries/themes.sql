-- By how many points each theme moves the score: the score of all who wrote
-- something, less that of those who do not speak of it.

WITH comment AS (
  SELECT :"theme_score" AS score, to_tsvector(:'language', :"comment") AS words
  FROM :theme_table
  WHERE :"comment" <> ''
), theme AS (
  SELECT name, cx_tally(score, :theme_low, :theme_high) AS tally
  FROM (VALUES :themes) AS themes (name, query) JOIN comment ON words @@ websearch_to_tsquery(:'language', query)
  GROUP BY name
), judged AS (
  SELECT name, cx_responses(tally) AS responses, cx_impact(tally, total, :'theme_metric') AS points,
         cx_responses(tally)::float8 / cx_responses(total) AS share,
         cx_change_interval(tally, total - tally, :'theme_metric') AS difference,
         cx_adjusted_p(cx_change_p(tally, total - tally, :'theme_metric')) OVER () AS adjusted_p
  FROM theme, (SELECT cx_tally(score, :theme_low, :theme_high) AS total FROM comment) AS overall
)
SELECT name, responses, points, share * lower(difference) AS lower, share * upper(difference) AS upper, adjusted_p,
       CASE WHEN adjusted_p > 0.05 THEN 'no clear difference' WHEN points > 0 THEN 'lifts' WHEN points < 0 THEN 'lowers' END AS verdict
FROM judged
ORDER BY points DESC, name
