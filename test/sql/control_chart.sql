-- Control charts by the methods laney and classic: limits and signals of points
-- in time, against a published chart and plain SQL.  The method exact, which is
-- the default, is in exact_limits.sql.
\pset null NULL

-- R package qcc, orangejuice: defectives in 30 samples of 50.  p chart limits
-- .0524275, .4102391; Laney's sigma_z 1.6608667, upper limit .528472, lower 0.
CREATE TEMP TABLE juice AS SELECT i, d, cx_tally_from_counts(0, ARRAY[50 - d, d]) AS t
	FROM unnest('{12,15,8,10,4,7,16,9,14,10,5,6,17,12,22,8,10,5,13,11,20,18,24,15,9,12,7,13,9,6}'::float8[]) WITH ORDINALITY v(d, i);
CREATE FUNCTION shown_limits(range cx_range) RETURNS text LANGUAGE sql
	RETURN format('%s, %s', round((lower(range) / 100)::numeric, 7), round((upper(range) / 100)::numeric, 7));
SELECT DISTINCT shown_limits(cx_control_limits(t, 'csat', 'classic') OVER w) AS classic, shown_limits(cx_control_limits(t, 'csat', 'laney') OVER w) AS laney,
	round(((upper(cx_control_limits(t, 'csat', 'laney') OVER w) - 100 * 347 / 1500.0) / (upper(cx_control_limits(t, 'csat', 'classic')
		OVER w) - 100 * 347 / 1500.0))::numeric, 7) AS sigma_z
FROM juice WINDOW w AS (ORDER BY i);
SELECT i, d, cx_signal(t, 'csat', 'classic') OVER w AS classic, cx_signal(t, 'csat', 'laney') OVER w AS laney, cx_signal(t, 'csat', 'classic',
	baseline => 14) OVER w AS baseline
FROM juice WINDOW w AS (ORDER BY i) ORDER BY i LIMIT 5 OFFSET 12;
SELECT count(*) FILTER (WHERE c IS NOT NULL) AS classic, count(*) FILTER (WHERE l IS NOT NULL) AS laney FROM (SELECT cx_signal(t, 'csat', 'classic') OVER w
	AS c, cx_signal(t, 'csat', 'laney') OVER w AS l FROM juice WINDOW w AS (ORDER BY i)) q;

-- Random series: of several metrics, drifting or not, weighted or mixed, with
-- rows without a value in the middle, unanimous in part or throughout.
CREATE TEMP TABLE series (part integer, i integer, low integer, metric text, answers numeric[], weight numeric[], t cx_tally);
SELECT setseed(0.375) IS NULL AS seeded;
INSERT INTO series (part, i, low, metric, answers, weight)
	SELECT part, i, low, metric,
		CASE WHEN part % 8 = 5 THEN ARRAY(SELECT CASE WHEN x = 1 + CASE WHEN part % 16 = 5 THEN i / 17 ELSE 0 END THEN 1 + i % 5 ELSE 0 END
			FROM generate_series(1, points) x)
			ELSE ARRAY(SELECT floor(size * random() ^ 2 * CASE WHEN part % 3 = 0 THEN 1 + x * (i % 25) / 25.0 ELSE 1 END) FROM generate_series(1,
				points) x) END,
		CASE WHEN part % 5 = 2 OR part % 5 = 3 AND i % 4 = 0 THEN random_weights(points) WHEN part % 5 = 4 AND i % 7 = 0 THEN array_fill(0::numeric,
			ARRAY[points]) END
	FROM generate_series(1, 300) part, LATERAL generate_series(1, part % 43) i,
		LATERAL (SELECT CASE WHEN part % 4 = 0 THEN 0 ELSE 1 END, CASE WHEN part % 4 = 0 THEN 11 ELSE 5 END) l(low, points),
		LATERAL (SELECT (ARRAY['nps', 'mean', 'csat', 'net 2 1'])[1 + part % 4]) m(metric), LATERAL (SELECT (ARRAY[3, 10, 40])[1 + (part + i / 4) % 3]) z(size);
UPDATE series SET t = CASE WHEN i % 11 <> 6 THEN tally_of(low, answers, weight) END;

-- The formulas; the size of a point is the effective one of its value.
CREATE TEMP TABLE point AS SELECT part, i, metric, answers, weight, worth, value, effective AS size, row_number() OVER (PARTITION BY part ORDER BY i) AS place
	FROM series, worths_of(metric, low, low + cardinality(answers) - 1) worth, moments(answers, weight, worth) WHERE t IS NOT NULL AND value IS NOT NULL;
