-- Where each team stands among the others.

\ir by_team.sql
SELECT *, sum(credibility * value) OVER () / nullif(sum(credibility) OVER (), 0) AS average
FROM (SELECT name, (cx_leaderboard(current, :'metric', digits => :digits) OVER ()).* FROM by_team) AS board
ORDER BY rank, name
