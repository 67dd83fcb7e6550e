-- Control charts by probability, the method exact: published limits, and the
-- formulas in PL/pgSQL.
\pset null NULL

-- 3-sigma limits of 10, 30 and 100 answers, as an independent program in Python
-- gives them for a million baseline answers: CSAT 95 % [64.3333, 100],
-- [79.3524, 100], [87.2601, 100]; NPS of 5, 10, 85 % [16.6724, 100],
-- [46.5349, 100], [62.9273, 93.1431].
SELECT metric, n, (c).centre, (c).lower_limit, (c).upper_limit
FROM (SELECT metric, i, n, cx_control_chart(tally, metric, baseline => 1, digits => 4) OVER (PARTITION BY metric ORDER BY i) AS c
	FROM (VALUES ('csat'::cx_metric, '{50000000,0,950000000}'::float8[], '{1,0,9}'::float8[]), ('net 1 1', '{50000000,100000000,850000000}', '{1,1,8}')) m(metric,
		baseline, counts),
		unnest('{0,10,30,100}'::integer[]) WITH ORDINALITY u(n, i),
		LATERAL (SELECT cx_tally_from_counts(1, CASE n WHEN 0 THEN baseline
			ELSE ARRAY(SELECT x * n / 10 FROM unnest(counts) WITH ORDINALITY c(x, j) ORDER BY j) END)) t(tally)) q
WHERE n > 0 ORDER BY metric, i;

-- Random series: steady and drifting, near the end of their scale and in the
-- middle, with few answers and many, weighted and not, unanimous in part.
CREATE TEMP TABLE series (part integer, i integer, low integer, metric text, answers numeric[], weight numeric[], t cx_tally);
SELECT setseed(0.6875) IS NULL AS seeded;
INSERT INTO series (part, i, low, metric, answers, weight)
	SELECT part, i, low, metric,
		ARRAY(SELECT CASE WHEN part % 9 = 7 OR (part + i) % 11 = 3 THEN CASE WHEN x = points - part % 2 THEN 1 + i % 5 ELSE 0 END
				ELSE floor(size * random() * (x / points::float8) ^ (part % 5) * CASE part % 4 WHEN 1 THEN 1 + x * (i % 15) / 9.0 WHEN 2 THEN 1 + x / 4 * (i / 14)
					WHEN 3 THEN 1 + (points - x) / 4 * (i / 14) ELSE 1 END)
			END FROM generate_series(1, points) x),
		CASE WHEN part % 3 = 1 AND i % 2 = 0 THEN random_weights(points) END
	FROM generate_series(1, 90) part, LATERAL generate_series(1, 1 + part % 31) i,
		LATERAL (SELECT (ARRAY['nps', 'mean', 'csat', 'net 2 1', 'top 1'])[1 + part % 5], CASE WHEN part % 5 = 0 THEN 0 ELSE 1 END,
			CASE WHEN part % 5 = 0 THEN 11 ELSE 5 END) m(metric, low, points), LATERAL (SELECT (ARRAY[2, 6, 40])[1 + part % 3]) z(size);
UPDATE series SET t = CASE WHEN i % 13 <> 6 THEN tally_of(low, answers, weight) END;
CREATE TEMP TABLE ours AS
	SELECT part, i, baseline, (c).*
	FROM (SELECT part, i, baseline, cx_control_chart(t, metric::cx_metric, baseline => baseline, digits => NULL) OVER (PARTITION BY part, baseline ORDER BY i) AS c
		FROM series, unnest('{0,5,12}'::integer[]) baseline) q;
-- The points, and what their baseline says: its mean, its shares after one more
-- answer that is spread evenly over the worths.
CREATE TEMP TABLE point AS
	SELECT part, i, worth, value::float8 AS x, effective::float8 AS n, row_number() OVER (PARTITION BY part ORDER BY i) AS place, answers, weight
	FROM series, worths_of(metric, low, low + cardinality(answers) - 1) worth, moments(answers, weight, worth) WHERE t IS NOT NULL AND value IS NOT NULL;
