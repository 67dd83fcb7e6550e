-- reputation.sql
--	  Simulation: how far guesses of what a person's customers will give are from
--	  the truth, by stars shrunk to different means.  doc/reputation.md tells its
--	  result.
--
-- Run it in any database whose server has the extension; nothing stays there:
--
--	  psql -X -d DATABASE -f test/simulation/reputation.sql
--
-- A company has twelve locations with one to seven people, who have 2 to 66 ratings,
-- few more often than many.  The odds of five stars vary about 3.3 to 1 by the
-- location and by the person, their logarithm normally.  Of the other ratings half
-- have one star, and none two.

\ir draw.sql
\if :{?companies}
\else
\set companies 120
\endif

CREATE TEMPORARY TABLE kind (id integer PRIMARY KEY, between_locations float8, between_people float8);
INSERT INTO kind VALUES (1, 0, 0.5), (2, 0.3, 0.5), (3, 0.6, 0.25);

CREATE TEMPORARY TABLE location AS
SELECT id, company, location, between_locations * pg_temp.normal() AS location_is, pg_temp.size(1, 7) AS people
FROM kind, generate_series(1, :companies) AS company, generate_series(1, 12) AS location
ORDER BY id, company, location;

CREATE TEMPORARY TABLE person AS
SELECT id, company, location, 5 - 2.7 * others AS truth,
	pg_temp.answers(pg_temp.size(2, 66, true), ARRAY[0.5 * others, 0.5 * others, 0.7 * others, others]) AS tally
FROM (
	SELECT id, company, location, 1 / (1 + exp(1.2 + location_is + between_people * pg_temp.normal())) AS others
	FROM kind JOIN location USING (id), generate_series(1, people) AS person
	ORDER BY id, company, location, person
) AS truths;

CREATE TEMPORARY TABLE guess AS
SELECT truth, kind.*, 1 + value AS value, 1 + in_company AS in_company, 1 + coalesce(in_location, value) AS in_location,
	1 + place + nested * (value - place) AS nested, 1 + place + credibility * (value - place) AS recipe
FROM kind JOIN (
	SELECT id, company, location, truth, cx_value(tally, 'mean') AS value, cx_shrunk_value(tally, 'mean') OVER all_people AS in_company,
		cx_shrunk_value(tally, 'mean') OVER people AS in_location,
		CASE WHEN count(*) OVER people > 1 THEN coalesce(cx_credibility(tally, 'mean') OVER people, 0) ELSE 0 END AS nested,
		cx_credibility(tally, 'mean') OVER all_people AS credibility
	FROM person
	WINDOW all_people AS (PARTITION BY id, company), people AS (PARTITION BY id, company, location)
) AS own USING (id) JOIN (
	SELECT id, company, location, cx_shrunk_value(cx_merge(tally), 'mean') OVER (PARTITION BY id, company) AS place
	FROM person
	GROUP BY id, company, location
) AS places USING (id, company, location);

SELECT between_locations AS "sd of locations, log odds", between_people AS "of people", count(*) AS people,
	round(sqrt(avg((value - truth) ^ 2))::numeric, 3) AS "raw mean",
	round(sqrt(avg((in_company - truth) ^ 2))::numeric, 3) AS "shrunk to the company",
	round(sqrt(avg((in_location - truth) ^ 2))::numeric, 3) AS "to the people of the location",
	round(sqrt(avg((nested - truth) ^ 2))::numeric, 3) AS "nested, credibility in the location",
	round(sqrt(avg((recipe - truth) ^ 2))::numeric, 3) AS "nested, credibility in the company"
FROM guess
GROUP BY id, between_locations, between_people
ORDER BY id;

ROLLBACK;
