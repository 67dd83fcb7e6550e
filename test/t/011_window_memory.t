# 011_window_memory.t
#	  What the window functions take of memory for a large partition: some bytes
#	  a row, and nothing that one partition leaves to the next.  And what aggregates
#	  take in frames that move: one state.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use EveryFunction;
use Memory;
use Test::More;

# The shared memory that a process touches counts as its own.
my $node = setup_node(<<'EOT');
work_mem = 4MB
shared_buffers = 2MB
enable_sort = off
EOT

# Tallies large enough for a leak of one a row to show, p-values beside them.
$node->safe_psql('postgres', <<'EOT');
CREATE UNLOGGED TABLE large AS
	SELECT i, i / 10000 AS part, tally, i % 1000 / 1000.0::float8 AS p FROM generate_series(0, 999999) i JOIN
		(SELECT n, cx_tally_from_counts(0, ARRAY(SELECT (n * point % 17)::float8 FROM generate_series(1, 41) point)) AS tally
			FROM generate_series(0, 99) n) t ON n = i % 100;
CREATE INDEX ON large (part, i);
CREATE INDEX ON large (i);
ANALYZE large;
EOT

# Megabytes for a million rows: what is measured, 20 to 305 bytes a row, and ten
# more.  A pointer that each row left behind would take more.
my %bound = (
	cx_suppressed => 30, cx_adjusted_p => 51, cx_rank_interval => 72, (map { $_ => 81 } qw(cx_control_limits cx_signal cx_control_chart)), cx_target => 129,
	(map { $_ => 165 } qw(cx_rank cx_shrunk_value cx_credibility cx_top_probability)),
	(map { $_ => 194 } qw(cx_most_improved cx_shrunk_change cx_change_credibility)),
	cx_leaderboard => 256, cx_contribution => 286, cx_progress => 315);

# Arguments that are computed, each in memory of its own.
my %computed = (tally => 'tally + tally', p => q{p + 0 * length(repeat('x', 100 + part))});

SKIP:
{
	my $without = peak($node, 'SELECT count(tally) OVER () + count(p) OVER () AS result FROM large');
	skip 'this system does not tell how much memory a process takes', 1 unless $without;

	has_all_cases($node);
	for my $function (sort keys %WINDOWS)
	{
		my ($name) = $function =~ /^(\w+)/;
		my $call = window_call($function) =~ s/mean/csat/r;
		my $one = peak($node, "SELECT $call AS result FROM large") - $without;
		my $many = peak($node, 'SELECT ' . window_call($function, undef, 'PARTITION BY part') =~ s/mean/csat/r . ' AS result FROM large WHERE part < 30') - $without;

		note("$call: $one kB for one partition, $many kB for thirty");
		cmp_ok($one, '<', 1024 * ($bound{$name} // 0), "$call: a million rows");
		cmp_ok($many, '<', 1024 * 8, "$call: thirty partitions");

		my ($plain, $computed) =
		  map { peak($node, 'SELECT ' . window_call($function, $_) =~ s/mean/csat/r . ' AS result FROM large WHERE part < 30') } undef,
		  $computed{ window_column($function) };
		cmp_ok($computed - $plain, '<', 1024 * 8, "$call: computed arguments");
	}

	# Weights that make the state grow, as often as a frame begins anew; tallies with
	# weights that come and go.
	my %plain = ('nps(i % 11, 10::float8 ^ (i % 201 - 100))' => 'nps(i % 11)',
		'cx_merge(CASE WHEN i % 100 < 40 THEN tally * (1 + p) ELSE tally END)' => 'cx_merge(tally)');
	for my $call (sort keys %plain)
	{
		for my $frame ('ORDER BY i ROWS 50 PRECEDING', 'PARTITION BY part ORDER BY i ROWS BETWEEN 1 FOLLOWING AND 1 FOLLOWING')
		{
			my ($plain, $weighted) = map { peak($node, "SELECT $_ OVER ($frame) AS result FROM large") } $plain{$call}, $call;

			cmp_ok($weighted - $plain, '<', 1024, "$call OVER ($frame): a million rows");
		}
	}
}

ok(!has_crashed($node), 'no process has crashed');
$node->stop;
done_testing();
