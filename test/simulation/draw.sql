-- draw.sql
--	  What the simulations begin with: a transaction, a seed, and functions that
--	  draw.  They read it with \ir, and end with ROLLBACK, so that nothing stays.

\set ON_ERROR_STOP on
\set QUIET on
\pset footer off

BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cx_metrics;
SELECT setseed(0.5) \g /dev/null

-- The answers of so many respondents.  There is a point more than there are
-- bounds: of a hundred respondents five give a 0 and ninety-five a 1 by {0.05},
-- and by {0.2,0.5} twenty give a 0, thirty a 1 and fifty a 2.
CREATE FUNCTION pg_temp.answers(size integer, bounds float8[]) RETURNS cx_tally
LANGUAGE sql VOLATILE
RETURN (SELECT cx_tally(width_bucket(random(), bounds), 0, cardinality(bounds)) FROM generate_series(1, size));

-- The bounds of detractors, passives and promoters by which the true NPS is this.
-- Three in ten are passives.  The NPS of these answers is their 'net 1 1'.
CREATE FUNCTION pg_temp.nps_bounds(nps float8) RETURNS float8[]
RETURN ARRAY[0.35 - nps / 200, 0.65 - nps / 200];

-- A normal deviation, of Box and Muller, cut at three standard deviations.
CREATE FUNCTION pg_temp.normal() RETURNS float8 VOLATILE
RETURN greatest(least(sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()), 3), -3);

-- A size between two, each as likely as the others, or each doubling.
CREATE FUNCTION pg_temp.size(low integer, high integer, logarithmic boolean DEFAULT false) RETURNS integer VOLATILE
RETURN floor(CASE WHEN logarithmic THEN low * power((high + 1) / low::float8, random()) ELSE low + (high - low + 1) * random() END);

-- A share of rows in percent.
CREATE FUNCTION pg_temp.percent(part bigint, whole bigint, digits integer DEFAULT 1) RETURNS numeric
RETURN round(100.0 * part / nullif(whole, 0), digits);
