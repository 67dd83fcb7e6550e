# Calls.pm
#	  Random calls of all functions, operators, casts, aggregates and window
#	  functions that the extension has by the catalogue.
#
# Most arguments fit together, since a call that fails at its first argument
# shows little: the tallies of a call are on one scale, and its metric fits it.

package Calls;

use strict;
use warnings FATAL => 'all';

use Exporter qw(import);
use List::Util qw(sum0);
use Mutate;

our @EXPORT = qw(find_callables scalar_call rows_call);

# What a call is made of: its name (of an operator, its sign), the form, the
# types and names of its arguments, the function that undoes a support function,
# and whether the last argument is VARIADIC.  The constructors and casts of ranges
# are PostgreSQL's own and left out.
my $catalogue = <<'EOT';
WITH members AS (
	SELECT d.classid, d.objid FROM pg_depend d JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
	WHERE e.extname = 'cx_metrics' AND d.deptype = 'e')
SELECT p.oid::regprocedure::text AS label, p.proname AS name, p.prokind::text AS form,
	array_to_string(p.proargtypes::regtype[], ',') AS types, array_to_string(p.proargnames, ',') AS names, NULL AS inverse,
	p.provariadic <> 0 AS variadic
FROM members JOIN pg_proc p ON classid = 'pg_proc'::regclass AND objid = p.oid
WHERE NOT 'internal'::regtype = ANY (p.proargtypes::regtype[]) AND p.prosrc !~ 'range_constructor'
UNION ALL
SELECT o.oid::regoperator::text, o.oprname, 'operator', concat_ws(',', o.oprleft::regtype, o.oprright::regtype), NULL, NULL, false
FROM members JOIN pg_operator o ON classid = 'pg_operator'::regclass AND objid = o.oid
UNION ALL
SELECT format('cast %s as %s', c.castsource::regtype, c.casttarget::regtype), c.casttarget::regtype::text, 'cast', c.castsource::regtype::text,
	NULL, NULL, false
FROM members JOIN pg_cast c ON classid = 'pg_cast'::regclass AND objid = c.oid
WHERE c.castsource NOT IN (SELECT rngtypid FROM pg_range)
UNION ALL
SELECT format('fold %s', p.oid::regprocedure), p.proname, 'fold', array_to_string(p.proargtypes::regtype[], ','), NULL, i.proname, false
FROM members JOIN pg_proc p ON classid = 'pg_proc'::regclass AND objid = p.oid
	LEFT JOIN pg_proc i ON i.proname = replace(p.proname, '_add', '_remove') AND i.oid <> p.oid
		AND i.proargtypes = p.proargtypes
WHERE p.prokind = 'f' AND p.pronargs > 1 AND p.prorettype = 'cx_tally'::regtype AND p.proargtypes[0] = 'cx_tally'::regtype
ORDER BY 1
EOT

# What the arguments of support functions are, which have no names.
sub unnamed
{
	my ($callable) = @_;
	my $count = split /,/, $callable->{types};

	return '' unless $callable->{name} =~ /^cx_tally_(?:add|remove)/;
	return ',score,responses,low,high' if $callable->{name} =~ /counts/;
	return (',score', ',score,weight', ',score,low,high', ',score,low,high,weight')[ $count - 2 ];
}

