-- The aggregates: overloads, NULL, no response, one response.
\pset format unaligned
\pset null NULL

-- 85 answers on 0..10 and two of nobody, in every type of score.
CREATE TABLE answers AS
	SELECT score, score % 5 + 1 AS five, score % 7 + 1 AS seven
	FROM unnest(ARRAY[0,0,1,0,0,2,1,8,12,20,41]) WITH ORDINALITY c(n, i),
		LATERAL (SELECT (i - 1)::integer FROM generate_series(1, n)) s(score);
INSERT INTO answers VALUES (NULL), (NULL);
CREATE DOMAIN ten_points AS integer CHECK (VALUE BETWEEN 0 AND 10);
SELECT round(nps(score::smallint)::numeric, 6), round(nps(score)::numeric, 6), round(nps(score::bigint)::numeric, 6),
	round(nps(score::real)::numeric, 6), round(nps(score::numeric)::numeric, 6), round(nps(score::double precision)::numeric, 6),
	round(nps(score::ten_points)::numeric, 6), round(nps(score::numeric(5,2))::numeric, 6) FROM answers;
SELECT round(csat(five::smallint)::numeric, 6), round(csat(five)::numeric, 6), round(csat(five::bigint)::numeric, 6),
	round(csat(five::real)::numeric, 6), round(csat(five::numeric)::numeric, 6), round(csat(five::double precision)::numeric, 6),
	round(csat(five >= 4)::numeric, 6) FROM answers;
SELECT round(ces(seven::smallint)::numeric, 6), round(ces(seven)::numeric, 6), round(ces(seven::bigint)::numeric, 6),
	round(ces(seven::real)::numeric, 6), round(ces(seven::numeric)::numeric, 6), round(ces(seven::double precision)::numeric, 6) FROM answers;
SELECT unnest(ARRAY[cx_tally(score::smallint, 0, 10), cx_tally(score, 0, 10), cx_tally(score::bigint, 0, 10),
	cx_tally(score::real, 0, 10), cx_tally(score::numeric, 0, 10), cx_tally(score::double precision, 0, 10)]) FROM answers;
-- The same in plain SQL.
SELECT round(100.0 * (count(*) FILTER (WHERE score >= 9) - count(*) FILTER (WHERE score <= 6)) / count(score), 6) AS nps,
	round(100.0 * count(*) FILTER (WHERE five >= 4) / count(five), 6) AS csat, round(avg(seven), 6) AS ces FROM answers;

-- Over tallies they merge first, so a rollup answers the same query.
CREATE TABLE daily AS
	SELECT day, cx_tally(score, 0, 10) AS tally, cx_tally(five, 1, 5) AS five, cx_tally(seven, 1, 7) AS seven
	FROM (SELECT *, row_number() OVER () % 6 AS day FROM answers) a GROUP BY day;
INSERT INTO daily VALUES (6, '[0,10]{}', '[1,5]{}', '[1,7]{}'), (7, NULL, NULL, NULL);
SELECT count(*), cx_merge(tally), round(nps(tally)::numeric, 6), round(csat(five)::numeric, 6), round(ces(seven)::numeric, 6) FROM daily;
-- They take any scale that the metric fits.
SELECT csat(t), ces(t) FROM (VALUES ('[0,10]{0,0,0,0,0,0,0,1,0,1,2}'::cx_tally)) v(t);
SELECT csat(t), ces(t) FROM (VALUES ('[1,3]{1,2,3}'::cx_tally), ('[1,3]{0,1,1}')) v(t);

-- From a table of counts per score, with counts that are missing or 0.
SELECT cx_tally_from_counts(score, n, 0, 10) FROM (SELECT score, count(*) AS n FROM answers GROUP BY score) c;
SELECT cx_tally_from_counts(score, n, 0, 10)
FROM (VALUES (1, 2), (1, 3), (NULL, 5), (2, NULL), (NULL, NULL), (0, 0), (10, 1)) c(score, n);

-- The types of the results.
SELECT pg_typeof(nps(score)), pg_typeof(csat(five)), pg_typeof(csat(five > 3)), pg_typeof(ces(seven)),
	pg_typeof(cx_tally(score, 0, 10)), pg_typeof(cx_tally_from_counts(score, 1, 0, 10)), pg_typeof(cx_merge('[0,1]{}'::cx_tally)) FROM answers;

-- No response is NULL: not 0, not an error.  All aggregates of the extension,
-- over no row and over rows of NULL.
CREATE FUNCTION of_nobody(source text) RETURNS TABLE (aggregate regprocedure, result text) LANGUAGE sql AS $$
	SELECT p.oid::regprocedure, outcome(format('SELECT %s(%s) FROM %s', p.oid::regproc::text,
		(SELECT string_agg(CASE p.proargnames[i] WHEN 'low' THEN '0' WHEN 'high' THEN '10'
				ELSE 'NULL::' || p.proargtypes[i - 1]::regtype END, ', ' ORDER BY i)
			FROM generate_series(1, p.pronargs) i), source))
	FROM pg_proc p JOIN members ON classid = 'pg_proc'::regclass AND objid = p.oid
	WHERE p.prokind = 'a'
