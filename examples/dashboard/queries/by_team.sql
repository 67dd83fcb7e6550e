-- Included by others: the answers of each team in both periods.

WITH by_team AS (
  SELECT coalesce(:"team"::text, 'none') AS name,
         cx_tally(:"score", :low, :high) FILTER (WHERE :"date" >= :'since') AS current,
         cx_tally(:"score", :low, :high) FILTER (WHERE :"date" < :'since') AS previous
  FROM :table
  WHERE :"date" >= :'start' AND :"date" < :'until'
  GROUP BY :"team"
)
