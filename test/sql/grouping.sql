-- The aggregates in queries: GROUP BY, grouping sets, FILTER, HAVING, DISTINCT,
-- ORDER BY, subqueries.  Each against plain SQL (see 00_setup).
\pset null NULL

SELECT tail, place, c.* FROM (VALUES
	('FROM survey', ''),
	('FROM survey GROUP BY team', ''),
	('FROM survey GROUP BY team, channel', ''),
	('FROM survey GROUP BY GROUPING SETS ((team), (channel), (team, at), ())', ''),
	('FROM survey GROUP BY ROLLUP (team, channel, day)', ''),
	('FROM survey GROUP BY CUBE (team, channel, good)', ''),
	('FROM survey GROUP BY DISTINCT ROLLUP (team, channel), ROLLUP (team)', ''),
	('FROM survey GROUP BY id', ''),
	('FROM survey WHERE id < 0', ''),
	('FROM survey WHERE id < 0 GROUP BY team', ''),
	('FROM survey GROUP BY team', 'FILTER (WHERE channel = 1)'),
	('FROM survey GROUP BY ROLLUP (team, at)', 'FILTER (WHERE good)'),
	('FROM survey', 'FILTER (WHERE false)'),
	('FROM survey a CROSS JOIN (VALUES (1), (2)) twice GROUP BY team', ''),
	('FROM (SELECT * FROM survey ORDER BY score, id DESC) s GROUP BY channel', ''),
	('FROM survey GROUP BY team HAVING nps(score) > nps(five::double precision) OR ces(seven) > 1 OR cx_responses(cx_tally(score, 0, 10)) > 3',
		'')) v(tail, place),
	LATERAL check_aggregates(place, tail) c;

-- With hashing and with sorting.
SET enable_hashagg = off;
SELECT * FROM check_aggregates('', 'FROM survey GROUP BY CUBE (team, channel, good)');
RESET enable_hashagg;
SET enable_sort = off;
SELECT * FROM check_aggregates('', 'FROM survey GROUP BY team, at');
RESET enable_sort;

-- DISTINCT counts each score, each pair of score and weight, each tally once.
SELECT number(nps(DISTINCT score)) AS nps, number(csat(DISTINCT five)) AS csat, csat(DISTINCT good) AS good, ces(DISTINCT seven) AS ces,
	cx_tally(DISTINCT score, 0, 10), cx_responses(cx_tally(DISTINCT score, 0, 10, weight)) AS pairs FROM survey;
SELECT (SELECT count(*) FROM (SELECT DISTINCT score, weight FROM survey WHERE score IS NOT NULL AND weight IS NOT NULL) d) AS pairs,
	(SELECT number(sum(weight * CASE WHEN score >= 9 THEN 100 WHEN score <= 6 THEN -100 ELSE 0 END) / sum(weight))
		FROM (SELECT DISTINCT score, weight FROM survey WHERE score IS NOT NULL) d) = number(nps(DISTINCT score, weight)) AS weighted,
	cx_merge(DISTINCT tally) = (SELECT cx_merge(tally) FROM (SELECT DISTINCT tally FROM survey) d) AS merged,
	nps(DISTINCT mixed) = (SELECT nps(mixed) FROM (SELECT DISTINCT mixed FROM survey) d) AS mixed FROM survey;
-- The order does not matter to a tally.
SELECT cx_tally(score, 0, 10 ORDER BY score) = cx_tally(score, 0, 10) AS up,
	cx_tally(score, 0, 10 ORDER BY id DESC) = cx_tally(score, 0, 10) AS down FROM survey;
SELECT cx_merge(mixed ORDER BY id) = cx_merge(mixed ORDER BY mixed DESC) AS merged,
	nps(score, weight ORDER BY weight) = nps(score, weight ORDER BY id DESC) AS weighted,
	nps(DISTINCT score ORDER BY score DESC) = nps(DISTINCT score) AS both FROM survey;

-- HAVING, and aggregates of aggregates by way of a subquery.
SELECT team, cx_tally(score, 0, 10) FROM survey GROUP BY team HAVING nps(score) < (SELECT nps(score) FROM survey) ORDER BY team;
SELECT cx_merge(tally) = (SELECT cx_tally(score, 0, 10) FROM survey) AS merged, nps(tally) = (SELECT nps(score) FROM survey) AS value
FROM (SELECT cx_tally(score, 0, 10) FROM survey GROUP BY day) d(tally);
SELECT count(*) AS days, count(*) FILTER (WHERE nps IS DISTINCT FROM (SELECT nps(score) FROM survey WHERE day = d.day)) AS differences
FROM (SELECT day, nps(score) FROM survey GROUP BY day) d;
SELECT nps(score) - (SELECT nps(score) FROM survey) AS difference FROM survey WHERE team IN (SELECT team FROM survey GROUP BY team HAVING ces(seven) > 0);
-- Several aggregates over one argument, and one over several.
SELECT nps(score) = cx_value(cx_tally(score, 0, 10), 'nps') AS nps, csat(five) = cx_value(cx_tally(five, 1, 5), 'csat') AS csat,
	ces(seven) = cx_value(cx_tally(seven, 1, 7), 'ces') AS ces, nps(score) = nps(score::numeric) AS numeric,
	cx_tally(five, 1, 5) = cx_tally(five::smallint, 1, 5) AS smallint, cx_tally(score, 0, 10) <> cx_tally(score, 0, 11) AS scales FROM survey;
-- In an UPDATE of a rollup and a recursive query.
CREATE TEMP TABLE rollup (team integer PRIMARY KEY, tally cx_tally);
INSERT INTO rollup SELECT team, cx_tally(score, 0, 10) FROM survey WHERE id <= 120 GROUP BY team;
UPDATE rollup SET tally = rollup.tally + new.tally FROM (SELECT team, cx_tally(score, 0, 10) AS tally FROM survey WHERE id > 120 GROUP BY team) new
	WHERE rollup.team = new.team;
SELECT count(*) AS teams, count(*) FILTER (WHERE tally <> fresh) AS differences FROM rollup
	JOIN (SELECT team, cx_tally(score, 0, 10) AS fresh FROM survey GROUP BY team) f USING (team);
WITH RECURSIVE running(id, tally) AS (
	SELECT 0, '[0,10]{}'::cx_tally UNION ALL SELECT s.id, running.tally + coalesce(s.tally, '[0,10]{}') FROM running JOIN survey s ON s.id = running.id + 1)
SELECT count(*) AS rows, count(*) FILTER (WHERE running.tally <> (SELECT coalesce(cx_merge(tally), '[0,10]{}') FROM survey s
	WHERE s.id <= running.id)) AS differences FROM running;
