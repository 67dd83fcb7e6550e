-- Window functions in queries of all kinds: windows, frames, partitions,
-- arguments, cursors, rescans, and where they are not allowed.
\pset null NULL

-- The functions, to be called at once: the places of the window are @.
CREATE FUNCTION window_calls(place text) RETURNS text LANGUAGE sql
	RETURN replace($$round(cx_shrunk_value(t, metric) @::numeric, 6) AS shrunk, round(cx_credibility(t, metric) @::numeric, 6) AS z, cx_rank(t, metric) @ AS rank,
		cx_rank_interval(t, metric) @ AS ranks, round(cx_shrunk_change(t, before, metric) @::numeric, 6) AS change,
		round(cx_change_credibility(t, before, metric) @::numeric, 6) AS change_z,
		cx_most_improved(t, before, metric) @ AS improved, round(cx_adjusted_p(cx_change_p(t, before, metric)) @::numeric, 6) AS p,
		cx_control_limits(t, metric) @ AS limits, cx_signal(t, metric, 'classic') @ AS signal$$, '@', place);
-- Teams, each with a metric, some rows without a tally.
CREATE TABLE league (id integer PRIMARY KEY, team integer, metric cx_metric, t cx_tally, before cx_tally);
INSERT INTO league SELECT id, id % 7, (ARRAY['mean', 'csat', 'net 1 2'])[1 + id % 7 % 3],
		CASE WHEN id % 7 < 6 AND id % 6 <> 5 THEN cx_tally_from_counts(1, ARRAY[id * 7 % 5, id * 3 % 11, id * id % 13, id % 3, id * 5 % 17]) END,
		cx_tally_from_counts(1, ARRAY[id % 4, id * 5 % 7, 2, id % 6, id * 3 % 19])
	FROM generate_series(1, 140) id;
CREATE FUNCTION league_query(place text, tail text) RETURNS text LANGUAGE sql RETURN format('SELECT id, %s FROM league %s', window_calls(place), tail);
-- The rows in which two queries differ, and how many there are.
CREATE FUNCTION compare(one text, other text, OUT rows bigint, OUT only_one bigint, OUT only_other bigint) LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('WITH a AS MATERIALIZED (%s), b AS MATERIALIZED (%s) SELECT (SELECT count(*) FROM a), (SELECT count(*) FROM (SELECT a::text FROM a EXCEPT ALL '
		'SELECT b::text FROM b) x), '
		'(SELECT count(*) FROM (SELECT b::text FROM b EXCEPT ALL SELECT a::text FROM a) x)', one, other) INTO rows, only_one, only_other;
END $$;

-- All in one query; a partition of NULLs only gives NULL.
DO $$ BEGIN EXECUTE 'CREATE TEMP VIEW standing AS ' || league_query('OVER w', 'WINDOW w AS (PARTITION BY team ORDER BY id)'); END $$;
SELECT team, count(*), count(t), count(shrunk) AS shrunk, count(z) AS z, count(rank) AS rank, count(ranks) AS ranks, count(change) AS change,
	count(change_z) AS change_z, count(improved) AS improved, count(p) AS p, count(limits) AS limits
FROM league JOIN standing USING (id) GROUP BY team ORDER BY team;
-- One row a partition.
SELECT count(shrunk), bool_and(z = 1 AND rank = 1 AND ranks = '[1,1]' AND change_z = 1 AND improved = 1 AND signal IS NULL) AS alone
FROM (SELECT league.*, s.* FROM league, LATERAL (SELECT round(cx_shrunk_value(t, metric) OVER ()::numeric, 6), cx_credibility(t, metric) OVER (),
	cx_rank(t, metric) OVER (), cx_rank_interval(t, metric) OVER (),
	cx_change_credibility(t, before, metric) OVER (), cx_most_improved(t, before, metric) OVER (), cx_signal(t, metric) OVER ()) s(shrunk, z, rank,
	ranks, change_z, improved, signal) WHERE t IS NOT NULL) q WHERE shrunk = round(cx_value(t, metric)::numeric, 6);
-- No rows.
SELECT cx_rank(t, metric) OVER () FROM league WHERE false;

