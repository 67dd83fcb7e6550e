-- The retention curve: Kaplan-Meier, Greenwood's variance, Wilson's interval.

-- R's survival::survfit gives these shares and standard errors.  The interval is
-- Wilson's on n* = S (1 - S) / V, in its textbook form.
CREATE FUNCTION wilson(s float8, n float8, upper boolean, z float8 DEFAULT 1.959963984540054) RETURNS float8
	RETURN 100 * (s + z * z / 2 / n + CASE WHEN upper THEN 1 ELSE -1 END * z * sqrt(s * (1 - s) / n + z * z / 4 / n / n)) / (1 + z * z / n);
WITH survfit AS (
	SELECT * FROM unnest('{0,1,2,3,4,5,6,7,8,9,10,11,12}'::integer[], '{93,88,76,64,57,45,42,36,28,27,24,21,20}'::bigint[],
		'{1,.86363636,.76136364,.67808949,.63050426,.58847064,.56044823,.52931222,.51040821,.49150420,.49150420,.46809924,.46809924}'::float8[],
		'{0,.036582502,.045438401,.050199677,.052010530,.053908417,.054862240,.056058202,.057154730,.058080074,.058080074,.059844673,.059844673}'::float8[])
		f(period, at_risk, s, se))
SELECT r.period, r.at_risk, leaving, round(retention::numeric, 6) AS retention, round(retention_lower::numeric, 6) AS lower,
	round(retention_upper::numeric, 6) AS upper, abs(retention - 100 * s) < 1e-6 AND r.at_risk = f.at_risk AS as_survfit,
	abs(retention_lower - wilson(s, n, false)) < 1e-5 AND abs(retention_upper - wilson(s, n, true)) < 1e-5 AS as_wilson
FROM cx_retention('[0,12]{0,12,9,7,4,3,2,2,1,1,0,1,0}', '[0,12]{5,0,3,0,8,0,4,6,0,2,3,0,20}') r LEFT JOIN survfit f USING (period),
	LATERAL (SELECT CASE WHEN se > 0 THEN s * (1 - s) / se ^ 2 ELSE f.at_risk END) e(n) ORDER BY period;

-- Published: Miller, Survival Analysis (1981), the maintained group of the trial of
-- acute myelogenous leukaemia, in weeks; the one seen for 161 weeks is seen for 100.
-- What the interval is made of gives the published standard error back.
WITH aml AS (
	SELECT cx_tally(week, 0, 100) FILTER (WHERE relapse) AS departed, cx_tally(week, 0, 100) FILTER (WHERE NOT relapse) AS staying
	FROM (VALUES (9, true), (13, true), (13, false), (18, true), (23, true), (28, false), (31, true), (34, true), (45, false), (48, true), (100, false))
		v(week, relapse)),
published AS (SELECT * FROM unnest('{9,13,18,23,31,34,48}'::integer[], '{.909,.818,.716,.614,.491,.368,.184}'::float8[],
	'{.0867,.1163,.1397,.1526,.1642,.1627,.1535}'::float8[]) p(period, s, se))
SELECT period, at_risk, leaving, round((retention / 100)::numeric, 3) AS s, round(se_of::numeric, 4) AS se,
	abs(retention / 100 - s) < 0.0005 AND abs(se_of - se) < 0.00005 AS as_published
FROM aml, cx_retention(departed, staying) r LEFT JOIN published USING (period),
	LATERAL (SELECT (retention_lower + retention_upper) / 100, retention / 100) i(ends, share),
	LATERAL (SELECT 1.959963984540054 ^ 2 * (1 - ends) / (ends - 2 * share)) n(size),
	LATERAL (SELECT sqrt(share * (1 - share) / size)) e(se_of)
WHERE leaving > 0 ORDER BY period;

-- Random curves from plain SQL over their customers.
CREATE TEMP TABLE customer AS
	SELECT curve, low, size, (low + floor(random() * 12))::integer AS period, random() < (curve % 10) / 9.0 AS has_left
	FROM setseed(0.25), LATERAL (SELECT curve, curve % 3 AS low, (ARRAY[1, 2, 10, 100])[1 + curve % 4] AS size FROM generate_series(1, 200) curve) c,
		LATERAL generate_series(1, size);
