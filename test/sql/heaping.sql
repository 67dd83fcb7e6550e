-- Whether some scores are there more often than the rest of the answers explains.
\pset null NULL

-- The tens of the airport's areas against the other areas of the year.  An
-- independent program in Python gives z with the pseudo-response; the published
-- figures are without it, which moves the second digit behind the point.
CREATE TEMP TABLE expected (area text, wave integer, z float8, without float8);
INSERT INTO expected VALUES ('A', 2018, -1.8588870, -1.85), ('B', 2018, 2.0954664, 2.10), ('C', 2018, 1.6915584, 1.70), ('D', 2018, 1.2122829, 1.22),
	('E', 2018, 0.0049809, 0.01), ('F', 2018, -0.4423110, -0.44), ('G', 2018, -2.4407883, -2.43), ('A', 2017, 0.3270416, 0.34), ('B', 2017, 1.0223364, 1.03),
	('C', 2017, -0.8630692, -0.86), ('D', 2017, 0.5592036, 0.57), ('E', 2017, 2.0310063, 2.04), ('F', 2017, 0.6366661, 0.65), ('G', 2017, -3.0426134, -3.03);
CREATE TEMP VIEW area_z AS
	SELECT *, cx_heaping(tally, others, 10, 10) AS heaping FROM (SELECT *, sum(tally) OVER (PARTITION BY wave) - tally AS others FROM areas) a;
SELECT wave, area, round(heaping::numeric, 6) AS z, abs(heaping - z) < 1e-7 AS agrees, abs(heaping - without) < 0.02 AS near
FROM area_z JOIN expected USING (area, wave) ORDER BY wave, area;
-- Their spread, by which doc/gaming.md divides: 1.4826 of the median distance from the
-- median, and not below 1.
SELECT wave, round(stddev_samp(heaping)::numeric, 2) AS sd,
	round(greatest(1, 1.4826 * percentile_cont(0.5) WITHIN GROUP (ORDER BY abs(heaping - median)))::numeric, 4) AS spread
FROM (SELECT wave, percentile_cont(0.5) WITHIN GROUP (ORDER BY heaping) AS median FROM area_z GROUP BY wave) m JOIN area_z USING (wave)
GROUP BY wave ORDER BY wave;

-- The tail of z by cx_target_p, as that page has it, against the normal distribution.
SELECT count(*) AS deviates, max(abs(tail / normal_tail(z) - 1)) < 1e-5 AS agree
FROM generate_series(-80, 80) i, LATERAL (SELECT i / 13.0::float8) d(z),
	LATERAL (SELECT cx_target_p(cx_tally_from_counts(0, ARRAY[round(5e13 - z * 5e6), round(5e13 + z * 5e6)]), 'csat', 50, 'greater')) t(tail);

-- Random tallies, weighted and not, by the formula in SQL.
CREATE TEMP TABLE pair AS
	SELECT i, low, points, first, first + floor(random() * (points - first))::integer AS last, a.n AS n, a.w AS w, b.n AS others_n, b.w AS others_w
	FROM setseed(0.625), generate_series(1, 400) i, LATERAL (SELECT i % 7 - 3, (ARRAY[3, 5, 7, 11])[1 + i % 4]) s(low, points),
		LATERAL (SELECT floor(random() * points)::integer) f(first),
		LATERAL (SELECT random_answers(points, (ARRAY[2, 20, 300])[1 + i % 3]), CASE WHEN i % 3 = 0 THEN random_weights(points) END) a(n, w),
		LATERAL (SELECT random_answers(points, (ARRAY[4, 100, 5000])[1 + i % 3]), CASE WHEN i % 5 = 0 THEN random_weights(points) END) b(n, w);
CREATE FUNCTION plain_heaping(n numeric[], w numeric[], others_n numeric[], others_w numeric[], first integer, last integer) RETURNS float8
	LANGUAGE plpgsql AS $$
DECLARE
	v numeric[] := ARRAY(SELECT generate_series(0, cardinality(n) - 1));
	own record := moments(n, w, v);
	others record := moments(others_n, others_w, v);
	q float8[];
	r float8[];
	p float8[];
	t float8;
