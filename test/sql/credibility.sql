-- Credibility: the shrunk values, credibilities and ranks of units and of their
-- changes, against a published example and Bühlmann-Straub in plain SQL.
\pset null NULL

-- R package actuar, cm() on the scores' worth of four teams: the collective
-- mean is -13.66037.
CREATE TEMP TABLE example AS
	SELECT team, cx_tally(score, 0, 10) AS t FROM (VALUES ('A', '{9,10,3,8,7}'::integer[]), ('B', '{2,5,6,10,10,9,1}'), ('C', '{8,9}'), ('D', '{0,0,3,6,4,10}')) v(team, scores),
		unnest(scores) score GROUP BY team;
SELECT team, cx_value(t, 'nps')::numeric(10, 5), cx_credibility(t, 'nps') OVER ()::numeric(9, 8) AS credibility, cx_shrunk_value(t, 'nps') OVER ()::numeric(14, 11) AS shrunk_value,
	cx_rank(t, 'nps') OVER () AS rank, round(((cx_shrunk_value(t, 'nps') OVER () - cx_credibility(t, 'nps') OVER () * cx_value(t, 'nps')) / (1 - cx_credibility(t, 'nps') OVER ()))::numeric, 5) AS collective
FROM example ORDER BY team;

-- Units in partitions of all sorts: equal and unequal sizes, weighted, mixed
-- with unweighted, with few answers and none, alike and apart, weightless.
CREATE TABLE unit (part integer, id integer, low integer, high integer, metric text, answers numeric[], weight numeric[], t cx_tally,
	answers_before numeric[], weight_before numeric[], before cx_tally);
SELECT setseed(0.5) IS NULL AS seeded;
INSERT INTO unit (part, id, low, high, metric, answers, weight, answers_before, weight_before)
	SELECT part, id, low, high, metric,
		CASE WHEN part % 7 = 3 THEN ARRAY(SELECT CASE WHEN x - low = answer THEN id ELSE 0 END FROM generate_series(low, high) x) ELSE random_answers(high - low + 1, size) END,
		CASE WHEN part % 3 = 1 AND id % 5 <> 0 THEN random_weights(high - low + 1) WHEN part % 3 = 2 AND id % 9 = 0 THEN array_fill(0::numeric, ARRAY[high - low + 1]) END,
		random_answers(high - low + 1, size), CASE WHEN part % 3 = 1 AND id % 4 <> 0 THEN random_weights(high - low + 1) END
	FROM generate_series(1, 600) part, LATERAL generate_series(1, 1 + part % 23) id,
		LATERAL (SELECT (ARRAY['nps', 'mean', 'csat', 'index', 'net 2 1', 'top 3'])[1 + part % 6]) m(metric),
		LATERAL (SELECT CASE WHEN part % 6 = 0 OR part % 5 = 0 THEN 0 ELSE part % 4 - 2 END, CASE WHEN part % 6 = 0 OR part % 5 = 0 THEN 10 ELSE part % 4 + 2 END) s(low, high),
		LATERAL (SELECT CASE WHEN part % 11 = 0 THEN 1 WHEN part % 4 = 0 THEN 200 ELSE (id * 7 % 13) ^ 2 END::integer, CASE WHEN part % 2 = 0 THEN 1 ELSE id % 4 END) z(size, answer);
UPDATE unit SET t = tally_of(low, answers, weight), before = tally_of(low, answers_before, weight_before);

-- The formulas, from a table of values, sizes, sums of squares, degrees of
-- freedom and the metric's range.
CREATE FUNCTION deviation(value numeric, mean numeric, range numeric) RETURNS numeric LANGUAGE sql IMMUTABLE
	RETURN CASE WHEN abs(value - mean) <= 1e-12 * range THEN 0 ELSE value - mean END;
