-- The operators of cx_tally, its btree and hash operator classes, and what
-- PostgreSQL builds on them.

-- Tallies on many scales; some twice, and some twice in another layout.
CREATE TABLE tallies (tally cx_tally);
INSERT INTO tallies
	SELECT text::cx_tally FROM (VALUES
		('[0,10]{}'), ('[0,10]{1,0,0,0,0,0,0,0,0,0,0}'), ('[0,10]{0,0,0,0,0,0,0,0,0,0,1}'),
		('[0,10]{0,0,0,0,0,0,0,0,0,0,1}{0,0,0,0,0,0,0,0,0,0,1}1'),
		('[0,10]{0,0,0,0,0,0,0,0,0,0,1}{0,0,0,0,0,0,0,0,0,0,1}2'),
		('[0,10]{0,0,0,0,0,0,0,0,0,0,1}{0,0,0,0,0,0,0,0,0,0,0.5}2'),
		('[0,10]{0,0,0,0,0,0,0,0,0,0,0}{0,0,0,0,0,0,0,0,0,0,0}1'),
		('[0,10]{0,0,0,0,0,0,0,0,0,0,127}'), ('[0,10]{0,0,0,0,0,0,0,0,0,0,128}'),
		('[0,10]{0,0,0,0,0,0,0,0,0,0,9007199254740992}'),
		('[0,10]{0,0,0,0,0,0,0,0,0,0,9007199254740991}'),
		('[1,5]{}'), ('[1,5]{1,2,3,4,5}'), ('[1,5]{5,4,3,2,1}'), ('[-1,1]{}'), ('[-1,1]{1,2,3}'),
		('[0,2]{1,2,3}'), ('[-1000,-998]{1,2,3}'), ('[998,1000]{1,2,3}'), ('[0,1]{1,2}')) v(text),
		generate_series(1, 2);
INSERT INTO tallies SELECT state_of(score) FROM (VALUES (0), (10)) v(score) GROUP BY score;
INSERT INTO tallies SELECT state_of(score, 1) FROM (VALUES (10)) v(score);
INSERT INTO tallies SELECT state_of(NULL::integer);
INSERT INTO tallies VALUES (NULL);

-- Equal is what has equal text; hashes agree with it.
SELECT count(*) AS pairs, count(*) FILTER (WHERE (a.tally = b.tally) <> (a.tally::text = b.tally::text)) AS wrong,
	count(*) FILTER (WHERE a.tally = b.tally) AS equal
FROM tallies a, tallies b WHERE a.tally IS NOT NULL AND b.tally IS NOT NULL;
SELECT count(*) AS equal_pairs_of_another_hash FROM tallies a JOIN tallies b ON a.tally::text = b.tally::text
WHERE cx_tally_hash(a.tally) <> cx_tally_hash(b.tally) OR
	cx_tally_hash_extended(a.tally, 7) <> cx_tally_hash_extended(b.tally, 7);
SELECT count(DISTINCT tally::text) AS contents, count(DISTINCT cx_tally_hash(tally)) AS hashes,
	count(DISTINCT cx_tally_hash_extended(tally, 1)) AS hashes_of_seed_1 FROM tallies;
-- As for every hash operator class, seed 0 gives the plain hash, another seed
-- another hash.
SELECT count(*) FILTER (WHERE cx_tally_hash_extended(tally, 0)::bit(64) << 32 <>
		cx_tally_hash(tally)::bit(32)::bit(64)) AS low_bits_differ,
	count(*) FILTER (WHERE cx_tally_hash_extended(tally, 0) = cx_tally_hash_extended(tally, 1)) AS seed_ignored
FROM tallies;

-- A total order: the operators say what the comparison function says, which is
-- antisymmetric and transitive.
SELECT count(*) AS pairs, count(*) FILTER (WHERE cmp <> -sign(cx_tally_cmp(b, a)) OR (a < b) <> (cmp < 0) OR (a <= b) <> (cmp <= 0)
	OR (a = b) <> (cmp = 0) OR (a <> b) <> (cmp <> 0) OR (a >= b) <> (cmp >= 0) OR (a > b) <> (cmp > 0)) AS breaches
FROM (SELECT a.tally AS a, b.tally AS b, sign(cx_tally_cmp(a.tally, b.tally)) AS cmp FROM tallies a, tallies b) p WHERE cmp IS NOT NULL;
SELECT count(*) AS intransitive FROM tallies a, tallies b, tallies c
WHERE a.tally <= b.tally AND b.tally <= c.tally AND NOT a.tally <= c.tally;

-- What sorts, hashes and groups.
SELECT count(*) AS rows, count(tally) AS not_null, count(DISTINCT tally) AS contents FROM tallies;
SELECT count(*) FROM (SELECT DISTINCT tally FROM tallies) d;
SELECT count(*) FROM (SELECT tally FROM tallies GROUP BY tally HAVING count(*) > 2) d;
SELECT count(*) FROM (SELECT tally FROM tallies UNION SELECT tally FROM tallies) d;
SELECT count(*) FROM (SELECT tally FROM tallies EXCEPT SELECT '[1,5]{1,2,3,4,5}') d;
SELECT count(*) FROM (SELECT tally FROM tallies INTERSECT VALUES ('[0,10]{}'::cx_tally), (NULL), ('[0,1]{}')) d;
SELECT max(n) AS most_alike, count(DISTINCT tally) FILTER (WHERE n = 3) AS alike_in_threes
FROM (SELECT tally, count(*) OVER (PARTITION BY tally) AS n FROM tallies) p WHERE tally IS NOT NULL;
SELECT count(*) AS out_of_order
FROM (SELECT tally, lag(tally) OVER (ORDER BY tally) AS before FROM tallies) o WHERE before > tally;
SELECT tally = ANY (ARRAY['[0,1]{1,2}', '[0,1]{2,1}']::cx_tally[]) AS found, count(*)
FROM tallies GROUP BY 1 ORDER BY 1;

