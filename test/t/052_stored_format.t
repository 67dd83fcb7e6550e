# 052_stored_format.t
#	  The promise of the stored form: every version reads the bytes that version
#	  1.0 wrote, in each format, and sorts and hashes them as it did.
#
# Nothing here may change.  Tables hold these bytes, hash indexes and partitions
# depend on the hashes, btree indexes on the order.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use PostgreSQL::Test::Utils;
use Test::More;

# What was stored: the text that it must be read as, the bytes, the hash and the
# extended hash with seed 42, and what version 1.0 wrote it for.  Bytes between <
# and > are a number in the order of a little-endian machine.
my $zero = '<0000000000000000>';
my @stored = (
	[ '[0,10]{}', '01 00 0b', 443974607, 2886944826940190251, q('[0,10]{}') ],
	[ '[0,10]{0,0,1,0,0,2,1,8,12,20,41}', '01 00 0b 00 00 01 00 00 02 01 08 0c 14 29', -1803001143, 297269508944493529, q('[0,10]{0,0,1,0,0,2,1,8,12,20,41}') ],
	[ '[-1000,-998]{1,0,0}', '01 cf0f 03 01 00 00', 1547648197, 7472556615060251524, q('[-1000,-998]{1,0,0}') ],
	[ '[-64,-63]{127,128}', '01 7f 02 7f 8001', 589527936, -4591768219229457994, q('[-64,-63]{127,128}') ],
	[ '[999,1000]{300,9007199254740992}', '01 ce0f 02 ac02 8080808080808010', -883801678, 8675277098146655002, q('[999,1000]{300,9007199254740992}') ],
	[ '[1,2]{1,1.5}{1,1.25}300', '02 02 02 ac02 <000000000000f03f> <000000000000f83f> <000000000000f03f> <000000000000f43f>', -67238644,
		-4033973324093503580, q('[1,2]{1,1.5}{1,1.25}300') ],
	[ '[-65,-64]{0,0}{0,0}5', "02 8101 02 05 $zero $zero $zero $zero", 473249710, 9105261470193534884, q('[-65,-64]{0,0}{0,0}5') ],
	[ '[0,1]{1e+100,1e-100}{1e+200,1e-200}9007199254740992',
		'02 00 02 8080808080808010 <7dc39425ad49b254> <30058ee42eff2b2b> <5a62d7d718e77469> <acf74e15927e6816>',
		-1200626406, -3301583766457151736, q('[0,1]{1e100,1e-100}{1e200,1e-200}9007199254740992') ],
	[ '[1,3]{1,0,2}', "03 03 <0100> <0100000000000000> $zero <0200000000000000>", 1567032702, 8907643833506471613,
		q{(SELECT state(s, 1, 3) FROM unnest('{1,3,3}'::int[]) s)} ],
	[ '[-2,0]{}', "03 03 <feff> $zero $zero $zero", 1339765269, 7039654073547820049, 'state(NULL, -2, 0)' ],
	[ '[1,3]{0.25,0,1.5}{0.0625,0,1.125}3',
		"04 03 <0100> <0300000000000000> <000000000000d03f> $zero <000000000000f83f> <000000000000b03f> $zero <000000000000f23f>",
		-981887467, -7635537179738309045, q{(SELECT state(s, 1, 3, s / 4.0) FROM unnest('{1,3,3}'::int[]) s)} ],
	[ '[-1,0]{}', "03 02 <ffff> $zero $zero", 697973615, -2786037755725537934, 'state(NULL, -1, 0, 1)' ],
	[ '[-1,0]{0,0}{0,0}1', "04 02 <ffff> <0100000000000000> $zero $zero $zero $zero", -748759337, 1565464154128094838, 'state(0, -1, 0, 0)' ]);
my $order = '1 2 12 9 10 4 5 3 8 13 6 11 7';
my @metrics = ([ 'nps', -679264883, -5359831230453070395 ], [ 'values {-1e+15,0.1,3}', -1713859099, -4298444597993672165 ],
	[ 'net 2 7', 516652237, 2814976172785056957 ]);

my @moments = (
	[ '[3]0{}', '01 03 0000 <0000000000000000> <0000000000000000> <0000000000000000>' . " $zero" x 35 ],
	[ '[1]3{2.5,2.25}{2.5,5,1}{1.5,-3,6,0,0,0}',
		"01 01 0000 <0300000000000000> <0000000000000440> <0000000000000240> <0000000000000440> <0000000000001440> <000000000000f03f>"
		  . " <000000000000f83f> <00000000000008c0> <0000000000001840> $zero $zero $zero" ]);