CREATE TEMP VIEW chart AS
	WITH pooled AS (
		SELECT part, baseline, sum(n * coalesce(w, 1) * v) / sum(n * coalesce(w, 1)) AS mean, sum(n * coalesce(w, 1) * v ^ 2) / sum(n * coalesce(w, 1))
			AS square, least(max(place), nullif(baseline, 0)) AS points, min(worth) AS worth
		FROM point, unnest('{0,5,6,20}'::integer[]) baseline, unnest(answers, weight, worth) u(n, w, v) WHERE place <= baseline OR baseline = 0
			GROUP BY part, baseline),
	deviating AS (
		SELECT p.part, p.i, place, baseline, points, mean, size, square - mean ^ 2 AS variance, (SELECT min(v) FROM unnest(p.worth) v) AS lowest,
			(SELECT max(v) FROM unnest(p.worth) v) AS highest, value - mean AS d
		FROM point p JOIN pooled q USING (part)),
	standard AS (
		SELECT *, CASE WHEN abs(d) < 1e-12 * (highest - lowest) THEN 0 WHEN variance < 1e-12 THEN sign(d) * 1e9 ELSE d / sqrt(variance / size) END AS u
			FROM deviating),
	moving AS (
		SELECT *, CASE WHEN place <= baseline OR baseline = 0 THEN abs(u - lag(u) OVER (PARTITION BY part, baseline ORDER BY place)) END AS range
			FROM standard),
	widened AS (
		SELECT *, CASE WHEN method = 'classic' OR points < 6 THEN 1 ELSE greatest(1, avg(range) OVER (PARTITION BY part, baseline, method) / 1.128) END
			AS sigma_z FROM moving, unnest('{classic,laney}'::text[]) method),
	-- Runs: as many points since the last on the other side or on the mean.
	sided AS (
		SELECT *, place - coalesce(max(CASE WHEN sign(u) IS DISTINCT FROM sign(before) OR u = 0 THEN place END) OVER (PARTITION BY part, baseline, method
			ORDER BY place), 0) + 1 AS run
		FROM (SELECT *, lag(u) OVER (PARTITION BY part, baseline, method ORDER BY place) AS before FROM widened) w)
	SELECT part, i, baseline, method, sigma_z, variance, highest - lowest AS range, greatest(mean - width, lowest) AS lower, least(mean + width, highest)
		AS upper,
		CASE WHEN u / sigma_z > 3 THEN 'above limit' WHEN u / sigma_z < -3 THEN 'below limit' WHEN run >= 9 AND u > 0 THEN 'run above' WHEN run >= 9
			AND u < 0 THEN 'run below' END AS signal
	FROM sided, LATERAL (SELECT 3 * sigma_z * sqrt(greatest(round(variance, 14), 0) / size)) s(width);
CREATE TEMP TABLE plain AS SELECT * FROM chart;
CREATE TEMP TABLE ours AS
	SELECT part, i, baseline, method, cx_control_limits(t, metric, method, baseline) OVER w AS limits, cx_signal(t, metric, method, baseline) OVER w AS signal
	FROM series, unnest('{0,5,6,20}'::integer[]) baseline, unnest('{classic,laney}'::text[]) method WINDOW w AS (PARTITION BY part, baseline, method
		ORDER BY i);
SELECT method, baseline, count(limits) > 4500 AS points, count(*) FILTER (WHERE limits IS NULL AND o.signal IS NULL) > 400 AS nulls, count(DISTINCT o.signal)
	AS signals,
	count(DISTINCT part) FILTER (WHERE sigma_z > 1) > 20 AS widened, count(DISTINCT part) FILTER (WHERE variance < 1e-12) > 5 AS without_variance,
	count(*) FILTER (WHERE differs(lower(limits), lower, range) OR differs(upper(limits), upper, range)) AS limits_differ, count(*)
		FILTER (WHERE o.signal IS DISTINCT FROM p.signal) AS signals_differ
FROM ours o LEFT JOIN plain p USING (part, i, baseline, method) GROUP BY method, baseline ORDER BY method, baseline;
SELECT signal, count(*) > 100 AS often FROM ours GROUP BY signal ORDER BY signal;

-- Laney's limits are never narrower, and with fewer than six points the same.
SELECT count(*) FILTER (WHERE NOT c.limits <@ l.limits) AS narrower, count(*) FILTER (WHERE baseline = 5 AND c.limits <> l.limits) AS wider_with_five,
	count(*) FILTER (WHERE baseline = 6 AND c.limits <> l.limits) > 100 AS wider_with_six
FROM ours c JOIN ours l USING (part, i, baseline) WHERE c.method = 'classic' AND l.method = 'laney';
-- What comes after the baseline does not change what came before.
SELECT count(*) > 500 AS points, count(*) FILTER (WHERE o.limits IS DISTINCT FROM s.limits OR o.signal IS DISTINCT FROM s.signal) AS differences
FROM ours o JOIN (SELECT part, i, cx_control_limits(t, metric, 'laney', 20) OVER w AS limits, cx_signal(t, metric, 'laney', 20) OVER w AS signal FROM series
	WHERE i <= 35 WINDOW w AS (PARTITION BY part ORDER BY i)) s USING (part, i)
