-- A row for each month of each team, and one for each month of all teams; the level
-- says which.  Charts filter on it, and add nothing up.
SELECT CASE WHEN grouping(team) = 0 THEN 'team' ELSE 'all' END AS level,
       coalesce(team, 'all') AS team,
       month,
       {{ score_columns('tally', var('metric')) | indent(5) }}
FROM (SELECT team, date_trunc('month', day)::date AS month, tally FROM {{ ref('survey_tallies') }}) AS tallies
GROUP BY GROUPING SETS ((team, month), (month))
