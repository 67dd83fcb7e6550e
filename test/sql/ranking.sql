-- Rank intervals: the ranks that the data cannot exclude, against the
-- definition by brute force.
\pset null NULL

-- Partitions of 0 to 24 units with a value, some weighted, some without answers
-- or weight.
CREATE TEMP TABLE contest (part integer, id integer, metric cx_metric, t cx_tally);
SELECT setseed(0.75) IS NULL AS seeded;
INSERT INTO contest SELECT part, id, (ARRAY['mean', 'csat', 'net 2 2', 'index', 'values {-3,0,0,1,7}'])[1 + part % 5],
		CASE WHEN id % 8 = 7 OR part % 25 = 0 THEN NULL
			ELSE tally_of(1, random_answers(5, ((id * 5 % 11) ^ 2)::integer), CASE WHEN part % 3 = 0 AND id % 3 > 0 THEN random_weights(5) WHEN id % 10 = 9 THEN '{0,0,0,0,0}' END) END
	FROM generate_series(1, 200) part, generate_series(1, part % 26) id;

CREATE FUNCTION lowest_rank(intervals cx_range[], own cx_range) RETURNS bigint LANGUAGE sql
	RETURN 1 + (SELECT count(*) FROM unnest(intervals) other WHERE lower(other) > upper(own));
CREATE FUNCTION highest_rank(intervals cx_range[], own cx_range) RETURNS bigint LANGUAGE sql
	RETURN cardinality(intervals) - (SELECT count(*) FROM unnest(intervals) other WHERE upper(other) < lower(own));

SELECT confidence, count(ours) > 1500 AS units, count(*) FILTER (WHERE ours IS NULL) > 100 AS nulls, count(*) FILTER (WHERE lower(ours) = upper(ours)) > 0 AS certain,
	count(*) FILTER (WHERE upper(ours) - lower(ours) BETWEEN 1 AND units - 2) > 0 AS wide,
	count(*) FILTER (WHERE ours::text IS DISTINCT FROM format('[%s,%s]', lowest_rank(intervals, own), highest_rank(intervals, own)) AND own IS NOT NULL) AS differences,
	count(*) FILTER (WHERE (ours IS NULL) <> (own IS NULL)) AS null_differences,
	-- What follows: closed, within 1 to I, and around the plain rank.
	count(*) FILTER (WHERE NOT lower_inc(ours) OR NOT upper_inc(ours) OR NOT ours <@ cx_range(1, units, '[]')) AS outside,
	count(*) FILTER (WHERE NOT ours @> plain::float8) AS without_the_rank
FROM unnest('{0.5, 0.9, 0.95, 0.9999}'::float8[]) confidence,
	LATERAL (SELECT part, id, cx_rank_interval(t, metric, confidence) OVER (PARTITION BY part) AS ours,
			rank() OVER (PARTITION BY part ORDER BY cx_value(t, metric) DESC NULLS LAST) AS plain FROM contest) o
	JOIN LATERAL (SELECT part, id, units, own, array_agg(own) FILTER (WHERE own IS NOT NULL) OVER (PARTITION BY part) AS intervals
		FROM (SELECT part, id, units, cx_interval(t, metric, confidence ^ (1.0::float8 / units)) AS own
			FROM (SELECT *, nullif(count(cx_value(t, metric)) OVER (PARTITION BY part), 0) AS units FROM contest) c) i) b USING (part, id)
GROUP BY confidence ORDER BY confidence;

-- More confidence never excludes more; 0.95 is the default.
SELECT count(*) > 1500 AS units, count(*) FILTER (WHERE NOT narrow <@ middle OR NOT middle <@ wide) AS not_nested, count(*) FILTER (WHERE narrow <> wide) > 100 AS wider, count(*) FILTER (WHERE middle <> by_default) AS default_differs
FROM (SELECT cx_rank_interval(t, metric, 0.5) OVER w AS narrow, cx_rank_interval(t, metric, 0.95) OVER w AS middle, cx_rank_interval(t, metric) OVER w AS by_default, cx_rank_interval(t, metric, confidence => 0.999999) OVER w AS wide
	FROM contest WINDOW w AS (PARTITION BY part)) q WHERE wide IS NOT NULL;

-- The order of the rows does not matter.
SELECT count(*) AS differences FROM (SELECT part, id, cx_rank_interval(t, metric) OVER (PARTITION BY part ORDER BY id) AS r FROM contest) a
	JOIN (SELECT part, id, cx_rank_interval(t, metric) OVER (PARTITION BY part ORDER BY id * 17 % 29) AS r FROM contest) b USING (part, id) WHERE a.r IS DISTINCT FROM b.r;

-- Klein, Wright & Wieczorek 2020 rank the mean travel times of 51 states at 90 %.
-- Means and their standard errors are no tallies, but the critical value is the
-- same for all: 3.0809.
SELECT round((cx_margin(t, 'mean', 0.9 ^ (1.0 / 51), 'wald') / cx_stderr(t, 'mean'))::numeric, 4) AS critical FROM (VALUES ('[1,3]{1,2,4}'::cx_tally)) v(t);

-- Special partitions.
CREATE FUNCTION rank_intervals(metric cx_metric, confidence float8, VARIADIC units cx_tally[]) RETURNS text LANGUAGE sql
	RETURN (SELECT string_agg(coalesce(r::text, 'NULL'), ' ' ORDER BY i) FROM (SELECT i, cx_rank_interval(u, metric, confidence) OVER () AS r FROM unnest(units) WITH ORDINALITY v(u, i)) q);
SELECT title, rank_intervals('mean', confidence, VARIADIC units) FROM (VALUES
	('one alone', 0.95, '{"[1,3]{1,2,4}"}'::cx_tally[]),
	('alone among those without a value', 0.95, '{NULL,"[1,3]{0,0,1}","[1,3]{}","[1,3]{0,0,0}{0,0,0}4"}'),
	('nobody', 0.95, '{NULL,"[1,3]{}"}'),
	('surely apart', 0.95, '{"[1,3]{0,1000,0}","[1,3]{1000,0,0}","[1,3]{0,0,1000}"}'),
	('one answer each', 0.95, '{"[1,3]{0,1,0}","[1,3]{1,0,0}","[1,3]{0,0,1}"}'),
	('equal', 0.95, '{"[1,3]{10,10,10}","[1,3]{10,10,10}"}'),
	('two pairs', 0.95, '{"[1,3]{900,0,0}","[1,3]{0,0,900}","[1,3]{901,1,0}","[1,3]{0,1,901}"}'),
	('no confidence', NULL, '{"[1,3]{1,2,4}","[1,3]{2,2,4}"}')) v(title, confidence, units);
-- Worths that are all equal leave intervals without width: all are equal.
SELECT rank_intervals('values {5,5,5}', 0.95, '[1,3]{1,2,4}', '[1,3]{2,2,4}', '[1,3]{0,0,1}');

SELECT confidence, outcome(format('SELECT cx_rank_interval(t, %L, %L) OVER () FROM contest LIMIT 1', 'mean', confidence)) FROM unnest('{0, 1, -0.5, 1.5, NaN, Infinity}'::float8[]) confidence;

-- A confidence whose root for each unit is 1 but for its last digits.
SELECT bool_and(ranks @> 1::float8 AND ranks @> 10::float8) AS nothing_excluded
FROM (SELECT cx_rank_interval(cx_tally_from_counts(1, ARRAY[i, 3, 5 - i % 3]::float8[]), 'mean', 0.9999999999999999) OVER () AS ranks
      FROM generate_series(1, 10) AS i) AS units;
