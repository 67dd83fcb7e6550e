# HostileArguments.pm
#	  Arguments for every function of the extension, whatever functions there
#	  are: tables of them, valid and unusual ones, for each list of types.

package HostileArguments;

use strict;
use warnings FATAL => 'all';

use Exporter qw(import);

our @EXPORT = qw(functions make_arguments some_rows quoted);

# Tallies: on the scales of the metrics, weighted, without responses or weight,
# the longest, those with the largest and smallest numbers, and states that no
# final function has packed.
my $points = 'FROM generate_series(0, 100) s';
my @tallies = (
	q{'[0,10]{1,2,3,4,5,6,7,8,9,10,11}'}, q{'[1,5]{1,2,3,4,10}'}, q{'[1,7]{1,2,3,4,5,6,7}'}, q{'[0,1]{3,4}'}, q{'[-1000,-999]{1,2}'}, q{'[0,10]{}'},
	q{'[0,10]{0,0,9007199254740992,0,0,0,0,0,0,0,0}'}, q{'[0,10]{0.5,1,1,1,1,1,1,1,1,1,2.5}{0.25,1,1,1,1,1,1,1,1,1,3.25}11'}, q{'[1,2]{0,0}{0,0}3'},
	q{'[0,1]{1e154,1e308}{1e307,1e-300}2'}, q{'[0,1]{1e-160,1e-160}{1e-320,1e-320}9007199254740992'},
	"(SELECT cx_tally_from_counts(900, array_agg(2::float8 ^ 53)) $points)",
	"(SELECT cx_tally(s::float8, 0, 100, 10::float8 ^ (s % 21 - 10)) $points)", "(SELECT cx_tally(s::float8, 0, 100, 1e100) $points)",
	'(SELECT state_of(s) FROM generate_series(0, 10) s)', '(SELECT state_of(s::float8, s + 0.5) FROM generate_series(0, 10) s)');
my @metrics = (q{'mean'}, q{'nps'}, q{'csat'}, q{'ces'}, q{'index'}, q{'top 100'}, q{'bottom 1'}, q{'net 50 51'}, q{'values {1e15,-1e15}'},
	q{'values {0,0,0,0,0,0,0,0,0,0,-0}'},
	"(SELECT concat('values {', string_agg(((s % 2 * 2 - 1) * 10::float8 ^ (s * 37 % 31 - 15))::text, ','), '}') $points)");
my @moments = (
	q{'[1]3{3,3}{3,2.5,0.75}{8,-4,18.5,-2,2.5,0.5}'}, q{'[1]2{2,2}{2,4,1}{2,4,8,0,0,0}'}, q{'[3]0{}'}, q{'[1]5{0,0}{0,0,0}{0,0,0,0,0,0}'},
	q{'[1]9007199254740992{1e150,1e290}{1e300,-1e300,1}{1e300,1e300,1e300,0,0,0}'},
	q{'[1]9{9,9}{1e308,1e308,1e-300}{1e-300,0,5e-324,0,0,1e300}'},
	"(SELECT cx_moments(s % 7, ARRAY[s, CASE WHEN s % 3 > 0 THEN s * s % 11 END, 4]::float8[], s + 1) $points)",
	"(SELECT cx_moments(s % 7, ARRAY(SELECT CASE WHEN s * n % 7 > 0 THEN sin(s * n) END FROM generate_series(1, 32) n)) $points)");
my @floats = (qw(1 0 -0 5 10 0.5 0.95 -1 1e-300 5e-324 1e308 101 2147483648 1e19), map { "'$_'" } qw(NaN Infinity -Infinity));