-- The same by sorting and by hashing, in joins too.
SET enable_hashagg = off;
SELECT count(*), sum(n) FROM (SELECT tally, count(*) AS n FROM tallies GROUP BY tally) d;
RESET enable_hashagg;
SET enable_sort = off;
SELECT count(*), sum(n) FROM (SELECT tally, count(*) AS n FROM tallies GROUP BY tally) d;
RESET enable_sort;
SET enable_hashjoin = off;
SET enable_nestloop = off;
SELECT count(*) AS "merge join" FROM tallies a JOIN tallies b USING (tally);
SET enable_mergejoin = off;
SET enable_hashjoin = on;
SELECT count(*) AS "hash join" FROM tallies a JOIN tallies b USING (tally);
SET enable_hashjoin = off;
SET enable_nestloop = on;
SELECT count(*) AS "nested loop" FROM tallies a JOIN tallies b USING (tally);
RESET enable_hashjoin;
RESET enable_nestloop;
RESET enable_mergejoin;

-- Indexes find what a scan of the table finds.
CREATE INDEX tallies_btree ON tallies (tally);
SET enable_seqscan = off;
SELECT count(*) FILTER (WHERE by_index <> by_hand) AS differences FROM (
	SELECT (SELECT count(*) FROM tallies t WHERE t.tally = p.tally) AS by_index,
		(SELECT count(*) FROM tallies t WHERE t.tally::text = p.tally::text) AS by_hand FROM tallies p) c;
SELECT count(*) FILTER (WHERE below + equal + above <> 44 OR below <> by_hand) AS differences FROM (
	SELECT (SELECT count(*) FROM tallies t WHERE t.tally < p.tally) AS below,
		(SELECT count(*) FROM tallies t WHERE t.tally = p.tally) AS equal,
		(SELECT count(*) FROM tallies t WHERE t.tally > p.tally) AS above,
		(SELECT count(*) FROM tallies t WHERE cx_tally_cmp(t.tally, p.tally) < 0) AS by_hand
	FROM tallies p WHERE tally IS NOT NULL) c;
DROP INDEX tallies_btree;
CREATE INDEX tallies_hash ON tallies USING hash (tally);
SELECT count(*) FILTER (WHERE by_index <> by_hand) AS differences FROM (
	SELECT (SELECT count(*) FROM tallies t WHERE t.tally = p.tally) AS by_index,
		(SELECT count(*) FROM tallies t WHERE t.tally::text = p.tally::text) AS by_hand FROM tallies p) c;
RESET enable_seqscan;

-- A unique index knows an equal content in the other layout.
CREATE TABLE once (tally cx_tally PRIMARY KEY);
INSERT INTO once VALUES ('[0,10]{0,0,0,0,0,0,0,0,0,0,1}');
SELECT outcome_code('INSERT INTO once SELECT state_of(10) RETURNING 1') AS unique_violation;
INSERT INTO once SELECT state_of(10) ON CONFLICT DO NOTHING;
SELECT count(*) FROM once;

-- A table partitioned by hash puts equal contents together and finds them.
CREATE TABLE parted (tally cx_tally) PARTITION BY HASH (tally);
CREATE TABLE parted_0 PARTITION OF parted FOR VALUES WITH (MODULUS 3, REMAINDER 0);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES WITH (MODULUS 3, REMAINDER 1);
CREATE TABLE parted_2 PARTITION OF parted FOR VALUES WITH (MODULUS 3, REMAINDER 2);
INSERT INTO parted SELECT tally FROM tallies;
SELECT count(*) AS rows, count(DISTINCT tableoid) > 1 AS spread FROM parted;
SELECT count(*) AS split_contents FROM (SELECT tally FROM parted GROUP BY tally HAVING count(DISTINCT tableoid) > 1) s;
SELECT count(*) FROM parted WHERE tally = '[0,10]{0,0,0,0,0,0,0,0,0,0,1}';
CREATE TABLE parted_by_list (tally cx_tally) PARTITION BY LIST (tally);
CREATE TABLE parted_by_list_1 PARTITION OF parted_by_list FOR VALUES IN ('[0,1]{1,2}', '[1,5]{}');
INSERT INTO parted_by_list VALUES ('[0,1]{1,2}'), ('[1,5]{}');
SELECT count(*) FROM parted_by_list WHERE tally = '[1,5]{}';

-- Statistics are collected, and estimates made from them.
ANALYZE tallies;
SELECT null_frac > 0 AS nulls, n_distinct <> 0 AS distinct, cardinality(most_common_vals::text::cx_tally[]) > 0 AS common
FROM pg_stats WHERE tablename = 'tallies';
SELECT count(*) FROM tallies WHERE tally = '[1,5]{}' OR tally <> tally;

DROP TABLE tallies, once, parted, parted_by_list;
