# 005_malformed.t
#	  Malformed input: thousands of seeded mutations of valid texts, binary
#	  files and stored bytes give an error of the right kind or a valid value,
#	  and never a crash.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use Mutate;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = setup_node();
my $files = $node->basedir . '/malformed';
my $count = 1000;
my @types = qw(cx_metric cx_moments cx_tally);

mkdir $files or die "$files: $!";
srand(20240229);

# The binary form of some of the valid texts, as the server sends it.
my %sent = map {
	my $type = $_;
	$type => [ map { pack 'H*', $_ } split /\n/, $node->safe_psql('postgres',
			"SELECT encode(${type}_send(t::$type), 'hex') FROM unnest(\$x\$" . '{' . join(',', map { qq("$_") } @{ $valid{$type} }) . "}\$x\$::text[]) t") ]
} @types;

sub write_file
{
	my ($name, $content) = @_;

	open my $handle, '>:raw', "$files/$name" or die "$name: $!";
	print $handle $content;
	close $handle or die "$name: $!";
	return;
}

$node->safe_psql('postgres', slurp_file(tree() . '/test/fuzz/exercise.sql'));
$node->safe_psql('postgres', <<'EOT');
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

for my $type (@types)
{
	try_all("$type text", $type, "INSERT INTO ${type}_values VALUES (%L)", '22P02|22003|22023|54000',
		map { mutate_text(pick(@{ $valid{$type} })) } 1 .. $count);

	# The binary form of a metric is text.
	write_file("$type.$_", binary_copy($type eq 'cx_metric' && pick(0, 1, 1) ? mutate_text(pick(@{ $valid{$type} })) : mutate_bytes(pick(@{ $sent{$type} }))))
	  for 1 .. $count;
	try_all("$type binary", $type, "COPY ${type}_values FROM %L (FORMAT binary)", '22P02|22P03|22P04|08P01|22003|22023|22021|54000|0A000',
		map { "$files/$type.$_" } 1 .. $count);
}

my @stored = map { pack 'H*', substr $_, 2 } split /\n/, $node->safe_psql('postgres', <<'EOT');
SELECT t::stored FROM (SELECT mixed FROM survey WHERE id BETWEEN 1 AND 12 AND mixed IS NOT NULL UNION ALL SELECT state_of(score) FROM survey
	UNION ALL SELECT state_of(score, weight) FROM survey UNION ALL VALUES ('[900,1000]{}'::cx_tally), ('[-70,-69]{128,9007199254740992}')) v(t)
EOT
try_all('stored bytes', 'cx_tally', 'INSERT INTO cx_tally_values VALUES (%L::stored::cx_tally)', 'XX001|0A000|22003|22023|22P02|XX000',
	map { '\x' . unpack 'H*', mutate_bytes(pick(@stored)) } 1 .. $count);

@stored = map { pack 'H*', substr $_, 2 } split /\n/, $node->safe_psql('postgres',
	'SELECT m::stored FROM unnest($x${"' . join('","', @{ $valid{cx_moments} }) . '"}$x$::cx_moments[]) m');
try_all('stored bytes of moments', 'cx_moments', 'INSERT INTO cx_moments_values VALUES (%L::stored::cx_moments)', 'XX001|0A000|22003|22023|22P02|XX000',
	map { '\x' . unpack 'H*', mutate_bytes(pick(@stored)) } 1 .. $count);

is($node->safe_psql('postgres', 'SELECT 1'), '1', 'the server is up');
ok(!has_crashed($node), 'no process has crashed');
$node->stop;
done_testing();