# The callables of the forms wanted: f, operator and cast, which take a row; or
# a, w and fold, which take many.  A fold is an aggregate made of a support
# function, with an initial state of any scale.
sub find_callables
{
	my ($dbh, @forms) = @_;
	my %wanted = map { $_ => 1 } @forms;

	return map { { %$_, types => [ split /,/, $_->{types} ], names => [ split /,/, $_->{names} // unnamed($_) ] } }
	  grep { $wanted{ $_->{form} } } @{ $dbh->selectall_arrayref($catalogue, { Slice => {} }) };
}

sub quoted
{
	my ($text) = @_;

	return q(') . $text =~ s/'/''/gr . q(');
}

# Tallies

sub random_scale
{
	my $points = pick(2, 3, 5, 7, 11, 11, 11, 101, 2 + int rand 100);
	my $low = pick(0, 0, 0, 1, 1, -1, -64, -65, 63, 64, -1000, 1001 - $points, int(rand(2002 - $points)) - 1000);

	return { low => $low, high => $low + $points - 1, points => $points };
}

# A count, and a sum of weights with one of squares that fits it.  Those of most
# tallies are of a size that can be added.
sub random_count
{
	my ($extreme) = @_;

	return $extreme ? pick(0, 1, 127, 128, 9007199254740991, 9007199254740992) : pick(0, 0, 0, 1, 2, 7, 127, 128, int rand 100, int rand 1e6);
}

sub random_weight
{
	my ($extreme) = @_;
	my $weight = $extreme ? pick(0, 1, 1e-100, 1e-160, 5e-324, 1e150, 1e154, 1e300, 1e308) : pick(0, 0, 0.5, 1, 3, 3.25, rand, 100 * rand, 1e-100, 1e100);

	return (0, 0) if $weight == 0;
	return ($weight, pick(1e308, 1e-308, 5e-324)) if $weight > 1e154;
	return ($weight, $weight * $weight * pick(1, 1, 0.5, 0.1, 1e-9) || 5e-324);
}

# The content of a tally on a scale: counts; or responses, weights and squares.
sub random_tally
{
	my ($scale) = @_;
	my $extreme = rand() < 0.2;
	my %tally = (%$scale);

	if (rand() < 0.6)
	{
		my $empty = rand() < 0.05;
		$tally{counts} = [ map { $empty ? 0 : random_count($extreme) } 1 .. $scale->{points} ];
	}
	else
	{
		my @pairs = map { [ random_weight($extreme) ] } 1 .. $scale->{points};
		$tally{weights} = [ map { $_->[0] } @pairs ];
		$tally{squares} = [ map { $_->[1] } @pairs ];
		$tally{responses} = $extreme ? 9007199254740992 : pick(101, 1000);
	}
	return \%tally;
}

sub tally_text
{
	my ($tally) = @_;
	my $list = sub { return '{' . join(',', map { sprintf '%.17g', $_ } @_) . '}' };

	return "[$tally->{low},$tally->{high}]"
	  . ($tally->{counts} ? $list->(@{ $tally->{counts} }) : $list->(@{ $tally->{weights} }) . $list->(@{ $tally->{squares} }) . $tally->{responses});
}

sub varint
{
	my ($number) = @_;

	return $number < 128 ? chr $number : chr($number % 128 + 128) . varint(int($number / 128));
}

# The stored layouts, as tally.h has them.
sub tally_bytes
{
	my ($tally) = @_;
	my ($low, $points) = @$tally{qw(low points)};

	if (rand() < 0.5)
	{
		return pack 'CCsq*', 3, $points, $low, @{ $tally->{counts} } if $tally->{counts};
		return pack 'CCsqd*', 4, $points, $low, $tally->{responses}, @{ $tally->{weights} }, @{ $tally->{squares} };
	}
	my $scale = varint($low < 0 ? -2 * $low - 1 : 2 * $low) . chr $points;
	return chr(1) . $scale . join '', map { varint($_) } @{ $tally->{counts} } if $tally->{counts};
	return chr(2) . $scale . varint($tally->{responses}) . pack 'd*', @{ $tally->{weights} }, @{ $tally->{squares} };
}

sub stored
{
	my ($bytes, $type) = @_;

	return "'\\x" . unpack('H*', $bytes) . ($type eq 'cx_tally' ? "'::stored::cx_tally" : "'::bytea::cx_metric");
}

# Metrics

sub random_metric
{
	my ($scale) = @_;
	my $points = $scale->{points};
	my $some = sub { return 1 + int rand $points };

	return 'values {' . join(',', map { pick(0, 0, 1, 100, -100, 0.1, 1e15, -1e15, 1e-300, rand) } 1 .. $points) . '}' if rand() < 0.2;
	return pick('csat', 'mean', 'ces', 'index', 'top ' . $some->(), 'bottom ' . $some->(), 'net ' . $some->() . ' ' . $some->(),
		'net 1 1', $points == 11 ? ('nps') x 6 : ());
}

# The JSON of a tally; mostly.
sub random_json
{
	my ($scale) = @_;

	return '(' . quoted(tally_text(random_tally($scale))) . '::cx_tally)::json::text' if rand() < 0.5;
	return quoted(mutate_text('{"scale": [1, 3], "counts": [1, 0, 2], "responses": 3}')) if rand() < 0.5;
	return quoted(pick('5', '"5"', 'null', '[]', '"10 - extremely likely"', '" 9.0"', '4.5', '{"score": 5}', '1e400'));
}

# Contrasts, of as many tallies as a call's scale says

sub random_terms
{
	my ($scale, $term) = @_;
	my $terms = rand() < 0.05 ? pick(0, 1, 12, 200) : 1 + $scale->{points} % 5;

	return 'ARRAY[' . join(',', map { rand() < 0.01 ? 'NULL' : $term->($scale) } 1 .. $terms) . ']';
}

# Moments, of as many drivers as a call's scale says

sub random_drivers
{
	my ($scale) = @_;
	my $drivers = rand() < 0.05 ? pick(0, 1, 32, 33) : 1 + $scale->{points} % 4;

	my @answers = map { rand() < 0.02 ? random_number() : rand() < 0.1 ? 'NULL' : pick(1, 2, 3, 4, 5, 0.5, 1e9, 1e-9, rand) } 1 .. $drivers;

	return 'ARRAY[' . join(',', @answers) . ']::double precision[]';
}

sub random_moments
{
	my ($scale) = @_;
	my $rows = join ', ', map { '(' . join(', ', pick(-100, 0, 100, rand), random_drivers($scale), pick(0, 1, 1, 2.5, rand)) . ')' } 1 .. pick(1, 2, 5, 20);

	return quoted(mutate_text(pick(@{ $valid{cx_moments} }))) if rand() < 0.1;
	return "SELECT cx_moments(y, x, w) FROM (VALUES $rows) v(y, x, w)";
}

# Arguments

sub random_number
{
	return pick(0, 1, 2, 0.5, 0.95, 5, 100, rand, -1, 1e-9, 1e9, 1e15, 1e308, -1e308, 5e-324, "'NaN'", "'Infinity'", "'-Infinity'", -0.0);
}

# A tally as it is written or stored.
sub random_tally_value
{
	my ($scale) = @_;
	my $tally = random_tally(rand() < 0.05 ? random_scale() : $scale);

	return quoted(tally_text($tally)) if rand() < 0.6;
	return stored(tally_bytes($tally), 'cx_tally') if rand() < 0.3;
	return stored(mutate_bytes(tally_bytes($tally)), 'cx_tally');
}

# Values that arguments of a name usually have, or those of a function; others get
# any of their type.
my %by_name = (
	low => sub { return $_[0]{low} },
	high => sub { return $_[0]{high} },
	first => sub { return $_[0]{low} + int rand $_[0]{points} },
	last => sub { return $_[0]{high} - int rand $_[0]{points} },
	score => sub { return $_[0]{low} + int rand $_[0]{points} },
	weight => sub { return pick(0, 1, 0.25, 3.5, rand, 1e-100, 1e100) },
	responses => sub { return pick(0, 1, 100, 9007199254740992) },
	p => sub { return pick(0, 1, 0.05, rand, 1e-300) },
	confidence => sub { return pick(0.95, 0.5, rand, 1e-12, 1 - 1e-12, 5e-324) },
	population => sub { return pick("'Infinity'", 1e308, 9007199254740992, 100, 1e6) },
	margin => sub { return pick(5, 1, 0.001, 1e-300, 1e300) },
	target => sub { return pick(0, 1, 50, 100, -100, $_[0]{low}, $_[0]{high}) },
	method => sub { return quoted(pick(qw(auto auto score dirichlet wald adjusted_wald))) },
	(map { ("$_ method" => sub { return quoted(pick(qw(exact exact laney classic))) }) } qw(cx_control_limits cx_signal cx_control_chart)),
	'cx_drivers method' => sub { return quoted(pick(qw(johnson shapley))) },
	alternative => sub { return quoted(pick(qw(two-sided greater less))) },
	guarantee => sub { return quoted(pick(qw(all one))) },
	digits => sub { return pick(-1, -1, 0, 1, 2, 9, 15, 300, 2147483647) },
	k => sub { return pick(1, 1, 2, 5, 20, 2147483647) },
	minimum => sub { return pick(1, 5, 10, 1000, 2147483647) },
	tallies => sub { return random_terms($_[0], sub { return '(' . random_tally_value($_[0]) . ')::cx_tally' }) },
	coefficients => sub { return random_terms($_[0], sub { return pick(1, 1, -1, -1, 0, 0.5, rand, 1e-100, -1e100, random_number()) }) },
	values => sub { return 'ARRAY[' . join(',', map { pick('NULL', 1, 2, 3, rand, -1.7e308, 1.7e308, random_number()) } 1 .. pick(1, 2, 5, 12, 100)) . ']' },
	answer => sub { return quoted(pick('5', ' 9.0', '10 - extremely likely', '-1', '7) good', 'n/a', '', ' ', '4/10', mutate_text('10: very'))) },
	outcome => sub { return pick(0, 1, -100, 100, rand, 1e9) },
	drivers => \&random_drivers,
	(map { ($_ => sub { return pick(0, 1, 3, 20, 2.5, 1e9) }) } qw(y_a y_b)),
	(map { ($_ => sub { return pick(0, 20, 200, 1e9, 9007199254740992) }) } qw(n_a n_b)),
	prior => sub { return pick(10, 10, 1, 0.01, 1e6, rand) },
	baseline => sub { return pick(0, 0, 1, 2, 5, 100) });

my %by_type = (
	smallint => sub { return pick($_[0]{low}, $_[0]{high}, 0, 1, -1, 5, 32767, -32768) },
	integer => sub { return pick($_[0]{low}, $_[0]{high}, $_[0]{low} + int rand $_[0]{points}, 0, -1, 2147483647, -2147483648) },
	bigint => sub { return pick(0, 1, -1, 100, 9007199254740992, 9007199254740993, 9223372036854775807, "'-9223372036854775808'") },
	boolean => sub { return pick(qw(true false)) },
	numeric => sub { return pick($_[0]{low}, $_[0]{high}, 5, 0.5, '5.000', '1e5', '-10000', '1e131071', '1e-1000', "'NaN'", "'Infinity'", "'-Infinity'") },
	'double precision' => \&random_number,
	'double precision[]' => sub { return 'ARRAY['
		. join(',', map { rand() < 0.05 ? random_number() : random_count(rand() < 0.05) } 1 .. pick($_[0]{points}, 0, 1, 2, 101, 102)) . ']' },
	interval => sub { return quoted(pick('30 days', '1 month', '0', '-1 day', '1 microsecond', '178000000 years', '2147483647 months', '1 year -365 days')) },
	cstring => sub { return quoted(mutate_text(pick(@{ $valid{ pick(qw(cx_tally cx_metric)) } }))) },
	text => sub { return quoted(pick('', 'nps', 'score', 'wald', mutate_text('values {1,2,3}'))) },
	'character varying' => sub { return quoted(pick('nps', 'mean', mutate_text('net 2 3'))) },
	json => \&random_json,
	jsonb => \&random_json,
	cx_tally => \&random_tally_value,
	'cx_tally[]' => sub { return random_terms($_[0], sub { return '(' . random_tally_value($_[0]) . ')::cx_tally' }) },
	cx_moments => \&random_moments,
	'cx_moments[]' => sub {
		my ($scale) = @_;

		return 'ARRAY[' . join(', ', map { '(' . random_moments($scale) . ')::cx_moments' } 1 .. pick(1, 1, 2, 6, 10)) . ']';
	},
	# No name is to be taken for a number that is none.
	'text[]' => sub {
		my $name = sub { return pick('NULL', quoted('n/a'), quoted(mutate_text('wayfinding') =~ s/nan|inf//gir)) };

		return 'ARRAY[' . join(', ', map { $name->() } 1 .. 1 + $_[0]{points} % 4) . ']';
	},
	cx_metric => sub {
		return stored(mutate_bytes(random_metric($_[0])), 'cx_metric') if rand() < 0.05;
		return quoted(rand() < 0.1 ? mutate_text(pick(@{ $valid{cx_metric} })) : random_metric($_[0]));
	});

sub argument
{
	my ($scale, $function, $type, $name) = @_;
	my $usual = $name && ($by_name{"$function $name"} // $by_name{$name});

	return "NULL::$type" if rand() < 0.02;
	die "no values of type $type\n" unless $by_type{$type};
	my $value = $usual && rand() < 0.95 ? $usual->($scale) : $by_type{$type}->($scale);
	return "($value)::$type";
}

# Arguments of a call, one after the other.
sub arguments
{
	my ($scale, $callable) = @_;
	my ($types, $names) = @$callable{qw(types names)};
	my @arguments = map { argument($scale, $callable->{name}, $types->[$_], $names->[$_]) } 0 .. $#$types;

	# A part is in its total.
	$arguments[1] = "$arguments[0] + $arguments[1]" if $callable->{name} eq 'cx_impact' && rand() < 0.8;
	return @arguments;
}

# The expression of a call.
sub expression
{
	my ($callable, @arguments) = @_;

	return "($arguments[0] $callable->{name} $arguments[1])" if $callable->{form} eq 'operator';
	return "($arguments[0])::$callable->{name}" if $callable->{form} eq 'cast';
	$arguments[-1] = "VARIADIC $arguments[-1]" if $callable->{variadic};

	# No client's encoding is in the way of its length.
	return "length(cx_sparkline(" . join(', ', @arguments) . '))' if $callable->{name} eq 'cx_sparkline';
	return "$callable->{name}(" . join(', ', @arguments) . ')';
}

# A call over one row: of constants, so that the planner makes it; of a stored
# row, which shortens the headers of values; of a table, which compresses them
# and moves them out of line.  Results: the statements.
sub scalar_call
{
	my ($callable) = @_;
	my $scale = random_scale();
	my @arguments = arguments($scale, $callable);
	my @columns = map { "a$_" } 1 .. @arguments;
	my $list = join ', ', @columns;
	my $form = rand();

	return 'SELECT ' . expression($callable, @arguments) . '::text' if $form < 0.4 || grep { /::cstring$/ } @arguments;
	return "WITH c ($list) AS MATERIALIZED (SELECT " . join(', ', @arguments) . ') SELECT ' . expression($callable, @columns) . '::text FROM c'
	  if $form < 0.8;

	my $table = join ', ', map { "$columns[$_] $callable->{types}[$_]" } 0 .. $#columns;
	return ("CREATE TEMP TABLE c ($table) WITH (toast_tuple_target = 128)", 'INSERT INTO c VALUES (' . join(', ', @arguments) . ')',
		'SELECT ' . expression($callable, @columns) . '::text FROM c');
}

# The statement that makes an aggregate of a support function, and its call.
sub make_fold
{
	my ($scale, $callable) = @_;
	my ($name, $inverse) = @$callable{qw(name inverse)};
	my ($state, @types) = @{ $callable->{types} };
	my (undef, @names) = @{ $callable->{names} };
	my $initial = rand() < 0.8 ? quoted(tally_text(random_tally($scale))) : quoted('[0,10]{}');
	my $moving = $inverse ? ", MSFUNC = $name, MINVFUNC = $inverse, MSTYPE = cx_tally, MINITCOND = $initial" : '';

	return ("CREATE AGGREGATE pg_temp.fold(" . join(', ', @types)
		. ") (SFUNC = $name, STYPE = cx_tally, COMBINEFUNC = cx_tally_merge, INITCOND = $initial$moving)",
		{ name => 'pg_temp.fold', form => 'a', types => \@types, names => \@names });
}

# What stands behind an aggregate's or a window function's call.
sub random_place
{
	my ($form) = @_;
	my $bounds = sub { my ($from, $to) = sort { $a <=> $b } int rand 4, int rand 4; return "$to PRECEDING AND $from PRECEDING" };

	return 'OVER (' . pick('', 'ORDER BY o', 'PARTITION BY o % 2 ORDER BY o') . ')' if $form eq 'w';
	return pick('', '', '', 'FILTER (WHERE o % 3 > 0)', 'OVER (ORDER BY o)',
		'OVER (ORDER BY o ROWS BETWEEN ' . pick('1 PRECEDING AND 1 FOLLOWING', 'CURRENT ROW AND UNBOUNDED FOLLOWING', $bounds->())
			. pick('', ' EXCLUDE CURRENT ROW') . ')');
}

# A call over some rows.  Results: the statements.
sub rows_call
{
	my ($callable) = @_;
	my $scale = random_scale();
	my @before;

	$scale = pick({ low => 0, high => 10, points => 11 }, { low => 1, high => 5, points => 5 }, { low => 1, high => 7, points => 7 })
	  if $callable->{name} =~ /^(nps|csat|ces)/;
	if ($callable->{form} eq 'fold')
	{
		(my $fold, $callable) = make_fold($scale, $callable);
		@before = ($fold);
	}

	# Only rows of one metric go together, and of one value of each parameter.
	my ($types, $names) = @$callable{qw(types names)};
	my $parameter = qr/^(?:confidence|digits|method|baseline|guarantee|k|minimum|total_shown)$/;
	my @common = grep { $types->[$_] eq 'cx_metric' || ($names->[$_] // '') =~ $parameter } 0 .. $#$types;
	my @first = arguments($scale, $callable);
	my @rows = map {
		my @row = arguments($scale, $callable);
		@row[@common] = @first[@common] if rand() < 0.98;
		[ $_, @row ];
	} 1 .. pick(1, 2, 3, 5, 8, 12, 12, 40);
	my @columns = map { "a$_" } 1 .. @$types;
	my $place = random_place($callable->{form});
	my $group = $place =~ /OVER/ ? '' : pick('', '', ' GROUP BY o % 2', ' GROUP BY ROLLUP (o % 2, o % 3)');

	return (@before, 'WITH c (o, ' . join(', ', @columns) . ') AS ' . pick('', 'MATERIALIZED ') . '(VALUES '
		. join(', ', map { '(' . join(', ', @$_) . ')' } @rows) . ') '
		  . 'SELECT (' . expression($callable, @columns) . " $place)::text FROM c" . pick('', '', '', ' CROSS JOIN generate_series(1, 50)') . $group);
}

1;
