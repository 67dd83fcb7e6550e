-- cx_contribution: what each group contributes to the change of a total; and
-- cx_impact: by how much a part moves a total.

CREATE TABLE area (name text, y2017 cx_tally, y2018 cx_tally);
INSERT INTO area VALUES
	('A', '[0,10]{8,2,3,5,3,28,44,74,175,152,230}', '[0,10]{10,3,11,10,8,54,44,85,166,119,151}'),
	('B', '[0,10]{1,0,0,1,2,14,4,15,35,35,59}', '[0,10]{0,2,1,3,2,21,8,32,53,32,84}'),
	('C', '[0,10]{0,0,0,0,1,14,11,19,49,56,76}', NULL),
	('D', '[0,10]{}', '[0,10]{2,1,4,4,2,34,26,46,113,92,171}'), ('E', NULL, NULL), ('F', '[0,10]{}', '[0,10]{}');
SELECT name, (cx_contribution(y2018, y2017, 'nps') OVER ()).* FROM area ORDER BY name;

-- By Kitagawa's formulas in SQL, on a thousand random tables with groups that come
-- and go, weighted and not; and they add up to the change of the total.
SELECT setseed(0.66);
CREATE TABLE moved AS SELECT world, g, cx_tally(score, 1, 5, weight) FILTER (WHERE period = 1) AS now, cx_tally(score, 1, 5, weight)
	FILTER (WHERE period = 2) AS before
	FROM (SELECT world, g, period, floor(random() * 5 + 1) AS score, CASE world % 3 WHEN 0 THEN 1 ELSE 0.5 + random() END AS weight
		FROM generate_series(1, 1000) world, generate_series(1, 6) g, generate_series(1, 2) period, generate_series(1, 4 + (world + g) % 5) i
		WHERE (world * 7 + g * 3 + period) % 5 > 0) answer GROUP BY world, g;
WITH total AS (SELECT world, cx_merge(now) AS now, cx_merge(before) AS before FROM moved GROUP BY world),
	figures AS (SELECT m.world, cx_contribution(m.now, m.before, 'mean', digits => NULL) OVER (PARTITION BY m.world) AS c, coalesce(cx_weight(m.now),
		0) / cx_weight(t.now) AS a, coalesce(cx_weight(m.before), 0) / cx_weight(t.before) AS b,
			cx_value(m.now, 'mean') AS v, cx_value(m.before, 'mean') AS v0, cx_value(t.now, 'mean') AS tv, cx_value(t.before, 'mean') AS tv0
		FROM moved m JOIN total t USING (world)),
	formulas AS (SELECT *, CASE WHEN v IS NULL OR v0 IS NULL THEN 0 ELSE (a + b) / 2 * (v - v0) END AS score, (a - b) * (coalesce((v + v0) / 2, v,
		v0) - (tv + tv0) / 2) AS mix FROM figures)
SELECT count(*) > 3000 AS many, count(*) FILTER (WHERE (c).contribution IS NULL) AS of_nobody,
	count(*) FILTER (WHERE abs((c).score_effect - score) > 1e-9 OR abs((c).mix_effect - mix) > 1e-9 OR abs((c).share - 100 * a) > 1e-9
		OR abs((c).share_before - 100 * b) > 1e-9) AS different,
	(SELECT count(*) FROM (SELECT abs(sum((c).contribution) - max(tv - tv0)) AS off FROM figures GROUP BY world) s WHERE off > 1e-9) AS not_added_up
FROM formulas WHERE tv IS NOT NULL AND tv0 IS NOT NULL AND (v IS NOT NULL OR v0 IS NOT NULL);
-- One period without any response: all NULL.
SELECT (cx_contribution(y2018, NULL, 'nps') OVER ()).* FROM area WHERE name < 'C';
-- The ends of the effect are those of the change, times the mean share.
SELECT count(*) AS wrong FROM (SELECT y2018, y2017, cx_contribution(y2018, y2017, 'nps', 0.9, NULL) OVER () AS c FROM area) q,
	LATERAL (SELECT cx_change_interval(y2018, y2017, 'nps', 0.9)) i(change)
