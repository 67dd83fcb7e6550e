-- demo.sql
--	  A tour through cx_metrics with real survey answers.
--
-- Run it with make demo, or in any database whose server has the extension:
--
--	  psql -X -d DATABASE -f examples/demo.sql
--
-- All of it is one transaction that is rolled back, so that nothing stays:
-- neither the schema cx_metrics_demo nor, where it was not there before, the
-- extension.  A query that ends with "\p \echo \g" is shown and then run.

\set ON_ERROR_STOP on
\set QUIET on
\encoding UTF8
\pset pager off
\pset footer off
\pset null ''

BEGIN;
SET LOCAL client_min_messages = warning;
CREATE SCHEMA cx_metrics_demo;
CREATE EXTENSION IF NOT EXISTS cx_metrics SCHEMA cx_metrics_demo;

-- Where the extension was there before, it may be in a schema of its own.
SELECT format('cx_metrics_demo, %I', nspname) AS search_path
FROM pg_extension
	JOIN pg_namespace ON pg_namespace.oid = extnamespace
WHERE extname = 'cx_metrics' \gset
SET LOCAL search_path = :search_path;

\ir sfo.sql

\echo
\echo 'A tour through cx_metrics: how is an airport doing, and where to look first?'
\echo
\echo 'The answers are from the customer surveys of San Francisco International'
\echo 'Airport, 2015 to 2018, published by the airport through DataSF under the'
\echo 'Public Domain Dedication License (PDDL). Each query is shown with its result.'
\echo
\echo
\echo '1. Would passengers recommend the airport? Less than before: 40, then 31'
\echo
\echo '   nps(score) is an aggregate like avg. Scores are 0 to 10, and NPS is from -100'
\echo '   to +100. Had others been asked, it might differ by the margin: the fall is no'
\echo '   chance. Weighted by the survey weights it is smaller.'
\echo

SELECT year, count(score) AS answers, round(nps(score)) AS nps,
       round(nps_margin(score)) AS margin, round(nps(score, weight)) AS weighted
FROM sfo_nps
GROUP BY year
ORDER BY year
\p \echo \g

\echo
\echo '2. Are they satisfied? Four in five are, and fewest in 2018'
\echo
\echo '   csat(score) is the percentage of 4 and 5 on a scale of 1 to 5.'
\echo

SELECT year, count(score) AS answers, round(csat(score)::numeric, 1) AS csat,
       round(csat_margin(score)::numeric, 1) AS margin
FROM sfo_csat
GROUP BY year
ORDER BY year
\p \echo \g

\echo
\echo '3. A rollup that stays exact: 57 tallies in the place of 5396 answers'
\echo
\echo '   A tally counts the answers of each score. Keep one for each boarding area and'
\echo '   week, and merge them as you like: the result is the same to the last digit.'
\echo

CREATE TABLE sfo_weekly AS
SELECT area, year, date_trunc('week', answered_on)::date AS week,
       cx_tally(score, 0, 10) AS tally
FROM sfo_nps
GROUP BY area, year, week
\p \echo \g

CREATE TABLE sfo_area AS
SELECT area, cx_merge(tally) FILTER (WHERE year = 2017) AS may_2017,
       cx_merge(tally) FILTER (WHERE year = 2018) AS may_2018
FROM sfo_weekly
GROUP BY area
\p \echo \g

SELECT count(*) AS tallies, sum(cx_responses(tally)) AS answers,
       nps(tally) = (SELECT nps(score) FROM sfo_nps) AS same
FROM sfo_weekly
\p \echo \g

\echo
\echo '4. Who leads in 2018? E, above average, and somewhere from first to fourth'
\echo
\echo '   Each score is pulled towards the mean, by as much as its few answers ask for.'
\echo '   That is "shrunk", by which they are ranked. The ranks from best to worst are'
\echo '   those that the answers leave open. The standing says who is clearly above or'
\echo '   below the average.'
\echo

SELECT rank, rank_low AS best, rank_high AS worst, area,
       responses AS answers, value AS nps, shrunk, standing
FROM (SELECT area, (cx_leaderboard(may_2018, 'nps') OVER ()).*
      FROM sfo_area) AS board
