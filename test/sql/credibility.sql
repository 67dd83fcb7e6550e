-- Credibility: the shrunk values, credibilities and ranks of units and of their
-- changes, against published examples and the formulas in PL/pgSQL.
\pset null NULL

-- R package actuar, cm() on the scores' worth of four teams: the collective
-- mean is -13.66037.
CREATE TEMP TABLE example AS
	SELECT team, cx_tally(score, 0, 10) AS t FROM (VALUES ('A', '{9,10,3,8,7}'::integer[]), ('B', '{2,5,6,10,10,9,1}'), ('C', '{8,9}'), ('D',
		'{0,0,3,6,4,10}')) v(team, scores),
		unnest(scores) score GROUP BY team;
SELECT team, cx_value(t, 'nps')::numeric(10, 5), cx_credibility(t, 'nps') OVER ()::numeric(9, 8) AS credibility, cx_shrunk_value(t, 'nps')
	OVER ()::numeric(14, 11) AS shrunk_value,
	cx_rank(t, 'nps') OVER () AS rank, round(((cx_shrunk_value(t, 'nps') OVER () - cx_credibility(t, 'nps') OVER () * cx_value(t,
		'nps')) / (1 - cx_credibility(t, 'nps') OVER ()))::numeric, 5) AS collective
FROM example ORDER BY team;

-- What a program in Python (numpy) gives for the examples of 00_setup.sql.  From
-- 2017 to 2018 the airport's shrunken changes are A -18.096292 B -8.032597
-- C -12.562293 D -4.609153 E 1.352677 F -4.753550 G -7.390409.
SELECT area, cx_most_improved(now, before, 'nps') OVER () AS rank, round(cx_shrunk_change(now, before, 'nps') OVER ()::numeric, 6) AS shrunk,
	round(cx_change_credibility(now, before, 'nps') OVER ()::numeric, 6) AS credibility
FROM airport ORDER BY area;
-- The batters of Efron & Morris: the credibility of all is .107699, the best
-- shrinks to 27.992497, the last to 25.359847.
SELECT hits, rank, credibility, shrunk FROM (
	SELECT hits, cx_rank(tally, 'top 1') OVER () AS rank, round(cx_credibility(tally, 'top 1') OVER ()::numeric, 6) AS credibility,
		round(cx_shrunk_value(tally, 'top 1') OVER ()::numeric, 6) AS shrunk
	FROM batters) b
WHERE hits IN (18, 12, 7);
-- The stores, all alike before: the riser is believed, with credibility .965287
-- and a change of 26.398595; 2, 6 and 11 are not, with .069660, .071444, .106835
-- and .580901, .793783, -.143734.
SELECT store, change, rank, shrunk, credibility FROM (
	SELECT store, cx_value(now, 'values {-100,0,100}') - cx_value(before, 'values {-100,0,100}') AS change,
		cx_most_improved(now, before, 'values {-100,0,100}') OVER () AS rank,
		round(cx_shrunk_change(now, before, 'values {-100,0,100}') OVER ()::numeric, 6) AS shrunk,
		round(cx_change_credibility(now, before, 'values {-100,0,100}') OVER ()::numeric, 6) AS credibility
	FROM stores) s
WHERE store IN (1, 2, 6, 11) ORDER BY store;

-- Units in partitions of all sorts: equal and unequal sizes, weighted, mixed
-- with unweighted, with few answers and none, alike and apart, weightless, and
-- one that is far from all others.
CREATE TABLE unit (part integer, id integer, low integer, high integer, metric text, answers numeric[], weight numeric[], t cx_tally,
	answers_before numeric[], weight_before numeric[], before cx_tally);
