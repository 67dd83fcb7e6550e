-- How much more often something is found in one group than in another.
\pset null NULL

-- The formula of Monroe, Colaresi & Quinn (2008), computed by an independent
-- program: of 200 detractors and 500 promoters.
SELECT y_a, y_b, round(cx_log_odds(y_a, 200, y_b, 500)::numeric, 9) AS z, abs(cx_log_odds(y_a, 200, y_b, 500) - z) < 1e-9 AS agrees
FROM (VALUES (30, 20, 4.916655765), (5, 30, -1.858162198), (0, 12, -1.397395283), (3, 0, 1.061701377)) v(y_a, y_b, z);
-- The prior draws towards no difference, the more the heavier it is.
SELECT prior, round(cx_log_odds(30, 200, 20, 500, prior)::numeric, 6) AS z FROM unnest('{0.001,1,10,100,1e6}'::float8[]) prior;

-- Random groups, in plain SQL as it is published.
CREATE TEMP TABLE found AS
	SELECT i, prior, n_a, floor(n_a * random()) + CASE WHEN i % 7 = 0 THEN n_a - floor(n_a * random()) ELSE 0 END AS y_a,
		n_b, floor(n_b * random() ^ 2) AS y_b
	FROM setseed(0.375), generate_series(1, 500) i, LATERAL (SELECT 1 + floor(random() * 10 ^ (i % 6)), floor(random() * 10 ^ (i % 5)),
		(ARRAY[10, 1, 0.25, 300])[1 + i % 4]) s(n_a, n_b, prior);
UPDATE found SET y_a = least(y_a, n_a);
SELECT count(*) AS cases, count(z) > 300 AS not_null, count(*) FILTER (WHERE z > 1) > 50 AS positive, count(*) FILTER (WHERE z < -1) > 20 AS negative,
	count(*) FILTER (WHERE differs(z, plain)) AS differences,
	count(*) FILTER (WHERE differs(cx_log_odds(y_b, n_b, y_a, n_a, prior), -z::numeric)) AS not_mirrored
FROM found, LATERAL (SELECT cx_log_odds(y_a, n_a, y_b, n_b, prior)) z(z),
	LATERAL (SELECT prior::numeric * (y_a + y_b)::numeric / (n_a + n_b)::numeric) p(alpha),
	LATERAL (SELECT CASE WHEN y_a + y_b > 0 AND y_a + y_b < n_a + n_b THEN (ln((y_a::numeric + alpha) / (n_a::numeric + prior::numeric - y_a::numeric - alpha))
		- ln((y_b::numeric + alpha) / (n_b::numeric + prior::numeric - y_b::numeric - alpha)))
		/ sqrt(1 / (y_a::numeric + alpha) + 1 / (y_b::numeric + alpha)) END) f(plain);

-- Nobody has it, everybody has it, nobody is there, one group alone, NULL.
SELECT title, number(cx_log_odds(y_a, n_a, y_b, n_b)) AS z FROM (VALUES (1, 'nobody has it', 0, 10, 0, 20), (2, 'everybody has it', 10, 10, 20, 20),
	(3, 'nobody is there', 0, 0, 0, 0), (4, 'an empty group', 0, 0, 3, 20), (5, 'the same share', 1, 10, 2, 20), (6, 'all of one, none of the other', 5, 5, 0, 5),
	(7, 'NULL', NULL, 10, 1, 20), (8, 'NULL group', 1, 10, 1, NULL)) v(i, title, y_a, n_a, y_b, n_b) ORDER BY i;
SELECT cx_log_odds(1, 10, 1, 20, NULL) AS no_prior;
-- Sums of weights need not be whole; large ones, and small ones.
SELECT round(cx_log_odds(2.5, 10.25, 0.5, 20)::numeric, 6) AS weights, round(cx_log_odds(3, 2 ^ 53, 0, 2 ^ 53)::numeric, 6) AS rare,
	cx_log_odds(2 ^ 53 - 3, 2 ^ 53, 2 ^ 53, 2 ^ 53)::real AS nearly_all, round(cx_log_odds(6e99, 1e100, 5e99, 1e100)::numeric / 1e48::numeric, 6) AS large;
SELECT y, n, outcome(format('SELECT number(cx_log_odds(%L, %L, 1, 5))', y, n)) AS first_group,
	outcome(format('SELECT number(cx_log_odds(1, 5, %L, %L))', y, n)) AS second_group
FROM (VALUES ('-1', '5'), ('6', '5'), ('NaN', '5'), ('1', 'NaN'), ('1', 'Infinity'), ('Infinity', 'Infinity'), ('-Infinity', '5'), ('0', '-1'),
	('1e308', '1.7e308'), ('1.7e308', '1.7e308'), ('5e-324', '5')) v(y, n);
SELECT prior, outcome(format('SELECT number(cx_log_odds(1, 5, 0, 5, %L))', prior)) FROM unnest(ARRAY['0', '-1', 'NaN', 'Infinity', '1e308', '5e-324']) prior;
