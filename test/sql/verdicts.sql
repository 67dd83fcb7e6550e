-- The p-values and verdicts of cx_leaderboard, cx_target and cx_progress, on many
-- random boards, against the definition: of the unit's own test and the chance
-- under everybody's answers the nearer to one half, adjusted in each direction.
-- The parts have scripts of their own: cx_target_p and cx_change_p (changes.sql,
-- dirichlet.sql), cx_adjusted_p (adjusted_p.sql), and the mean of all units, which
-- follows from shrunken values (credibility.sql).
\pset null NULL

-- Both tails of a mean of n answers by the saddle point (Lugannani & Rice 1980),
-- from the divergence n D, t and the variance of the tilted mean.
CREATE TYPE tails AS (greater float8, less float8);
CREATE FUNCTION saddle_tails(divergence float8, t float8, variance float8) RETURNS tails LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	r float8 := sign(t) * sqrt(greatest(2 * divergence, 0));
BEGIN
	IF 2 * divergence < 1e-8 THEN
		RETURN (0.5, 0.5)::tails;
	END IF;
	r := r + ln(t * sqrt(variance) / r) / r;
	RETURN (normal_tail(r), normal_tail(-r))::tails;
END $$;
-- The chance p of an end, of which one half counts.
CREATE FUNCTION end_tails(log_p float8, high boolean) RETURNS tails LANGUAGE sql IMMUTABLE
	RETURN CASE WHEN high THEN (exp(greatest(log_p, -700)) / 2, 1 - exp(greatest(log_p, -700)) / 2)::tails
		ELSE (1 - exp(greatest(log_p, -700)) / 2, exp(greatest(log_p, -700)) / 2)::tails END;
-- Of a value x of n answers, whose shares are p of the worths v.
CREATE FUNCTION tails_of(p float8[], v float8[], x float8, n float8, rounding float8) RETURNS tails LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	last integer := cardinality(v);
	at record;
BEGIN
	IF x >= v[last] - rounding THEN
		RETURN end_tails(n * ln(p[last]), true);
	ELSIF x <= v[1] + rounding THEN
		RETURN end_tails(n * ln(p[1]), false);
	END IF;
	SELECT * INTO at FROM tilted(p, v, x);
	RETURN saddle_tails(-n * at.k, at.t, n * at.k2);
END $$;
CREATE FUNCTION nearer_to_half(a tails, b tails) RETURNS tails LANGUAGE sql IMMUTABLE
	RETURN CASE WHEN least(a.greater, a.less) >= least(b.greater, b.less) THEN a ELSE b END;

-- Boards: equal units and unequal ones, few answers and many, near the end of the
-- scale, weighted, unanimous, on metrics of two worths and more.
CREATE TEMP TABLE unit (part integer, id integer, metric text, low integer, answers numeric[], weight numeric[], answers_before numeric[],
	weight_before numeric[],
	tally cx_tally, before cx_tally, v float8[], p float8[], n float8, value float8, v_before float8[], p_before float8[], n_before float8, value_before float8,
		range float8, target float8);
SELECT setseed(0.8125) IS NULL AS seeded;
INSERT INTO unit (part, id, metric, low, answers, weight, answers_before, weight_before)
	SELECT part, id, metric, low, now, CASE WHEN part % 4 = 3 AND id % 5 > 0 THEN random_weights(points) END, before, CASE WHEN part % 4 = 3
		AND id % 3 > 0 THEN random_weights(points) END
	FROM generate_series(1, 110) part, LATERAL generate_series(1, 1 + part * 7 % 19) id,
		LATERAL (SELECT (ARRAY['nps', 'mean', 'csat', 'top 1', 'net 2 1', 'index'])[1 + part % 6], CASE WHEN part % 6 = 0 THEN 0 ELSE 1 END,
			CASE part % 6 WHEN 0 THEN 11 WHEN 3 THEN 2 ELSE 5 END) m(metric, low, points),
		LATERAL (SELECT array_agg(floor((ARRAY[3, 12, 60, 400])[1 + (part + id * (part % 2)) % 4] * random() ^ 2 * (x::float8 / points) ^ (part % 5)
				* CASE WHEN part % 3 = 0 THEN 1 ELSE 1 + id * x % 5 END)::numeric ORDER BY x),
			array_agg(floor((ARRAY[3, 12, 60, 400])[1 + (part + id * (part % 2)) % 4] * random() ^ 2 * (x::float8 / points) ^ (part % 5))::numeric ORDER BY x)
			FROM generate_series(1, points) x WHERE id > 0) a(now, before);
-- Some are unanimous.
UPDATE unit SET answers = ARRAY(SELECT CASE WHEN i = cardinality(answers) THEN 7 ELSE 0 END FROM generate_series(1, cardinality(answers)) i)
	WHERE (part + id) % 17 = 0;
