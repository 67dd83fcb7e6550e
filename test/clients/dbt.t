# dbt.t
#	  examples/dbt: a rollup that dbt makes batch by batch, late answers among
#	  them, is the one that it makes at once, and both are what plain SQL says.
#
# Its README.md is run as it stands.  A block "sql" goes to psql, and the block
# "text" behind it is what that prints; of the blocks "sh" the calls of dbt are
# made.  "perl dbt.t --write" puts what psql prints into the page.
#
# The program dbt is the one that the variable DBT names; test/tools/clients.sh
# sees to it.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib "$FindBin::RealBin/../t";

use CxTest;
use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $project = tree() . '/examples/dbt';
my $readme = "$project/README.md";
my $write = grep { $_ eq '--write' } @ARGV;

my $node = PostgreSQL::Test::Cluster->new('dbt');
$node->init(extra => [qw(--encoding=UTF8 --no-locale)]);
$node->start;

local $ENV{PGHOST} = $node->host;
local $ENV{PGPORT} = $node->port;
local $ENV{PGUSER} = $node->safe_psql('postgres', 'SELECT current_user');
local $ENV{DBT_SEND_ANONYMOUS_USAGE_STATS} = 'false';

# What dbt keeps of a project between its runs, in a directory for each database.
my $kept = PostgreSQL::Test::Utils::tempdir_short();

# Is dbt content?  Arguments: the database, those of dbt.
sub dbt
{
	my ($database, @arguments) = @_;
	local $ENV{PGDATABASE} = $database;
	my @where = ('--target-path', "$kept/$database", '--log-path', "$kept/$database");

	IPC::Run::run([ $ENV{DBT}, '--no-use-colors', @arguments, @where ],
		'<', \undef, '>&', \my $output, init => sub { chdir $project or die "$project: $!" });
	note $output;
	return $? == 0 && $output =~ /^\S+\s+Done\. PASS=[1-9]\d* .*ERROR=0 SKIP=0/m;
}

# The page.

my ($block, $follows) = (qr/^```(sql|sh)\n(.*?)^```\n/ms, qr/\G\n?```text\n(.*?)^```\n/ms);
my $page = slurp_file($readme);
my @written;

$node->safe_psql('postgres', 'CREATE DATABASE page');
while ($page =~ /$block/g)
{
	my ($kind, $text) = ($1, $2);

	if ($kind eq 'sql')
	{
		my $prints = $page =~ /$follows/gc;
		my $expected = $prints ? $1 : '';

		IPC::Run::run([ 'psql', '-X', '-q', '-d', $node->connstr('page') ], '<', \$text, '>&', \my $output);
		$output =~ s/[ \t]+$//mg;
		$output =~ s/\n+\z/\n/;
		is($output, $expected, 'what psql prints of: ' . ($text =~ /(.*)/)[0]) unless $write;
		push @written, $output if $prints;
		next;
	}
	for my $call ($text =~ /^dbt (.*)$/mg)
	{
		my $corrected = $call =~ /^test\b/;

		is(!!dbt('page', split / /, $call), !$corrected, "dbt $call" . ($corrected ? ' finds the correction' : ''));
	}
}
if ($write)
{
	$page =~ s/^```text\n.*?^```\n/"```text\n" . shift(@written) . "```\n"/gmse;
	open my $file, '>', $readme or die "$readme: $!";
	print {$file} $page;
	close $file or die "$readme: $!";
}

# Many answers, in batches that come in no order of days or of numbers.  Those of
# batches 4 and later come late.

$node->safe_psql('postgres', 'CREATE DATABASE many');
$node->safe_psql('many', <<'SQL');
CREATE EXTENSION cx_metrics;
CREATE TABLE arriving AS
SELECT i * 7919 % 104729 % 7 AS batch, 'team ' || i * 31 % 17 AS team, date '2025-01-01' + (i * 104729 % 7919 % 120)::integer AS answered_on,
	nullif(i * 15485863 % 32452843 % 12, 11)::smallint AS score
FROM generate_series(1::bigint, 20000) AS i;
CREATE TABLE answers AS SELECT * FROM arriving WHERE batch < 4;
SQL

