-- The aggregates' support functions, called by hand: they take any tally in
-- either layout, leave their arguments alone and return the packed layout.
\pset format unaligned
\pset null NULL

-- Counting a score, in each type; taking it away again.
SELECT cx_tally_add('[1,5]{1,2,3,4,5}', 3::smallint), cx_tally_add('[1,5]{1,2,3,4,5}', 3), cx_tally_add('[1,5]{1,2,3,4,5}', 3::numeric),
	cx_tally_add('[1,5]{1,2,3,4,5}', 3::double precision), cx_tally_add('[1,5]{1,2,3,4,5}', true), cx_tally_add('[-1,0]{}', false);
SELECT cx_tally_remove('[1,5]{1,2,3,4,5}', 3::smallint), cx_tally_remove('[1,5]{1,2,3,4,5}', 3), cx_tally_remove('[1,5]{1,2,3,4,5}', 3::numeric),
	cx_tally_remove('[1,5]{1,2,3,4,5}', 3::double precision), cx_tally_remove('[1,5]{1,2,3,4,5}', true), cx_tally_remove('[0,1]{1,0}', false);
-- On a scale that is given, with or without a tally and a score.
SELECT cx_tally_add(t, 3::smallint, 1, 5), cx_tally_add(t, 3, 1, 5), cx_tally_add(t, 3::numeric, 1, 5), cx_tally_add(t, 3::double precision, 1, 5),
	cx_tally_add(t, 3::double precision, 1, 5, 0.5), cx_tally_add_counts(t, 3, 7, 1, 5) FROM (VALUES ('[1,5]{1,2,3,4,5}'::cx_tally), ('[1,5]{}'), (NULL)) v(t);
SELECT cx_tally_add(t, NULL::smallint, 1, 5), cx_tally_add(t, NULL::integer, 1, 5), cx_tally_add(t, NULL::numeric, 1, 5),
	cx_tally_add(t, NULL::double precision, 1, 5),
	cx_tally_add(t, NULL::double precision, 1, 5, 0.5), cx_tally_add(t, 3::double precision, 1, 5, NULL), cx_tally_add_counts(t, NULL, 7, 1, 5),
	cx_tally_add_counts(t, 3, NULL, 1, 5)
FROM (VALUES ('[1,5]{1,2,3,4,5}'::cx_tally), ('[1,5]{}'), (NULL)) v(t);
SELECT cx_tally_remove(t, 3::smallint, 1, 5), cx_tally_remove(t, 3, 1, 5), cx_tally_remove(t, 3::numeric, 1, 5), cx_tally_remove(t, 3::double precision, 1, 5),
	cx_tally_remove_counts(t, 3, 2, 1, 5), cx_tally_remove(t, NULL::integer, 1, 5), cx_tally_remove_counts(t, 3, NULL, 1, 5)
		FROM (VALUES ('[1,5]{1,2,3,4,5}'::cx_tally)) v(t);
-- With a weight; an unweighted score added to a weighted tally weighs 1.
SELECT cx_tally_add('[1,5]{1,2,3,4,5}', 3, 0.5), cx_tally_add('[1,5]{0,0,0.5,0,0}{0,0,0.25,0,0}1', 3, 0.5),
	cx_tally_add('[1,5]{0,0,0.5,0,0}{0,0,0.25,0,0}1', 3),
	cx_tally_add('[1,5]{0,0,0.5,0,0}{0,0,0.25,0,0}1', 4, 1, 5), cx_tally_add('[1,5]{}', 3, 0);
-- From a weighted tally nothing is taken away: NULL starts the frame again.
SELECT cx_tally_remove('[1,5]{0,0,0.5,0,0}{0,0,0.25,0,0}1', 3), cx_tally_remove('[1,5]{0,0,0.5,0,0}{0,0,0.25,0,0}1', 3::numeric, 1, 5);
-- Merging and final functions.
SELECT cx_tally_merge('[1,5]{1,2,3,4,5}', '[1,5]{5,4,3,2,1}'), cx_tally_subtraction('[1,5]{1,2,3,4,5}', '[1,5]{0,1,2,3,4}');
SELECT cx_tally_packed(t), cx_tally_unless_empty(t), cx_tally_csat(t), cx_tally_ces(t)
	FROM (VALUES ('[1,5]{1,2,3,4,5}'::cx_tally), ('[1,5]{}'), ('[1,5]{0,0,0,0,0}{0,0,0,0,0}1')) v(t);
