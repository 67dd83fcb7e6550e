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
use EveryFunction;
use PostgreSQL::Test::Utils;
use Test::More;

use constant {
	SECOND => 1000,    # milliseconds
	TRIES => 3,
	ROWS => 1_000_000,
	FEW_ROWS => 30_000,
	SAMPLES => 20,
};

# What the server was doing when it saw the cancel is in its log.
my $node = setup_node(<<'EOT');
backtrace_functions = 'ProcessInterrupts'
work_mem = 1GB
synchronize_seqscans = off
max_parallel_workers_per_gather = 0
jit = off
EOT

# Tallies and p-values that all differ, in no order.
make_longest($node);
$node->safe_psql('postgres', <<"EOT");
CREATE UNLOGGED TABLE large AS
	SELECT i, (i % 7)::smallint AS score, cx_tally_from_counts(1, ARRAY[i::bigint * 7919 % 1009, i::bigint * 104729 % 1013, i % 997]::float8[]) AS tally,
		i::bigint * 7919 % @{[ROWS]} / @{[ROWS]}.0::float8 AS p
	FROM generate_series(1, @{[ROWS]}) i;
CREATE TABLE few AS SELECT * FROM large LIMIT @{[FEW_ROWS]};
CREATE SEQUENCE cancelled_at;
EOT

has_all_cases($node);

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
	'a frame with EXCLUDE' => 'FROM (SELECT % OVER (ROWS BETWEEN CURRENT ROW AND 100000 FOLLOWING EXCLUDE CURRENT ROW) AS result FROM large '
		. 'CROSS JOIN longest) q');
for my $where (sort keys %over)
{
	all_cancelled(map { [ "$_ over $where", 40, 'SELECT count(result) ' . $over{$where} =~ s/%/$AGGREGATES{$_}/r ] } sort keys %AGGREGATES);
}
all_cancelled([ 'aggregates in parallel workers', 100,
	'SET max_parallel_workers_per_gather = 2; SET parallel_setup_cost = 0; SELECT nps(large.score), cx_merge(large.tally) FROM large, (SELECT FROM few) f' ]);

# Other functions: PostgreSQL looks for a cancel between two rows, so that one
# call must be short, with the longest arguments too.
my $directory = PostgreSQL::Test::Utils::tempdir_short();
$node->safe_psql('postgres', <<"EOT");
CREATE TABLE received_t AS SELECT t AS received FROM longest;
CREATE TABLE received_m AS SELECT m AS received FROM longest;
CREATE TABLE received_s AS SELECT moments AS received FROM longest;
COPY received_t TO '$directory/cx_tally' (FORMAT binary);
COPY received_m TO '$directory/cx_metric' (FORMAT binary);
COPY received_s TO '$directory/cx_moments' (FORMAT binary);
CREATE FUNCTION milliseconds(query text) RETURNS double precision LANGUAGE plpgsql AS \$\$
DECLARE
	started timestamptz := clock_timestamp();
BEGIN
	EXECUTE query;
	RETURN 1000 * extract(epoch FROM clock_timestamp() - started);
END \$\$;
EOT
my %statements = map { ($_ => "SELECT count($FUNCTIONS{$_}) FROM longest") } grep { defined $FUNCTIONS{$_} } keys %FUNCTIONS;
$statements{"cx_$_->[0]_recv(internal)"} = "COPY received_$_->[1] FROM '$directory/cx_$_->[0]' (FORMAT binary)"
  for [ tally => 't' ], [ metric => 'm' ], [ moments => 's' ];
my @names = sort keys %statements;
my @took = split /\n/, $node->safe_psql('postgres', join '', map { 'SELECT least(' . join(', ', ("milliseconds(\$\$$statements{$_}\$\$)") x TRIES)
	. ");\n" } @names);
is(scalar @took, scalar @names, 'each function was called');
cmp_ok($took[$_], '<', SECOND / 10, "$names[$_]: one call is short") for 0 .. $#took;