# The values of each type.  The first is one that most functions take.
my %values = (
	'cx_tally' => \@tallies, 'cx_metric' => \@metrics, 'cx_moments' => \@moments, 'double precision' => \@floats,
	'cx_moments[]' => [ "ARRAY[$moments[0]]", "ARRAY[$moments[0], NULL, $moments[1], $moments[3], $moments[4], $moments[5]]", "ARRAY[$moments[7]]",
		(map { "'$_'" } '{}', '{NULL}', '{"[1]0{}","[2]0{}"}'),
		"array_fill($moments[0]::cx_moments, ARRAY[7])", "array_fill($moments[6]::cx_moments, ARRAY[2, 2])" ],
	'cx_range' => [ q{'[0,10]'}, map { "'$_'" } 'empty', '(,)', '[-Infinity,NaN]', '[-0,0]' ],
	'cx_range[]' => [ q{'{"[0,10]","[20,30)"}'}, map { "'$_'" } '{}', '{NULL}', '{{empty},{"(,)"}}', '[5:6]={"[0,10]","[5,15]"}' ],
	'double precision[]' => [ q{'{1,2,3,4,5,6,7,8,9,10,11}'}, (map { "'$_'" } '{}', '{1}', '{1,NULL}', '{{1,2},{3,4}}', '[5:6]={1,2}', '{1,NaN}',
		'{1,Infinity}', '{1,-1}', '{0,-0}', '{0.5,1}', '{1e17,1}'), map { "array_fill(1::float8, ARRAY[$_])" } 101, 102, 100000 ],
	'smallint' => [ map { "'$_'" } 5, 0, 1, -1, 11, -32768, 32767 ],
	'integer' => [ map { "'$_'" } 5, 0, 1, 10, -1, 100, 1000, -2147483648, 2147483647 ],
	'bigint' => [ map { "'$_'" } 5, 0, 1, -1, 9007199254740992, 9007199254740993, '-9223372036854775808', '9223372036854775807' ],
	'numeric' => [ map { "'$_'" } 5, 0, 1, 10, -1, 5.5, '5.000', 10000, '1e-20', '1e1000', '-1e100000', 'NaN', 'Infinity', '-Infinity' ],
	'boolean' => [qw(true false)],
	'cx_tally[]' => [ "array_fill($tallies[0]::cx_tally, ARRAY[11])",
		(map { "'$_'" } '{}', '{NULL}', '{"[0,10]{}"}', '{"[0,1]{3,4}"}', '{{"[1,5]{1,2,3,4,10}"},{"[0,1]{3,4}"}}',
			'[5:6]={"[0,1]{1,2}","[0,1]{1,1}{1,1}2"}', '{"[0,1]{1,2}",NULL}',
			'{"[0,1]{1e154,1e308}{1e307,1e-300}2","[0,1]{1e-160,1e-160}{1e-320,1e-320}9007199254740992"}'),
		(map { "array_fill($_->[0]::cx_tally, ARRAY[$_->[1]])" } [ $tallies[1], 101 ], [ $tallies[11], 102 ]),
		'ARRAY[' . join(', ', map { "$_\::cx_tally" } @tallies) . ']' ],
	'text' => [ (map { "'$_'" } qw(score auto dirichlet wald adjusted_wald exact laney classic all one
		two-sided greater less johnson shapley [] () %s%n mean), ''),
		"repeat('x', 100000)" ],
	'text[]' => [ (map { "'$_'" } '{n/a,refused}', '{}', '{NULL}', '{{5,""},{"  N/A","%s%n"}}', '[5:6]={5,score}'),
		"array_fill(repeat('x', 1000), ARRAY[100])" ],
	'jsonb' => [ (map { "'$_'" } qw(5 "5" null true {} [] [5] "" "n/a" "%s%n" -0 1e-20 1e1000 {"score":5}), '"10 - likely"', '" 9.0"'),
		"to_jsonb(repeat('5', 100000))" ],
	'interval' => [ map { "'$_'" } '1 day', '0', '-1 day', '1 microsecond', '178000000 years', '-178000000 years', '1 year -365 days' ],
	'cstring' => [ @tallies[ 0 .. 10 ], @metrics, @moments[ 0 .. 5 ], q{'[1]2{2,2}{2,4,NaN}{2,4,8,0,0,0}'},
		"concat('[1]2{', repeat('1,', 100000))", (map { "'$_'" } '', '{', '[0,10]', '[0,10]{1,', '[-99999999999999999999,1]{}', 'top', 'values {',
		'%s%n'), "repeat('[', 100000)", "concat('values {', repeat('1,', 100000))" ],
	# Of this nobody has a value but NULL.
	'internal' => [q{'0'}]);

# What a column has for an argument, as nothing is stored of a pseudo-type.
my %stored = (cstring => 'text', internal => 'text');
my %cast = (cstring => '::cstring', internal => '::internal');

# In quotation marks that no argument has.
sub quoted
{
	my ($text) = @_;

	return "\$q\$$text\$q\$";
}

# Most functions of several integers have a scale as the last two.
sub first_value
{
	my ($types, $i) = @_;
	my @integers = grep { $types->[$_] eq 'integer' } 0 .. $#$types;

	return "'0'" if @integers > 1 && $i == $integers[-2];
	return "'10'" if @integers > 1 && $i == $integers[-1];
	return $values{ $types->[$i] }[0];
}

