-- Recipes of doc/retention.md and doc/reputation.md, beside plain SQL.

-- Periods that are over count, for those who left in them as for others: with as
-- many customers as here the curve is the truth, whatever the ages.
WITH customer AS (
	SELECT floor(life) + 1 AS left_in, floor(age) AS seen, i FROM (
		SELECT i, -ln(mod(i * 0.7548776662466927, 1)::float8) * 20 AS life, mod(i * 0.5698402909980532, 1) * 18 AS age
		FROM generate_series(1, 100000) i) c)
SELECT count(*) AS months, max(abs(retention - 100 * exp(-period / 20.0))) < 0.25 AS true
FROM (SELECT cx_tally(left_in, 0, 24) FILTER (WHERE left_in <= seen) AS departed, cx_tally(seen, 0, 24) FILTER (WHERE left_in > seen) AS staying
	FROM customer) t, cx_retention(departed, staying);
-- What ends with the scale stays at its end.
WITH customer AS (SELECT i % 40 AS seen, 1 + i * 7 % 45 AS left_in FROM generate_series(1, 5000) i)
SELECT count(*) AS months, max(abs(short.retention - long.retention)) < 1e-9 AS retention, bool_and(short.at_risk = long.at_risk) AS at_risk
FROM (SELECT cx_tally(left_in, 0, 50) FILTER (WHERE left_in <= seen) AS d, cx_tally(seen, 0, 50) FILTER (WHERE left_in > seen) AS s,
		cx_tally(left_in, 0, 12) FILTER (WHERE left_in <= least(seen, 12)) AS d12,
		cx_tally(least(seen, 12), 0, 12) FILTER (WHERE left_in > least(seen, 12)) AS s12 FROM customer) t,
	cx_retention(d, s) long JOIN cx_retention(d12, s12) short USING (period);

-- The difference of two cohorts at one period, by MOVER: where all were seen for
-- long enough it is the change of a share.
CREATE TEMP TABLE cohort AS
	SELECT pair, now, cx_tally(least(left_in, 7), 0, 7) FILTER (WHERE left_in < 7) AS departed,
		coalesce(cx_tally(7, 0, 7) FILTER (WHERE left_in >= 7), '[0,7]{}') AS staying, cx_tally(left_in > 6) AS stays
	FROM (SELECT pair, now, 1 + floor(random() * 10)::integer AS left_in
		FROM setseed(0.5), generate_series(1, 60) pair, (VALUES (true), (false)) v(now), LATERAL generate_series(1, 8 + pair)) c GROUP BY pair, now;
SELECT count(*) AS pairs, max(abs(lower(change) - lower)) < 1e-9 AS lower, max(abs(upper(change) - upper)) < 1e-9 AS upper
FROM cohort a JOIN cohort b USING (pair), cx_retention(a.departed, a.staying) r(period, n, d, r, l, u),
	cx_retention(b.departed, b.staying) q(period, n, d, r, l, u), cx_change_interval(a.stays, b.stays, 'top 1') change,
	LATERAL (SELECT r.r - q.r - sqrt((r.r - r.l) ^ 2 + (q.u - q.r) ^ 2), r.r - q.r + sqrt((r.u - r.r) ^ 2 + (q.r - q.l) ^ 2)) m(lower, upper)
WHERE a.now AND NOT b.now AND r.period = 6 AND q.period = 6;

-- The repeat purchase rate on two scales.
SELECT cx_share(t20, 2, 20) = 100.0 * more / n AS share, cx_value(t20, 'top 19') = cx_share(t20, 2, 20) AS metric,
	cx_value(t100, 'top 99') = cx_share(t100, 2, 100) AS metric_100, cx_interval(t20, 'top 19') = cx_interval(t100, 'top 99') AS interval
FROM (SELECT cx_tally(least(bought, 20), 0, 20) AS t20, cx_tally(least(bought, 100), 0, 100) AS t100, count(*) FILTER (WHERE bought >= 2) AS more, count(*) AS n
	FROM (SELECT i * i % 37 % 30 * (i % 3) AS bought FROM generate_series(1, 64) i) p) t;

-- Earned new customers: revenue as the weight.
SELECT round((100 * brought * cx_value(tally, 'top 1') / 100 / before)::numeric, 9) = round((100 * earned_revenue / before)::numeric, 9) AS enc
FROM (SELECT cx_tally(i % 3 = 0, r1) AS tally, sum(r1) AS brought, sum(r1) FILTER (WHERE i % 3 = 0) AS earned_revenue, 5000.0 AS before
	FROM (SELECT i, (i * 37 % 91)::float8 AS r1 FROM generate_series(1, 50) i) c) s;

-- How many five-star ratings a mean takes: with so many it is reached, and with one
-- less it is not.
SELECT count(*) > 1000 AS targets, count(*) FILTER (WHERE k > 0) > 500 AS above, count(*) FILTER (WHERE NOT reached) AS too_few,
	count(*) FILTER (WHERE one_less) AS too_many
FROM setseed(0.75), generate_series(1, 300) i, LATERAL (SELECT tally_of(1, random_answers(5, 20), NULL) WHERE i > 0) r(tally),
	unnest('{3,4,4.25,4.45,4.5,4.9}'::numeric[]) t,
	LATERAL (SELECT greatest(ceil((t * sum(responses)::numeric - sum(score * responses)::numeric) / (5 - t)), 0) FROM cx_distribution(tally)) f(k),
	LATERAL (SELECT bool_and(n) FILTER (WHERE more = k), bool_or(n) FILTER (WHERE more = k - 1) FROM unnest(ARRAY[greatest(k - 1, 0), k]) more,
		LATERAL (SELECT sum(score * responses)::numeric >= t * sum(responses)::numeric
			FROM cx_distribution(tally + cx_tally_from_counts(1, ARRAY[0, 0, 0, 0, more]))) b(n)) c(reached, one_less)
WHERE cx_responses(tally) > 0;

-- Ratings that grow old: tallies weighted when they are read, raw ratings, and
-- plain SQL.
SELECT abs(cx_value(stored, 'mean') - cx_value(raw, 'mean')) < 1e-9 AS stored, abs(cx_value(raw, 'mean') - mean) < 1e-9 AS plain,
	abs(cx_effective_responses(stored) - kish) < 1e-6 AS effective
FROM (SELECT cx_tally(stars, 1, 5, w) AS raw, sum(stars * w) / sum(w) AS mean, sum(w) ^ 2 / sum(w * w) AS kish
		FROM (SELECT 1 + i % 5 AS stars, exp(-(i % 40) / 13.0)::float8 AS w FROM generate_series(1, 700) i) r) r,
	(SELECT sum(tally * exp(-age / 13.0)) AS stored FROM (SELECT i % 40 AS age, cx_tally(1 + i % 5, 1, 5) AS tally FROM generate_series(1, 700) i GROUP BY 1) m) s;