my $all = join ', ', map { "count($_)" } grep { defined } values %FUNCTIONS;
$node->safe_psql('postgres', "CREATE TABLE contrasts AS SELECT rows, array_agg(tally) AS tallies, array_agg(p) AS coefficients
	FROM unnest('{10000, 200000}'::int[]) rows, large WHERE i <= rows GROUP BY rows");
all_cancelled(map { [ "a contrast of many values, after $_ ms", $_,
	q{SELECT count(cx_contrast_p(tallies, coefficients, 'mean')) FROM contrasts, generate_series(1, 10) WHERE rows = 200000} ] } 100, 400, 700);
all_cancelled(map { [ "all of them over many rows, after $_ ms", $_, "SELECT $all FROM longest CROSS JOIN (SELECT FROM large) l" ] } 100, 200, 300);

# Driver analyses, one for each replicate.
$node->safe_psql('postgres', 'CREATE TABLE replicates AS SELECT array_agg(moments) AS many FROM longest, generate_series(1, 1000)');
all_cancelled(map { [ "a driver analysis of a thousand replicates, after $_ ms", $_, 'SELECT count(*) FROM replicates, cx_drivers(many)' ] } 100, 500);

# Window functions, which look at a large partition at once.  Here the query
# cancels itself when the function reads the argument of a row.
sub cancelling_at
{
	my ($function, $row, $table) = @_;
	my $column = window_column($function);
	my $argument = "CASE WHEN i < $row OR i > $row THEN $column WHEN setval('cancelled_at', (extract(epoch FROM clock_timestamp()) * 1000)::bigint) > 0"
	  . " AND pg_cancel_backend(pg_backend_pid()) THEN $column END";

	return 'SELECT count(result) FROM (SELECT ' . window_call($function, $argument) . " AS result FROM $table) q";
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
for my $function (sort keys %WINDOWS)
{
	my $latency;

	for (1 .. TRIES)
	{
		$latency = latency($function);
		last if $latency <= SECOND;
	}
	cmp_ok($latency, '<=', SECOND, "$function over a million rows: is cancelled within a second");
}
all_cancelled(map { [ "$_ over a million rows, while they are read", 100,
	'SELECT count(result) FROM (SELECT ' . window_call($_) . ' AS result FROM large) q' ] } sort keys %WINDOWS);

# A partition of a million rows may be too small to show that a function does
# not look for a cancel.  The log tells where it was seen: the stack of calls
# begins in ProcessInterrupts, and its caller comes next.
sub stack_of
{
	my ($tag, $query, $timeout) = @_;
	my $offset = -s $node->logfile;

	$node->psql('postgres', "SET statement_timeout = $timeout;\n/* $tag */ $query");
	my ($stack) = slurp_file($node->logfile, $offset) =~ /BACKTRACE: *\n((?:\t.*\n)+)\S.*STATEMENT: +\/\* \Q$tag\E \*\//;
	my @calls = split /\n/, $stack // '';

	# Under a sanitizer the call that reports the error comes before it.
	shift @calls if @calls && $calls[0] =~ /\(errfinish/;
	return @calls ? \@calls : undef;
}

# What has called the extension, whose own calls compilers make more or fewer of.
sub caller_of_extension
{
	my ($stack) = @_;

	return (grep { !/cx_metrics/ } @$stack[ 1 .. $#$stack ])[0];
}

# Timeouts that are spread evenly over the time of a call are mostly seen inside the
# extension: a part of the call that does not look for a cancel sees none.
sub inside_all_the_time
{
	my ($name, $call, $rows) = @_;
	my $query = "SELECT $call FROM (SELECT * FROM large LIMIT $rows) l LIMIT 1";
	my ($inside, $seen);

	for (1 .. TRIES)
	{
		my ($state, $whole) = @{ (timed([ 0, $query ]))[0] };
		my @stacks = grep { defined } map { stack_of("sample $_", $query, int($whole * $_ / (SAMPLES + 1)) + 1) } 1 .. SAMPLES;

		$seen = @stacks;
		$inside = grep { "@$_" =~ /cx_metrics/ } @stacks;
		last if $inside >= 0.7 * $seen && $seen >= SAMPLES / 2;
	}
	cmp_ok($seen, '>=', SAMPLES / 2, "$name: cancelled at many moments");
	cmp_ok($inside, '>=', 0.7 * $seen, "$name: look for a cancel all the time ($inside of $seen)");
	return;
}

SKIP:
{
	skip 'this system does not tell the stack of calls', 1 unless stack_of('probe', 'SELECT pg_cancel_backend(pg_backend_pid()), pg_sleep(10)', 0);

	for my $function (sort keys %WINDOWS)
	{
		my $stack = stack_of('middle', cancelling_at($function, FEW_ROWS / 2, 'few'), 0);
		like($stack->[1], qr/cx_metrics/, "$function: looks for a cancel before each row");

		# A control chart is a few operations a row from there on.
		next if $function =~ /control|signal/;
		$stack = stack_of('last', cancelling_at($function, FEW_ROWS, 'few'), 0);
		like($stack->[1], qr/cx_metrics/, "$function: looks for a cancel after the last row");
	}
	my $rank_interval = 'cx_rank_interval(cx_tally,cx_metric,double precision,text)';
	for my $function ('cx_adjusted_p(double precision)', 'cx_suppressed(cx_tally,integer,boolean)')
	{
		my $stack = stack_of('sort', cancelling_at($function, FEW_ROWS, 'few'), 0);
		like(caller_of_extension($stack), qr/qsort/, "$function: the sort looks for a cancel");
	}
	my $stack = stack_of('solve', cancelling_at($rank_interval, FEW_ROWS, 'few'), 0);
	unlike(caller_of_extension($stack), qr/qsort/, 'rank intervals look for a cancel before they sort');

	# These have more to do.  Of up to 1,000 units each is compared with each.
	inside_all_the_time(@$_)
	  for [ 'rank intervals', window_call($rank_interval), 30_000 ],
	  [ 'rank intervals of pairs', window_call($rank_interval), 1000 ],
	  [ 'leaderboard', window_call('cx_leaderboard(cx_tally,cx_metric,double precision,integer)'), 3000 ],
	  [ 'leaderboard of pairs', window_call('cx_leaderboard(cx_tally,cx_metric,double precision,integer)'), 1000 ],
	  [ 'progress', window_call('cx_progress(cx_tally,cx_tally,cx_metric,double precision,integer)'), 5000 ],
	  [ 'targets', window_call('cx_target(cx_tally,cx_metric,double precision,double precision,integer)'), 5000 ],
	  [ 'contributions', window_call('cx_contribution(cx_tally,cx_tally,cx_metric,double precision,integer)'), 30_000 ],
	  [ 'the best', window_call('cx_top_probability(cx_tally,cx_metric,integer)'), 3000 ],
	  [ 'a contrast', q{(SELECT cx_contrast_p(tallies, coefficients, 'mean') FROM contrasts WHERE rows = 10000)}, 1 ];
}

is($node->safe_psql('postgres', q{SELECT string_agg(rank::text, ' ') FROM
	(SELECT cx_rank(t, 'mean') OVER () AS rank FROM (VALUES ('[1,2]{1,2}'::cx_tally), ('[1,2]{2,1}')) v(t)) q}), '1 2', 'the server goes on');
ok(!has_crashed($node), 'no process has crashed');
$node->stop;
done_testing();
