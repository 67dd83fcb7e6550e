-- drivers.sql
--	  The figure of doc/why.md: what moves the NPS of an airport, and how well it
--	  is done.
--
-- It prints the figure as SVG.  Run it from the top directory of the sources, in
-- any database whose server has the extension; nothing stays there:
--
--	  psql -XAt -d DATABASE -f doc/figures/drivers.sql -o doc/figures/drivers.svg
--
-- Data: San Francisco International Airport, customer surveys of 2017 and 2018,
-- published through DataSF under the Public Domain Dedication License (PDDL).

\set ON_ERROR_STOP on
\set QUIET on

BEGIN;
SET LOCAL client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS cx_metrics;
CREATE SCHEMA drivers_figure;
SET LOCAL search_path = drivers_figure, public;
\i examples/sfo.sql

-- Share of the importance, and mean ease, both with their intervals.
CREATE TEMPORARY TABLE driver AS
SELECT yearly.year, driver, share, share_lower, share_upper, cx_value(tally, 'mean') AS ease,
	lower(cx_interval(tally, 'mean')) AS ease_lower, upper(cx_interval(tally, 'mean')) AS ease_upper
FROM (
	SELECT year, array_agg(moments) AS days
	FROM (
		SELECT year, cx_moments(cx_worth(score, 0, 10, 'nps'), ARRAY[getting_here::float8, wayfinding::float8, security::float8]) AS moments
		FROM sfo_nps
		GROUP BY year, answered_on
	) AS daily
	GROUP BY year
) AS yearly,
	cx_drivers(days, '{getting here,wayfinding,security}')
	JOIN (
		SELECT year, driver, cx_tally(rating, 1, 5) AS tally
		FROM sfo_nps,
			LATERAL (VALUES ('getting here', getting_here), ('wayfinding', wayfinding), ('security', security)) AS rated (driver, rating)
		GROUP BY year, driver
	) AS ratings USING (driver)
WHERE ratings.year = yearly.year;

-- Where they are in the figure.
CREATE FUNCTION pg_temp.x(ease float8) RETURNS numeric
RETURN round((70 + 1100 * (ease - 4))::numeric, 1);

CREATE FUNCTION pg_temp.y(share float8) RETURNS numeric
RETURN round((400 - 6.4 * share)::numeric, 1);

\qecho '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 490" font-family="sans-serif" font-size="13" fill="#222222">'
\qecho '<title>Importance and ease of three drivers of an NPS, with their intervals</title>'
\qecho '<rect width="700" height="490" fill="#ffffff"/>'
\qecho '<text x="20" y="26" font-size="16" font-weight="bold">What moves the NPS, and how easy is it?</text>'
\qecho '<text x="20" y="46">San Francisco International Airport, 2018, as cx_drivers weighs them; 95 % intervals</text>'

-- The axes.
SELECT format('<line x1="%1$s" y1="70" x2="%1$s" y2="400" stroke="#dddddd"/><text x="%1$s" y="418" text-anchor="middle">%2$s</text>',
	pg_temp.x(ease), ease)
FROM generate_series(4.0, 4.5, 0.1) AS ease;

SELECT format('<line x1="70" y1="%1$s" x2="665" y2="%1$s" stroke="#dddddd"/><text x="60" y="%2$s" text-anchor="end">%3$s %%</text>',
	pg_temp.y(share), pg_temp.y(share) + 4.5, share)
FROM generate_series(0, 50, 10) AS share;

\qecho '<text x="367" y="440" text-anchor="middle">mean ease, from 1 to 5</text>'
\qecho '<text x="20" y="235" text-anchor="middle" transform="rotate(-90 20 235)">share of the importance</text>'

-- The quarters: an equal share, and the mean of all.
SELECT format('<line x1="70" y1="%1$s" x2="665" y2="%1$s" stroke="#777777" stroke-dasharray="5 4"/>', pg_temp.y(100.0 / count(*)))
	|| format('<line x1="%1$s" y1="70" x2="%1$s" y2="400" stroke="#777777" stroke-dasharray="5 4"/>', pg_temp.x(avg(ease)))
FROM driver
WHERE year = 2018;

\qecho '<text x="78" y="88" font-style="italic" fill="#666666">mend first</text>'
\qecho '<text x="657" y="88" text-anchor="end" font-style="italic" fill="#666666">keep</text>'
\qecho '<text x="78" y="392" font-style="italic" fill="#666666">later</text>'
\qecho '<text x="657" y="392" text-anchor="end" font-style="italic" fill="#666666">leave</text>'

-- The drivers: the year before, the way from there, the intervals, the year.
SELECT format('<line x1="%s" y1="%s" x2="%s" y2="%s" stroke="#c04a00"/>',
		pg_temp.x(before.ease), pg_temp.y(before.share), pg_temp.x(now.ease), pg_temp.y(now.share))
	|| format('<circle cx="%s" cy="%s" r="5" fill="#ffffff" stroke="#c04a00" stroke-width="2"/>',
		pg_temp.x(before.ease), pg_temp.y(before.share))
	|| format('<line x1="%1$s" y1="%2$s" x2="%3$s" y2="%2$s" stroke="#0072b2" stroke-width="2"/>',
		pg_temp.x(now.ease_lower), pg_temp.y(now.share), pg_temp.x(now.ease_upper))
	|| format('<line x1="%1$s" y1="%2$s" x2="%1$s" y2="%3$s" stroke="#0072b2" stroke-width="2"/>',
		pg_temp.x(now.ease), pg_temp.y(now.share_lower), pg_temp.y(now.share_upper))
	|| format('<circle cx="%s" cy="%s" r="6" fill="#0072b2"/><text x="%s" y="%s" font-weight="bold">%s</text>',
		pg_temp.x(now.ease), pg_temp.y(now.share), pg_temp.x(now.ease) + 8, pg_temp.y(now.share_upper) + 10, driver)
FROM driver AS now
	JOIN driver AS before USING (driver)
WHERE now.year = 2018 AND before.year = 2017
ORDER BY driver;

-- What they are.
\qecho '<circle cx="76" cy="466" r="6" fill="#0072b2"/><line x1="60" y1="466" x2="92" y2="466" stroke="#0072b2" stroke-width="2"/>'
\qecho '<text x="102" y="470.5">2018, with 95 % intervals</text>'
\qecho '<circle cx="296" cy="466" r="5" fill="#ffffff" stroke="#c04a00" stroke-width="2"/><text x="310" y="470.5">2017</text>'
\qecho '<line x1="372" y1="466" x2="404" y2="466" stroke="#777777" stroke-dasharray="5 4"/>'
\qecho '<text x="414" y="470.5">an equal share; the mean of all three</text>'

\qecho '</svg>'

ROLLBACK;
