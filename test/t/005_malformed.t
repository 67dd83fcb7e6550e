# 005_malformed.t
#	  Malformed input: thousands of seeded mutations of valid texts, binary
#	  files and stored bytes give an error of the right kind or a valid value,
#	  and never a crash.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use List::Util qw(min);
use PostgreSQL::Test::Utils;
use Test::More;

my $node = setup_node();
my $files = $node->basedir . '/malformed';
my $count = 1000;

mkdir $files or die "$files: $!";
srand(20240229);

sub pick
{
	return $_[ int rand @_ ];
}

my @numbers = qw(0 -0 1 -1 2 7 10 11 101 127 128 1000 1001 -1000 -1001 2147483647 2147483648 -2147483648 9007199254740991
  9007199254740992 9007199254740993 9223372036854775807 9223372036854775808 -9223372036854775808 99999999999999999999999
  0.5 1.5 -0.0 1e0 1e15 1.1e15 1e100 1e200 1e308 1e309 1e-100 1e-200 1e-308 5e-324 1e-400 NaN Infinity -Infinity inf 0x10 1_000 +1 ++1 . e 1e);
my %valid = (
	cx_tally => [ '[0,10]{0,0,1,0,0,2,1,8,12,20,41}', '[1,5]{1.5,0,0,2,3.5}{1.25,0,0,2,6.25}5', '[0,10]{}', '[-3,3]{1,2,3,4,3,2,1}', '[0,1]{0,0}{0,0}3',
		'[-1000,-999]{9007199254740992,1}', '[0,1]{1e100,1e-100}{1e200,1e-200}2', '[-50,50]{' . join(',', 0 .. 100) . '}' ],
	cx_metric => [ 'nps', 'csat', 'ces', 'mean', 'index', 'top 2', 'bottom 3', 'net 2 7', 'values {1,2,3}', 'values {-1e15,0.1,1e15,7,8,9,10,11,12,13,14}' ]);

