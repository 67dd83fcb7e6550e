# 060_postgres_fdw.t
#	  Tables of another server, through postgres_fdw: what is computed there,
#	  and that it comes to the same.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use Distribution;
use Test::More;

my $node = setup_node();
plan skip_all => 'postgres_fdw is not installed' if !has_extension($node, 'postgres_fdw');
my $shard = setup_node('', 'shard');

# The same tables on both sides.
my $tables = <<'EOT';
CREATE TABLE rollup (team integer PRIMARY KEY, tally cx_tally DEFAULT '[0,10]{}', metric cx_metric DEFAULT 'top 2', words text,
	range cx_range, tallies cx_tally[]);
INSERT INTO rollup SELECT id, mixed, CASE WHEN id % 2 = 0 THEN 'nps' ELSE 'mean' END, CASE WHEN id % 3 = 0 THEN 'nps'
	ELSE 'index' END, cx_range(id, id + 1), ARRAY[tally, mixed] FROM survey;
CREATE TABLE question (id integer PRIMARY KEY, tally cx_tally, metric cx_metric);
INSERT INTO question SELECT team, tally, metric FROM rollup WHERE team < 50;
EOT
$_->safe_psql('postgres', $tables) for $node, $shard;

connect_shard($node, 'shard', $shard, q(extensions 'cx_metrics'));
connect_shard($node, 'plain', $shard, q(fetch_size '100'));
$node->safe_psql('postgres', <<"EOT") for qw(shard plain);
CREATE SCHEMA $_;
IMPORT FOREIGN SCHEMA public LIMIT TO (survey, rollup, question) FROM SERVER $_ INTO $_ OPTIONS (import_default 'true');
EOT

# Every aggregate.
is(make_calls($node), '', 'there is a call of every aggregate in the catalogue');
for my $query ('SELECT %s FROM @.survey', 'SELECT team, %s FROM @.survey GROUP BY team',
	'SELECT team, %s FILTER (WHERE channel > 0) AS value FROM @.survey GROUP BY team HAVING count(*) > 1')
{
	my ($far, $near, $without) = map { $query =~ s/@/$_/r } qw(shard public plain);

	is($node->safe_psql('postgres', "SELECT call FROM calls WHERE NOT is_remote(format('$far', call))"), '', "computed there: every aggregate in $query");
	is($node->safe_psql('postgres', "SELECT call FROM calls WHERE NOT is_local(format('$without', call))"), '',
		"computed here without the option: every aggregate in $query");
	is(differing_calls($node, $near, $_), '', "the result is that of the table itself: $_") for $far, $without;
}
is(remote_sql($node, 'SELECT nps(score), cx_tally(score, 0, 10, weight) FROM shard.survey'),
	'SELECT public.nps(score), public.cx_tally(score, 0, 10, weight) FROM public.survey', 'what is sent names the schema');

# Functions and operators, in the list of results above an aggregate and in
# conditions; constants, parameters and joins of both types.
my @computed_there = (
	q(SELECT cx_value(cx_merge(tally), 'nps'), upper(cx_interval(cx_merge(tally), 'net 2 7')) FROM @.rollup),
	q(SELECT team FROM @.rollup WHERE cx_value(tally, 'nps') < 0),
	q(SELECT team FROM @.rollup WHERE cx_value(tally, metric) > 5 AND metric = 'mean'),
	q(SELECT team FROM @.rollup WHERE cx_value(tally + '[0,10]{0,0,0,0,0,0,0,0,0,0,100}', CASE WHEN team > 100 THEN metric ELSE 'csat' END) > 0),
	q(SELECT team FROM @.rollup WHERE cx_margin(tally, metric, 0.9, population => 1000) < 20),
	q(SELECT count(*) FROM @.rollup WHERE cx_interval(tally, 'nps') && cx_range(10, 20)),
	q(SELECT team FROM @.rollup WHERE tally >= '[0,10]{1,2,3,4,5,6,7,8,9,10,11}' AND tally <> tally + tally),
	q(SELECT team FROM @.rollup GROUP BY team HAVING cx_responses(cx_merge(tally)) > 20),
	q(SELECT team FROM @.rollup r JOIN @.question q ON q.tally = r.tally AND q.metric = r.metric WHERE q.id = 4),
	q(SELECT team, nps(tally ORDER BY team), cx_merge(DISTINCT tally) FROM @.rollup GROUP BY team),
	q(SELECT metric, ces(tally) FROM @.rollup GROUP BY metric ORDER BY metric),
	q(SELECT team FROM @.rollup WHERE cx_change_p(tally, '[0,10]{1,2,3,4,5,6,7,8,9,10,11}', 'nps') < 0.5 OR cx_target_p(tally, metric, 5) < 0.9),
	q(SELECT team FROM @.rollup WHERE cx_impact(tally, tally + '[0,10]{1,2,3,4,5,6,7,8,9,10,11}', 'nps') < -5),
	q(SELECT metric, nps_margin(tally) FROM @.rollup GROUP BY metric HAVING nps_margin(tally) < 10),
	q(SELECT metric, cx_scorecard(cx_merge(tally), 'nps') FROM @.rollup GROUP BY metric),
	q(SELECT metric, cx_sparkline(array_agg(cx_value(tally, 'nps') ORDER BY team)) FROM @.rollup GROUP BY metric));
