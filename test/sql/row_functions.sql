-- Window functions that return a row: in queries of all kinds, with all kinds of
-- arguments.
\pset null NULL

-- Calls, in which @ is for more arguments; the areas of the airport, in two
-- partitions.
CREATE TABLE row_call (name text PRIMARY KEY, call text);
INSERT INTO row_call VALUES ('leaderboard', 'cx_leaderboard(now, metric@)'), ('progress', 'cx_progress(now, before, metric@)'),
	('target', 'cx_target(now, metric, 30@)'),
	('control_chart', 'cx_control_chart(now, metric@)'), ('contribution', 'cx_contribution(now, before, metric@)');
CREATE TABLE place AS SELECT area, ascii(area) % 2 AS part, 'nps'::cx_metric AS metric, now, before FROM airport;
CREATE FUNCTION called(call text, arguments text DEFAULT '') RETURNS text LANGUAGE sql IMMUTABLE
	RETURN replace(call, '@', arguments) || ' OVER (PARTITION BY part ORDER BY area)';
-- The rows in which two queries differ.
CREATE FUNCTION differences(one text, other text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	result bigint;
BEGIN
	EXECUTE format('WITH a AS MATERIALIZED (%s), b AS MATERIALIZED (%s) SELECT (SELECT count(*) FROM (SELECT a::text FROM a EXCEPT ALL SELECT b::text FROM b) x) '
		'+ (SELECT count(*) FROM (SELECT b::text FROM b EXCEPT ALL SELECT a::text FROM a) x)', one, other) INTO result;
	RETURN result;
END $$;

-- Columns of a query, of a view, of a view made from its own definition, and of a
-- materialised view.
DO $$
DECLARE
	c row_call;
BEGIN
	FOR c IN SELECT * FROM row_call LOOP
		EXECUTE format('CREATE VIEW %I AS SELECT area, (%s).* FROM place', 'view_of_' || c.name, called(c.call));
		EXECUTE format('CREATE VIEW %I AS %s', 'again_' || c.name, pg_get_viewdef('view_of_' || c.name));
		EXECUTE format('CREATE MATERIALIZED VIEW %I AS SELECT area, (%s).* FROM place', 'kept_' || c.name, called(c.call));
	END LOOP;
END $$;
SELECT name, count(attname) - 1 AS columns, min(v.differences) AS view, min(a.differences) AS again, min(k.differences) AS materialised
FROM row_call, LATERAL (SELECT format('SELECT area, (%s).* FROM place', called(call))) q(query),
	differences(query, format('TABLE view_of_%s', name)) v(differences),
	differences(query, format('TABLE again_%s', name)) a(differences), differences(query, format('TABLE kept_%s', name)) k(differences), pg_attribute
WHERE attrelid = ('view_of_' || name)::regclass AND attnum > 0 GROUP BY name ORDER BY name;
REFRESH MATERIALIZED VIEW kept_leaderboard;
-- A column of a view is one of a row; a row is a value as others are.
SELECT area, standing FROM view_of_leaderboard WHERE adjusted_p < 0.1 ORDER BY area;
SELECT area, l FROM (SELECT area, cx_leaderboard(now, metric) OVER () AS l FROM place) q WHERE (l).standing <> 'no clear difference' ORDER BY (l).rank;
SELECT area, to_json(l) AS json FROM (SELECT area, cx_target(now, metric, 30) OVER () AS l FROM place) q WHERE area = 'A';
SELECT count(DISTINCT c) AS rows, count(*) FILTER (WHERE c = c::text::cx_contribution_row) AS equal
FROM (SELECT cx_contribution(now, before, metric) OVER () AS c FROM place) q;
CREATE TEMP TABLE stored_rows AS SELECT area, cx_progress(now, before, metric) OVER () AS p FROM place;
SELECT area, (p).verdict FROM stored_rows ORDER BY (p).rank LIMIT 2;
DO $$
DECLARE
	c row_call;
BEGIN
	FOR c IN SELECT * FROM row_call LOOP
		EXECUTE format('DROP VIEW %I', 'view_of_' || c.name);
		EXECUTE format('DROP VIEW %I', 'again_' || c.name);
		EXECUTE format('DROP MATERIALIZED VIEW %I', 'kept_' || c.name);
	END LOOP;
END $$;

-- No frame changes anything, nor aggregates inside, nor a plan that knows the
-- arguments only when it runs.
SELECT name, frame, differences(format('SELECT area, %s FROM place', called(call)),
	format('SELECT area, %s OVER (PARTITION BY part ORDER BY area %s) FROM place', replace(call, '@', ''), frame))
FROM row_call,
	unnest('{ROWS CURRENT ROW,ROWS BETWEEN 2 FOLLOWING AND 3 FOLLOWING,ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE GROUP}'::text[]) frame
WHERE differences(format('SELECT area, %s FROM place', called(call)),
	format('SELECT area, %s OVER (PARTITION BY part ORDER BY area %s) FROM place', replace(call, '@', ''), frame)) > 0;
SELECT name, differences(format('SELECT area, %s FROM place', called(call)),
	format('SELECT area, %s FROM place GROUP BY area, part, metric', called(regexp_replace(call, '\m(now|before)\M', 'cx_merge(\1)', 'g')))) AS over_aggregates
FROM row_call ORDER BY name;
PREPARE board(cx_metric, float8, integer) AS SELECT area, cx_leaderboard(now, $1, $2, $3) OVER () AS l FROM place ORDER BY area LIMIT 1;
SET plan_cache_mode = force_generic_plan;
EXECUTE board('nps', 0.9, 0);
EXECUTE board('top 1', 0.5, 2);
EXECUTE board('nps', NULL, 0);
EXECUTE board(NULL, 0.9, 0);
RESET plan_cache_mode;
DEALLOCATE board;
-- Rescans, one row, no rows.
SELECT name, outcome(format('SELECT string_agg(n::text, '' '' ORDER BY part) FROM (VALUES (0), (1), (0)) o(part), '
		'LATERAL (SELECT count(r) AS n FROM (SELECT %s OVER (ORDER BY area) AS r FROM place WHERE place.part = o.part OFFSET 0) q) l',
		replace(call, '@', ''))) AS rescans,
	outcome(format('SELECT %s FROM place WHERE area = ''A''', called(call))) AS alone, outcome(format('SELECT %s FROM place WHERE false', called(call))) AS none
FROM row_call ORDER BY name;

-- Of how many rows a call gives the figures, and in how many all are NULL.
CREATE FUNCTION tried(call text, arguments text DEFAULT '', source text DEFAULT 'place') RETURNS text LANGUAGE sql
	RETURN outcome(format('SELECT format(''%%s rows, %%s NULL'', count(*), count(*) FILTER (WHERE r IS NULL)) FROM (SELECT %s AS r FROM %s) q',
		called(call, arguments), source));
-- NULL for an argument: figures are NULL, but for the responses where there is no
-- metric; without digits nothing is rounded.
SELECT name, tried(replace(call, 'metric', 'NULL')) AS metric,
	tried(call, CASE name WHEN 'control_chart' THEN ', method => NULL' ELSE ', confidence => NULL' END) AS confidence,
	tried(call, ', digits => NULL') AS digits, tried(regexp_replace(call, '\m(now|before)\M', 'NULL', 'g')) AS tally
FROM row_call ORDER BY name;
SELECT (cx_leaderboard(now, NULL) OVER ()).* FROM place LIMIT 1;
-- What is not a confidence or a number of digits.
SELECT confidence, tried(call, format(', confidence => %L', confidence)) FROM row_call, unnest('{0,1,95,NaN}'::float8[]) confidence
WHERE name = 'leaderboard' ORDER BY confidence;
SELECT name, tried(call, ', confidence => 1') AS confidence, tried(call, ', digits => -2') AS digits
FROM row_call WHERE name NOT IN ('leaderboard', 'control_chart') ORDER BY name;
-- Parameters that change within a partition, to NULL too; not between partitions.
SELECT name, parameter, tried(call, format(', %s => CASE WHEN area = ''E'' THEN %s ELSE %s END', parameter, one, other)) AS within,
	tried(call, format(', %s => CASE WHEN part = 1 THEN %s ELSE %s END', parameter, one, other)) AS between
FROM row_call,
	(VALUES ('confidence', '0.9', '0.8'), ('confidence', 'NULL', '0.8'), ('confidence', '0.9', 'NULL'), ('digits', '1', '2'), ('digits', '1', 'NULL'))
		v(parameter, one, other)
WHERE name <> 'control_chart' AND (name = 'leaderboard' OR other IN ('0.8', '2') AND one <> 'NULL') ORDER BY name, parameter, one, other;
-- One metric and one scale a partition; rows that take no part may have any.
CREATE VIEW two_metrics AS SELECT area, part, CASE area WHEN 'C' THEN 'top 1' ELSE metric END AS metric, now, before FROM place;
CREATE VIEW two_scales AS SELECT area, part, 'csat'::cx_metric AS metric, CASE area WHEN 'C' THEN '[1,5]{1,2,3,4,5}' ELSE now END AS now,
		CASE area WHEN 'C' THEN '[1,5]{1,2,3,4,5}' ELSE before END AS before FROM place;
CREATE VIEW without_a_part AS SELECT area, part, CASE area WHEN 'C' THEN 'top 1' WHEN 'D' THEN NULL ELSE metric END AS metric,
		CASE area WHEN 'C' THEN '[1,5]{}' ELSE now END AS now, CASE area WHEN 'C' THEN '[1,3]{0,0,0}{0,0,0}2' ELSE before END AS before FROM place;
SELECT name, tried(call, '', 'two_metrics') AS metrics, tried(call, '', 'two_scales') AS scales, tried(call, '', 'without_a_part') AS without_a_part
FROM row_call ORDER BY name;
SELECT tried(call, '', '(VALUES (1, 1, ''nps''::cx_metric, ''[1,5]{1,2,3,4,5}''::cx_tally)) v(area, part, metric, now)') AS "a metric that does not fit"
FROM row_call WHERE name = 'leaderboard';
-- Both tallies of a row are on one scale; one that is missing has none.
SELECT name, previous, tried(call, '',
	format('(VALUES (1, 1, ''mean''::cx_metric, ''[1,3]{1,2,3}''::cx_tally, %L::cx_tally)) v(area, part, metric, now, before)', previous))
FROM row_call, unnest('{"[0,2]{1,2,3}","[0,2]{}",NULL}'::cx_tally[]) previous WHERE name IN ('progress', 'contribution') ORDER BY name, previous;
-- Not without OVER, nor filtered.
SELECT name, outcome_code(format('SELECT %s FROM place', replace(call, '@', ''))) AS no_window,
	outcome_code(format('SELECT %s FILTER (WHERE true) OVER () FROM place', replace(call, '@', ''))) AS filtered
FROM row_call ORDER BY name;

DROP VIEW two_metrics, two_scales, without_a_part;
DROP TABLE row_call, place;
