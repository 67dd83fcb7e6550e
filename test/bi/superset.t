# superset.t
#	  Superset: charts over the tables and views of doc/bi.md, made by its REST API
#	  and opened in Chromium, get and show what SQL says.
#
# Superset is the one of the Python environment that the variable SUPERSET names;
# test/tools/bi.sh sees to it.  Pictures of the charts are kept in the directory
# that SCREENSHOTS names, if it does.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib "$FindBin::RealBin/../t";

use CxTest;
use HTTP::Tiny;
use IPC::Run;
use JSON::PP;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Scalar::Util qw(looks_like_number);
use Test::More;

my $dir = $FindBin::RealBin;
my $home = PostgreSQL::Test::Utils::tempdir_short();
my $pictures = $ENV{SCREENSHOTS} || $home;

# Metrics, as they are typed into Superset's form.
my %of_tallies = (
	nps => 'nps(tally)',
	low => 'lower(nps_interval(tally))',
	high => 'upper(nps_interval(tally))',
	responses => 'cx_responses(cx_merge(tally))',
	satisfied => q{cx_value(cx_merge(tally), 'top 3')});
my %of_answers = (
	nps => 'nps(score)',
	low => 'lower(nps_interval(score))',
	high => 'upper(nps_interval(score))',
	responses => 'count(score)',
	late => q{nps(score) FILTER (WHERE answered_on >= '2025-02-15')});
my %of_counts = (
	nps => '100 * (sum(promoters) - sum(detractors)) / sum(responses)',
	responses => 'sum(responses)');
my %datasets = (
	survey_daily => \%of_tallies,
	survey => \%of_answers,
	nps_counts => \%of_counts,
	nps_by_month => {},
	team_ranking => {});

sub selected
{
	my ($metrics, @names) = @_;

	return join ', ', map { "$metrics->{$_} AS $_" } @names;
}

# Conditions that a chart has: on a column, and on days.
sub where
{
	my ($column, $operator, $value) = @_;

	return { expressionType => 'SIMPLE', clause => 'WHERE', subject => $column, operator => $operator, comparator => $value };
}

my @all_of_tallies = sort keys %of_tallies;
my @all_of_answers = sort keys %of_answers;
my $month = q{extract(epoch FROM date_trunc('month', day AT TIME ZONE 'UTC'))::bigint * 1000 AS day};
my %decimal = (column_config => { map { $_ => { d3NumberFormat => ',.1f' } } qw(nps low high value nps_low nps_high late satisfied) });
my $february = q{team IN ('Lyon', 'Oslo') AND answered_on >= '2025-02-01' AND answered_on < '2025-03-01'};

