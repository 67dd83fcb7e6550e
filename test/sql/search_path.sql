-- Nothing depends on search_path: everything works with none, and with a
-- hostile one.

CREATE SCHEMA hostile;
CREATE TABLE public.somewhere AS SELECT score, cx_tally(score, 0, 10) AS tally, 'nps'::cx_metric AS metric FROM generate_series(0, 10) score GROUP BY score;

SET search_path = '';
SELECT public.number(public.nps(score)) AS nps, public.number(public.nps(score, 2)) AS weighted, public.number(public.nps(tally)) AS merged,
	public.number(public.nps(score::numeric)) AS numeric,
	public.number(public.csat(score % 5 + 1)) AS csat, public.number(public.csat(score > 5)) AS good,
	public.number(public.ces(score % 7 + 1)) AS ces FROM public.somewhere;
SELECT public.cx_tally(score, 0, 10), public.cx_merge(tally), public.cx_tally_from_counts(score, 2, 0, 10) FROM public.somewhere;
SELECT DISTINCT public.cx_value(tally, metric), public.cx_stderr(tally OPERATOR(public.+) tally, 'nps'), public.cx_scale(tally),
	public.cx_responses(tally), public.cx_weight(tally),
	public.cx_effective_responses(tally), public.cx_counts(tally), public.cx_count(tally, 0, 3), public.cx_share(tally, 0, 3),
	public.cx_reverse(tally) FROM public.somewhere WHERE score = 7;
SELECT pg_catalog.to_jsonb(tally), tally::pg_catalog.json, tally OPERATOR(public.-) tally, public.cx_tally_from_counts(1, '{1,2}')
	FROM public.somewhere WHERE score = 3;
-- Sorting, hashing, casts, ranges.
SELECT count(*), count(DISTINCT tally), count(DISTINCT metric) FROM public.somewhere;
SELECT count(*) FROM (SELECT tally, metric FROM public.somewhere UNION SELECT tally, metric FROM public.somewhere) u;
SELECT count(*) FROM public.somewhere a JOIN public.somewhere b ON a.tally OPERATOR(public.=) b.tally AND a.metric OPERATOR(public.=) b.metric;
SELECT count(*) FROM (SELECT row_number() OVER (PARTITION BY tally ORDER BY metric) AS n FROM public.somewhere) w WHERE n = 1;
SELECT public.cx_value('[1,5]{1,2,3,4,5}', text) FROM (VALUES ('top 2'::text)) v(text);
SELECT public.cx_scale('[0,10]{}') @> 10.0::float8, lower(public.cx_scale('[1,5]{}')), '[1,2]'::public.cx_range && '[2,3]', public.cx_range(1, 2, '[]');
SELECT count(*), count(DISTINCT moving) FROM (SELECT public.cx_merge(tally) OVER (ORDER BY score ROWS 2 PRECEDING) AS moving FROM public.somewhere) w;
RESET search_path;

-- Operators, casts and types of another's making that come first by name do
-- not reach what the extension does.
CREATE DOMAIN hostile.float8 AS text;
CREATE FUNCTION hostile.equal(public.cx_tally, public.cx_tally) RETURNS boolean LANGUAGE sql RETURN 1 / 0 = 0;
CREATE OPERATOR hostile.= (LEFTARG = public.cx_tally, RIGHTARG = public.cx_tally, FUNCTION = hostile.equal);
CREATE FUNCTION hostile.cx_tally_merge(public.cx_tally, public.cx_tally) RETURNS public.cx_tally LANGUAGE sql RETURN NULL::public.cx_tally;
CREATE FUNCTION hostile.cx_tally_add(public.cx_tally, integer) RETURNS public.cx_tally LANGUAGE sql RETURN NULL::public.cx_tally;
CREATE FUNCTION hostile.float8mi(float8, float8) RETURNS float8 LANGUAGE sql RETURN 1 / 0;
CREATE TYPE hostile.cx_range AS RANGE (SUBTYPE = integer);
SET search_path = hostile, pg_catalog, public;
SELECT number(nps(score)) AS nps, cx_merge(tally), pg_typeof(cx_scale(cx_merge(tally))), count(DISTINCT tally) FROM somewhere;
SELECT count(*) FROM (SELECT tally FROM somewhere GROUP BY tally) g;
-- The operator that comes first by name is the one that was asked for.
SELECT public.outcome_code('SELECT tally = tally FROM public.somewhere');
RESET search_path;
SET client_min_messages = warning;
DROP SCHEMA hostile CASCADE;
DROP TABLE somewhere;
