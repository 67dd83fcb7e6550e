# 053_standby.t
#	  A physical standby: it reads what the primary wrote, by indexes too,
#	  computes the same, and goes on as a primary.  A crash loses nothing.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use LifeCycle;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $primary = PostgreSQL::Test::Cluster->new('primary');
$primary->init(allows_streaming => 1);
$primary->start;
make_objects($primary, 'kept');

my $standby = PostgreSQL::Test::Cluster->new('standby');
$primary->backup('first');
$standby->init_from_backup($primary, 'first', has_streaming => 1);
$standby->start;

# What was there before the standby was made, and what is written after.
my $first = fingerprint($primary, 'kept');
is(fingerprint($standby, 'kept'), $first, 'the standby has what was there');
change_objects($primary, 'kept');
$primary->wait_for_catchup($standby);
my $changed = fingerprint($primary, 'kept');
isnt($changed, $first, 'there are changes');
is(fingerprint($standby, 'kept'), $changed, 'the standby has the changes');
indexes_work($standby, 'kept', 'standby');

is(stored_sizes($standby, 'kept'), stored_sizes($primary, 'kept'), 'states are stored there as they are here');

# All that the extension computes can be computed there, also by parallel workers.
my $parallel = q{SET search_path = public, cx; SET min_parallel_table_scan_size = 0; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0;
	%s SELECT nps(score), nps(score, weight), nps_interval(score), cx_tally(score, -10, 10) FROM answer WHERE question = 'recommend us'};
like($standby->safe_psql('kept', sprintf $parallel, 'EXPLAIN'), qr/Partial Aggregate/, 'a plan of the standby is parallel');
is($standby->safe_psql('kept', sprintf $parallel, ''), $primary->safe_psql('kept', sprintf $parallel, ''), 'and its result is the primary\'s');
my $windows = q{SET search_path = public, cx; SELECT team, day, cx_rank(tally, 'nps') OVER (PARTITION BY day),
	cx_control_limits(tally, 'nps') OVER (PARTITION BY team ORDER BY day),
	cx_most_improved(tally, twice, 'mean') OVER (), nps(tally) OVER (PARTITION BY team ORDER BY day ROWS 2 PRECEDING),
	cx_change_p(tally, twice, 'index') FROM daily ORDER BY team, day};
is($standby->safe_psql('kept', $windows), $primary->safe_psql('kept', $windows), 'window functions come to the same');

# The standby takes over.
$standby->promote;
works_as_before($standby, 'kept', $changed, 'promoted');
change_objects($standby, 'kept');
isnt(fingerprint($standby, 'kept'), $changed, 'it takes writes');
indexes_work($standby, 'kept', 'written after promotion');

# The old primary crashes with the same changes not yet checkpointed.
change_objects($primary, 'kept');
$primary->stop('immediate');
$primary->start;
works_as_before($primary, 'kept', fingerprint($standby, 'kept'), 'crashed');

ok(!has_crashed($standby), 'no process of the standby has crashed');
$_->stop for $primary, $standby;
done_testing();
