# Distribution.pm
#	  What the tests of distribution share: a call of every aggregate, and
#	  servers that reach each other through postgres_fdw.

package Distribution;

use strict;
use warnings FATAL => 'all';

use Exporter qw(import);

our @EXPORT = qw(make_calls differing_calls connect_shard remote_sql);

# The table calls: every aggregate in the extension's catalogue with arguments
# from the table survey, over each kind of weights, tallies and moments.  Sums of
# weights that are not exact may differ in the last digits, as moments do; the
# scale of a score is that of the initial state.
my $calls = <<'EOT';
CREATE TABLE calls AS
SELECT row_number() OVER (ORDER BY call) AS id, *
FROM (SELECT DISTINCT aggregate, arguments, format('%s(%s)', aggregate::regproc, array_to_string(arguments, ', ')) AS call,
		array_to_string(arguments, ', ') NOT LIKE '%/ 3%' AND state <> 'cx_moments'::regtype AS exact
	FROM (SELECT p.oid AS aggregate, aggtranstype AS state, (SELECT array_agg(
				CASE name
					WHEN 'score' THEN format('%s::%s', CASE left(agginitval, 5) WHEN '[1,5]' THEN 'five' WHEN '[1,7]' THEN 'seven' ELSE 'score' END, type::regtype)
					WHEN 'weight' THEN format('(%s)::%s', weight, type::regtype)
					WHEN 'tally' THEN tally
					WHEN 'moments' THEN moments
					WHEN 'outcome' THEN 'score'
					WHEN 'drivers' THEN 'ARRAY[five, seven, team]::float8[]'
					WHEN 'good' THEN 'good'
					WHEN 'responses' THEN format('responses::%s', type::regtype)
					WHEN 'low' THEN '0'
					WHEN 'high' THEN '10'
				END ORDER BY position)
				FROM unnest(proargnames, proargtypes::oid[]) WITH ORDINALITY u(name, type, position)) AS arguments
		FROM pg_aggregate a JOIN pg_proc p ON p.oid = aggfnoid
			JOIN members ON classid = 'pg_proc'::regclass AND objid = p.oid,
			(VALUES ('weight', 'tally', 'cx_moments_add(NULL, score, ARRAY[five, NULL, seven]::float8[])'),
				('weight / 3', 'mixed', 'cx_moments_add(NULL, score, ARRAY[five, team, seven]::float8[], weight / 3)')) variant(weight, tally, moments)) v) w;
EOT

# Aggregates for which the above knows no arguments, and those that it lacks.
my $unknown = <<'EOT';
SELECT call FROM calls WHERE array_position(arguments, NULL) IS NOT NULL
UNION ALL
SELECT p.oid::regprocedure::text FROM pg_proc p JOIN members ON classid = 'pg_proc'::regclass AND objid = p.oid
WHERE prokind = 'a' AND p.oid NOT IN (SELECT aggregate FROM calls)
EOT

# What a query's plan is; whether nothing of ours is sent to another server, or
# everything in one scan; what the query returns; whether two results are the
# same but for the rounding of their numbers, which is measured by the largest of
# them: a covariance may be next to nothing beside the sums that it comes from.
my $helpers = <<'EOT';
CREATE FUNCTION plan_of(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	line text;
	plan text := '';
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (VERBOSE, COSTS OFF) ' || query LOOP
		plan := plan || line || E'\n';
	END LOOP;
	RETURN plan;
END $$;
CREATE FUNCTION is_local(query text) RETURNS boolean LANGUAGE sql
	RETURN plan_of(query) !~ 'Remote SQL: [^\n]*(nps|csat|ces|cx_)';
CREATE FUNCTION is_remote(query text) RETURNS boolean LANGUAGE sql
	RETURN plan_of(query) ~ '^Foreign Scan(?!.*(?:->|Filter:))';
CREATE FUNCTION result_of(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	result text;
BEGIN
	EXECUTE format('SELECT string_agg(q::text, E''\n'' ORDER BY q::text) FROM (%s OFFSET 0) q', query) INTO result;
	RETURN result;
END $$;
CREATE FUNCTION numbers_of(result text) RETURNS float8[] LANGUAGE sql
	RETURN ARRAY(SELECT number[1]::float8 FROM regexp_matches(result, 'NUMBER', 'g') WITH ORDINALITY m(number, place) ORDER BY place);
CREATE FUNCTION alike(a text, b text) RETURNS boolean LANGUAGE sql
	RETURN regexp_replace(a, 'NUMBER', '#', 'g') IS NOT DISTINCT FROM regexp_replace(b, 'NUMBER', '#', 'g')
		AND (SELECT coalesce(max(abs(x - y)) <= 1e-12 * max(greatest(abs(x), abs(y))), true) FROM unnest(numbers_of(a), numbers_of(b)) u(x, y));
EOT
$helpers =~ s/NUMBER/-?[0-9.]+(?:e[-+]?[0-9]+)?/g;

# Make the table and the helpers.  Result: the aggregates that are missing.
sub make_calls
{
	my ($node) = @_;

	$node->safe_psql('postgres', $helpers . $calls);
	return $node->safe_psql('postgres', $unknown);
}

# The calls for which two queries differ; %s is the place of the call.
# settings: statements before them
sub differing_calls
{
	my ($node, $here, $there, $settings) = @_;

	$settings //= '';
	return $node->safe_psql('postgres', <<"EOT");
$settings
SELECT call, here, there FROM (SELECT call, exact, result_of(format('$here', call)) AS here, result_of(format('$there', call)) AS there FROM calls) q
WHERE CASE WHEN exact THEN here IS DISTINCT FROM there ELSE NOT alike(here, there) END OR here IS NULL
EOT
}

# Make another node a server of this one, under its name.
# options: more options of the server; database: on both sides
sub connect_shard
{
	my ($node, $name, $shard, $options, $database) = @_;
	my ($host, $port) = ($shard->host, $shard->port);

	$database //= 'postgres';
	$node->safe_psql($database, <<"EOT");
CREATE EXTENSION IF NOT EXISTS postgres_fdw;
CREATE SERVER $name FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '$host', port '$port', dbname '$database', $options);
CREATE USER MAPPING FOR CURRENT_USER SERVER $name;
EOT
	return;
}

# What the plan of a query sends to other servers, a line each.
# settings: statements before it
sub remote_sql
{
	my ($node, $query, $database, $settings) = @_;
	my $plan = $node->safe_psql($database // 'postgres', ($settings // '') . " EXPLAIN (VERBOSE, COSTS OFF) $query");

	return join "\n", $plan =~ /Remote SQL: (.*)/g;
}

1;
