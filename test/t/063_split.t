# 063_split.t
#	  Every aggregate as a distributed engine computes it: the transition
#	  function on each shard, the states carried as text or as binary, the
#	  combine function in any order, the final function at the end.  The result
#	  is that of one run over all rows.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use Distribution;
use Test::More;

my $node = setup_node();
my $files = $node->basedir;

is(make_calls($node), '', 'there is a call of every aggregate in the catalogue');
cmp_ok($node->safe_psql('postgres', 'SELECT count(DISTINCT aggregate) FROM calls'), '>=', 45, 'there are many');

# Sums of fractions are compared but for their rounding, and for that alone.
is($node->safe_psql('postgres', <<'EOT'), 't t t f f f f f', 'results are alike that differ in rounding');
SELECT concat_ws(' ', alike(NULL, NULL), alike('{1e3,0}', '{1000,-1e-10}'), alike('[-0.3,2)', '[-0.30000000000000004,2)'), alike('{1,2}', '{1,2.00000000001}'),
	alike('{1,2}', '{2,1}'), alike('{1,2}', '{1}'), alike('{1}', '[1]'), alike('1', NULL))
EOT

# What keeps an engine from splitting an aggregate.
is($node->safe_psql('postgres', <<'EOT'), '', 'each can be split');
SELECT DISTINCT aggregate::regprocedure, reason
FROM calls JOIN pg_aggregate a ON aggfnoid = aggregate JOIN pg_proc p ON p.oid = aggregate, LATERAL (VALUES
	(aggcombinefn = 0, 'has no combine function'),
	(aggtranstype::regtype::text NOT IN ('cx_tally', 'cx_moments'), 'has a state of another type'),
	(aggkind <> 'n', 'is not a plain aggregate'),
	(aggfinalextra, 'has a final function that wants the arguments'),
	(aggfinalmodify <> 'r', 'has a final function that changes the state'),
	(prorettype::regtype::text NOT IN ('double precision', 'cx_tally', 'cx_moments', 'cx_range'), 'has a result of another type'),
	((SELECT provolatile <> 'i' FROM pg_proc f WHERE f.oid = aggtransfn), 'has a transition function that is not immutable')) v(applies, reason)
WHERE applies
EOT

# Answers on shards: 7 has none and 6 only NULLs.  Nobody in group 9 has
# answered; group 8 is on one shard; group 7 has answers on one shard and NULLs
# on another.
$node->safe_psql('postgres', <<'EOT');
SELECT setseed(0.063);
CREATE TABLE answers AS SELECT *, floor(random() * 6)::integer AS shard, CASE WHEN id % 30 = 8 THEN 8 ELSE team END AS grp FROM survey;
UPDATE answers SET shard = 2 WHERE grp = 8;
UPDATE answers SET grp = 7, shard = 3 WHERE id BETWEEN 100 AND 110;
INSERT INTO answers (id, grp, shard) VALUES (1001, 9, 6), (1002, 9, 0), (1003, 0, 6), (1004, 7, 6), (1005, 7, 4);
ALTER TABLE answers ADD PRIMARY KEY (id);

-- Groups that a shard does not know have no state there; without GROUP BY each
-- shard has one, also the shard without rows.
CREATE TABLE units AS
	SELECT DISTINCT grp, shard FROM answers UNION ALL SELECT NULL, shard FROM generate_series(0, 7) shard;
EOT

