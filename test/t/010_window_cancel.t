# 010_window_cancel.t
#	  A window function over a large partition can be cancelled.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use Test::More;
use Time::HiRes qw(time);

my $rows = 2_000_000;
my $node = setup_node();
$node->safe_psql('postgres', <<"EOT");
CREATE UNLOGGED TABLE large AS
	SELECT i, tally, p FROM (SELECT n - 1 AS n, cx_tally_from_counts(0, ARRAY(SELECT (n * point % 17)::float8 FROM generate_series(1, 101) point)) AS tally FROM generate_series(1, 100) n) t
	JOIN (SELECT i, i::bigint * 7919 % $rows / $rows.0::float8 AS p FROM generate_series(1, $rows) i) r ON n = i % 100;
EOT

# Runs a query to be cancelled after some milliseconds.
# Returns: the SQLSTATE, what the session answers afterwards, the seconds.
sub cancelled_after
{
	my ($milliseconds, $query) = @_;
	my $start = time;
	my (undef, $output, $error) = $node->psql('postgres', <<"EOT", on_error_stop => 0);
\\set VERBOSITY sqlstate
SET statement_timeout = $milliseconds;
$query;
SET statement_timeout = 0;
SELECT string_agg(rank::text, ' ') FROM (SELECT cx_rank(t, 'mean') OVER () AS rank FROM (VALUES ('[1,2]{1,2}'::cx_tally), ('[1,2]{2,1}')) v(t)) q;
EOT

	return ($error, $output, time - $start);
}

# The seconds that a query takes to its end.
sub whole
{
	my ($query) = @_;
	my $start = time;

	$node->safe_psql('postgres', $query);
	return time - $start;
}

# Rank intervals take longer, so that fewer rows do.
for my $case ([ q{cx_rank(tally, 'mean')}, $rows ], [ q{cx_most_improved(tally, tally, 'mean')}, $rows ], [ q{cx_rank_interval(tally, 'mean')}, $rows / 4 ], [ q{cx_control_limits(tally, 'mean')}, $rows ], [ 'cx_adjusted_p(p)', $rows ])
{
	my ($call, $limit) = @$case;
	my $query = "SELECT count(result) FROM (SELECT $call OVER () AS result FROM (SELECT * FROM large LIMIT $limit) l) q";

	# The function is called when the window has read all rows.
	my $reading = whole("SELECT count(result) FROM (SELECT count(tally) OVER () AS result FROM (SELECT * FROM large LIMIT $limit) l) q");
	my $whole = whole($query);

	# While rows are read, and soon after the function was called.
	for my $timeout (0.1, $reading + 0.2 * ($whole - $reading))
	{
		my ($error, $output, $seconds) = cancelled_after(int(1000 * $timeout), $query);

		like($error, qr/57014/, sprintf('%s: is cancelled after %.1f of %.1f seconds', $call, $timeout, $whole));
		is($output, '1 2', "$call: and the session goes on");
		cmp_ok($seconds - $timeout, '<', 10, "$call: soon");
		cmp_ok($seconds, '<', $whole, "$call: before it would have ended") if $whole - $timeout > 1;
	}
}

ok(!has_crashed($node), 'no process has crashed');
$node->stop;
done_testing();
