-- Weights in all forms: booleans with weights, tally * weight; sum of tallies;
-- numbers of responses that are no integers; the distribution as rows.

-- Thumbs that weigh, as (0, 1) that weigh.
SELECT csat(good, weight), csat(good), cx_tally(good, weight), cx_tally(good) FROM (VALUES (true, 1), (false, 5), (true, 2), (true, 2)) v(good, weight);
SELECT csat(good, weight) = cx_value(cx_tally(good::integer, 0, 1, weight), 'csat') AS value,
	csat_interval(good, weight) = cx_interval(cx_tally(good::integer, 0, 1, weight), 'csat') AS interval,
	cx_tally(good, weight) = cx_tally(good::integer, 0, 1, weight) AS tally, cx_tally(good) = cx_tally(good::integer, 0, 1) AS plain,
	cx_responses(cx_tally(good, weight)) FROM survey;
SELECT csat(good, weight), csat_interval(good, weight), cx_tally(good, weight), cx_tally(good) FROM (VALUES (NULL::boolean, 1.0), (true, NULL)) v(good, weight);
SELECT outcome('SELECT csat(true, -1)');
-- A metric that a comparison makes.
SELECT cx_tally(five > 3), cx_value(cx_tally(five > 3), 'csat') = csat(five > 3) AS csat FROM survey;

-- Pages of a manual: thumbs, each page weighted by its views.  Re-tallying the
-- weighted answers gives the same.
WITH page(tally, views) AS (VALUES ('[0,1]{1,1}'::cx_tally, 9000), ('[0,1]{0,6}', 1000)),
	answer AS (SELECT score = 1 AS good, views / cx_responses(tally)::numeric AS weight
		FROM page, cx_distribution(tally) d(score, n, share), generate_series(1, n::integer))
SELECT round(csat(tally * (views / cx_responses(tally)::float8))::numeric, 9) AS csat,
	round(lower(csat_interval(tally * (views / cx_responses(tally)::float8)))::numeric, 9) AS lower,
	(SELECT round(csat(good, weight)::numeric, 9) FROM answer) AS csat,
	(SELECT round(lower(csat_interval(good, weight))::numeric, 9) FROM answer) AS lower FROM page;

-- Every response counts so much.
SELECT tally * weight, weight * tally = tally * weight AS commutes
	FROM (VALUES ('[1,3]{1,2,3}'::cx_tally, 0.5), ('[1,3]{1,2,3}', 1), ('[1,3]{1,2,3}', 0), ('[1,3]{}', 3),
	('[1,3]{0.5,0,2}{0.25,0,2}3', 2), ('[1,3]{0.5,0,2}{0.25,0,2}3', 1), ('[1,3]{0.5,0,2}{0.25,0,2}3', 0), (NULL, 2), ('[1,3]{1,2,3}', NULL)) v(tally, weight);
-- What does not depend on the unit of weight stays as it is.
SELECT bool_and(cx_value(tally * 3, 'nps') = cx_value(tally, 'nps')) AS value,
	bool_and(abs(upper(cx_interval(tally * 3, 'nps')) - upper(cx_interval(tally, 'nps'))) < 1e-9) AS interval,
	bool_and(cx_responses(tally * 3) = cx_responses(tally)) AS responses FROM survey WHERE cx_responses(tally) > 0;
-- Answers tallied with a weight, and tallies weighted later.
SELECT cx_tally(score, 0, 10, 0.25) = cx_tally(score, 0, 10) * 0.25 AS alike, cx_value(sum(tally * exp(-at / 30.0)), 'nps') IS NOT NULL AS decay FROM survey;
-- What is no weight.
SELECT weight, outcome(format('SELECT %L::cx_tally * %L::float8', '[1,3]{1,2,3}', weight))
	FROM (VALUES ('-1'), ('NaN'), ('Infinity'), ('1e-160'), ('1e200')) v(weight);
SELECT outcome($$SELECT '[0,1]{1e-100,0}{1e-200,0}1'::cx_tally * 1e-60$$);
SELECT outcome($$SELECT '[0,1]{1e100,0}{1e200,0}1'::cx_tally * 1e60$$);

-- sum is cx_merge.
SELECT sum(tally) = cx_merge(tally) AS plain, sum(mixed) = cx_merge(mixed) AS mixed, sum(tally) FILTER (WHERE false) FROM survey;
SELECT count(*), count(*) FILTER (WHERE a <> b) AS unequal
FROM (SELECT sum(tally) OVER w, cx_merge(tally) OVER w FROM survey WINDOW w AS (ORDER BY id ROWS 7 PRECEDING)) s(a, b);

-- Counts per score of each type, as sum() and count() give them.
SELECT cx_tally_from_counts(score, n::integer, 1, 5), cx_tally_from_counts(score, n::bigint, 1, 5), cx_tally_from_counts(score, n, 1, 5),
	cx_tally_from_counts(score, n::float8, 1, 5), cx_tally_from_counts(score, n::smallint, 1, 5)
FROM (VALUES (1, 2.0), (5, 40), (3, NULL), (NULL, 7)) v(score, n);
SELECT cx_tally_from_counts(score, n, 1, 5) OVER (ORDER BY score ROWS 1 PRECEDING) FROM (VALUES (1, 2.0), (5, 40), (3, 7)) v(score, n);
SELECT n, outcome(format('SELECT cx_tally_from_counts(3, %s, 1, 5)', n)) FROM (VALUES
	('2.5'), ('-1.0'), ('9007199254740992.0'), ('9007199254740994.0'), ('1e300'), ('''NaN''::float8'), ('''Infinity''::numeric')) v(n);

-- The distribution as rows.
SELECT * FROM cx_distribution('[1,5]{1,0,0,2,1}');
SELECT * FROM cx_distribution('[0,2]{0.5,0,1.5}{0.25,0,2.25}2');
SELECT * FROM cx_distribution('[-1,1]{}');
SELECT * FROM cx_distribution('[0,1]{0,0}{0,0}4');
SELECT * FROM cx_distribution(NULL);
SELECT count(*), count(*) FILTER (WHERE d.responses <> cx_count(tally, d.score, d.score)
	OR round(d.share::numeric, 9) <> round(cx_share(tally, d.score, d.score)::numeric, 9)) AS different
FROM survey, cx_distribution(tally) d;
