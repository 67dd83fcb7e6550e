# 010_cancel.t
#	  A query that calls any function of the extension can be cancelled, and
#	  ends within a second.
#
# The second is wall-clock time from the cancel to the error, as the server or
# psql sees it.  On a loaded machine any process may have to wait longer than
# that, so that a case which is late is run again, and fails if it is late
# three times.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use PostgreSQL::Test::Utils;
use Test::More;

use constant {
	SECOND => 1000,    # milliseconds
	TRIES => 3,
	ROWS => 1_000_000,
	FEW_ROWS => 30_000,
};

# What the server was doing when it saw the cancel is in its log.
my $node = setup_node(<<'EOT');
backtrace_functions = 'ProcessInterrupts'
work_mem = 1GB
synchronize_seqscans = off
max_parallel_workers_per_gather = 0
jit = off
EOT

# Tallies and p-values that all differ, in no order; and one row of the longest
# arguments there are.
$node->safe_psql('postgres', <<"EOT");
CREATE UNLOGGED TABLE large AS
	SELECT i, (i % 7)::smallint AS score, cx_tally_from_counts(1, ARRAY[i::bigint * 7919 % 1009, i::bigint * 104729 % 1013, i % 997]::float8[]) AS tally,
		i::bigint * 7919 % @{[ROWS]} / @{[ROWS]}.0::float8 AS p
	FROM generate_series(1, @{[ROWS]}) i;
CREATE TABLE few AS SELECT * FROM large LIMIT @{[FEW_ROWS]};
CREATE TABLE longest AS
	SELECT cx_tally_from_counts(0, counts) AS plain, cx_tally(score::float8, 0, 100, 10::float8 ^ (score % 21 - 10)) AS t,
		cx_tally(score::float8, 0, 100, 10::float8 ^ (score % 17 - 8)) AS u,
		('values {' || string_agg(((score % 2 * 2 - 1) * 10::float8 ^ (score * 37 % 101 % 31 - 15))::text, ',') || '}')::cx_metric AS m,
		counts, cx_tally_from_counts(0, ARRAY[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]::float8[]) AS nps,
		cx_tally_from_counts(1, ARRAY[1, 2, 3, 4, 5]::float8[]) AS csat, cx_tally_from_counts(1, ARRAY[1, 2, 3, 4, 5, 6, 7]::float8[]) AS ces
	FROM generate_series(0, 100) score, (SELECT array_agg(n::float8 ^ 7) AS counts FROM generate_series(1, 101) n) c GROUP BY counts;
CREATE SEQUENCE cancelled_at;
EOT

# Cases: how each function is called

my %aggregates;
for my $name (qw(nps csat ces nps_interval csat_interval ces_interval))
{
	$aggregates{"$name($_)"} = "$name(large.score::$_ % 5 + 1)" for qw(smallint integer);
	$aggregates{"$name($_)"} = "$name((large.score % 5 + 1)::$_)" for 'numeric', 'double precision';
	$aggregates{"$name(double precision,double precision)"} = "$name(large.score % 5 + 1, p + 1)";
	$aggregates{"$name(cx_tally)"} = "$name(longest." . $name =~ s/_interval//r . ')';
	$aggregates{"$name(boolean)"} = "$name(large.score > 3)" if $name =~ /csat/;
}
$aggregates{"cx_tally($_,integer,integer)"} = "cx_tally(large.score::$_, 0, 100)" for qw(smallint integer numeric), 'double precision';
$aggregates{'cx_tally(double precision,integer,integer,double precision)'} = 'cx_tally(large.score::float8, 0, 100, p + 1)';
$aggregates{'cx_tally_from_counts(integer,bigint,integer,integer)'} = 'cx_tally_from_counts(large.score::integer, i::bigint, 0, 100)';
$aggregates{'cx_merge(cx_tally)'} = 'cx_merge(tally)';

my %windows = (
	'cx_adjusted_p(double precision)' => 'cx_adjusted_p(@)',
	(map { ("$_(cx_tally,cx_metric)" => "$_(\@, 'mean')") } qw(cx_shrunk_value cx_credibility cx_rank)),
	(map { ("$_(cx_tally,cx_tally,cx_metric)" => "$_(tally, \@, 'mean')") } qw(cx_shrunk_change cx_change_credibility cx_most_improved)),
	'cx_rank_interval(cx_tally,cx_metric,double precision)' => q{cx_rank_interval(@, 'mean')},
	(map { ("$_(cx_tally,cx_metric,text,integer)" => "$_(\@, 'mean')") } qw(cx_control_limits cx_signal)));

