-- The score over time, with control limits from the period before.

WITH points AS (
  SELECT date_trunc(:'step', :"date")::date AS time, cx_tally(:"score", :low, :high) AS tally
  FROM :table
  WHERE :"date" >= :'start' AND :"date" < :'until' AND :"score" IS NOT NULL
  GROUP BY 1
), baseline AS (
  SELECT CASE WHEN count(*) >= 12 THEN count(*)::integer ELSE 0 END AS points
  FROM points
  WHERE time < :'since'
)
SELECT time, time >= :'since' AS is_current, baseline.points AS baseline,
       (cx_control_chart(tally, :'metric', baseline => baseline.points, digits => :digits) OVER (ORDER BY time)).*
FROM points, baseline
ORDER BY time
