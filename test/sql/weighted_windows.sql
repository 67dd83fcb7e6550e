-- Weighted answers in frames that move: each sum is the exact one, rounded once,
-- whatever was in the frame before.  Against sums in numeric, which are exact if
-- what is summed is.
\pset null NULL

-- What a double is, to the last digit: a whole number times a power of two.  A
-- cast to numeric would round to 15 digits.
CREATE TABLE powers AS WITH RECURSIVE p(e, up, down) AS (SELECT 0, 1::numeric, 1::numeric UNION ALL SELECT e + 1, 2 * up, 0.5 * down FROM p WHERE e < 1100)
	SELECT e, up AS power FROM p UNION SELECT -e, down FROM p;
ALTER TABLE powers ADD PRIMARY KEY (e);
CREATE FUNCTION exact(x float8) RETURNS numeric LANGUAGE sql STABLE
	RETURN (SELECT trim_scale(power * (part % (1::bigint << 52) + CASE WHEN part >> 52 > 0 THEN 1::bigint << 52 ELSE 0 END))
		FROM (SELECT ('x' || encode(float8send(x), 'hex'))::bit(64)::bigint) b(part), powers WHERE e = greatest((part >> 52)::integer, 1) - 1075);
SELECT exact(0.1), exact(1e22), exact(0), exact(0.1) * 1e300 = exact(1e300) * 0.1 AS same;
SELECT exact(5e-324)::float8, exact(1.7976931348623157e308)::float8, exact(1e-100) = 1e-100 AS decimal, round(exact(1e-100) * 1e100, 20) AS nearly;

-- Answers: usual weights; cents; a wide range; sums that are ties between two
-- doubles, or just beside one; large ones that come and go among small ones.  Some
-- weigh 0, some have no weight or no score.
CREATE TABLE weighed AS
	SELECT kind, id, id * 37 % 400 / 2 AS at, CASE WHEN id % 17 <> 0 THEN abs(hashint4(id)) % 3 * 5 END AS score,
		CASE WHEN id % 19 = 0 THEN NULL WHEN id % 13 = 0 THEN 0 WHEN kind = 'usual' THEN 0.2 + 3 * r WHEN kind = 'cents' THEN round((r * 100)::numeric, 2)
			WHEN kind = 'wide' THEN 10::float8 ^ (200 * r - 100)
			WHEN kind = 'ties' THEN ('{1,9007199254740992,1.1102230246251565e-16,5.551115123125783e-17,4503599627370495.5,1e-100}'::float8[])[1 + (6 * r)::integer % 6]
			WHEN id % 7 = 0 THEN 1e15 / (r + 0.1) ELSE 1e-3 * r END AS weight
	FROM generate_series(1, 400) id, unnest('{usual,cents,wide,ties,mixed}'::text[]) kind,
		LATERAL (SELECT abs(hashtext(kind || id)) / 2147483648.0::float8) h(r);
-- The same as tallies of one to three answers; some unweighted, some empty, some
-- missing.
CREATE TABLE tallied AS
	SELECT kind, id, at, CASE id % 7 WHEN 0 THEN NULL WHEN 1 THEN '[0,10]{}' WHEN 2 THEN cx_tally(score, 0, 10) WHEN 3 THEN cx_tally(score, 0, 10)
		ELSE cx_tally(score, 0, 10, weight) END AS tally
	FROM (SELECT w.kind, w.id, w.at, o.score, o.weight FROM weighed w JOIN weighed o ON o.kind = w.kind AND o.id BETWEEN w.id - w.id % 3 AND w.id) a
	GROUP BY kind, id, at;
