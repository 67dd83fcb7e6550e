-- The tables of the benchmark.  :rows answers; stored tallies and trailing
-- answers are a tenth as many.

SELECT setseed(0.5);

-- A survey table: one row an answer, 1,000 teams, two years.
CREATE TABLE answers AS
SELECT (random() * 999)::int AS team,
       timestamptz '2024-01-01' + random() * interval '730 days' AS answered_at,
       width_bucket(random(), '{.02,.03,.04,.06,.07,.14,.2,.32,.55,.75}'::float8[])::smallint AS score
FROM generate_series(1, :rows);

-- The same with scores of type numeric.
CREATE TABLE ratings AS
SELECT team, answered_at, score::numeric AS score FROM answers;

-- 100 teams with an answer about every hour and a half.
CREATE TABLE trail AS
SELECT i % 100 AS team,
       timestamptz '2024-01-01' + (i / 100 + random()) * interval '90 minutes' AS answered_at,
       width_bucket(random(), '{.02,.03,.04,.06,.07,.14,.2,.32,.55,.75}'::float8[])::smallint AS score,
       0.2 + 3 * random() AS weight
FROM generate_series(1, :rows / 10) AS i;

-- The same with a tally of each answer beside its score.
CREATE TABLE tallied AS
SELECT team, answered_at, score,
       (ARRAY(SELECT cx_tally(point, 0, 10) FROM generate_series(0, 10) AS point GROUP BY point ORDER BY point))[score + 1] AS tally
FROM trail;

-- A rollup, a row a team and day with some fifty answers, and what one keeps
-- by hand instead.
CREATE TABLE tallies AS
SELECT i / 365 AS team, date '2025-01-01' + i % 365 AS day,
       cx_tally_from_counts(0, ARRAY(SELECT floor(random() * 2 * share)
             FROM unnest('{1,.5,.5,1,.5,3.5,3,6,11.5,10,12.5}'::float8[]) AS share
             WHERE i > 0)) AS tally
FROM generate_series(1, :rows / 10) AS i;

CREATE TABLE sums AS
SELECT team, day, cx_responses(tally) AS responses,
       cx_count(tally, 9, 10)::bigint AS promoters,
       cx_count(tally, 0, 6)::bigint AS detractors
FROM tallies;

-- A tally and the array of its counts.
CREATE TABLE arrays AS
SELECT tally, cx_counts(tally)::int[] AS counts FROM tallies;

-- A hundredth as many for inference, a tally beside that of the day before; and
-- satisfaction as a tally and as two counts.
CREATE TABLE changes AS
SELECT tally AS current, lag(tally, 1, tally) OVER (ORDER BY team, day) AS previous
FROM (SELECT * FROM tallies LIMIT :rows / 100) AS part;

CREATE TABLE satisfaction AS
SELECT cx_tally_from_counts(1, ARRAY[0, 1, 1, responses - promoters, promoters]::float8[]) AS tally,
       responses AS satisfied, responses + 2 AS responses
FROM (SELECT * FROM sums LIMIT :rows / 100) AS part;

CREATE TABLE tenth AS
SELECT current FROM changes LIMIT :rows / 1000;

-- A hundred weeks of each team.
CREATE TABLE weeks AS
SELECT i / 100 AS team, date '2024-01-01' + 7 * (i % 100) AS week, current AS tally
FROM (SELECT current, (row_number() OVER () - 1)::int AS i FROM changes) AS numbered;

-- A group for each three rows.
CREATE TABLE customers AS
SELECT i % (:rows / 10) AS customer, (i % 11)::smallint AS score
FROM generate_series(1, 3 * (:rows / 10)) AS i;

-- Ratings of ten parts of a visit, by day; moments of a thousand days and of fifty
-- groups.
CREATE TABLE visits AS
SELECT i % 1000 AS day, (random() * 10)::smallint AS score,
       (1 + random() * 4)::smallint AS a, (1 + random() * 4)::smallint AS b,
       (1 + random() * 4)::smallint AS c, (1 + random() * 4)::smallint AS d,
       (1 + random() * 4)::smallint AS e, (1 + random() * 4)::smallint AS f,
       (1 + random() * 4)::smallint AS g, (1 + random() * 4)::smallint AS h,
       (1 + random() * 4)::smallint AS k, (1 + random() * 4)::smallint AS l
FROM generate_series(1, :rows) AS i;

CREATE TABLE days AS
SELECT day, cx_moments(score, ARRAY[a::float8, b::float8, c::float8, d::float8, e::float8,
                                    f::float8, g::float8, h::float8, k::float8, l::float8]) AS moments
FROM visits GROUP BY day;

CREATE TABLE groups AS
SELECT day % 50 AS number, cx_moments_merge(moments) AS moments FROM days GROUP BY 1;

-- Comments of eleven stems, of 2,000 of which most are rare.
CREATE TABLE comments AS
SELECT width_bucket(random(), '{.02,.03,.04,.06,.07,.14,.2,.32,.55,.75}'::float8[])::smallint AS score,
       array_to_tsvector(ARRAY(SELECT 'stem' || floor(2000 * random() ^ 4) FROM generate_series(1, 3 + i % 20))) AS words
FROM generate_series(1, :rows / 50) AS i;

VACUUM (ANALYZE) visits, days, groups, comments;
VACUUM (ANALYZE) answers, ratings, trail, tallies, sums, changes, tenth, weeks,
  satisfaction, customers;