$$;
SELECT count(*) >= 26 AS "all aggregates", count(*) FILTER (WHERE result <> 'NULL') AS "not NULL over no row"
FROM of_nobody('generate_series(1, 0)');
SELECT count(*) >= 26 AS "all aggregates", count(*) FILTER (WHERE result <> 'NULL') AS "not NULL over rows of NULL"
FROM of_nobody('generate_series(1, 3)');
DROP FUNCTION of_nobody;
-- Of empty tallies, the merge is the empty one; there is still no value.
SELECT cx_merge(t), nps(t), csat(t), ces(t) FROM (VALUES ('[0,10]{}'::cx_tally), (NULL), ('[0,10]{}')) v(t);
SELECT nps(t), csat(t), ces(t) FROM (VALUES ('[0,10]{0,0,0,0,0,0,0,0,0,0,0}{0,0,0,0,0,0,0,0,0,0,0}3'::cx_tally)) v(t);

-- One response, each score; and unanimous ones, exactly their worth.
SELECT score, nps(score), cx_tally(score, 0, 10) FROM generate_series(0, 10) score GROUP BY score ORDER BY score;
SELECT score, csat(score), ces(score), csat(score > 3), cx_tally(score, 1, 5) FROM generate_series(1, 5) score GROUP BY score ORDER BY score;
SELECT count(*) AS rows, count(*) FILTER (WHERE nps = 100 AND csat = 100 AND ces = 7) AS exact FROM (
	SELECT nps(10), csat(5), ces(7) FROM generate_series(1, 60) n, LATERAL generate_series(1, n) GROUP BY n) u;

-- Scales of cx_tally.
SELECT cx_tally(score - 3, -3, 7) FROM answers;
SELECT cx_tally(score, -1000, -999) FROM (VALUES (-1000), (-999), (-999), (NULL)) v(score);
SELECT cx_tally(score, 999, 1000) FROM (VALUES (1000), (999), (1000), (NULL)) v(score);
SELECT cx_responses(cx_tally(score, -50, 50)), cx_counts(cx_tally(score, -50, 50)) = array_fill(1::float8, ARRAY[101])
FROM generate_series(-50, 50) score;

-- A scale that is NULL, no scale, or changes within a tally.
SELECT outcome('SELECT cx_tally(1, NULL, 10)');
SELECT outcome('SELECT cx_tally(1::numeric, 0, NULL)');
SELECT outcome('SELECT cx_tally(NULL::integer, NULL, NULL)');
SELECT outcome('SELECT cx_tally_from_counts(1, 1, NULL, 10)');
SELECT outcome('SELECT cx_tally(1, 10, 0)');
SELECT outcome('SELECT cx_tally(1::smallint, 0, 0)');
SELECT outcome('SELECT cx_tally(1::double precision, -1001, 0)');
SELECT outcome('SELECT cx_tally(NULL::numeric, 0, 101)');
SELECT outcome('SELECT cx_tally_from_counts(1, 1, -2147483648, 2147483647)');
SELECT outcome('SELECT cx_tally(s, 0, high) FROM (VALUES (1, 10), (1, 5)) v(s, high)');
SELECT outcome('SELECT cx_tally(s, low, 10) FROM (VALUES (1::numeric, 0), (NULL, 1)) v(s, low)');
SELECT outcome('SELECT cx_tally(s, low, low + 10) FROM (VALUES (1.0, 0), (NULL, 1)) v(s, low)');
SELECT outcome('SELECT cx_tally(s, 0, high) FROM (VALUES (1, 10), (NULL, NULL)) v(s, high)');
SELECT outcome('SELECT cx_tally_from_counts(s, 1, 0, high) FROM (VALUES (1, 10), (1, 5)) v(s, high)');
-- Grouped by the scale, the same rows are two tallies.
SELECT cx_tally(s, low, high) FROM (VALUES (1, 0, 10), (1, 1, 5), (NULL, 1, 5), (7, 0, 10)) v(s, low, high) GROUP BY low, high ORDER BY low;

-- Tallies on different scales: an error that names both, whichever aggregate
-- merges them, even if they are empty.
SELECT outcome(format('SELECT %s(t::cx_tally) FROM (VALUES (''[0,10]{}''), (''[1,5]{1,2,3,4,5}'')) v(t)', aggregate))
FROM (VALUES ('cx_merge'), ('nps'), ('csat'), ('ces')) a(aggregate);
SELECT outcome($$SELECT cx_merge(t) FROM (VALUES ('[-3,3]{1,0,0,0,0,0,0}{1,0,0,0,0,0,0}1'::cx_tally), (NULL), ('[-2,4]{}')) v(t)$$);
-- A metric that does not fit the scale.
SELECT outcome($$SELECT nps(t) FROM (VALUES ('[1,5]{1,2,3,4,5}'::cx_tally)) v(t)$$);
-- Counts that are none.
SELECT outcome('SELECT cx_tally_from_counts(1, -1, 0, 10)');
SELECT outcome('SELECT cx_tally_from_counts(1, 9007199254740993, 0, 10)');
SELECT outcome('SELECT cx_tally_from_counts(1, -9223372036854775808, 0, 10)');
SELECT outcome('SELECT cx_tally_from_counts(11, 1, 0, 10)');
SELECT outcome('SELECT cx_tally_from_counts(11, 0, 0, 10)');
SELECT outcome('SELECT cx_tally_from_counts(1, n, 0, 1) FROM (VALUES (9007199254740992), (1)) v(n)');

DROP TABLE answers, daily;
DROP DOMAIN ten_points;