-- The exact parts of both: those of weights and of squares, which are rounded.
CREATE TABLE parts AS
	SELECT kind, id, at, score, weight, exact(weight) AS w, exact(weight * weight) AS q, tally, cx_responses(tally) AS r,
		cx_counts(tally)::text <> '' AND tally::jsonb ? 'weights' AS has_weights,
		ARRAY(SELECT exact(c) FROM unnest(cx_counts(tally)) c) AS tw,
		ARRAY(SELECT exact(s) FROM unnest(coalesce(ARRAY(SELECT jsonb_array_elements_text(tally::jsonb -> 'squares')::float8), '{}') ||
			CASE WHEN tally::jsonb ? 'weights' THEN '{}' ELSE cx_counts(tally) END) s) AS tq
	FROM weighed JOIN tallied USING (kind, id, at);
SELECT count(*) AS rows, count(weight) AS weights, count(DISTINCT weight) AS different, count(tally) AS tallies, count(*) FILTER (WHERE has_weights)
	AS weighted, count(*) FILTER (WHERE r = 0) AS empty FROM parts;

-- What each frame must hold.  The scores are 0, 5 and 10.
CREATE FUNCTION each_score(expression text) RETURNS text LANGUAGE sql IMMUTABLE
	RETURN (SELECT string_agg(CASE WHEN n IN (0, 5, 10) THEN format('coalesce(%s, 0)::float8', replace(expression, '#', n::text)) ELSE '0' END, ', ' ORDER BY n)
		FROM generate_series(0, 10) n);
CREATE FUNCTION check_weighted(frame text, filter text DEFAULT 'true', OUT frames bigint, OUT answered bigint, OUT weighted bigint, OUT scores_wrong bigint,
	OUT tallies_wrong bigint, OUT values_wrong bigint) LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format($q$
		SELECT count(*), count(tally), count(*) FILTER (WHERE merged::jsonb ? 'weights'),
			count(*) FILTER (WHERE tally::text IS DISTINCT FROM expected),
			count(*) FILTER (WHERE merged::text IS DISTINCT FROM expected_merge OR summed::text IS DISTINCT FROM expected_merge),
			count(*) FILTER (WHERE (nps, nps_interval, nps_margin) IS DISTINCT FROM
					(cx_value(tally, 'nps'), cx_interval(tally, 'nps'), cx_margin(tally, 'nps'))
				OR (nps_merged, mean_merged, margin_merged) IS DISTINCT FROM
					(cx_value(merged, 'nps'), cx_value(merged, 'mean'), cx_margin(merged, 'nps')))
		FROM (SELECT cx_tally(score, 0, 10, weight) %1$s AS tally,
				CASE WHEN count(score * weight) %1$s > 0 THEN format('[0,10]{%%s}{%%s}%%s', concat_ws(',', %3$s), concat_ws(',', %4$s),
					count(score * weight) %1$s) END AS expected,
				cx_merge(tally) %1$s AS merged, sum(tally) %1$s AS summed,
				CASE WHEN bool_or(has_weights AND r > 0) %1$s THEN format('[0,10]{%%s}{%%s}%%s', concat_ws(',', %5$s), concat_ws(',', %6$s), sum(r) %1$s)
					WHEN sum(r) %1$s > 0 THEN format('[0,10]{%%s}', concat_ws(',', %5$s))
					WHEN count(tally) %1$s > 0 THEN '[0,10]{}' END AS expected_merge,
				nps(score, weight) %1$s, nps_interval(score, weight) %1$s, nps_margin(score, weight) %1$s,
				nps(tally) %1$s AS nps_merged, ces(tally) %1$s AS mean_merged, nps_margin(tally) %1$s AS margin_merged
			FROM parts WINDOW f AS (PARTITION BY kind %2$s)) moving$q$,
		format('FILTER (WHERE %s) OVER f', filter), frame,
		each_score(format('sum(CASE WHEN score = # THEN w END) FILTER (WHERE %s) OVER f', filter)),
		each_score(format('sum(CASE WHEN score = # THEN q END) FILTER (WHERE %s) OVER f', filter)),
		each_score(format('sum(tw[1 + #]) FILTER (WHERE %s) OVER f', filter)), each_score(format('sum(tq[1 + #]) FILTER (WHERE %s) OVER f', filter)))
	INTO frames, answered, weighted, scores_wrong, tallies_wrong, values_wrong;