BEGIN
	IF own.value IN (0, cardinality(n) - 1) OR own.value IS NULL OR others.value IS NULL OR last - first = cardinality(n) - 1 THEN
		RETURN NULL;
	END IF;
	SELECT array_agg((least(others.effective, others.size) * c * coalesce(g, 1) / total + 1.0 / cardinality(n)) ORDER BY i) INTO q
	FROM (SELECT *, sum(c * coalesce(g, 1)) OVER () AS total FROM unnest(others_n, others_w) WITH ORDINALITY u(c, g, i)) s;
	q := ARRAY(SELECT e / (SELECT sum(a) FROM unnest(q) a) FROM unnest(q) WITH ORDINALITY u(e, i) ORDER BY i);
	t := (tilted(q, v::float8[], own.value::float8)).t;
	SELECT array_agg(e * exp(t * (x - own.value::float8)) ORDER BY x) INTO q FROM unnest(q, v) u(e, x);
	q := ARRAY(SELECT e / (SELECT sum(a) FROM unnest(q) a) FROM unnest(q) WITH ORDINALITY u(e, i) ORDER BY i);
	-- Regression of g on v under the tilted shares.
	SELECT array_agg(g - mean_g - (x - mean_v) * cov / var ORDER BY x) INTO r
	FROM (SELECT x, (x BETWEEN first AND last)::integer AS g FROM unnest(v) x) g, LATERAL (SELECT sum(e * (y BETWEEN first AND last)::integer), sum(e * y)
			FROM unnest(q, v) u(e, y)) m(mean_g, mean_v),
		LATERAL (SELECT sum(e * (y - mean_v) * (y BETWEEN first AND last)::integer), sum(e * (y - mean_v) ^ 2) FROM unnest(q, v) u(e, y)) c(cov, var);
	SELECT array_agg(e * n[i] * coalesce(w[i], 1)) INTO p FROM unnest(r) WITH ORDINALITY u(e, i);
	own := moments(n, w, r::numeric[]);
	RETURN (SELECT sum(e) FROM unnest(p) e) / (SELECT sum(c * coalesce(g, 1)) FROM unnest(n, w) u(c, g))::float8
		* sqrt(coalesce(own.effective, own.size)::float8 / (SELECT sum(e * x * x) FROM unnest(q, r) u(e, x)));
END $$;
SELECT count(*) AS pairs, count(z) > 250 AS not_null, count(*) FILTER (WHERE z > 2) > 20 AS heaps, count(*) FILTER (WHERE z < -2) > 20 AS gaps,
	count(*) FILTER (WHERE differs(z, plain::numeric, 1 + abs(plain)::numeric)) AS differences,
	count(*) FILTER (WHERE differs(cx_heaping(cx_reverse(t), cx_reverse(o), 2 * low + points - 1 - (low + last), 2 * low + points - 1 - (low + first)),
		z::numeric, 1 + abs(z)::numeric)) AS not_mirrored
FROM pair, LATERAL (SELECT tally_of(low, n, w), tally_of(low, others_n, others_w)) t(t, o),
	LATERAL (SELECT cx_heaping(t, o, low + first, low + last), plain_heaping(n, w, others_n, others_w, first, last)) z(z, plain);

-- It is blind to the level: shares that are tilted have no heap.
SELECT tilt, round(cx_value(t, 'mean')::numeric, 1) AS mean, abs(cx_heaping(t, cx_tally_from_counts(0, others), 10, 10)) < 0.1 AS none
FROM (VALUES ('{20,10,20,20,20,200,130,330,600,500,770}'::float8[])) o(others), unnest('{-1,-0.3,0.5,2}'::float8[]) tilt,
	LATERAL (SELECT array_agg(round(c * exp(tilt * (i - 9))) ORDER BY i) FROM unnest(others) WITH ORDINALITY u(c, i)) c(counts),
	LATERAL (SELECT cx_tally_from_counts(0, counts)) t(t);
-- A tenth, a quarter, half of the sevens to nines become tens.
SELECT part, round(cx_heaping(
	cx_tally_from_counts(0, ARRAY[2, 1, 2, 2, 2, 20, 13, 33 * (1 - part), 60 * (1 - part), 50 * (1 - part), 77 + 143 * part]::integer[]),
	'[0,10]{20,10,20,20,20,200,130,330,600,500,770}', 10, 10)::numeric, 2) AS z
FROM unnest('{0,0.1,0.25,0.5}'::float8[]) part;
-- Weights count as they say: half as many responses of weight two.
SELECT round(cx_heaping(t * 2.0, o, 10, 10)::numeric, 6) AS of_weight_2, round(cx_heaping(t, o, 10, 10)::numeric, 6) AS of_weight_1,
	round(cx_heaping(t + t, o, 10, 10)::numeric, 6) AS twice, round((cx_heaping(t, o, 10, 10) * sqrt(2))::numeric, 6) AS root_of_2
