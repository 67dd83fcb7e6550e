-- Corrections, moves, a savepoint that is rolled back or not, a transaction that
-- is or is not.
\set a random(1, 20000)
\set b random(1, 20000)
\set score random(0, 10)
\set r random(1, 4)
BEGIN;
UPDATE answers SET score = :score WHERE id = :a;
INSERT INTO answers (team, day, score) VALUES ('T' || :r, '2025-01-03', :score);
SAVEPOINT x;
DELETE FROM answers WHERE id = :b;
UPDATE answers SET team = 'T' || :r, day = day + 1 WHERE id BETWEEN :a AND :a + 2;
\if :r = 1
ROLLBACK TO x;
\endif
INSERT INTO answers (team, day, score) VALUES ('T5', '2025-01-02', :score), ('T1', '2025-01-02', NULL);
\if :r = 2
ROLLBACK;
\else
COMMIT;
\endif