SELECT setseed(0.5) IS NULL AS seeded;
INSERT INTO unit (part, id, low, high, metric, answers, weight, answers_before, weight_before)
	SELECT part, id, low, high, metric,
		CASE WHEN part % 22 = 11 THEN ARRAY(SELECT CASE WHEN x - low = (id + part) % 3 THEN 1 ELSE 0 END FROM generate_series(low, high) x)
			WHEN part % 7 = 3 THEN ARRAY(SELECT CASE WHEN x - low = answer THEN id ELSE 0 END FROM generate_series(low, high) x)
			WHEN part % 7 = 5 THEN ARRAY(SELECT 30 + CASE WHEN id = 1 AND x = high THEN 400 ELSE floor(random() * 9) END FROM generate_series(low, high) x)
			ELSE random_answers(high - low + 1, size) END,
		CASE WHEN part % 3 = 1 AND id % 5 <> 0 THEN random_weights(high - low + 1)
			WHEN part % 3 = 2 AND id % 9 = 0 THEN array_fill(0::numeric, ARRAY[high - low + 1]) END,
		CASE WHEN part % 22 = 11 THEN ARRAY(SELECT CASE WHEN x = low THEN 1 ELSE 0 END FROM generate_series(low, high) x)
			WHEN part % 14 = 3 THEN ARRAY(SELECT CASE WHEN x - low = id % 2 THEN id ELSE 0 END FROM generate_series(low, high) x)
			WHEN part % 14 = 5 THEN ARRAY(SELECT 30 + floor(random() * 9) FROM generate_series(low, high)) ELSE random_answers(high - low + 1, size) END,
		CASE WHEN part % 3 = 1 AND id % 4 <> 0 THEN random_weights(high - low + 1) END
	FROM generate_series(1, 207) part, LATERAL generate_series(1, 1 + part % 23) id,
		LATERAL (SELECT (ARRAY['nps', 'mean', 'csat', 'index', 'net 2 1', 'top 3'])[1 + part % 6]) m(metric),
		LATERAL (SELECT CASE WHEN part % 6 = 0 OR part % 5 = 0 THEN 0 ELSE part % 4 - 2 END,
			CASE WHEN part % 6 = 0 OR part % 5 = 0 THEN 10 ELSE part % 4 + 2 END) s(low, high),
		LATERAL (SELECT CASE WHEN part % 11 = 0 THEN 1 WHEN part % 4 = 0 THEN 200 ELSE (id * 7 % 13) ^ 2 END::integer,
			CASE WHEN part % 2 = 0 THEN 1 ELSE id % 4 END) z(size, answer);
UPDATE unit SET t = tally_of(low, answers, weight), before = tally_of(low, answers_before, weight_before);

-- The formulas, from values, sizes, sum of squares and degrees of freedom, and
-- the metric's range.  What differs by rounding alone does not.
CREATE FUNCTION deviation(value float8, mean float8, range float8) RETURNS float8 LANGUAGE sql IMMUTABLE
	RETURN CASE WHEN abs(value - mean) <= 1e-12 * range THEN 0 ELSE value - mean END;
-- Bühlmann & Straub: the variance between units.
CREATE FUNCTION between_units(y float8[], n float8[], s2 float8, range float8, OUT a float8, OUT mean float8) LANGUAGE sql IMMUTABLE
BEGIN ATOMIC
	SELECT greatest(0, (sum(size * deviation(value, m, range) ^ 2) - (cardinality(y) - 1) * s2)
			/ sum(size * (total - size) / total)), min(m)
	FROM unnest(y, n) u(value, size), (SELECT sum(value * size) / sum(size), sum(size) FROM unnest(y, n) u(value, size)) t(m, total);
END;
-- A mean that counts each value by the reciprocal of its variance.
CREATE FUNCTION weighted_mean(y float8[], variance float8[]) RETURNS float8 LANGUAGE sql IMMUTABLE
	RETURN (SELECT CASE WHEN min(v) = 0 THEN avg(value) ELSE sum(value / nullif(v, 0)) / sum(1 / nullif(v, 0)) END FROM unnest(y, variance) u(value, v));