# Casts from text columns; a method, which is text; arrays of tallies before
# PostgreSQL 17; grouping sets; columns of rows; window functions.  What is below them is computed there as far as it goes.
my @computed_here = (
	[ q(SELECT team FROM @.rollup WHERE cx_margin(tally, 'nps', 0.95, 'wald') > 5), qr/^SELECT team, tally FROM public\.rollup$/ ],
	[ q(SELECT team FROM @.rollup WHERE cx_value(tally, words) > 5), qr/^SELECT team, tally, words FROM public\.rollup$/ ],
	[ q(SELECT team FROM @.rollup WHERE words::cx_metric = 'nps'), qr/^SELECT team, words FROM public\.rollup$/ ],
	[ q(SELECT team, nps(score) FROM @.survey GROUP BY ROLLUP (team)), qr/^SELECT team, score FROM public\.survey/ ],
	[ q(SELECT team, channel, nps(score) OVER (PARTITION BY channel) FROM @.survey), qr/^SELECT (?:\w+, ){2}\w+ FROM public\.survey/ ],
	[ q(SELECT team FROM @.rollup WHERE cx_change_p(tally, '[0,10]{1,2,3,4,5,6,7,8,9,10,11}', 'nps', 'less') < 0.5),
		qr/^SELECT team, tally FROM public\.rollup$/ ],
	[ q(SELECT team FROM @.rollup WHERE cx_contrast_p(tallies, '{1,-1}', 'mean') > 0.1 AND cx_responses(tally) > 1),
		$node->pg_version < 17 ? qr/^SELECT team, tallies FROM public\.rollup WHERE \(\(public\.cx_responses\(tally\) > 1\)\)$/
		: qr/^SELECT team FROM public\.rollup WHERE .*public\.cx_contrast_p\(tallies, / ],
	[ q(SELECT team, (cx_scorecard(tally, 'nps')).value FROM @.rollup WHERE (cx_scorecard(tally, metric)).upper > 6.5),
		qr/^SELECT team, tally, metric FROM public\.rollup$/ ],
	[ q(SELECT team, s.* FROM @.rollup, cx_scorecard(tally, metric) s WHERE cx_responses(tally) > 5),
		qr/^SELECT team, tally, metric FROM public\.rollup WHERE \(\(public\.cx_responses\(tally\) > 5\)\)$/ ],
	[ q(SELECT metric, (cx_leaderboard(cx_merge(tally), 'nps') OVER ()).*, (cx_progress(cx_merge(tally), sum(tally), 'nps') OVER ()).verdict,
		cx_contribution(cx_merge(tally), sum(tally), 'nps') OVER (), cx_suppressed(cx_merge(tally)) OVER () FROM @.rollup GROUP BY metric),
		qr/^SELECT metric, public\.cx_merge\(tally\), public\.sum\(tally\) FROM public\.rollup GROUP BY 1$/ ],
	[ q(SELECT team, cx_rank(cx_merge(tally), 'nps') OVER (), cx_rank_interval(cx_merge(tally), 'nps') OVER () FROM @.rollup
		WHERE cx_responses(tally) > 1 GROUP BY team),
		qr/^SELECT team, public\.cx_merge\(tally\) FROM public\.rollup WHERE \(\(public\.cx_responses\(tally\) > 1\)\) GROUP BY 1$/ ]);

# The plan of a query over the tables of the shard, and its result, as over
# those here.
sub same_result
{
	my ($query) = @_;
	my ($far, $near) = map { $node->safe_psql('postgres', 'SELECT result_of($q$' . ($query =~ s/@/$_/gr) . '$q$)') } qw(shard public);

	isnt($near, '', "there are results: $query");
	is($far, $near, "the result is that of the table itself: $query");
	return;
}

for my $query (@computed_there)
{
	is($node->safe_psql('postgres', 'SELECT is_remote($q$' . ($query =~ s/@/shard/gr) . '$q$)'), 't', "computed there: $query");
	same_result($query);
	like(remote_sql($node, $query =~ s/@/plain/gr), qr/^SELECT(?!.*(?:cx_|nps|ces|OPERATOR\(public))/s, "computed here without the option: $query");
}
for my $case (@computed_here)
{
	my ($query, $sent) = @$case;

	like(remote_sql($node, $query =~ s/@/shard/gr), $sent, "sent there: $query");
	same_result($query);
}

# Text that is a constant is a metric before it is sent; a parameter is sent as
# a metric.
is(remote_sql($node, q(SELECT team FROM shard.rollup WHERE cx_value(tally, 'Top  3'::text) > 0)),
	q{SELECT team FROM public.rollup WHERE ((public.cx_value(tally, 'top 3'::public.cx_metric) > 0::double precision))}, 'a constant of text');
my $prepared = q{SET plan_cache_mode = force_generic_plan; PREPARE above (cx_metric, cx_tally) AS SELECT team FROM %s.rollup
	WHERE cx_value(tally + $2, $1) > 50 ORDER BY team; };
like($node->safe_psql('postgres', sprintf($prepared, 'shard') . q(EXPLAIN (VERBOSE, COSTS OFF) EXECUTE above ('index', '[0,10]{}'))),
	qr/Remote SQL: .*public\.cx_value\(\(tally OPERATOR\(public\.\+\) \$\d::public\.cx_tally\), \$\d::public\.cx_metric\)/, 'parameters');
my ($far, $near) = map { $node->safe_psql('postgres', sprintf($prepared, $_) . q(EXECUTE above ('index', '[0,10]{0,0,0,0,0,0,0,0,0,0,9}'))) } qw(shard public);
is($far, $near, 'the result with parameters is that of the table itself');

# Nothing is lost on the way, whatever the session has set.
for my $settings ('', q(SET extra_float_digits = -15; SET datestyle = 'German'; SET bytea_output = 'escape'; SET search_path = ''))
{
	is($node->safe_psql('postgres', <<"EOT"), '240|0', "rows are the same bit by bit: $settings");
$settings;
SELECT count(*), count(*) FILTER (WHERE f.tally::text IS DISTINCT FROM r.tally::text OR f.metric::text IS DISTINCT FROM r.metric::text
	OR f.tallies::text IS DISTINCT FROM r.tallies::text
	OR lower(f.range) IS DISTINCT FROM lower(r.range)) FROM shard.rollup f JOIN public.rollup r USING (team)
EOT
}

# Imported with their types and defaults, and written.
is($node->safe_psql('postgres', q(SELECT string_agg(attname || ' ' || format_type(atttypid,
	atttypmod) || coalesce(' ' || pg_get_expr(adbin, adrelid), ''), ', ' ORDER BY attnum)
	FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum WHERE attrelid = 'shard.rollup'::regclass AND attnum > 0)),
	q(team integer, tally cx_tally '[0,10]{}'::cx_tally, metric cx_metric 'top 2'::cx_metric, words text, range cx_range, tallies cx_tally[]), 'imported columns');
$node->safe_psql('postgres', <<'EOT');
INSERT INTO shard.rollup (team) VALUES (1001);
INSERT INTO shard.rollup SELECT 1000 + team, cx_merge(tally), 'values {1,2.5}', NULL, cx_range(1, 2), array_agg(tally)
	FROM generate_series(2, 5) team, (SELECT tally FROM shard.question WHERE id < 4) q GROUP BY team;
EOT
my $written = q(SELECT team, tally, metric, range, tallies FROM rollup WHERE team > 1000 ORDER BY team);
my $merged = $node->safe_psql('postgres', 'SELECT cx_merge(tally), array_agg(tally) FROM question WHERE id < 4');
is($shard->safe_psql('postgres', $written), join("\n", '1001|[0,10]{}|top 2||',
	map { my ($tally, $array) = split /\|/, $merged; "$_|$tally|values {1,2.5}|[1,2)|$array" } 1002 .. 1005), 'inserted there');
my $update = q(UPDATE shard.rollup SET tally = tally + '[0,10]{0,0,0,0,0,0,0,0,0,0,5}' WHERE team > 1000 AND metric = 'top 2');
is(remote_sql($node, $update),
	q{UPDATE public.rollup SET tally = (tally OPERATOR(public.+) '[0,10]{0,0,0,0,0,0,0,0,0,0,5}') WHERE ((team > 1000)) }
		. q{AND ((metric OPERATOR(public.=) 'top 2'))}, 'an update is done there');
is($node->safe_psql('postgres', "$update RETURNING tally"), '[0,10]{0,0,0,0,0,0,0,0,0,0,5}', 'an update returns what it has made');
is($shard->safe_psql('postgres', 'SELECT tally FROM rollup WHERE team = 1001'), '[0,10]{0,0,0,0,0,0,0,0,0,0,5}', 'updated there');
my (undef, undef, $err) = $node->psql('postgres',
	q(INSERT INTO shard.rollup AS r VALUES (1001, '[0,10]{}') ON CONFLICT (team) DO UPDATE SET tally = r.tally + excluded.tally));
like($err, qr/there is no unique or exclusion constraint matching/, 'no upsert through a foreign table');
$node->safe_psql('postgres', 'DELETE FROM shard.rollup WHERE team > 1000');
is($shard->safe_psql('postgres', $written), '', 'deleted there');

# What is wrong with an answer is said from there.
$shard->safe_psql('postgres', 'CREATE TABLE codes AS SELECT 99 AS score');
$node->safe_psql('postgres', 'CREATE FOREIGN TABLE codes (score integer) SERVER shard');
(undef, undef, $err) = $node->psql('postgres', 'SELECT nps(score) FROM codes');
like($err, qr/ERROR:  score 99 is outside the scale 0\.\.10\nHINT:  If the scale is another/, 'errors arrive with their hint');

# In a schema that no search_path has, the same on both sides.
sub setup_database
{
	my ($name, $far, $near) = @_;

	$_->safe_psql('postgres', "CREATE DATABASE $name") for $node, $shard;
	$shard->safe_psql($name, "CREATE SCHEMA $far; CREATE EXTENSION cx_metrics SCHEMA $far; "
		. "CREATE TABLE kept AS SELECT score, $far.cx_tally(score, 0, 10) AS tally FROM generate_series(0, 10) score GROUP BY score");
	$node->safe_psql($name, "CREATE SCHEMA $near; CREATE EXTENSION cx_metrics SCHEMA $near");
	connect_shard($node, 'shard', $shard, q(extensions 'cx_metrics'), $name);
	return;
}

setup_database('elsewhere', 'cx', 'cx');
$node->safe_psql('elsewhere', 'IMPORT FOREIGN SCHEMA public FROM SERVER shard INTO public');
my $query = q(SELECT cx.cx_value(cx.cx_merge(tally), 'mean'), cx.ces(score::numeric) FILTER (WHERE score > 0 AND score < 8) FROM kept
	WHERE tally OPERATOR(cx.<>) '[0,10]{0,0,1,0,0,0,0,0,0,0,0}');
is(remote_sql($node, $query, 'elsewhere'),
	q{SELECT cx.cx_value(cx.cx_merge(tally), 'mean'::cx.cx_metric), cx.ces(score::numeric) FILTER (WHERE ((score > 0) AND (score < 8))) }
		. q{FROM public.kept WHERE ((tally OPERATOR(cx.<>) '[0,10]{0,0,1,0,0,0,0,0,0,0,0}'))},
	'computed there, in a schema of its own');
is($node->safe_psql('elsewhere', $query), '5.3|4.333333333333333', 'the result in a schema of its own');

# In different schemas: neither the columns' types nor the functions are found.
setup_database('differing', 'far', 'near');
(undef, undef, $err) = $node->psql('differing', 'IMPORT FOREIGN SCHEMA public FROM SERVER shard INTO public');
like($err, qr/schema "far" does not exist/, 'columns of another schema are not imported');
$node->safe_psql('differing', 'CREATE FOREIGN TABLE kept (score integer, tally near.cx_tally) SERVER shard');
(undef, undef, $err) = $node->psql('differing', 'SELECT near.nps(score) FROM kept');
like($err, qr/schema "near" does not exist/, 'functions of another schema are not found there');
$node->safe_psql('differing', 'ALTER SERVER shard OPTIONS (DROP extensions)');
is($node->safe_psql('differing', q(SELECT near.ces(tally) FROM kept)), $node->safe_psql('elsewhere', 'SELECT cx.ces(tally) FROM kept'),
	'without the option all is computed here');
$node->safe_psql('differing', q(ALTER SERVER shard OPTIONS (ADD extensions 'cx_metrics'); ALTER EXTENSION cx_metrics SET SCHEMA public));
$shard->safe_psql('differing', q(ALTER EXTENSION cx_metrics SET SCHEMA public));
is(remote_sql($node, 'SELECT ces(tally) FROM kept', 'differing'), 'SELECT public.ces(tally) FROM public.kept', 'ALTER EXTENSION SET SCHEMA mends it');
is($node->safe_psql('differing', 'SELECT ces(tally) FROM kept'), '5', 'and the result comes from there');

ok(!has_crashed($_), 'no process has crashed: ' . $_->name) for $node, $shard;
$_->stop for $node, $shard;
done_testing();
