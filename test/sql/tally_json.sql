-- The casts of cx_tally to json and jsonb.
\pset format unaligned

SELECT '[0,10]{0,0,1,0,0,2,1,8,12,20,41}'::cx_tally::json;
SELECT '[0,10]{0,0,1,0,0,2,1,8,12,20,41}'::cx_tally::jsonb;
SELECT '[1,5]{1.5,0,0,2,3.5}{1.25,0,0,2,6.25}5'::cx_tally::json;
SELECT '[1,5]{1.5,0,0,2,3.5}{1.25,0,0,2,6.25}5'::cx_tally::jsonb;
SELECT '[-1,1]{}'::cx_tally::json;
SELECT '[-1,1]{0,0,0}{0,0,0}4'::cx_tally::jsonb;
-- Exact digits whatever the setting, and the largest numbers.
SET extra_float_digits = -15;
SELECT '[0,1]{9007199254740992,9007199254740991}'::cx_tally::json;
SELECT '[0,1]{0.1,1e-100}{0.01,1e-200}2'::cx_tally::json;
SELECT '[0,1]{1e+100,0}{1e+200,0}2'::cx_tally::jsonb = jsonb_build_object(
	'scale', '[0,1]'::jsonb, 'responses', 2, 'weights', '[1e100,0]'::jsonb, 'squares', '[1e200,0]'::jsonb);
RESET extra_float_digits;

-- PostgreSQL's own functions use the casts.
CREATE TABLE daily (day date, tally cx_tally);
INSERT INTO daily VALUES ('2024-02-29', '[1,3]{1,2,3}'), ('2024-03-01', '[1,3]{0.5,0,0}{0.25,0,0}1'), ('2024-03-02', NULL);
SELECT to_json(tally), to_jsonb(tally) FROM daily;
SELECT row_to_json(d) FROM daily d;
SELECT json_agg(tally), jsonb_object_agg(day, tally) FROM daily WHERE day < '2024-03-01';
SELECT json_build_array(tally), jsonb_build_object('tally', tally) FROM daily WHERE day = '2024-03-01';
SELECT array_to_json(array_agg(tally)) FROM daily;

-- The JSON says what the functions say.
SELECT bool_and((tally::jsonb ->> 'responses')::bigint = cx_responses(tally)) AS responses,
	bool_and(tally::jsonb -> 'scale' = jsonb_build_array(lower(cx_scale(tally)), upper(cx_scale(tally)))) AS scale,
	bool_and(coalesce(tally::jsonb -> 'counts', tally::jsonb -> 'weights') = to_jsonb(cx_counts(tally))) AS counts,
	bool_and(tally::json::jsonb = tally::jsonb) AS alike
FROM daily;

-- The casts are explicit: a tally is no JSON in an assignment.
SELECT outcome_code('INSERT INTO daily SELECT day, to_jsonb(tally) FROM daily');
DROP TABLE daily;
