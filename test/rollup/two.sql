-- Two statements of any order in a transaction: all clients are in four groups.
\set a random(1, 4)
\set b random(1, 4)
\set score random(0, 10)
BEGIN;
INSERT INTO answers (team, day, score) VALUES ('T' || :a, '2025-01-01', :score);
INSERT INTO answers (team, day, score) VALUES ('T' || :b, '2025-01-01', :score);
COMMIT;
