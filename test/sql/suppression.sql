-- Small groups: which must not be shown, so that none can be computed.
\pset null NULL

-- Sizes of the groups of a partition, those that are suppressed in brackets.
CREATE FUNCTION suppressed(sizes integer[], minimum integer DEFAULT 5, total_shown boolean DEFAULT true) RETURNS text LANGUAGE sql
	RETURN (SELECT string_agg(CASE WHEN hidden THEN '[' || n || ']' WHEN NOT hidden THEN coalesce(n::text, '-') ELSE 'NULL' END, ' ' ORDER BY i)
		FROM (SELECT n, i, cx_suppressed(tally, minimum, total_shown) OVER () AS hidden
			FROM unnest(sizes) WITH ORDINALITY u(n, i),
				LATERAL (SELECT CASE WHEN n = 0 THEN '[1,5]{}' WHEN n > 0 THEN cx_tally_from_counts(1, ARRAY[0, 0, n, 0, 0]) END) t(tally)) q);
SELECT title, suppressed(sizes, minimum, total_shown) FROM (VALUES
	(1, 'none is small', '{5,6,70}'::integer[], 5, true),
	(2, 'the smallest hides a small one', '{3,20,6,70}', 5, true),
	(3, 'two small ones are enough', '{3,4,20}', 5, true),
	(4, 'two that are too few together', '{1,2,20,30}', 5, true),
	(5, 'ties go together', '{3,6,6,6,70}', 5, true),
	(6, 'until nothing is left', '{3,6}', 5, true),
	(7, 'alone', '{3}', 5, true),
	(8, 'the total is not shown', '{3,20,6,70}', 5, false),
	(9, 'empty ones hide nothing, and nobody', '{0,3,0,20}', 5, true),
	(10, 'NULL does as little', '{NULL,3,NULL,20}', 5, true),
	(11, 'empty alone', '{0,NULL}', 5, true),
	(12, 'a minimum of 1', '{1,2,3}', 1, true),
	(13, 'a large minimum', '{99,100,101,1000}', 100, true),
	(14, 'the largest minimum', '{99,100}', 2147483647, true),
	(15, 'no minimum', '{3,20}', NULL, true),
	(16, 'nothing known of the total', '{3,20}', 5, NULL)) v(i, title, sizes, minimum, total_shown) ORDER BY i;
SELECT minimum, outcome(format('SELECT cx_suppressed(tally, %s) OVER () FROM areas LIMIT 1', minimum)) FROM unnest('{0,-5,5}'::integer[]) minimum;

-- The rule, as it is told: while only one group is hidden, or those hidden have
-- fewer responses than the minimum, the smallest that is shown goes too, with all
-- of its size.
CREATE FUNCTION plainly_suppressed(sizes integer[], minimum integer, total_shown boolean) RETURNS boolean[] LANGUAGE plpgsql AS $$
DECLARE
	hidden boolean[] := ARRAY(SELECT n > 0 AND n < minimum FROM unnest(sizes) WITH ORDINALITY u(n, i) ORDER BY i);
	least integer;
BEGIN
	WHILE total_shown AND true = ANY (hidden) LOOP
		EXIT WHEN (SELECT count(*) >= 2 AND sum(n) >= minimum FROM unnest(sizes, hidden) u(n, h) WHERE h);
		SELECT min(n) INTO least FROM unnest(sizes, hidden) u(n, h) WHERE n > 0 AND NOT h;
		EXIT WHEN least IS NULL;
		hidden := ARRAY(SELECT h OR n = least FROM unnest(sizes, hidden) WITH ORDINALITY u(n, h, i) ORDER BY i);
	END LOOP;
	RETURN hidden;
END $$;
CREATE TEMP TABLE grouping_of AS
	SELECT part, minimum, total_shown, array_agg(n ORDER BY i) AS sizes
	FROM setseed(0.5), generate_series(1, 4000) part, LATERAL (SELECT (ARRAY[1, 2, 3, 5, 10])[1 + part % 5], part % 7 > 0) p(minimum, total_shown),
		LATERAL generate_series(1, 1 + part % 8) i, LATERAL (SELECT floor(random() ^ 2 * (ARRAY[4, 12, 40])[1 + (part + i) % 3])::integer) s(n)
	GROUP BY part, minimum, total_shown;
CREATE TEMP TABLE hidden AS
	SELECT part, minimum, total_shown, array_agg(n ORDER BY i) AS sizes, array_agg(h ORDER BY i) AS hidden
	FROM (SELECT part, minimum, total_shown, n, i,
			cx_suppressed(cx_tally_from_counts(1, ARRAY[n, 0]), minimum, total_shown) OVER (PARTITION BY part ORDER BY random()) AS h
		FROM grouping_of, unnest(sizes) WITH ORDINALITY u(n, i)) q
	GROUP BY part, minimum, total_shown;
