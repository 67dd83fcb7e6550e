-- What each group contributes to the change of a total.
\pset null NULL

-- The airport: by score and by mix, in points of its NPS, which fell from 39.84 to
-- 30.98.
SELECT c.* FROM (SELECT area, (cx_contribution(now, before, 'nps') OVER ()).* FROM airport) c ORDER BY area;
-- A mix that changes alone, and scores that change alone.
SELECT title, part, share_before, share, value_before, value, score_effect, mix_effect, contribution
FROM (SELECT title, part, (cx_contribution(now, before, 'csat') OVER (PARTITION BY title)).*
	FROM (VALUES ('mix', 1, '[0,1]{10,10}'::cx_tally, '[0,1]{40,40}'::cx_tally), ('mix', 2, '[0,1]{0,80}', '[0,1]{0,20}'),
		('score', 1, '[0,1]{10,10}', '[0,1]{15,5}'), ('score', 2, '[0,1]{40,40}', '[0,1]{60,20}')) v(title, part, now, before)) c
ORDER BY title, part;

-- Random tables of groups that stay, come and go, weighted and not, against the
-- formulas (Kitagawa 1955).
CREATE TEMP TABLE groups (part integer, id integer, metric text, low integer, now numeric[], now_weight numeric[], before numeric[], before_weight numeric[],
	now_tally cx_tally, before_tally cx_tally);
INSERT INTO groups (part, id, metric, low, now, now_weight, before, before_weight)
	SELECT part, id, metric, low, CASE WHEN (part + id) % 7 <> 0 THEN random_answers(points, (ARRAY[2, 20, 500])[1 + (part + id) % 3]) END, CASE
		WHEN part % 3 = 0 THEN random_weights(points) END,
		CASE WHEN (part + 2 * id) % 8 > 0 AND part % 19 > 0 THEN random_answers(points, (ARRAY[2, 20, 500])[1 + (part * id) % 3]) END, CASE WHEN part % 3 > 0
			AND id % 3 = 1 THEN random_weights(points) END
	FROM setseed(0.9375), generate_series(1, 1000) part, LATERAL generate_series(1, 1 + part % 12) id,
		LATERAL (SELECT (ARRAY['nps', 'mean', 'csat', 'net 2 1'])[1 + part % 4], CASE WHEN part % 4 = 0 THEN 0 ELSE 1 END, CASE WHEN part % 4 = 0 THEN 11
			ELSE 5 END) m(metric, low, points);
UPDATE groups SET now_tally = CASE WHEN now IS NOT NULL THEN tally_of(low, now, now_weight) END, before_tally = CASE
	WHEN before IS NOT NULL THEN tally_of(low, before, before_weight) END;
CREATE TEMP TABLE ours AS
	SELECT part, id, metric, now_tally, before_tally, (cx_contribution(now_tally, before_tally, metric::cx_metric, 0.9, NULL) OVER (PARTITION BY part)).*
		FROM groups;
CREATE TEMP TABLE kitagawa AS
	WITH period AS (
		SELECT part, id, coalesce(cx_weight(now_tally), 0)::numeric AS w, coalesce(cx_weight(before_tally), 0)::numeric AS w_before, n.value AS v, b.value AS v_before
		FROM groups, worths_of(metric, low, low + CASE low WHEN 0 THEN 10 ELSE 4 END) worth, moments(now, now_weight, worth) n,
			moments(before, before_weight, worth) b),
	total AS (
		SELECT part, nullif(sum(w), 0) AS sum, nullif(sum(w_before), 0) AS sum_before, sum(w * v) / nullif(sum(w), 0) AS t,
			sum(w_before * v_before) / nullif(sum(w_before), 0) AS t_before
		FROM period GROUP BY part)
	SELECT part, id, 100 * a AS share, 100 * b AS share_before, v, v_before, t - t_before AS change, coalesce((a + b) / 2 * (v - v_before), 0) AS score_effect,
		(a - b) * (coalesce((v + v_before) / 2, v, v_before) - (t + t_before) / 2) AS mix_effect, (a + b) / 2 AS half_shares
	FROM period JOIN total USING (part), LATERAL (SELECT w / sum, w_before / sum_before) s(a, b) WHERE a + b > 0;
SELECT count(k.share) > 4000 AS groups, count(*) FILTER (WHERE k.v IS NULL) > 250 AS gone, count(*) FILTER (WHERE k.v_before IS NULL) > 250 AS new,
	count(*) FILTER (WHERE differs(o.share, k.share) OR differs(o.share_before, k.share_before) OR differs(o.value, CASE WHEN k.share IS NOT NULL THEN v END)
		OR differs(o.value_before, CASE WHEN k.share IS NOT NULL THEN v_before END)) AS figures_differ,
	count(*) FILTER (WHERE differs(o.score_effect, k.score_effect, 100) OR differs(o.mix_effect, k.mix_effect, 100)
		OR differs(o.contribution, k.score_effect + k.mix_effect, 100)) AS effects_differ,
	-- The ends are those of the change of the score, times the mean share.
	count(*) FILTER (WHERE differs(effect_lower, (half_shares * lower(range)::numeric), 100)
		OR differs(effect_upper, (half_shares * upper(range)::numeric), 100)) AS ends_differ
