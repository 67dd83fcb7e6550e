-- Hints are followed to the letter, by somebody who believes them: for shifted,
-- scaled, coded and averaged answers each piece of advice whose condition holds
-- gives the right score or another error, never a wrong score.

-- What people have in their tables: their query, what is true of the answers
-- (the conditions of hints), the right score (NULL where there is none).
CREATE TABLE data (kind text, ask text, holds text[], truth numeric, scores float8[]);
CREATE TABLE answers (name text PRIMARY KEY, low integer, high integer, scores float8[]);
INSERT INTO answers SELECT 'nps', 0, 10, array_agg((i * i * 7 + i / 3) % 11) FROM generate_series(1, 40) i;
INSERT INTO answers SELECT 'csat', 1, 5, array_agg((i * i * 3 + i / 4) % 5 + 1) FROM generate_series(1, 40) i;
INSERT INTO answers SELECT 'ces', 1, 7, array_agg((i * i * 5 + i / 3) % 7 + 1) FROM generate_series(1, 40) i;
CREATE FUNCTION changed(scores float8[], factor float8, shift float8) RETURNS float8[]
	LANGUAGE sql RETURN (SELECT array_agg(s * factor + shift) FROM unnest(scores) s);
CREATE FUNCTION score_of(name text, scores float8[]) RETURNS numeric LANGUAGE sql RETURN
	(SELECT CASE name WHEN 'nps' THEN 100.0 * (count(*) FILTER (WHERE s >= 9) - count(*) FILTER (WHERE s < 7)) / count(*)
		WHEN 'csat' THEN 100.0 * count(*) FILTER (WHERE s >= 4) / count(*) ELSE avg(s)::numeric END
	FROM unnest(scores) s);

-- Shifted by one, either way; on a scale ten or twenty times as long.
INSERT INTO data SELECT 'shifted up', name || '(score)', ARRAY[low + 1 || ' to ' || high + 1], score_of(name, scores), changed(scores, 1, 1) FROM answers;
INSERT INTO data SELECT 'shifted down', name || '(score)', ARRAY[low - 1 || ' to ' || high - 1], score_of(name, scores) - CASE name WHEN 'ces' THEN 1
	ELSE 0 END, changed(scores, 1, -1) FROM answers;
INSERT INTO data SELECT 'times ' || factor, name || '(score)', '{0 to 100}', CASE name WHEN 'ces' THEN score_of(name, scores) * factor
	ELSE score_of(name, scores) END, changed(scores, factor, 0)
FROM answers, (VALUES (10), (20)) v(factor) WHERE factor * high <= 100 AND (name <> 'csat' OR factor * high = 100);
INSERT INTO data SELECT 'quarters', 'csat(score)', '{0 to 100}', score_of(name, scores), changed(scores, 25, -25) FROM answers WHERE name = 'csat';
INSERT INTO data SELECT format('scale %s to %s', low, high), name || '(score)', ARRAY[low || ' to ' || high], NULL, scores
	FROM (VALUES ('nps', 0, 100), ('csat', 1, 7), ('csat', 0, 10), ('csat', 0, 100), ('ces', 0, 10), ('ces', 0, 100), ('ces', 1, 11)) v(name, low, high),
	LATERAL (SELECT array_agg(low + (i * i * 13 + i) % (high - low + 1)) FROM generate_series(1, 60) i) s(scores);
UPDATE data SET truth = (SELECT CASE ask WHEN 'ces(score)' THEN avg(s)::numeric
	WHEN 'nps(score)' THEN 100.0 * (count(*) FILTER (WHERE s >= 90) - count(*) FILTER (WHERE s < 70)) / count(*)
	ELSE 100.0 * count(*) FILTER (WHERE s >= CASE holds[1] WHEN '1 to 7' THEN 6 WHEN '0 to 10' THEN 9 ELSE 75 END) / count(*) END
		FROM unnest(scores) s) WHERE kind ~ '^scale';
-- Codes for "no answer", far from the scale and next to it; faults; NaN.
INSERT INTO data SELECT 'code ' || code, name || '(score)', ARRAY[code || ' is a code for "no answer"', 'no others'], score_of(name, scores),
	scores || array_fill(code::float8, ARRAY[7])