CREATE TEMP TABLE curve AS
	SELECT curve, low, (ARRAY[0.5, 0.8, 0.95, 0.999])[1 + curve % 4] AS confidence, (ARRAY[.674489750196082, 1.281551565544600, 1.959963984540054,
			3.290526731491896])[1 + curve % 4] AS z,
		coalesce(cx_tally(period, low, low + 11) FILTER (WHERE has_left), format('[%s,%s]{}', low, low + 11)::cx_tally) AS departed,
		coalesce(cx_tally(period, low, low + 11) FILTER (WHERE NOT has_left), format('[%s,%s]{}', low, low + 11)::cx_tally) AS staying
	FROM customer GROUP BY curve, low;
WITH counted AS (
	SELECT curve, p AS period, count(*) FILTER (WHERE c.period >= p) AS n, count(*) FILTER (WHERE c.period = p AND has_left) AS d
	FROM customer c, generate_series(0, 20) p WHERE p >= low GROUP BY curve, p HAVING bool_or(c.period >= p)),
estimated AS (
	SELECT curve, period, n, d, bool_or(d = n) OVER w AS all_left, exp(sum(CASE WHEN d < n THEN ln(1 - d / n::float8) END) OVER w) AS s,
		sum(CASE WHEN d < n THEN d / (n::float8 * (n - d)) END) OVER w AS greenwood
	FROM counted WINDOW w AS (PARTITION BY curve ORDER BY period)),
expected AS (
	SELECT curve, period, n, d, CASE WHEN all_left THEN 0 ELSE s END AS s,
		CASE WHEN all_left OR greenwood = 0 THEN n ELSE (1 - s) / (s * greenwood) END AS size FROM estimated)
SELECT count(*) > 1500 AS periods, count(*) FILTER (WHERE e.curve IS NULL OR r.curve IS NULL OR n <> at_risk OR d <> leaving) AS counts_differ,
	count(*) FILTER (WHERE abs(retention - 100 * s) > 1e-9) AS retention_differs,
	count(*) FILTER (WHERE abs(retention_lower - wilson(s, size, false, z)) > 1e-7 OR abs(retention_upper - wilson(s, size, true, z)) > 1e-7) AS ends_differ
FROM expected e FULL JOIN (SELECT curve, z, r.* FROM curve, cx_retention(departed, staying, confidence) r) r USING (curve, period);

-- Where all have left it is the share of those who stayed longer, with the
-- interval of a share, as long as somebody stays.
SELECT count(*) > 500 AS periods, count(*) FILTER (WHERE abs(retention - cx_value(tally, metric)) > 1e-9) AS retention_differs,
	count(*) FILTER (WHERE abs(retention_lower - lower(range)) > 1e-9 OR abs(retention_upper - upper(range)) > 1e-9) AS ends_differ
FROM (SELECT departed + staying AS tally, low, confidence FROM curve) c, cx_retention(tally, format('[%s,%s]{}', low, low + 11)::cx_tally, confidence),
	LATERAL (SELECT format('top %s', 11 - period + low)::cx_metric WHERE retention > 0) m(metric),
	LATERAL cx_interval(tally, metric, confidence) i(range);

-- A curve is that of all customers, however they were tallied.
SELECT count(*), count(*) FILTER (WHERE merged <> whole) AS differences
FROM (SELECT cx_merge(departed) AS d, cx_merge(staying) AS s FROM curve WHERE low = 0) m,
	(SELECT cx_tally(period, 0, 11) FILTER (WHERE has_left) AS d, cx_tally(period, 0, 11) FILTER (WHERE NOT has_left) AS s FROM customer WHERE low = 0) w,
	LATERAL (SELECT merged, whole FROM cx_retention(m.d, m.s) merged JOIN cx_retention(w.d, w.s) whole USING (period)) r;

-- Nobody, one, all, none; no period is left out; the default confidence.
SELECT title, period, at_risk, leaving, round(retention::numeric, 4) AS retention, round(retention_lower::numeric, 4) AS lower,
	round(retention_upper::numeric, 4) AS upper