CREATE TEMP TABLE baseline AS
	WITH answered AS (
		SELECT part, baseline, w, sum(c) AS c, sum(s) AS s
		FROM point, unnest('{0,5,12}'::integer[]) baseline, unnest(answers, weight, worth) u(a, g, w),
			LATERAL (SELECT a * coalesce(g, 1), a * coalesce(g, 1) ^ 2) cs(c, s)
		WHERE place <= baseline OR baseline = 0 GROUP BY part, baseline, w),
	mean AS (SELECT part, baseline, sum(c) AS total, sum(c * w) / sum(c) AS mean, sum(c) ^ 2 / sum(s) AS kish FROM answered GROUP BY part, baseline),
	size AS (
		SELECT part, baseline, total, mean, least(kish, total * sum(c * (w - mean) ^ 2) / nullif(sum(s * (w - mean) ^ 2), 0)) AS size, count(*) AS worths
		FROM answered JOIN mean USING (part, baseline) GROUP BY part, baseline, total, mean, kish)
	SELECT part, baseline, mean::float8, array_agg(w::float8 ORDER BY w) AS v, array_agg(((size * c / total + 1.0 / worths) / (size + 1))::float8 ORDER BY w) AS p,
		min(w)::float8 AS lowest, max(w)::float8 AS highest, (SELECT min(gap)
			FROM (SELECT w - lag(w) OVER (ORDER BY w) AS gap FROM unnest(array_agg(w)) w) g)::float8 AS step
	FROM answered JOIN size USING (part, baseline) GROUP BY part, baseline, mean, size, total;
-- D of a value: large deviations of a mean.
CREATE FUNCTION divergence(p float8[], v float8[], x float8) RETURNS float8 LANGUAGE sql IMMUTABLE
	RETURN CASE WHEN x >= v[cardinality(v)] THEN -ln(p[cardinality(v)]) WHEN x <= v[1] THEN -ln(p[1]) ELSE greatest(-(tilted(p, v, x)).k, 0) END;
CREATE FUNCTION log_tail(x float8) RETURNS float8 LANGUAGE sql IMMUTABLE
	RETURN CASE WHEN x < 37 THEN ln(normal_tail(x)) ELSE -(x ^ 2) / 2 - ln(x * sqrt(2 * pi())) + ln(1 - 1 / x ^ 2 + 3 / x ^ 4) END;
-- u and sigma_z; on which side of the mean a point is, and how long that has been.
CREATE TEMP TABLE chart AS
	WITH standard AS (
		SELECT part, i, place, baseline, x, n, mean, v, p, lowest, highest, CASE
			WHEN abs(x - mean) > 1e-12 * (highest - lowest) THEN sign(x - mean) * sqrt(2 * n * divergence(p, v, x)) ELSE 0 END AS u,
			CASE WHEN abs(x - mean) < step / (2 * n) OR abs(x - mean) <= 1e-12 * (highest - lowest) THEN 0
				WHEN n * ln(CASE WHEN x >= highest THEN p[cardinality(p)] WHEN x <= lowest THEN p[1] END) >= ln(0.5) THEN 0 ELSE sign(x - mean) END AS side
		FROM point JOIN baseline USING (part)),
	moving AS (SELECT *, CASE WHEN place <= baseline OR baseline = 0 THEN abs(u - lag(u) OVER (PARTITION BY part, baseline ORDER BY place)) END AS range
		FROM standard),
	sided AS (
		SELECT *, CASE WHEN count(*) FILTER (WHERE place <= baseline OR baseline = 0) OVER w < 6 THEN 1 ELSE greatest(1, avg(range) OVER w / 1.128) END AS sigma_z,
			place - max(CASE WHEN side = 0 OR side IS DISTINCT FROM before THEN place - (side <> 0)::integer END) OVER (PARTITION BY part, baseline
				ORDER BY place) AS run
		FROM (SELECT *, lag(side) OVER (PARTITION BY part, baseline ORDER BY place) AS before FROM moving) m WINDOW w AS (PARTITION BY part, baseline))
	SELECT part, i, baseline, x, n, mean, v, p, lowest, highest, u, side, run, sigma_z FROM sided;
