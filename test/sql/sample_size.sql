-- Required responses and cadence.

-- The worst case: (1.96 * 100 / 5)^2 for NPS, 385 for a percentage with a
-- margin of 5 (Cochran 1977, in every table of sample sizes).
SELECT cx_required_responses('[0,10]{}', 'nps', 5) AS nps, cx_required_responses('[1,5]{}', 'csat', 5) AS csat,
       cx_required_responses('[1,5]{}', 'csat', 5, 0.99) AS csat_99, cx_required_responses('[1,7]{}', 'mean', 0.5) AS mean,
       cx_required_responses('[1,5]{0,0,7,0,0}', 'csat', 5) AS unanimous;

-- With a finite population n0 / (1 + (n0 - 1) / N): 278 of 1,000.
SELECT cx_required_responses('[1,5]{}', 'csat', 5, population => 1000) AS of_1000,
       cx_required_responses('[1,5]{}', 'csat', 5, population => 1) AS of_one,
       cx_required_responses('[1,5]{}', 'csat', 0.001, population => 50) AS all_of_50;

-- With answers that vary as those of the tally do, by the formula; with the
-- design effect of weights.
SELECT cx_required_responses(t, 'nps', 4) = ceil((1.959963984540054 * cx_stderr(t, 'nps') / 4) ^ 2 * cx_responses(t)) AS unweighted
FROM (VALUES ('[0,10]{24,11,24,26,24,205,133,334,601,498,770}'::cx_tally)) AS v(t);
WITH t AS (SELECT cx_tally(score, 0, 1, weight) AS weighted, cx_tally(score, 0, 1) AS unweighted
           FROM (VALUES (0, 1), (1, 1), (0, 3), (1, 3)) AS v(score, weight))
SELECT cx_required_responses(unweighted, 'csat', 10) AS unweighted, cx_required_responses(weighted, 'csat', 10) AS weighted,
       ceil(1.959963984540054 ^ 2 * 25 * cx_responses(weighted) / cx_effective_responses(weighted)) AS by_kish
FROM t;

-- At least one; more than bigint holds.
SELECT cx_required_responses('[0,1]{}', 'csat', 1e9) AS at_least_one, cx_required_responses('[0,1]{}', 'csat', 'Infinity') AS any_margin,
       cx_required_responses('[0,1]{0,0}{0,0}4', 'csat', 5) AS weightless;
SELECT outcome($$SELECT cx_required_responses('[0,1]{}', 'csat', 1e-9)$$);

-- The margin that so many responses give is about the one that was asked for.
SELECT bool_and(abs(cx_margin(larger, 'nps') - margin) < 0.05 * margin) AS as_asked
FROM unnest('{2, 5, 10}'::float8[]) AS margin, (VALUES ('[0,10]{2,1,2,2,2,20,13,33,60,49,77}'::cx_tally)) AS v(t),
     LATERAL (SELECT cx_required_responses(t, 'nps', margin) / cx_responses(t)::float8 AS factor) AS f,
     LATERAL (SELECT cx_tally_from_counts(0, ARRAY(SELECT round(factor * x) FROM unnest(cx_counts(t)) AS x)) AS larger) AS l;

-- Cadence: 3,000 responses a year are 8.2 a day, 57.5 a week, 246.6 a month,
-- 739.7 in 90 days.
SELECT margin, cx_required_responses(t, 'nps', margin) AS required, cx_cadence(t, 'nps', '1 year', margin) AS cadence
FROM (VALUES ('[0,10]{0,0,0,0,0,0,750,750,0,1500,0}'::cx_tally)) AS v(t), unnest('{60, 25, 12, 6, 3, 2}'::float8[]) AS margin;

-- A month counts 30 days and a year 365; two years of half the responses a year
-- are the same.
SELECT bool_and(cx_cadence(t, 'nps', observed, 11) = '1 month') AS same
FROM (VALUES ('[0,10]{0,0,0,0,0,0,0,750,750,1500,0}'::cx_tally, interval '365 days'), ('[0,10]{0,0,0,0,0,0,0,1500,1500,3000,0}', '2 years'),
             ('[0,10]{0,0,0,0,0,0,0,75,75,150,0}', '1 month 6 days 12:00')) AS v(t, observed);
SELECT cx_cadence('[0,10]{}', 'nps', '1 year', 5) IS NULL AS none, cx_cadence('[0,1]{1,1}', 'csat', '10 years', 1) IS NULL AS too_few;

-- Errors.
SELECT outcome($$SELECT cx_required_responses('[0,10]{}', 'nps', 0)$$);
SELECT outcome($$SELECT cx_required_responses('[0,10]{}', 'nps', 'NaN')$$);
SELECT outcome($$SELECT cx_required_responses('[0,10]{}', 'nps', 5, 95)$$);
SELECT outcome($$SELECT cx_required_responses('[0,1]{5,5}', 'csat', 5, population => 9)$$);
SELECT outcome($$SELECT cx_required_responses('[1,5]{}', 'nps', 5)$$);
SELECT outcome($$SELECT cx_cadence('[0,10]{}', 'nps', '0', 5)$$);
SELECT outcome($$SELECT cx_cadence('[0,10]{}', 'nps', '-1 month', 5)$$);
SELECT outcome($$SELECT cx_cadence('[0,10]{}', 'nps', '1 month', -5)$$);

-- A population is never too small for itself, and equality is enough.
SELECT cx_required_responses('[0,1]{}', 'csat', 1e-200, population => 1000) AS of_1000,
       bool_and(cx_required_responses('[0,1]{}', 'csat', 1e-7, population => n) = n) AS all_of_n,
       cx_cadence('[0,1]{3,3}', 'csat', '1 year', 41.7865725535136085) AS equality
FROM generate_series(1, 200) AS n;
