-- The rows of the benchmark.
--
-- A row begins with its work, what that is measured against and the target for
-- the ratio.  Two statements follow: ours, then theirs.  Measured is the time,
-- unless the row says otherwise:
--   memory   of the plan's hash table
--   number   that the statement returns
--   speed-up from no worker to two, without help from the leader

-- work: nps(smallint), whole table
-- against: count(score)
-- at most: 1.10
SELECT nps(score) FROM answers;
SELECT count(score) FROM answers;

-- work: nps(smallint), whole table
-- against: by hand
-- at most: 0.80
SELECT nps(score) FROM answers;
SELECT 100.0 * (count(*) FILTER (WHERE score >= 9) - count(*) FILTER (WHERE score <= 6))
             / nullif(count(score), 0)
FROM answers;

-- work: nps(smallint) by 1,000 teams
-- against: by hand
-- at most: 0.92
SELECT team, nps(score) FROM answers GROUP BY team;
SELECT team,
       100.0 * (count(*) FILTER (WHERE score >= 9) - count(*) FILTER (WHERE score <= 6))
             / nullif(count(score), 0)
FROM answers GROUP BY team;

-- work: scorecard of one tally: NPS, responses, three shares, standard error
-- against: six expressions by hand
-- at most: 0.50
SELECT cx_value(t, 'nps'), cx_responses(t), cx_share(t, 9, 10), cx_share(t, 7, 8),
       cx_share(t, 0, 6), cx_stderr(t, 'nps')
FROM (SELECT cx_tally(score, 0, 10) AS t FROM answers) AS scorecard;
SELECT 100.0 * (count(*) FILTER (WHERE score >= 9) - count(*) FILTER (WHERE score <= 6))
             / nullif(count(score), 0),
       count(score),
       100.0 * count(*) FILTER (WHERE score >= 9) / nullif(count(score), 0),
       100.0 * count(*) FILTER (WHERE score BETWEEN 7 AND 8) / nullif(count(score), 0),
       100.0 * count(*) FILTER (WHERE score <= 6) / nullif(count(score), 0),
       stddev_pop(CASE WHEN score >= 9 THEN 100.0::float8 WHEN score <= 6 THEN -100
                       WHEN score IS NOT NULL THEN 0 END) / sqrt(nullif(count(score), 0))
FROM answers;

-- work: scorecard of one tally: NPS, responses, three shares, standard error
-- against: three counts in a subquery, finished outside it
-- at most: 0.80
SELECT cx_value(t, 'nps'), cx_responses(t), cx_share(t, 9, 10), cx_share(t, 7, 8),
       cx_share(t, 0, 6), cx_stderr(t, 'nps')
FROM (SELECT cx_tally(score, 0, 10) AS t FROM answers) AS scorecard;
SELECT 100.0 * (promoters - detractors) / nullif(responses, 0),
       responses,
       100.0 * promoters / nullif(responses, 0),
       100.0 * (responses - promoters - detractors) / nullif(responses, 0),
       100.0 * detractors / nullif(responses, 0),
       100 * sqrt(((promoters + detractors) / nullif(responses, 0)::float8
                   - ((promoters - detractors) / nullif(responses, 0)::float8) ^ 2)
                  / nullif(responses, 0))
FROM (SELECT count(*) FILTER (WHERE score >= 9) AS promoters,
             count(*) FILTER (WHERE score <= 6) AS detractors,
             count(score) AS responses
      FROM answers) AS counts;

-- work: nps(smallint), trailing 30 days of 100 teams
-- against: by hand
-- at most: 0.95
SELECT max(value) FROM (
  SELECT nps(score) OVER last_30_days AS value
  FROM trail WINDOW last_30_days AS (PARTITION BY team ORDER BY answered_at RANGE '30 days' PRECEDING)) AS answers;
SELECT max(value) FROM (
  SELECT 100.0 * (count(*) FILTER (WHERE score >= 9) OVER last_30_days
                  - count(*) FILTER (WHERE score <= 6) OVER last_30_days)
               / nullif(count(score) OVER last_30_days, 0) AS value
  FROM trail WINDOW last_30_days AS (PARTITION BY team ORDER BY answered_at RANGE '30 days' PRECEDING)) AS answers;

