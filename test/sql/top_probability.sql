-- cx_top_probability: the chance to be among the k best.

-- The boarding areas of San Francisco airport in 2018.  By 200,000 draws from the
-- posterior of another program, to .003: top 1 E .868, D .081; top 3 E .988, D .869,
-- F .648, B .356, C .088, G .051, A .000.
CREATE TABLE area (name text, tally cx_tally);
INSERT INTO area VALUES
	('A', '[0,10]{10,3,11,10,8,54,44,85,166,119,151}'), ('B', '[0,10]{0,2,1,3,2,21,8,32,53,32,84}'), ('C', '[0,10]{1,1,0,0,5,20,6,30,42,22,62}'),
	('D', '[0,10]{2,1,4,4,2,34,26,46,113,92,171}'), ('E', '[0,10]{1,1,4,0,1,7,2,16,29,41,55}'), ('F', '[0,10]{5,1,1,4,3,24,22,51,90,83,123}'),
	('G', '[0,10]{5,2,3,5,3,45,25,74,108,109,124}');
SELECT name, round(cx_top_probability(tally, 'nps', 1) OVER ()::numeric, 3) AS top_1, round(cx_top_probability(tally, 'nps', 3) OVER ()::numeric, 3) AS top_3
	FROM area;
-- Eighteen batters of Efron & Morris (1975), hits of 45.
CREATE TABLE batter AS SELECT i, hits, cx_tally_from_counts(0, ARRAY[45 - hits, hits]::float8[]) AS tally
	FROM unnest('{18,17,16,15,14,14,13,12,11,11,10,10,10,10,10,9,8,7}'::integer[]) WITH ORDINALITY u(hits, i);
SELECT hits, round(max(t1)::numeric, 3) AS top_1, round(max(t5)::numeric, 3) AS top_5
FROM (SELECT hits, cx_top_probability(tally, 'top 1', 1) OVER () AS t1, cx_top_probability(tally, 'top 1', 5) OVER () AS t5 FROM batter) q GROUP BY hits
	ORDER BY hits DESC;
-- All chances that programs in Python (numpy, scipy) give for the examples of
-- 00_setup.sql: they differ by rounding and by how finely they integrate.
WITH chance AS (
	SELECT 'airport ' || wave AS source, k, area AS unit, cx_top_probability(tally, 'nps', k) OVER (PARTITION BY wave, k) AS p
	FROM areas, unnest('{1,3}'::integer[]) k
	UNION ALL
	SELECT 'batters', k, hits::text, cx_top_probability(tally, 'top 1', k) OVER (PARTITION BY k) FROM batters, unnest('{1,5}'::integer[]) k
	UNION ALL
	SELECT 'crowd', 5, unit::text, cx_top_probability(tally, 'top 1', 5) OVER () FROM crowd)
SELECT source, k, count(p) AS units, bool_and(abs(p - published) < 0.0005) AS alike
FROM (VALUES ('airport 2018', 1, '{A,B,C,D,E,F,G}'::text[], '{0,0.01718,0.00242,0.08141,0.86816,0.03051,0.00032}'::float8[]),
		('airport 2018', 3, '{A,B,C,D,E,F,G}', '{0.00002,0.35572,0.08815,0.86861,0.98782,0.64820,0.05148}'),
		('airport 2017', 1, '{A,B,C,D,E,F,G}', '{0.03438,0.16013,0.31692,0.18478,0.27409,0.02934,0.00037}'),
		('batters', 1, '{18,17,16,15,14,13,12,11,10,9,8,7}', '{0.1523,0.1273,0.1057,0.0872,0.0714,0.0580,0.0468,0.0375,0.0298,0.0235,0.0184,0.0142}'),
		('batters', 5, '{18,17,16,15,14,13,12,11,10,9,8,7}', '{0.5238,0.4786,0.4337,0.3897,0.3472,0.3066,0.2685,0.2330,0.2005,0.1709,0.1445,0.1210}'),
		('crowd', 5, '{1,2,11,13,24,60}', '{0.00422,0,0.47939,0,0.49622,0.99995}')) v(source, k, units, chances), unnest(units, chances) u(unit, published)
	LEFT JOIN LATERAL (SELECT p FROM chance c WHERE (c.source, c.k, c.unit) = (v.source, v.k, u.unit)) c ON true
GROUP BY source, k ORDER BY source, k;
-- The chances of all add up to k, grow with k, and with the rank; the order of rows
-- does not show.
SELECT k, round(sum(p)::numeric, 9) AS sum, count(*) FILTER (WHERE p < before) AS falling, count(*) FILTER (WHERE p > above + 1e-12) AS out_of_order
FROM (SELECT k, i, p, lag(p) OVER (PARTITION BY i ORDER BY k) AS before, lag(p) OVER (PARTITION BY k ORDER BY hits DESC, i) AS above
	FROM (SELECT k, i, hits, cx_top_probability(tally, 'top 1', k) OVER (PARTITION BY k) AS p FROM batter, generate_series(1, 18) k) q) w GROUP BY k ORDER BY k;
SELECT count(DISTINCT result) FROM (SELECT s, string_agg(i || ':' || p, ' ' ORDER BY i) AS result
	FROM (SELECT s, i, cx_top_probability(tally, 'top 1', 5) OVER (PARTITION BY s ORDER BY md5(s || '-' || i)) AS p FROM batter, generate_series(1, 20) s) q
		GROUP BY s) r;

-- All alike: k of I.  Values that are known: those above the border are in, those on
-- it share what is left.
SELECT DISTINCT cx_top_probability('[1,5]{1,2,3,4,5}', 'csat', 2) OVER () FROM generate_series(1, 8);
SELECT i, round(cx_top_probability(t, 'csat', 2) OVER ()::numeric, 9) AS chance
	FROM unnest('{"[1,5]{0,0,0,0,9}","[1,5]{9,0,0,0,0}","[1,5]{7,0,0,0,0}","[1,5]{5,0,0,0,0}"}'::cx_tally[]) WITH ORDINALITY u(t, i) ORDER BY i;
-- One alone; more places than units; who takes no part; too few to tell.
SELECT cx_top_probability('[1,5]{1,2,3,4,5}', 'csat', 1) OVER ();
SELECT i, cx_top_probability(t, 'csat', 2) OVER () FROM unnest('{NULL,"[1,5]{}","[1,5]{1,2,3,4,5}","[1,5]{5,4,3,2,1}"}'::cx_tally[]) WITH ORDINALITY u(t, i)
	ORDER BY i;
SELECT i, cx_top_probability(t, 'csat', 1) OVER () FROM unnest('{"[1,5]{0,0,0,0,1}","[1,5]{1,0,0,0,0}"}'::cx_tally[]) WITH ORDINALITY u(t, i) ORDER BY i;
SELECT cx_top_probability(tally, 'csat', NULL) OVER () FROM survey WHERE false;
SELECT outcome('SELECT cx_top_probability(tally, ''top 1'', 0) OVER () FROM batter'),
	outcome('SELECT cx_top_probability(tally, ''top 1'', i::integer) OVER () FROM batter');
DROP TABLE area, batter;