WHERE change IS NOT NULL AND (abs((c).effect_lower - lower(change) * ((c).share + (c).share_before) / 200) > 1e-9
	OR abs((c).effect_upper - upper(change) * ((c).share + (c).share_before) / 200) > 1e-9);
-- Without a change of the shares the mix has the effect 0, which has no sign.
SELECT (cx_contribution(now, before, 'mean', digits => NULL) OVER ()).mix_effect FROM (VALUES ('[0,1]{3,1}'::cx_tally, '[0,1]{2,2}'::cx_tally),
	('[0,1]{1,3}', '[0,1]{2,2}')) v(now, before);
-- A group whose share vanishes has figures of its own, not of another partition.
SELECT (c).share_before, (c).share, (c).score_effect, (c).mix_effect, (c).contribution, (c).effect_lower = 0 AS no_effect FROM (SELECT part, i,
	cx_contribution(now, before, 'mean', digits => NULL) OVER (PARTITION BY part) AS c
	FROM (VALUES (1, 1, '[0,1]{3,5}'::cx_tally, '[0,1]{5,2}'::cx_tally), (1, 2, '[0,1]{13,5}', '[0,1]{15,12}'),
		(2, 1, '[0,1]{1e-161,1e-161}{1e-322,1e-322}2', '[0,1]{1e-161,1e-161}{1e-322,1e-322}2'), (2, 2, '[0,1]{1e163,1e162}{1e308,1e308}2',
			'[0,1]{1e163,1e162}{1e308,1e308}2')) v(part, i, now, before)) q WHERE part = 2 AND i = 1;

-- Impact: the value of the total less that of the rest, also of weighted tallies.
SELECT name, round(cx_impact(y2018, total, 'nps')::numeric, 6) AS impact, abs(cx_impact(y2018, total, 'nps') - (cx_value(total,
	'nps') - cx_value(total - y2018, 'nps'))) < 1e-9 AS right,
	abs(cx_impact(y2018 * 3, total * 3, 'nps') - cx_impact(y2018, total, 'nps')) < 1e-9 AS weighted
FROM (SELECT name, y2018, cx_merge(y2018) OVER () AS total FROM area) q WHERE y2018 IS NOT NULL ORDER BY name;
SELECT cx_impact(t, t, 'csat') AS no_rest, cx_impact('[1,5]{}', t, 'csat') AS no_part, cx_impact('[1,5]{}', '[1,5]{}', 'csat') AS nobody
	FROM (VALUES ('[1,5]{1,2,3,4,5}'::cx_tally)) v(t);
SELECT outcome($$SELECT cx_impact('[1,5]{1,2,3,4,6}', '[1,5]{1,2,3,4,5}', 'csat')$$), outcome($$SELECT cx_impact('[1,3]{1,2,3}', '[1,5]{1,2,3,4,5}', 'csat')$$);
-- Counts are exact, however many: one response too many, or too few.
SELECT outcome($$SELECT cx_impact('[0,1]{2000000001,0}', '[0,1]{2000000000,1}', 'mean')$$), cx_impact('[0,1]{9007199254740991,0}',
	'[0,1]{9007199254740992,0}', 'mean') AS unanimous,
	outcome($$SELECT cx_impact('[0,1]{9007199254740992,0}', '[0,1]{9007199254740991,1}', 'mean')$$);
-- Sums of weights are rounded, on either side.
SELECT cx_impact('[0,1]{2000000000.5,0}{2000000000.5,0}2000000001', '[0,1]{2000000000,1}', 'mean') AS part_weighted, cx_impact('[0,1]{3,0}',
	'[0,1]{2.9999999999999996,1}{3,1}4', 'mean') AS total_weighted,
	outcome($$SELECT cx_impact('[0,1]{3.1,0}{3.1,0}4', '[0,1]{3,1}', 'mean')$$);
-- Parts of weights that are rounded.
SELECT count(*) FILTER (WHERE impact IS NULL) AS of_all, bool_and(abs(impact) < 100) AS bounded
FROM (SELECT cx_impact(now, cx_merge(now) OVER (PARTITION BY world), 'mean') AS impact FROM moved WHERE now IS NOT NULL AND world < 200) q;
DROP TABLE area, moved;