CREATE TABLE evidence (change boolean, part integer, id integer, y numeric, n numeric, ss numeric, df numeric, range numeric);
CREATE VIEW straub AS
	WITH total AS (
		SELECT change, part, count(*) AS units, sum(n) AS size, sum(n * y) / sum(n) AS mean, sum(df) AS freedom, sum(ss) / nullif(sum(df), 0) AS s2 FROM evidence GROUP BY change, part),
	between_units AS (
		SELECT change, part, CASE WHEN units > 1 THEN greatest(0, (sum(n * deviation(y, mean, range) ^ 2) - (units - 1) * s2) / sum(n * (size - n) / size)) END AS a
		FROM evidence JOIN total USING (change, part) GROUP BY change, part, units, s2),
	believed AS (
		SELECT *, CASE WHEN units = 1 THEN 1 WHEN freedom < 1 THEN NULL WHEN a = 0 THEN 0 ELSE a * n / (a * n + s2) END AS z
		FROM evidence JOIN total USING (change, part) JOIN between_units USING (change, part)),
	centred AS (
		SELECT *, CASE WHEN a > 0 THEN sum(z * y) OVER w / sum(z) OVER w ELSE mean END AS mu FROM believed WINDOW w AS (PARTITION BY change, part)),
	answer AS (
		SELECT *, mu + z * deviation(y, mu, range) AS shrunk,
			CASE WHEN z IS NULL THEN NULL WHEN units = 1 OR a = 0 AND s2 = 0 THEN 0 ELSE round(n * deviation(y, mu, range) / (s2 + a * n), 12) END AS key FROM centred)
	SELECT change, part, id, units, a, s2, range, z, shrunk, key, CASE WHEN key IS NOT NULL THEN rank() OVER (PARTITION BY change, part ORDER BY key DESC) END AS rank FROM answer;

INSERT INTO evidence SELECT false, part, id, value, effective, effective * variance, effective - 1, (SELECT max(v) - min(v) FROM unnest(worth) v)
	FROM unit, worths_of(metric, low, high) worth, moments(answers, weight, worth) m WHERE value IS NOT NULL;
INSERT INTO evidence SELECT true, part, id, m.value - b.value, 1 / (1 / m.effective + 1 / b.effective), m.effective * m.variance + b.effective * b.variance, m.effective + b.effective - 2, (SELECT max(v) - min(v) FROM unnest(worth) v)
	FROM unit, worths_of(metric, low, high) worth, moments(answers, weight, worth) m, moments(answers_before, weight_before, worth) b WHERE m.value IS NOT NULL AND b.value IS NOT NULL;
ANALYZE evidence;
-- All sorts of partitions are there.
SELECT change, count(*) > 5000 AS units, count(DISTINCT part) > 500 AS partitions, count(DISTINCT part) FILTER (WHERE units = 1) > 10 AS alone, count(DISTINCT part) FILTER (WHERE z IS NULL) > 0 AS too_few,
	count(DISTINCT part) FILTER (WHERE a = 0 AND units > 1) > 30 AS nothing_between, count(DISTINCT part) FILTER (WHERE a > 0) > 200 AS between,
	count(DISTINCT part) FILTER (WHERE s2 = 0 AND a > 0) > 5 OR change AS unanimous, count(DISTINCT part) FILTER (WHERE s2 = 0 AND a = 0) > 5 OR change AS unanimous_and_equal
FROM straub GROUP BY change ORDER BY change;

CREATE TEMP TABLE ours AS
	SELECT false AS change, part, id, cx_shrunk_value(t, metric) OVER w AS shrunk, cx_credibility(t, metric) OVER w AS z, cx_rank(t, metric) OVER w AS rank FROM unit WINDOW w AS (PARTITION BY part ORDER BY id)
	UNION ALL
	SELECT true, part, id, cx_shrunk_change(t, before, metric) OVER w, cx_change_credibility(t, before, metric) OVER w, cx_most_improved(t, before, metric) OVER w FROM unit WINDOW w AS (PARTITION BY part ORDER BY id);
