-- What changed the score: each team's own score, and the mix of teams.  Not
-- rounded, so that it adds up.

\ir by_team.sql
SELECT name, (part).*, verdict
FROM (SELECT name, cx_contribution(current, previous, :'metric', digits => NULL) OVER () AS part,
             (cx_progress(current, previous, :'metric') OVER ()).verdict
      FROM by_team) AS parts
WHERE (part).contribution IS NOT NULL
ORDER BY (part).score_effect, name
