-- Who changed since the period before, and by how much.

\ir by_team.sql
SELECT name, (cx_progress(current, previous, :'metric', digits => :digits) OVER ()).*
FROM by_team
ORDER BY rank, name
