-- How many customers are still there after so many months.  A month counts when it
-- is over, for those who left in it as for those who did not.

WITH seen AS (
  SELECT coalesce(:"group"::text, 'none') AS name, :"joined"::date AS joined, :"departed"::date AS departed,
         max(greatest(:"joined", :"departed")::date) OVER () AS today
  FROM :customers
), counted AS (
  SELECT name, least(extract(year FROM age(today, joined)) * 12 + extract(month FROM age(today, joined)), 24)::integer AS months,
         (extract(year FROM age(departed, joined)) * 12 + extract(month FROM age(departed, joined)) + 1)::integer AS left_in
  FROM seen
), cohort AS (
  SELECT name, count(*) AS customers,
         coalesce(cx_tally(left_in, 0, 24) FILTER (WHERE left_in <= months), '[0,24]{}') AS departed,
         coalesce(cx_tally(months, 0, 24) FILTER (WHERE left_in <= months IS NOT TRUE), '[0,24]{}') AS staying
  FROM counted
  GROUP BY name
  ORDER BY customers DESC
  LIMIT 4
)
SELECT name, customers, curve.*
FROM cohort, cx_retention(departed, staying) AS curve
WHERE at_risk >= 20
ORDER BY name, period
