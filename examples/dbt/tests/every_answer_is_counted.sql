-- The teams and days whose tally is not that of their answers, counted anew.  There
-- are none, unless a batch changed after it had been counted.
WITH counted AS (
  SELECT team, day, cx_merge(tally) AS tally
  FROM {{ ref('survey_tallies') }}
  GROUP BY team, day
), anew AS (
  SELECT team, answered_on AS day, {{ tally('score') }} AS tally
  FROM {{ source('survey', 'answers') }}
  GROUP BY team, answered_on
  HAVING count(score) > 0
)
SELECT team, day, counted.tally AS counted, anew.tally AS anew
FROM counted FULL JOIN anew USING (team, day)
WHERE counted.tally IS DISTINCT FROM anew.tally