END $$;
SELECT frame, filter, c.* FROM (VALUES
	('ORDER BY id ROWS 30 PRECEDING', 'true'),
	('ORDER BY id ROWS CURRENT ROW', 'true'),
	('ORDER BY id ROWS 1 PRECEDING', 'true'),
	('ORDER BY id DESC ROWS BETWEEN 3 FOLLOWING AND 9 FOLLOWING', 'true'),
	('ORDER BY id ROWS BETWEEN 9 PRECEDING AND UNBOUNDED FOLLOWING', 'true'),
	('ORDER BY id ROWS BETWEEN 3 PRECEDING AND 5 PRECEDING', 'true'),
	('ORDER BY at RANGE BETWEEN 20 PRECEDING AND 5 FOLLOWING', 'true'),
	('ORDER BY weight RANGE BETWEEN 0.5 PRECEDING AND CURRENT ROW', 'true'),
	('ORDER BY at GROUPS BETWEEN 2 PRECEDING AND 1 FOLLOWING', 'true'),
	('ORDER BY at GROUPS BETWEEN 2 PRECEDING AND 1 FOLLOWING EXCLUDE TIES', 'true'),
	('ORDER BY id ROWS BETWEEN 5 PRECEDING AND 5 FOLLOWING EXCLUDE CURRENT ROW', 'true'),
	('ORDER BY id ROWS 30 PRECEDING', 'id % 5 < 2'),
	('ORDER BY id ROWS 4 PRECEDING', 'id % 40 < 9'),
	('ORDER BY id ROWS 9 PRECEDING', 'weight > 1 OR tally IS NULL')) v(frame, filter), LATERAL check_weighted(frame, filter) c;
-- The plain form, which a volatile filter asks for, adds up in double precision: a
-- sum of n weights is at most n * 2^-53 of itself away.
SELECT kind, count(*) AS points, count(*) FILTER (WHERE exact <> plain) > 0 AS some_differ,
	count(*) FILTER (WHERE abs(exact - plain) > n * 2::float8 ^ -53 * exact) AS too_far
FROM (SELECT kind, cx_tally(score, 0, 10, weight) OVER f AS moving, cx_tally(score, 0, 10, weight) FILTER (WHERE random() >= 0) OVER f AS rounded,
		count(score * weight) OVER f AS n
	FROM weighed WINDOW f AS (PARTITION BY kind ORDER BY id ROWS 100 PRECEDING)) m, unnest(cx_counts(moving), cx_counts(rounded)) u(exact, plain)
GROUP BY kind ORDER BY kind COLLATE "C";
DROP FUNCTION check_weighted, each_score;
DROP TABLE parts, tallied, weighed;

-- Every aggregate with such a state, against its plain form over the same frame,
-- which a volatile filter asks for: with weights whose sums are exact either way
-- they are the same, intervals and all.
CREATE FUNCTION pg_temp.compare_forms(call text, frame text, OUT frames bigint, OUT answered bigint, OUT differing bigint) LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('SELECT count(*), count(moving), count(*) FILTER (WHERE moving IS DISTINCT FROM plain) FROM (SELECT (%1$s OVER f)::text AS moving, '
		'(%1$s FILTER (WHERE random() >= 0) OVER f)::text AS plain FROM survey WINDOW f AS (PARTITION BY team ORDER BY id %2$s)) q', call, frame)
		INTO frames, answered, differing;
