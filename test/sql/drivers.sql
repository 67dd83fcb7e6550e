-- Driver analysis: published numbers, plain SQL for one driver and two, missing
-- answers, drivers that depend on each other, and what cannot be told.
\pset null NULL

-- Figures of cx_drivers, rounded to so many digits, drivers in their order.
CREATE FUNCTION importances(m cx_moments, method text, digits integer) RETURNS text LANGUAGE sql
	RETURN (SELECT string_agg(round(importance::numeric, digits)::text, ' ') FROM cx_drivers(ARRAY[m], method => method));

-- R's mtcars.  Package rwa, "Regression methods": importance .2096904 .1883043
-- .1799590 .2706812, share 24.70914 22.18908 21.20570 31.89607, R squared .8486348.
CREATE TEMP TABLE mtcars (mpg float8, cyl float8, disp float8, hp float8, wt float8, gear float8);
INSERT INTO mtcars VALUES
	(21,6,160,110,2.62,4), (21,6,160,110,2.875,4), (22.8,4,108,93,2.32,4), (21.4,6,258,110,3.215,3), (18.7,8,360,175,3.44,3), (18.1,6,225,105,3.46,3),
	(14.3,8,360,245,3.57,3), (24.4,4,146.7,62,3.19,4), (22.8,4,140.8,95,3.15,4), (19.2,6,167.6,123,3.44,4), (17.8,6,167.6,123,3.44,4),
	(16.4,8,275.8,180,4.07,3), (17.3,8,275.8,180,3.73,3), (15.2,8,275.8,180,3.78,3), (10.4,8,472,205,5.25,3), (10.4,8,460,215,5.424,3),
	(14.7,8,440,230,5.345,3), (32.4,4,78.7,66,2.2,4), (30.4,4,75.7,52,1.615,4), (33.9,4,71.1,65,1.835,4), (21.5,4,120.1,97,2.465,3),
	(15.5,8,318,150,3.52,3), (15.2,8,304,150,3.435,3), (13.3,8,350,245,3.84,3), (19.2,8,400,175,3.845,3), (27.3,4,79,66,1.935,4),
	(26,4,120.3,91,2.14,5), (30.4,4,95.1,113,1.513,5), (15.8,8,351,264,3.17,5), (19.7,6,145,175,2.77,5), (15,8,301,335,3.57,5),
		(21.4,4,121,109,2.78,4);
SELECT driver, round(importance::numeric, 7) AS importance, round(share::numeric, 5) AS share
	FROM (SELECT cx_moments(mpg, ARRAY[cyl, disp, hp, wt]) AS m FROM mtcars) s, cx_drivers(ARRAY[m], '{cyl,disp,hp,wt}');
SELECT round(cx_r2(m)::numeric, 7) AS r2, importances(m, 'shapley', 8) FROM (SELECT cx_moments(mpg, ARRAY[cyl, disp, hp, wt]) AS m FROM mtcars) s;
SELECT round(cx_r2(m)::numeric, 9) AS r2, importances(m, 'johnson', 9) AS johnson, importances(m, 'shapley', 9) AS shapley
	FROM (SELECT cx_moments(mpg, ARRAY[cyl, disp, hp, gear]) AS m FROM mtcars) s;