# Of the table longest.  Arguments of the type internal cannot be given in SQL.
my %functions = (
	(map { ("cx_tally_$_(cx_tally,cx_tally)" => "cx_tally_$_(t, u)") } qw(eq ne lt le gt ge cmp merge unmerge)),
	(map { ("cx_metric_$_(cx_metric,cx_metric)" => "cx_metric_$_(m, m)") } qw(eq ne lt le gt ge cmp)),
	(map { ("cx_tally_$_(cx_tally)" => "cx_tally_$_(t)") } qw(out send hash to_json to_jsonb packed unless_empty)),
	(map { ("cx_metric_$_(cx_metric)" => "cx_metric_$_(m)") } qw(out send hash)),
	(map { my $name = $_; map { ("cx_tally_$name$_(cx_tally)" => "cx_tally_$name$_($name)") } '', '_interval' } qw(nps csat ces)),
	(map { ("$_(cx_tally)" => "$_(t)") } qw(cx_responses cx_weight cx_effective_responses cx_scale cx_counts cx_reverse)),
	(map { my $name = $_; map { ("cx_tally_$name(cx_tally,$_)" => "cx_tally_$name(plain, 50::$_)") } qw(smallint integer numeric), 'double precision' } qw(add remove)),
	(map { my $name = $_; map { ("cx_tally_$name(cx_tally,$_,integer,integer)" => "cx_tally_$name(plain, 50::$_, 0, 100)") } qw(smallint integer numeric), 'double precision' } qw(add remove)),
	(map { ("cx_tally_$_(cx_tally,boolean)" => "cx_tally_$_(plain, true)", "cx_tally_${_}_counts(cx_tally,integer,bigint,integer,integer)" => "cx_tally_${_}_counts(plain, 50, 7, 0, 100)") } qw(add remove)),
	(map { ("$_(cx_tally,cx_metric)" => "$_(t, m)") } qw(cx_value cx_stderr)),
	(map { ("$_(cx_tally,integer,integer)" => "$_(t, 1, 99)") } qw(cx_count cx_share)),
	(map { ("$_(cx_tally,cx_metric,double precision,text,double precision)" => "$_(t, m, 0.999999, 'score', 1e15)") } qw(cx_interval cx_margin)),
	'cx_tally_in(cstring)' => 'cx_tally_in(t::text::cstring)',
	'cx_tally_recv(internal)' => undef,
	'cx_tally_hash_extended(cx_tally,bigint)' => 'cx_tally_hash_extended(t, 1)',
	'cx_tally_subtraction(cx_tally,cx_tally)' => 'cx_tally_subtraction(plain, plain)',
	'cx_metric_in(cstring)' => 'cx_metric_in(m::text::cstring)',
	'cx_metric_recv(internal)' => undef,
	'cx_metric_hash_extended(cx_metric,bigint)' => 'cx_metric_hash_extended(m, 1)',
	'cx_range(double precision,double precision)' => 'cx_range(1, 2)',
	'cx_range(double precision,double precision,text)' => q{cx_range(1, 2, '[]')},
	'cx_multirange()' => 'cx_multirange()',
	'cx_multirange(cx_range)' => 'cx_multirange(cx_scale(t))',
	'cx_multirange(cx_range[])' => 'cx_multirange(cx_scale(t), cx_range(200, 300))',
	'cx_tally_add(cx_tally,double precision,double precision)' => 'cx_tally_add(t, 50, 3)',
	'cx_tally_add(cx_tally,double precision,integer,integer,double precision)' => 'cx_tally_add(t, 50, 0, 100, 3)',
	'cx_tally_from_counts(integer,double precision[])' => 'cx_tally_from_counts(0, counts)',
	'cx_target_p(cx_tally,cx_metric,double precision)' => 'cx_target_p(t, m, cx_value(u, m))',
	'cx_change_interval(cx_tally,cx_tally,cx_metric,double precision)' => 'cx_change_interval(t, u, m, 0.999999)',
	'cx_change_p(cx_tally,cx_tally,cx_metric)' => 'cx_change_p(t, u, m)',
	'cx_required_responses(cx_tally,cx_metric,double precision,double precision,double precision)' => 'cx_required_responses(t, m, 1e12, 0.999999)',
	'cx_cadence(cx_tally,cx_metric,interval,double precision,double precision)' => q{cx_cadence(t, m, '1 day', 1e15, 0.999999)});

for my $kind ([ a => 'aggregate', \%aggregates ], [ w => 'window function', \%windows ], [ f => 'other function', \%functions ])
{
	my ($prokind, $name, $cases) = @$kind;
	my $members = $node->safe_psql('postgres', <<"EOT");
SELECT p.oid::regprocedure FROM pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid
WHERE d.refclassid = 'pg_extension'::regclass AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'cx_metrics') AND p.prokind = '$prokind'
EOT
	is_deeply([ sort keys %$cases ], [ sort split /\n/, $members ], "each $name has a case here");
}

