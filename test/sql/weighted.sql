-- Weighted responses: the weighted aggregates against plain SQL, and which
-- weights there are.
\pset format unaligned
\pset null NULL

-- Answers with weights; some of weight 0, of no weight, and of no score.
CREATE TABLE answers AS
	SELECT id, id % 12 AS team, CASE WHEN id % 17 <> 0 THEN abs(hashint4(id)) % 11 END AS score,
		CASE WHEN id % 19 <> 0 THEN CASE WHEN id % 13 = 0 THEN 0 ELSE round((abs(hashint4(-id)) % 1000) / 7.0, 3) END END AS weight
	FROM generate_series(1, 1500) id;
CREATE FUNCTION rounded(numeric) RETURNS numeric LANGUAGE sql IMMUTABLE RETURN round($1, 8);

-- The value of each metric is the weighted mean of the worths; NULL scores and
-- NULL weights are no response.
WITH plain AS (
	SELECT team, count(*) AS n, sum(weight) AS w,
		sum(weight * (CASE WHEN score >= 9 THEN 100 WHEN score <= 6 THEN -100 ELSE 0 END)) / sum(weight) AS nps,
		sum(weight * CASE WHEN score % 5 + 1 >= 4 THEN 100 ELSE 0 END) / sum(weight) AS csat,
		sum(weight * (score % 7 + 1)) / sum(weight) AS ces
	FROM answers WHERE score IS NOT NULL AND weight IS NOT NULL GROUP BY team),
ours AS (
	SELECT team, nps(score, weight), csat(score % 5 + 1, weight), ces(score % 7 + 1, weight), cx_tally(score, 0, 10, weight) AS tally
	FROM answers GROUP BY team)
SELECT count(*) AS teams, count(*) FILTER (WHERE rounded(o.nps::numeric) <> rounded(p.nps)) AS nps_differs,
	count(*) FILTER (WHERE rounded(o.csat::numeric) <> rounded(p.csat)) AS csat_differs,
	count(*) FILTER (WHERE rounded(o.ces::numeric) <> rounded(p.ces)) AS ces_differs,
	count(*) FILTER (WHERE cx_responses(tally) <> n) AS responses_differ,
	count(*) FILTER (WHERE rounded(cx_weight(tally)::numeric) <> rounded(w)) AS weights_differ
FROM ours o JOIN plain p USING (team);

-- The standard error and Kish's effective size from the single answers:
-- sqrt(sum(w^2 (v - theta)^2)) / W and W^2 / sum(w^2).
WITH worths AS (
	SELECT team, weight AS w, (CASE WHEN score >= 9 THEN 100 WHEN score <= 6 THEN -100 ELSE 0 END)::numeric AS v
	FROM answers WHERE score IS NOT NULL AND weight IS NOT NULL),
plain AS (
	SELECT team, sqrt(sum(w ^ 2 * (v - theta) ^ 2)) / sum(w) AS se, sum(w) ^ 2 / sum(w ^ 2) AS kish
	FROM (SELECT *, sum(w * v) OVER t / sum(w) OVER t AS theta FROM worths WINDOW t AS (PARTITION BY team)) x GROUP BY team)
SELECT count(*) AS teams, count(*) FILTER (WHERE rounded(cx_stderr(tally, 'nps')::numeric) <> rounded(se)) AS errors_differ,
	count(*) FILTER (WHERE rounded(cx_effective_responses(tally)::numeric) <> rounded(kish)) AS kish_differs
FROM plain JOIN (SELECT team, cx_tally(score, 0, 10, weight) AS tally FROM answers GROUP BY team) t USING (team);

-- The cells: sums of weights and of squared weights.
SELECT cx_tally(score, 1, 5, weight) FROM (VALUES (1, 1.5), (1, 0.5), (4, 2), (5, 0.25), (5, NULL), (NULL, 4), (NULL, NULL), (3, 0)) v(score, weight);
-- Integer and numeric weights.
SELECT cx_tally(score, 0, 1, weight::integer), cx_tally(score::numeric, 0, 1, weight::numeric), cx_tally(score::smallint, 0, 1, weight::bigint)
FROM (VALUES (0, 3), (1, 4)) v(score, weight);

