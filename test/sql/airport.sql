-- The passenger survey of San Francisco International Airport, 2015-2018
-- (published through DataSF under the Public Domain Dedication License):
-- counts of answers, and what other programs computed from them.
\pset null NULL

CREATE TABLE counts (name text, low integer, counts integer[]);
INSERT INTO counts VALUES
	('nps 2017', 0, '{17,6,8,19,18,144,130,291,677,564,872}'),
	('nps 2018', 0, '{24,11,24,26,24,205,133,334,601,498,770}'),
	('nps 2018, PreCheck', 0, '{6,4,7,7,8,59,44,115,203,206,306}'),
	('nps 2018, no PreCheck', 0, '{13,6,14,10,11,104,64,157,298,209,342}'),
	('nps 2017-05-06', 0, '{0,0,1,1,2,12,8,27,57,36,45}'),
	('nps 2017-05-25', 0, '{2,1,2,2,1,9,13,34,63,61,94}'),
	('nps 2017-05-30', 0, '{0,3,1,3,1,11,8,20,51,47,75}'),
	('csat 2018', 1, '{6,46,514,1428,631}');
-- One row a passenger, for the aggregates over scores.
CREATE VIEW passengers AS
	SELECT name, low, (low + i - 1)::integer AS score FROM counts, unnest(counts) WITH ORDINALITY c(n, i), generate_series(1, n);

-- 2018 all +30.98 (n = 2,650), with PreCheck +39.1 (965), without +26.8 (1,228);
-- 2017-05-06 +30.1587 (24 detractors, 84 passives, 81 promoters), 2017-05-25
-- +44.3262, 2017-05-30 +43.1818; 2017 all 39.8398.
SELECT name, round(nps(score)::numeric, 4) AS nps, count(*) AS n, cx_responses(cx_tally(score, 0, 10)) AS responses,
	cx_count(cx_tally(score, 0, 10), 0, 6) AS detractors, cx_count(cx_tally(score, 0, 10), 7, 8) AS passives, cx_count(cx_tally(score, 0, 10), 9, 10)
		AS promoters
FROM passengers WHERE name ~ 'nps' GROUP BY name ORDER BY name COLLATE "C";
-- Satisfied or very satisfied 2018: 1428 + 631 of 2,625.
SELECT round(csat(score)::numeric, 4) AS csat, round(100.0 * (1428 + 631) / 2625, 4) AS expected, round(ces(score::numeric)::numeric, 4) AS mean
	FROM passengers WHERE name = 'csat 2018';
-- The same from arrays and tables of counts.
SELECT count(*) AS surveys, bool_and(from_array = from_rows AND from_counts = from_rows) AS alike FROM (
	SELECT name, cx_tally_from_counts(low, counts) AS from_array,
		(SELECT cx_tally(score, p.low, p.low + cardinality(counts) - 1) FROM passengers p WHERE p.name = c.name) AS from_rows,
		(SELECT cx_tally_from_counts(low + i::integer - 1, n, low, low + cardinality(counts) - 1) FROM unnest(counts) WITH ORDINALITY u(n, i)) AS from_counts
	FROM counts c) x;

-- By boarding area, from 2017 to 2018: A 39.92 19.67, B 43.37 33.19, C 46.90
-- 26.98, D 43.52 38.38, E 46.86 50.96 (the only riser), F 38.51 35.87, G 32.96
-- 28.83.
SELECT area, round(nps(tally) FILTER (WHERE wave = 2017)::numeric, 2) AS nps_2017, round(nps(tally) FILTER (WHERE wave = 2018)::numeric, 2) AS nps_2018,
	nps(tally) FILTER (WHERE wave = 2018) > nps(tally) FILTER (WHERE wave = 2017) AS rises FROM areas GROUP BY area ORDER BY area;
-- The areas add up to all passengers.
SELECT wave, cx_responses(cx_merge(tally)) AS responses, cx_merge(tally) = (SELECT cx_tally_from_counts(low, counts) FROM counts
	WHERE name = 'nps ' || wave) AS all_passengers
FROM areas GROUP BY wave ORDER BY wave;

-- Answers by survey weight, 2018 csat and 2017 and 2018 nps.
CREATE TABLE weighted (wave integer, weight numeric, counts integer[]);
INSERT INTO weighted VALUES
	(2018, 0.208038, '{0,0,9,22,15}'),
	(2018, 0.2863575, '{1,1,37,65,21}'),
	(2018, 0.3191648, '{0,2,19,47,17}'),
	(2018, 0.3461202, '{0,3,37,70,27}'),
	(2018, 0.3607733, '{0,1,14,41,8}'),
	(2018, 0.6088813, '{1,1,10,25,6}'),
	(2018, 0.6704842, '{2,15,108,258,105}'),
	(2018, 0.9942748, '{0,4,42,101,45}'),
	(2018, 1.0611394, '{0,1,28,98,55}'),
	(2018, 1.1063322, '{0,6,57,178,94}'),
	(2018, 1.1789461, '{1,5,46,99,29}'),
	(2018, 1.4869248, '{1,6,107,416,200}'),
	(2018, 3.8875283, '{0,1,0,8,9}');
