-- The aggregates over window frames of every kind, against the same frames in
-- plain SQL (see 00_setup): moving frames remove answers as well as add them.
-- Those with weights are also in weighted_windows.
\pset null NULL

SELECT frame, rows, not_null > rows AS answered, differing FROM (VALUES
	-- Partitions and running frames.
	(''),
	('PARTITION BY team'),
	('PARTITION BY team ORDER BY at'),
	('ORDER BY id'),
	('ORDER BY id ROWS UNBOUNDED PRECEDING'),
	('PARTITION BY channel ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING'),
	('PARTITION BY channel ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND 3 FOLLOWING'),
	-- ROWS: both ends slide; frames grow empty at the ends of a partition.
	('ORDER BY id ROWS 6 PRECEDING'),
	('PARTITION BY team ORDER BY id ROWS BETWEEN 2 PRECEDING AND 2 FOLLOWING'),
	('PARTITION BY team ORDER BY id DESC ROWS BETWEEN CURRENT ROW AND 9 FOLLOWING'),
	('PARTITION BY team ORDER BY id ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING'),
	('PARTITION BY team ORDER BY id ROWS BETWEEN 5 PRECEDING AND UNBOUNDED FOLLOWING'),
	('PARTITION BY team ORDER BY id ROWS BETWEEN CURRENT ROW AND CURRENT ROW'),
	('PARTITION BY team ORDER BY id ROWS BETWEEN 7 PRECEDING AND 5 PRECEDING'),
	('PARTITION BY team ORDER BY id ROWS BETWEEN 5 FOLLOWING AND 7 FOLLOWING'),
	('PARTITION BY team ORDER BY id ROWS BETWEEN 3 PRECEDING AND 5 PRECEDING'),
	('PARTITION BY team ORDER BY id ROWS BETWEEN 1000 PRECEDING AND 1000 FOLLOWING'),
	-- RANGE: by value, with peers, over integer, date, timestamp.
	('ORDER BY at RANGE UNBOUNDED PRECEDING'),
	('ORDER BY at RANGE CURRENT ROW'),
	('ORDER BY at RANGE BETWEEN 3 PRECEDING AND 3 FOLLOWING'),
	('PARTITION BY team ORDER BY at DESC RANGE BETWEEN 4 PRECEDING AND CURRENT ROW'),
	('PARTITION BY team ORDER BY at RANGE BETWEEN 8 PRECEDING AND 4 PRECEDING'),
	('ORDER BY weight NULLS FIRST RANGE BETWEEN 0.5 PRECEDING AND 0.25 FOLLOWING'),
	('ORDER BY day RANGE ''9 days'' PRECEDING'),
	('PARTITION BY channel ORDER BY day RANGE BETWEEN ''1 month'' PRECEDING AND ''1 week'' PRECEDING'),
	('ORDER BY stamp RANGE BETWEEN ''3 days'' PRECEDING AND ''36 hours'' FOLLOWING'),
	('PARTITION BY team ORDER BY stamp DESC RANGE BETWEEN ''1 day'' FOLLOWING AND ''4 days'' FOLLOWING'),
	-- GROUPS: by peer groups.
	('ORDER BY day GROUPS 2 PRECEDING'),
	('PARTITION BY team ORDER BY at GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING'),
	('PARTITION BY team ORDER BY at GROUPS BETWEEN 2 FOLLOWING AND 3 FOLLOWING'),
	('PARTITION BY team ORDER BY five GROUPS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW'),
	-- EXCLUDE.
	('PARTITION BY team ORDER BY id ROWS BETWEEN 3 PRECEDING AND 3 FOLLOWING EXCLUDE CURRENT ROW'),
	('PARTITION BY team ORDER BY at ROWS BETWEEN 4 PRECEDING AND 4 FOLLOWING EXCLUDE GROUP'),
	('PARTITION BY team ORDER BY at RANGE BETWEEN 2 PRECEDING AND 2 FOLLOWING EXCLUDE TIES'),
	('PARTITION BY team ORDER BY at GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING EXCLUDE GROUP'),
	('PARTITION BY team ORDER BY at ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW'),
	('PARTITION BY team ORDER BY id ROWS CURRENT ROW EXCLUDE CURRENT ROW'),
	('PARTITION BY team ORDER BY id ROWS BETWEEN 2 PRECEDING AND CURRENT ROW EXCLUDE NO OTHERS')) v(frame),
	LATERAL check_aggregates('OVER w', format('FROM survey WINDOW w AS (%s)', frame)) c;

