-- Who needs attention, and why.  First is who misses most points at the least.

\ir by_team.sql
SELECT name, (goal).responses, (goal).value, (goal).lower, (goal).upper, reasons
FROM (SELECT name, cx_target(current, :'metric', :target, digits => :digits) OVER () AS goal,
             cx_progress(current, previous, :'metric', digits => :digits) OVER () AS progress,
             cx_leaderboard(current, :'metric', digits => :digits) OVER () AS board
      FROM by_team) AS judged,
     LATERAL (SELECT string_agg(reason, ', ') AS reasons
              FROM unnest(ARRAY[
                CASE WHEN (goal).value IS NULL THEN 'no answers' END,
                CASE (progress).verdict WHEN 'fell' THEN format('fell by %s (%s to %s)', abs((progress).change),
                                                                abs((progress).change_upper), abs((progress).change_lower)) END,
                CASE (goal).verdict WHEN 'below target' THEN format('below the target of %s', :'target') END,
                CASE (board).standing WHEN 'below average' THEN 'below average' END]) AS reason) AS list
WHERE reasons IS NOT NULL
ORDER BY least((goal).upper - :target, (progress).change_upper), name