-- Credibility by a mixture of thirteen bell curves about 0 (Stephens 2017), of
-- deviations d with the noise v; as far as the data demand more than one, whose
-- variance is a.
CREATE FUNCTION mixture(d float8[], v float8[], a float8, OUT omega float8, OUT z float8[]) LANGUAGE plpgsql AS $$
DECLARE
	units integer := cardinality(d);
	s0 float8 := (SELECT units / sum(1 / x) FROM unnest(v) x);
	widest float8 := (SELECT greatest(4 * s0, max(x ^ 2)) FROM unnest(d) x);
	variance float8[] := ARRAY(SELECT CASE g WHEN 0 THEN 0 WHEN 12 THEN a ELSE s0 / 16 * (16 * widest / s0) ^ ((g - 1) / 10.0::float8) END
		FROM generate_series(0, 12) g);
	weight float8[] := array_fill(1 / 13.0::float8, ARRAY[13]);
	likelihood float8[];			-- thirteen a unit
	best float8 := (SELECT max(l) FROM (SELECT sum(-(x ^ 2) / (2 * (w + noise)) - ln(w + noise) / 2) AS l
		FROM unnest(variance) WITH ORDINALITY c(w, g), unnest(d, v) u(x, noise) GROUP BY g) q);
	gain float8 := -best;
	top float8;
	total float8;
	step float8[];
BEGIN
	FOR i IN 1..units LOOP
		top := (SELECT max(-(d[i] ^ 2) / (2 * (w + v[i])) - ln(w + v[i]) / 2) FROM unnest(variance) w);
		gain := gain + top;
		likelihood := likelihood || ARRAY(SELECT exp(greatest(-(d[i] ^ 2) / (2 * (w + v[i])) - ln(w + v[i]) / 2 - top, -300))
			FROM unnest(variance) WITH ORDINALITY c(w, g) ORDER BY g);
	END LOOP;
	FOR round IN 0..60 LOOP
		step := array_fill(0::float8, ARRAY[13]);
		FOR i IN 0..units - 1 LOOP
			total := 0;
			FOR g IN 1..13 LOOP
				total := total + weight[g] * likelihood[13 * i + g];
			END LOOP;
			IF round = 60 THEN
				gain := gain + ln(total);
				z[i + 1] := (SELECT sum(weight[g] * likelihood[13 * i + g] / total * variance[g] / (variance[g] + v[i + 1]))
					FROM generate_series(1, 13) g);
			ELSE
				FOR g IN 1..13 LOOP
					step[g] := step[g] + likelihood[13 * i + g] / total;
				END LOOP;
			END IF;
		END LOOP;
		IF round < 60 THEN
			weight := ARRAY(SELECT CASE WHEN w > 1e-150 THEN w * s / units ELSE 0 END FROM unnest(weight, step) u(w, s));
		END IF;
	END LOOP;
	omega := greatest(0, 1 - exp(1 - gain));
	z := ARRAY(SELECT omega * own + (1 - omega) * a / (a + noise) FROM unnest(z, v) u(own, noise));
END $$;
-- All of it; y_before and n_before are NULL where it is not about changes.
CREATE FUNCTION believed(y float8[], n float8[], y_before float8[], n_before float8[], squares float8, freedom float8, range float8,
	OUT shrunk float8[], OUT z float8[], OUT key float8[], OUT sort text) LANGUAGE plpgsql AS $$
DECLARE
	s2 float8 := squares / nullif(freedom, 0);
	a float8;
	level float8;
	mean float8;
	mean_before float8;
	d float8[];
	v float8[];
	omega float8;