# For each type of state, in a schema of its own.
for my $type (qw(cx_tally cx_moments))
{
	$node->safe_psql('postgres', "CREATE SCHEMA of_$type; ALTER DATABASE postgres SET search_path = of_$type, public");
	$node->safe_psql('postgres', <<"EOT");
CREATE TABLE single (call_id bigint, grp integer, result text);
CREATE TABLE states (call_id bigint, grp integer, shard integer, form text, state $type);
EOT

	# One run over everything.  A worker's aggregate has no final function; a
	# coordinator's begins with the first state that arrives.
	$node->safe_psql('postgres', <<'EOT' =~ s/STATE/$type/gr);
DO $$
DECLARE
	c record;
BEGIN
	FOR c IN SELECT *, array_to_string(arguments, ', ') AS list, format(', INITCOND = %L', agginitval) AS init,
		format(', FINALFUNC = %s', nullif(aggfinalfn::oid, 0)::regproc) AS final,
			(SELECT string_agg(type::regtype::text, ', ' ORDER BY i) FROM unnest(proargtypes::oid[]) WITH ORDINALITY u(type, i)) AS types
		FROM calls JOIN pg_aggregate ON aggfnoid = aggregate JOIN pg_proc p ON p.oid = aggregate
		WHERE aggtranstype = 'STATE'::regtype LOOP
		EXECUTE format('CREATE AGGREGATE worker_%s(%s) (SFUNC = %s, STYPE = STATE%s)', c.id, c.types, c.aggtransfn,
			CASE WHEN c.agginitval IS NOT NULL THEN c.init END);
		EXECUTE format('CREATE AGGREGATE coordinator_%s(STATE) (SFUNC = %s, STYPE = STATE%s)', c.id, c.aggcombinefn,
			CASE WHEN c.aggfinalfn <> 0 THEN c.final END);
		EXECUTE format('INSERT INTO single SELECT %s, grp, (%s)::text FROM answers GROUP BY GROUPING SETS ((), grp)', c.id, c.call);
		EXECUTE format('INSERT INTO states SELECT %1$s, grp, shard, ''aggregate'', worker_%1$s(%2$s) FROM answers GROUP BY grp, shard', c.id, c.list);
		EXECUTE format('INSERT INTO states SELECT %1$s, NULL, s, ''aggregate'', (SELECT worker_%1$s(%2$s) FROM answers WHERE shard = s) '
			'FROM generate_series(0, 7) s', c.id, c.list);
	END LOOP;
END $$;
EOT

	# The same states by calls from outside an aggregate.  A strict transition
	# function never sees NULL: the row is skipped, and the first argument is the
	# first state.
	$node->safe_psql('postgres', <<'EOT' =~ s/STATE/$type/gr);
DO $$
DECLARE c record;
BEGIN
	FOR c IN SELECT *, (SELECT string_agg(format('%s AS a%s', argument, i), ', ') FROM unnest(arguments) WITH ORDINALITY u(argument, i)) AS list,
			(SELECT string_agg(format('r.a%s', i), ', ') FROM generate_series(1, cardinality(arguments)) i) AS row
		FROM calls JOIN pg_aggregate ON aggfnoid = aggregate JOIN pg_proc p ON p.oid = aggtransfn
		WHERE aggtranstype = 'STATE'::regtype LOOP
		EXECUTE format($f$
			CREATE FUNCTION rows_%s(a_grp integer, a_shard integer) RETURNS STATE LANGUAGE plpgsql AS $b$
			DECLARE
				state STATE := %L;
				r record;
			BEGIN
				FOR r IN SELECT %s FROM answers WHERE shard = a_shard AND (a_grp IS NULL OR grp = a_grp) ORDER BY random() LOOP
					IF %L AND num_nulls(%s) > 0 THEN
						CONTINUE;
					END IF;
					%s
					state := %s(state, %5$s);
				END LOOP;
				RETURN state;
			END $b$ $f$, c.id, c.agginitval, c.list, c.proisstrict, c.row,
			CASE WHEN c.proisstrict AND c.agginitval IS NULL THEN 'IF state IS NULL THEN state := r.a1; CONTINUE; END IF;' END, c.aggtransfn);
		EXECUTE format('INSERT INTO states SELECT %1$s, grp, shard, ''rows'', rows_%1$s(grp, shard) FROM units', c.id);
	END LOOP;
END $$;
EOT

	is($node->safe_psql('postgres', <<'EOT' =~ s/STATE/$type/gr), '', "$type: inside and outside an aggregate the states are the same");
SELECT call_id, grp, shard, count(*), string_agg(state::text, ' | ')
FROM states JOIN calls ON id = call_id
GROUP BY call_id, exact, grp, shard
HAVING count(*) <> 2 OR count(state) = 1 OR CASE WHEN exact THEN min(state::text) <> max(state::text) ELSE NOT alike(min(state::text), max(state::text)) END
EOT

	# As they are, which is in either layout, and after a journey.
	for my $format ('text', 'binary')
	{
		$node->safe_psql('postgres', <<"EOT");
COPY (SELECT call_id, grp, shard, form || ', $format', state FROM states WHERE form IN ('aggregate', 'rows')) TO '$files/states' (FORMAT $format);
COPY states FROM '$files/states' (FORMAT $format);
EOT
	}
	is($node->safe_psql('postgres', <<'EOT' =~ s/STATE/$type/gr), '2|0', "$type: what arrives is what was sent, bit by bit");
SELECT count(DISTINCT a.form), count(*) FILTER (WHERE a.state::text IS DISTINCT FROM s.state::text OR STATE_send(a.state) IS DISTINCT FROM STATE_send(s.state))
FROM states s JOIN states a USING (call_id, shard)
WHERE s.form = 'aggregate' AND a.form LIKE 'aggregate, %' AND a.grp IS NOT DISTINCT FROM s.grp
EOT
	$type eq 'cx_tally' and is($node->safe_psql('postgres', <<'EOT'), 't|t|t|t|t', 'there are states in both layouts, weighted, empty and NULL');
SELECT bool_or(working AND state::text NOT LIKE '%{}'), bool_or(NOT working AND state::text NOT LIKE '%{}'), bool_or(state::text LIKE '%}{%'),
	bool_or(state::text LIKE '%{}'), bool_or(state IS NULL)
FROM (SELECT state, pg_column_size(state) > pg_column_size(cx_tally_packed(state)) AS working FROM states) s
EOT

	# States combined two at a time, any two, until one is left.  A strict combine
	# function never sees NULL: the other state is the result.
	$node->safe_psql('postgres', <<'EOT' =~ s/STATE/$type/gr);
CREATE FUNCTION combine_by_tree(states STATE[], combine regproc) RETURNS STATE LANGUAGE plpgsql AS $$
DECLARE
	is_strict boolean := (SELECT proisstrict FROM pg_proc WHERE oid = combine);
	n integer := cardinality(states);
	i integer;
	a STATE;
	b STATE;
BEGIN
	WHILE n > 1 LOOP
		i := 1 + floor(random() * n);
		a := states[i];
		states[i] := states[n];
		i := 1 + floor(random() * (n - 1));
		b := states[i];
		IF is_strict AND num_nulls(a, b) > 0 THEN
			states[i] := coalesce(a, b);
		ELSE
			EXECUTE format('SELECT %s($1, $2)', combine) INTO a USING a, b;
			states[i] := a;
		END IF;
		n := n - 1;
	END LOOP;
	RETURN states[1];
END $$;
CREATE FUNCTION finish(state STATE, final regproc) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	result text;
BEGIN
	EXECUTE format(CASE WHEN final = 0 THEN 'SELECT $1::text' ELSE 'SELECT %s($1)::text' END, final) INTO result USING state;
	RETURN result;
END $$;
CREATE FUNCTION fold(call_id bigint, states STATE[]) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	result text;
BEGIN
	EXECUTE format('SELECT coordinator_%s(state ORDER BY random())::text FROM unnest($1) state', call_id) INTO result USING states;
	RETURN result;
END $$;
-- Of each shard one form of its state, and among them states of shards that
-- have no rows or do not answer.
CREATE FUNCTION combined(seed double precision, OUT call_id bigint, OUT grp integer, OUT tree text, OUT folded text) RETURNS SETOF record LANGUAGE sql AS $$
	SELECT setseed(seed);
	SELECT call_id, grp, finish(combine_by_tree(states, aggcombinefn), aggfinalfn), fold(call_id, states)
	FROM (SELECT call_id, grp, array_agg(state ORDER BY random()) || NULL::STATE || agginitval::STATE AS states, aggcombinefn, aggfinalfn
		FROM (SELECT DISTINCT ON (call_id, grp, shard) call_id, grp, state FROM states ORDER BY call_id, grp, shard, random()) chosen
			JOIN calls ON calls.id = call_id JOIN pg_aggregate ON aggfnoid = aggregate
		GROUP BY call_id, grp, agginitval, aggcombinefn, aggfinalfn) s;
$$;
CREATE TABLE outcomes AS
	SELECT seed, call, exact, c.grp, s.result, tree, folded
	FROM generate_series(0.1, 0.4, 0.1) seed, combined(seed::float8) c JOIN calls ON id = c.call_id
		JOIN single s ON s.call_id = c.call_id AND s.grp IS NOT DISTINCT FROM c.grp;
EOT

	# Four seeds; seven groups, one of which has no answers, and the whole.
	for my $call (split /\n/, $node->safe_psql('postgres', 'SELECT call FROM calls WHERE id IN (SELECT call_id FROM single) ORDER BY id'))
	{
		is($node->safe_psql('postgres', <<"EOT"), "32|t|", "$call: split is as whole");
SELECT count(*), count(result) BETWEEN 24 AND 31, string_agg(concat_ws(' ', 'seed', seed, 'group', grp, 'is', result, 'and split', tree, folded), E'\\n')
	FILTER (WHERE CASE WHEN exact THEN (tree, folded) IS DISTINCT FROM (result, result)
		ELSE NOT (alike(tree, result) AND alike(folded, result)) END)
FROM outcomes WHERE call = '$call'
EOT
	}
}

ok(!has_crashed($node), 'no process has crashed');
$node->stop;
done_testing();