SELECT change, count(o.z) > 5000 AS compared, count(*) FILTER (WHERE o.z IS NULL) > 50 AS nulls, count(*) FILTER (WHERE differs(o.shrunk, s.shrunk, greatest(range, 1))) AS shrunk_differs,
	count(*) FILTER (WHERE differs(o.z, s.z)) AS credibility_differs, count(*) FILTER (WHERE o.rank IS DISTINCT FROM s.rank) AS rank_differs
FROM ours o LEFT JOIN straub s USING (change, part, id) GROUP BY change ORDER BY change;
-- Credibility is a share, and what is pulled stays between its value and the
-- mean: it orders as the rank does.
SELECT count(*) FILTER (WHERE z NOT BETWEEN 0 AND 1) AS not_a_share,
	count(*) FILTER (WHERE shrunk > above + 1e-9 * abs(above) + 1e-9) AS out_of_order
FROM (SELECT *, lag(shrunk) OVER (PARTITION BY change, part ORDER BY rank) AS above FROM ours WHERE z IS NOT NULL) o;

-- The order of the rows does not matter.
SELECT count(*) FILTER (WHERE number(o.shrunk) <> number(s.shrunk) OR number(o.z) <> number(s.z) OR o.rank <> s.rank OR (o.z IS NULL) <> (s.z IS NULL)) AS differences
FROM ours o JOIN (SELECT part, id, cx_shrunk_value(t, metric) OVER w AS shrunk, cx_credibility(t, metric) OVER w AS z, cx_rank(t, metric) OVER w AS rank
	FROM unit WINDOW w AS (PARTITION BY part ORDER BY id * 17 % 23, id)) s USING (part, id) WHERE NOT change;
-- Nor do rows without a value: all results are the same without them, and the
-- same with more of them.
SELECT count(*) > 5000 AS units, count(*) FILTER (WHERE o.shrunk IS DISTINCT FROM w.shrunk OR o.z IS DISTINCT FROM w.z OR o.rank IS DISTINCT FROM w.rank) AS without_differs
FROM ours o JOIN (SELECT part, id, cx_shrunk_value(t, metric) OVER w AS shrunk, cx_credibility(t, metric) OVER w AS z, cx_rank(t, metric) OVER w AS rank
	FROM unit WHERE cx_weight(t) > 0 WINDOW w AS (PARTITION BY part ORDER BY id)) w USING (part, id) WHERE NOT change;
SELECT count(*) FILTER (WHERE id > 0) > 5000 AS units, count(*) FILTER (WHERE id < 0 AND w.z IS NULL AND w.shrunk IS NULL AND w.rank IS NULL) = 4 * 600 AS nulls,
	count(*) FILTER (WHERE id > 0 AND (o.shrunk IS DISTINCT FROM w.shrunk OR o.z IS DISTINCT FROM w.z OR o.rank IS DISTINCT FROM w.rank)) AS with_more_differs
FROM (SELECT part, id, cx_shrunk_value(t, metric) OVER w AS shrunk, cx_credibility(t, metric) OVER w AS z, cx_rank(t, metric) OVER w AS rank
	FROM (SELECT part, id, t, metric FROM unit
		UNION ALL SELECT part, -1, NULL, metric FROM unit WHERE id = 1
		UNION ALL SELECT part, -2, cx_tally_from_counts(low, array_fill(0::float8, ARRAY[high - low + 1])), metric FROM unit WHERE id = 1
		UNION ALL SELECT part, -3, tally_of(low, array_fill(2::numeric, ARRAY[high - low + 1]), array_fill(0::numeric, ARRAY[high - low + 1])), metric FROM unit WHERE id = 1
		UNION ALL SELECT part, -4, t, NULL FROM unit WHERE id = 1) u
	WINDOW w AS (PARTITION BY part ORDER BY id)) w LEFT JOIN (SELECT * FROM ours WHERE NOT change) o USING (part, id);