UPDATE unit SET answers_before = ARRAY(SELECT CASE WHEN i = 1 THEN 4 ELSE 0 END FROM generate_series(1, cardinality(answers)) i) WHERE (part + id) % 34 = 0;
UPDATE unit SET tally = tally_of(low, answers, weight), before = tally_of(low, answers_before, weight_before);
DELETE FROM unit WHERE cx_responses(tally) = 0 OR cx_responses(before) = 0;
UPDATE unit u SET (v, p, n, value, v_before, p_before, n_before, value_before) =
	(SELECT a.v, a.p, m.effective, m.value, b.v, b.p, mb.effective, mb.value
	FROM worths_of(metric, low, low + cardinality(answers) - 1) worth, by_worth(answers, weight, worth) a, by_worth(answers_before, weight_before, worth) b,
		moments(answers, weight, worth) m, moments(answers_before, weight_before, worth) mb);
-- Each row has a target of its own in some boards, and one that is at an end.
UPDATE unit SET range = v[cardinality(v)] - v[1], target = v[1] + (v[cardinality(v)] - v[1]) * CASE WHEN part % 10 = 9 THEN part / 10 % 2
	WHEN part % 3 = 0 THEN 0.3 + id % 4 / 10.0 ELSE 0.4 + part % 5 / 8.0 END;
ANALYZE unit;

-- What everybody answered, by board; the mean of all units.
CREATE TEMP TABLE board AS
	SELECT part, units, v, p, CASE WHEN min_z < 1 THEN (shrunk - min_z * value) / (1 - min_z) WHEN min_z = 1 THEN plain END AS mean
	FROM (SELECT DISTINCT ON (part) part, value, shrunk, z AS min_z, count(*) OVER w AS units, avg(value) OVER w AS plain
			FROM (SELECT part, value, cx_shrunk_value(tally, metric::cx_metric) OVER w AS shrunk, cx_credibility(tally, metric::cx_metric) OVER w AS z
				FROM unit WINDOW w AS (PARTITION BY part)) s WINDOW w AS (PARTITION BY part) ORDER BY part, z) m
		JOIN (SELECT part, array_agg(worth ORDER BY worth) AS v, array_agg(answers / total ORDER BY worth) AS p
			FROM (SELECT part, worth, sum(n * share) AS answers, sum(sum(n * share)) OVER (PARTITION BY part) AS total FROM unit, unnest(v, p) a(worth, share)
				GROUP BY part, worth) s
			-- Only the worths that somebody gave.
			WHERE answers > 0 GROUP BY part) a USING (part);
-- The evidence against a reference, in one direction and the other.
CREATE FUNCTION level_tails(board_p float8[], board_v float8[], own tails, value float8, n float8, reference float8,
	rounding float8) RETURNS tails LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	last integer := cardinality(board_v);
	at record;
BEGIN
	IF abs(value - reference) <= rounding THEN
		RETURN (0.5, 0.5)::tails;
	ELSIF reference <= board_v[1] + rounding OR reference >= board_v[last] - rounding THEN
		RETURN own;
	END IF;
	SELECT * INTO at FROM tilted(board_p, board_v, reference);
	RETURN nearer_to_half(own, tails_of(ARRAY(SELECT a * exp(greatest(at.t * (e - reference) - at.k, -700)) FROM unnest(board_p, board_v) u(a, e)), board_v, value,
		n, rounding));
END $$;
CREATE TEMP TABLE ours AS
	SELECT 'leaderboard' AS board, part, id, (l).value, (l).adjusted_p, (l).standing AS verdict
	FROM (SELECT part, id, cx_leaderboard(tally, metric::cx_metric, digits => NULL) OVER (PARTITION BY part) AS l FROM unit) q
	UNION ALL
	SELECT 'target', part, id, (t).difference, (t).adjusted_p, (t).verdict
	FROM (SELECT part, id, cx_target(tally, metric::cx_metric, target, digits => NULL) OVER (PARTITION BY part) AS t FROM unit) q
	UNION ALL
	SELECT 'progress', part, id, (p).change, (p).adjusted_p, (p).verdict
	FROM (SELECT part, id, cx_progress(tally, before, metric::cx_metric, digits => NULL) OVER (PARTITION BY part) AS p FROM unit) q;
-- The difference between the means of two samples of one distribution: K(t) =
-- n K0(t / n) + m K0(-t / m), where both tilted means differ by the change.
CREATE FUNCTION change_tails(p float8[], v float8[], own tails, change float8, n float8, m float8,
	rounding float8) RETURNS tails LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	last integer := cardinality(v);
	mean float8 := (SELECT sum(a * e) FROM unnest(p, v) u(a, e));
	e float8[] := ARRAY(SELECT w - mean FROM unnest(v) w);
	range float8 := v[last] - v[1];
	low float8 := -2000 / nullif(range, 0);
	high float8 := 2000 / nullif(range, 0);
	s float8;
	next float8 := 0;
	a record;
	b record;