-- R's swiss: Fertility by Agriculture, Examination, Education, Catholic and
-- Infant.Mortality.  Shapley: package relaimpo, Groemping, Journal of
-- Statistical Software 17 (2006): .0570912208 .1711730289 .2601346786 .1055701504
-- .1127659229; R squared .7067350016.
CREATE TEMP TABLE swiss (fertility float8, agriculture float8, examination float8, education float8, catholic float8, infant_mortality float8);
INSERT INTO swiss VALUES
	(80.2,17,15,12,9.96,22.2), (83.1,45.1,6,9,84.84,22.2), (92.5,39.7,5,5,93.4,20.2), (85.8,36.5,12,7,33.77,20.3), (76.9,43.5,17,15,5.16,20.6),
	(76.1,35.3,9,7,90.57,26.6), (83.8,70.2,16,7,92.85,23.6), (92.4,67.8,14,8,97.16,24.9), (82.4,53.3,12,7,97.67,21), (82.9,45.2,16,13,91.38,24.4),
	(87.1,64.5,14,6,98.61,24.5), (64.1,62,21,12,8.52,16.5), (66.9,67.5,14,7,2.27,19.1), (68.9,60.7,19,12,4.43,22.7), (61.7,69.3,22,5,2.82,18.7),
	(68.3,72.6,18,2,24.2,21.2), (71.7,34,17,8,3.3,20), (55.7,19.4,26,28,12.11,20.2), (54.3,15.2,31,20,2.15,10.8), (65.1,73,19,9,2.84,20),
	(65.5,59.8,22,10,5.23,18), (65,55.1,14,3,4.52,22.4), (56.6,50.9,22,12,15.14,16.7), (57.4,54.1,20,6,4.2,15.3), (72.5,71.2,12,1,2.4,21),
	(74.2,58.1,14,8,5.23,23.8), (72,63.5,6,3,2.56,18), (60.5,60.8,16,10,7.72,16.3), (58.3,26.8,25,19,18.46,20.9), (65.4,49.5,15,8,6.1,22.5),
	(75.5,85.9,3,2,99.71,15.1), (69.3,84.9,7,6,99.68,19.8), (77.3,89.7,5,2,100,18.3), (70.5,78.2,12,6,98.96,19.4), (79.4,64.9,7,3,98.22,20.2),
	(65,75.9,9,9,99.06,17.8), (92.2,84.6,3,3,99.46,16.3), (79.3,63.1,13,13,96.83,18.1), (70.4,38.4,26,12,5.62,20.3), (65.7,7.7,29,11,13.79,20.5),
	(72.7,16.7,22,13,11.22,18.9), (64.4,17.6,35,32,16.92,23), (77.6,37.6,15,7,4.97,20), (67.6,18.7,25,7,8.65,19.5), (35,1.2,37,53,42.34,18),
	(44.7,46.6,16,29,50.43,18.2), (42.8,27.7,22,29,58.33,19.3);
CREATE TEMP TABLE swiss_moments AS SELECT cx_moments(fertility, ARRAY[agriculture, examination, education, catholic, infant_mortality]) AS m
	FROM swiss;
SELECT round(cx_r2(m)::numeric, 10) AS r2, importances(m, 'shapley', 10) FROM swiss_moments;
SELECT driver, round(importance::numeric, 9) AS johnson, round(beta::numeric, 8) AS beta FROM swiss_moments, cx_drivers(ARRAY[m]);