-- Equal sizes: ranks are those of the plain values, a credibility is shared.
CREATE TEMP TABLE equal AS SELECT i, tally_of(0, ARRAY[20 - i * 3 % 7, 5, 5, 5, 5, 5, 5, 5, 5, i * 3 % 7, 0], NULL) AS t FROM generate_series(1, 15) i;
SELECT count(*) FILTER (WHERE credible <> plain) AS ranks_differ, count(DISTINCT z) AS credibilities
FROM (SELECT cx_rank(t, 'nps') OVER () AS credible, rank() OVER (ORDER BY cx_value(t, 'nps') DESC) AS plain, cx_credibility(t, 'nps') OVER () AS z FROM equal) q;

-- Counts on another scale of size say more of the same.
SELECT count(*) FILTER (WHERE larger <= smaller) AS less_credible FROM
	(SELECT cx_credibility(t, 'nps') OVER () AS smaller, cx_credibility(tenfold, 'nps') OVER () AS larger
	FROM (SELECT t, cx_tally_from_counts(0, ARRAY(SELECT 10 * n FROM unnest(cx_counts(t)) WITH ORDINALITY c(n, i) ORDER BY i)) AS tenfold FROM example) e) q;
-- A weight that all answers share is a unit of measure: nothing changes.
SELECT count(*) > 1000 AS units, count(*) FILTER (WHERE number(a) <> number(b) OR (a IS NULL) <> (b IS NULL) OR r <> s) AS differences FROM
	(SELECT cx_shrunk_value(t, metric) OVER w AS a, cx_shrunk_value(scaled, metric) OVER w AS b, cx_rank(t, metric) OVER w AS r, cx_rank(scaled, metric) OVER w AS s
	FROM (SELECT part, metric, t, tally_of(low, answers, array_fill(0.125, ARRAY[high - low + 1])) AS scaled FROM unit WHERE part % 3 = 0) u WINDOW w AS (PARTITION BY part)) q;

-- Special partitions: tallies and their answers as value, credibility, rank; of
-- a change from one answer of 0 likewise.
CREATE FUNCTION of_units(metric cx_metric, VARIADIC units cx_tally[]) RETURNS text LANGUAGE sql
	RETURN (SELECT string_agg(format('%s, %s, %s', coalesce(number(s), 'NULL'), coalesce(number(z), 'NULL'), coalesce(r::text, 'NULL')), ' | ' ORDER BY i)
		FROM (SELECT i, cx_shrunk_value(u, metric) OVER () AS s, cx_credibility(u, metric) OVER () AS z, cx_rank(u, metric) OVER () AS r FROM unnest(units) WITH ORDINALITY v(u, i)) q);
CREATE FUNCTION of_changes(metric cx_metric, VARIADIC units cx_tally[]) RETURNS text LANGUAGE sql
	RETURN (SELECT string_agg(format('%s, %s, %s', coalesce(number(s), 'NULL'), coalesce(number(z), 'NULL'), coalesce(r::text, 'NULL')), ' | ' ORDER BY i)
		FROM (SELECT i, cx_shrunk_change(u, '[0,2]{1,0,0}', metric) OVER () AS s, cx_change_credibility(u, '[0,2]{1,0,0}', metric) OVER () AS z, cx_most_improved(u, '[0,2]{1,0,0}', metric) OVER () AS r
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

-- Changes that are equal but for rounding tie: a third each, from three places.
SELECT array_agg(rank ORDER BY rank) AS ranks
FROM (SELECT cx_most_improved(current, previous, 'csat') OVER () AS rank
      FROM (VALUES ('[0,1]{1,2}'::cx_tally, '[0,1]{2,1}'::cx_tally), ('[0,1]{2,1}', '[0,1]{3,0}'), ('[0,1]{0,3}', '[0,1]{1,2}'))
           AS v(current, previous)) AS units;
