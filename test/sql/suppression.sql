-- cx_suppressed: groups that must not be shown, so that no small one can be computed
-- from a total.

CREATE FUNCTION hidden(responses integer[], minimum integer, total boolean) RETURNS text LANGUAGE sql RETURN
	(SELECT string_agg(CASE WHEN s THEN 'x' ELSE n::text END, ' ' ORDER BY i)
		FROM (SELECT i, n, cx_suppressed(cx_tally_from_counts(0, ARRAY[n, 0]), minimum, total) OVER () AS s
		FROM unnest(responses) WITH ORDINALITY u(n, i)) q);
SELECT r AS responses, hidden(r, 5, true) AS total_shown, hidden(r, 5, false) AS not_shown, hidden(r, 1, true) AS minimum_1
	FROM (VALUES ('{10,20,30}'::integer[]), ('{3,20,30}'), ('{3,20,20,30}'), ('{3,4,20}'), ('{1,1,20}'), ('{1,1,1,20,9}'),
	('{0,3,20,30}'), ('{0,0,7}'), ('{2}'), ('{4,4}'), ('{1,2}'), ('{4,7}'), ('{0}')) v(r);
-- Every set of three to five groups of few answers: what is hidden is either nothing
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
-- NULL and empty tallies hide nothing; weights do not count; scales may differ.
SELECT i, cx_suppressed(t) OVER ()
	FROM unnest('{NULL,"[1,5]{}","[0,1]{0.5,0}{0.25,0}1","[1,5]{9,9,9,9,9}","[0,10]{0,0,0,0,0,0,0,0,0,3,3}"}'::cx_tally[]) WITH ORDINALITY u(t, i) ORDER BY i;
SELECT cx_suppressed(t, NULL) OVER (), cx_suppressed(t, 5, NULL) OVER () FROM (VALUES ('[0,1]{1,0}'::cx_tally)) v(t);
SELECT outcome('SELECT cx_suppressed(tally, 0) OVER () FROM survey'), outcome('SELECT cx_suppressed(tally, id) OVER () FROM survey');
DROP FUNCTION hidden;
