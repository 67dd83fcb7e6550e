# 056_drop.t
#	  DROP EXTENSION, and who may alter it: nothing is lost by accident, and what
#	  is lost comes back from a dump.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use LifeCycle;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;
make_objects($node, 'kept');
$node->safe_psql('kept', 'CREATE ROLE guest LOGIN; CREATE SCHEMA moved; GRANT CREATE, USAGE ON SCHEMA moved TO owner, guest');
my $before = fingerprint($node, 'kept');

# Expect that a command fails for a user, with this message.
sub refused
{
	my ($user, $command, $message) = @_;
	my ($status, $out, $err) = $node->psql('kept', $command, extra_params => [ '-U', $user ]);

	isnt($status, 0, "$user: $command is refused");
	like($err, $message, "$user: $command is refused with a reason");
	return;
}

# Tables and all else that use the extension keep it from being dropped.
refused('owner', 'DROP EXTENSION cx_metrics', qr/ERROR:  cannot drop extension cx_metrics because other objects depend on it/);
refused('owner', 'DROP EXTENSION cx_metrics', qr/^$_ depends on .*^HINT:  Use DROP \.\.\. CASCADE/ms)
  for 'column tally of table daily', 'view scores', 'table hashed', 'function nps_of\(text\)', 'column card of table reported',
  'function leaders\(integer\)', 'materialized view board';
refused('owner', 'DROP TYPE cx.cx_metric CASCADE', qr/cannot drop type cx\.cx_metric because extension cx_metrics requires it/);
refused('owner', 'DROP TYPE cx.cx_leaderboard_row CASCADE', qr/cannot drop type cx\.cx_leaderboard_row because extension cx_metrics requires it/);
refused('postgres', 'DROP AGGREGATE cx.nps(cx.cx_tally) CASCADE', qr/cannot drop function cx\.nps\(cx\.cx_tally\) because extension cx_metrics requires it/);

# Others may not touch it.  Its owner may not touch its members, which are the
# superuser's; so he may not move them either.
refused('guest', $_, qr/must be owner of extension cx_metrics/)
  for 'DROP EXTENSION cx_metrics CASCADE', 'ALTER EXTENSION cx_metrics UPDATE', q{COMMENT ON EXTENSION cx_metrics IS ''};
refused('guest', 'ALTER EXTENSION cx_metrics SET SCHEMA moved', qr/must be owner of extension cx_metrics/);
refused('owner', 'ALTER EXTENSION cx_metrics SET SCHEMA moved', qr/must be owner of type cx\.cx_tally/);
refused('owner', 'ALTER FUNCTION cx.cx_value(cx.cx_tally, cx.cx_metric) COST 2', qr/must be owner of function cx\.cx_value/);
refused('owner', 'ALTER EXTENSION cx_metrics DROP FUNCTION cx.cx_value(cx.cx_tally, cx.cx_metric)', qr/must be owner of function cx\.cx_value/);
refused('owner', 'ALTER TYPE cx.cx_leaderboard_row ADD ATTRIBUTE note text', qr/must be owner of table cx_leaderboard_row/);
refused('postgres', 'ALTER TYPE cx.cx_leaderboard_row ALTER ATTRIBUTE rank TYPE integer',
	qr/cannot alter type .* because column "reported\.leader" uses it/);
is(fingerprint($node, 'kept'), $before, 'nothing has changed');

# The superuser may move it.
$node->safe_psql('kept', 'ALTER EXTENSION cx_metrics SET SCHEMA moved');
works_as_before($node, 'kept', $before, 'moved');
$node->safe_psql('kept', 'ALTER EXTENSION cx_metrics SET SCHEMA cx; DROP SCHEMA moved');

# CASCADE takes the columns, and all that depends on the extension, but neither
# other columns nor rows.
my $dump = $node->basedir . '/dump';
$node->command_ok([ qw(pg_dump -Fc -d kept -f), $dump ], 'pg_dump');
$node->safe_psql('kept', 'DROP EXTENSION cx_metrics CASCADE', extra_params => [ '-U', 'owner' ]);
is(left_of_extension($node, 'kept'), '', 'CASCADE leaves nothing of the extension');
is($node->safe_psql('kept', q{SELECT string_agg(attname, ' ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = 'kept'::regclass AND attnum > 0
	AND NOT attisdropped}), 'id way card', 'CASCADE leaves other columns');
is($node->safe_psql('kept', 'SELECT count(*) FROM kept'), '214', 'CASCADE leaves the rows');
is($node->safe_psql('kept', q{SELECT to_regclass('scores') IS NULL AND to_regclass('totals') IS NULL AND to_regclass('hashed') IS NULL
	AND NOT EXISTS (SELECT FROM pg_proc WHERE proname = 'state_of')}), 't', 'CASCADE takes views, aggregates and tables that are partitioned by a tally');

$node->safe_psql('kept', 'DROP OWNED BY owner');
$node->command_ok([ qw(pg_restore --exit-on-error -d kept), $dump ], 'pg_restore');
works_as_before($node, 'kept', $before, 'brought back');

$node->stop;
done_testing();
