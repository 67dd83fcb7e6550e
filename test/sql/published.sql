-- Published numbers: what somebody else's program or paper gives for the same
-- formulas.
\pset null NULL

-- R package NPS 2.0, its tests: detractors, passives, promoters 1, 2, 3 have
-- value 1/3, variance 5/9 and standard error .304.
SELECT round(cx_value(t, 'nps')::numeric / 100, 6) AS value, round((cx_stderr(t, 'nps') ^ 2 * cx_responses(t) / 100 ^ 2)::numeric, 6) AS variance,
	round((cx_stderr(t, 'nps') / 100)::numeric, 3) AS stderr
FROM (VALUES ('[0,10]{1,0,0,0,0,0,0,2,0,3,0}'::cx_tally)) v(t);
-- The same as worths -1, 0, 1 on a scale of three points.
SELECT round(cx_value(t, 'net 1 1')::numeric / 100, 6) AS value, round(cx_value(t, 'values {-1,0,1}')::numeric, 6) AS worths,
	round(cx_stderr(t, 'values {-1,0,1}')::numeric, 3) AS stderr
FROM (VALUES ('[1,3]{1,2,3}'::cx_tally)) v(t);

-- PopSQL's example of an NPS query: 42 detractors, 159 passives, 2080
-- promoters, 89.347.
SELECT round(nps(score)::numeric, 3) FROM (VALUES (3, 42), (8, 159), (10, 2080)) v(score, n), generate_series(1, n);

-- The point estimates and Wald intervals (+- 1.959964 standard errors) of R
-- packages NPS 2.0 and contingencytables (Fagerland, Lydersen, Laake 2017):
-- 7, 13, 1 gives -.5197090 to -.0517195.
SELECT round(((cx_value(t, 'nps') - 1.959963984540054 * cx_stderr(t, 'nps')) / 100)::numeric, 7) AS lower,
	round(((cx_value(t, 'nps') + 1.959963984540054 * cx_stderr(t, 'nps')) / 100)::numeric, 7) AS upper
FROM (VALUES ('[0,10]{0,0,0,7,0,0,0,0,13,0,1}'::cx_tally)) v(t);

-- Customer effort, cys.group's example of CES 2.0: counts of 1 to 7, mean 4.08,
-- 46 % at 5 to 7, net 5-7 minus 1-3 +3, net 6-7 minus 1-3 -13.
SELECT round(ces(t)::numeric, 2) AS mean, round(cx_share(t, 5, 7)::numeric) AS share, round(cx_value(t, 'top 3')::numeric) AS top,
	round(cx_value(t, 'net 3 3')::numeric) AS net, round(cx_value(t, 'net 2 3')::numeric) AS net_2_3
FROM (VALUES (cx_tally_from_counts(1, ARRAY[80, 210, 140, 110, 160, 180, 120]))) v(t) GROUP BY t;

-- Customer satisfaction, Delighted's example: counts of 5 to 1, 74 of 107 are
-- 69.16 %.  Zendesk's: 8 good, 2 bad are 80 %.
SELECT round(csat(score)::numeric, 2) AS delighted FROM (VALUES (5, 42), (4, 32), (3, 10), (2, 9), (1, 14)) v(score, n), generate_series(1, n);
SELECT csat(good) AS zendesk FROM (SELECT i <= 8 FROM generate_series(1, 10) i) v(good);

-- A proportion's variance is p (1 - p) / n: 81 of 263 (Newcombe 1998), whose
-- Wald interval is .2522 to .3638.
SELECT round(cx_value(t, 'csat')::numeric, 4) AS percent,
	round(((cx_value(t, 'csat') - 1.959963984540054 * cx_stderr(t, 'csat')) / 100)::numeric, 4) AS lower,
	round(((cx_value(t, 'csat') + 1.959963984540054 * cx_stderr(t, 'csat')) / 100)::numeric, 4) AS upper
FROM (VALUES ('[0,1]{182,81}'::cx_tally)) v(t);

-- Kish: weights 1, 2, 3, 4 have effective size 3.3333, whatever the answers.
SELECT round(cx_effective_responses(cx_tally(score, 0, 10, weight))::numeric, 4) AS different,
	round(cx_effective_responses(cx_tally(7, 0, 10, weight))::numeric, 4) AS unanimous FROM (VALUES (0, 1), (3, 2), (9, 3), (10, 4)) v(score, weight);
-- Kish's approximation 1 + cv^2 of the design effect: n / n_eff.
SELECT round((count(*) / cx_effective_responses(cx_tally(5, 0, 10, weight)))::numeric, 9) =
	round((1 + var_pop(weight) / avg(weight) ^ 2)::numeric, 9) AS design_effect
FROM (SELECT (i * 7 % 13 + 1) / 3.0 FROM generate_series(1, 50) i) v(weight);