-- work: nps(smallint), trailing 30 days of 100 teams
-- against: count(score)
-- at most: 1.20
SELECT max(value) FROM (
  SELECT nps(score) OVER last_30_days AS value
  FROM trail WINDOW last_30_days AS (PARTITION BY team ORDER BY answered_at RANGE '30 days' PRECEDING)) AS answers;
SELECT max(value) FROM (
  SELECT count(score) OVER last_30_days AS value
  FROM trail WINDOW last_30_days AS (PARTITION BY team ORDER BY answered_at RANGE '30 days' PRECEDING)) AS answers;

-- work: nps(smallint, weight), trailing 30 days of 100 teams
-- against: nps(smallint)
-- at most: 1.30
SELECT max(value) FROM (
  SELECT nps(score, weight) OVER last_30_days AS value
  FROM trail WINDOW last_30_days AS (PARTITION BY team ORDER BY answered_at RANGE '30 days' PRECEDING)) AS answers;
SELECT max(value) FROM (
  SELECT nps(score) OVER last_30_days AS value
  FROM trail WINDOW last_30_days AS (PARTITION BY team ORDER BY answered_at RANGE '30 days' PRECEDING)) AS answers;

-- work: nps(smallint, weight), trailing 300 days of 100 teams
-- against: trailing 30 days
-- at most: 1.15
SELECT max(value) FROM (
  SELECT nps(score, weight) OVER last_300_days AS value
  FROM trail WINDOW last_300_days AS (PARTITION BY team ORDER BY answered_at RANGE '300 days' PRECEDING)) AS answers;
SELECT max(value) FROM (
  SELECT nps(score, weight) OVER last_30_days AS value
  FROM trail WINDOW last_30_days AS (PARTITION BY team ORDER BY answered_at RANGE '30 days' PRECEDING)) AS answers;

-- work: nps(smallint, weight), trailing 300 days of one team
-- against: avg(weight)
-- at most: 0.10
SELECT max(value) FROM (
  SELECT nps(score, weight) OVER last_300_days AS value
  FROM trail WHERE team = 1 WINDOW last_300_days AS (PARTITION BY team ORDER BY answered_at RANGE '300 days' PRECEDING)) AS answers;
SELECT max(value) FROM (
  SELECT avg(weight) OVER last_300_days AS value
  FROM trail WHERE team = 1 WINDOW last_300_days AS (PARTITION BY team ORDER BY answered_at RANGE '300 days' PRECEDING)) AS answers;

-- work: nps(tally), trailing 30 days of 100 teams, a tally an answer
-- against: nps(smallint)
-- at most: 1.15
SELECT max(value) FROM (
  SELECT nps(tally) OVER last_30_days AS value
  FROM tallied WINDOW last_30_days AS (PARTITION BY team ORDER BY answered_at RANGE '30 days' PRECEDING)) AS answers;
SELECT max(value) FROM (
  SELECT nps(score) OVER last_30_days AS value
  FROM tallied WINDOW last_30_days AS (PARTITION BY team ORDER BY answered_at RANGE '30 days' PRECEDING)) AS answers;

-- work: nps(tally) over stored tallies
-- against: three columns of type bigint
-- at most: 1.0
SELECT nps(tally) FROM tallies;
SELECT 100.0 * (sum(promoters) - sum(detractors)) / nullif(sum(responses), 0) FROM sums;

-- work: tally::text of 0..10, as COPY and dumps write it
-- against: counts::text of an array of eleven integers
-- at most: 1.0
SELECT max(length(tally::text)) FROM arrays;
SELECT max(length(counts::text)) FROM arrays;

-- work: bytes of the table of tallies
-- against: three columns of type bigint
-- at most: 0.90
-- measured: number
SELECT pg_table_size('tallies');
SELECT pg_table_size('sums');

-- work: speed-up of nps(smallint) by two workers
-- against: count(score)
-- at least: 0.95
-- measured: speed-up
SELECT nps(score) FROM answers;
SELECT count(score) FROM answers;

-- work: nps(numeric), whole table
-- against: count(score)
-- at most: 1.30
SELECT nps(score) FROM ratings;
SELECT count(score) FROM ratings;

-- work: memory of HashAggregate, a group for each three rows
-- against: count(score)
-- at most: 2.5
-- measured: memory
SELECT customer, nps(score) FROM customers GROUP BY customer;
SELECT customer, count(score) FROM customers GROUP BY customer;