# One to three changes of a text's tokens: numbers, words and punctuation.
sub mutate_text
{
	my ($text) = @_;
	my @tokens = $text =~ /(-?[\d.]+(?:e[-+]?\d+)?|[a-z]+|.)/gs;

	for (1 .. pick(1, 1, 1, 2, 3))
	{
		my $at = int rand @tokens;

		# Numbers change more often than the rest.
		my $number = sub { my @places = grep { $tokens[$_] =~ /\d/ } 0 .. $#tokens; $tokens[ @places ? pick(@places) : $at ] = pick(@numbers) };
		pick(
			($number) x 6,
			sub { splice @tokens, $at, 1 },
			sub { splice @tokens, $at, 0, $tokens[$at] },
			sub { splice @tokens, $at, 0, pick(' ', "\t", "\n", ',', '{', '}', '[', ']', '(', '-', '"', '\\', "\x01", "\xe9", "\xa0", '{}', ',,', '0,0') },
			sub { @tokens[ $at, -1 ] = @tokens[ -1, $at ] },
			sub { $#tokens = $at },
			sub { splice @tokens, $at, 0, (pick(@numbers), ',') x pick(1, 2, 5, 102) },
			sub { $tokens[$at] = uc $tokens[$at] },
			sub { $tokens[$at] x= 2 })->();
		@tokens = ('') unless @tokens;
	}
	return join '', @tokens;
}

# The binary form of some of the valid texts, as the server sends it.
my %sent = map {
	my $type = $_;
	$type => [ map { pack 'H*', $_ } split /\n/, $node->safe_psql('postgres',
			"SELECT encode(${type}_send(t::$type), 'hex') FROM unnest(\$x\$" . '{' . join(',', map { qq("$_") } @{ $valid{$type} }) . "}\$x\$::text[]) t") ]
} keys %valid;

# Bytes of numbers where they hurt: integers and doubles in network order.
my @bytes = map { pack 'H*', $_ } qw(00 01 02 7f 80 ff 0000 ffff 7fff 8000 03e8 03e9 fc18 fc17 0000000000000000 0020000000000000 0020000000000001
  7fffffffffffffff 8000000000000000 ffffffffffffffff 7ff0000000000000 fff0000000000000 7ff8000000000000 3ff0000000000000
  0000000000000001 7fefffffffffffff 54b249ad2594c37d);

sub mutate_bytes
{
	my ($bytes) = @_;

	for (1 .. pick(1, 1, 1, 2, 3))
	{
		my $length = length $bytes;
		my $at = int rand($length + 1);
		my $with = pick(@bytes);

		# The fields begin at these bytes, and change more often than the rest.
		my $field = min(pick(0, 1, 2, 4, 6, 6, 14, 14, 22, 30, 38), $length);
		pick(
			(sub { substr $bytes, $field, min(length $with, $length - $field), $with }) x 6,
			sub { substr $bytes, $at, min(length $with, $length - $at), $with },
			sub { substr $bytes, $at, 1, '' if $at < $length },
			sub { substr $bytes, $at, 0, $with },
			sub { $bytes = substr $bytes, 0, $at },
			sub { $bytes .= $with },
			sub { substr $bytes, $at, 1, chr int rand 256 if $at < $length })->();
	}
	return $bytes;
}

# A COPY file of one row of one column; its length may lie.
sub binary_file
{
	my ($bytes) = @_;
	my $length = length($bytes) + pick((0) x 20, 1, -1, 1000, -2);

	return "PGCOPY\n\xff\r\n\0" . pack('NNnN', 0, 0, 1, $length & 0xffffffff) . $bytes . pack('n', 0xffff);
}

sub write_file
{
	my ($name, $content) = @_;

	open my $handle, '>:raw', "$files/$name" or die "$name: $!";
	print $handle $content;
	close $handle or die "$name: $!";
	return;
}

# What a value is put through.  Sums of weights may be too large for a number.
$node->safe_psql('postgres', <<'EOT');
CREATE FUNCTION exercise(t cx_tally) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	results text;
BEGIN
	IF t::text::cx_tally <> t OR t::text::cx_tally::text <> t::text OR (t::jsonb ->> 'responses')::bigint <> cx_responses(t) OR cx_reverse(cx_reverse(t)) <> t
		OR cx_tally_cmp(t, t) <> 0 OR cx_tally_hash(t) <> cx_tally_hash(t::text::cx_tally) THEN
		RAISE EXCEPTION 'tally % differs', t USING ERRCODE = 'XX000';
	END IF;
	results := concat_ws(' ', cx_value(t, 'mean'), cx_value(t, 'csat'), cx_stderr(t, 'index'), cx_stderr(t, 'top 1'), cx_effective_responses(t), cx_scale(t), cx_counts(t),
		cx_share(t, lower(cx_scale(t))::integer, upper(cx_scale(t))::integer), t::json, cx_merge(t), csat(t), ces(t), cx_tally_packed(t), cx_tally_unless_empty(t),
		cx_tally_send(t), t < '[0,1]{}', cx_tally_hash_extended(t, 1));
	IF results ~* 'nan|inf' THEN
		RAISE EXCEPTION 'tally % gives %', t, results USING ERRCODE = 'XX000';
	END IF;
	RETURN results;
END $$;
CREATE FUNCTION exercise(m cx_metric) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	IF m::text::cx_metric <> m OR m::text::cx_metric::text <> m::text OR cx_metric_hash(m) <> cx_metric_hash(m::text::cx_metric) THEN
		RAISE EXCEPTION 'metric % differs', m USING ERRCODE = 'XX000';
	END IF;
	RETURN outcome(format('SELECT cx_value(%L, %L)', '[0,10]{1,2,3,4,5,6,7,8,9,10,11}', m)) || cx_metric_send(m);
END $$;
-- What becomes of each input: ok, or an SQLSTATE.  "reading" is the command that
-- puts an input into the table of its type.
CREATE FUNCTION try_inputs(type text, reading text) RETURNS TABLE (outcome text, how_many bigint) LANGUAGE plpgsql AS $$
DECLARE
	one record;
	state text;
BEGIN
	CREATE TEMP TABLE IF NOT EXISTS results (state text, input text, message text);
	TRUNCATE results;
	FOR one IN SELECT * FROM inputs LOOP
		BEGIN
			EXECUTE format(reading, one.input);
			EXECUTE format('SELECT exercise(v) FROM %s_values', type);
			INSERT INTO results VALUES ('ok', one.input);
		EXCEPTION WHEN OTHERS THEN
			INSERT INTO results VALUES (SQLSTATE, one.input, SQLERRM);
		END;
		EXECUTE format('TRUNCATE %s_values', type);
	END LOOP;
	RETURN QUERY SELECT r.state, count(*) FROM results r GROUP BY r.state;
END $$;
CREATE TABLE cx_tally_values (v cx_tally);
CREATE TABLE cx_metric_values (v cx_metric);
CREATE TABLE inputs (input text);
EOT

# Put the inputs, lines in a file, through reading; expect some valid ones and
# of the errors only those allowed.
sub try_all
{
	my ($name, $type, $reading, $allowed, @inputs) = @_;

	write_file('inputs', join '', map { s/\\/\\\\/gr =~ s/\n/\\n/gr =~ s/\t/\\t/gr . "\n" } @inputs);
	my $result = $node->safe_psql('postgres', <<"EOT");
TRUNCATE inputs;
COPY inputs FROM '$files/inputs' (ENCODING 'LATIN1');
SELECT pg_backend_pid();
SELECT * FROM try_inputs('$type', \$reading\$$reading\$reading\$);
\\echo --
SELECT state, left(input, 200), left(message, 200) FROM results WHERE state !~ '^($allowed|ok)\$' LIMIT 5;
\\echo --
SELECT pg_backend_pid();
EOT
	my ($before, $states, $others, $after) = $result =~ /\A(\d+)\n(.*)^--\n(.*)^--\n(\d+)\z/ms or die $result;
	my %states = map { split /\|/ } split /\n/, $states;
	my $sum = 0;

	note("$name: ", join ', ', map { "$_ $states{$_}" } sort keys %states);
	$sum += $_ for values %states;
	is($sum, $count, "$name: each input has an outcome");
	is($others, '', "$name: the errors are of the right kind");
	cmp_ok($states{ok} // 0, '>', $count / 50, "$name: some are valid");
	cmp_ok($states{ok} // 0, '<', $count * 0.9, "$name: many are not");
	is($after, $before, "$name: the session goes on");
	return;
}

for my $type (sort keys %valid)
{
	try_all("$type text", $type, "INSERT INTO ${type}_values VALUES (%L)", '22P02|22003|22023|54000',
		map { mutate_text(pick(@{ $valid{$type} })) } 1 .. $count);

	# The binary form of a metric is text.
	write_file("$type.$_", binary_file($type eq 'cx_metric' && pick(0, 1, 1) ? mutate_text(pick(@{ $valid{$type} })) : mutate_bytes(pick(@{ $sent{$type} }))))
	  for 1 .. $count;
	try_all("$type binary", $type, "COPY ${type}_values FROM %L (FORMAT binary)", '22P02|22P03|22P04|08P01|22003|22023|22021|54000|0A000',
		map { "$files/$type.$_" } 1 .. $count);
}

# Stored bytes that no version wrote.  They are not checked like input, but
# every reader distrusts them.
$node->safe_psql('postgres', <<'EOT');
SET client_min_messages = warning;
CREATE TYPE stored;
CREATE FUNCTION stored_in(cstring) RETURNS stored AS 'byteain' LANGUAGE internal IMMUTABLE STRICT;
CREATE FUNCTION stored_out(stored) RETURNS cstring AS 'byteaout' LANGUAGE internal IMMUTABLE STRICT;
CREATE TYPE stored (INPUT = stored_in, OUTPUT = stored_out, INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended);
CREATE CAST (cx_tally AS stored) WITHOUT FUNCTION;
CREATE CAST (stored AS cx_tally) WITHOUT FUNCTION;
EOT
my @stored = map { pack 'H*', substr $_, 2 } split /\n/, $node->safe_psql('postgres', <<'EOT');
SELECT t::stored FROM (SELECT mixed FROM survey WHERE id BETWEEN 1 AND 12 AND mixed IS NOT NULL UNION ALL SELECT state_of(score) FROM survey
	UNION ALL SELECT state_of(score, weight) FROM survey UNION ALL VALUES ('[900,1000]{}'::cx_tally), ('[-70,-69]{128,9007199254740992}')) v(t)
EOT
try_all('stored bytes', 'cx_tally', 'INSERT INTO cx_tally_values VALUES (%L::stored::cx_tally)', 'XX001|0A000|22003|22023|22P02|XX000',
	map { '\x' . unpack 'H*', mutate_bytes(pick(@stored)) } 1 .. $count);

is($node->safe_psql('postgres', 'SELECT 1'), '1', 'the server is up');
ok(!has_crashed($node), 'no process has crashed');
$node->stop;
done_testing();