SELECT cx_tally_nps('[0,10]{0,0,0,0,0,0,0,1,0,0,1}'), cx_tally_nps('[0,10]{}');
-- The strict ones know nothing of NULL.
SELECT num_nonnulls(cx_tally_add(NULL, 3), cx_tally_add('[1,5]{}', NULL::integer), cx_tally_add(NULL, 3::smallint), cx_tally_add(NULL, 3::numeric),
	cx_tally_add(NULL, 3::double precision),
	cx_tally_add(NULL, true), cx_tally_add('[1,5]{}', 3, NULL::double precision), cx_tally_add('[1,5]{}', NULL::double precision, 3),
	cx_tally_remove(NULL, 3), cx_tally_remove('[1,5]{}', NULL::numeric),
	cx_tally_merge(NULL, '[1,5]{}'), cx_tally_merge('[1,5]{}', NULL), cx_tally_subtraction(NULL, '[1,5]{}'), cx_tally_subtraction('[1,5]{}', NULL),
		cx_tally_packed(NULL),
	cx_tally_unless_empty(NULL), cx_tally_nps(NULL), cx_tally_csat(NULL), cx_tally_ces(NULL)) AS not_null;

-- The combine function is commutative and at home with empty and weighted
-- states in either layout; the functions of a state do not change it.
CREATE TABLE states (name text, state cx_tally);
INSERT INTO states SELECT 'working', state_of(s) FROM generate_series(0, 10) s;
INSERT INTO states SELECT 'working, empty', state_of(NULL::integer);
INSERT INTO states SELECT 'working, weighted', state_of(s, s / 4.0) FROM generate_series(0, 10) s;
INSERT INTO states SELECT 'working, without weight', state_of(3, 0);
INSERT INTO states SELECT replace(name, 'working', 'packed'), cx_tally_packed(state) FROM states;
SELECT count(*) AS pairs, count(*) FILTER (WHERE cx_tally_merge(a.state, b.state) <> cx_tally_merge(b.state, a.state)) AS not_commutative,
	count(DISTINCT (cx_tally_merge(a.state, b.state))::text) AS sums FROM states a, states b;
SELECT count(*) AS triples, count(*) FILTER (WHERE cx_tally_merge(cx_tally_merge(a.state, b.state), c.state) <> cx_tally_merge(a.state,
	cx_tally_merge(b.state, c.state))) AS not_associative
FROM states a, states b, states c;
SELECT count(*) FILTER (WHERE cx_tally_merge(state, '[0,10]{}') <> state OR cx_tally_merge('[0,10]{}', state) <> state) AS changed_by_empty FROM states;
DO $$
DECLARE
	kept cx_tally;
	before text;
	dummy cx_tally;
	row states;
BEGIN
	FOR row IN SELECT * FROM states LOOP
		kept := row.state;
		before := kept::text;
		dummy := cx_tally_add(kept, 10);
		dummy := cx_tally_add(kept, 10, 0.5);
		dummy := cx_tally_add(kept, 10::numeric, 0, 10);
		dummy := cx_tally_merge(kept, kept);
		dummy := kept + kept;
		dummy := cx_tally_merge(kept, '[0,10]{0,1,0,0,0,0,0,0,0,0,0.5}{0,1,0,0,0,0,0,0,0,0,0.25}2');
		dummy := cx_reverse(kept);
		IF before NOT LIKE '%}{%' THEN
			dummy := cx_tally_add_counts(kept, 10, 5, 0, 10);
			dummy := kept - kept;
		END IF;
		IF before LIKE '[0,10]{1,%' AND before NOT LIKE '%}{%' THEN
			dummy := cx_tally_remove(kept, 5);
			dummy := cx_tally_remove_counts(kept, 5, 1, 0, 10);
		END IF;
		IF kept::text <> before THEN
			RAISE EXCEPTION 'the % state has changed to %', row.name, kept;
		END IF;
	END LOOP;