BEGIN
	sort := CASE WHEN cardinality(y) = 1 THEN 'alone' WHEN freedom < 1 THEN 'too few' WHEN s2 = 0 THEN 'unanimous' ELSE 'one curve' END;
	IF sort = 'alone' THEN
		shrunk := ARRAY[y[1] - coalesce(y_before[1], 0)];
		z := '{1}';
		key := '{0}';
	END IF;
	IF sort IN ('alone', 'too few') THEN
		RETURN;
	END IF;
	IF y_before IS NULL THEN
		SELECT b.a, b.mean INTO a, mean FROM between_units(y, n, s2, range) b;
		IF a > 0 THEN
			mean := weighted_mean(y, ARRAY(SELECT a + s2 / size FROM unnest(n) size));
		END IF;
		d := ARRAY(SELECT deviation(value, mean, range) FROM unnest(y) value);
		v := ARRAY(SELECT s2 / size FROM unnest(n) size);
	ELSE
		-- Given the level before, part of a change is but its return to the mean.
		a := (between_units(ARRAY(SELECT t - b FROM unnest(y, y_before) u(t, b)),
			ARRAY(SELECT 1 / (1 / t + 1 / b) FROM unnest(n, n_before) u(t, b)), s2, range)).a;
		level := (between_units(y_before, n_before, s2, range)).a;
		mean := weighted_mean(y, ARRAY(SELECT level + a + s2 / size FROM unnest(n) size));
		mean_before := weighted_mean(y_before, ARRAY(SELECT level + s2 / size FROM unnest(n_before) size));
		SELECT array_agg(deviation(deviation(t, mean, range), rho * deviation(b, mean_before, range), range)), array_agg(level * (1 - rho) + s2 / size)
		INTO d, v
		FROM unnest(y, n, y_before, n_before) u(t, size, b, size_before),
			LATERAL (SELECT CASE WHEN level > 0 THEN level / (level + s2 / size_before) ELSE 0 END) r(rho);
		mean := mean - mean_before;
	END IF;
	IF s2 > 0 THEN
		SELECT m.omega, m.z INTO omega, z FROM mixture(d, v, a) m;
	ELSE
		z := array_fill(CASE WHEN a > 0 THEN 1 ELSE 0 END::float8, ARRAY[cardinality(y)]);
	END IF;
	IF omega > 0 THEN
		sort := 'outliers';
	ELSIF a = 0 THEN
		sort := sort || ', nothing between';
	END IF;
	shrunk := ARRAY(SELECT mean + own * x FROM unnest(d, z) u(x, own));
	key := ARRAY(SELECT CASE WHEN x = 0 OR a + noise = 0 THEN 0 WHEN omega > 0 THEN own * x ELSE x / (a + noise) END
		FROM unnest(d, v, z) u(x, noise, own));
END $$;

CREATE TEMP TABLE evidence AS
	SELECT part, id, m.value AS y, m.effective AS n, m.variance, b.value AS y_before, b.effective AS n_before, b.variance AS variance_before,
		(SELECT max(v) - min(v) FROM unnest(worth) v) AS range
	FROM unit, worths_of(metric, low, high) worth, moments(answers, weight, worth) m, moments(answers_before, weight_before, worth) b WHERE m.value IS NOT NULL;
CREATE TEMP TABLE plain AS
	SELECT change, part, sort, id, b.shrunk, b.z, range,
		CASE WHEN sort <> 'too few' THEN 1 + (SELECT count(*) FROM unnest(keys) k WHERE k - key > 1e-11 * abs(k)) END AS rank
	FROM (SELECT false AS change, part, range, array_agg(id) AS ids, array_agg(y::float8) AS y, array_agg(n::float8) AS n,
			NULL::float8[] AS y_before, NULL::float8[] AS n_before, sum(n * variance)::float8 AS squares, sum(greatest(n - 1, 0))::float8 AS freedom
		FROM evidence GROUP BY part, range
		UNION ALL
		SELECT true, part, range, array_agg(id), array_agg(y::float8), array_agg(n::float8), array_agg(y_before::float8), array_agg(n_before::float8),
			sum(n * variance + n_before * variance_before)::float8, sum(greatest(n - 1, 0) + greatest(n_before - 1, 0))::float8
		FROM evidence WHERE y_before IS NOT NULL GROUP BY part, range) e,
		LATERAL (SELECT f.sort, f.key AS keys, f.shrunk AS shrunks, f.z AS zs FROM believed(y, n, y_before, n_before, squares, freedom, range::float8) f) f,
		unnest(ids, shrunks, zs, keys) b(id, shrunk, z, key);
