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

-- And back: JSON is read as text is, whatever the order of its keys.
SELECT bool_and(tally::json::cx_tally = tally) AS json, bool_and(tally::jsonb::cx_tally = tally) AS jsonb,
	bool_and(tally::jsonb::text::cx_tally = tally) AS text
FROM (SELECT tally FROM daily UNION ALL SELECT mixed FROM survey) t;
SELECT day, tally FROM jsonb_to_record('{"day": "2024-03-01", "tally": {"counts": [1, 2], "scale": [0, 1]}}') AS r(day date, tally cx_tally);
SELECT * FROM jsonb_populate_recordset(NULL::daily, (SELECT jsonb_agg(to_jsonb(d)) FROM daily d));
SELECT read_tally(input) FROM (VALUES
	(' {"scale":[0,1],"responses":3,"counts":[1,2]} '), ('{"scale":[0,1],"counts":[]}'),
	('{"scale":[-1,1],"responses":4,"squares":[0,0,0],"weights":[0,0,0]}'),
	('{"scale":[0,1],"responses":2,"weights":[1e100,1e-100],"squares":[1e200,1e-200]}'), ('{"scale":[0,1],"counts":[9007199254740992,0]}')) v(input);
-- What is no tally.
SELECT input, read_tally(input) FROM (VALUES ('{}'), ('{"scale":[0,1]}'), ('{"scale":[0],"counts":[1]}'), ('{"scale":5,"counts":[1,2]}'),
	('{"scale":[0,1],"counts":[1,"2"]}'), ('{"scale":[0,1],"counts":[1,2,3]}'), ('{"scale":[0,1],"counts":[1,-2]}'), ('{"scale":[0,1],"counts":[1,2.5]}'),
	('{"scale":[0,1],"counts":[1,2],"responses":4}'), ('{"scale":[0,1],"counts":[1,2],"responses":null}'), ('{"scale":[0,1],"counts":[1,2],"more":1}'),
	('{"scale":[0,1],"weights":[1,2],"responses":2}'), ('{"scale":[0,1],"weights":[1,2],"squares":[1,5],"responses":2}'),
	('{"scale":[0,1],"weights":[1,2],"squares":[1,4],"counts":[1,1],"responses":2}'), ('{"scale":[0,1],"weights":[1,2],"squares":[1,4]}'),
	('{"scale":[1,0],"counts":[1,2]}'), ('{"scale":[[0],1],"counts":[1,2]}')) v(input);
SELECT outcome_code($$SELECT '{"scale":[0,1'::cx_tally$$), outcome_code($$SELECT '{"scale":[0,1],"counts":[1,1e400]}'::cx_tally$$);
DROP TABLE daily;
