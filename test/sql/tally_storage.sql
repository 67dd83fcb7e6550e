-- The stored forms of cx_tally: their sizes, and that every function reads
-- the packed and the working layout, short, compressed or out of line.

-- An unweighted tally whose counts stay under 128 takes 15 bytes on 0..10.
CREATE TABLE stored (name text, tally cx_tally);
INSERT INTO stored VALUES
	('counts under 128', '[0,10]{127,127,127,127,127,127,127,127,127,127,127}'),
	('one count of 128', '[0,10]{127,127,127,127,127,127,127,127,127,127,128}'),
	('one count of 2^53', '[0,10]{127,127,127,127,127,127,127,127,127,127,9007199254740992}'),
	('empty', '[0,10]{}'),
	('weighted', '[0,10]{0,0,0,0,0,0,0,0,0,0,1.5}{0,0,0,0,0,0,0,0,0,0,2.25}1'),
	('five points', '[1,5]{1,2,3,4,5}'),
	('good and bad', '[0,1]{1,2}');
SELECT name, pg_column_size(tally) FROM stored;

-- On every scale: 4 bytes and one a point where low is in -64..63, at most two
-- more elsewhere.
CREATE TABLE sizes AS
SELECT low, points, ('[' || low || ',' || low + points - 1 || ']{' ||
	string_agg('127', ',') || '}')::cx_tally AS tally
FROM (VALUES (-1000), (-65), (-64), (0), (1), (63), (64), (900)) l(low),
	(VALUES (2), (5), (11), (50), (101)) p(points), generate_series(1, points)
GROUP BY low, points;
SELECT low BETWEEN -64 AND 63 AS near_zero, count(*) AS scales,
	max(pg_column_size(tally) - points) <= CASE WHEN low BETWEEN -64 AND 63 THEN 4 ELSE 6 END AS as_promised
FROM sizes GROUP BY 1 ORDER BY 1;

-- What the size grows by as a count does.
SELECT count, pg_column_size(tally) - pg_column_size('[0,1]{0,1}'::cx_tally) AS more
FROM (VALUES (127), (128), (16383), (16384), (2097151), (2097152), (9007199254740992)) c(count),
	LATERAL (SELECT ('[0,1]{0,' || count || '}')::cx_tally) t(tally);

-- The packed bytes are a promise.  A base type with the alignment of cx_tally
-- and the functions of bytea shows and makes them.
SET client_min_messages = warning;
CREATE TYPE stored_bytes;
CREATE FUNCTION stored_bytes_in(cstring) RETURNS stored_bytes
	AS 'byteain' LANGUAGE internal IMMUTABLE STRICT;
CREATE FUNCTION stored_bytes_out(stored_bytes) RETURNS cstring
	AS 'byteaout' LANGUAGE internal IMMUTABLE STRICT;
CREATE TYPE stored_bytes (INPUT = stored_bytes_in, OUTPUT = stored_bytes_out,
	INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended);
CREATE CAST (cx_tally AS stored_bytes) WITHOUT FUNCTION;
CREATE CAST (stored_bytes AS cx_tally) WITHOUT FUNCTION;
RESET client_min_messages;

-- Format 1, the lowest point zigzag, the number of points, the counts.
SELECT tally, tally::cx_tally::stored_bytes AS bytes,
	tally::cx_tally::stored_bytes::text::stored_bytes::cx_tally::text = tally AS read
FROM (VALUES ('[0,10]{0,0,1,0,0,2,1,8,12,20,41}'), ('[0,10]{}'), ('[-1,1]{1,0,0}'), ('[-65,-64]{0,128}'),
	('[999,1000]{300,9007199254740992}')) v(tally);

-- Format 2, then the number of responses, then weights and squared weights in
-- the machine's byte order.  1 and 0 as doubles are found in either order.
SELECT regexp_replace(tally::stored_bytes::text, '3ff0000000000000|000000000000f03f', ' one ', 'g')
FROM (SELECT '[1,2]{1,1}{1,1}300'::cx_tally) v(tally);

-- Bytes that this version does not know, or that no version wrote.
SELECT outcome(format('SELECT %L::stored_bytes::cx_tally::text', bytes)) AS outcome, what
FROM (VALUES
	('\x00', 'format 0'),
	('\x05000b', 'format 5'),
	('\xff000b0000', 'format 255'),
	('\x', 'no format'),
	('\x01', 'no scale'),
	('\x0100', 'no number of points'),
	('\x010001', 'one point'),
	('\x010066', '102 points'),
	('\x01d10f02', 'lowest point beyond the bounds'),
	('\x0180808080808080808000020101', 'lowest point too long'),
	('\x01000201', 'a count too few'),
	('\x010002010101', 'a count too many'),
	('\x01000280', 'a count that does not end'),
	('\x01000201ffffffffffffff7f', 'a count beyond 2^53'),
	('\x020002', 'weights missing'),
	('\x02000201000000000000f03f', 'weights too few'),
	('\x02000201' || repeat('0', 64) || '00', 'a byte behind the weights'),
	('\x03', 'working layout without a scale'),
	('\x030200000000000000000000', 'working layout too short'),
	('\x0400000000', 'weighted working layout of no points')) v(bytes, what);