SELECT count(*), count(*) FILTER (WHERE true = ANY (hidden)) > 1000 AS hiding,
	count(*) FILTER (WHERE hidden <> plainly_suppressed(sizes, minimum, total_shown)) AS differences FROM hidden;
-- Brute force: of the groups that have answers, a reader knows the total and those
-- shown, so the sums of which the hidden ones appear all or not at all.  None of
-- the subsets that he can compute is one group, or has too few answers, unless
-- nothing is shown but the total.
SELECT count(*) > 5000 AS subsets, count(*) FILTER (WHERE computable) > 500 AS computable,
	count(*) FILTER (WHERE computable AND (groups = 1 OR answers < minimum)) AS disclosed
FROM (SELECT part, minimum, subset, count(*) AS groups, sum(n) AS answers, count(*) = min(all_hidden) AS computable
	FROM (SELECT *, count(*) OVER (PARTITION BY part) AS all_hidden, row_number() OVER (PARTITION BY part) - 1 AS bit
			FROM (SELECT part, minimum, n, h, bool_or(NOT h) OVER (PARTITION BY part) AS some_shown
				FROM hidden, unnest(sizes, hidden) u(n, h) WHERE total_shown AND n > 0) g
			WHERE h AND some_shown) g,
		generate_series(1, 255) subset
	WHERE subset < 1 << all_hidden::integer AND subset >> bit::integer & 1 = 1
	GROUP BY part, minimum, subset) s;

-- Every set of up to four groups of few answers: what is hidden is either nothing
-- or of two groups at least, and of as many answers as the minimum; nothing is
-- hidden that need not be.
SELECT count(*) > 5000 AS many, count(*) FILTER (WHERE small > 0 AND shown_small > 0) AS small_shown,
	count(*) FILTER (WHERE hidden > 0 AND (hidden < 2 OR answers < 4) AND hidden < groups) AS computable,
	count(*) FILTER (WHERE small = 0 AND hidden > 0) AS needless
FROM (SELECT r, count(*) FILTER (WHERE n > 0) AS groups, count(*) FILTER (WHERE n BETWEEN 1 AND 3) AS small,
	count(*) FILTER (WHERE n BETWEEN 1 AND 3 AND NOT s) AS shown_small, count(*) FILTER (WHERE s) AS hidden, sum(n) FILTER (WHERE s) AS answers
	FROM (SELECT r, n, cx_suppressed(cx_tally_from_counts(0, ARRAY[n, 0]::float8[]), 4) OVER (PARTITION BY r) AS s
		FROM (SELECT ARRAY[a, b, c, d] AS r FROM generate_series(0, 8) a, generate_series(0, 8) b, generate_series(0, 8) c,
			generate_series(0, 8) d) r, unnest(r) n) q GROUP BY r) w;

-- Responses count, not weights; each partition is for itself.
SELECT parent, id, cx_suppressed(tally) OVER (PARTITION BY parent) AS suppressed
FROM (VALUES (1, 1, '[0,1]{100,0}{10000,0}1'::cx_tally), (1, 2, '[0,1]{0.1,0.1}{0.001,0.001}20'), (1, 3, '[0,1]{50,50}'), (2, 4, '[0,1]{5,5}'),
	(2, 5, '[0,1]{0,0}{0,0}2'), (2, 6, '[0,1]{9,0}')) v(parent, id, tally)
ORDER BY id;
-- Scales do not matter to it.
SELECT cx_suppressed(tally) OVER () AS suppressed FROM (VALUES (1, '[0,1]{1,2}'::cx_tally), (2, '[1,7]{1,1,1,1,1,1,1}'),
	(3, '[0,10]{9,9,9,9,9,9,9,9,9,9,9}')) v(i, tally) ORDER BY i;
-- Nor do the largest counts overflow.
SELECT count(*) AS groups, bool_and(suppressed) AS all_suppressed
FROM (SELECT cx_suppressed(tally, 2147483647) OVER () AS suppressed
	FROM (SELECT '[0,1]{1,2}'::cx_tally UNION ALL SELECT cx_tally_from_counts(0, array_fill(9007199254740992::float8, ARRAY[101]))
		FROM generate_series(1, 20)) t(tally)) s;
-- The parameters are those of the whole partition.
SELECT outcome($$SELECT cx_suppressed(tally, wave) OVER () FROM areas LIMIT 1$$) AS minimum,
	outcome($$SELECT cx_suppressed(tally, 5, wave = 2017) OVER () FROM areas LIMIT 1$$) AS total_shown,
	outcome($$SELECT cx_suppressed(tally, wave) OVER (PARTITION BY wave) FROM areas WHERE area = 'A' LIMIT 1$$) AS one_each;