FROM answers, (VALUES (99), (-1), (-9), (0), (11), (8), (6), (88), (999), (999999999)) v(code) WHERE NOT code BETWEEN low AND high;
INSERT INTO data SELECT 'NaN', name || '(score)', '{}', score_of(name, scores), scores || 'NaN'::float8 FROM answers;
-- Averages of two, three or ten items.
INSERT INTO data SELECT 'averages of ' || items, name || '(score)', ARRAY[format('these are averages of answers from %s to %s', low, high)],
	score_of(name, averages), averages
FROM answers, (VALUES (2), (3), (10)) v(items), LATERAL (SELECT array_agg(low + (i * i * 31 + i) % ((high - low) * items + 1) / items::float8)
	FROM generate_series(1, 50) i) a(averages);
-- The same on a scale that the user gave, read by several metrics.
INSERT INTO data SELECT 'averages of ' || items, format('cx_value(cx_tally(score, %s, %s), ''%s'')', low, high, metric),
	ARRAY[format('these are averages of answers from %s to %s', low, high)],
	CASE metric WHEN 'mean' THEN (SELECT avg(s) FROM unnest(averages) s)
		WHEN 'csat' THEN (SELECT 100.0 * count(*) FILTER (WHERE s >= high - 1) / count(*) FROM unnest(averages) s)
		WHEN 'top 1' THEN (SELECT 100.0 * count(*) FILTER (WHERE s >= high) / count(*) FROM unnest(averages) s)
			WHEN 'bottom 2' THEN (SELECT 100.0 * count(*) FILTER (WHERE s < low + 2) / count(*) FROM unnest(averages) s)
			ELSE score_of('nps', averages) END, averages
FROM answers, (VALUES (2), (3), (10), (7)) v(items), (VALUES ('mean'), ('csat'), ('top 1'), ('bottom 2'), ('nps')) m(metric),
	LATERAL (SELECT array_agg(low + (i * i * 31 + i) % ((high - low) * items + 1) / items::float8) FROM generate_series(1, 50) i) a(averages)
		WHERE metric <> 'nps' OR name = 'nps';
-- Thumbs; and answers on 0 to 4 and from 0 to 1 that are no thumbs.
INSERT INTO data SELECT 'thumbs', 'csat(score)', '{thumbs of 0 and 1}', 100.0 * avg(i % 3 % 2)::numeric, array_agg(i % 3 % 2) FROM generate_series(0, 40) i;
INSERT INTO data SELECT 'fractions', ask, '{0 to 1}', NULL, array_agg(i / 40.0)
	FROM generate_series(0, 40) i, (VALUES ('csat(score)'), ('nps(score)'), ('ces(score)')) v(ask) GROUP BY ask;

-- The advice in a hint: on what condition, and what to write instead of what
-- was asked, of the score, or behind the aggregate.
CREATE FUNCTION advice(hint text) RETURNS TABLE (kind text, condition text, code text) LANGUAGE sql AS $$
	WITH v(call) AS (VALUES ('(\w+\((?:[^()]|\([^()]*\))*\)(?: / \d+)?)'))
	SELECT 'ask', m[2], m[1] FROM v, regexp_matches(hint, call || ' for (-?\d+ to -?\d+)', 'g') m
	UNION ALL SELECT 'ask', m[1], m[2] FROM v, regexp_matches(hint, 'For ([^.]*) write ' || call, 'g') m
	UNION ALL SELECT 'ask', m[1], m[2] FROM v, regexp_matches(hint, 'If (these are averages[^,:]*)(?:, compare: |, |, multiply[^:]*: )' || call, 'g') m
	UNION ALL SELECT 'score', m[1], m[2] FROM v, regexp_matches(hint, 'If ([^,.]*), make it NULL: ' || call, 'g') m
	UNION ALL SELECT 'score', NULL, m[1] FROM v, regexp_matches(hint, 'It is no answer: make it NULL with ' || call, 'g') m
	UNION ALL SELECT 'multiply', NULL, m[1] FROM v, regexp_matches(hint, 'Multiply to whole points: ' || call, 'g') m
	UNION ALL SELECT 'threshold', NULL, m[1] FROM v, regexp_matches(hint, 'from a threshold on: ' || call, 'g') m
	UNION ALL SELECT 'filter', 'no others', m[1] FROM regexp_matches(hint, '(FILTER \([^()]*\))', 'g') m $$;