# PostgreSQL's hash functions depend on the order of bytes.
my $little_endian = pack('S', 1) eq pack('v', 1);

# The bytes as this machine writes them.
sub native
{
	my ($bytes) = @_;

	$bytes =~ s/<(\w+)>/join '', reverse $1 =~ m{..}g/ge unless $little_endian;
	return '\x' . $bytes =~ s/\W//gr;
}

my $node = setup_node();
$node->safe_psql('postgres', slurp_file(tree() . '/test/fuzz/exercise.sql') . <<'EOT');
CREATE AGGREGATE state(score integer, low integer, high integer) (SFUNC = cx_tally_add, STYPE = cx_tally);
CREATE AGGREGATE state(score double precision, low integer, high integer, weight double precision) (SFUNC = cx_tally_add, STYPE = cx_tally);
CREATE TABLE stored_in_1_0 (n serial, text text, bytes stored, hash integer, extended bigint);
EOT
$node->safe_psql('postgres', join '', map { "INSERT INTO stored_in_1_0 (text, bytes, hash, extended) VALUES ('$_->[0]', '" . native($_->[1])
	. "', $_->[2], $_->[3]);\n" } @stored);

# The numbers of the rows that meet a condition.
sub rows_where
{
	my ($condition) = @_;

	return $node->safe_psql('postgres',
		"SELECT string_agg(n::text, ' ' ORDER BY n) FROM (SELECT *, bytes::cx_tally AS tally FROM stored_in_1_0) s WHERE $condition");
}

is(rows_where('tally::text = text'), join(' ', 1 .. @stored), 'all formats of version 1.0 are read');
is(rows_where('tally = text::cx_tally AND cx_tally_send(tally) = cx_tally_send(text::cx_tally)'), join(' ', 1 .. @stored), 'and mean the same as their texts');
is(rows_where('exercise(tally) = exercise(text::cx_tally)'), join(' ', 1 .. @stored), 'in all functions');
is($node->safe_psql('postgres', q{SELECT string_agg(n::text, ' ' ORDER BY bytes::cx_tally, n) FROM stored_in_1_0}), $order, 'they keep their order');
is($node->safe_psql('postgres', 'SELECT string_agg(DISTINCT get_byte(bytes::text::bytea, 0)::text, NULL) FROM stored_in_1_0'), '1234', 'each format is there');

# Where the bytes come from.  A version that writes others keeps the rest of this
# file and drops this.
my $written = $node->safe_psql('postgres', 'SELECT ' . join(q{ || E'\n' || }, map { "($_->[4])::cx_tally::stored::text" } @stored));
is($written, join("\n", map { native($_->[1]) } @stored), 'they are what is written');

is($node->safe_psql('postgres', join ' UNION ALL ', map { "(SELECT '$_->[0]'::bytea::cx_metric::text)" } @metrics),
	join("\n", map { $_->[0] } @metrics), 'metrics are read');

is($node->safe_psql('postgres', 'SELECT ' . join q{ || E'\n' || }, map { "'" . native($_->[1]) . "'::stored::cx_moments::text" } @moments),
	join("\n", map { $_->[0] } @moments), 'moments are read');
is($node->safe_psql('postgres', 'SELECT ' . join q{ || E'\n' || }, map { "'$_->[0]'::cx_moments::stored::text" } @moments),
	join("\n", map { native($_->[1]) } @moments), 'and written so');

SKIP:
{
	skip 'the hashes are those of a little-endian machine', 2 unless $little_endian;

	is(rows_where('cx_tally_hash(tally) = hash AND cx_tally_hash_extended(tally, 42) = extended'), join(' ', 1 .. @stored), 'tallies keep their hashes');
	is($node->safe_psql('postgres', join ' UNION ALL ',
		map { "(SELECT concat_ws(' ', cx_metric_hash(m), cx_metric_hash_extended(m, 42)) FROM CAST('$_->[0]' AS cx_metric) m)" } @metrics),
		join("\n", map { "$_->[1] $_->[2]" } @metrics), 'metrics keep their hashes');
}

$node->stop;
done_testing();
