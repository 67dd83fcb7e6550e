-- Rank sets: the ranks of cx_rank_interval for the examples of 00_setup.sql, what
-- must not change them, and the border at which pairs give way to intervals.
\pset null NULL

-- Independent programs in Python (numpy, scipy) give for the airport of 2018
-- A [4,7], B [1,7], C [2,7], D [1,6], E [1,4], F [1,6], G [2,7] with either
-- guarantee, and [1,7] for all of 2017; [1,18] for all batters.
SELECT wave, area, cx_rank_interval(tally, 'nps') OVER w AS "all", cx_rank_interval(tally, 'nps', guarantee => 'one') OVER w AS one
FROM areas WINDOW w AS (PARTITION BY wave) ORDER BY wave, area;
SELECT count(*), cx_rank_interval AS ranks FROM (SELECT cx_rank_interval(tally, 'top 1') OVER () FROM batters) b GROUP BY ranks;
-- Of the crowd 1 [2,60], 2 [7,60], 11 [2,49], 13 [15,60], 24 [2,46], 60 [1,1],
-- and for a unit named beforehand [2,60], [15,60], [2,41], [23,60], [2,38],
-- [1,1]; all lower ends sum to 201, upper ends to 3459, and 341 and 3319.
CREATE TEMP TABLE sets AS
	SELECT unit, guarantee, cx_rank_interval(tally, 'top 1', guarantee => guarantee) OVER (PARTITION BY guarantee) AS ranks
	FROM crowd, unnest('{all,one}'::text[]) guarantee;
SELECT unit, max(ranks::text) FILTER (WHERE guarantee = 'all') AS "all", max(ranks::text) FILTER (WHERE guarantee = 'one') AS one
FROM sets WHERE unit IN (1, 2, 11, 13, 24, 60) GROUP BY unit ORDER BY unit;
SELECT guarantee, sum(lower(ranks)) AS lower, sum(upper(ranks)) AS upper FROM sets GROUP BY guarantee ORDER BY guarantee;

-- Partitions whose units are apart more or less.
CREATE TEMP TABLE series_of_units AS
	SELECT part, id, cx_tally_from_counts(1, ARRAY(SELECT floor(random() * 40 * (1 + part % 4 * (id * x % 3))) FROM generate_series(1, 4) x)) AS tally
	FROM setseed(0.25), generate_series(1, 40) part, generate_series(1, 2 + part % 15) id;
-- Nothing changes by the order of rows, by rows that take no part, or by another
-- unit of measure; the mirrored metric mirrors the sets.
CREATE TEMP TABLE expected AS
	SELECT part, id, guarantee, cx_rank_interval(tally, 'mean', 0.9, guarantee) OVER w AS ranks, count(*) OVER w AS units
	FROM series_of_units, unnest('{all,one}'::text[]) guarantee WINDOW w AS (PARTITION BY part, guarantee);
SELECT count(*) > 600 AS sets, count(DISTINCT ranks) > 40 AS different, bool_and(ranks <@ cx_range(1, units, '[]')) AS inside FROM expected;
SELECT change, count(*) > 600 AS sets, count(*) FILTER (WHERE e.ranks IS DISTINCT FROM o.ranks) AS differences
FROM (SELECT 'order' AS change, part, id, guarantee,
			cx_rank_interval(tally, 'mean', 0.9, guarantee) OVER (PARTITION BY part, guarantee ORDER BY id * 7 % 17) AS ranks
		FROM series_of_units, unnest('{all,one}'::text[]) guarantee
	UNION ALL
	SELECT 'more rows', part, id, guarantee, cx_rank_interval(t, 'mean', 0.9, guarantee) OVER (PARTITION BY part, guarantee)
		FROM (SELECT * FROM series_of_units UNION ALL SELECT part, id + 1000, NULL FROM series_of_units
			UNION ALL SELECT part, id + 2000, '[1,4]{}' FROM series_of_units) s(part, id, t), unnest('{all,one}'::text[]) guarantee
	UNION ALL
	SELECT 'shifted', part, id, guarantee, cx_rank_interval(tally, 'values {101,102,103,104}', 0.9, guarantee) OVER (PARTITION BY part, guarantee)
		FROM series_of_units, unnest('{all,one}'::text[]) guarantee
	UNION ALL
	SELECT 'stretched', part, id, guarantee, cx_rank_interval(tally, 'index', 0.9, guarantee) OVER (PARTITION BY part, guarantee)
		FROM series_of_units, unnest('{all,one}'::text[]) guarantee
	UNION ALL
	SELECT 'mirrored', part, id, guarantee, cx_range(units + 1 - upper(ranks), units + 1 - lower(ranks), '[]')
		FROM (SELECT *, cx_rank_interval(tally, 'values {-1,-2,-3,-4}', 0.9, guarantee) OVER w AS ranks, count(*) OVER w AS units
			FROM series_of_units, unnest('{all,one}'::text[]) guarantee WINDOW w AS (PARTITION BY part, guarantee)) s) o
	JOIN expected e USING (part, id, guarantee)
GROUP BY change ORDER BY change;

-- Up to 1,000 units pairs are compared, at Tukey's level (1.87710493e-07 for each
-- pair by scipy.stats.studentized_range) or Šidák's; beyond it is Klein, Wright &
-- Wieczorek's whatever the guarantee: intervals that do not overlap.
CREATE TEMP TABLE many AS
	SELECT units, i, guarantee, cx_tally_from_counts(0, ARRAY[300 - hits, hits]) AS tally
	FROM unnest('{1000,1001}'::integer[]) units, generate_series(1, units) i, unnest('{all,one}'::text[]) guarantee,
		LATERAL (SELECT (i * 7919 % 1009) * 300 / 1009) h(hits);
CREATE TEMP TABLE many_ends AS
	SELECT units, i, guarantee, value, lower(range) AS lower, upper(range) AS upper, cx_rank_interval(tally, 'csat', guarantee => guarantee) OVER w AS ranks
	FROM many, LATERAL (SELECT cx_value(tally, 'csat'), cx_interval(tally, 'csat', CASE WHEN units = 1001 THEN 0.95 ^ (1.0::float8 / 1001)
			WHEN guarantee = 'all' THEN 1 - 1.87710493e-07::float8 ELSE 0.95 ^ (1.0::float8 / 999) END)) o(value, range)
	WINDOW w AS (PARTITION BY units, guarantee);
ANALYZE many_ends;
SELECT units, guarantee, count(*), count(*) FILTER (WHERE ranks::text <> format('[%s,%s]', 1 + above, units - below)) AS differences,
	avg(upper(ranks) - lower(ranks))::integer AS width
FROM (SELECT i.units, i.guarantee, i.ranks,
		count(*) FILTER (WHERE CASE WHEN i.units > 1000 THEN j.lower > i.upper
			ELSE j.value - i.value > sqrt((j.value - j.lower) ^ 2 + (i.upper - i.value) ^ 2) END) AS above,
		count(*) FILTER (WHERE CASE WHEN i.units > 1000 THEN j.upper < i.lower
			ELSE i.value - j.value > sqrt((i.value - i.lower) ^ 2 + (j.upper - j.value) ^ 2) END) AS below
	FROM many_ends i JOIN many_ends j USING (units, guarantee) GROUP BY i.units, i.guarantee, i.i, i.ranks) c
GROUP BY units, guarantee ORDER BY units, guarantee;