-- Other programs' sums of weights 2018 for 2 to 5: 43.4, 462.8, 1433.1, 674.5;
-- in all 2,618.67.
CREATE VIEW weighted_passengers AS
	SELECT wave, cardinality(counts) AS points, weight, (i - CASE cardinality(counts) WHEN 11 THEN 1 ELSE 0 END)::integer AS score
	FROM weighted, unnest(counts) WITH ORDINALITY c(n, i), generate_series(1, n);
SELECT ARRAY(SELECT round(c::numeric, 1) FROM unnest(cx_counts(tally)) c) AS sums, round(cx_weight(tally)::numeric, 2) AS weight,
	cx_responses(tally) AS responses,
	round(cx_value(tally, 'csat')::numeric, 4) AS csat, round((1433.1350492 + 674.5078511) / 2618.6699184 * 100, 4) AS expected
FROM (SELECT cx_tally(score, 1, 5, weight) FROM weighted_passengers) t(tally);
-- Weighted nps: 2017 40.3984, 2018 35.1136.
INSERT INTO weighted VALUES
	(2017, 0.2847177143, '{1,0,1,1,1,9,10,18,39,44,46}'),
	(2017, 0.3778995413, '{0,0,0,2,0,9,13,24,51,41,73}'),
	(2017, 0.4545549296, '{0,1,0,0,1,2,1,8,18,16,23}'),
	(2017, 0.493739881, '{3,1,1,1,2,8,7,16,33,32,57}'),
	(2017, 0.723115625, '{7,1,3,5,7,28,35,58,147,134,166}'),
	(2017, 0.9440823789, '{0,0,0,4,0,17,12,30,73,36,43}'),
	(2017, 1.0380333333, '{0,0,1,1,0,16,7,13,46,49,70}'),
	(2017, 1.1156485207, '{1,0,0,1,2,14,4,15,35,35,59}'),
	(2017, 1.3045777778, '{0,0,0,0,1,8,8,17,38,45,53}'),
	(2017, 1.4778779661, '{2,0,0,0,0,9,6,17,44,32,64}'),
	(2017, 1.6329600946, '{3,3,2,4,4,24,27,75,153,100,218}'),
	(2018, 0.208038, '{0,1,0,1,1,4,2,5,8,3,20}'),
	(2018, 0.2863575, '{0,2,2,3,3,12,9,20,33,25,23}'),
	(2018, 0.3191648, '{2,1,1,3,1,6,9,14,22,11,18}'),
	(2018, 0.3461202, '{1,0,1,1,1,14,12,21,39,14,31}'),
	(2018, 0.3607733, '{0,0,0,2,1,5,2,12,11,15,16}'),
	(2018, 0.6088813, '{2,1,0,1,0,6,2,4,13,8,8}'),
	(2018, 0.6704842, '{7,1,8,4,5,35,24,63,125,103,115}'),
	(2018, 0.9942748, '{0,1,1,2,1,17,6,27,45,29,64}'),
	(2018, 1.0611394, '{0,0,0,3,0,9,7,17,50,36,65}'),
	(2018, 1.1063322, '{3,1,4,1,2,31,22,31,64,58,114}'),
	(2018, 1.1789461, '{1,1,0,0,5,20,6,28,42,22,59}'),
	(2018, 1.4869248, '{8,2,6,5,4,46,31,89,148,170,226}'),
	(2018, 3.8875283, '{0,0,1,0,0,0,1,3,1,4,11}');
SELECT wave, round(nps(score, weight)::numeric, 4) AS weighted, round(nps(score)::numeric, 4) AS unweighted, count(*) AS n FROM weighted_passengers
	WHERE points = 11 GROUP BY wave ORDER BY wave;
-- Kish's size and the standard error, in plain SQL from the single answers.
SELECT wave, round(cx_effective_responses(tally)::numeric, 6) AS effective, round(kish, 6) AS expected,
	round(cx_stderr(tally, 'nps')::numeric, 6) AS stderr, round(se, 6) AS expected
FROM (SELECT wave, cx_tally(score, 0, 10, weight) AS tally, sum(weight) ^ 2 / sum(weight ^ 2) AS kish FROM weighted_passengers
	WHERE points = 11 GROUP BY wave) t
JOIN (SELECT wave, sqrt(sum(weight ^ 2 * (worth - theta) ^ 2)) / sum(weight) AS se
	FROM (SELECT wave, weight, worth, sum(weight * worth) OVER (PARTITION BY wave) / sum(weight) OVER (PARTITION BY wave) AS theta
		FROM weighted_passengers, LATERAL (VALUES (CASE WHEN score >= 9 THEN 100 WHEN score <= 6 THEN -100 ELSE 0 END)) w(worth) WHERE points = 11) x
			GROUP BY wave) s USING (wave)
ORDER BY wave;

DROP VIEW passengers, weighted_passengers;
DROP TABLE counts, weighted;
