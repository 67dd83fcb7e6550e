-- The score, with its interval, now and before; whether it changed.

\ir by_team.sql
SELECT period, card.*, (progress).change, (progress).change_lower, (progress).change_upper, (progress).verdict
FROM (SELECT cx_merge(current) AS current, cx_merge(previous) AS previous,
             cx_progress(cx_merge(current), cx_merge(previous), :'metric', digits => :digits) OVER () AS progress
      FROM by_team) AS total,
     LATERAL (VALUES (1, :'before', previous), (2, :'now', current)) AS periods (number, period, tally),
     cx_scorecard(tally, :'metric', digits => :digits) AS card
ORDER BY number