-- work: cx_interval(tally, 'nps') over stored tallies
-- against: cx_value(tally, 'nps')
-- at most: 8
SELECT count(cx_interval(current, 'nps')) FROM changes;
SELECT count(cx_value(current, 'nps')) FROM changes;

-- work: cx_interval(tally, 'csat') over stored tallies
-- against: Wilson's formula in SQL over two counts, and cx_value(tally, 'csat')
-- at most: 1.0
SELECT count(cx_interval(tally, 'csat')) FROM satisfaction;
SELECT count(cx_range(100 * (center - half), 100 * (center + half), '[]')), count(cx_value(tally, 'csat'))
FROM satisfaction,
     LATERAL (SELECT (satisfied + 1.9207294103470617) / (responses + 3.8414588206941236) AS center,
                     1.959963984540054 / (responses + 3.8414588206941236)
                     * sqrt(satisfied::float8 * (responses - satisfied) / responses + 0.9603647051735309) AS half
              ) AS wilson;

-- work: cx_interval(tally, 'mean') over stored tallies
-- against: cx_interval(tally, 'nps')
-- at most: 12
SELECT sum(upper(cx_interval(current, 'mean'))) FROM changes;
SELECT sum(upper(cx_interval(current, 'nps'))) FROM changes;

-- work: cx_change_p(current, previous, 'nps')
-- against: cx_interval(current, 'nps')
-- at most: 12
SELECT count(cx_change_p(current, previous, 'nps')) FROM changes;
SELECT count(cx_interval(current, 'nps')) FROM changes;

-- work: cx_rank over stored tallies, one partition
-- against: rank() OVER (ORDER BY cx_value(...))
-- at most: 8
SELECT max(rank) FROM (SELECT cx_rank(current, 'nps') OVER () AS rank FROM changes) AS units;
SELECT max(rank) FROM (SELECT rank() OVER (ORDER BY cx_value(current, 'nps')) AS rank FROM changes) AS units;

-- work: cx_rank over stored tallies, one partition
-- against: a tenth of them
-- at most: 13
SELECT max(rank) FROM (SELECT cx_rank(current, 'nps') OVER () AS rank FROM changes) AS units;
SELECT max(rank) FROM (SELECT cx_rank(current, 'nps') OVER () AS rank FROM tenth) AS units;

-- work: (cx_leaderboard(...) OVER ()).* over stored tallies, one partition
-- against: cx_rank and cx_target, its costliest parts
-- at most: 1.3
SELECT max(rank), count(standing) FROM (SELECT (cx_leaderboard(current, 'nps') OVER ()).* FROM changes) AS units;
SELECT max(rank), count(verdict) FROM (
  SELECT cx_rank(current, 'nps') OVER () AS rank, (cx_target(current, 'nps', 30) OVER ()).verdict FROM changes) AS units;

-- work: cx_top_probability over stored tallies, one partition
-- against: rank() OVER (ORDER BY cx_value(...))
-- at most: 40
SELECT max(chance) FROM (SELECT cx_top_probability(current, 'nps', 100) OVER () AS chance FROM changes) AS units;
SELECT max(rank) FROM (SELECT rank() OVER (ORDER BY cx_value(current, 'nps')) AS rank FROM changes) AS units;

-- work: cx_top_probability over stored tallies, one partition
-- against: a tenth of them
-- at most: 13
SELECT max(chance) FROM (SELECT cx_top_probability(current, 'nps', 100) OVER () AS chance FROM changes) AS units;
SELECT max(chance) FROM (SELECT cx_top_probability(current, 'nps', 100) OVER () AS chance FROM tenth) AS units;

-- work: cx_rank_interval over stored tallies, one partition
-- against: a tenth of them
-- at most: 13
SELECT max(upper(ranks)) FROM (SELECT cx_rank_interval(current, 'nps') OVER () AS ranks FROM changes) AS units;
SELECT max(upper(ranks)) FROM (SELECT cx_rank_interval(current, 'nps') OVER () AS ranks FROM tenth) AS units;

-- work: cx_signal with limits by probability, 100 points in each partition
-- against: avg(cx_value(...)) OVER (PARTITION BY team)
-- at most: 13
SELECT count(signal) FROM (
  SELECT cx_signal(tally, 'nps') OVER (PARTITION BY team ORDER BY week) AS signal FROM weeks) AS points;
SELECT count(mean) FROM (
  SELECT avg(cx_value(tally, 'nps')) OVER (PARTITION BY team) AS mean FROM weeks) AS points;

