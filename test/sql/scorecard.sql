-- cx_scorecard, and the margins of the aggregates: "31 plus or minus 6".

SELECT * FROM cx_scorecard('[0,10]{10,3,11,10,8,54,44,85,166,119,151}', 'nps');
SELECT metric, card.* FROM unnest('{nps,mean,ces,index,top 2,"net 2 5","values {0,0,0,0,0,1,1,1,1,2,2}"}'::cx_metric[]) metric,
	cx_scorecard('[0,10]{10,3,11,10,8,54,44,85,166,119,151}', metric) card;
-- NULL; nobody; nobody with weight; one; all alike.
SELECT i, card.* FROM unnest('{NULL,"[1,5]{}","[1,5]{0,0,0,0,0}{0,0,0,0,0}3","[1,5]{0,1,0,0,0}","[1,5]{0,0,0,0,'
	'20}"}'::cx_tally[]) WITH ORDINALITY t(tally, i), cx_scorecard(tally, 'csat') card ORDER BY i;
SELECT cx_scorecard('[1,5]{1,2,3,4,5}', NULL) IS NULL AS metric, cx_scorecard('[1,5]{1,2,3,4,5}', 'csat', NULL) IS NULL AS confidence;
-- The figures are those of cx_value, cx_interval and cx_margin, rounded half away
-- from zero; digits says how.
SELECT count(*) AS tallies, count(*) FILTER (WHERE (c.value, c.margin) IS DISTINCT FROM (cx_value(tally, 'nps'), cx_margin(tally, 'nps', 0.9))
	OR cx_range(c.lower, c.upper, '[]') <> cx_interval(tally, 'nps', 0.9)) AS different,
	count(*) FILTER (WHERE (r.value::numeric, r.margin::numeric, r.lower::numeric,
		r.upper::numeric) IS DISTINCT FROM (round(c.value::text::numeric, 1), round(c.margin::text::numeric, 1), round(c.lower::text::numeric, 1),
		round(c.upper::text::numeric, 1))) AS unrounded
FROM survey, cx_scorecard(tally, 'nps', 0.9, NULL) c, cx_scorecard(tally, 'nps', 0.9) r WHERE cx_responses(tally) > 0;
SELECT digits, card.* FROM unnest('{-1,0,1,3}'::integer[]) digits, cx_scorecard('[1,5]{14,9,10,32,42}', 'mean', digits => digits) card;
SELECT outcome(format('SELECT cx_scorecard(%s)', arguments))
	FROM unnest(ARRAY[$$'[1,5]{1,2,3,4,5}', 'csat', 0.95, -2$$, $$'[1,5]{1,2,3,4,5}', 'csat', 1$$, $$'[1,5]{1,2,3,4,5}', 'nps'$$]) arguments;
-- An ordinary call may stand in the list, where .* would run it for each column.
SELECT (cx_scorecard('[1,5]{14,9,10,32,42}', 'csat')).value;

-- Margins of scores, weighted scores, booleans and tallies.
SELECT bool_and(a = b) FROM (SELECT nps_margin(score), cx_margin(cx_tally(score, 0, 10), 'nps') FROM survey
	UNION ALL SELECT nps_margin(score, weight), cx_margin(cx_tally(score, 0, 10, weight), 'nps') FROM survey
	UNION ALL SELECT nps_margin(tally), cx_margin(cx_merge(tally), 'nps') FROM survey
	UNION ALL SELECT csat_margin(five), cx_margin(cx_tally(five, 1, 5), 'csat') FROM survey
	UNION ALL SELECT csat_margin(good), cx_margin(cx_tally(good), 'csat') FROM survey
	UNION ALL SELECT csat_margin(good, weight), cx_margin(cx_tally(good, weight), 'csat') FROM survey
	UNION ALL SELECT ces_margin(seven), cx_margin(cx_tally(seven, 1, 7), 'ces') FROM survey
	UNION ALL SELECT ces_margin(seven::numeric), cx_margin(cx_tally(seven, 1, 7), 'ces') FROM survey) m(a, b);
SELECT nps_margin(NULL::integer), csat_margin(NULL::boolean), ces_margin(NULL::cx_tally);
SELECT count(*), count(*) FILTER (WHERE a IS DISTINCT FROM cx_margin(t, 'nps')) AS different
	FROM (SELECT nps_margin(score) OVER w, cx_tally(score, 0, 10) OVER w FROM survey WINDOW w AS (ORDER BY id ROWS 7 PRECEDING)) s(a, t);