# Runs queries in one session, each with a timeout in milliseconds.
# Returns: for each its SQLSTATE and how many milliseconds it took.
sub timed
{
	my @queries = @_;
	my $script = "\\timing on\n" . join '', map { "SET statement_timeout = $_->[0];\n\\echo case\n$_->[1];\n\\echo :SQLSTATE\n" } @queries;
	my (undef, $output) = $node->psql('postgres', $script, on_error_stop => 0);

	return map { [ $_ =~ /^Time: ([\d.]+) ms.*\n(\w{5})$/m ? ($2, $1) : ('none', 0) ] } (split /^case\n/m, $output)[ 1 .. @queries ];
}

# Each case, a name, a timeout and a query, must be cancelled within a second.
sub all_cancelled
{
	my @cases = @_;

	for my $try (1 .. TRIES)
	{
		my @result = timed(map { [ @$_[ 1, 2 ] ] } @cases);
		my @late;

		for my $i (0 .. $#cases)
		{
			my ($state, $after) = ($result[$i][0], $result[$i][1] - $cases[$i][1]);

			if ($after > SECOND && $try < TRIES)
			{
				push @late, $cases[$i];
				next;
			}
			ok($state eq '57014' && $after <= SECOND, "$cases[$i][0]: is cancelled within a second") || diag("SQLSTATE $state, $after ms");
		}
		@cases = @late or return;
	}
	return;
}

# Aggregates over many rows, in frames that move, and in frames where each row
# begins again.
my %over = (
	'one group' => 'FROM (SELECT % AS result FROM large CROSS JOIN longest, (SELECT FROM few) f) q',
	'a moving frame' => 'FROM (SELECT % OVER (ROWS 100000 PRECEDING) AS result FROM large CROSS JOIN longest) q',
	'a frame with EXCLUDE' => 'FROM (SELECT % OVER (ROWS BETWEEN CURRENT ROW AND 100000 FOLLOWING EXCLUDE CURRENT ROW) AS result FROM large CROSS JOIN longest) q');
for my $where (sort keys %over)
{
	all_cancelled(map { [ "$_ over $where", 40, 'SELECT count(result) ' . $over{$where} =~ s/%/$aggregates{$_}/r ] } sort keys %aggregates);
}
all_cancelled([ 'aggregates in parallel workers', 100, 'SET max_parallel_workers_per_gather = 2; SET parallel_setup_cost = 0; SELECT nps(large.score), cx_merge(large.tally) FROM large, (SELECT FROM few) f' ]);

# Other functions: PostgreSQL looks for a cancel between two rows, so that one
# call must be short, with the longest arguments too.
my $directory = PostgreSQL::Test::Utils::tempdir_short();
$node->safe_psql('postgres', <<"EOT");
CREATE TABLE received_t AS SELECT t AS received FROM longest;
CREATE TABLE received_m AS SELECT m AS received FROM longest;
COPY received_t TO '$directory/cx_tally' (FORMAT binary);
COPY received_m TO '$directory/cx_metric' (FORMAT binary);
CREATE FUNCTION milliseconds(query text) RETURNS double precision LANGUAGE plpgsql AS \$\$
DECLARE
	started timestamptz := clock_timestamp();
BEGIN
	EXECUTE query;
	RETURN 1000 * extract(epoch FROM clock_timestamp() - started);
END \$\$;
EOT
my %statements = map { ($_ => 'SELECT count(' . ($functions{$_} // '') . ') FROM longest') } keys %functions;
$statements{"cx_$_->[0]_recv(internal)"} = "COPY received_$_->[1] FROM '$directory/cx_$_->[0]' (FORMAT binary)" for [ tally => 't' ], [ metric => 'm' ];
my @names = sort keys %functions;
my @took = split /\n/, $node->safe_psql('postgres', join '', map { 'SELECT least(' . join(', ', ("milliseconds(\$\$$statements{$_}\$\$)") x TRIES) . ");\n" } @names);
is(scalar @took, scalar @names, 'each function was called');
cmp_ok($took[$_], '<', SECOND / 10, "$names[$_]: one call is short") for 0 .. $#took;

my $all = join ', ', map { "count($_)" } grep { defined } values %functions;
all_cancelled(map { [ "all of them over many rows, after $_ ms", $_, "SELECT $all FROM longest CROSS JOIN (SELECT FROM large) l" ] } 100, 200, 300);

# Window functions, which look at a large partition at once.  Here the query
# cancels itself when the function reads the argument of a row.
sub cancelling_at
{
	my ($function, $row, $table) = @_;
	my $column = $function =~ /adjusted_p/ ? 'p' : 'tally';
	my $argument = "CASE WHEN i < $row OR i > $row THEN $column WHEN setval('cancelled_at', (extract(epoch FROM clock_timestamp()) * 1000)::bigint) > 0"
	  . " AND pg_cancel_backend(pg_backend_pid()) THEN $column END";

	return 'SELECT count(result) FROM (SELECT ' . $windows{$function} =~ s/\@/$argument/r . " OVER () AS result FROM $table) q";
}

# Milliseconds from the cancel at the last row of the large partition to what
# the session does next.
sub latency
{
	my ($function) = @_;
	my (undef, $output) = $node->psql('postgres', cancelling_at($function, ROWS, 'large') . <<'EOT', on_error_stop => 0);
;
\echo :SQLSTATE
SELECT extract(epoch FROM clock_timestamp()) * 1000 - last_value FROM cancelled_at;
EOT

	return $output =~ /^57014\n([\d.]+)$/ ? $1 : die "$function: $output";
}
for my $function (sort keys %windows)
{
	my $latency;

	for (1 .. TRIES)
	{
		$latency = latency($function);
		last if $latency <= SECOND;
	}
	cmp_ok($latency, '<=', SECOND, "$function over a million rows: is cancelled within a second");
}
all_cancelled(map { [ "$_ over a million rows, while they are read", 100, 'SELECT count(result) FROM (SELECT ' . $windows{$_} =~ s/\@/$_ =~ m{adjusted_p} ? 'p' : 'tally'/er . ' OVER () AS result FROM large) q' ] } sort keys %windows);

# A partition of a million rows may be too small to show that a function does
# not look for a cancel.  The log tells where it was seen: the stack of calls
# begins in ProcessInterrupts, and its caller comes next.
sub stack_of
{
	my ($tag, $query, $timeout) = @_;
	my $offset = -s $node->logfile;

	$node->psql('postgres', "SET statement_timeout = $timeout;\n/* $tag */ $query");
	my ($stack) = slurp_file($node->logfile, $offset) =~ /BACKTRACE: *\n((?:\t.*\n)+)\S.*STATEMENT: +\/\* \Q$tag\E \*\//;
	return defined $stack ? [ split /\n/, $stack ] : undef;
}

SKIP:
{
	skip 'this system does not tell the stack of calls', 1 unless stack_of('probe', 'SELECT pg_cancel_backend(pg_backend_pid()), pg_sleep(10)', 0);

	for my $function (sort keys %windows)
	{
		my $stack = stack_of('middle', cancelling_at($function, FEW_ROWS / 2, 'few'), 0);
		like($stack->[1], qr/cx_metrics/, "$function: looks for a cancel before each row");

		# A control chart is a few operations a row from there on.
		next if $function =~ /control_limits|signal/;
		$stack = stack_of('last', cancelling_at($function, FEW_ROWS, 'few'), 0);
		like($stack->[1], qr/cx_metrics/, "$function: looks for a cancel after the last row");
	}
	my $stack = stack_of('sort', cancelling_at('cx_adjusted_p(double precision)', FEW_ROWS, 'few'), 0);
	like($stack->[2], qr/qsort/, 'sorts look for a cancel');
	$stack = stack_of('solve', cancelling_at('cx_rank_interval(cx_tally,cx_metric,double precision)', FEW_ROWS, 'few'), 0);
	unlike($stack->[2], qr/qsort/, 'rank intervals look for a cancel before they sort');

	# Rank intervals have more to do: timeouts that are spread evenly over their
	# time are all but always seen inside the function.
	my $query = q{SELECT cx_rank_interval(tally, 'csat') OVER () FROM (SELECT tally FROM large LIMIT 60000) l LIMIT 1};
	my ($inside, $seen);
	for (1 .. TRIES)
	{
		my ($state, $whole) = @{ (timed([ 0, $query ]))[0] };
		my @stacks = grep { defined } map { stack_of("sample $_", $query, int($whole * $_ / 31) + 1) } 1 .. 30;

		$seen = @stacks;
		$inside = grep { "@$_" =~ /cx_metrics/ } @stacks;
		last if $inside >= 0.9 * $seen && $seen >= 20;
	}
	cmp_ok($seen, '>=', 20, 'rank intervals were cancelled at many moments');
	cmp_ok($inside, '>=', 0.9 * $seen, "rank intervals look for a cancel all the time ($inside of $seen)");
}

is($node->safe_psql('postgres', q{SELECT string_agg(rank::text, ' ') FROM (SELECT cx_rank(t, 'mean') OVER () AS rank FROM (VALUES ('[1,2]{1,2}'::cx_tally), ('[1,2]{2,1}')) v(t)) q}), '1 2', 'the server goes on');
ok(!has_crashed($node), 'no process has crashed');
$node->stop;
done_testing();
