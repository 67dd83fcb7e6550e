-- cx_leaderboard: all that is to be said of the units of a partition.

-- The boarding areas of San Francisco airport in two years.
CREATE TABLE area (name text, y2017 cx_tally, y2018 cx_tally);
INSERT INTO area VALUES
	('A', '[0,10]{8,2,3,5,3,28,44,74,175,152,230}', '[0,10]{10,3,11,10,8,54,44,85,166,119,151}'),
	('B', '[0,10]{1,0,0,1,2,14,4,15,35,35,59}', '[0,10]{0,2,1,3,2,21,8,32,53,32,84}'),
	('C', '[0,10]{0,0,0,0,1,14,11,19,49,56,76}', '[0,10]{1,1,0,0,5,20,6,30,42,22,62}'),
	('D', '[0,10]{3,0,2,2,2,23,13,36,92,82,131}', '[0,10]{2,1,4,4,2,34,26,46,113,92,171}'),
	('E', '[0,10]{1,2,0,1,0,9,5,25,32,32,68}', '[0,10]{1,1,4,0,1,7,2,16,29,41,55}'),
	('F', '[0,10]{2,1,2,2,4,17,22,50,123,74,147}', '[0,10]{5,1,1,4,3,24,22,51,90,83,123}'),
	('G', '[0,10]{2,1,1,8,6,39,31,72,171,133,161}', '[0,10]{5,2,3,5,3,45,25,74,108,109,124}');
SELECT name, (cx_leaderboard(y2018, 'nps') OVER ()).* FROM area ORDER BY rank;

-- Adjusted p of both years, worked out by a program of its own with numpy and
-- scipy: 2018 A .00004, E .01948, D .36157; 2017 G .04248, no other below .05.
SELECT name, round((b).adjusted_p::numeric, 5) AS p2018, (b).standing, round((a).adjusted_p::numeric, 5) AS p2017, (a).standing
FROM (SELECT name, cx_leaderboard(y2018, 'nps', digits => NULL) OVER () AS b, cx_leaderboard(y2017, 'nps', digits => NULL) OVER () AS a
	FROM area) q ORDER BY name;
-- The figures are those of the functions of one figure, not rounded.
SELECT count(*), count(*) FILTER (WHERE ((b).rank, (b).shrunk, (b).credibility, (b).value) IS DISTINCT FROM (rank, shrunk, z, value)
	OR cx_range((b).lower, (b).upper, '[]') <> interval OR cx_range((b).rank_low, (b).rank_high, '[]') <> ranks OR (b).responses <> n) AS different
FROM (SELECT cx_leaderboard(y2018, metric, 0.9, NULL) OVER w AS b, cx_rank(y2018, metric) OVER w AS rank, cx_shrunk_value(y2018, metric) OVER w AS shrunk,
		cx_credibility(y2018, metric) OVER w AS z, cx_value(y2018, metric) AS value, cx_interval(y2018, metric, 0.9) AS interval,
		cx_rank_interval(y2018, metric, 0.9) OVER w AS ranks, cx_responses(y2018) AS n
	FROM area, unnest('{nps,mean,index,top 2,"net 2 5"}'::cx_metric[]) metric WINDOW w AS (PARTITION BY metric)) q;
-- A verdict stands exactly where adjusted_p is at most 1 - confidence, and beside
-- no interval that holds the average.
SELECT confidence, count(*) FILTER (WHERE (b).standing <> 'no clear difference') AS named,
	count(*) FILTER (WHERE ((b).standing <> 'no clear difference') <> ((b).adjusted_p <= 1 - confidence)) AS wrong
FROM (SELECT confidence, cx_leaderboard(y2018, 'nps', confidence, NULL) OVER (PARTITION BY confidence) AS b
	FROM area, unnest('{0.5,0.8,0.95,0.99,0.999999}'::float8[]) confidence) q
GROUP BY confidence ORDER BY confidence;

-- Eighteen batters of Efron & Morris (1975), hits of 45: nobody is told apart.
CREATE TABLE batter AS SELECT i, hits, cx_tally_from_counts(0, ARRAY[45 - hits, hits]::float8[]) AS tally
	FROM unnest('{18,17,16,15,14,14,13,12,11,11,10,10,10,10,10,9,8,7}'::integer[]) WITH ORDINALITY u(hits, i);
SELECT hits, (b).rank, (b).rank_low, (b).rank_high, round((b).shrunk::numeric, 6) AS shrunk, round((b).credibility::numeric, 6) AS credibility, (b).standing
FROM (SELECT hits, cx_leaderboard(tally, 'top 1', digits => NULL) OVER () AS b FROM batter) q ORDER BY hits DESC, (b).rank;

-- Sixty units of the design's own: 8 above and 9 below; some of their adjusted p
-- and all of their rank intervals.
CREATE TABLE sixty AS SELECT i, cx_tally_from_counts(0, ARRAY[n - h, h]::float8[]) AS tally
	FROM generate_series(1, 60) i, LATERAL (SELECT 80 + 5 * (i % 5) AS n) n,
		LATERAL (SELECT CASE i WHEN 60 THEN n - 4 ELSE floor(n * (50 + 3 * ((7 * i % 13) - 6)) / 100.0 + 0.5) END AS h) h;