-- Windows of their own give what they give alone.
SELECT count(*), count(*) FILTER (WHERE teams IS DISTINCT FROM rank OR everyone = teams) AS differences
FROM (SELECT id, cx_rank(t, metric) OVER (PARTITION BY team) AS teams, -cx_rank(t, 'mean') OVER (ORDER BY id DESC) AS everyone,
	cx_adjusted_p(cx_target_p(t, 'mean', 3)) OVER (PARTITION BY team % 2) AS p FROM league) q JOIN standing USING (id);

-- No frame changes anything.
SELECT frame, rows, only_one, only_other FROM (VALUES ('ROWS CURRENT ROW'), ('ROWS BETWEEN 2 PRECEDING AND 1 PRECEDING'),
	('ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING'), ('ROWS BETWEEN 3 FOLLOWING AND 9 FOLLOWING'),
		('RANGE BETWEEN 7 PRECEDING AND 7 FOLLOWING'), ('RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING'), ('GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING'),
		('ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW EXCLUDE CURRENT ROW'),
		('ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE GROUP'), ('GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING EXCLUDE TIES')) f(frame),
	compare('SELECT * FROM standing', league_query('OVER w', format('WINDOW w AS (PARTITION BY team ORDER BY id %s)', frame)));
-- Nor does an order of the rows, but for the control chart.
SELECT bool_and(rows = 140 AND only_one = 0 AND only_other = 0) AS same FROM unnest('{id DESC,id % 5 DESC,""}'::text[]) o,
	compare('SELECT id, rank, ranks, change_z, improved, p FROM standing',
		format('SELECT id, rank, ranks, change_z, improved, p FROM (%s) q',
		league_query('OVER w', format('WINDOW w AS (PARTITION BY team %s)', 'ORDER BY ' || nullif(o, '')))));
SELECT only_one > 0 AS "order matters to the control chart"
	FROM compare('SELECT cx_control_limits(t, ''mean'', baseline => 6) OVER (ORDER BY id) FROM league',
	'SELECT cx_control_limits(t, ''mean'', baseline => 6) OVER (ORDER BY id DESC) FROM league');

-- Over aggregates: a rollup, its months, and the month before, not the row
-- before: B has no answers in February.
CREATE TABLE daily (team text, day date, tally cx_tally);
INSERT INTO daily SELECT team, day::date, cx_tally_from_counts(0, ARRAY[(10 * weight - month * speed)::float8, 0, 0, 0, 0, 0, 0, 1, 1, 2, 10 + month * speed])
	FROM (VALUES ('A', 4, 2), ('B', 9, 9), ('C', 2, 0)) v(team, weight, speed),
	generate_series(timestamp '2024-01-01', timestamp '2024-03-31', '1 day') day, LATERAL (SELECT extract(month FROM day)) m(month)
		WHERE team <> 'B' OR month <> 2;
WITH monthly AS (
	SELECT team, date_trunc('month', day) AS month, cx_merge(tally) AS tally FROM daily GROUP BY 1, 2),
change AS (
	SELECT team, month, tally, first_value(tally) OVER (PARTITION BY team
		ORDER BY month RANGE BETWEEN '1 month' PRECEDING AND '1 month' PRECEDING) AS before FROM monthly)
SELECT to_char(month, 'YYYY-MM') AS month, team, cx_most_improved(tally, before, 'nps') OVER (PARTITION BY month) AS rank,
	round(lower(cx_change_interval(tally, before, 'nps'))::numeric, 3) AS lower, round(upper(cx_change_interval(tally, before, 'nps'))::numeric, 3) AS upper
FROM change ORDER BY change.month, team;
SELECT team, cx_rank(cx_merge(tally), 'nps') OVER (ORDER BY team) AS rank,
	cx_most_improved(cx_merge(tally), cx_merge(tally) FILTER (WHERE day < '2024-02-01'), 'nps') OVER () AS improved,
	round(cx_credibility(cx_merge(tally), 'nps') OVER ()::numeric, 2) > 0.9 AS credible
