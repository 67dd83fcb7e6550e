-- Some answers go.
\set id random(1, 20000)
DELETE FROM answers WHERE id BETWEEN :id AND :id + 3;