-- The same with FILTER: rows in the frame that do not count.
SELECT frame, filter, rows, not_null > rows AS answered, differing FROM (VALUES
	('PARTITION BY team ORDER BY id ROWS BETWEEN 2 PRECEDING AND 2 FOLLOWING'),
	('ORDER BY day RANGE ''9 days'' PRECEDING'),
	('PARTITION BY team ORDER BY at GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING EXCLUDE TIES')) f(frame),
	(VALUES ('channel = 1'), ('good'), ('score > 8 OR score IS NULL'), ('false')) g(filter),
	LATERAL check_aggregates(format('FILTER (WHERE %s) OVER w', filter), format('FROM survey WINDOW w AS (%s)', frame)) c;

-- Over grouped rows.
SELECT rows, not_null > rows AS answered, differing FROM check_aggregates('OVER w',
	'FROM (SELECT DISTINCT ON (day, team) * FROM survey ORDER BY day, team, id) s WINDOW w AS (PARTITION BY team ORDER BY day ROWS 3 PRECEDING)');
SELECT count(*) AS days, count(*) FILTER (WHERE week <> (SELECT cx_tally(score, 0, 10) FROM survey s WHERE s.day BETWEEN d.day - 6 AND d.day)) AS differences
FROM (SELECT day, cx_merge(cx_tally(score, 0, 10)) OVER (ORDER BY day RANGE '6 days' PRECEDING) AS week FROM survey GROUP BY day) d;

-- Frames of NULL only have no value, and an aggregate that has been empty
-- goes on.
CREATE TEMP TABLE sparse AS SELECT i, score, CASE WHEN score IS NOT NULL THEN cx_tally(score, 0, 10) END AS tally
	FROM (VALUES (1, 10), (2, NULL), (3, NULL), (4, 9), (5, 3), (6, NULL), (7, NULL)) v(i, score) GROUP BY i, score;
SELECT i, nps(score) OVER w AS nps, cx_tally(score, 0, 10) OVER w AS tally, cx_tally_from_counts(score, 2, 0, 10) OVER w AS counts,
	cx_merge(tally) OVER w AS merged, nps(tally) OVER w AS merged_nps
FROM sparse WINDOW w AS (ORDER BY i ROWS 1 PRECEDING) ORDER BY i;

-- Weights of all sizes in a moving frame leave no trace behind.
CREATE TEMP TABLE heavy AS SELECT i, score, weight::float8, cx_tally(score, 0, 10, weight) AS tally
	FROM (VALUES (1, 10, 1e100), (2, 0, 1), (3, 10, 2), (4, 5, 1e-100), (5, 10, 1e-100), (6, 0, 0), (7, 9, 1e-99), (8, 1, 3)) v(i, score, weight)
		GROUP BY i, score, weight;
SELECT count(*) AS rows, count(*) FILTER (WHERE moving_nps IS DISTINCT FROM nps) AS values_differ,
	count(*) FILTER (WHERE moving_tally IS DISTINCT FROM tally) AS tallies_differ,
	count(*) FILTER (WHERE moving_merge IS DISTINCT FROM tally) AS merges_differ
FROM (SELECT i, nps(score, weight) OVER w AS moving_nps, cx_tally(score, 0, 10, weight) OVER w AS moving_tally, cx_merge(tally) OVER w AS moving_merge
	FROM heavy WINDOW w AS (ORDER BY i ROWS 2 PRECEDING)) m,
	LATERAL (SELECT nps(score, weight), cx_tally(score, 0, 10, weight ORDER BY i) AS tally FROM heavy WHERE heavy.i BETWEEN m.i - 2 AND m.i) fresh;

-- A score off the scale is an error where the frame reaches it; so are tallies
-- on different scales in one frame, but not in different ones.
\pset format unaligned
SELECT split_part(outcome('SELECT nps(i) OVER (ORDER BY i ROWS 1 PRECEDING) FROM generate_series(8, 12) i ORDER BY i DESC'), E'\n', 1);
SELECT split_part(outcome('SELECT cx_tally(i, 0, i + 8) OVER (ORDER BY i ROWS 1 PRECEDING) FROM generate_series(1, 3) i ORDER BY i DESC'), E'\n', 1);
SELECT split_part(outcome('SELECT cx_merge(t) OVER (ORDER BY i ROWS 1 PRECEDING) FROM (VALUES (1, ''[0,1]{1,2}''::cx_tally), (2, ''[0,2]{1,2,3}'')) '
	'v(i, t) ORDER BY i DESC'), E'\n', 1);
SELECT cx_merge(t) OVER (PARTITION BY cx_scale(t) ORDER BY i ROWS 1 PRECEDING), cx_merge(t) OVER (ORDER BY i ROWS CURRENT ROW)
FROM (VALUES (1, '[0,1]{1,2}'::cx_tally), (2, '[0,2]{1,2,3}'), (3, '[0,1]{3,4}')) v(i, t) ORDER BY i;
