# 040_demo.t
#	  The demo: its data are the published answers, its figures those that
#	  others computed from them, and in a database it leaves no trace.

use strict;
use warnings FATAL => 'all';

use FindBin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $tree = $ENV{CX_METRICS_TREE} // "$FindBin::RealBin/../..";

my $node = PostgreSQL::Test::Cluster->new('demo');
$node->init;
$node->start;
$ENV{PGHOST} = $node->host;
$ENV{PGPORT} = $node->port;

# What is in a database, as far as the demo could have left it there.
sub contents
{
	my ($database) = @_;
	return $node->safe_psql($database, q{
		SELECT 'schema', nspname FROM pg_namespace WHERE nspname !~ '^pg_'
		UNION ALL
		SELECT 'extension', extname FROM pg_extension
		UNION ALL
		SELECT 'table', relname FROM pg_class WHERE relname ~ '^sfo'
		ORDER BY 1, 2});
}

# Run the demo in a database: its exit status, output, error output.
sub demo
{
	my ($database) = @_;
	my ($out, $err);

	my $succeeded = IPC::Run::run(
		[ 'make', '-s', '-C', $tree, 'demo', "DB=$database" ],
		'>', \$out, '2>', \$err);
	return ($succeeded, $out, $err);
}

$node->safe_psql('postgres', "CREATE DATABASE $_") for qw(data bare extended taken);

# The answers.

$node->safe_psql('data', 'CREATE EXTENSION cx_metrics');
$node->safe_psql('data', slurp_file("$tree/examples/sfo.sql"));

sub answers
{
	my ($query, $expected, $name) = @_;
	is($node->safe_psql('data', $query), $expected, $name);
	return;
}

answers(
	'SELECT cx_tally(score, 0, 10) FROM sfo_nps WHERE year = 2018',
	'[0,10]{24,11,24,26,24,205,133,334,601,498,770}',
	'2018: the published counts of 0 to 10');
answers(
	'SELECT cx_tally(score, 1, 5) FROM sfo_csat WHERE year = 2018',
	'[1,5]{6,46,514,1428,631}',
	'2018: the published counts of 1 to 5');
answers(
	q{SELECT answered_on, round(nps(score)::numeric, 4) FROM sfo_nps
	  WHERE answered_on IN ('2017-05-06', '2017-05-25', '2017-05-30')
	  GROUP BY answered_on ORDER BY answered_on},
	"2017-05-06|30.1587\n2017-05-25|44.3262\n2017-05-30|43.1818",
	'NPS of single days');
answers(
	q{SELECT year, round(nps(score)::numeric, 4), round(nps(score, weight)::numeric, 4)
	  FROM sfo_nps GROUP BY year ORDER BY year},
	"2017|39.8398|40.3984\n2018|30.9811|35.1136",
	'NPS of the years, plain and weighted');


# The regression on complete rows, by R's lm.
answers(
	q{SELECT round(slope::numeric, 4), round(importance::numeric, 6)
	  FROM cx_drivers(ARRAY[(
		SELECT cx_moments(cx_worth(score, 0, 10, 'nps'), ARRAY[getting_here::float8, wayfinding::float8, security::float8])
		FROM sfo_nps
		WHERE year = 2018 AND getting_here + wayfinding + security IS NOT NULL)])},
	"15.6263|0.073165\n22.9186|0.107494\n16.1804|0.096328",
	'2018: what moves the score, of those who rated all three');

# The tour.

my $before = contents('bare');
my ($succeeded, $tour, $errors) = demo('bare');
ok($succeeded, 'the tour runs in a database without the extension');
is($errors, '', 'without an error');
is(contents('bare'), $before, 'and leaves nothing there');

my %nps = (
	A => [ '39.9', '19.7' ], B => [ '43.4', '33.2' ], C => [ '46.9', '27.0' ],
	D => [ '43.5', '38.4' ], E => [ '46.9', '51.0' ], F => [ '38.5', '35.9' ],
	G => [ '33.0', '28.8' ], all => [ '39.8', '31.0' ]);
for my $area (sort keys %nps)
{
	my ($of_2017, $of_2018) = map { quotemeta } @{ $nps{$area} };
	like($tour, qr/^ \Q$area\E +\| +$of_2017 \| +\d+ \| +$of_2018 \| +\d+$/m,
		"NPS of area $area");
}
is(() = $tour =~ /\| t$/mg, 14, 'each of the 14 values is the same from the rollup');
like($tour, qr/^ 2018 \| +31\.0 \| +35\.1 \| +2650 \| +\d+$/m, 'weighted NPS');
like($tour, qr/^ A +\| +661 \| +19\.7 \| +5\.9 \| +13\.8 \| +25\.4$/m, 'an interval of 2018');
like($tour, qr/^ +1 \| E +\| +46\.9 \| +51 \| +4\.1 \| +-10\.6 \| +18\.5 \| +1 \| no clear change$/m, 'the area that improved most');
is(join('', $tour =~ /^ +\d \| ([A-G]) .*\| fell$/mg), 'CA', 'the areas that fell');
is(join('', $tour =~ /^ ([A-G]) +\|[^|]*\|[^|]*\| 7 days$/mg), 'ADFG', 'areas that can be read weekly');
is(join('', $tour =~ /^ ([A-G]) +\|[^|]*\|[^|]*\| 1 mon$/mg), 'BCE', 'areas that can be read monthly');
like($tour, qr/^ +1 \| +1 \| +4 \| E +\| +157 \| +51 \| +45\.1 \| above average$/m, 'the best area by rank');
like($tour, qr/^ +7 \| +4 \| +7 \| A +\| +661 \| +19\.7 \| +21 \| below average$/m, 'the last area by rank');
like($tour, qr/^ A +\| +19\.7 \| +-15\.3 \| +-20\.2 \| below target, fell, below average\n C +\| +27 \| +-8 \| +-19\.9 \| fell\n\n/m,
	'the areas that need attention');
is(join(' ', $tour =~ /^ (\d{4}-\d\d)-\d\d \|.*\| below limit$/mg), '2025-02 2025-03 2025-06', 'the months of the shift that stand out');
like($tour, qr/San Francisco International Airport.*Public Domain\s+Dedication License/s, 'source and licence of the data');

$node->safe_psql('extended', 'CREATE SCHEMA "My Ext"; CREATE EXTENSION cx_metrics SCHEMA "My Ext"');
$before = contents('extended');
is_deeply([ demo('extended') ], [ 1, $tour, '' ], 'the same tour with the extension in a schema of its own');
is(contents('extended'), $before, 'which stays');

$node->safe_psql('taken', 'CREATE SCHEMA cx_metrics_demo');
$before = contents('taken');
($succeeded, undef, $errors) = demo('taken');
ok(!$succeeded, 'a tour that cannot run fails');
like($errors, qr/schema "cx_metrics_demo" already exists/, 'and says why');
is(contents('taken'), $before, 'and leaves nothing either');

$node->stop;
done_testing();
