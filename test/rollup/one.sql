-- One answer: all clients are in four groups.
\set team random(1, 4)
\set score random(0, 10)
INSERT INTO answers (team, day, score) VALUES ('T' || :team, '2025-01-01', :score);