WHERE method = 'laney' AND baseline = 20;
-- Rows without a value are as if they were not there.
SELECT count(*) > 4000 AS points, count(*) FILTER (WHERE o.limits IS DISTINCT FROM s.limits OR o.signal IS DISTINCT FROM s.signal) AS differences
FROM ours o JOIN (SELECT part, i, cx_control_limits(t, metric, 'laney', 6) OVER w AS limits, cx_signal(t, metric, 'laney', 6) OVER w AS signal FROM series
	WHERE cx_weight(t) > 0 WINDOW w AS (PARTITION BY part ORDER BY i)) s USING (part, i)
WHERE method = 'laney' AND baseline = 6;
-- A baseline beyond the last point is all points; exact and 0 are the defaults.
SELECT method, count(*) FILTER (WHERE beyond IS DISTINCT FROM l) AS limits_differ, count(*) FILTER (WHERE beyond_signal IS DISTINCT FROM s) AS signals_differ,
	count(*) FILTER (WHERE by_default IS DISTINCT FROM l) > 0 AS default_limits_differ, count(*) FILTER (WHERE by_default_signal IS DISTINCT FROM s) > 0
		AS default_signals_differ
FROM (SELECT method, cx_control_limits(t, metric, method, 0) OVER w AS l, cx_control_limits(t, metric, method, 2147483647) OVER w AS beyond,
		cx_control_limits(t, metric) OVER w AS by_default, cx_signal(t, metric, method, 0) OVER w AS s,
		cx_signal(t, metric, method, 2147483647) OVER w AS beyond_signal, cx_signal(t, metric) OVER w AS by_default_signal
	FROM series, unnest('{exact,laney,classic}'::text[]) method WINDOW w AS (PARTITION BY part, method ORDER BY i)) q
GROUP BY method ORDER BY method;

-- Series of points above and below the mean (h, l; beyond the limits H, L), on
-- it (=) and without a value (., 0), and their signals.  The mean is that of the
-- first two.  A run signals from its ninth point on; a point on the mean breaks
-- it, one outside the limits belongs to it, a row without a value does not count.
CREATE FUNCTION signals(method text, baseline integer, VARIADIC series cx_tally[]) RETURNS text LANGUAGE sql
	RETURN (SELECT string_agg(coalesce(s, '-'), ', ' ORDER BY i) FROM (SELECT i, cx_signal(t, 'mean', method, baseline) OVER (ORDER BY i) AS s
		FROM unnest(series) WITH ORDINALITY u(t, i)) q);
CREATE FUNCTION points(series text) RETURNS cx_tally[] LANGUAGE sql
	RETURN (SELECT array_agg(CASE c WHEN 'h' THEN '[0,4]{1,1,1,1,2}' WHEN 'l' THEN '[0,4]{2,1,1,1,1}' WHEN '=' THEN '[0,4]{1,1,1,1,1}' WHEN 'H'
		THEN '[0,4]{0,0,0,0,30}' WHEN 'L' THEN '[0,4]{30,0,0,0,0}' WHEN '.' THEN NULL WHEN '0' THEN '[0,4]{}' END::cx_tally ORDER BY i)
		FROM unnest(string_to_array(series, NULL)) WITH ORDINALITY u(c, i));
SELECT series, signals('classic', 2, VARIADIC points(series))
	FROM unnest('{hlhhhhhhhhhhl,hlllllllllh,hlhhhhhhhh=hhhh,hlhhhh..0hhhhh,hlhhhHhhhhhhLlllllllll,hl}'::text[]) series;

-- A baseline in which all answers are equal: other points are outside.
SELECT i, cx_control_limits(t, 'mean', 'laney', 3) OVER w AS limits, cx_signal(t, 'mean', 'laney', 3) OVER w AS signal
FROM unnest('{"[1,5]{0,0,3,0,0}","[1,5]{0,0,1,0,0}","[1,5]{0,0,4,0,0}","[1,5]{0,0,9,1,0}","[1,5]{0,1,9,0,0}","[1,5]{0,0,1,0,0}"}'::cx_tally[])
	WITH ORDINALITY u(t, i)
WINDOW w AS (ORDER BY i) ORDER BY i;

-- What is not a method or a baseline; NULL gives NULL.
SELECT method, baseline, outcome(format('SELECT cx_control_limits(t, %L, %L, %L) OVER (ORDER BY i) FROM juice LIMIT 1', 'csat', method, baseline)) AS limits,
	outcome(format('SELECT cx_signal(t, %L, %L, %L) OVER (ORDER BY i) FROM juice OFFSET 14 LIMIT 1', 'csat', method, baseline)) AS signal
FROM (VALUES ('p', 0), ('Laney', 0), ('', 0), ('laney', -1), ('classic', -2147483648), (NULL, 0), ('laney', NULL)) v(method, baseline);

-- A chart has an order: rows that are all of one time have none.
SELECT outcome(format('SELECT %s(t, ''csat'') OVER (%s) FROM juice LIMIT 1', f, w))
FROM unnest('{cx_control_limits,cx_signal}'::text[]) f, unnest('{"",ORDER BY 1 + 1}'::text[]) w;
SELECT cx_control_limits(t, 'csat') OVER () IS NOT NULL AS alone FROM juice WHERE i = 1;
