# 071_group_memory.t
#	  What the aggregates take of memory for a million groups, and that they stay
#	  within work_mem.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use Memory;
use Test::More;

my $node = setup_node(<<'EOT');
max_parallel_workers_per_gather = 0
hash_mem_multiplier = 1
enable_sort = off
jit = off
EOT

# Two rows in each group, so that each state is one that was changed.
$node->safe_psql('postgres', <<'EOT');
CREATE UNLOGGED TABLE answer AS
	SELECT n % 1000000 AS team, (n % 11)::smallint AS score, n % 4 + 0.5::float8 AS weight,
		CASE n % 3 WHEN 0 THEN '[0,10]{0,0,0,0,0,0,1,0,0,2,0}' WHEN 1 THEN '[0,10]{1,0,0,0,0,0,0,0,0,0,3}' ELSE '[0,10]{0,0,0,0,7,0,0,0,1,0,0}' END::cx_tally AS tally
	FROM generate_series(0, 1999999) n;
ANALYZE answer;
EOT

# Kilobytes of memory and of disk that hashing takes for a query's groups.
sub hashed
{
	my ($work_mem, $query) = @_;
	my $plan = $node->safe_psql('postgres', "SET work_mem = '$work_mem'; EXPLAIN (ANALYZE, FORMAT JSON, TIMING OFF) $query");

	return map { $plan =~ /"$_": (\d+)/ ? $1 : 0 } 'Peak Memory Usage', 'Disk Usage';
}

# Kilobytes that a million groups may take.  They are a tenth more than is
# measured; the rows without an aggregate take the first of them.
for my $case ([ 'count(score)', 144_000 ], [ 'nps(score)', 298_000 ], [ 'cx_tally(score, 0, 10)', 298_000 ], [ 'cx_merge(tally)', 333_000 ],
	[ 'nps(score, weight)', 433_000 ])
{
	my ($call, $bound) = @$case;
	my ($memory, $disk) = hashed('2GB', "SELECT team, $call FROM answer GROUP BY team");

	note("$call: $memory kB");
	cmp_ok($memory, '>', 0, "$call: the groups are hashed");
	is($disk, 0, "$call: in memory");
	cmp_ok($memory, '<=', $bound, "$call: a million groups");
}

# PostgreSQL counts what the states take, long ones too, and goes to disk
# before that is more than it may be.  New groups may still come while a block
# of memory has room.
for my $call ('nps(score)', 'nps(score, weight)', 'cx_tally(score, 0, 100)', 'cx_merge(tally)')
{
	my ($memory, $disk) = hashed('4MB', "SELECT team, $call FROM (SELECT * FROM answer LIMIT 100000) a GROUP BY team");

	note("$call: $memory kB, $disk kB of disk");
	cmp_ok($memory, '>', 0, "$call: the groups are hashed with little memory");
	cmp_ok($memory, '<=', 1.25 * 4 * 1024, "$call: within work_mem");
	cmp_ok($disk, '>', 0, "$call: and go to disk");
}

# What PostgreSQL counts is what the process takes.
SKIP:
{
	my ($plain, $hashed) = peaks($node, "SET work_mem = '2GB'", 'SELECT count(t) FROM (SELECT nps(score, weight) AS t FROM answer GROUP BY team) q');
	skip 'this system does not tell how much memory a process takes', 1 unless $plain;

	cmp_ok($hashed - $plain, '<=', 1.1 * 433_000 + 20 * 1024, 'the process takes no more than was counted');
}

ok(!has_crashed($node), 'no process has crashed');
$node->stop;
done_testing();