# The name of each chart, its table, kind and parameters; the SQL for the rows of
# each query that it sends; and the SQL for the numbers with one decimal that it
# shows as text, row by row.
my @charts = (
	[   'table of a rollup', survey_daily => 'table',
		{ query_mode => 'aggregate', groupby => ['team'], metrics => \@all_of_tallies, show_totals => \1, row_limit => 100, %decimal },
		[   "SELECT team, ${\selected(\%of_tallies, @all_of_tallies)} FROM survey_daily GROUP BY team",
			"SELECT ${\selected(\%of_tallies, @all_of_tallies)} FROM survey_daily" ],
		q{SELECT upper(nps_interval(tally)), lower(nps_interval(tally)), nps(tally), cx_value(cx_merge(tally), 'top 3')
			FROM survey_daily GROUP BY ROLLUP (team) ORDER BY grouping(team), 1 DESC} ],
	[   'table of filtered answers', survey => 'table',
		{   query_mode => 'aggregate', groupby => ['team'], metrics => \@all_of_answers, show_totals => \1, row_limit => 100, %decimal,
			adhoc_filters => [
				where(team => 'IN', [qw(Lyon Oslo)]),
				where(answered_on => 'TEMPORAL_RANGE', '2025-02-01 : 2025-03-01') ] },
		[   "SELECT team, ${\selected(\%of_answers, @all_of_answers)} FROM survey WHERE $february GROUP BY team",
			"SELECT ${\selected(\%of_answers, @all_of_answers)} FROM survey WHERE $february" ],
		"SELECT upper(nps_interval(score)), $of_answers{late}, lower(nps_interval(score)), nps(score)
			FROM survey WHERE $february GROUP BY ROLLUP (team) ORDER BY grouping(team), 1 DESC" ],
	[   'table of counts', nps_counts => 'table',
		{ query_mode => 'aggregate', groupby => ['team'], metrics => [qw(nps responses)], show_totals => \1, row_limit => 100, %decimal },
		[   "SELECT team, ${\selected(\%of_counts, qw(nps responses))} FROM nps_counts GROUP BY team",
			"SELECT ${\selected(\%of_counts, qw(nps responses))} FROM nps_counts" ],
		'SELECT nps(score) FROM survey GROUP BY ROLLUP (team) ORDER BY grouping(team), 1 DESC' ],
	[   'big number', survey_daily => 'big_number_total', { metric => 'nps', y_axis_format => ',.1f' },
		["SELECT ${\selected(\%of_tallies, 'nps')} FROM survey_daily"],
		'SELECT nps(score) FROM survey' ],
	[   'big number with a trend', survey_daily => 'big_number',
		{ metric => 'nps', x_axis => 'day', time_grain_sqla => 'P1M', aggregation => 'raw', y_axis_format => ',.1f' },
		[   "SELECT $month, ${\selected(\%of_tallies, 'nps')} FROM survey_daily GROUP BY 1",
			"SELECT ${\selected(\%of_tallies, 'nps')} FROM survey_daily" ],
		'SELECT nps(score) FROM survey' ],
	[   'lines by month', survey_daily => 'echarts_timeseries_line',
		{ x_axis => 'day', time_grain_sqla => 'P1M', metrics => [qw(nps low high)], row_limit => 1000 },
		["SELECT $month, ${\selected(\%of_tallies, qw(nps low high))} FROM survey_daily GROUP BY 1"] ],
	[   'lines by month and team', survey_daily => 'echarts_timeseries_line',
		{ x_axis => 'day', time_grain_sqla => 'P1M', metrics => ['nps'], groupby => ['team'], row_limit => 1000 },
		[   join ' ', "SELECT $month",
			(map { qq{, nps(tally) FILTER (WHERE team = '$_') AS "$_"} } qw(Berlin Lyon Oslo)),
			'FROM survey_daily GROUP BY 1' ] ],
	[   'finished scores', nps_by_month => 'table',
		{   query_mode => 'raw', all_columns => [qw(month nps nps_low nps_high responses)], row_limit => 100, %decimal,
			order_by_cols => ['["month", true]'], adhoc_filters => [ where(level => '==', 'all') ] },
		[   q{SELECT extract(epoch FROM month AT TIME ZONE 'UTC')::bigint * 1000 AS month, nps, nps_low, nps_high, responses
				FROM nps_by_month WHERE level = 'all'} ],
		q{SELECT nps(score), lower(nps_interval(score)), upper(nps_interval(score))
			FROM survey GROUP BY date_trunc('month', answered_on) ORDER BY date_trunc('month', answered_on)} ],
	[   'ranking', team_ranking => 'table',
		{   query_mode => 'raw', all_columns => [qw(rank rank_low rank_high team value responses standing)], row_limit => 100,
			order_by_cols => ['["rank", true]'], %decimal },
		['SELECT rank, rank_low, rank_high, team, value, responses, standing FROM team_ranking'],
		'SELECT nps(score) FROM survey GROUP BY team ORDER BY 1 DESC' ],
	[   'ranking of one team', team_ranking => 'table',
		{   query_mode => 'raw', all_columns => [qw(rank team value)], row_limit => 100, adhoc_filters => [ where(team => '==', 'Oslo') ],
			%decimal },
		[q{SELECT 3 AS rank, team, value FROM team_ranking WHERE team = 'Oslo'}],
		q{SELECT nps(score) FROM survey WHERE team = 'Oslo'} ],
	# The totals of this one are sums of scores.  When that changes, doc/bi.md is to
	# change.
	[   'pivot table', survey_daily => 'pivot_table_v2',
		{   groupbyRows => ['team'], groupbyColumns => ['day'], temporal_columns_lookup => { day => \1 }, time_grain_sqla => 'P1M',
			metrics => ['nps'], rowTotals => \1, colTotals => \1, aggregateFunction => 'Sum', row_limit => 1000, valueFormat => ',.1f' },
		["SELECT $month, team, ${\selected(\%of_tallies, 'nps')} FROM survey_daily GROUP BY 1, 2"],
		q{SELECT sum(nps) FILTER (WHERE month = '2025-01-01'), sum(nps) FILTER (WHERE month = '2025-02-01'),
			sum(nps) FILTER (WHERE month = '2025-03-01'), sum(nps)
			FROM nps_by_month WHERE level = 'team' GROUP BY ROLLUP (team) ORDER BY grouping(team), team} ]);

my $node = PostgreSQL::Test::Cluster->new('superset');
$node->init(extra => [qw(--encoding=UTF8 --no-locale)]);
$node->append_conf('postgresql.conf', "timezone = 'UTC'\n");
$node->start;
$node->safe_psql('postgres', join '', slurp_file(tree() . '/doc/bi.md') =~ /^```sql\n(.*?)^```/gms);

# The rows of a query, as Superset has them: a hash each.
sub rows_of
{
	my ($query) = @_;

	return decode_json($node->safe_psql('postgres', "SELECT coalesce(json_agg(answer), '[]') FROM ($query) AS answer"));
}

# In some order, and numbers with all digits.
sub canonical
{
	my ($rows) = @_;
	my $json = JSON::PP->new->canonical;
	my @rows;

	for my $row (@$rows)
	{
		push @rows, $json->encode({ map { $_ => looks_like_number($row->{$_}) ? sprintf '%.17g', $row->{$_} : $row->{$_} } keys %$row });
	}
	return [ sort @rows ];
}

sub numbers
{
	my ($rows) = @_;

	return scalar grep { looks_like_number($_) } map { values %$_ } @$rows;
}

# Superset, as its own documentation starts it.

local $ENV{SUPERSET_HOME} = $home;
local $ENV{SUPERSET_CONFIG_PATH} = "$dir/superset_config.py";
local $ENV{FLASK_APP} = 'superset';
local $ENV{SCARF_ANALYTICS} = 'false';
local $ENV{TZ} = 'UTC';

my $bin = "$ENV{SUPERSET}/bin";
my $log = "$PostgreSQL::Test::Utils::log_path/superset.log";
my $port = PostgreSQL::Test::Cluster::get_free_port();
my $url = join '://', 'http', "127.0.0.1:$port";

for my $step ('db upgrade', 'fab create-admin --username admin --firstname A --lastname B --email a@example.org --password admin', 'init')
{
	IPC::Run::run([ "$bin/superset", split / /, $step ], '<', \undef, '>&', \my $output);
	is($?, 0, 'superset ' . substr $step, 0, 16) or diag $output;
}

my $superset = IPC::Run::start(
	[ "$bin/gunicorn", qw(--worker-class gthread --threads 8 --timeout 300 --bind), "127.0.0.1:$port", 'superset.app:create_app()' ],
	'<', \undef, '>&', $log);
my $up = 0;
for (1 .. 300)
{
	$up = HTTP::Tiny->new(timeout => 10)->get("$url/health")->{success} and last;
	sleep 1;
}
ok($up, 'Superset is up');

# The charts.

my $address = 'postgresql+psycopg2://' . $node->safe_psql('postgres', 'SELECT current_user') . '@/postgres?host=' . $node->host . '&port=' . $node->port;
my $what = encode_json({ datasets => \%datasets, charts => [ map { [ @$_[ 0 .. 3 ] ] } @charts ] });
IPC::Run::run([ "$bin/python", "$dir/superset_charts.py", $url, $address, $pictures ], '<', \$what, '>', \my $output, '2>', \my $errors);
is($?, 0, 'the charts are made and opened') or diag $errors;

my @got = map { decode_json($_) } split /\n/, $output;
my %types = map { $_->{column} => $_->{type} } grep { $_->{column} } @got;
my %got = map { $_->{chart} => $_ } grep { $_->{chart} } @got;
my ($compared, $shown) = (0, 0);

is($types{'survey_daily.tally'}, 'UNKNOWN', 'the type of a tally is unknown');
is_deeply([ grep { $types{$_} eq 'UNKNOWN' } sort keys %types ], ['survey_daily.tally'], 'and that of no other column');

for (@charts)
{
	my ($name, undef, undef, undef, $queries, $text) = @$_;
	my $chart = $got{$name} || { queries => [], shown => '', colours => 0 };

	is(scalar @{ $chart->{queries} }, scalar @$queries, "$name: as many queries as expected");
	for my $i (0 .. $#$queries)
	{
		my $rows = rows_of($queries->[$i]);

		cmp_ok(numbers($rows), '>', 0, "$name: SQL gives numbers");
		is_deeply(canonical($chart->{queries}[$i]{rows} || []), canonical($rows), "$name: what query $i gets is what SQL says")
		  or diag $chart->{queries}[$i]{sql};
		$compared += numbers($rows);
	}
	if ($text)
	{
		my @numbers = map { s/\N{U+2212}/-/r =~ tr/,//dr } $chart->{shown} =~ /([-\N{U+2212}]?[\d,]*\d\.\d)\b/g;
		my @expected = map { sprintf '%.1f', $_ } split /[|\n]/, $node->safe_psql('postgres', $text);

		cmp_ok(scalar @expected, '>', 0, "$name: SQL gives numbers to show");
		is_deeply(\@numbers, \@expected, "$name: the page shows them") or diag $chart->{shown};
		$shown += @expected;
	}
	cmp_ok($chart->{colours}, '>', 20, "$name: something is drawn");
}
diag "$compared numbers that charts got and $shown that they show were compared with SQL";

$superset->signal('TERM');
$superset->finish;
$node->stop;
done_testing();
