-- ranking.sql
--	  The figure of doc/ranking.md: the boarding areas of an airport by NPS, with
--	  what their ranks are worth.
--
-- It prints the figure as SVG.  Run it in any database whose server has the
-- extension; nothing stays there:
--
--	  psql -XAt -d DATABASE -f doc/figures/ranking.sql -o doc/figures/ranking.svg
--
-- Data: San Francisco International Airport, customer survey of 2018, published
-- through DataSF under the Public Domain Dedication License (PDDL).

\set ON_ERROR_STOP on
\set QUIET on

BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cx_metrics;

CREATE TEMPORARY TABLE area AS
SELECT area, (cx_leaderboard(tally, 'nps', digits => NULL) OVER ()).*
FROM (VALUES
	('A', '[0,10]{10,3,11,10,8,54,44,85,166,119,151}'::cx_tally),
	('B', '[0,10]{0,2,1,3,2,21,8,32,53,32,84}'),
	('C', '[0,10]{1,1,0,0,5,20,6,30,42,22,62}'),
	('D', '[0,10]{2,1,4,4,2,34,26,46,113,92,171}'),
	('E', '[0,10]{1,1,4,0,1,7,2,16,29,41,55}'),
	('F', '[0,10]{5,1,1,4,3,24,22,51,90,83,123}'),
	('G', '[0,10]{5,2,3,5,3,45,25,74,108,109,124}')
) AS sfo (area, tally);

-- Where a value and a rank are in the figure, and the row of the area so ranked.
CREATE FUNCTION pg_temp.x(nps float8) RETURNS numeric
RETURN round((155 + 4.2 * (nps - 10))::numeric, 1);

CREATE FUNCTION pg_temp.x_of_rank(rank float8) RETURNS numeric
RETURN round((460 + 34 * (rank - 1))::numeric, 1);

CREATE FUNCTION pg_temp.y(rank float8) RETURNS numeric
RETURN round((117 + 36 * (rank - 1))::numeric, 1);

\qecho '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 425" font-family="sans-serif" font-size="13" fill="#222222">'
\qecho '<title>NPS of seven boarding areas, raw and shrunken, and the ranks that the data cannot exclude</title>'
\qecho '<rect width="700" height="425" fill="#ffffff"/>'
\qecho '<text x="20" y="26" font-size="16" font-weight="bold">Seven boarding areas, ranked: how much of the order is sure?</text>'
\qecho '<text x="20" y="46">San Francisco International Airport, 2018, as cx_leaderboard ranks them</text>'
\qecho '<text x="20" y="82" font-weight="bold">area</text><text x="120" y="82" text-anchor="end" font-weight="bold">answers</text>'
\qecho '<text x="155" y="82" font-weight="bold">NPS</text>'
\qecho '<text x="460" y="82" font-weight="bold">ranks not excluded</text>'

-- The axes.
SELECT format('<line x1="%1$s" y1="95" x2="%1$s" y2="355" stroke="#dddddd"/><text x="%1$s" y="371" text-anchor="middle">%2$s</text>',
	pg_temp.x(nps), nps)
FROM generate_series(10, 70, 10) AS nps;

SELECT format('<line x1="%1$s" y1="95" x2="%1$s" y2="355" stroke="#dddddd"/><text x="%1$s" y="371" text-anchor="middle">%2$s</text>',
	pg_temp.x_of_rank(rank), rank)
FROM area
ORDER BY rank;

-- The areas: interval, raw value and shrunken value; ranks and rank.
SELECT format('<text x="20" y="%1$s">%2$s</text><text x="120" y="%1$s" text-anchor="end">%3$s</text>',
	pg_temp.y(rank) + 4.5, area, responses)
FROM area
ORDER BY rank;

SELECT format('<line x1="%1$s" y1="%2$s" x2="%3$s" y2="%2$s" stroke="#999999" stroke-width="2"/>',
	pg_temp.x(lower), pg_temp.y(rank), pg_temp.x(upper))
	|| format('<circle cx="%s" cy="%s" r="5.5" fill="#ffffff" stroke="#c04a00" stroke-width="2"/>',
		pg_temp.x(value), pg_temp.y(rank))
	|| format('<circle cx="%s" cy="%s" r="4" fill="#0072b2"/>', pg_temp.x(shrunk), pg_temp.y(rank))
FROM area
ORDER BY rank;

SELECT format('<line x1="%1$s" y1="%2$s" x2="%3$s" y2="%2$s" stroke="#9cc7e2" stroke-width="12" stroke-linecap="round"/>'
	'<circle cx="%4$s" cy="%2$s" r="4" fill="#0072b2"/>',
	pg_temp.x_of_rank(rank_low), pg_temp.y(rank), pg_temp.x_of_rank(rank_high),
	pg_temp.x_of_rank(rank))
FROM area
ORDER BY rank;

-- What they are.
\qecho '<circle cx="26" cy="398" r="5.5" fill="#ffffff" stroke="#c04a00" stroke-width="2"/><text x="40" y="402.5">raw value</text>'
\qecho '<circle cx="131" cy="398" r="4" fill="#0072b2"/><text x="143" y="402.5">shrunken value</text>'
\qecho '<line x1="262" y1="398" x2="302" y2="398" stroke="#999999" stroke-width="2"/><text x="312" y="402.5">95 % interval</text>'
\qecho '<circle cx="426" cy="398" r="4" fill="#0072b2"/><text x="438" y="402.5">rank</text>'
\qecho '<line x1="493" y1="398" x2="521" y2="398" stroke="#9cc7e2" stroke-width="12" stroke-linecap="round"/><text x="537" y="402.5">95 % rank interval</text>'

\qecho '</svg>'

ROLLBACK;
