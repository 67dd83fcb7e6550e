-- Adjusted p-values: Benjamini & Hochberg's, against their paper's example and
-- plain SQL.
\pset null NULL

-- Benjamini & Hochberg 1995, fifteen p-values; R's p.adjust() gives .0015 .003
-- .0095 .035625 .0603 .0638571 .0638571 .0645 .0765 .486 .5811818 .714875
-- .7532308 .8132143 1.
SELECT p, round(cx_adjusted_p(p) OVER ()::numeric, 7)::float8 AS adjusted
	FROM unnest('{.0001,.0004,.0019,.0095,.0201,.0278,.0298,.0344,.0459,.324,.4262,.5719,.6528,.759,1}'::float8[]) p ORDER BY p;

CREATE FUNCTION adjusted(VARIADIC p float8[]) RETURNS text LANGUAGE sql
	RETURN (SELECT string_agg(coalesce(number(a), 'NULL'), ' ' ORDER BY i)
		FROM (SELECT i, cx_adjusted_p(p) OVER () AS a FROM unnest(p) WITH ORDINALITY u(p, i)) q);
SELECT title, adjusted(VARIADIC p) FROM (VALUES
	('one', '{0.03}'::float8[]), ('one that is 0', '{0}'), ('one that is 1', '{1}'), ('the ends', '{0,1}'), ('all 0', '{0,0,0}'), ('all 1', '{1,1}'),
	('negative zero', '{-0,0.5}'),
	('ties', '{0.02,0.01,0.02,0.04}'), ('NULLs take no part', '{NULL,0.01,NULL,0.04}'), ('NULL alone', '{NULL}'), ('the smallest', '{4.9e-324,1}'),
	('a later one pulls down', '{0.04,0.041,0.042}')) v(title, p);

-- In plain SQL: the least of p * n / (number not above p) over those not below.
CREATE TEMP TABLE test AS SELECT part, i, CASE WHEN random() < 0.9 THEN round((random() ^ (1 + part % 4))::numeric, 1 + part % 5)::float8 END AS p
	FROM setseed(0.125), generate_series(1, 100) part, generate_series(1, part) i;
SELECT count(*) AS tests, count(ours) > 4000 AS adjusted, count(*) FILTER (WHERE (ours IS NULL) <> (p IS NULL)) AS null_differs,
	count(*) FILTER (WHERE differs(ours, plain::numeric)) AS differences,
	count(*) FILTER (WHERE ours < p OR ours > 1) AS outside, count(*) FILTER (WHERE ours < lag) AS out_of_order
FROM (SELECT *, lag(ours) OVER (PARTITION BY part ORDER BY p) AS lag
	FROM (SELECT *, cx_adjusted_p(p) OVER (PARTITION BY part) AS ours,
			CASE WHEN p IS NOT NULL THEN least(min(p * n / upto) OVER (PARTITION BY part ORDER BY p ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING), 1) END
				AS plain
		FROM (SELECT *, count(p) OVER (PARTITION BY part) AS n, nullif(count(p) OVER (PARTITION BY part ORDER BY p RANGE UNBOUNDED PRECEDING),
			0) AS upto FROM test) c) a) o;
-- Ties have one adjusted value.
SELECT count(*) AS unequal FROM (SELECT part, p FROM (SELECT part, p, cx_adjusted_p(p) OVER (PARTITION BY part) AS a FROM test) q GROUP BY part, p
	HAVING count(DISTINCT a) > 1) u;

-- The p-values of changes are what it is for.
SELECT team, round(cx_change_p(current, previous, 'mean')::numeric, 6) AS p,
	round(cx_adjusted_p(cx_change_p(current, previous, 'mean')) OVER ()::numeric, 6) AS adjusted
FROM (VALUES ('A', '[1,3]{10,20,30}'::cx_tally, '[1,3]{30,20,10}'::cx_tally), ('B', '[1,3]{10,20,35}', '[1,3]{15,20,30}'),
	('C', NULL, '[1,3]{1,1,1}')) v(team, current, previous) ORDER BY team;

SELECT p, outcome(format('SELECT cx_adjusted_p(p) OVER () FROM (VALUES (0.5), (%L::float8)) v(p)', p))
	FROM unnest('{-1e-300, 1.0000000000000002, 2, -1, NaN, Infinity, -Infinity}'::float8[]) p;