-- The passenger survey of San Francisco International Airport, 2018 (published
-- through DataSF under the Public Domain Dedication License): what getting here,
-- wayfinding and security explain of the NPS.  Of each day the number of those
-- who answered all, and the sums of the four columns and of their products, the
-- worth of the NPS being the first.
CREATE TEMP TABLE day (date date, responses integer, sums float8[], products float8[]);
INSERT INTO day VALUES
	('2018-05-01', 93, '{5300,391,432,412}', '{670000,24700,1723,26300,1834,2048,25400,1750,1938,1890}'),
	('2018-05-02', 126, '{4600,541,581,562}', '{740000,22800,2401,22900,2512,2725,22900,2447,2616,2602}'),
	('2018-05-03', 133, '{3800,561,592,557}', '{920000,19100,2483,20500,2506,2714,20800,2385,2527,2471}'),
	('2018-05-04', 35, '{1500,139,156,147}', '{230000,6600,577,7000,628,718,6800,586,666,639}'),
	('2018-05-05', 35, '{1600,160,159,145}', '{220000,8100,748,8500,738,745,8100,677,676,641}'),
	('2018-05-06', 33, '{1700,138,144,132}', '{190000,7900,598,8300,618,658,7700,565,592,560}'),
	('2018-05-08', 38, '{2700,152,178,169}', '{290000,11200,654,12900,713,842,12800,687,801,773}'),
	('2018-05-09', 43, '{1200,172,196,202}', '{240000,6100,740,6300,793,914,6600,820,931,962}'),
	('2018-05-10', 57, '{2400,241,252,238}', '{300000,11200,1061,11700,1086,1152,11300,1025,1078,1042}'),
	('2018-05-11', 139, '{2500,575,587,529}', '{970000,13700,2491,16900,2472,2611,18000,2246,2331,2241}'),
	('2018-05-12', 52, '{2000,216,223,208}', '{300000,9200,934,10600,945,1005,9800,886,927,892}'),
	('2018-05-13', 43, '{1400,186,196,184}', '{320000,6800,834,6800,852,910,7100,814,850,818}'),
	('2018-05-15', 214, '{9000,903,962,927}', '{1460000,42700,3955,45400,4118,4450,44300,3965,4239,4199}'),
	('2018-05-16', 124, '{1900,496,516,474}', '{790000,10000,2104,12200,2110,2254,9500,1934,2009,1994}'),
	('2018-05-17', 124, '{4200,502,551,523}', '{840000,20300,2134,21300,2258,2539,21300,2155,2358,2327}'),
	('2018-05-18', 122, '{2400,486,528,471}', '{720000,12700,2058,14100,2137,2364,13200,1900,2075,1935}'),
	('2018-05-19', 79, '{2200,327,345,325}', '{500000,12100,1433,11900,1457,1571,12200,1369,1454,1427}'),
	('2018-05-20', 133, '{3100,535,564,490}', '{790000,15700,2273,16400,2317,2488,15900,1984,2113,2022}'),
	('2018-05-21', 76, '{2700,309,337,291}', '{470000,13100,1321,14400,1388,1545,12500,1206,1313,1207}'),
	('2018-05-22', 26, '{500,108,111,93}', '{210000,3100,464,3600,473,497,3600,395,415,379}'),
	('2018-05-23', 81, '{3200,328,357,305}', '{480000,13400,1388,14900,1464,1625,14600,1247,1365,1265}'),
	('2018-05-24', 71, '{1500,277,320,317}', '{490000,9100,1165,8500,1268,1480,9000,1269,1456,1465}'),
	('2018-05-29', 54, '{2800,224,248,246}', '{380000,12500,990,13300,1046,1156,13500,1038,1142,1146}'),
	('2018-05-30', 47, '{2300,192,212,193}', '{270000,10400,818,11000,879,976,10200,802,885,831}'),
	('2018-05-31', 47, '{2400,200,218,207}', '{320000,10800,884,11000,937,1034,10800,890,980,951}');
CREATE FUNCTION moments_of(responses integer, sums float8[], products float8[]) RETURNS cx_moments LANGUAGE sql
	RETURN (SELECT format('[3]%s{%1$s,%1$s}{%s,1,1,1}{%s%s}', responses, array_to_string(ARRAY(SELECT s / responses FROM unnest(sums) s), ','),
		string_agg((products[i * (i - 1) / 2 + j] - sums[i] * sums[j] / responses)::text, ',' ORDER BY i, j), repeat(',0', 18))::cx_moments
		FROM generate_series(1, 4) i, generate_series(1, i) j);
CREATE TEMP TABLE airport AS SELECT array_agg(moments_of(responses, sums, products)) AS days, cx_moments_merge(moments_of(responses, sums, products))
	AS whole FROM day;
SELECT cardinality(days), cx_moments_responses(whole), round(cx_r2(whole)::numeric, 9) AS r2, importances(whole, 'johnson', 9) AS johnson,
	importances(whole, 'shapley', 9) AS shapley FROM airport;
SELECT driver, answered, round(mean::numeric, 6) AS mean, round(correlation::numeric, 3) AS correlation, round(slope::numeric, 4) AS slope,
	round(beta::numeric, 3) AS beta, round(share::numeric, 6) AS share,
	round(share_lower::numeric, 6) AS share_lower, round(share_upper::numeric, 6) AS share_upper
		FROM airport, cx_drivers(days, '{getting here,wayfinding,security}');
-- Classical errors 1.62112 1.97447 1.47746; the quantile of 2,021 degrees of freedom.
SELECT round(((slope_upper - slope_lower) / 2 / 1.9611394)::numeric, 4) AS error, share_lower, share_upper FROM airport, cx_drivers(ARRAY[whole]);
-- The same weighted, by R's cov.wt: .07442483933 .10564367265 .09050909085.
SELECT importances('[3]2025{1948.372582399988,2320.5135364438847}{38.932745910723916,4.152435885714509,4.465717114014339,4.18422989357499,1,1,1}'
	'{10064771.09630197,46145.00968061776,1630.546021968876,47678.192850843014,508.304475035508,1232.2164528009519'
	',57107.60164618256,547.8457047161592,722.7783747417282,2025.0368420281904'
	',0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0}', 'johnson', 11);