-- work: cx_signal of method laney, 100 points in each partition
-- against: avg(cx_value(...)) OVER (PARTITION BY team)
-- at most: 2.0
SELECT count(signal) FROM (
  SELECT cx_signal(tally, 'nps', 'laney') OVER (PARTITION BY team ORDER BY week) AS signal FROM weeks) AS points;
SELECT count(mean) FROM (
  SELECT avg(cx_value(tally, 'nps')) OVER (PARTITION BY team) AS mean FROM weeks) AS points;

-- work: themes of comments by stored stems: key, points, adjusted p
-- against: three counts a stem by hand
-- at most: 1.3
SELECT count(cx_adjusted_p) FROM (
  SELECT cx_log_odds(y_d, n_d, y_p, n_p), cx_impact(mentions, total, 'nps'),
         cx_adjusted_p(cx_change_p(cx_tally_from_counts(0, ARRAY[n_d - y_d, y_d]),
                                   cx_tally_from_counts(0, ARRAY[n_p - y_p, y_p]), 'csat')) OVER ()
  FROM (SELECT mentions, total, cx_count(mentions, 0, 6) AS y_d, cx_count(total, 0, 6) AS n_d,
               cx_count(mentions, 9, 10) AS y_p, cx_count(total, 9, 10) AS n_p
        FROM (SELECT cx_tally(score, 0, 10) AS mentions FROM comments, unnest(tsvector_to_array(words)) AS word
              GROUP BY word HAVING count(score) >= 20) AS theme,
             (SELECT cx_tally(score, 0, 10) AS total FROM comments) AS overall) AS counted) AS themes;
SELECT count(detractors) FROM (
  SELECT count(*) FILTER (WHERE score <= 6) AS detractors, count(*) FILTER (WHERE score >= 9) AS promoters,
         count(score) AS comments
  FROM comments, unnest(tsvector_to_array(words)) AS word
  GROUP BY word HAVING count(score) >= 20) AS themes;

-- work: cx_moments of 10 drivers
-- against: ten corr()
-- at most: 1.25
SELECT cx_moments(score, ARRAY[
         a::float8, b::float8, c::float8, d::float8, e::float8, f::float8, g::float8,
         h::float8, k::float8, l::float8]) FROM visits;
SELECT
       corr(score, a), corr(score, b), corr(score, c), corr(score, d), corr(score, e),
       corr(score, f), corr(score, g), corr(score, h), corr(score, k), corr(score, l) FROM visits;

-- work: cx_moments of 20 drivers
-- against: twenty corr()
-- at most: 1.25
SELECT cx_moments(score, ARRAY[
         a::float8, b::float8, c::float8, d::float8, e::float8, f::float8, g::float8,
         h::float8, k::float8, l::float8, a::float8, b::float8, c::float8, d::float8,
         e::float8, f::float8, g::float8, h::float8, k::float8, l::float8]) FROM visits;
SELECT
       corr(score, a), corr(score, b), corr(score, c), corr(score, d), corr(score, e),
       corr(score, f), corr(score, g), corr(score, h), corr(score, k), corr(score, l),
       corr(day, a), corr(day, b), corr(day, c), corr(day, d), corr(day, e), corr(day, f),
       corr(day, g), corr(day, h), corr(day, k), corr(day, l) FROM visits;

-- work: merge of 1,000 daily moments of 10 drivers, and their shares
-- against: pg_sleep of 20 ms
-- at most: 1.0
SELECT count(share) FROM cx_drivers(ARRAY[(SELECT cx_moments_merge(moments) FROM days)]);
SELECT pg_sleep(0.02);

-- work: shares of 10 drivers with intervals from 50 replicates
-- against: pg_sleep of 60 ms
-- at most: 1.0
SELECT count(share) FROM cx_drivers((SELECT array_agg(moments) FROM groups));
SELECT pg_sleep(0.06);

-- work: bytes of a state of 10 drivers
-- against: 2,048
-- at most: 1.0
-- measured: number
SELECT avg(pg_column_size(moments)) FROM (
  SELECT cx_moments(score, ARRAY[
           a::float8, b::float8, c::float8, d::float8, e::float8, f::float8, g::float8,
           h::float8, k::float8, l::float8]) AS moments
  FROM visits GROUP BY day LIMIT 10) AS states;
SELECT 2048;