-- All sorts of partitions are there.
SELECT change, sort, count(*) >= 10 AS units, count(DISTINCT part) >= 5 AS partitions FROM plain GROUP BY change, sort ORDER BY change, sort;

CREATE TEMP TABLE ours AS
	SELECT false AS change, part, id, cx_shrunk_value(t, metric) OVER w AS shrunk, cx_credibility(t, metric) OVER w AS z, cx_rank(t, metric) OVER w AS rank
	FROM unit WINDOW w AS (PARTITION BY part ORDER BY id)
	UNION ALL
	SELECT true, part, id, cx_shrunk_change(t, before, metric) OVER w, cx_change_credibility(t, before, metric) OVER w, cx_most_improved(t, before, metric)
		OVER w
	FROM unit WINDOW w AS (PARTITION BY part ORDER BY id);
SELECT change, count(o.z) > 2000 AS compared, count(*) FILTER (WHERE o.z IS NULL) > 50 AS nulls,
	count(*) FILTER (WHERE differs(o.shrunk, s.shrunk::numeric, greatest(range, 1))) AS shrunk_differs,
	count(*) FILTER (WHERE differs(o.z, s.z::numeric)) AS credibility_differs, count(*) FILTER (WHERE o.rank IS DISTINCT FROM s.rank) AS rank_differs
FROM ours o LEFT JOIN plain s USING (change, part, id) GROUP BY change ORDER BY change;
-- Credibility is a share, and what is pulled stays between its value and the
-- mean: it orders as the rank does.
SELECT count(*) FILTER (WHERE z NOT BETWEEN 0 AND 1) AS not_a_share,
	count(*) FILTER (WHERE shrunk > above + 1e-9 * abs(above) + 1e-9) AS out_of_order
FROM (SELECT *, lag(shrunk) OVER (PARTITION BY change, part ORDER BY rank) AS above FROM ours WHERE z IS NOT NULL) o;

-- The order of the rows does not matter.
SELECT count(*) FILTER (WHERE number(o.shrunk) <> number(s.shrunk) OR number(o.z) <> number(s.z) OR o.rank <> s.rank OR (o.z IS NULL) <> (s.z IS NULL))
	AS differences
FROM ours o JOIN (SELECT part, id, cx_shrunk_value(t, metric) OVER w AS shrunk, cx_credibility(t, metric) OVER w AS z, cx_rank(t, metric) OVER w AS rank
	FROM unit WINDOW w AS (PARTITION BY part ORDER BY id * 17 % 23, id)) s USING (part, id) WHERE NOT change;
-- Nor do rows without a value: all results are the same without them, and the
-- same with more of them.
SELECT count(*) > 2000 AS units, count(*) FILTER (WHERE o.shrunk IS DISTINCT FROM w.shrunk OR o.z IS DISTINCT FROM w.z OR o.rank IS DISTINCT FROM w.rank)
	AS without_differs
FROM ours o JOIN (SELECT part, id, cx_shrunk_value(t, metric) OVER w AS shrunk, cx_credibility(t, metric) OVER w AS z, cx_rank(t, metric) OVER w AS rank
	FROM unit WHERE cx_weight(t) > 0 WINDOW w AS (PARTITION BY part ORDER BY id)) w USING (part, id) WHERE NOT change;
SELECT count(*) FILTER (WHERE id > 0) > 2000 AS units, count(*) FILTER (WHERE id < 0 AND w.z IS NULL AND w.shrunk IS NULL AND w.rank IS NULL) = 4 * 207
	AS nulls,
	count(*) FILTER (WHERE id > 0 AND (o.shrunk IS DISTINCT FROM w.shrunk OR o.z IS DISTINCT FROM w.z OR o.rank IS DISTINCT FROM w.rank)) AS with_more_differs
