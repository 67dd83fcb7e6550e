# 072_no_leaks.t
#	  Nothing leaks: not in long queries, not over many queries of a session, not
#	  from errors that are caught.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use EveryFunction;
use Memory;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = setup_node(<<'EOT');
work_mem = 4MB
shared_buffers = 2MB
enable_sort = off
enable_hashagg = off
EOT
make_longest($node);
has_all_cases($node);
$node->safe_psql('postgres', <<'EOT');
CREATE UNLOGGED TABLE large AS
	SELECT i, (i % 7)::smallint AS score, cx_tally_from_counts(1, ARRAY[i % 5, 1, i % 7, 0, 2, i % 3, 1]::float8[]) AS tally, i % 1000 / 1000.0::float8 AS p
	FROM generate_series(1, 200000) i;
CREATE INDEX ON large (i);
ANALYZE large;
CREATE TABLE few AS SELECT * FROM large WHERE i <= 100;
EOT

my ($before) = peaks($node, 'SELECT');
if (!$before)
{
	$node->stop;
	plan skip_all => 'this system does not tell how much memory a process takes';
}

# Kilobytes that a session may have more at the end of something long.  A leak
# of one pointer a row would be larger; where all functions take turns, one of a
# kilobyte a call.
use constant FLAT => 2048;

# How much more a query over all rows needs than one over few.
sub growth
{
	my ($query) = @_;
	my ($few, $many) = map { peak($node, $query =~ s/%/$_/r) } 1000, 200_000;

	return $many - $few;
}

# Frames that move, and groups that come one after the other.
for my $call ('nps(score)', 'ces_interval(tally)', 'cx_tally(score, 0, 10)', 'ces(score + 1, p + 1)', 'cx_tally(score, 0, 10, p + 1)',
	'nps_margin(score, 10::float8 ^ (mod(i, 201) - 100))', 'cx_merge(CASE WHEN mod(i, 20) < 9 THEN tally * (p + 1) ELSE tally END)')
{
	cmp_ok(growth("SELECT $call OVER (ORDER BY i ROWS 10 PRECEDING) AS result FROM large WHERE i <= %"), '<', FLAT, "$call over a moving frame");
}
for my $call ('nps(score)', 'cx_merge(tally)')
{
	cmp_ok(growth("SELECT $call AS result FROM large WHERE i <= % GROUP BY i"), '<', FLAT, "$call of groups in a row");
}

# All functions again and again in one query: the longer query needs no more.
my $all = join ', ', map { "count($_)" } grep { defined } values %FUNCTIONS;
my ($some_rows) = peaks($node, "SELECT $all FROM longest, generate_series(1, 100)");
my ($many_rows) = peaks($node, "SELECT $all FROM longest, generate_series(1, 3000)");
cmp_ok($many_rows - $some_rows, '<', FLAT, 'all functions over many rows');