END $$;
SELECT frame, count(*) >= 25 AS "all aggregates", max(frames) AS frames, min(answered) >= 50 AS some_answered, sum(differing) AS differing
FROM (SELECT format('%s(%s)', aggfnoid::regproc, (SELECT string_agg(CASE name WHEN 'score' THEN
			CASE left(p.proname, 3) WHEN 'csa' THEN 'five' WHEN 'ces' THEN 'seven' ELSE 'score' END
			WHEN 'tally' THEN CASE WHEN p.proname ~ '^csat' THEN 'mixed' ELSE 'mixed + tally' END WHEN 'low' THEN '0' WHEN 'high' THEN '10' ELSE name END,
				', ' ORDER BY n)
			FROM unnest(p.proargnames) WITH ORDINALITY u(name, n))) AS call
		FROM pg_aggregate a JOIN pg_proc p ON p.oid = aggfnoid JOIN members ON classid = 'pg_proc'::regclass AND objid = p.oid
		WHERE aggmtranstype = 'internal'::regtype) a,
	(VALUES ('ROWS 4 PRECEDING'), ('ROWS BETWEEN 2 FOLLOWING AND UNBOUNDED FOLLOWING'), ('RANGE BETWEEN 60 PRECEDING AND 30 PRECEDING')) v(frame),
	LATERAL pg_temp.compare_forms(call, frame)
GROUP BY frame ORDER BY frame;
-- The longest scale, with weights of all sizes that leave no trace.
SELECT count(*) AS frames, count(*) FILTER (WHERE moving IS DISTINCT FROM (SELECT cx_tally(o.i % 101, 0, 100, 2::float8 ^ (o.i * 7 % 600 - 300))
	FROM generate_series(greatest(1, m.i - 150), m.i) o(i))) AS differing
FROM (SELECT i, cx_tally(i % 101, 0, 100, 2::float8 ^ (i * 7 % 600 - 300)) OVER (ORDER BY i ROWS 150 PRECEDING) AS moving FROM generate_series(1, 600) i) m;

-- Without the weighted one tallies are counts again; without any, of any scale.
SELECT i, cx_merge(t) OVER f AS merged, round(csat(t) OVER f) AS csat FROM (VALUES (1, '[1,2]{3,4}'::cx_tally), (2, '[1,2]{0.5,0}{0.25,0}1'), (3, '[1,2]{1,0}'),
	(4, '[1,2]{}'), (5, NULL), (6, NULL), (7, '[0,2]{0,1,2}'), (8, NULL), (9, NULL), (10, '[1,2]{0,0}{0,0}5'), (11, NULL), (12, '[1,2]{0,9}')) v(i, t)
	WINDOW f AS (ORDER BY i ROWS 1 PRECEDING) ORDER BY i;

-- Errors are those of GROUP BY, where the frame reaches them.
\pset format unaligned
SELECT call, split_part(outcome(format('SELECT %s OVER (ORDER BY i ROWS 1 PRECEDING) FROM generate_series(1, 4) i ORDER BY i DESC', call)), E'\n', 1) AS outcome
FROM (VALUES ('nps(8 + i, 1)'), ('csat(i * 1.5, 1)'), ('ces(i, i - 3)'), ('csat(i > 2, 1e101)'), ('cx_tally(11, 0, 10, i)'), ('cx_tally(1, 0, i + 8, i)'),
	('cx_tally(1, 0, NULL, i)'), ('cx_tally(NULL, 3, 1, i)'), ('cx_tally(i > 3, ''NaN'')'),
	('cx_merge(CASE i WHEN 2 THEN ''[0,2]{1,2,3}'' ELSE ''[0,1]{1,2}'' END::cx_tally)'),
	('cx_merge(CASE i WHEN 2 THEN ''[0,2]{1,2,3}'' ELSE ''[0,1]{1.5,2}{1,2}3'' END::cx_tally)'),
	('nps(CASE WHEN i > 2 THEN ''[0,1]{1,2}'' END::cx_tally)'),
	('cx_merge(CASE i WHEN 2 THEN ''[0,1]{0.5,0}{0.25,0}1'' ELSE ''[0,1]{9007199254740992,0}'' END::cx_tally)'),
	('cx_merge(''[0,1]{9007199254740992,0}''::cx_tally)'), ('cx_merge(''[0,1]{1e308,0}{1,0}1''::cx_tally)'),
	('csat_interval(''[0,1]{1e308,0}{1e-300,0}1''::cx_tally)')) v(call);