-- One driver: PostgreSQL's own functions.
CREATE TEMP TABLE sample AS
	SELECT part, i, CASE WHEN part % 3 = 0 THEN (random() * 10)::integer ELSE random() END AS y, random() + part % 4 * i / 10.0 AS a,
		floor(random() * 5) * 10.0 ^ (part % 7 - 3) AS b, floor(random() * 3) + 1 AS w
	FROM generate_series(1, 200) part, generate_series(1, 6 + part % 40) i, (SELECT setseed(0.5)) s;
SELECT count(*) AS samples, count(*) FILTER (WHERE differs(slope, plain_slope::numeric, greatest(abs(plain_slope), 1)::numeric)) AS slopes,
	count(*) FILTER (WHERE differs(correlation, r::numeric)) AS correlations,
	count(*) FILTER (WHERE differs(r2, plain_r2::numeric)) AS r2, count(*) FILTER (WHERE differs(importance, plain_r2::numeric)) AS importances,
		count(*) FILTER (WHERE differs(share, 100)) AS shares
FROM (SELECT cx_moments(y, ARRAY[a]) AS m, regr_slope(y, a) AS plain_slope, corr(y, a) AS r, regr_r2(y, a) AS plain_r2 FROM sample GROUP BY part) s,
	cx_r2(m) r2, cx_drivers(ARRAY[m]);
-- Student's t, two-sided: tables have 12.706 4.303 3.182 2.776 2.571 2.228 2.131
-- 2.086 2.042 2.021 2.000 1.980 1.972 1.965 1.962 for 95 %, 63.657 9.925 5.841 4.604
-- 4.032 3.169 2.947 2.845 2.750 2.704 2.660 2.617 2.601 2.586 2.581 for 99 %, 636.619
-- 31.599 12.924 8.610 6.869 4.587 4.073 3.850 3.646 3.551 3.460 3.373 3.340 3.310
-- 3.300 for 99.9 %, and 1.000 .816 .765 .741 .727 .700 .691 .687 .683 .681 .679 .677
-- .676 .675 .675 for 50 %.
SELECT confidence, string_agg(round(t::numeric, 3)::text, ' ' ORDER BY degrees)
FROM unnest('{0.95,0.99,0.999,0.5}'::float8[]) confidence, unnest('{1,2,3,4,5,10,15,20,30,40,60,120,200,500,1000}'::integer[]) degrees,
	LATERAL (SELECT cx_moments(i * i % 7, ARRAY[i]::float8[]) AS m,
		sqrt((regr_syy(y, i) - regr_sxy(y, i) ^ 2 / regr_sxx(y, i)) / degrees / regr_sxx(y, i)) AS error
		FROM generate_series(1, degrees + 2) i, LATERAL (SELECT i * i % 7) v(y)) s,
			LATERAL (SELECT (slope_upper - slope) / error FROM cx_drivers(ARRAY[m], confidence => confidence)) d(t)
GROUP BY confidence ORDER BY confidence;

-- Two drivers, weighted, with seven replicates: with correlations p, q to the
-- outcome and r between them, beta is (p - q r) / (1 - r^2), and by either method
-- a driver explains the mean of what it does alone and beside the other.
CREATE TEMP TABLE plain AS
	SELECT part, g, beta, beta * scale AS slope, importance, 100 * importance / r2 AS share
	-- A weight of 2 is a row that is there twice; g is the replicate that is left out.
	FROM (SELECT part, g, corr(y, a) AS p, corr(y, b) AS q, corr(a, b) AS r, stddev_pop(y) / stddev_pop(a) AS scale
			FROM sample, unnest('{NULL,0,1,2,3,4,5,6}'::integer[]) g, generate_series(1, w::integer)
				WHERE part % 40 > 15 AND (g IS NULL OR i % 7 <> g) GROUP BY part, g) s,
		LATERAL (SELECT (p - q * r) / (1 - r ^ 2), (p ^ 2 + q ^ 2 - 2 * p * q * r) / (1 - r ^ 2)) v(beta, r2),
			LATERAL (SELECT (p ^ 2 + r2 - q ^ 2) / 2) w(importance);