# Again and again in one session: by a loop, with errors that are caught, and as
# queries of their own.  After some rounds, more of them need no more.
my @calls = (values %AGGREGATES, (grep { defined } values %FUNCTIONS), map { window_call($_) } keys %WINDOWS);
my $round = join "\n", map { "\tPERFORM $_ FROM few AS large CROSS JOIN longest;" } @calls;
my @errors = ('nps(99)', 'nps(8.5)', 'nps(5, -1)', 'cx_tally(1, 2, 1)', q{cx_merge(t) FROM (VALUES ('[1,2]{1,2}'::cx_tally), ('[1,3]{1,2,3}')) v(t)},
	q('[0,10]{1'::cx_tally), q('[0,10]{1,2,3}{4,5,6}'::cx_tally), q('values {1,2'::text::cx_metric), q{cx_value('[1,5]{1,2,3,4,5}', 'nps')},
	q{cx_interval('[1,5]{1,2,3,4,5}', 'csat', 2)},
	q{cx_tally_from_counts(1, '{1,2.5}')}, q{cx_rank(tally, CASE i WHEN 50 THEN 'csat' ELSE 'mean' END) OVER () FROM few},
	q{cx_rank_interval(tally, 'mean', 3) OVER () FROM few},
	'cx_adjusted_p(p + 1) OVER () FROM few', q{cx_signal(tally, 'mean', 'none') OVER (ORDER BY i) FROM few},
	q{cx_scorecard('[1,5]{1,2,3,4,5}', 'csat', digits => -2)}, q{cx_leaderboard(tally, CASE i WHEN 50 THEN 'csat' ELSE 'mean' END) OVER () FROM few},
	q{cx_progress(tally, tally, 'mean', digits => i % 2) OVER () FROM few}, q{cx_target(tally, 'mean', 8) OVER () FROM few},
	q{cx_contribution(tally, CASE i WHEN 50 THEN cx_reverse(tally) ELSE '[1,2]{1,2}' END, 'mean') OVER () FROM few},
	'cx_suppressed(tally, 0) OVER () FROM few',
	q{cx_top_probability(tally, 'mean', i) OVER () FROM few},
	q{cx_control_chart(tally, 'mean', digits => -2) OVER (ORDER BY i) FROM few}, q{cx_contrast_p(array_agg(tally), '{1,-1}', 'mean') FROM few},
	q{cx_contrast_interval(array_agg(tally), array_agg(1e200 * i), 'mean') FROM few}, q{cx_impact(tally + tally, tally, 'mean') FROM few},
	q{cx_heaping(tally, tally, 100, 0) FROM few}, q{cx_log_odds(i + 1, i, 0, 1) FROM few},
	q(cx_sparkline('{1,Infinity}')));
my $conditions = join ' OR ', qw(data_exception invalid_parameter_value program_limit_exceeded feature_not_supported);
my $caught = join "\n", map { "\tBEGIN\n\t\tPERFORM $_;\n\t\tRAISE 'no error';\n\tEXCEPTION WHEN $conditions THEN\n\t\tNULL;\n\tEND;" } @errors;

sub loop
{
	my ($times, $body) = @_;

	return "DO \$do\$ BEGIN FOR turn IN 1..$times LOOP\n$body\nEND LOOP; END \$do\$";
}
my $contrast = "PERFORM cx_contrast_interval(array_agg(tally), array_agg(p), 'mean'), cx_contrast_p(array_agg(tally), array_agg(p - 0.5), 'mean') "
	. "FROM (SELECT * FROM large LIMIT 1000) l;";
my $expanded = join "\n", map { "PERFORM ($_).* FROM few;" } grep { /chart|leaderboard|progress|target|contribution/ } map { window_call($_) } keys %WINDOWS;
my $million = "DECLARE\n\tt cx_tally := '[0,10]{1,2,3,4,5,6,7,8,9,10,11}';\n\tv float8;\n"
	. "BEGIN\n\tv := cx_value(t, 'nps') + cx_responses(t);\n\tt := cx_tally_add(t - '[0,10]{0,0,0,1,0,0,0,0,0,0,0}', 3);\nEND;";
for my $case ([ 'all functions in a loop', 5, 30, $round ], [ 'errors that are caught', 100, 2000, $caught ], [ 'contrasts of many values', 5, 30, $contrast ],
	[ 'rows that are expanded', 20, 200, $expanded ], [ 'a plpgsql loop of a million calls', 1000, 300_000, $million ])
{
	my ($name, $few, $many, $body) = @$case;
	my ($first, $last) = peaks($node, loop($few, $body), loop($many, $body));

	cmp_ok($last - $first, '<', FLAT, $name);
}

# Contexts and processes after many queries.
my $queries = join ";\n", map { "SELECT count(result) FROM (SELECT $_ AS result FROM few AS large CROSS JOIN longest) q" } @calls;
my ($first, $last) = peaks($node, ($queries) x 2, join ";\n", ($queries) x 15);
cmp_ok($last - $first, '<', FLAT, 'many queries in one session');

ok(!has_crashed($node), 'no process has crashed');
$node->stop;
done_testing();