FROM daily GROUP BY team ORDER BY team;
SELECT team, day >= '2024-03-01' AS march, cx_rank(cx_merge(tally), 'nps') OVER (PARTITION BY grouping(day >= '2024-03-01')) AS rank FROM daily
	GROUP BY GROUPING SETS ((team, day >= '2024-03-01'), (team)) ORDER BY 1, 2;

-- The metric from a column: one a partition; NULL gives NULL.
SELECT metric, cx_rank(t, metric) OVER () FROM (VALUES ('mean', '[1,3]{1,2,4}'::cx_tally), ('mean', '[1,3]{4,2,1}'), (NULL, '[1,3]{0,0,9}'))
	v(metric, t) ORDER BY cx_value(t, 'mean');
SELECT cx_rank(t, NULL) OVER (), cx_most_improved(t, t, NULL) OVER (), cx_rank_interval(t, NULL) OVER (), cx_control_limits(t, NULL) OVER (),
	cx_signal(t, NULL) OVER () FROM league WHERE id = 1;
SELECT function, outcome(format('SELECT %s OVER (ORDER BY metric) FROM (VALUES (''mean''::cx_metric, ''[1,3]{1,2,4}''::cx_tally), (NULL, NULL), '
	'(''top 1'', ''[1,3]{4,2,1}'')) v(metric, t)', function))
FROM unnest('{"cx_shrunk_value(t, metric)","cx_credibility(t, metric)","cx_rank(t, metric)","cx_rank_interval(t, metric)",'
	'"cx_shrunk_change(t, t, metric)","cx_change_credibility(t, t, metric)","cx_most_improved(t, t, metric)",'
	'"cx_control_limits(t, metric)","cx_signal(t, metric)"}'::text[]) function;
-- One scale a partition.
SELECT function, outcome(format('SELECT %s OVER (ORDER BY t) FROM (VALUES (NULL::cx_tally, NULL::cx_tally), (''[1,3]{1,2,4}'', ''[1,3]{1,2,4}''), '
	'(''[1,5]{1,2,3,4,2}'', ''[1,5]{1,2,4,4,0}'')) v(t, before)', function))
FROM unnest('{"cx_shrunk_value(t, ''mean'')","cx_credibility(t, ''mean'')","cx_rank(t, ''mean'')","cx_rank_interval(t, ''mean'')",'
	'"cx_shrunk_change(t, before, ''mean'')","cx_change_credibility(t, before, ''mean'')","cx_most_improved(t, before, ''mean'')",'
	'"cx_control_limits(t, ''mean'')","cx_signal(t, ''mean'')"}'::text[]) function;
SELECT outcome($$SELECT cx_most_improved('[1,3]{1,2,4}', '[0,2]{1,2,4}', 'mean') OVER ()$$) AS "current and previous";
SELECT outcome($$SELECT cx_rank('[1,5]{1,2,4,1,1}', 'nps') OVER ()$$) AS "a metric that does not fit";
-- But rows that take no part may have any: their scale and their metric do not
-- count.
SELECT i, cx_rank(t, metric) OVER w AS rank, cx_rank_interval(t, metric) OVER w AS ranks, cx_signal(t, metric) OVER w AS signal,
	cx_control_limits(t, 'mean') OVER w IS NULL AS limits
FROM (VALUES (1, 'mean'::cx_metric, '[1,5]{}'::cx_tally), (2, 'mean', '[1,3]{1,2,4}'), (3, 'nps', '[1,7]{}'), (4, 'nps', NULL)) v(i, metric, t)
	WINDOW w AS (ORDER BY i);
SELECT weightless, outcome(format('SELECT string_agg(coalesce(r::text, ''NULL''), '' '') FROM (SELECT cx_rank(t, metric) OVER (ORDER BY i) AS r FROM '
	'(VALUES (1, ''[1,3]{1,2,4}''::cx_tally, ''mean''::cx_metric), (2, ''[1,3]{4,2,1}'', ''mean''), (%s, %L, %L)) v(i, t, metric)) q',
	place, weightless, metric)) AS rank,
	outcome(format('SELECT string_agg(coalesce(r::text, ''NULL''), '' '') FROM (SELECT cx_most_improved(t, before, metric) OVER (ORDER BY i) AS r FROM '
		'(VALUES (1, ''[1,3]{1,2,4}''::cx_tally, ''[1,3]{1,1,1}''::cx_tally, ''mean''::cx_metric), (2, ''[1,3]{4,2,1}'', ''[1,3]{1,1,1}'', ''mean''), '
		'(%s, %L, NULL, %L)) v(i, t, before, metric)) q', place, weightless, metric)) AS improved