CREATE TEMP TABLE jackknife AS
	SELECT part, 2.4469118511449692 * sqrt(6 * var_pop(slope)) AS slope_margin, 2.4469118511449692 * sqrt(6 * var_pop(share)) AS share_margin
		FROM plain WHERE g IS NOT NULL GROUP BY part;
SELECT method, count(*), count(*) FILTER (WHERE differs(d.beta, p.beta::numeric)) AS betas, count(*) FILTER (WHERE differs(d.slope, p.slope::numeric,
	greatest(abs(p.slope), 1)::numeric)) AS slopes,
	count(*) FILTER (WHERE differs(d.importance, p.importance::numeric)) AS importances, count(*) FILTER (WHERE differs(d.share, p.share::numeric,
		100)) AS shares,
	count(*) FILTER (WHERE differs(share_lower, greatest(p.share - share_margin, 0)::numeric, 100) OR differs(share_upper,
		least(p.share + share_margin, 100)::numeric, 100)) AS share_intervals,
	count(*) FILTER (WHERE differs(slope_lower, (p.slope - slope_margin)::numeric, (abs(p.slope) + slope_margin)::numeric) OR differs(slope_upper,
		(p.slope + slope_margin)::numeric, (abs(p.slope) + slope_margin)::numeric)) AS slope_intervals
FROM unnest('{johnson,shapley}'::text[]) method, (SELECT part, array_agg(m) AS replicates FROM (SELECT part, cx_moments(y, ARRAY[a, b], w) AS m
	FROM sample GROUP BY part, i % 7) r GROUP BY part) s
	JOIN plain p USING (part) JOIN jackknife USING (part), LATERAL cx_drivers(replicates, '{a,b}', method) d WHERE g IS NULL AND d.driver = 'a'
		GROUP BY method ORDER BY method;
-- The rest of such a row: weights, means.
SELECT count(*) AS rows, count(*) FILTER (WHERE differs(answered, weight::numeric) OR differs(mean, plain_mean::numeric, greatest(abs(plain_mean),
	1)::numeric)) AS wrong
FROM (SELECT cx_moments(y, ARRAY[a], w) AS m, sum(w) AS weight, sum(w * a) / sum(w) AS plain_mean FROM sample GROUP BY part) s, cx_drivers(ARRAY[m]);

-- Missing answers: what lm says of the mean in their place and a flag.
CREATE TEMP TABLE partial AS
	SELECT part, i, y, w, CASE WHEN i % 5 <> part % 5 THEN a END AS a, b, CASE WHEN i % 11 > 0 THEN a * b + y END AS c FROM sample
		WHERE part % 40 > 20;
CREATE TEMP TABLE filled AS
	SELECT *, coalesce(a, sum(w * a) OVER p / sum(CASE WHEN a IS NOT NULL THEN w END) OVER p) AS fa,
		coalesce(c, sum(w * c) OVER p / sum(CASE WHEN c IS NOT NULL THEN w END) OVER p) AS fc,
		(a IS NOT NULL)::integer::float8 AS ua, (c IS NOT NULL)::integer::float8 AS uc
	FROM partial WINDOW p AS (PARTITION BY part);
CREATE TEMP TABLE both_ways AS
	SELECT part, method, o.*, f.driver AS f_driver, f.mean AS f_mean, f.correlation AS f_correlation, f.slope AS f_slope, f.slope_lower AS f_lower,
		f.beta AS f_beta, f.importance AS f_importance, f.share AS f_share
	FROM (SELECT part, cx_moments(y, ARRAY[a, b, c], w) AS m, cx_moments(y, ARRAY[fa, b, fc, ua, uc], w) AS full_m FROM filled GROUP BY part) s,
		unnest('{johnson,shapley}'::text[]) method,
		LATERAL (SELECT * FROM cx_drivers(ARRAY[m], '{a,b,c}', method)) o,
			LATERAL (SELECT * FROM cx_drivers(ARRAY[full_m], '{a,b,c,a (answered),c (answered)}', method)) f WHERE o.driver = f.driver;
