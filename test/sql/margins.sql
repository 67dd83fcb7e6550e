-- The aggregates nps_margin, csat_margin and ces_margin: the longer side of the
-- interval, beside the score.
\pset null NULL

SELECT team, round(nps(score)) || ' +- ' || round(nps_margin(score)) AS nps, round(csat(five)) || ' +- ' || round(csat_margin(five)) AS csat,
	round(ces(seven)::numeric, 1) || ' +- ' || round(ces_margin(seven)::numeric, 1) AS ces
FROM survey GROUP BY team ORDER BY team;

-- Every overload gives the margin of the tally.
CREATE TEMP TABLE overload (call text, tally text, metric text);
INSERT INTO overload VALUES
	('nps_margin(score, weight)', 'cx_tally(score, 0, 10, weight)', 'nps'), ('csat_margin(five, weight)', 'cx_tally(five, 1, 5, weight)', 'csat'),
	('ces_margin(seven, weight)', 'cx_tally(seven, 1, 7, weight)', 'ces'),
	('csat_margin(good)', 'cx_tally(good)', 'csat'), ('csat_margin(good, weight)', 'cx_tally(good, weight)', 'csat'),
	('nps_margin(tally)', 'cx_merge(tally)', 'nps'), ('csat_margin(tally)', 'cx_merge(tally)', 'csat'), ('ces_margin(tally)', 'cx_merge(tally)', 'ces'),
	('nps_margin(mixed)', 'cx_merge(mixed)', 'nps'), ('csat_margin(mixed)', 'cx_merge(mixed)', 'csat'), ('ces_margin(mixed)', 'cx_merge(mixed)', 'ces');
INSERT INTO overload
	SELECT format('%s_margin(%s::%s)', metric, score, type), tally, metric
	FROM unnest('{smallint,integer,bigint,real,numeric,double precision}'::text[]) type,
		(VALUES ('nps', 'score', 'cx_tally(score, 0, 10)'), ('csat', 'five', 'cx_tally(five, 1, 5)'), ('ces', 'seven', 'cx_tally(seven, 1, 7)')) v(metric, score,
			tally);
-- The query of a call and of its plain counterpart, with something in the place of
-- FILTER and OVER, and something behind the FROM clause: rows, NULLs, differences.
CREATE FUNCTION pg_temp.compare_margin(call text, tally text, metric text, place text, tail text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	result text;
BEGIN
	EXECUTE format('SELECT format(''%%s rows, %%s NULL, %%s different'', count(*), count(*) FILTER (WHERE a IS NULL), '
		'count(*) FILTER (WHERE a IS DISTINCT FROM b)) '
		'FROM (SELECT %s %s AS a, cx_margin(%s %s, %L) AS b %s OFFSET 0) q', call, place, tally, place, metric, tail) INTO result;
	RETURN result;
END $$;
SELECT query, result, count(*) AS calls FROM overload, (VALUES ('all', '', 'FROM survey'), ('by day', '', 'FROM survey GROUP BY day'),
		('filtered', 'FILTER (WHERE id % 16 = 1)', 'FROM survey GROUP BY team, at'), ('none', '', 'FROM survey WHERE false'),
		('moving', 'OVER (PARTITION BY team ORDER BY id ROWS 5 PRECEDING)', 'FROM survey'),
		('grouping sets', '', 'FROM survey GROUP BY CUBE (team, channel)')) q(query, place, tail),
	pg_temp.compare_margin(call, tally, metric, place, tail) result
GROUP BY query, result ORDER BY query, result;
-- There are no others: every aggregate of intervals has its margin.
SELECT count(*) AS intervals, count(m.oid) AS margins FROM pg_proc i JOIN members ON classid = 'pg_proc'::regclass AND objid = i.oid
	LEFT JOIN pg_proc m ON m.prokind = 'a' AND m.proname = replace(i.proname, '_interval', '_margin') AND m.proargtypes = i.proargtypes
		AND m.proargnames IS NOT DISTINCT FROM i.proargnames AND m.prorettype = 'float8'::regtype
WHERE i.prokind = 'a' AND i.proname LIKE '%\_interval';