ORDER BY rank
\p \echo \g

\echo
\echo '5. Who improved since 2017? Nobody. A and C fell'
\echo
\echo '   The verdict says who truly rose or fell. It allows for the number of areas'
\echo '   that were looked at. E comes first, but its rise may be chance.'
\echo

SELECT rank, area, value_before AS before, value AS now, change,
       change_lower AS at_least, change_upper AS at_most, verdict
FROM (SELECT area, (cx_progress(may_2018, may_2017, 'nps') OVER ()).*
      FROM sfo_area) AS progress
ORDER BY rank
\p \echo \g

\echo
\echo '6. What goes with the score? Finding one''s way, most of all'
\echo
\echo '   Passengers also rated, from 1 to 5, how easy it was to get to the airport, to'
\echo '   find their way in it, and to get through security. The slope is how many'
\echo '   points of NPS go with one point of the rating, the other two held equal; the'
\echo '   share is its part in what the three explain, in percent. That is no proof of'
\echo '   cause.'
\echo

SELECT driver, round(mean::numeric, 1) AS rating, round(slope) AS slope,
       round(share) AS share, round(share_lower) AS at_least,
       round(share_upper) AS at_most
FROM cx_drivers(
       (SELECT array_agg(moments)
        FROM (SELECT cx_moments(cx_worth(score, 0, 10, 'nps'), ARRAY[
                       getting_here::float8, wayfinding, security]) AS moments
              FROM sfo_nps
              WHERE year = 2018
              GROUP BY answered_on) AS days),
       ARRAY['getting here', 'wayfinding', 'security'])
WHERE driver !~ 'answered'
ORDER BY share DESC
\p \echo \g

\echo
\echo '7. Each area in one line: attention for A and C, more answers for E'
\echo
\echo '   The score with its margin, the weeks of May 2018, the change since 2017, and'
\echo '   what the area needs: attention, if it fell or is below the target of 35; more'
\echo '   answers, if the margin is above 10 points. A week without answers is a gap.'
\echo

-- A sparkline is made of characters that not every database has.
SELECT getdatabaseencoding() = 'UTF8' AS draws \gset
\if :draws

SELECT area, card.value || ' ± ' || card.margin AS nps, weeks,
       (progress).change, (progress).verdict,
       CASE WHEN (progress).verdict = 'fell' OR (goal).verdict = 'below target'
            THEN 'attention'
            WHEN card.margin > 10 THEN 'more answers' END AS needs
FROM (SELECT area, may_2018, cx_target(may_2018, 'nps', 35) OVER () AS goal,
             cx_progress(may_2018, may_2017, 'nps', digits => 0) OVER ()
               AS progress
      FROM sfo_area) AS judged
     JOIN (SELECT area, cx_sparkline(array_agg(cx_value(tally, 'nps')
                                               ORDER BY week), 0, 60) AS weeks
           FROM (SELECT area, week::date
                 FROM sfo_area, generate_series(timestamp '2018-04-30',
                        '2018-05-28', '1 week') AS week) AS calendar
                LEFT JOIN sfo_weekly USING (area, week)
           GROUP BY area) AS trend USING (area),
     cx_scorecard(may_2018, 'nps', digits => 0) AS card
ORDER BY area
\p \echo \g

\else
\echo 'This database is not in UTF8, whose characters the lines are drawn with.'
\echo
\endif

\echo
\echo 'What next?'
\echo
\echo '   make dashboard         the airport as a page in the browser'
\echo '   doc/managers.md        what these words promise, in five minutes'
\echo '   README.md              the functions at a glance, and how to install'
\echo '   doc/cookbook.md        some fifty questions, each with its query'
\echo '   doc/why.md             what changed the score, and what moves it'
\echo '   doc/confidence.md      how sure scores are, and how many answers that takes'
\echo '   doc/ranking.md         leaderboards, targets, control charts'
\echo
\echo 'With answers of your own, in a database where you CREATE EXTENSION cx_metrics:'
\echo
\echo '   SELECT team, nps(score), nps_margin(score) FROM survey GROUP BY team;'
\echo

ROLLBACK;