-- The state is made in windows only, also for an aggregate of one's own.
CREATE AGGREGATE pg_temp.own(float8, float8) (SFUNC = cx_moving_add_nps, STYPE = internal, FINALFUNC = cx_moving_nps);
SELECT outcome('SELECT pg_temp.own(9, 1)');
SELECT round(pg_temp.own(i, i) OVER (ORDER BY i ROWS 1 PRECEDING)) AS own FROM generate_series(8, 10) i;

-- A function that is not as immutable as it says: other answers leave the frame
-- than entered.  There is an error, or a tally.  The third call and each second
-- one after it are for what leaves.
CREATE TEMP SEQUENCE calls;
CREATE FUNCTION unsteady(i integer, results anyarray) RETURNS anyelement LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN results[nextval('calls')];
END $$;
CREATE FUNCTION outcome_unsteady(call text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	result text;
BEGIN
	PERFORM setval('calls', 1, false);
	result := split_part(outcome(format('SELECT array_agg(cx_tally_in(result::text::cstring)) FROM (SELECT %s OVER (ORDER BY i ROWS 1 PRECEDING) AS result '
		'FROM generate_series(1, 4) i) q', call)), E'\n', 1);
	RETURN CASE WHEN result LIKE '{%' THEN 'tallies' ELSE result END;
END $$;
SELECT call, outcome_unsteady(call) FROM (SELECT format('cx_tally(1, 0, 1, unsteady(i, ''%s''::float8[]))', weights) FROM (VALUES ('{1,2,1.5,4,1,5}'),
	('{1,2,5,4,5,5}'), ('{NULL,NULL,1,4,5,5}'), ('{1,1,0.5,2,1.5,0}'), ('{1,1,0.25,NULL,1.25,NULL}')) w(weights)
UNION ALL SELECT format('cx_tally(unsteady(i, ''%s''::float8[]), 0, 1, 1)', scores) FROM (VALUES ('{1,1,0,1,1,1}'), ('{1,1,NULL,1,1,1}')) s(scores)
UNION ALL SELECT format('cx_merge(unsteady(i, ARRAY[%s]::cx_tally[]))', tallies) FROM (VALUES
	('''[0,1]{1,1}'', ''[0,1]{1,0}'', ''[0,1]{3,0}'', NULL, NULL, NULL'), ('''[0,1]{1,1}'', ''[0,1]{1,0}'', ''[0,2]{1,0,0}'', NULL, NULL, NULL'),
	('''[0,1]{1,1}'', ''[0,1]{1,0}'', ''[0,1]{1,0}{1,0}1'', NULL, NULL, NULL'), ('NULL, NULL, ''[0,1]{1,0}'', NULL, NULL, NULL'),
	('NULL, NULL, ''[0,1]{1,0}{1,0}1'', NULL, NULL, NULL'), ('''[0,1]{1,1}{1,1}2'', ''[0,1]{2,0}'', ''[0,1]{0.5,0}{0.1,0}1'', NULL, ''[0,1]{1,0}'', NULL'),
	('''[0,1]{1,1}{1,1}2'', ''[0,1]{2,0}'', ''[0,1]{1,0}'', NULL, ''[0,1]{1,0}'', NULL'),
	('''[0,1]{1,1}{1,1}2'', ''[0,1]{1.5,0}{2.25,0}1'', ''[0,1]{1,1}{0.5,0.25}2'', NULL, NULL, NULL')) t(tallies)) v(call);
DROP FUNCTION outcome_unsteady, unsteady;
DROP FUNCTION exact;
DROP TABLE powers;