-- A row for each way to hold the same content.
CREATE TABLE layouts (way text, tally cx_tally);
INSERT INTO layouts
	SELECT 'packed', cx_tally(s, 0, 10) FROM generate_series(0, 10) s;
INSERT INTO layouts
	SELECT 'working', state_of(s) FROM generate_series(0, 10) s;
INSERT INTO layouts
	SELECT 'packed, weighted', cx_tally(s, 0, 10, 0.3 * s + 1) FROM generate_series(0, 10) s;
INSERT INTO layouts
	SELECT 'working, weighted', state_of(s, 0.3 * s + 1) FROM generate_series(0, 10) s;
-- Long ones, in rows that are too long for a page without compression.
ALTER TABLE layouts ADD filler text DEFAULT repeat('x', 1000);
ALTER TABLE layouts ALTER filler SET STORAGE plain;
INSERT INTO layouts
	SELECT 'compressed', cx_tally(s, 0, 100, 1.0) FROM generate_series(0, 100) s;
ALTER TABLE layouts ALTER tally SET STORAGE external;
INSERT INTO layouts
	SELECT 'out of line', cx_tally(s, 0, 100, 1.0) FROM generate_series(0, 100) s;
ALTER TABLE layouts ALTER tally SET STORAGE plain;
INSERT INTO layouts
	SELECT 'plain', cx_tally(s, 0, 100, 1.0) FROM generate_series(0, 100) s;

-- They are stored as they are called.
SELECT way, CASE WHEN substr(tally::stored_bytes::text, 3, 2) IN ('01', '02')
	THEN 'packed' ELSE 'working' END AS layout, pg_column_compression(tally) IS NOT NULL AS compressed
FROM layouts ORDER BY way;
SELECT pg_relation_size(reltoastrelid) > 0 AS "something is out of line"
FROM pg_class WHERE oid = 'layouts'::regclass;

-- All functions give one result for one content, and so do the operators.
SELECT count(*) AS rows, tally::text = min(tally::text) AS same_text
FROM layouts GROUP BY tally ORDER BY cx_responses(tally), cx_weight(tally);
SELECT count(DISTINCT result) AS results, count(*) AS rows FROM (
	SELECT cx_responses(tally), round(cx_weight(tally)::numeric, 9), jsonb_build_array(
		tally::text, tally::json, tally::jsonb, cx_tally_send(tally), cx_tally_hash(tally),
		cx_tally_hash_extended(tally, 42), cx_value(tally, 'mean'), cx_stderr(tally, 'index'),
		cx_responses(tally), cx_weight(tally), cx_effective_responses(tally), cx_scale(tally),
		cx_counts(tally), cx_count(tally, 1, 10), cx_share(tally, 2, 9), cx_reverse(tally),
		tally + tally, cx_tally_packed(tally)::stored_bytes,
		cx_tally_unless_empty(tally)::stored_bytes, cx_reverse(tally)::stored_bytes)
	FROM layouts) r(responses, weight, result)
GROUP BY responses, weight ORDER BY responses, weight;

-- As first and as later input of an aggregate, and on either side of the
-- operators, the layouts count alike.
SELECT a.way, b.way, (SELECT cx_merge(t) FROM (VALUES (a.tally), (b.tally)) v(t)) = a.tally + a.tally AS merged,
	a.tally + b.tally = b.tally + b.tally AS added
FROM layouts a JOIN layouts b USING (tally) WHERE a.way <> b.way ORDER BY 1, 2;
SELECT a.way, b.way, a.tally - b.tally AS difference
FROM layouts a JOIN layouts b ON a.tally = b.tally AND 'working' IN (a.way, b.way) ORDER BY 1, 2;

-- A working tally that turns empty is equal to the empty tally.
SELECT state_of(NULL::integer) = '[0,10]{}', state_of(NULL, NULL) = '[0,10]{}',
	cx_tally_hash(state_of(NULL::integer)) = cx_tally_hash('[0,10]{}'), state_of(NULL::integer)::text;

DROP TABLE stored, sizes, layouts;
SET client_min_messages = warning;
DROP TYPE stored_bytes CASCADE;