FROM ours o LEFT JOIN kitagawa k USING (part, id), cx_change_interval(now_tally, before_tally, metric::cx_metric, 0.9) range
WHERE k.share IS NOT NULL OR o.share IS NOT NULL;
-- They add up: shares to 100, contributions to the change of the total; all is
-- NULL where a period has no answers at all.
SELECT count(*) FILTER (WHERE shares IS NOT NULL) > 900 AS tables, count(*) FILTER (WHERE change IS NULL) > 25 AS without_a_period,
	count(*) FILTER (WHERE (shares IS NULL) <> (change IS NULL)) AS null_differs,
		count(*) FILTER (WHERE abs(shares - 100) > 1e-9 OR abs(shares_before - 100) > 1e-9) AS shares_differ,
	count(*) FILTER (WHERE abs(contributions - change) > 1e-9) AS contributions_differ
FROM (SELECT part, sum(share) AS shares, sum(share_before) AS shares_before, sum(contribution) AS contributions,
		cx_value(cx_merge(now_tally), min(metric)::cx_metric) - cx_value(cx_merge(before_tally), min(metric)::cx_metric) AS change FROM ours GROUP BY part) t;
-- The order of the rows does not show, to the last bit.
SELECT count(*) AS rows, count(*) FILTER (WHERE s::text IS DISTINCT FROM (o.share_before, o.share, o.value_before, o.value, o.score_effect, o.effect_lower,
	o.effect_upper, o.mix_effect, o.contribution)::text) AS differences
FROM ours o JOIN (SELECT part, id, cx_contribution(now_tally, before_tally, metric::cx_metric, 0.9, NULL) OVER (PARTITION BY part ORDER BY id * 7 % 13) AS s
	FROM groups) shuffled USING (part, id);
-- Exchanged periods change the signs.
SELECT count(*) FILTER (WHERE abs(a.contribution + b.contribution) > 1e-9 OR abs(a.effect_lower + b.effect_upper) > 1e-9
	OR (a.contribution IS NULL) <> (b.contribution IS NULL)) AS differences
FROM ours a JOIN (SELECT part, id, (cx_contribution(before_tally, now_tally, metric::cx_metric, 0.9, NULL) OVER (PARTITION BY part)).*
	FROM groups) b USING (part, id);

-- Groups in one period, in none, and a period without answers.
SELECT title, id, share_before, share, value_before, value, score_effect, effect_lower, effect_upper, mix_effect, contribution
FROM (SELECT title, id, (cx_contribution(now, before, 'csat') OVER (PARTITION BY title)).*
	FROM (VALUES ('come and go', 1, '[0,1]{10,30}'::cx_tally, '[0,1]{20,20}'::cx_tally), ('come and go', 2, '[0,1]{5,5}', NULL),
		('come and go', 3, '[0,1]{}', '[0,1]{2,8}'),
		('come and go', 4, NULL, NULL), ('come and go', 5, '[0,1]{}', NULL), ('come and go', 6, '[0,1]{0,0}{0,0}3', '[0,1]{}'),
		('no answers before', 1, '[0,1]{10,30}', NULL), ('no answers before', 2, '[0,1]{10,30}', '[0,1]{}'), ('no answers', 1, NULL, NULL),
			('one group', 1, '[0,1]{1,3}', '[0,1]{2,2}')) v(title, id, now, before)) c
ORDER BY title, id;
-- Rounded to the digits, shares to one; unrounded -0 is 0 too.
SELECT digits, (c).score_effect, (c).mix_effect, (c).contribution, (c).share_before
FROM (SELECT id, digits, cx_contribution(now, before, 'mean', digits => digits) OVER (PARTITION BY digits) AS c
	FROM unnest('{-1,0,1,3}'::integer[]) digits, (VALUES (1, '[1,5]{1,2,3,4,7}'::cx_tally, '[1,5]{2,2,4,4,2}'::cx_tally),
		(2, '[1,5]{9,1,1,1,1}', '[1,5]{6,3,2,1,1}')) v(id, now, before)) q
WHERE id = 1 ORDER BY digits;
SELECT id, (c).score_effect, (c).mix_effect, (c).contribution
FROM (SELECT id, cx_contribution(now, before, 'csat', digits => NULL) OVER () AS c
	FROM (VALUES (1, '[0,1]{8,2}'::cx_tally, '[0,1]{8,2}'::cx_tally), (2, '[0,1]{2,8}', '[0,1]{2,8}')) v(id, now, before)) q ORDER BY id;
-- A group whose share vanishes has figures of its own, not of another partition.
SELECT (c).share_before, (c).share, (c).score_effect, (c).mix_effect, (c).contribution, (c).effect_lower = 0 AS no_effect FROM (SELECT part, i,
	cx_contribution(now, before, 'mean', digits => NULL) OVER (PARTITION BY part) AS c
	FROM (VALUES (1, 1, '[0,1]{3,5}'::cx_tally, '[0,1]{5,2}'::cx_tally), (1, 2, '[0,1]{13,5}', '[0,1]{15,12}'),
		(2, 1, '[0,1]{1e-161,1e-161}{1e-322,1e-322}2', '[0,1]{1e-161,1e-161}{1e-322,1e-322}2'), (2, 2, '[0,1]{1e163,1e162}{1e308,1e308}2',
			'[0,1]{1e163,1e162}{1e308,1e308}2')) v(part, i, now, before)) q WHERE part = 2 AND i = 1;
