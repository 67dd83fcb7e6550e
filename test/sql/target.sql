-- cx_target: who is above a target and who below it.

CREATE TABLE area (name text, tally cx_tally);
INSERT INTO area VALUES
	('A', '[0,10]{10,3,11,10,8,54,44,85,166,119,151}'), ('B', '[0,10]{0,2,1,3,2,21,8,32,53,32,84}'), ('C', '[0,10]{1,1,0,0,5,20,6,30,42,22,62}'),
	('D', '[0,10]{2,1,4,4,2,34,26,46,113,92,171}'),
	('E', '[0,10]{1,1,4,0,1,7,2,16,29,41,55}'), ('F', '[0,10]{5,1,1,4,3,24,22,51,90,83,123}'), ('G', '[0,10]{5,2,3,5,3,45,25,74,108,109,124}'),
	('H', NULL), ('I', '[0,10]{}');
SELECT name, (cx_target(tally, 'nps', 35) OVER ()).* FROM area ORDER BY name;
-- Against the average of the leaderboard the verdicts are its standings.
SELECT count(*), count(*) FILTER (WHERE left((t).verdict, 5) <> left((b).standing, 5) OR abs((t).adjusted_p - (b).adjusted_p) > 1e-9) AS different
FROM (SELECT cx_target(tally, 'nps', 32.9054314936, digits => NULL) OVER () AS t, cx_leaderboard(tally, 'nps', digits => NULL) OVER () AS b FROM area) q;
-- A target may be the unit's own, at an end, or unknown.
SELECT name, target, (cx_target(tally, 'nps', target) OVER ()).verdict, (cx_target(tally, 'nps', target) OVER ()).difference
FROM (SELECT name, tally, (ARRAY[-100, 100, NULL, 0, 51, 35.9, 28.8])[row_number() OVER (ORDER BY name)] AS target FROM area WHERE name < 'H') q ORDER BY name;
SELECT outcome(format('SELECT cx_target(tally, ''nps'', %s) OVER () FROM area', parameters))
	FROM unnest('{"101","''NaN''","35, 1","35, 0.9, -3","35, NULL"}'::text[]) parameters;
-- One alone is judged.
SELECT (cx_target('[1,5]{40,4,3,2,41}', 'csat', 80) OVER ()).*;
-- Unanimous answers, few and many.
SELECT n, (cx_target(cx_tally_from_counts(1, ARRAY[0, 0, 0, 0, n]), 'csat', 90) OVER (PARTITION BY n)).verdict
	FROM unnest('{1,10,30,100}'::float8[]) n ORDER BY n;

-- One-sided tests: greater and less add up to 1, two-sided is twice the smaller.
-- [1,5]{0,0,2,10,20} against a mean of 3: greater 9.32e-10 by another program.
SELECT to_char(cx_target_p('[1,5]{0,0,2,10,20}', 'mean', 3, 'greater'), '9.99EEEE') AS greater,
	to_char(1 - cx_target_p('[1,5]{0,0,2,10,20}', 'mean', 3, 'less'), '9.9EEEE') AS not_less;
SELECT metric, count(*) FILTER (WHERE abs(g + l - 1) > 1e-15) AS not_complement, count(*) FILTER (WHERE abs(p - least(2 * least(g, l), 1)) > 1e-15) AS not_twice
FROM (SELECT metric, cx_target_p(tally, metric, target, 'greater') AS g, cx_target_p(tally, metric, target, 'less') AS l,
	cx_target_p(tally, metric, target) AS p
	FROM area, (VALUES ('nps'::cx_metric, -50), ('nps', 20), ('nps', 33.2), ('nps', 90), ('mean', 2.5), ('mean', 8), ('mean', 9.9)) v(metric,
		target)) q GROUP BY metric ORDER BY metric;
SELECT outcome($$SELECT cx_target_p('[1,5]{}', 'csat', 50, 'up')$$), outcome($$SELECT cx_change_p('[1,5]{}', '[1,5]{}', 'csat', 'Greater')$$);
DROP TABLE area;
