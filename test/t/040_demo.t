# 040_demo.t
#	  The demo: its data are the published answers, its figures those that
#	  others computed from them, and in a database it leaves no trace.

use strict;
use warnings FATAL => 'all';

use Encode ();
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

# Its texts: what they say is in the tables, and each query is shown.

my @headings = $tour =~ /^(\d\. .*)$/mg;
is(scalar @headings, 7, 'seven steps');
is(() = $tour =~ /^SELECT /mg, 9, 'each query is shown');

like($tour, qr/^1\. .* 40, then 31$/m, 'NPS of the years: the heading');
like($tour, qr/^ 2017 \| +2746 \| +40 \| +3 \| +40\n 2018 \| +2650 \| +31 \| +3 \| +35\n/m, 'NPS of the years');
like($tour, qr/^2\. .* Four in five are, and fewest in 2018$/m, 'CSAT of the years: the heading');
like($tour, qr/^ 2015 \| +2810 \| 80\.0 \| +1\.5\n 2016 \| +2919 \| 81\.0 \| .*\n 2017 \| +2688 \| 82\.1 \| .*\n 2018 \| +2625 \| 78\.4 \| +1\.6\n/m,
	'CSAT of the years');
like($tour, qr/^3\. .* 57 tallies in the place of 5396 answers$/m, 'the rollup: the heading');
like($tour, qr/^ +57 \| +5396 \| t$/m, 'the rollup');

my %nps = (
	A => '19.7', B => '33.2', C => '27', D => '38.4', E => '51', F => '35.9', G => '28.8');
for my $area (sort keys %nps)
{
	like($tour, qr/^ +\d \| +\d \| +\d \| $area +\| +\d+ \| +\Q$nps{$area}\E \| /m, "NPS of area $area");
}
like($tour, qr/^4\. .* E, above average, and somewhere from first to fourth$/m, 'who leads: the heading');
like($tour, qr/^ +1 \| +1 \| +4 \| E +\| +157 \| +51 \| +45\.1 \| above average$/m, 'the best area by rank');
like($tour, qr/^ +7 \| +4 \| +7 \| A +\| +661 \| +19\.7 \| +21 \| below average$/m, 'the last area by rank');

like($tour, qr/^5\. .* Nobody\. A and C fell$/m, 'who improved: the heading');
like($tour, qr/^ +1 \| E +\| +46\.9 \| +51 \| +4\.1 \| +-10\.6 \| +18\.5 \| no clear change$/m, 'the area that improved most');
is(join('', sort $tour =~ /^ +\d \| ([A-G]) .*\| fell$/mg), 'AC', 'the areas that fell');
unlike($tour, qr/\| rose$/m, 'nobody rose');

like($tour, qr/^6\. .* Finding one's way, most of all$/m, 'drivers: the heading');
is(join(' ', $tour =~ /^ (wayfinding|security|getting here) +\|/mg), 'wayfinding security getting here', 'the drivers by importance');
like($tour, qr/^ wayfinding +\| +4\.4 \| +24 \| +42 \| +34 \| +50$/m, 'the first of them');

like($tour, qr/^7\. .* attention for A and C, more answers for E$/m, 'a line an area: the heading');
is(join('', $tour =~ /^ ([A-G]) +\|.*\| attention$/mg), 'AC', 'the areas that need attention');
is(join('', $tour =~ /^ ([A-G]) +\|.*\| more answers$/mg), 'E', 'the areas that need answers');
like($tour, qr/^ A +\| 20 ± 6 +\| ▃▂▄ ▂ \| +-20 \| fell +\| attention$/m, 'a line with its weeks, and a gap');
like($tour, qr/^What next\?$/m, 'what to do next');

# The files that it names.
for my $file ($tour =~ /^   ([\w\/]+\.md) /mg)
{
	ok(-e "$tree/$file", "$file is there");
}

# In a terminal of 80 columns nothing is wrapped.
my @wide = grep { length > 80 } split /\n/, Encode::decode('UTF-8', $tour);
is("@wide", '', 'no line is wider than a terminal');

like($tour, qr/San Francisco International\s+Airport.*Public\s+Domain\s+Dedication\s+License/s, 'source and licence of the data');

$node->safe_psql('extended', 'CREATE SCHEMA "My Ext"; CREATE EXTENSION cx_metrics SCHEMA "My Ext"');
$before = contents('extended');
is_deeply([ demo('extended') ], [ 1, $tour, '' ], 'the same tour with the extension in a schema of its own');
is(contents('extended'), $before, 'which stays');

# A database without the characters of a sparkline.
$node->safe_psql('postgres', q{CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0});
($succeeded, my $plain, $errors) = demo('latin');
is_deeply([ $succeeded, $errors ], [ 1, '' ], 'the tour runs in another encoding');
like($plain, qr/^This database is not in UTF8/m, 'and says what cannot be shown');

$node->safe_psql('taken', 'CREATE SCHEMA cx_metrics_demo');
$before = contents('taken');
($succeeded, undef, $errors) = demo('taken');
ok(!$succeeded, 'a tour that cannot run fails');
like($errors, qr/schema "cx_metrics_demo" already exists/, 'and says why');
is(contents('taken'), $before, 'and leaves nothing either');

$node->stop;
done_testing();
