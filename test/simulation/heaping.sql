-- heaping.sql
--	  Simulation: how often cx_heaping names a team, honest ones and such that beg.
--	  doc/gaming.md tells its result.
--
-- Run it in any database whose server has the extension; nothing stays there:
--
--	  psql -X -d DATABASE -f test/simulation/heaping.sql
--
-- The others have the shape of the airport, all areas of 2018 together.  An honest
-- team has it too, tilted to a lower or a higher mean.  A team that begs turns a
-- part of the sevens to nines into tens; another one turns eights into nines; a
-- third does not invite half of those who would give 0 to 6.  A team is named if z
-- is above 2.326, once in a hundred times by chance.  With -v scale=0.1 there are a
-- tenth of the teams.

\ir draw.sql
\if :{?scale}
\else
\set scale 1
\endif

CREATE TEMPORARY TABLE airport AS SELECT '{24,11,24,26,24,205,133,334,601,498,770}'::float8[] AS shape;

-- The shape tilted until the mean has moved by so much.
CREATE FUNCTION pg_temp.moved(shape float8[], by float8) RETURNS float8[] LANGUAGE plpgsql AS $$
DECLARE
	low float8 := -5;
	high float8 := 5;
	tilt float8;
	result float8[];
BEGIN
	FOR step IN 1..60 LOOP
		tilt := (low + high) / 2;
		result := ARRAY(SELECT share * exp(tilt * (i - 9)) FROM unnest(shape) WITH ORDINALITY AS s(share, i) ORDER BY i);
		IF (SELECT sum(n * i) / sum(n) FROM unnest(result) WITH ORDINALITY AS r(n, i))
			< by + (SELECT sum(n * i) / sum(n) FROM unnest(shape) WITH ORDINALITY AS r(n, i)) THEN
			low := tilt;
		ELSE
			high := tilt;
		END IF;
	END LOOP;
	RETURN result;
END $$;

-- The bounds at which answers() divides.
CREATE FUNCTION pg_temp.bounds_of(shape float8[]) RETURNS float8[]
RETURN (SELECT array_agg(bound ORDER BY i) FROM (
	SELECT i, sum(share) OVER (ORDER BY i) / sum(share) OVER () AS bound FROM unnest(shape) WITH ORDINALITY AS s(share, i)) AS bounds
	WHERE i < cardinality(shape));

CREATE TEMPORARY TABLE kind AS
SELECT 1 AS id, 'honest, mean lower by 1' AS team, pg_temp.moved(shape, -1) AS shape FROM airport
UNION ALL SELECT 2, 'honest, as the others', shape FROM airport
UNION ALL SELECT 3, 'honest, mean higher by 0.8', pg_temp.moved(shape, 0.8) FROM airport
UNION ALL SELECT 4 + n, format('%s %% of the 7 to 9 become 10', 100 * part),
	shape[1:7] || ARRAY[shape[8] * (1 - part), shape[9] * (1 - part), shape[10] * (1 - part), shape[11] + (shape[8] + shape[9] + shape[10]) * part]
	FROM airport, unnest('{0.1,0.25,0.5}'::float8[]) WITH ORDINALITY AS p(part, n)
UNION ALL SELECT 8, 'half of the 8 become 9', shape[1:8] || ARRAY[shape[9] / 2, shape[10] + shape[9] / 2, shape[11]] FROM airport
UNION ALL SELECT 9, 'half of the 0 to 6 not invited', ARRAY(SELECT share / CASE WHEN i <= 7 THEN 2 ELSE 1 END
	FROM unnest(shape) WITH ORDINALITY AS s(share, i) ORDER BY i) FROM airport;

\pset title 'Teams that are named, %, by what is asked for'
SELECT team, answers,
	pg_temp.percent(count(*) FILTER (WHERE cx_heaping(tally, others, 10, 10) > 2.326), count(*)) AS tens,
	pg_temp.percent(count(*) FILTER (WHERE cx_heaping(tally, others, 9, 9) > 2.326), count(*)) AS nines,
	round(stddev_samp(cx_heaping(tally, others, 10, 10))::numeric, 2) AS sd_of_z
FROM (
	SELECT id, team, answers, pg_temp.answers(answers, bounds) AS tally
	FROM (SELECT id, team, pg_temp.bounds_of(shape) AS bounds FROM kind) AS k, unnest('{50,100,300}'::integer[]) AS answers,
		generate_series(1, (2000 * :scale)::integer)
) AS teams, (SELECT cx_tally_from_counts(0, shape) AS others FROM airport) AS o
GROUP BY id, team, answers
ORDER BY id, answers;

ROLLBACK;
