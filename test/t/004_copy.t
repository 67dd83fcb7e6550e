# 004_copy.t
#	  Tallies, metrics and ranges through files and back: COPY as text, CSV and
#	  binary, and a dump that is restored.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = setup_node();
my $files = $node->basedir;

# What there is to carry: unweighted, weighted and empty tallies, in the packed
# and the working layout, long and full ones, and NULL.
$node->safe_psql('postgres', <<'EOT');
CREATE TABLE source (id integer, tally cx_tally, metric cx_metric, range cx_range, tallies cx_tally[], card cx_scorecard_row);
INSERT INTO source
	SELECT id, mixed, ('net ' || id % 7 + 1 || ' ' || id % 3 + 1)::cx_metric, cx_scale(tally), ARRAY[tally, mixed, NULL] FROM survey;
INSERT INTO source
	SELECT 1000 + id, state_of(score), 'mean', cx_range(id / 3.0::float8, NULL), NULL FROM survey GROUP BY id;
INSERT INTO source
	SELECT 2000 + id, state_of(score, weight), ('values {' || id / 7.0::float8 || ',-1e15,0}')::cx_metric, 'empty', '{}' FROM survey GROUP BY id;
INSERT INTO source
	SELECT 3000 + k, cx_tally(s, -50, 50, (s + 51) ^ k / 3.0), 'index', '(,)', ARRAY[cx_tally(s, -50, 50)]
		FROM generate_series(-20, 20) k, generate_series(-50, 50) s GROUP BY k;
INSERT INTO source VALUES
	(4000, cx_tally_from_counts(-1000, array_fill(9007199254740992::float8, ARRAY[101])), 'nps', '[-Infinity,Infinity]', NULL),
	(4001, '[999,1000]{1.7976931348623157e308,1e-100}{1.7976931348623157e308,1e-200}9007199254740992', 'csat', '[0.1,0.30000000000000004]', NULL),
	(4002, '[-1,0]{}', 'ces', '(1e-300,5]', NULL), (4003, '[0,1]{0,0}{0,0}5', NULL, NULL, NULL), (4004, NULL, NULL, NULL, NULL);
UPDATE source SET card = cx_scorecard(tally, 'mean', digits => nullif(id % 5, 0)) WHERE id <= 4000;
EOT
is($node->safe_psql('postgres', q(SELECT count(*), count(tally) FILTER (WHERE tally::text LIKE '%}{%') > 200 FROM source)), '766|t',
	'there is enough to carry');

# Ranges and rows are PostgreSQL's own, whose text does heed extra_float_digits.
for my $digits (-15, 1)
{
	my $columns = join ', ', qw(tally metric tallies), $digits > 0 ? qw(range card) : ();

	for my $format ('text', 'csv', 'binary')
	{
		my ($first, $second) = map { "$files/$_.$format" } qw(first second);

		$node->safe_psql('postgres', <<"EOT");
SET extra_float_digits = $digits;
CREATE TABLE copy (LIKE source);
COPY (SELECT id, $columns FROM source ORDER BY id) TO '$first' (FORMAT $format);
COPY copy (id, $columns) FROM '$first' (FORMAT $format);
COPY (SELECT id, $columns FROM copy ORDER BY id) TO '$second' (FORMAT $format);
EOT
		is($node->safe_psql('postgres', "SELECT count(*) FROM (SELECT id, $columns FROM source) s FULL JOIN "
			. "(SELECT id, $columns FROM copy) c USING (id) WHERE s IS DISTINCT FROM c"),
			'0', "$format, extra_float_digits = $digits: what is read is what was written");
		ok(slurp_file($first) eq slurp_file($second), "$format, extra_float_digits = $digits: what was read is written as the same bytes");
		$node->safe_psql('postgres', 'DROP TABLE copy');
	}
}

# The binary form is a promise to clients.
is($node->safe_psql('postgres', q{SELECT cx_tally_send('[-1,0]{1,258}')}), '\x0100ffff000000000000000000010000000000000102',
	'counts in binary');
is($node->safe_psql('postgres', q{SELECT cx_tally_send('[1,2]{1,2}{1,3}3')}),
	'\x01010001000200000000000000033ff000000000000040000000000000003ff00000000000004008000000000000', 'weights in binary');
is($node->safe_psql('postgres', q{SELECT cx_tally_send('[0,1]{}')}), '\x01000000000100000000000000000000000000000000', 'the empty tally in binary');
is($node->safe_psql('postgres', q{SELECT encode(cx_metric_send('Net 2  7'), 'escape')}), 'net 2 7', 'a metric in binary');
is($node->safe_psql('postgres', q{SELECT count(*) FROM source WHERE cx_tally_send(tally) <> cx_tally_send(cx_tally_packed(tally))}), '0',
	'both layouts have one binary form');

is($node->safe_psql('postgres', q{SELECT cx_moments_send('[1]3{2.5,2.25}{2.5,5,1}{1.5,-3,6,0,0,0}')}),
	'\x01010000000000000003400400000000000040020000000000004004000000000000'
	  . '40140000000000003ff00000000000003ff8000000000000c0080000000000004018000000000000' . '0' x 48, 'moments in binary');
is($node->safe_psql('postgres', q{SELECT cx_moments_send('[3]0{}')}), '\x01030000000000000000', 'moments without responses in binary');

# Minus zero comes in as zero, in binary too.
open my $handle, '>:raw', "$files/minus" or die "minus: $!";
print $handle "PGCOPY\n\xff\r\n\0", pack('NNnN', 0, 0, 1, 46), pack('H*',
	'010100000001' . '0000000000000001' . '3ff0000000000000' . '8000000000000000' . '3ff0000000000000' . '8000000000000000'),
  pack('n', 0xffff);
close $handle or die "minus: $!";
$node->safe_psql('postgres', "CREATE TABLE minus (tally cx_tally); COPY minus FROM '$files/minus' (FORMAT binary)");
is($node->safe_psql('postgres', q{SELECT tally, tally = '[0,1]{1,0}{1,0}1' FROM minus}), '[0,1]{1,0}{1,0}1|t', 'minus zero is zero');

# A dump, restored in another database.
$node->safe_psql('postgres', 'CREATE INDEX ON source (tally); CREATE INDEX ON source USING hash (metric)');
$node->safe_psql('postgres', q{CREATE VIEW by_team AS SELECT team, nps(score), cx_merge(tally) AS tally,
	cx_value(cx_merge(tally), 'nps'::cx_metric) AS value FROM survey GROUP BY team});
$node->command_ok([ 'pg_dump', '-d', $node->connstr('postgres'), '-f', "$files/dump.sql" ], 'pg_dump writes the tables');
$node->safe_psql('postgres', 'CREATE DATABASE restored');
$node->command_ok([ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-o', "$files/restore.out", '-d', $node->connstr('restored'), '-f',
	"$files/dump.sql" ], 'psql restores them');
for my $query ('SELECT * FROM source ORDER BY id', 'SELECT * FROM by_team ORDER BY team', q{SELECT * FROM check_aggregates('', 'FROM survey GROUP BY channel')})
{
	is($node->safe_psql('restored', $query), $node->safe_psql('postgres', $query), "restored: $query");
}

ok(!has_crashed($node), 'no process has crashed');
$node->stop;
done_testing();