FROM (VALUES (1, 'nobody', '[0,3]{}'::cx_tally, '[0,3]{}'::cx_tally), (2, 'one left', '[0,3]{0,1,0,0}', '[0,3]{}'),
		(3, 'one stays', '[0,3]{}', '[0,3]{0,1,0,0}'), (4, 'all at once', '[1,3]{8,0,0}', '[1,3]{}'), (5, 'all stay', '[1,3]{}', '[1,3]{0,0,8}'),
		(6, 'a gap', '[0,3]{0,0,0,2}', '[0,3]{1,0,0,1}'),
		(7, 'NULL', NULL, '[0,3]{}'), (8, 'NULL', '[0,3]{}', NULL)) v(id, title, departed, staying)
	LEFT JOIN LATERAL cx_retention(departed, staying) ON true ORDER BY id, period;
SELECT count(*) FROM cx_retention('[0,3]{1,1,1,1}', '[0,3]{}', NULL);
SELECT count(*) AS periods, min(retention), max(retention_upper) FROM cx_retention('[0,100]{}', (SELECT cx_tally_from_counts(0, array_fill(1, ARRAY[101]))));
SELECT count(*) FILTER (WHERE a = b) AS equal, count(*) FROM cx_retention('[0,3]{1,1,1,1}', '[0,3]{0,2,0,3}') a
	JOIN cx_retention(staying => '[0,3]{0,2,0,3}', departed => '[0,3]{1,1,1,1}', confidence => 0.95) b USING (period);
SELECT (r).period, (r).at_risk FROM (SELECT cx_retention('[0,3]{1,0,0,0}', '[0,3]{0,0,0,3}') AS r LIMIT 2) s;

-- Numbers near 2^53 and beyond: at risk is exact, nobody is lost.
SELECT period, at_risk, leaving, round(retention::numeric, 9) AS retention,
	retention_lower BETWEEN 0 AND retention AS lower, retention_upper BETWEEN retention AND 100 AS upper
FROM cx_retention('[0,2]{1,9007199254740992,9007199254740991}', '[0,2]{0,0,9007199254740992}');
SELECT count(*), max(at_risk),
	bool_and(retention_lower <= retention AND retention <= retention_upper AND retention_lower >= 0 AND retention_upper <= 100) AS in_order,
	bool_and(retention_lower < retention OR retention = 0) AS has_width
FROM (SELECT cx_tally_from_counts(900, array_fill(2::float8 ^ 53, ARRAY[101])) AS most) m, cx_retention(most, most);
SELECT retention = 100 AS nearly_all, retention_lower < 100 AS not_sure, retention_upper
FROM cx_retention('[0,1]{1,0}', '[0,1]{0,9007199254740992}') LIMIT 1;
-- The share that is left is small, and keeps its digits.
SELECT period, round((retention / 100 * 1e15)::numeric, 6) AS of_a_quadrillion, retention_lower < retention AS lower, retention_upper > retention AS upper
FROM cx_retention('[0,2]{9007199254740991,0,0}', '[0,2]{0,0,1}') OFFSET 2;

-- A million customers.
SELECT period, at_risk, leaving, round(retention::numeric, 6) AS retention, round((retention_upper - retention_lower)::numeric, 6) AS width
FROM (SELECT cx_tally(i % 5, 0, 4) FILTER (WHERE i % 4 = 0) AS departed, cx_tally(i % 5, 0, 4) FILTER (WHERE i % 4 > 0) AS staying
	FROM generate_series(1, 1000000) i) c, cx_retention(departed, staying);

-- Errors.
SELECT departed, staying, confidence, outcome(format('SELECT count(*) FROM cx_retention(%L, %L, %L)', departed, staying, confidence))
FROM (VALUES ('[0,3]{}', '[0,4]{}', 0.95), ('[-1,3]{}', '[-1,3]{}', 0.95), ('[0,1]{1,1}{1,1}2', '[0,1]{1,1}', 0.95), ('[0,1]{1,1}', '[0,1]{0,0}{0,0}2', 0.95),
	('[0,1]{1,1}', '[0,1]{}', 1), ('[0,1]{1,1}', '[0,1]{}', 0), ('[0,1]{1,1}', '[0,1]{}', 'NaN'), ('[0,1]{1,1}', '[0,1]{}', 95)) v(departed, staying, confidence);