-- Weights of 1 give the values of unweighted answers, but stay weights.
SELECT nps(score, 1) = nps(score) AS nps, cx_counts(cx_tally(score, 0, 10, 1)) = cx_counts(cx_tally(score, 0, 10)) AS counts,
	cx_stderr(cx_tally(score, 0, 10, 1), 'nps') = cx_stderr(cx_tally(score, 0, 10), 'nps') AS stderr,
	cx_effective_responses(cx_tally(score, 0, 10, 1)) = count(score) AS effective, cx_tally(score, 0, 10, 1) = cx_tally(score, 0, 10) AS same
FROM answers;
-- The unit of the weights does not matter to values, errors and effective sizes.
SELECT unit, count(*) AS teams, count(*) FILTER (WHERE rounded(cx_value(tally, 'nps')::numeric) <> rounded(cx_value(scaled, 'nps')::numeric)
	OR rounded(cx_stderr(tally, 'mean')::numeric) <> rounded(cx_stderr(scaled, 'mean')::numeric)
	OR rounded(cx_effective_responses(tally)::numeric) <> rounded(cx_effective_responses(scaled)::numeric)) AS differences
FROM (SELECT unit, team, cx_tally(score, 0, 10, weight) AS tally, cx_tally(score, 0, 10, weight * unit) AS scaled
	FROM answers, (VALUES (1e-90::float8), (1e-3), (1024), (1e90)) u(unit) GROUP BY unit, team) t
GROUP BY unit ORDER BY unit;

-- Weighted and unweighted tallies merge: each response of the latter weighs 1.
SELECT rounded(nps(t)::numeric) AS nps, rounded(cx_weight(cx_merge(t))::numeric) AS weight, cx_responses(cx_merge(t)) AS responses FROM (
	SELECT cx_tally(score, 0, 10, weight) FROM answers WHERE team < 6 UNION ALL SELECT cx_tally(score, 0, 10) FROM answers WHERE team >= 6) t(t);
SELECT rounded(sum(w * CASE WHEN score >= 9 THEN 100 WHEN score <= 6 THEN -100 ELSE 0 END) / sum(w)) AS nps, rounded(sum(w)) AS weight, count(*) AS responses
FROM answers, LATERAL (SELECT CASE WHEN team < 6 THEN weight ELSE 1 END) x(w) WHERE score IS NOT NULL AND w IS NOT NULL;

-- Responses of weight 0 are responses without a value.
SELECT nps(10, 0), csat(5, 0), ces(7, 0), cx_tally(10, 0, 10, 0) FROM generate_series(1, 3);
SELECT nps(score, weight), cx_tally(score, 0, 10, weight) FROM (VALUES (0, 0), (10, 2), (0, -0.0)) v(score, weight);
-- Without any response: NULL, not a tally of weight 0.
SELECT nps(score, weight), csat(score, weight), ces(score, weight), cx_tally(score, 0, 10, weight)
	FROM (VALUES (1, NULL), (NULL, 1), (NULL, NULL)) v(score, weight);

-- Weights are 0 or 1e-100 to 1e100.
SELECT nps(10, 1e-100), nps(10, 1e100), cx_tally(1, 0, 1, 1e-100), cx_tally(1, 0, 1, 1e100);
SELECT weight, outcome(format('SELECT nps(10, %L::float8)', weight)) FROM (VALUES
	('-1'), ('-1e-100'), ('-1e-300'), ('NaN'), ('Infinity'), ('-Infinity'), ('1e-101'), ('9.99e-101'), ('5e-324'), ('1.01e100'), ('1e101'),
		('1e308')) v(weight);
SELECT aggregate, outcome(format('SELECT %s', aggregate)) FROM (VALUES ('csat(5, -1)'), ('ces(5, -1)'), ('cx_tally(5, 0, 10, -1)')) v(aggregate);
-- A score off the scale is an error whatever it weighs, but not without a weight.
SELECT split_part(outcome('SELECT nps(11, 0)'), E'\n', 1), outcome('SELECT nps(11, NULL)');
-- So is a wrong scale, for a response or none.
SELECT outcome('SELECT cx_tally(5, 0, NULL, 1)'), outcome('SELECT cx_tally(NULL, 0, NULL, 1)');
SELECT outcome('SELECT cx_tally(5, 5, 0, NULL)');
SELECT outcome('SELECT cx_tally(s, low, 10, w) FROM (VALUES (1, 0, 1), (1, 1, NULL)) v(s, low, w)');

DROP TABLE answers;
DROP FUNCTION rounded;