FROM (SELECT part, id, cx_shrunk_value(t, metric) OVER w AS shrunk, cx_credibility(t, metric) OVER w AS z, cx_rank(t, metric) OVER w AS rank
	FROM (SELECT part, id, t, metric FROM unit
		UNION ALL SELECT part, -1, NULL, metric FROM unit WHERE id = 1
		UNION ALL SELECT part, -2, cx_tally_from_counts(low, array_fill(0::float8, ARRAY[high - low + 1])), metric FROM unit WHERE id = 1
		UNION ALL SELECT part, -3, tally_of(low, array_fill(2::numeric, ARRAY[high - low + 1]), array_fill(0::numeric, ARRAY[high - low + 1])), metric
			FROM unit WHERE id = 1
		UNION ALL SELECT part, -4, t, NULL FROM unit WHERE id = 1) u
	WINDOW w AS (PARTITION BY part ORDER BY id)) w LEFT JOIN (SELECT * FROM ours WHERE NOT change) o USING (part, id);

-- Equal sizes: ranks are those of the plain values, a credibility is shared.
CREATE TEMP TABLE equal AS SELECT i, tally_of(0, ARRAY[20 - i * 3 % 7, 5, 5, 5, 5, 5, 5, 5, 5, i * 3 % 7, 0], NULL) AS t FROM generate_series(1, 15) i;
SELECT count(*) FILTER (WHERE credible <> plain) AS ranks_differ, count(DISTINCT z) AS credibilities
FROM (SELECT cx_rank(t, 'nps') OVER () AS credible, rank() OVER (ORDER BY cx_value(t, 'nps') DESC) AS plain, cx_credibility(t, 'nps') OVER () AS z
	FROM equal) q;

-- Counts on another scale of size say more of the same.
SELECT count(*) FILTER (WHERE larger <= smaller) AS less_credible FROM
	(SELECT cx_credibility(t, 'nps') OVER () AS smaller, cx_credibility(tenfold, 'nps') OVER () AS larger
	FROM (SELECT t, cx_tally_from_counts(0, ARRAY(SELECT 10 * n FROM unnest(cx_counts(t)) WITH ORDINALITY c(n, i) ORDER BY i)) AS tenfold FROM example) e) q;
-- A weight that all answers share is a unit of measure: nothing changes.
SELECT count(*) > 700 AS units, count(*) FILTER (WHERE number(a) <> number(b) OR (a IS NULL) <> (b IS NULL) OR r <> s) AS differences FROM
	(SELECT cx_shrunk_value(t, metric) OVER w AS a, cx_shrunk_value(scaled, metric) OVER w AS b, cx_rank(t, metric) OVER w AS r, cx_rank(scaled, metric)
		OVER w AS s
	FROM (SELECT part, metric, t, tally_of(low, answers, array_fill(0.125, ARRAY[high - low + 1])) AS scaled FROM unit WHERE part % 3 = 0) u WINDOW w
		AS (PARTITION BY part)) q;

-- Special partitions: tallies and their answers as value, credibility, rank; of
-- a change from one answer of 0 likewise.
CREATE FUNCTION of_units(metric cx_metric, VARIADIC units cx_tally[]) RETURNS text LANGUAGE sql
	RETURN (SELECT string_agg(format('%s, %s, %s', coalesce(number(s), 'NULL'), coalesce(number(z), 'NULL'), coalesce(r::text, 'NULL')), ' | ' ORDER BY i)
		FROM (SELECT i, cx_shrunk_value(u, metric) OVER () AS s, cx_credibility(u, metric) OVER () AS z, cx_rank(u, metric) OVER () AS r
			FROM unnest(units) WITH ORDINALITY v(u, i)) q);