SELECT i, round((b).adjusted_p::numeric, 6) AS adjusted_p, (b).rank_low, (b).rank_high, upper(one) AS one_upper, lower(one) AS one_lower
FROM (SELECT i, cx_leaderboard(tally, 'top 1', digits => NULL) OVER () AS b, cx_rank_interval(tally, 'top 1', guarantee => 'one') OVER () AS one FROM sixty) q
WHERE i IN (1, 2, 11, 13, 24, 60) ORDER BY i;
SELECT (b).standing, count(*) FROM (SELECT cx_leaderboard(tally, 'top 1') OVER () AS b FROM sixty) q GROUP BY 1 ORDER BY 1;
SELECT sum(lower(a)) AS all_lower, sum(upper(a)) AS all_upper, sum(lower(o)) AS one_lower, sum(upper(o)) AS one_upper
FROM (SELECT cx_rank_interval(tally, 'top 1') OVER () AS a, cx_rank_interval(tally, 'top 1', guarantee => 'one') OVER () AS o FROM sixty) q;

-- Who takes no part: NULL everywhere; without answers: their number.
SELECT i, (cx_leaderboard(t, 'mean') OVER ()).*
	FROM unnest('{NULL,"[1,5]{}","[1,5]{1,2,3,4,5}","[1,5]{5,4,3,2,1}","[1,5]{0,0,0,0,0}{0,0,0,0,0}4"}'::cx_tally[]) WITH ORDINALITY u(t, i) ORDER BY i;
-- One alone; two; all equal; no telling how answers vary; worths all equal.
SELECT (cx_leaderboard('[1,5]{1,2,3,4,5}', 'csat') OVER ()).*;
SELECT i, (cx_leaderboard(t, 'csat') OVER ()).* FROM unnest('{"[1,5]{90,0,0,0,5}","[1,5]{5,0,0,0,90}"}'::cx_tally[]) WITH ORDINALITY u(t, i) ORDER BY i;
SELECT (cx_leaderboard('[1,5]{1,2,3,4,5}', 'csat') OVER ()).* FROM generate_series(1, 3);
SELECT i, (cx_leaderboard(t, 'csat') OVER ()).* FROM unnest('{"[1,5]{0,0,0,0,1}","[1,5]{1,0,0,0,0}"}'::cx_tally[]) WITH ORDINALITY u(t, i) ORDER BY i;
SELECT i, (cx_leaderboard(t, 'values {5,5,5}') OVER ()).* FROM unnest('{"[1,3]{1,2,3}","[1,3]{4,5,6}"}'::cx_tally[]) WITH ORDINALITY u(t, i) ORDER BY i;
SELECT i, (cx_leaderboard(t, 'csat') OVER ()).*
	FROM unnest('{"[1,5]{9,0,0,0,0}","[1,5]{0,0,0,0,9}","[1,5]{0,0,0,0,7}"}'::cx_tally[]) WITH ORDINALITY u(t, i) ORDER BY i;

-- Digits: as many as suit the metric, as asked, all.
SELECT digits, (b).value, (b).lower, (b).shrunk, (b).credibility, (b).adjusted_p
FROM (SELECT 'nps' AS m, -1 AS digits, name, cx_leaderboard(y2018, 'nps') OVER () AS b FROM area
	UNION ALL SELECT 'mean', -1, name, cx_leaderboard(y2018, 'mean') OVER () FROM area
	UNION ALL SELECT 'nps', 0, name, cx_leaderboard(y2018, 'nps', digits => 0) OVER () FROM area
	UNION ALL SELECT 'nps', 3, name, cx_leaderboard(y2018, 'nps', digits => 3) OVER () FROM area) q
WHERE name = 'C' ORDER BY m DESC, digits;
SELECT outcome(format('SELECT cx_leaderboard(y2018, ''nps'', %s) OVER () FROM area LIMIT 1', parameters))
	FROM unnest('{"0.95, -2","1.5","NULL","0.9 + length(name) / 100.0, 1","0.9 + ascii(name) / 1000.0"}'::text[]) parameters;

-- The order of the rows does not show, not even in the last digit.
SELECT count(DISTINCT result) FROM (SELECT s, string_agg(i || ':' || b::text, ' ' ORDER BY i) AS result
	FROM (SELECT s, i, cx_leaderboard(tally, 'top 1', digits => NULL) OVER (PARTITION BY s ORDER BY md5(s || '-' || i)) AS b
		FROM sixty, generate_series(1, 20) s) q GROUP BY s) r;

-- In views, and columns of their own name.
CREATE VIEW board AS SELECT name, (cx_leaderboard(y2018, 'nps') OVER ()).* FROM area;
CREATE MATERIALIZED VIEW stored_board AS SELECT * FROM board;
SELECT name, rank, standing FROM stored_board WHERE standing <> 'no clear difference' ORDER BY rank;
SELECT count(*) FROM (TABLE board EXCEPT TABLE stored_board) q;
DROP MATERIALIZED VIEW stored_board;
DROP VIEW board;
DROP TABLE area, batter, sixty;