SELECT method, count(*) / 5 AS samples, count(*) FILTER (WHERE differs(correlation, f_correlation::numeric)) AS correlations,
	count(*) FILTER (WHERE differs(slope, f_slope::numeric, greatest(abs(f_slope), f_slope - f_lower, 1)::numeric)) AS slopes,
		count(*) FILTER (WHERE differs(slope_lower, f_lower::numeric, greatest(abs(f_lower), 1)::numeric)) AS errors,
	count(*) FILTER (WHERE differs(beta, f_beta::numeric)) AS betas, count(*) FILTER (WHERE differs(importance, f_importance::numeric))
		AS importances, count(*) FILTER (WHERE differs(share, f_share::numeric, 100)) AS shares,
	count(*) FILTER (WHERE differs(mean, f_mean::numeric, greatest(abs(f_mean), 1)::numeric)) AS means
FROM both_ways GROUP BY method ORDER BY method;
SELECT driver, abs(answered - plain) < 1e-9 AS answered, abs(answered - total) < 1e-9 AS all FROM both_ways
	JOIN (SELECT part, sum(w) FILTER (WHERE a IS NOT NULL) AS plain, sum(w) AS total FROM partial GROUP BY part) p USING (part)
	WHERE part = 21 AND method = 'johnson' ORDER BY driver;
-- Correlations, in the order of the outcome and the rows.
SELECT array_dims(c), round(c[1][2]::numeric, 6) = round(r::numeric, 6) AS outcome, abs(c[5][2]) < 1e-12 AS own_flag, c[5][6] = c[6][5] AS symmetric,
	c[3][3]
FROM (SELECT cx_correlations(cx_moments(y, ARRAY[a, b, c])) AS c, corr(y, coalesce(a, m)) AS r FROM partial,
	LATERAL (SELECT avg(a) FROM partial p WHERE p.part = 21) v(m) WHERE part = 21) s;

-- Drivers that depend on each other share alike. The same with 60 digits, by
-- eigenvalues: a sum of two others; nearly a copy of another; a copy of another.
CREATE TEMP TABLE design AS SELECT i, i * i % 17 AS y, ARRAY[i, i * 7 % 11, i + i * 7 % 11, i % 3]::float8[] AS sum,
	ARRAY[i, i * 7 % 11, i + i % 3 / 1000.0, i % 5]::float8[] AS near, ARRAY[i, i * 7 % 11, i, i % 3]::float8[] AS copy
	FROM generate_series(1, 40) i;
-- beta -.03854497855 -.1310334928 -.07157083525 -.1521027551, importance
-- .006597618617 .01597120992 .007093750819 .01961614303, R squared .04927872239.
SELECT driver, round(beta::numeric, 10) AS beta, round(importance::numeric, 10) AS importance, round(cx_r2(m)::numeric, 10) AS r2
	FROM (SELECT cx_moments(y, sum) AS m FROM design) s, cx_drivers(ARRAY[m]);
-- beta 2119.830002 -.1534993848 -2119.932615 .06935053326, importance .01583076348
-- .0169589179 .01583280902 .005430984769, R squared .05405347517.
SELECT driver, round(beta::numeric, 1) AS beta, round(importance::numeric, 7) AS importance, round(cx_r2(m)::numeric, 7) AS r2
	FROM (SELECT cx_moments(y, near) AS m FROM design) s, cx_drivers(ARRAY[m]);
-- beta -.05393546957 -.149732657 -.05393546957 -.1521027551, importance
-- .005358218084 .01907146203 .005358218084 .01949082419.
SELECT driver, round(beta::numeric, 10) AS beta, round(importance::numeric, 10) AS importance FROM (SELECT cx_moments(y, copy) AS m FROM design) s,
	cx_drivers(ARRAY[m]);
SELECT method, driver, round(share::numeric, 4) AS share FROM (SELECT cx_moments(mpg, ARRAY[wt, hp, wt]) AS twice FROM mtcars) s,
	unnest('{johnson,shapley}'::text[]) method, cx_drivers(ARRAY[twice], method => method) ORDER BY method, driver;
-- Ten drivers, with 60 digits: .01163933421 .000502345326 .01963771063 .000021787807
-- .005161682444 .000210896023 .000927859913 .000742823471 .01111700505 .005438771218.
SELECT importances(cx_moments(i * i % 17, ARRAY[i, i * 2 % 8, i * 3 % 9, i * 4 % 10, i * 5 % 11, i * 6 % 12, i * 7 % 13, i * 8 % 14, i * 9 % 15,
	i * 10 % 16]::float8[]), 'johnson', 12) FROM generate_series(1, 40) i;