END $$;
-- A state as its aggregate hands it over, aligned and in the working layout:
-- the very bytes that the functions would change in place inside an aggregate.
SELECT before, added, added_here, merged, subtracted, removed, counted, state::text = before AS unchanged
FROM (SELECT state, state::text AS before, cx_tally_add(state, 10) AS added, cx_tally_add(state, 10::numeric, 0, 10) AS added_here,
		cx_tally_merge(state, '[0,10]{0,0,0,0,0,0,0,0,0,0,7}') AS merged, cx_tally_subtraction(state, state) AS subtracted,
		cx_tally_remove(state, 3) AS removed, cx_tally_add_counts(state, 0, 5, 0, 10) AS counted
	FROM (SELECT state_of(score) AS state FROM (VALUES (3), (4), (3)) v(score) OFFSET 0) s OFFSET 0) f;
-- Nor do the aggregates change the tallies that they merge.
SELECT cx_merge(state) IS NOT NULL AS merged, array_agg(state::text) = (SELECT array_agg(state::text) FROM states) AS unchanged FROM states;
DROP TABLE states;

-- Scales, scores and counts that do not fit.
SELECT call, split_part(outcome('SELECT ' || call), E'\n', 1) AS outcome FROM (VALUES
	('cx_tally_add(''[1,5]{}'', 0)'), ('cx_tally_add(''[1,5]{}'', 6::smallint)'), ('cx_tally_add(''[1,5]{}'', 2.5)'),
	('cx_tally_add(''[1,5]{}'', false)'), ('cx_tally_add(''[1,5]{}'', 0, 1)'),
	('cx_tally_add(''[1,5]{}'', 3, -1)'), ('cx_tally_add(''[1,5]{}'', 3, 0, 10)'), ('cx_tally_add(''[1,5]{}'', 3::double precision, 0, 10, 0.5)'),
	('cx_tally_add(NULL, 3, 10, 0)'),
	('cx_tally_add(NULL, NULL::integer, 0, NULL)'), ('cx_tally_add(NULL, NULL::double precision, 0, 0, NULL)'),
		('cx_tally_add_counts(''[1,5]{}'', 3, 1, 0, 10)'),
	('cx_tally_add_counts(''[1,5]{}'', 3, -1, 1, 5)'), ('cx_tally_add_counts(''[1,5]{}'', 3, 9007199254740993, 1, 5)'),
	('cx_tally_add_counts(''[1,5]{}'', 6, 1, 1, 5)'),
	('cx_tally_add_counts(''[1,5]{0,0,1,0,0}{0,0,1,0,0}1'', 3, 1, 1, 5)'), ('cx_tally_remove(''[1,5]{1,0,0,0,0}'', 2)'),
	('cx_tally_remove(''[1,5]{1,0,0,0,0}'', 6)'), ('cx_tally_remove(NULL, 3, 1, 5)'),
	('cx_tally_remove_counts(''[1,5]{0,0,3,0,0}'', 3, 4, 1, 5)'), ('cx_tally_remove_counts(''[1,5]{}'', 3, 9007199254740992, 1, 5)'),
	('cx_tally_merge(''[1,5]{}'', ''[0,10]{}'')'),
	('cx_tally_subtraction(''[1,5]{}'', ''[0,10]{}'')'), ('cx_tally_subtraction(''[1,5]{}'', ''[1,5]{0,0,0,0,1}'')'), ('cx_tally_nps(''[1,5]{}'')'),
	('cx_tally_nps(''[1,5]{1,2,3,4,5}'')')) v(call);

-- An aggregate of one's own over the support functions, whose first state is
-- the first tally and whose final function is any that reads tallies.
CREATE AGGREGATE effective_of(cx_tally) (SFUNC = cx_tally_merge, STYPE = cx_tally, FINALFUNC = cx_effective_responses,
	COMBINEFUNC = cx_tally_merge, PARALLEL = SAFE);
SELECT effective_of(mixed) = cx_effective_responses(cx_merge(mixed)) AS same, effective_of(tally) = sum(r) AS unweighted FROM survey;
DROP AGGREGATE effective_of(cx_tally);