FROM (VALUES (0, '[1,5]{0,0,0,0,0}{0,0,0,0,0}3', 'mean'), (9, '[1,5]{0,0,0,0,0}{0,0,0,0,0}3', 'mean'), (0, '[1,3]{0,0,0}{0,0,0}3', 'top 1'),
	(9, '[1,3]{0,0,0}{0,0,0}3', 'top 1')) v(place, weightless, metric);
SELECT outcome('SELECT string_agg(coalesce(r::text, ''NULL''), '' '') FROM (SELECT cx_most_improved(t, before, ''mean'') OVER (ORDER BY i) AS r FROM '
	'(VALUES (1, ''[1,5]{1,2,4,1,1}''::cx_tally, NULL::cx_tally), (2, ''[1,3]{1,2,4}'', ''[1,3]{1,2,4}'')) v(i, t, before)) q') AS "a change without a before";

-- Named arguments and defaults.
SELECT bool_and(a IS NOT DISTINCT FROM b AND c IS NOT DISTINCT FROM d AND e IS NOT DISTINCT FROM f AND g IS NOT DISTINCT FROM h) AS same,
	count(a) > 0 AND count(c) > 0 AND count(e) > 0 AND count(g) > 0 AS some
FROM (SELECT cx_rank_interval(metric => 'mean', tally => t) OVER w AS a, cx_rank_interval(t, 'mean', 0.95) OVER w AS b,
	cx_control_limits(t, metric => 'mean', baseline => 6) OVER w AS c, cx_control_limits(t, 'mean', 'exact', 6) OVER w AS d,
	cx_signal(tally => t, metric => 'mean', method => 'classic') OVER w AS e, cx_signal(t, 'mean', 'classic', 0) OVER w AS f,
	cx_shrunk_change(previous => before, current => t, metric => 'mean') OVER w AS g, cx_shrunk_change(t, before, 'mean') OVER w AS h FROM league
		WINDOW w AS (ORDER BY id)) q;

-- Not without OVER, not filtered, no DISTINCT, no WHERE, no nesting.
SELECT call, outcome_code(format('SELECT %s FROM league', call))
	FROM unnest('{"cx_rank(t, ''mean'')","cx_rank(t, ''mean'') FILTER (WHERE id > 1) OVER ()","cx_rank(DISTINCT t, ''mean'') OVER ()",'
	'"cx_adjusted_p(cx_adjusted_p(0.1) OVER ()) OVER ()"}'::text[]) call;
SELECT outcome_code('SELECT 1 FROM league WHERE cx_rank(t, ''mean'') OVER () = 1') AS "where";
-- Nor IGNORE NULLS, which before PostgreSQL 19 is no syntax.
SELECT call, outcome_code(format('SELECT %s OVER () FROM league', call)) IN ('0A000', '42601') AS refused
FROM unnest('{"cx_rank(t, ''mean'') IGNORE NULLS","cx_leaderboard(t, ''mean'') RESPECT NULLS","cx_adjusted_p(0.1) IGNORE NULLS"}'::text[]) call;

-- A volatile argument may be another each time that it is computed.  Some functions
-- compute it twice, and take notice.
CREATE SEQUENCE calls;
CREATE FUNCTION in_time(late boolean) RETURNS cx_tally LANGUAGE plpgsql VOLATILE AS $$
BEGIN
	RETURN CASE WHEN (nextval('calls') >= 5000) = late THEN '[1,5]{1,2,3,1,4}' END;
END $$;
CREATE FUNCTION outcome_in_time(call text, late text) RETURNS text LANGUAGE sql BEGIN ATOMIC
	SELECT setval('calls', 1, false);
	SELECT outcome(format('SELECT count(result) FROM (SELECT %s AS result FROM generate_series(1, 5000)) q', replace(call, '@', late)));
