-- Some answers, of any team and day, some without a team or a score.
\set team random(1, 6)
\set score random(0, 10)
INSERT INTO answers (team, day, score)
	SELECT CASE WHEN :team < 6 THEN 'T' || :team END, date '2025-01-01' + (random() * 5)::integer, CASE WHEN random() < 0.9 THEN (:score + i) % 11 END
	FROM generate_series(1, 1 + (random() * 5)::integer) i;