SELECT baseline, count(*) > 1000 AS points, count(*) FILTER (WHERE o.lower_limit IS NULL AND c.x IS NULL) > 50 AS nulls, count(DISTINCT signal) AS signals,
	count(*) FILTER (WHERE sigma_z > 1) > 300 AS widened,
	count(*) FILTER (WHERE differs(o.value, x::numeric, 100) OR differs(o.centre, mean::numeric, 100)) AS values_differ,
	-- A limit is where D is; an end of the range where its chance is large enough; or
	-- the mean, where it would be beyond that.
	count(*) FILTER (WHERE upper_limit <> highest AND abs(upper_limit - mean) > 1e-9 * (highest - lowest)) > 200 AS inside,
	count(*) FILTER (WHERE CASE WHEN n * ln(p[cardinality(p)]) >= log_tail(3 * sigma_z) THEN upper_limit <> highest
			WHEN upper_limit > mean + 1e-9 * (highest - lowest) THEN abs(2 * n * divergence(p, v, upper_limit) / (3 * sigma_z) ^ 2 - 1) > 1e-7
				ELSE abs(upper_limit - mean) > 1e-9 * (highest - lowest) END) AS upper_differs,
	count(*) FILTER (WHERE CASE WHEN n * ln(p[1]) >= log_tail(3 * sigma_z) THEN lower_limit <> lowest
			WHEN lower_limit < mean - 1e-9 * (highest - lowest) THEN abs(2 * n * divergence(p, v, lower_limit) / (3 * sigma_z) ^ 2 - 1) > 1e-7
				ELSE abs(lower_limit - mean) > 1e-9 * (highest - lowest) END) AS lower_differs,
	-- A signal is what the limits say, then the ninth point on one side.
	count(*) FILTER (WHERE signal IS DISTINCT FROM CASE WHEN x - upper_limit > 1e-12 * (highest - lowest) THEN 'above limit'
		WHEN lower_limit - x > 1e-12 * (highest - lowest) THEN 'below limit'
		WHEN run >= 9 THEN CASE side WHEN 1 THEN 'run above' WHEN -1 THEN 'run below' END END) AS signals_differ
FROM ours o LEFT JOIN chart c USING (part, i, baseline) GROUP BY baseline ORDER BY baseline;
SELECT signal, count(*) >= 10 AS often FROM ours GROUP BY signal ORDER BY signal;
-- One call gives what the functions of one figure do; by every method.
SELECT method, count(*) > 1000 AS points, count(*) FILTER (WHERE (c).lower_limit IS DISTINCT FROM lower(limits)
	OR (c).upper_limit IS DISTINCT FROM upper(limits)
	OR (c).signal IS DISTINCT FROM signal OR (c).responses IS DISTINCT FROM cx_responses(t) OR (c).value IS DISTINCT FROM CASE
		WHEN limits IS NOT NULL THEN cx_value(t, metric::cx_metric) END) AS differences
FROM (SELECT method, t, metric, cx_control_chart(t, metric::cx_metric, method, 6, NULL) OVER w AS c,
	cx_control_limits(t, metric::cx_metric, method, 6) OVER w AS limits,
		cx_signal(t, metric::cx_metric, method, 6) OVER w AS signal
	FROM series, unnest('{exact,laney,classic}'::text[]) method WINDOW w AS (PARTITION BY method, part ORDER BY i)) q
GROUP BY method ORDER BY method;
-- A signal stands exactly beside a limit that is passed, or in a run: not one says
-- "beyond" of a point within its limits, and no point beyond is without one.
SELECT method, count(*) FILTER (WHERE (c).signal LIKE '% limit') > 10 AS signals,
	count(*) FILTER (WHERE ((c).signal = 'above limit') IS TRUE <> ((c).value > (c).upper_limit) IS TRUE
	OR ((c).signal = 'below limit') IS TRUE <> ((c).value < (c).lower_limit) IS TRUE) AS disagree