END;
SELECT call, outcome_in_time(call, 'in_time(false)') AS null_the_second_time, outcome_in_time(call, 'in_time(true)') AS null_the_first_time
FROM unnest('{"cx_rank(@, ''mean'') OVER ()","cx_rank_interval(@, ''mean'') OVER ()",'
	'"(cx_leaderboard(@, ''mean'') OVER ()).value","(cx_target(@, ''mean'', 3) OVER ()).value"}'::text[]) call;

-- A cursor that stops half-way, and one that goes on.
BEGIN;
DECLARE c CURSOR FOR SELECT id, cx_rank(t, 'mean') OVER (PARTITION BY team ORDER BY id),
	cx_rank_interval(t, 'mean') OVER (PARTITION BY team ORDER BY id) FROM league WHERE team IN (1, 2) ORDER BY team, id;
FETCH 3 FROM c;
MOVE 18 FROM c;
FETCH 2 FROM c;
CLOSE c;
COMMIT;
SELECT rank FROM (SELECT cx_rank(t, 'mean') OVER () AS rank FROM league) q LIMIT 0;
SELECT count(*) FROM (SELECT cx_rank(t, 'mean') OVER () AS rank FROM league LIMIT 3) q;

-- Rescans: for each row of another table, with and without a parameter.
SET enable_material = off;
SET enable_memoize = off;
SET enable_hashjoin = off;
SET enable_mergejoin = off;
SELECT o.team, r.ids, r.ranks, r.limits FROM (VALUES (0), (3), (6), (9)) o(team),
	LATERAL (SELECT string_agg(id::text, ' ' ORDER BY id) AS ids, string_agg(rank::text, ' ' ORDER BY id) AS ranks, count(limits) AS limits
	FROM (SELECT id, cx_rank(t, metric) OVER (ORDER BY id) AS rank, cx_control_limits(t, metric) OVER (ORDER BY id) AS limits FROM league
		WHERE league.team = o.team AND id <= 40 OFFSET 0) q) r ORDER BY o.team;
SELECT o.n, sum(rank), count(*) FROM generate_series(1, 3) o(n)
	LEFT JOIN (SELECT id, cx_rank(t, metric) OVER (PARTITION BY team) AS rank FROM league OFFSET 0) q ON q.id % o.n = 0 GROUP BY o.n ORDER BY o.n;
-- Each scan stopped early.
SELECT o.team, (SELECT rank FROM (SELECT id, cx_rank(t, 'mean') OVER (ORDER BY id) AS rank FROM league WHERE league.team <= o.team OFFSET 0) q
	ORDER BY rank DESC NULLS LAST LIMIT 1) AS last, EXISTS (SELECT cx_rank(t, 'mean') OVER () FROM league WHERE league.team <= o.team OFFSET 3) AS more
FROM generate_series(-1, 3) o(team);
RESET enable_material;
RESET enable_memoize;
RESET enable_hashjoin;
RESET enable_mergejoin;

-- A prepared statement, in custom and in generic plans.
PREPARE ranked(cx_metric, float8, text, integer) AS
	SELECT string_agg(cx_rank::text, ' ' ORDER BY id) AS ranks, count(DISTINCT cx_rank_interval) AS intervals, count(cx_signal) AS signals,
		count(cx_control_limits) AS limits
	FROM (SELECT id, cx_rank(t, $1) OVER w, cx_rank_interval(t, $1, $2) OVER w, cx_signal(t, $1, $3, $4) OVER w,
		cx_control_limits(t, $1, $3, $4) OVER w FROM league WHERE team = 1 WINDOW w AS (ORDER BY id)) q;
SET plan_cache_mode = force_generic_plan;
EXECUTE ranked('mean', 0.9, 'laney', 0);
EXECUTE ranked('csat', 0.5, 'classic', 6);
EXECUTE ranked(NULL, 0.5, 'classic', 6);
SET plan_cache_mode = force_custom_plan;
EXECUTE ranked('mean', 0.9, 'laney', 0);
EXECUTE ranked('csat', 0.5, 'classic', 6);
RESET plan_cache_mode;
DEALLOCATE ranked;