FROM (VALUES ('[0,10]{2,0,1,2,2,10,7,20,35,20,80}'::cx_tally, '[0,10]{20,10,20,20,20,200,130,330,600,500,770}'::cx_tally)) v(t, o);

-- The mean at an end, two points, the whole scale, nobody, no weight, NULL; all at
-- one score within.
SELECT title, number(cx_heaping(t, o, first, last)) AS z
FROM (VALUES (1, 'all at the highest', '[1,5]{0,0,0,0,9}'::cx_tally, '[1,5]{1,2,3,4,5}'::cx_tally, 5, 5),
	(2, 'all at the lowest', '[1,5]{9,0,0,0,0}', '[1,5]{1,2,3,4,5}', 5, 5), (3, 'two points', '[0,1]{5,3}', '[0,1]{50,50}', 1, 1),
	(4, 'the whole scale', '[1,5]{1,2,3,4,5}', '[1,5]{5,4,3,2,1}', 1, 5), (5, 'nobody', '[1,5]{}', '[1,5]{1,2,3,4,5}', 5, 5),
	(6, 'no others', '[1,5]{1,2,3,4,5}', '[1,5]{}', 5, 5), (7, 'no weight', '[1,3]{0,0,0}{0,0,0}2', '[1,3]{1,2,3}', 3, 3),
	(8, 'others without weight', '[1,3]{1,2,3}', '[1,3]{0,0,0}{0,0,0}2', 3, 3), (9, 'NULL', NULL, '[1,3]{1,2,3}', 3, 3),
	(10, 'no first', '[1,3]{1,2,3}', '[1,3]{1,2,3}', NULL, 3), (11, 'the same', '[1,3]{1,1,1}', '[1,3]{1,1,1}', 3, 3),
	(12, 'all at one score', '[1,3]{0,4,0}', '[1,3]{1,1,1}', 2, 2), (13, 'one answer', '[1,3]{0,1,0}', '[1,3]{1,1,1}', 2, 2),
	(14, 'of which others have none', '[1,3]{1,2,1}', '[1,3]{5,0,5}', 2, 2), (15, 'negative scores', '[-3,-1]{0,4,0}', '[-3,-1]{1,1,1}', -2, -2))
	v(i, title, t, o, first, last)
ORDER BY i;
-- Large counts, and what rounding leaves of the distance from an end.
SELECT round(cx_heaping('[0,2]{9007199254740992,0,9007199254740992}', '[0,2]{1,1,1}', 1, 1)::numeric) AS many,
	cx_heaping('[0,2]{0,1,9007199254740992}', '[0,2]{1,1,1}', 1, 1) AS at_the_end, cx_heaping('[0,2]{9007199254740992,1,0}', '[0,2]{1,1,1}', 1, 1) AS at_the_other,
	cx_heaping('[0,2]{1e100,1e-100,1e100}{1e200,1e-200,1e200}3', '[0,2]{1e-100,1e100,1}{1e-200,1e200,1}3', 1, 1) < 0 AS weights;
-- A long scale, on which far scores get no share at all: none is no gap, and one
-- is a heap however few.  What is too much here is too little in the rest.
SELECT title, round(z::numeric, 6) BETWEEN -1e-6 AND 1e-6 AS none, z > 1e9 AS heap, z = -cx_heaping(t, o, 0, 94) AS opposite
FROM (SELECT far, cx_tally_from_counts(0, array_agg(CASE WHEN i = 0 THEN 1e9 WHEN i < 3 THEN 1 WHEN i = 97 THEN far ELSE 0 END::float8 ORDER BY i)),
		cx_tally_from_counts(0, array_agg(CASE WHEN i = 100 THEN 1e9 ELSE i END::float8 ORDER BY i)) FROM unnest('{0,1}'::integer[]) far, generate_series(0, 100) i
		GROUP BY far) x(title, t, o),
	LATERAL (SELECT cx_heaping(t, o, 95, 100)) z(z) ORDER BY title;
SELECT outcome($$SELECT cx_heaping('[0,10]{}', '[1,5]{}', 5, 5)$$) AS scales, outcome($$SELECT cx_heaping('[1,5]{}', '[1,5]{}', 5, 6)$$) AS beyond,
	outcome($$SELECT cx_heaping('[1,5]{}', '[1,5]{}', 4, 3)$$) AS backwards, outcome($$SELECT cx_heaping('[1,5]{}', '[1,5]{}', -2147483648, 2147483647)$$) AS far;
