-- What moves the score: how much each rating explains of it, and how it is rated.
-- Days are the replicates, since answers of one day come in bunches.

WITH answers AS (
  SELECT * FROM :table WHERE :"date" >= :'since' AND :"date" < :'until'
), days AS (
  SELECT cx_moments(cx_worth(:"score", :low, :high, :'metric'), ARRAY[:driver_values]) AS moments
  FROM answers
  GROUP BY :"date"::date
), ratings AS (
  SELECT unnest(ARRAY[:driver_names]) AS name, unnest(ARRAY[:driver_tallies]) AS tally
  FROM answers
)
SELECT name, share, share_lower, share_upper, slope, slope_lower, slope_upper, card.*, average, equal_share,
       CASE WHEN share_lower > equal_share AND upper < average THEN 'improve first'
            WHEN share_lower > equal_share AND lower > average THEN 'keep up the good work'
            WHEN share_upper < equal_share AND upper < average THEN 'low priority'
            WHEN share_upper < equal_share AND lower > average THEN 'do not overdo it'
            ELSE 'no clear difference'
       END AS quadrant
FROM cx_drivers((SELECT array_agg(moments) FROM days), ARRAY[:driver_names]) AS drivers
     JOIN ratings ON name = driver,
     cx_scorecard(tally, 'mean') AS card,
     (SELECT avg(cx_value(tally, 'mean')) AS average, 100.0::float8 / count(*) AS equal_share FROM ratings) AS middle
ORDER BY share DESC