-- Any tally will do: in the working layout, weighted and not, stored in short
-- and in compressed form, out of line.
SELECT count(*) AS groups, count(*) FILTER (WHERE (a, b, c, d) IS DISTINCT FROM (e, f, g, h)) AS differences FROM (
	SELECT cx_rank(state_of(score), 'nps') OVER w AS a, cx_most_improved(state_of(score) FILTER (WHERE id % 2 = 0), state_of(score, weight),
		'nps') OVER w AS b, cx_rank_interval(state_of(score, weight), 'nps') OVER w AS c, cx_control_limits(state_of(score), 'nps') OVER w AS d,
		cx_rank(cx_tally(score, 0, 10), 'nps') OVER w AS e, cx_most_improved(cx_tally(score, 0, 10) FILTER (WHERE id % 2 = 0),
			cx_tally(score, 0, 10, weight), 'nps') OVER w AS f, cx_rank_interval(cx_tally(score, 0, 10, weight), 'nps') OVER w AS g,
		cx_control_limits(cx_tally(score, 0, 10), 'nps') OVER w AS h
	FROM survey GROUP BY day WINDOW w AS (ORDER BY day)) q;
CREATE TABLE stored (id integer, plain cx_tally, external cx_tally, extended cx_tally) WITH (toast_tuple_target = 128);
ALTER TABLE stored ALTER plain SET STORAGE PLAIN, ALTER external SET STORAGE EXTERNAL, ALTER extended SET STORAGE EXTENDED;
INSERT INTO stored SELECT id, t, t, t FROM (SELECT id, cx_tally_from_counts(0,
	ARRAY(SELECT (1 + id * i % 3) * 1e13::float8 FROM generate_series(1, 101) i)) AS t FROM generate_series(1, 30) id) v;
SELECT pg_relation_size(reltoastrelid) > 0 AS "out of line",
	(SELECT count(*) > 0 FROM stored WHERE pg_column_compression(extended) IS NOT NULL) AS compressed FROM pg_class WHERE oid = 'stored'::regclass;
SELECT count(rank) AS rows, count(*) FILTER (WHERE (a, b, c, d) IS DISTINCT FROM (rank, shrunk, ranks, limits)) AS external_differs,
	count(*) FILTER (WHERE (e, f) IS DISTINCT FROM (rank, improved)) AS extended_differs
FROM (SELECT cx_rank(plain, 'mean') OVER w AS rank, cx_shrunk_value(plain, 'mean') OVER w AS shrunk, cx_rank_interval(plain, 'mean') OVER w AS ranks,
	cx_control_limits(plain, 'mean') OVER w AS limits, cx_most_improved(plain, cx_reverse(plain), 'mean') OVER w AS improved,
		cx_rank(external, 'mean') OVER w AS a, cx_shrunk_value(external, 'mean') OVER w AS b, cx_rank_interval(external, 'mean') OVER w AS c,
		cx_control_limits(external, 'mean') OVER w AS d, cx_rank(extended, 'mean') OVER w AS e,
		cx_most_improved(extended, cx_reverse(external), 'mean') OVER w AS f
	FROM (SELECT * FROM stored ORDER BY id) s WINDOW w AS (ORDER BY id)) q;

-- The complement ranks bottom K, reversed tallies a mean of which lower is
-- better.
SELECT id, cx_rank(t, 'top 3') OVER () AS "least bottom 2", rank() OVER (ORDER BY cx_value(t, 'bottom 2')) AS plain,
	cx_rank(cx_reverse(t), 'mean') OVER () AS lowest, rank() OVER (ORDER BY cx_value(t, 'mean')) AS plain_lowest
FROM (VALUES (1, '[1,5]{1,2,3,4,5}'::cx_tally), (2, '[1,5]{5,4,3,2,1}'), (3, '[1,5]{3,3,3,3,3}')) v(id, t) ORDER BY id;

-- A parameter is the same whatever form its text is stored in.
CREATE TABLE chosen AS SELECT 'classic'::text AS method;
SELECT count(limits) FROM (
	SELECT cx_control_limits(t, 'mean', CASE WHEN id < 70 THEN 'classic' ELSE method END) OVER (ORDER BY id) AS limits
	FROM league, chosen) q;
