# 057_row_types.t
#	  A library and an install script of different versions, as they are during
#	  every upgrade: functions whose row type has other columns than the library
#	  knows say so, and nothing crashes.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use EveryFunction;
use Test::More;

my $node = setup_node();
my $hint = 'Run ALTER EXTENSION cx_metrics UPDATE, and connect anew.';

make_longest($node);
$node->safe_psql('postgres', <<'EOT');
CREATE TABLE large AS
	SELECT i, cx_tally_from_counts(1, ARRAY[i, 3]::float8[]) AS tally FROM generate_series(1, 9) i;
EOT

# The functions that return rows, each with its type and its name.
my @functions = map { [ split /\|/ ] } split /\n/, $node->safe_psql('postgres', <<'EOT');
SELECT p.oid::regprocedure, t.oid::regtype, proname FROM pg_proc p JOIN pg_type t ON t.oid = prorettype AND typtype = 'c'
	JOIN members ON classid = 'pg_proc'::regclass AND objid = p.oid ORDER BY p.oid::regprocedure::text
EOT
cmp_ok(scalar @functions, '>=', 6, 'there are functions that return rows');

# The types and the functions belong together: no type serves two.
my %types = map { $_->[1] => 1 } @functions;
is(scalar keys %types, scalar @functions, 'each has a type of its own');
is($node->safe_psql('postgres', <<'EOT'),
SELECT string_agg(oid::regtype::text, ' ' ORDER BY oid::regtype::text)
FROM pg_type JOIN members ON classid = 'pg_type'::regclass AND objid = oid WHERE typtype = 'c'
EOT
	join(' ', sort keys %types), 'and there are no others');

# A call of a function, and the same with the row expanded.
sub calls
{
	my ($function) = @_;
	my ($call, $table) = $WINDOWS{$function} ? (window_call($function), 'large') : ($FUNCTIONS{$function}, 'longest');

	return ("SELECT $call FROM $table", "SELECT ($call).* FROM $table");
}

# What a session says of statements, the last one's state at the end.
sub run_all
{
	my (@statements) = @_;
	my (undef, undef, $errors) = $node->psql('postgres', join(";\n", @statements) . ";\n\\warn :SQLSTATE\n", on_error_stop => 0);

	return $errors;
}

# Expect that a function refuses its row type after a change of it.
sub refused
{
	my ($function, $change) = @_;
	my ($signature, $type, $name) = @$function;

	for my $call (calls($signature))
	{
		my $said = run_all('BEGIN', sprintf($change, $type), $call);
		like($said, qr/ERROR:  result type of function $name is not that of this library\n.*HINT:  \Q$hint\E\n42804\s*\z/s,
			"$call: after $change") or diag($said);
	}
	return;
}

for my $function (@functions)
{
	my ($signature, $type) = @$function;
	my @columns = split / /, $node->safe_psql('postgres',
		"SELECT string_agg(attname, ' ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = '$type'::regclass");
	my ($first, $last) = @columns[ 0, -1 ];

	is(run_all($_), "00000", "$_: gives rows") for calls($signature);
	refused($function, $_) for 'ALTER TYPE %s ADD ATTRIBUTE note text', "ALTER TYPE %s DROP ATTRIBUTE $last", "ALTER TYPE %s DROP ATTRIBUTE $first",
	  "ALTER TYPE %s ALTER ATTRIBUTE $first TYPE text", "ALTER TYPE %s ALTER ATTRIBUTE $last TYPE integer",
	  "ALTER TYPE %s DROP ATTRIBUTE $first, ADD ATTRIBUTE $first bigint";

	# A type that is no member any more is the same type.
	refused($function, "ALTER EXTENSION cx_metrics DROP TYPE $type; ALTER TYPE %s ADD ATTRIBUTE note text");

	# Names are the script's own.
	is(run_all('BEGIN', "ALTER TYPE $type RENAME ATTRIBUTE $last TO other", $_), '00000', "$_: names do not matter")
	  for calls($signature);
	is(run_all($_), '00000', "$_: gives rows again") for calls($signature);
}

# What was planned or begun before the change.
my $card = q{cx_scorecard('[0,10]{1,2,3,4,5,6,7,8,9,10,11}', 'nps')};
my $change = 'ALTER TYPE cx_scorecard_row ADD ATTRIBUTE note text';
like(run_all('BEGIN',
		"PREPARE card AS SELECT (cx_scorecard(nps, 'nps')).* FROM longest", 'EXECUTE card', $change, 'EXECUTE card'),
	qr/is not that of this library.*42804\s*\z/s, 'a prepared statement');
is(run_all('BEGIN', "DECLARE card CURSOR FOR SELECT $card FROM large", 'FETCH card', $change, 'FETCH ALL FROM card'),
	'00000', 'an open cursor goes on as it began');
my $loop = "FOR i IN 1 .. 2 LOOP PERFORM $card; IF i = 1 THEN $change; END IF; END LOOP;";
like(run_all("DO \$\$ BEGIN $loop RAISE SQLSTATE 'ZZZZZ'; END \$\$"), qr/ZZZZZ\s*\z/, 'a loop in PL/pgSQL');
is($node->safe_psql('postgres', "SELECT $card"), '(66,-10.6,20.7,-30.4,10.1)', 'all is as before');

# A function in C that was declared with another row type.
$node->safe_psql('postgres',
	q{CREATE FUNCTION other(cx_tally, cx_metric, float8, integer) RETURNS cx_target_row AS '$libdir/cx_metrics', 'cx_scorecard' LANGUAGE C});
like(run_all(q{SELECT other('[0,10]{1,2,3,4,5,6,7,8,9,10,11}', 'nps', 0.95, -1)}),
	qr/ERROR:  result type of function other is not that of this library.*42804\s*\z/s, 'another row type');

ok(!has_crashed($node), 'no process has crashed');
$node->stop;
done_testing();