-- Units of a driver do not matter, nor a large number beside its variation.
SELECT method, importances(cx_moments(mpg, ARRAY[cyl, disp, hp]), method, 10) = importances(cx_moments(mpg * 1e-3, ARRAY[cyl * 1e6, disp * 1e-9,
	-hp]), method, 10) AS units,
	importances(cx_moments(mpg, ARRAY[cyl, disp, hp]), method, 6) = importances(cx_moments(mpg + 1e9, ARRAY[cyl + 1e9, disp - 1e9, hp]), method,
		6) AS shifted
FROM mtcars, unnest('{johnson,shapley}'::text[]) method GROUP BY method ORDER BY method;

-- A driver that never varies or that nobody answered, an outcome that never
-- varies, an outcome of which nothing is explained.
CREATE FUNCTION shown(m cx_moments) RETURNS TABLE (driver text, answered float8, mean numeric, correlation numeric, slope numeric,
	slope_lower numeric, beta numeric, importance numeric, share numeric) LANGUAGE sql
BEGIN ATOMIC
	SELECT driver, answered, round(mean::numeric, 6), round(correlation::numeric, 6), round(slope::numeric, 6), round(slope_lower::numeric, 6),
		round(beta::numeric, 6), round(importance::numeric, 6), round(share::numeric, 6)
	FROM cx_drivers(ARRAY[m]);
END;
SELECT d.* FROM (SELECT cx_moments(y, ARRAY[i, 0.1, NULL, CASE WHEN i % 2 = 0 THEN 5 END]) AS m FROM design) s, shown(m) d;
SELECT d.*, round(cx_r2(m)::numeric, 6) AS r2, cx_correlations(m)::numeric(7, 6)[] FROM (SELECT cx_moments(7, ARRAY[i, i % 3]::float8[]) AS m
	FROM design) s, shown(m) d;
SELECT d.*, round(cx_r2(m)::numeric, 6) AS r2, cx_correlations(m)::numeric(7, 6)[] FROM (SELECT cx_moments(y, ARRAY[x]) AS m
	FROM (VALUES (1::float8, 1::float8), (1, -1), (-1, 1), (-1, -1)) v(y, x)) s, shown(m) d;
-- Too few responses for so many drivers, and none.
SELECT n, d.*, round(cx_r2(m)::numeric, 6) AS r2 FROM (SELECT n, cx_moments(y, near[1:2]) AS m FROM design, generate_series(1, 4) n WHERE i <= n
	GROUP BY n) s, shown(m) d ORDER BY n, driver;
SELECT d.*, round(cx_r2(m)::numeric, 6) AS r2, cx_correlations(m)::numeric(7, 6)[]
	FROM unnest('{"[2]0{}","[1]3{0,0}{0,0,0}{0,0,0,0,0,0}"}'::cx_moments[]) m, shown(m) d;

-- Replicates: fewer than six give no intervals; those that are NULL or have no
-- weight are none.
SELECT n, count(slope_lower) AS slopes, count(share_lower) AS shares, count(*) AS rows FROM generate_series(1, 7) n,
	LATERAL (SELECT array_agg(m) AS m FROM (SELECT cx_moments(y, near[1:2]) AS m FROM design GROUP BY i % n) s) t, cx_drivers(m) GROUP BY n
	ORDER BY n;
SELECT count(*) AS rows, count(slope_lower) AS slopes, count(share_lower) AS shares
FROM (SELECT cx_moments(y, copy) AS m, cx_moments(y, copy, 0) AS weightless FROM design) s, cx_drivers(ARRAY[NULL, m, NULL, '[4]0{}', weightless]);
SELECT count(*) FROM cx_drivers('{}');
SELECT count(*) FROM cx_drivers(NULL);
SELECT count(*) FROM swiss_moments, cx_drivers(ARRAY[m], NULL, NULL);
SELECT count(*) FROM swiss_moments, cx_drivers(ARRAY[m], confidence => NULL);
-- Intervals of slopes that are there with one of the replicates only: a flag, and
-- a driver that varies in one.
SELECT driver, slope IS NOT NULL AS slope, slope_lower IS NOT NULL AS slope_interval, share_lower IS NOT NULL AS share_interval
FROM (SELECT array_agg(m) AS m FROM (SELECT cx_moments(y, ARRAY[i, CASE WHEN i <> 14 THEN i % 3 END, CASE WHEN i = 14 THEN 2 ELSE 1 END]) AS m
	FROM design GROUP BY i % 7) s) t, cx_drivers(m);
