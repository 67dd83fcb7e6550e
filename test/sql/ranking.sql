-- Rank intervals: the ranks that the data cannot exclude, against the
-- definition by brute force.
\pset null NULL

-- Partitions of 0 to 24 units with a value, some weighted, some without answers
-- or weight.
CREATE TEMP TABLE contest (part integer, id integer, metric cx_metric, t cx_tally);
SELECT setseed(0.75) IS NULL AS seeded;
INSERT INTO contest SELECT part, id, (ARRAY['mean', 'csat', 'net 2 2', 'index', 'values {-3,0,0,1,7}'])[1 + part % 5],
		CASE WHEN id % 8 = 7 OR part % 25 = 0 THEN NULL
			ELSE tally_of(1, random_answers(5, ((id * 5 % 11) ^ 2)::integer), CASE WHEN part % 3 = 0 AND id % 3 > 0 THEN random_weights(5) WHEN id % 10 = 9
				THEN '{0,0,0,0,0}' END) END
	FROM generate_series(1, 200) part, generate_series(1, part % 26) id;

-- Up to 1,000 units each pair is compared by the interval of its difference, at
-- a level at which all pairs are right together: Tukey's for 'all', by
-- scipy.stats.studentized_range for 2 to 25 units; Šidák's for 'one'.
CREATE TEMP TABLE tukey_level AS
	SELECT confidence, units + 1 AS units, level
	FROM (VALUES (0.5::float8, '{0.5,0.261549852,0.161847822,0.110520743,0.0805122449,0.0613981763,0.0484474548,0.0392528934,0.0324815809,0.0273456145,
			0.0233543493,0.0201889689,0.0176348357,0.0155430501,0.0138076248,0.0123514162,0.0111171672,0.0100616407,0.00915168169,0.00836151441,
			0.00767084995,0.00706353821,0.00652659161,0.00604946796}'::float8[]),
		(0.9, '{0.1,0.0401412221,0.0219436703,0.0139124587,0.0096389181,0.00708691886,0.00543783849,0.00430901909,0.0035015626,0.00290355437,
			0.00244801478,0.0020928234,0.00181039412,0.00158203524,0.00139471073,0.00123910033,0.00110839487,0.000997524531,0.000902650597,0.000820822702,
			0.00074974259,0.000687598161,0.000632944845,0.000584619471}'),
		(0.95, '{0.05,0.0190934923,0.0101983107,0.00637632056,0.00437597377,0.00319506127,0.0024384339,0.00192393128,0.00155786068,0.00128793967,
			0.00108308864,0.000923872864,0.000797624675,0.000695796109,0.000612447071,0.000543344119,0.000485403162,0.000436333749,0.000394405612,
			0.000358291683,0.000326960193,0.000299599056,0.000275561946,0.000254329227}'),
		(0.9999, '{0.0001,3.37471146e-05,1.69849765e-05,1.02359811e-05,6.84642751e-06,4.90306578e-06,3.6852365e-06,2.87156495e-06,2.3009288e-06,
			1.88524535e-06,1.57303435e-06,1.3325627e-06,1.1434004e-06,9.9190944e-07,8.68702449e-07,7.67145824e-07,6.82443822e-07,6.11059458e-07,
			5.50337702e-07,4.98254047e-07,4.53242915e-07,4.140782e-07,3.7978858e-07,3.49596504e-07}')) v(confidence, levels),
		unnest(levels) WITH ORDINALITY u(level, units);
CREATE TEMP TABLE ours AS
	SELECT part, id, confidence, guarantee, cx_value(t, metric) AS value, count(cx_value(t, metric)) OVER w AS units,
		cx_rank_interval(t, metric, confidence, guarantee) OVER w AS ranks,
		rank() OVER (w ORDER BY cx_value(t, metric) DESC NULLS LAST) AS plain, metric, t
	FROM contest, unnest('{0.5, 0.9, 0.95, 0.9999}'::float8[]) confidence, unnest('{all,one}'::text[]) guarantee
	WINDOW w AS (PARTITION BY part, confidence, guarantee);
CREATE TEMP TABLE own AS
	SELECT part, id, confidence, guarantee, units, ranks, plain, value, lower(range) AS lower, upper(range) AS upper
	FROM ours LEFT JOIN tukey_level USING (confidence, units),
		LATERAL (SELECT CASE WHEN units = 1 THEN cx_range(value, value, '[]')
			ELSE cx_interval(t, metric, CASE guarantee WHEN 'all' THEN 1 - level ELSE confidence ^ (1.0::float8 / (units - 1)) END) END) r(range)
	WHERE value IS NOT NULL;
ANALYZE own;
-- One is surely above the other where the difference exceeds what MOVER allows.
CREATE TEMP TABLE compared AS
	SELECT i.part, i.id, i.confidence, i.guarantee, i.ranks, i.units, i.plain,
		1 + count(*) FILTER (WHERE j.value - i.value > sqrt((j.value - j.lower) ^ 2 + (i.upper - i.value) ^ 2)) AS best,
		i.units - count(*) FILTER (WHERE i.value - j.value > sqrt((i.value - i.lower) ^ 2 + (j.upper - j.value) ^ 2)) AS worst
	FROM own i JOIN own j USING (part, confidence, guarantee) GROUP BY i.part, i.id, i.confidence, i.guarantee, i.ranks, i.units, i.plain;
SELECT guarantee, confidence, count(*) > 1500 AS units, count(*) FILTER (WHERE best = worst) > 0 AS certain,
	count(*) FILTER (WHERE worst - best BETWEEN 1 AND units - 2) > 0 AS wide,
	count(*) FILTER (WHERE ranks::text IS DISTINCT FROM format('[%s,%s]', best, worst)) AS differences,
	-- What follows: closed, within 1 to I, and around the plain rank.
	count(*) FILTER (WHERE NOT lower_inc(ranks) OR NOT upper_inc(ranks) OR NOT ranks <@ cx_range(1, units, '[]')) AS outside,
	count(*) FILTER (WHERE NOT ranks @> plain::float8) AS without_the_rank
FROM compared GROUP BY guarantee, confidence ORDER BY guarantee, confidence;
SELECT count(*) > 100 AS nulls, count(*) FILTER (WHERE ranks IS NOT NULL) AS not_null FROM ours WHERE value IS NULL;
-- A unit named beforehand has no more ranks than one read off the board.
SELECT count(*) > 6000 AS units, count(*) FILTER (WHERE NOT a.ranks @> o.ranks) AS wider, count(*) FILTER (WHERE a.ranks <> o.ranks) > 500 AS narrower
FROM ours a JOIN ours o USING (part, id, confidence) WHERE a.guarantee = 'all' AND o.guarantee = 'one' AND a.ranks IS NOT NULL;

-- More confidence never excludes more; 0.95 is the default.
SELECT count(*) > 1500 AS units, count(*) FILTER (WHERE NOT narrow <@ middle OR NOT middle <@ wide) AS not_nested, count(*)
	FILTER (WHERE narrow <> wide) > 100 AS wider, count(*) FILTER (WHERE middle <> by_default) AS default_differs
FROM (SELECT cx_rank_interval(t, metric, 0.5) OVER w AS narrow, cx_rank_interval(t, metric, 0.95) OVER w AS middle, cx_rank_interval(t, metric) OVER w
	AS by_default, cx_rank_interval(t, metric, confidence => 0.999999) OVER w AS wide
	FROM contest WINDOW w AS (PARTITION BY part)) q WHERE wide IS NOT NULL;

-- The order of the rows does not matter.
SELECT count(*) AS differences FROM (SELECT part, id, cx_rank_interval(t, metric) OVER (PARTITION BY part ORDER BY id) AS r FROM contest) a
	JOIN (SELECT part, id, cx_rank_interval(t, metric) OVER (PARTITION BY part ORDER BY id * 17 % 29) AS r FROM contest) b USING (part, id)
		WHERE a.r IS DISTINCT FROM b.r;

-- Beyond 1,000 units it is as in Klein, Wright & Wieczorek 2020, which compares
-- intervals (see rank_sets.sql).  They rank the mean travel times of 51 states
-- at 90 %.  Means and their standard errors are no tallies, but the critical
-- value is the same for all: 3.0809.
SELECT round((cx_margin(t, 'mean', 0.9 ^ (1.0 / 51), 'wald') / cx_stderr(t, 'mean'))::numeric, 4) AS critical FROM (VALUES ('[1,3]{1,2,4}'::cx_tally)) v(t);

-- Special partitions.
CREATE FUNCTION rank_intervals(metric cx_metric, confidence float8, VARIADIC units cx_tally[]) RETURNS text LANGUAGE sql
	RETURN (SELECT string_agg(coalesce(r::text, 'NULL'), ' ' ORDER BY i) FROM (SELECT i, cx_rank_interval(u, metric, confidence) OVER () AS r
		FROM unnest(units) WITH ORDINALITY v(u, i)) q);
SELECT title, rank_intervals('mean', confidence, VARIADIC units) FROM (VALUES
	('one alone', 0.95, '{"[1,3]{1,2,4}"}'::cx_tally[]),
	('alone among those without a value', 0.95, '{NULL,"[1,3]{0,0,1}","[1,3]{}","[1,3]{0,0,0}{0,0,0}4"}'),
	('nobody', 0.95, '{NULL,"[1,3]{}"}'),
	('surely apart', 0.95, '{"[1,3]{0,1000,0}","[1,3]{1000,0,0}","[1,3]{0,0,1000}"}'),
	('one answer each', 0.95, '{"[1,3]{0,1,0}","[1,3]{1,0,0}","[1,3]{0,0,1}"}'),
	('equal', 0.95, '{"[1,3]{10,10,10}","[1,3]{10,10,10}"}'),
	('two pairs', 0.95, '{"[1,3]{900,0,0}","[1,3]{0,0,900}","[1,3]{901,1,0}","[1,3]{0,1,901}"}'),
	('no confidence', NULL, '{"[1,3]{1,2,4}","[1,3]{2,2,4}"}')) v(title, confidence, units);
-- Two units are apart exactly where the interval of their change leaves out 0.
SELECT guarantee, count(*) > 200 AS pairs, count(*) FILTER (WHERE apart) > 50 AS apart, count(*) FILTER (WHERE apart = change @> 0::float8) AS differences
FROM unnest('{all,one}'::text[]) guarantee,
	LATERAL (SELECT metric, array_agg(t) AS pair FROM contest WHERE cx_weight(t) > 0 GROUP BY part, metric, id / 2 HAVING count(*) = 2) p,
	LATERAL (SELECT count(DISTINCT r) = 2 AS apart FROM (SELECT cx_rank_interval(u, metric, 0.9, guarantee) OVER () AS r FROM unnest(pair) u) q) ours,
	LATERAL cx_change_interval(pair[1], pair[2], metric, 0.9) change
GROUP BY guarantee ORDER BY guarantee;
-- Worths that are all equal leave intervals without width: all are equal.
SELECT rank_intervals('values {5,5,5}', 0.95, '[1,3]{1,2,4}', '[1,3]{2,2,4}', '[1,3]{0,0,1}');

SELECT confidence, outcome(format('SELECT cx_rank_interval(t, %L, %L) OVER () FROM contest LIMIT 1', 'mean', confidence))
	FROM unnest('{0, 1, -0.5, 1.5, NaN, Infinity}'::float8[]) confidence;
SELECT guarantee, outcome(format('SELECT cx_rank_interval(t, %L, 0.95, %L) OVER () FROM contest WHERE id = 1 LIMIT 1', 'mean', guarantee))
FROM unnest('{all,one,One,"",each,NULL}'::text[]) guarantee;

-- A confidence whose root for each unit is 1 but for its last digits.
SELECT bool_and(ranks @> 1::float8 AND ranks @> 10::float8) AS nothing_excluded
FROM (SELECT cx_rank_interval(t, 'mean', 0.9999999999999999, guarantee) OVER (PARTITION BY guarantee) AS ranks
      FROM generate_series(1, 10) AS i, unnest('{all,one}'::text[]) AS guarantee,
           cx_tally_from_counts(1, ARRAY[i, 3, 5 - i % 3]::float8[]) AS t) AS units;
