# cube.t
#	  A semantic layer: what Cube makes of measures that call the extension's
#	  aggregates is what SQL says, whatever they are grouped and filtered by.
#
# Cube is needed; test/tools/clients.sh sees to it.

use strict;
use warnings FATAL => 'all';

use FindBin;
use IPC::Run;
use JSON::PP;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Scalar::Util qw(looks_like_number);
use Test::More;

my $dir = $FindBin::RealBin;
my $host = '127.0.0.1';

# The answers that each query of node/cube.js is to give.
my $measures = 'nps(score), lower(nps_interval(score)), upper(nps_interval(score)), nps_margin(score), count(score) FROM survey';
my $board = q{SELECT name, (cx_leaderboard(tally, 'nps') OVER ()).* FROM area};
my %queries = (
	'total' => "SELECT $measures",
	'by team' => "SELECT team, $measures GROUP BY team ORDER BY team",
	'by month' => "SELECT date_trunc('month', answered_on)::date AS month, $measures GROUP BY month ORDER BY month",
	'by standing' => "SELECT standing, count(*), max(value) FROM ($board) AS board GROUP BY standing ORDER BY standing",
	'of one team since March' => "SELECT $measures WHERE team = 'Berlin' AND answered_on >= '2025-03-01'");

my $node = PostgreSQL::Test::Cluster->new('cube');
$node->init(extra => [qw(--encoding=UTF8 --no-locale)]);
$node->append_conf('postgresql.conf', "listen_addresses = '$host'\ntimezone = 'UTC'\n");
$node->start;
$node->safe_psql('postgres', slurp_file("$dir/setup.sql"));

# Numbers with all digits, and of a timestamp the date.
sub canonical
{
	return [ map { looks_like_number($_) ? sprintf '%.17g', $_ : s/T00:00:00.000Z$//r } @_ ];
}

local $ENV{TZ} = 'UTC';
IPC::Run::run([ 'node', "$dir/node/cube.js", $host, $node->port ],
	'<', \undef, '>', \my $output, '2>', \my $errors);
is($?, 0, 'Cube runs') or diag $errors;

my %answers = map { $_->{name} => $_->{rows} } map { decode_json($_) } split /\n/, $output;
for my $name (sort keys %queries)
{
	my @rows = map { canonical(split /\|/) } split /\n/, $node->safe_psql('postgres', $queries{$name});

	cmp_ok(scalar @rows, '>', 0, "$name: SQL answers");
	is_deeply([ map { canonical(@$_) } @{ $answers{$name} } ], \@rows, "$name: so does Cube")
	  or diag explain $answers{$name};
}

$node->stop;
done_testing();