-- Wider with more confidence.
SELECT round((upper - lower)::numeric, 4) AS width FROM airport, unnest('{0.5,0.9,0.99}'::float8[]) confidence,
	LATERAL (SELECT share_lower, share_upper FROM cx_drivers(days, confidence => confidence) LIMIT 1) d(lower, upper);

-- Names, and what is refused.
SELECT driver FROM (SELECT cx_moments(y, ARRAY[i, CASE WHEN i > 5 THEN i % 3 END, i % 5]) AS m FROM design) s,
	cx_drivers(ARRAY[m], ARRAY['getting here', NULL, 'x']);
SELECT outcome(format('SELECT count(*) FROM swiss_moments, cx_drivers(%s)', arguments))
	FROM (VALUES ('ARRAY[m], ''{a,b}'''), ('ARRAY[m], ''{}'''), ('ARRAY[m], method => ''Shapley'''), ('ARRAY[m], confidence => 95'),
	('ARRAY[m, ''[2]0{}'']'),
	('ARRAY[(SELECT cx_moments(i, ARRAY(SELECT sin(i * j) FROM generate_series(1, 17) j)) FROM generate_series(1, 50) i)], method => ''shapley'''),
	('ARRAY[(SELECT cx_moments(i, ARRAY(SELECT CASE WHEN i * j % 7 > 0 THEN sin(i * j) END FROM generate_series(1, 9) j)) FROM design)], method => ''shapley'''),
	('ARRAY(SELECT m FROM generate_series(1, 1001)), method => ''shapley'''), ('ARRAY(SELECT m FROM generate_series(1, 1001))')) v(arguments);
-- The most that shapley does, and that there is.
SELECT count(*), round(sum(share)::numeric, 6) AS sum FROM (SELECT cx_moments(i, ARRAY(SELECT sin(i * j) FROM generate_series(1, 16) j)) AS m
	FROM generate_series(1, 50) i) s, cx_drivers(ARRAY[m], method => 'shapley');
SELECT count(*), round(sum(share)::numeric, 6) AS sum FROM (SELECT cx_moments(i, ARRAY(SELECT CASE WHEN (i * j) % 7 > 0 THEN sin(i * j) END
	FROM generate_series(1, 32) j)) AS m FROM generate_series(1, 500) i) s, cx_drivers(ARRAY[m]);
-- Means whose squares are out of range, which no answers have.
SELECT outcome(format('SELECT %s(''[1]7{5.5,4.5}{10.25,%s,0.75}{100,1,2,1,0.5,1.3}'')', function, mean))
	FROM unnest('{1e308,-1e308,1e200}'::text[]) mean, unnest('{cx_r2,cx_correlations}'::text[]) function;

-- What a score is worth.
SELECT cx_worth(9, 0, 10, 'nps'), cx_worth(8::smallint, 0, 10, 'nps'), cx_worth(6::bigint, 0, 10, 'nps'), cx_worth(4.0, 1, 5, 'csat'),
	cx_worth(3::real, 1, 5, 'index'), cx_worth('2', 1, 5, 'values {1,2.5,3,4,5}'), cx_worth(NULL, 0, 10, 'nps');
SELECT outcome(query) FROM (VALUES ('SELECT cx_worth(11, 0, 10, ''nps'')'), ('SELECT cx_worth(7.5, 0, 10, ''nps'')'),
	('SELECT cx_worth(''NaN'', 0, 10, ''nps'')'), ('SELECT cx_worth(5, 1, 5, ''nps'')'), ('SELECT cx_worth(5, 5, 1, ''mean'')')) v(query);
-- Its mean is the value.
SELECT count(*) AS metrics, count(*) FILTER (WHERE differs(plain, value::numeric)) AS wrong
FROM (SELECT metric, avg(cx_worth(score, 0, 10, metric)) AS plain, cx_value(cx_tally(score, 0, 10), metric) AS value
	FROM survey, unnest('{nps,mean,csat,top 3,index}'::cx_metric[]) metric WHERE score IS NOT NULL GROUP BY metric) s;
