-- The scorecard: responses, value, margin and interval of a tally as a row.
\pset null NULL

-- As a person reads it: NPS to one digit, a mean to two.
SELECT area, s.* FROM airport, cx_scorecard(now, 'nps') AS s ORDER BY area;
SELECT metric, s.* FROM unnest('{mean,index,csat,top 1,"values {0,0,0,0,20}","values {0,0,0,0,19}"}'::cx_metric[]) metric,
	cx_scorecard('[1,5]{14,9,10,32,42}', metric) AS s;
-- digits: as many as suit the metric, none, some, all.
SELECT digits, s.responses, s.value, CASE WHEN s.margin = cx_margin(tally, 'nps') THEN 'as it is' ELSE s.margin::text END AS margin
FROM unnest('{-1,0,1,2,5,40,2147483647,NULL}'::integer[]) digits, (VALUES ('[0,10]{1,1,1,1,1,1,1,2,2,7,7}'::cx_tally)) v(tally),
	cx_scorecard(tally, 'nps', digits => digits) AS s;
SELECT digits, outcome(format('SELECT cx_scorecard(%L, %L, digits => %s)', '[0,1]{1,2}', 'csat', digits)) FROM unnest('{-2,-2147483648}'::integer[]) digits;

-- Nobody answered, nobody counts, nothing is known.
SELECT title, s.* FROM (VALUES (1, 'answers', '[1,5]{1,2,3,4,5}'::cx_tally, 'csat'::cx_metric, 0.95::float8, -1),
		(2, 'no answers', '[1,5]{}', 'csat', 0.95, -1), (3, 'no weight', '[1,5]{0,0,0,0,0}{0,0,0,0,0}3', 'csat', 0.95, -1),
		(4, 'no tally', NULL, 'csat', 0.95, -1), (5, 'no metric', '[1,5]{1,2,3,4,5}', NULL, 0.95, -1),
		(6, 'no confidence', '[1,5]{1,2,3,4,5}', 'csat', NULL, -1), (7, 'no digits', '[1,5]{1,1,1,1,4}', 'csat', 0.95, NULL))
		v(i, title, tally, metric, confidence, digits),
	LATERAL (SELECT responses, value, round(margin::numeric, 6) AS margin, round(lower::numeric, 6) AS lower, round(upper::numeric, 6) AS upper
		FROM cx_scorecard(tally, metric, confidence, digits)) s
ORDER BY i;
SELECT confidence, outcome(format('SELECT cx_scorecard(%L, %L, %L)', '[0,1]{1,2}', 'csat', confidence))
	FROM unnest('{0,1,-0.5,95,NaN,0.8}'::float8[]) confidence;
SELECT outcome($$SELECT cx_scorecard('[1,5]{1,2,3,4,5}', 'nps')$$) AS metric;

-- The figures are those of the single functions, rounded half away from zero;
-- the ends are not rounded outwards, and -0 is 0.
CREATE TEMP TABLE card AS
	SELECT i, metric, tally_of(1, random_answers(5, (ARRAY[2, 9, 300])[1 + i % 3]), CASE WHEN i % 4 = 0 THEN random_weights(5) END) AS tally,
		(ARRAY[0.5, 0.9, 0.95, 0.9999])[1 + i % 4] AS confidence
	FROM setseed(0.3125), generate_series(1, 400) i,
		LATERAL (SELECT (ARRAY['mean', 'csat', 'net 2 2', 'index', 'values {-3,0,0,1,7}']::cx_metric[])[1 + i % 5]) m(metric);
SELECT count(*), count(*) FILTER (WHERE s.responses <> cx_responses(tally) OR s.value IS DISTINCT FROM cx_value(tally, metric)
	OR s.margin IS DISTINCT FROM cx_margin(tally, metric, confidence) OR s.lower IS DISTINCT FROM lower(range)
		OR s.upper IS DISTINCT FROM upper(range)) AS differences
FROM card, cx_scorecard(tally, metric, confidence, NULL) s, cx_interval(tally, metric, confidence) range;
SELECT digits, count(*) FILTER (WHERE s.responses <> r.responses OR s.value IS DISTINCT FROM round(r.value::numeric, d)::float8
	OR s.margin IS DISTINCT FROM round(r.margin::numeric, d)::float8 OR s.lower IS DISTINCT FROM round(r.lower::numeric, d)::float8
		OR s.upper IS DISTINCT FROM round(r.upper::numeric, d)::float8) AS differences
FROM unnest('{-1,0,1,3,7}'::integer[]) digits, card,
	LATERAL (SELECT CASE WHEN digits >= 0 THEN digits WHEN metric::text IN ('mean', 'values {-3,0,0,1,7}') THEN 2 ELSE 1 END) n(d),
	cx_scorecard(tally, metric, confidence, digits) s, cx_scorecard(tally, metric, confidence, NULL) r
GROUP BY digits ORDER BY digits;
SELECT worth, s.value FROM unnest('{0.5,-0.5,1.5,-1.5,-0.4,-0}'::float8[]) worth,
	cx_scorecard('[0,1]{1,0}', format('values {%s,9}', worth)::cx_metric, digits => 0) AS s;
SELECT s.value FROM cx_scorecard('[0,1]{1,0}', 'values {2.675,9}') AS s;

-- Named arguments; a row can be read as one, or column by column.
SELECT cx_scorecard(metric => 'csat', tally => '[1,5]{1,2,3,4,5}', digits => 0, confidence => 0.8) AS row,
	(cx_scorecard('[1,5]{1,2,3,4,5}', 'csat')).margin, to_json(cx_scorecard('[1,5]{1,2,3,4,5}', 'csat')) AS json,
		cx_scorecard('[1,5]{}', 'csat') IS NULL AS all_null, pg_typeof(cx_scorecard(NULL, NULL)) AS type;
