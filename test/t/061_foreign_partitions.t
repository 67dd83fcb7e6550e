# 061_foreign_partitions.t
#	  A table whose partitions are on two other servers: which queries each
#	  shard answers by itself, which pull the rows, and the form in two stages
#	  that pulls tallies instead.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use Distribution;
use Test::More;

my $node = setup_node();
plan skip_all => 'postgres_fdw is not installed' if !has_extension($node, 'postgres_fdw');
my %shards = map { $_ => setup_node('', $_) } qw(north south);

# Half of the rows is on each shard; here, for comparison, all of them are in
# the table whole.  The shard is a column, and the key of the partitions.
is(make_calls($node), '', 'there is a call of every aggregate in the catalogue');
$node->safe_psql('postgres', <<'EOT');
SET client_min_messages = warning;
CREATE TABLE whole AS SELECT CASE id % 2 WHEN 0 THEN 'north' ELSE 'south' END AS shard, survey.* FROM survey;
CREATE TABLE parted (LIKE whole) PARTITION BY LIST (shard);
CREATE TABLE hashed (LIKE survey) PARTITION BY HASH (team);
EOT
my $modulus = 0;
for my $name (sort keys %shards)
{
	$shards{$name}->safe_psql('postgres', <<"EOT");
CREATE TABLE part AS SELECT '$name' AS shard, * FROM survey WHERE id % 2 = $modulus;
CREATE TABLE hashed_part (LIKE survey);
CREATE VIEW by_team AS SELECT team, channel, cx_tally(score, 0, 10) AS tally, cx_tally(score, 0, 10, weight / 3) AS weighted FROM part GROUP BY team, channel;
EOT
	connect_shard($node, $name, $shards{$name}, q(extensions 'cx_metrics'));
	$node->safe_psql('postgres', <<"EOT");
CREATE FOREIGN TABLE part_$name PARTITION OF parted FOR VALUES IN ('$name') SERVER $name OPTIONS (table_name 'part');
CREATE FOREIGN TABLE hashed_$name PARTITION OF hashed FOR VALUES WITH (MODULUS 2, REMAINDER $modulus) SERVER $name OPTIONS (table_name 'hashed_part');
CREATE FOREIGN TABLE by_team_$name (team integer, channel integer, tally cx_tally, weighted cx_tally) SERVER $name OPTIONS (table_name 'by_team');
EOT
	$modulus++;
}
$node->safe_psql('postgres', 'INSERT INTO hashed SELECT * FROM survey; ANALYZE parted; ANALYZE hashed');
is(join(' + ', map { $shards{$_}->safe_psql('postgres', 'SELECT count(*) > 20 FROM hashed_part') } sort keys %shards), 't + t',
	'rows go to the shard that their team belongs to');

my $partitionwise = 'SET enable_partitionwise_aggregate = on;';

# Every aggregate in a query, %s being the call: where it is computed, as a
# condition over query and plan, and that the result is that of the whole table.
sub check_calls
{
	my ($name, $settings, $query, $condition) = @_;

	is($node->safe_psql('postgres', "$settings SELECT call FROM (SELECT call, query, plan_of(query) AS plan FROM calls, "
		. "format('$query', call) query) q WHERE NOT ($condition)"), '',
		"$name: where it is computed, every aggregate in $query");
	is(differing_calls($node, $query =~ s/parted|hashed/whole/r, $query, $settings), '',
		"$name: the result is that of the whole table, every aggregate in $query");
	return;
}

# Grouped by the key, a plan is nothing but two scans, in which all is done.
my $by_shards = q(plan ~ '^Append\n  ->  Foreign Scan\n[^>]*  ->  Foreign Scan\n[^>]*$' AND plan !~ 'Filter:');
check_calls('by the key', $partitionwise, 'SELECT shard, %s FROM parted GROUP BY shard', $by_shards);
check_calls('by the key and more', $partitionwise, 'SELECT shard, team, %s FROM parted WHERE channel = 1 GROUP BY team, shard', $by_shards);
check_calls('by the key of a hash', $partitionwise, 'SELECT team, %s FROM hashed GROUP BY team', $by_shards);
check_calls('by the key, without the setting', '', 'SELECT shard, %s FROM parted GROUP BY shard', 'is_local(query)');

# Grouped by anything else, rows are pulled, though they are aggregated shard
# by shard here.
my $in_parts = q(is_local(query) AND plan ~ 'Finalize.*(Partial.*){2}');
check_calls('by another column', $partitionwise, 'SELECT team, %s FROM parted GROUP BY team', $in_parts);
check_calls('without GROUP BY', $partitionwise, 'SELECT %s FROM parted', $in_parts);