# Lists of arguments: first NULLs, then those that are mostly valid.  Then each
# argument has each of its values in turn, beside valid ones and all together.
sub argument_lists
{
	my ($types) = @_;
	my @valid = map { first_value($types, $_) } 0 .. $#$types;
	my @lists = ([ ('NULL') x @$types ], \@valid);
	my $longest = 0;

	return ([]) if !@$types;
	for my $i (0 .. $#$types)
	{
		my @others = @{ $values{ $types->[$i] } };

		$longest = @others if @others > $longest;
		push @lists, map { my @list = @valid; $list[$i] = $_; \@list } 'NULL', @others;
	}
	for my $n (1 .. $longest - 1)
	{
		push @lists, [ map { $values{$_}[ $n % @{ $values{$_} } ] } @$types ];
	}
	return @lists;
}

# One table for all functions with these types.  Its rows have the argument
# lists in columns a1, a2, ..., numbered by id.
#
# Result: what the functions are told about it.
sub make_table
{
	my ($node, $name, $types) = @_;
	my @columns = map { { name => 'a' . ($_ + 1), type => $types->[$_], stored => $stored{ $types->[$_] } // $types->[$_],
		cast => $cast{ $types->[$_] } // '' } } 0 .. $#$types;
	my @lists = argument_lists($types);
	my $sql = "CREATE TABLE $name (" . join(', ', 'id integer', map { "$_->{name} $_->{stored}" } @columns) . ");\n";

	for my $id (0 .. $#lists)
	{
		$sql .= "INSERT INTO $name SELECT " . join(', ', $id, map { $lists[$id][$_] . '::' . $columns[$_]{stored} } 0 .. $#columns) . ";\n";
	}
	$node->safe_psql('postgres', "$sql VACUUM ANALYZE $name; GRANT SELECT ON $name TO public");

	# As text, to write literals, and as COPY reads it.
	my $literals = join ', ', 'chr(1), id', map { "coalesce(quote_literal($_->{name}::text), 'NULL')" } @columns;
	my @rows = split /\n/, $node->safe_psql('postgres', "SELECT concat_ws($literals) FROM $name ORDER BY id");
	my $copied = $node->safe_psql('postgres', "COPY (SELECT * FROM $name ORDER BY id) TO STDOUT");
	return { table => $name, columns => \@columns, literals => [ map { my (undef, @row) = split /\x01/; \@row } @rows ], copied => [ split /\n/, $copied ] };
}

# Every function in the catalogue, with a table of arguments for it.
#
# Result: a hash each, with name, kind (as in pg_proc), types, result, strict,
# defaults (how many), names (of the arguments, or empty) and symbol.
sub functions
{
	my ($node) = @_;
	my @keys = qw(oid signature name kind types result strict defaults names symbol);
	my $rows = $node->safe_psql('postgres', <<'EOT');
SELECT concat_ws(chr(1), p.oid, p.oid::regprocedure, proname, prokind, array_to_string(proargtypes::regtype[], ','), prorettype::regtype, proisstrict,
	pronargdefaults, coalesce(array_to_string(proargnames, ','), ''), prosrc)
FROM pg_proc p JOIN members ON classid = 'pg_proc'::regclass AND objid = p.oid ORDER BY p.oid::regprocedure::text
EOT
	my @functions;

	for my $row (split /\n/, $rows)
	{
		my %function;

		@function{@keys} = split /\x01/, $row;
		$function{$_} = [ split /,/, $function{$_} ] for qw(types names);
		$function{strict} = $function{strict} eq 't';
		push @functions, \%function;
	}
	return @functions;
}

# Give each function what make_table tells of its table.  Dies of a type without
# values.  Result: the tables' names.
sub make_arguments
{
	my ($node, @functions) = @_;
	my %tables;

	for my $function (@functions)
	{
		my @types = @{ $function->{types} };
		my @unknown = grep { !$values{$_} } @types;

		die "$function->{signature}: there are no values of the type @unknown to call it with; add some to HostileArguments.pm\n" if @unknown;
		my $table = $tables{"@types"} //= make_table($node, 'arguments_' . (1 + keys %tables), \@types);
		$function->{$_} = $table->{$_} for keys %$table;
	}
	my @names = sort map { $_->{table} } values %tables;
	return @names;
}

# Numbers of rows: NULLs, valid arguments, and some of the others that are not
# too long to be written down again and again.
sub some_rows
{
	my ($function) = @_;
	my @ids = grep { length(join '', @{ $function->{literals}[$_] }) < 10_000 } 0 .. $#{ $function->{literals} };
	my $step = 1 + int(@ids / 5);

	return @ids if @ids < 8;
	return @ids[ 0, 1, map { 2 + $_ * $step } 0 .. int(($#ids - 2) / $step) ];
}

1;