-- What was asked, of points that were multiplied once more, as the hint says.
CREATE FUNCTION multiplied(ask text, code text, hint text) RETURNS text LANGUAGE sql AS $$
	SELECT CASE WHEN metric ~ 'mean|ces' THEN format('cx_value(%s, ''mean'') / %s', tally, factor) || coalesce(substring(ask, '\)( / .*)'), '')
		WHEN metric ~ 'csat' THEN format('cx_value(%s, ''top %s'')', tally, substring(hint, 'csat is top (\d+)'))
		WHEN metric ~ 'top' THEN format('cx_value(%s, ''top %s'')', tally, factor * (substring(metric, '\d+')::integer - 1) + 1)
		WHEN metric ~ 'bottom' THEN format('cx_value(%s, ''bottom %s'')', tally, factor * substring(metric, '\d+')::integer)
		ELSE format('cx_value(%s, %s)', tally, metric) END
	FROM (SELECT substring(ask, ', (''[^'']*'')\)'), substring(code, '\* (\d+)')::integer,
		replace(code, 'score', coalesce(substring(ask, '(score[ *0-9]+),'), 'score'))) v(metric, factor, tally) $$;

-- All ways from a question to an answer, or to an error that nothing helps.
CREATE FUNCTION follow(scores float8[], ask text, source text, holds text[], depth integer) RETURNS TABLE (way text, answer numeric,
	advised integer) LANGUAGE plpgsql AS $$
DECLARE
	hint text;
	said record;
BEGIN
	IF ask IS NULL THEN
		RETURN;
	END IF;
	EXECUTE format('SELECT %s FROM %s', ask, source) INTO answer USING scores;
	way := ask || ' of ' || source;
	RETURN NEXT;
EXCEPTION WHEN numeric_value_out_of_range OR invalid_parameter_value THEN
	GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
	SELECT count(*) INTO advised FROM advice(hint);
	way := 'error in ' || ask || ' of ' || source;
	RETURN NEXT;
	FOR said IN SELECT * FROM advice(hint) a WHERE depth < 6 AND (condition IS NULL OR condition = ANY (holds)) LOOP
		RETURN QUERY SELECT * FROM follow(scores,
			CASE said.kind WHEN 'ask' THEN said.code WHEN 'multiply' THEN multiplied(ask, said.code, hint)
				WHEN 'threshold' THEN CASE WHEN ask ~ 'csat' THEN said.code END
					WHEN 'filter' THEN regexp_replace(ask, '(\w+\(score[^()]*\))', '\1 ' || said.code) ELSE ask END,
			CASE said.kind WHEN 'score' THEN format('(SELECT %s AS score FROM %s) q', said.code, source) ELSE source END, holds, depth + 1);
	END LOOP;
END $$;
CREATE TABLE followed AS SELECT d.kind, d.ask, d.truth, f.* FROM data d, follow(d.scores, d.ask, 'unnest($1) score', d.holds, 0) f;

-- No way leads to a wrong score.
SELECT kind, ask, way, round(truth, 6) AS truth, round(answer, 6) AS answer FROM followed
	WHERE answer IS NOT NULL AND (truth IS NULL OR abs(answer - truth) > 1e-6) ORDER BY 1, 2, 3;
-- What was tried, and how many were led to the right score.
SELECT CASE WHEN kind ~ 'code' THEN 'code' ELSE kind END AS kind, count(DISTINCT (kind, ask)) AS questions,
	count(DISTINCT (kind, ask)) FILTER (WHERE way ~ '^error') AS met_errors,
	count(DISTINCT (kind, ask)) FILTER (WHERE answer IS NOT NULL) AS led_to_the_score FROM followed GROUP BY 1 ORDER BY 1;
-- Errors whose hint is not about scores: a metric that a longer scale does not
-- have.
SELECT way FROM followed WHERE advised = 0 GROUP BY way ORDER BY way COLLATE "C";
DROP TABLE data, answers, followed;