FROM (SELECT method, cx_control_chart(t, metric::cx_metric, method, 8, NULL) OVER (PARTITION BY method, part ORDER BY i) AS c FROM series,
	unnest('{exact,laney,classic}'::text[]) method) q
GROUP BY method ORDER BY method;

-- A row of a chart without answers, without a tally and without weight.
SELECT i, (c).* FROM (SELECT i, cx_control_chart(tally, 'csat') OVER (ORDER BY i) AS c
	FROM (VALUES (1, '[0,1]{1,9}'::cx_tally), (2, NULL), (3, '[0,1]{}'), (4, '[0,1]{0,0}{0,0}3'),
	(5, '[0,1]{8,2}')) v(i, tally)) q ORDER BY i;
-- Answers that never vary: another one is not impossible.
SELECT i, tally, (c).* FROM (SELECT i, tally, cx_control_chart(tally, 'mean', baseline => 2) OVER (ORDER BY i) AS c
	FROM unnest('{"[1,5]{0,0,0,0,300}","[1,5]{0,0,0,0,600}","[1,5]{0,0,0,0,1}","[1,5]{0,0,0,1,0}","[1,5]{0,0,0,1,99}","[1,5]{9,0,0,0,0}"}'::cx_tally[])
		WITH ORDINALITY u(tally, i)) q
ORDER BY i;
-- A run has no point within half an answer of the mean, nor one that is at the end
-- as more often than not: here the mean is 90 %, that of 1,000 answers before.
CREATE FUNCTION runs(VARIADIC satisfied integer[]) RETURNS text LANGUAGE sql
	RETURN (SELECT string_agg(coalesce(signal, '-'), ', ' ORDER BY i)
		FROM (SELECT i, cx_signal(cx_tally_from_counts(0, ARRAY[n - x, x]), 'csat', baseline => 1) OVER (ORDER BY i) AS signal
		FROM (SELECT 0 AS i, 900 AS x, 1000 AS n UNION ALL SELECT i, x, CASE WHEN x = 4 THEN 4 WHEN x = 6 THEN 6 WHEN x > 10 THEN 20 ELSE 10 END
			FROM unnest(satisfied) WITH ORDINALITY u(x, i)) v) q);
SELECT runs(8, 8, 8, 8, 8, 8, 8, 8, 8, 8) AS below, runs(8, 8, 8, 8, 8, 9, 8, 8, 8, 8, 8) AS on_the_mean, runs(19, 19, 19, 19, 19, 19, 19, 19, 19, 19) AS above,
	runs(4, 4, 4, 4, 4, 4, 4, 4, 4, 4) AS mostly_unanimous, runs(10, 10, 10, 10, 10, 10, 10, 10, 10, 10) AS rarely_unanimous;

-- Digits, the method and the baseline are those of the whole partition.
SELECT digits, (c).value, (c).centre, (c).lower_limit, (c).upper_limit
FROM (SELECT digits, area, cx_control_chart(now, 'nps', digits => digits) OVER (PARTITION BY digits ORDER BY area) AS c FROM airport,
	unnest('{-1,0,3}'::integer[]) digits) q WHERE area = 'A' ORDER BY digits;
SELECT call, outcome(format('SELECT (cx_control_chart(now, ''nps'', %s) OVER (ORDER BY area)).responses FROM airport LIMIT 1', call))
FROM unnest(ARRAY['digits => -2', 'digits => ascii(area)', 'method => area', 'baseline => ascii(area)', 'method => ''Exact''', 'baseline => -1',
	'method => NULL', 'baseline => NULL', 'digits => NULL']) call;
-- They may come from a table in part: one text is stored in several forms.
CREATE TEMP TABLE setting AS SELECT 'A' AS area, 'laney' AS method;
SELECT count((c).signal) AS signals, count(DISTINCT (c).centre) AS charts
FROM (SELECT cx_control_chart(now, 'nps', coalesce(method, 'laney')) OVER (ORDER BY area) AS c FROM airport LEFT JOIN setting USING (area)) q;
SELECT outcome('SELECT cx_control_chart(now, ''nps'') OVER () FROM airport') AS "no order";