# In two stages: a tally of each shard, computed there, and their merge.
sub check_stages
{
	my ($name, $settings, $from, $expected) = @_;
	my $query = sprintf 'SELECT team, nps(tally), nps_interval(tally), cx_responses(cx_merge(tally)), round(nps(weighted)::numeric, 9) '
		. 'FROM (%s) AS stage GROUP BY team ORDER BY team', $from;

	is(remote_sql($node, $query, undef, $settings), join("\n", @$expected), "$name: tallies are made there");
	is($node->safe_psql('postgres', "$settings $query"), $node->safe_psql('postgres',
			'SELECT team, nps(score), nps_interval(score), count(score), round(nps(score, weight / 3)::numeric, 9) FROM whole GROUP BY team ORDER BY team'),
		"$name: the result is that of the whole table");
	return;
}

my $tallies = 'cx_tally(score, 0, 10) AS tally, cx_tally(score, 0, 10, weight / 3) AS weighted';
my $sent = 'public.cx_tally(score, 0, 10), public.cx_tally(score, 0, 10, (weight / 3::numeric))';
check_stages('by the key below', $partitionwise, "SELECT shard, team, $tallies FROM parted GROUP BY shard, team",
	[ ("SELECT shard, team, $sent FROM public.part GROUP BY 1, 2") x 2 ]);
check_stages('by UNION ALL', '', join(' UNION ALL ', map { "SELECT team, $tallies FROM part_$_ GROUP BY team" } sort keys %shards),
	[ ("SELECT team, $sent FROM public.part GROUP BY 1") x 2 ]);
check_stages('by a view on each shard', '', join(' UNION ALL ', map { "SELECT * FROM by_team_$_" } sort keys %shards),
	[ ('SELECT team, tally, weighted FROM public.by_team') x 2 ]);
check_stages('by tallies of a view on each shard', '', join(' UNION ALL ',
	map { "SELECT team, cx_merge(tally) AS tally, cx_merge(weighted) AS weighted FROM by_team_$_ GROUP BY team" } sort keys %shards),
	[ ('SELECT team, public.cx_merge(tally), public.cx_merge(weighted) FROM public.by_team GROUP BY 1') x 2 ]);

# A function that takes text is not sent unless the text is a column's.  So the
# shards tally by day, and the months are made here.
like(remote_sql($node, q(SELECT shard, date_trunc('month', day::timestamp), nps(score) FROM parted GROUP BY 1, 2), undef, $partitionwise),
	qr/^SELECT(?!.*(?:nps|date_trunc))/s, 'date_trunc is not sent');
my $monthly = q(SELECT date_trunc('month', day) AS month, nps(tally) FROM
	(SELECT shard, day, cx_tally(score, 0, 10) AS tally FROM parted GROUP BY shard, day) AS daily GROUP BY month ORDER BY month);
is(remote_sql($node, $monthly, undef, $partitionwise),
	join("\n", ('SELECT shard, day, public.cx_tally(score, 0, 10) FROM public.part GROUP BY 1, 2') x 2), 'tallies of days are made there');
is($node->safe_psql('postgres', "$partitionwise $monthly"), $node->safe_psql('postgres',
	q(SELECT date_trunc('month', day) AS month, nps(score) FROM whole GROUP BY month ORDER BY month)), 'months: the result is that of the whole table');

# Window functions are computed here, over what the shards have tallied.
my $ranked = q(SELECT shard, team, cx_rank(cx_tally(score, 0, 10), 'nps') OVER (), cx_merge(cx_tally(score, 0, 10)) OVER (PARTITION BY team),
	(cx_leaderboard(cx_tally(score, 0, 10), 'nps') OVER ()).* FROM parted GROUP BY shard, team ORDER BY shard, team);
like($node->safe_psql('postgres', "$partitionwise EXPLAIN (VERBOSE, COSTS OFF) $ranked"), qr/WindowAgg.*Append.*Foreign Scan/s,
	'window functions are computed here');
is(remote_sql($node, $ranked, undef, $partitionwise),
	join("\n", ('SELECT shard, team, public.cx_tally(score, 0, 10) FROM public.part GROUP BY 1, 2') x 2), 'the tallies below them are made there');
is($node->safe_psql('postgres', "$partitionwise $ranked"), $node->safe_psql('postgres', $ranked =~ s/parted/whole/r),
	'window functions: the result is that of the whole table');

# All shards work at the same time.
$node->safe_psql('postgres', join '; ', map { "ALTER SERVER $_ OPTIONS (ADD async_capable 'true')" } keys %shards);
my $asynchronous = 'SELECT shard, nps(score), nps_interval(score) FROM parted GROUP BY shard';
like($node->safe_psql('postgres', "$partitionwise EXPLAIN (COSTS OFF) $asynchronous"),
	qr/^Append\n  ->  Async Foreign Scan\n[^>]*  ->  Async Foreign Scan\n/, 'whole aggregates are computed at the same time');
is($node->safe_psql('postgres', "$partitionwise SELECT result_of('$asynchronous')"),
	$node->safe_psql('postgres', q(SELECT result_of('SELECT shard, nps(score), nps_interval(score) FROM whole GROUP BY shard'))),
	'at the same time: the result is that of the whole table');

my @nodes = ($node, values %shards);
ok(!has_crashed($_), 'no process has crashed: ' . $_->name) for @nodes;
$_->stop for @nodes;
done_testing();
