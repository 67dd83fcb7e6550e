-- cx_score: the number at the start of a labelled answer.
\pset format unaligned
\pset fieldsep ' -> '

SELECT quote_nullable(answer) AS answer, cx_score(answer) FROM (VALUES
	('10 - extremely likely'), ('0 - not at all likely'), ('9'), (' 9.0'), ('-1'), ('+2'), ('007'), ('3: neutral'), ('4) good'), ('5) 5 stars'),
	(E'8\tlikely'), (E'\n7\r\n'), ('6 -'), ('6 - '), ('6 -likely'), ('7 out of 10'), ('3.50'), ('12345678901234567890.5 x'),
	(''), ('   '), (E'\t\n'), (NULL)) v(answer);
-- Anything else is an error.
SELECT outcome($$SELECT cx_score('4/10')$$);
SELECT answer, split_part(outcome(format('SELECT cx_score(%L)', answer)), E'\n', 1) AS outcome FROM (VALUES
	('9-10'), ('9 - 10'), ('9 -10'), ('4,5'), ('4.5.6'), ('ten'), ('n/a'), ('-'), ('+'), ('.5'), ('5.'), ('5. good'), ('1e1'), ('10%'), ('- 5'), ('--5'),
	('NaN'), ('Infinity'), ('≥9'), (repeat('é', 100)), (repeat('x', 41)), (repeat('x', 40))) v(answer);
-- Nor is a range or a fraction a score, however it is written; a number further on
-- does no harm.
SELECT answer, split_part(outcome(format('SELECT cx_score(%L)', answer)), E'\n', 1) AS outcome FROM (VALUES
	('9 – 10'), ('9 –10'), ('9 — 10'), ('9 ‐ 10'), ('9 − 10'), ('4 / 10'), ('4 /10'), ('4 1/2'), ('1 000'), ('4 ,5'),
	('9 – likely'), ('9 –'), ('4 / neutral'), ('4 ('), ('4 – (4)'), ('10 to 10'), ('5 stars, 5!')) v(answer);
-- Unless it is listed, whatever its case and the blanks around it.
SELECT cx_score(' N/A ', 'refused', 'n/a'), cx_score('99', '99'), cx_score('99 - refused', '99'), cx_score('x', VARIADIC ARRAY[' X ', NULL]),
	cx_score('5', VARIADIC NULL), cx_score('5', VARIADIC '{}'), cx_score('5', NULL);
SELECT outcome_code($$SELECT cx_score('x', 'y', NULL)$$);

-- A column of text, as it comes.
SELECT nps(cx_score(answer, 'n/a')), count(cx_score(answer, 'n/a')), nps(cx_score(answer::varchar, 'n/a'))
FROM (VALUES ('10 - extremely likely'), ('9'), ('0 - not at all likely'), ('8'), ('10 - extremely likely'), ('N/A'), (NULL)) v(answer);
-- An answer in JSON.
SELECT quote_nullable(answer) AS answer, outcome(format('SELECT cx_score(%L::jsonb, %L)', answer, 'n/a')) FROM (VALUES
	('9'), ('9.50'), ('"9 - likely"'), ('"N/A"'), ('""'), ('null'), ('1e2'), ('"ten"'), ('true'), ('[9]'), ('{"a": 9}'), (NULL)) v(answer);
SELECT cx_score('{"recommend": "9 - likely"}'::jsonb -> 'recommend'), cx_score('99'::jsonb, '99'), cx_score('{}'::jsonb -> 'no');