CREATE FUNCTION of_changes(metric cx_metric, VARIADIC units cx_tally[]) RETURNS text LANGUAGE sql
	RETURN (SELECT string_agg(format('%s, %s, %s', coalesce(number(s), 'NULL'), coalesce(number(z), 'NULL'), coalesce(r::text, 'NULL')), ' | ' ORDER BY i)
		FROM (SELECT i, cx_shrunk_change(u, '[0,2]{1,0,0}', metric) OVER () AS s, cx_change_credibility(u, '[0,2]{1,0,0}', metric) OVER () AS z,
			cx_most_improved(u, '[0,2]{1,0,0}', metric) OVER () AS r
			FROM unnest(units) WITH ORDINALITY v(u, i)) q);
SELECT title, of_units('mean', VARIADIC units) AS units, of_changes('mean', VARIADIC units) AS changes FROM (VALUES
	('one unit alone', '{"[0,2]{1,2,4}"}'::cx_tally[]),
	('alone with one answer', '{"[0,2]{0,0,1}"}'),
	('alone among those without a value', '{NULL,"[0,2]{1,0,1}","[0,2]{}","[0,2]{0,0,0}{0,0,0}3"}'),
	('nobody', '{NULL,"[0,2]{}"}'),
	('no degree of freedom', '{"[0,2]{1,0,0}","[0,2]{0,0,1}"}'),
	('half a degree of freedom', '{"[0,2]{0,1,0}","[0,2]{1,0,3}{1,0,9}2"}'),
	('one degree of freedom', '{"[0,2]{0,1,0}","[0,2]{1,0,1}"}'),
	('all tied', '{"[0,2]{3,3,3}","[0,2]{1,1,1}","[0,2]{2,2,2}"}'),
	('unanimous and equal', '{"[0,2]{0,5,0}","[0,2]{0,1,0}","[0,2]{0,9,0}"}'),
	('unanimous and unequal', '{"[0,2]{0,5,0}","[0,2]{0,0,1}","[0,2]{9,0,0}"}'),
	('ties share a rank, as in rank()', '{"[0,2]{9,0,1}","[0,2]{1,0,9}","[0,2]{5,0,5}","[0,2]{1,0,9}","[0,2]{9,0,1}"}')) v(title, units);

-- Equal distributions tie whatever their size says of them where they lie on
-- the mean; off the mean, the larger is believed more.
SELECT of_units('mean', '[0,2]{1,1,1}', '[0,2]{100,100,100}', '[0,2]{10,10,10}');
SELECT of_units('mean', '[0,2]{0,1,4}', '[0,2]{0,10,40}', '[0,2]{40,10,0}', '[0,2]{4,1,0}');
-- So do unanimous ones, where nothing varies within.
SELECT of_units('mean', '[0,2]{0,0,1}', '[0,2]{0,0,3}', '[0,2]{0,7,0}', '[0,2]{0,0,7}', '[0,2]{5,0,0}', '[0,2]{0,0,49}');

-- Changes from one level to another tie, however many answers are behind them
-- where nothing is believed, and whatever rounding makes of thirds.
SELECT array_agg(rank ORDER BY rank) AS ranks
FROM (SELECT cx_most_improved(current, previous, 'csat') OVER () AS rank
      FROM (VALUES ('[0,1]{1,2}'::cx_tally, '[0,1]{2,1}'::cx_tally), ('[0,1]{2,4}', '[0,1]{4,2}'), ('[0,1]{7,14}', '[0,1]{14,7}'))
           AS v(current, previous)) AS units;
-- Equal changes from three levels do not: who was low is expected to rise by
-- chance alone.
SELECT cx_value(previous, 'csat')::integer AS before, round(cx_value(current, 'csat') - cx_value(previous, 'csat'))::integer AS change,
	cx_most_improved(current, previous, 'csat') OVER () AS rank, number(cx_shrunk_change(current, previous, 'csat') OVER ()) AS shrunk
FROM (VALUES ('[0,1]{10,20}'::cx_tally, '[0,1]{20,10}'::cx_tally), ('[0,1]{20,10}', '[0,1]{30,0}'), ('[0,1]{0,30}', '[0,1]{10,20}')) v(current, previous)
ORDER BY before;