BEGIN
	IF abs(change) <= rounding THEN
		RETURN (0.5, 0.5)::tails;
	ELSIF change >= range - rounding THEN
		RETURN nearer_to_half(own, end_tails(n * ln(p[last]) + m * ln(p[1]), true));
	ELSIF change <= -range + rounding THEN
		RETURN nearer_to_half(own, end_tails(n * ln(p[1]) + m * ln(p[last]), false));
	END IF;
	-- t = s n m / (n + m).
	FOR step IN 1..200 LOOP
		s := next;
		a := tilted_by(p, e, s * m / (n + m));
		b := tilted_by(p, e, -s * n / (n + m));
		IF a.mean - b.mean < change THEN
			low := s;
		ELSE
			high := s;
		END IF;
		next := s - (a.mean - b.mean - change) / nullif((a.variance * m + b.variance * n) / (n + m), 0);
		EXIT WHEN abs(next - s) <= 1e-15 * abs(s) OR high - low <= 1e-15 * abs(s);
		IF next IS NULL OR next <= low OR next >= high THEN
			next := (low + high) / 2;
		END IF;
	END LOOP;
	s := s * n * m / (n + m);
	RETURN nearer_to_half(own, saddle_tails(s * change - n * a.k - m * b.k, s, a.variance / n + b.variance / m));
END $$;
CREATE TEMP TABLE plain AS
	SELECT 'leaderboard' AS board, part, id, units,
		level_tails(b.p, b.v, (cx_target_p(tally, metric::cx_metric, mean, 'greater'), cx_target_p(tally, metric::cx_metric, mean, 'less'))::tails, value, n, mean,
			1e-12 * range) AS p
	FROM unit JOIN board b USING (part) WHERE units > 1 AND mean IS NOT NULL
	UNION ALL
	SELECT 'target', part, id, units, level_tails(b.p, b.v, (cx_target_p(tally, metric::cx_metric, target, 'greater'),
		cx_target_p(tally, metric::cx_metric, target, 'less'))::tails,
		value, n, target, 1e-12 * range)
	FROM unit JOIN board b USING (part)
	UNION ALL
	-- The answers of both periods together, of the worths that somebody gave.
	SELECT 'progress', part, id, 1, change_tails(pooled, worths,
		(cx_change_p(tally, before, metric::cx_metric, 'greater'), cx_change_p(tally, before, metric::cx_metric, 'less'))::tails,
		value - value_before, n, n_before, 1e-12 * range)
	FROM unit, LATERAL (SELECT array_agg((n * a + n_before * b) / (n + n_before) ORDER BY w), array_agg(w ORDER BY w) FROM unnest(v, p, p_before) u(w, a, b)
		WHERE a + b > 0) s(pooled, worths);
CREATE TEMP TABLE adjusted AS
	SELECT board, part, id, least(1, 2 * least(greater, less)) AS adjusted_p, greater < less AS above
	FROM (SELECT board, part, id, cx_adjusted_p((p).greater) OVER w AS greater, cx_adjusted_p((p).less) OVER w AS less FROM plain
		WINDOW w AS (PARTITION BY board, part)) q;
SELECT board, count(*) > 700 AS units, count(*) FILTER (WHERE a.adjusted_p < 0.9) > 150 AS apart,
	count(*) FILTER (WHERE a.adjusted_p < 1e-9) > 10 AS far_apart,
	count(*) FILTER (WHERE differs(o.adjusted_p, a.adjusted_p::numeric)) AS differences,
		count(*) FILTER (WHERE abs(o.adjusted_p - a.adjusted_p) > 1e-6 * a.adjusted_p) AS relative,
	-- The verdict stands exactly where adjusted_p is at most 1 - confidence.
	count(DISTINCT verdict) AS verdicts, count(*) FILTER (WHERE verdict IS DISTINCT FROM CASE WHEN a.adjusted_p IS NULL THEN NULL
		WHEN a.adjusted_p <= 1 - 0.95::float8 THEN CASE board WHEN 'leaderboard' THEN CASE WHEN above THEN 'above average' ELSE 'below average' END
				WHEN 'target' THEN CASE WHEN above THEN 'above target' ELSE 'below target' END ELSE CASE WHEN above THEN 'rose' ELSE 'fell' END END
			ELSE CASE board WHEN 'progress' THEN 'no clear change' ELSE 'no clear difference' END END) AS verdicts_differ
FROM ours o LEFT JOIN adjusted a USING (board, part, id) GROUP BY board ORDER BY board;