# What the rollup holds, as counts that plain SQL makes of the answers.
my %counts = (
	dbt => q{SELECT team, day, score, sum(count)::bigint FROM reports.survey_tallies,
		LATERAL (SELECT n - 1 AS score, cx_count(tally, n - 1, n - 1) AS count FROM generate_series(1, 11) AS n) AS counts
		WHERE count > 0 GROUP BY 1, 2, 3},
	SQL => q{SELECT team, answered_on, score, count(*) FROM answers WHERE score IS NOT NULL GROUP BY 1, 2, 3});

# And the scores: the interval that of the extension, of the answers.
my %scores = (
	dbt => q{SELECT level, team, month, score, score_low, score_high, responses FROM reports.score_by_month},
	SQL => q{SELECT CASE grouping(team) WHEN 0 THEN 'team' ELSE 'all' END, coalesce(team, 'all'), date_trunc('month', answered_on)::date,
		100.0 * (count(*) FILTER (WHERE score >= 9) - count(*) FILTER (WHERE score <= 6)) / count(score)::float8,
		lower(nps_interval(score)), upper(nps_interval(score)), count(score)
		FROM answers GROUP BY GROUPING SETS ((team, 3), (3))});

sub same_as_plain_sql
{
	my ($when) = @_;

	for my $pair ([ 'counts', \%counts ], [ 'scores', \%scores ])
	{
		my ($what, $queries) = @$pair;
		my ($dbt, $sql) = map { [ sort split /\n/, $node->safe_psql('many', $queries->{$_}) ] } qw(dbt SQL);

		cmp_ok(scalar @$sql, '>', 50, "$when: SQL has $what");
		is_deeply($dbt, $sql, "$when: dbt has the same " . @$sql . " $what");
	}
	return;
}

sub rollup
{
	return $node->safe_psql('many', 'SELECT * FROM reports.survey_tallies ORDER BY batch, team, day');
}

my @build = qw(build --profiles-dir .);

ok(dbt('many', @build), 'dbt builds what has come');
same_as_plain_sql('first');

my $first = 'SELECT count(*), min(xmin::text), max(xmin::text) FROM reports.survey_tallies WHERE batch < 4';
my $before = $node->safe_psql('many', $first);
$node->safe_psql('many', 'INSERT INTO answers SELECT * FROM arriving WHERE batch IN (4, 6)');
ok(dbt('many', @build), 'dbt adds late answers');
same_as_plain_sql('late');
is($node->safe_psql('many', $first), $before, 'and leaves alone what it had counted');

$node->safe_psql('many', 'INSERT INTO answers SELECT * FROM arriving WHERE batch = 5');
ok(dbt('many', @build), 'dbt adds a batch whose number is lower than the last');
same_as_plain_sql('later');

my $by_batches = rollup();
ok(dbt('many', @build), 'dbt finds nothing new');
is(rollup(), $by_batches, 'and adds nothing');

ok(dbt('many', @build, '--full-refresh'), 'dbt builds all at once');
is(rollup(), $by_batches, 'which is what the batches gave');
same_as_plain_sql('refreshed');

# Another table, scale and metric.

$node->safe_psql('many', 'CREATE TABLE ratings AS SELECT batch, team, answered_on, 1 + score % 5 AS score FROM answers');
local $ENV{DBT_SCHEMA} = 'satisfaction';
ok(dbt('many', @build, '--vars', '{answers_table: ratings, scale_low: 1, scale_high: 5, metric: csat}'), 'dbt builds another metric');
is($node->safe_psql('many', q{SELECT team, score, responses FROM satisfaction.score_by_month WHERE month = '2025-02-01' ORDER BY team}),
	$node->safe_psql('many', q{SELECT coalesce(team, 'all') AS name, 100.0 * count(*) FILTER (WHERE score >= 4) / count(score)::float8, count(score)
		FROM ratings WHERE date_trunc('month', answered_on) = '2025-02-01' GROUP BY ROLLUP (team) ORDER BY name}),
	'as plain SQL has it');

$node->stop;
done_testing();
