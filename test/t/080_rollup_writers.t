# 080_rollup_writers.t
#	  cx_rollup beside many clients: a rollup is exact at every moment, in each
#	  isolation level, beside compaction and refreshing, after a crash and after
#	  two-phase commits; and nobody waits for another, so there is no deadlock.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use IPC::Run;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = setup_node(<<'EOT');
max_prepared_transactions = 5
deadlock_timeout = 200ms
autovacuum_naptime = 1s
EOT
my $scripts = tree() . '/test/rollup';
my @writers = map { ('-f', "$scripts/$_") } 'insert.sql@10', 'transaction.sql@10', 'delete.sql@5';

$node->safe_psql('postgres', <<'EOT');
CREATE EXTENSION cx_rollup;
CREATE TABLE answers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, team text, day date, score smallint);
INSERT INTO answers (team, day, score) SELECT 'T' || i % 5, '2025-01-01', i % 11 FROM generate_series(1, 20000) i;
EOT

sub pgbench_command
{
	my ($seconds, @options) = @_;

	return [ 'pgbench', '-n', '-j', 2, '-T', $seconds, '--failures-detailed', @options, $node->connstr('postgres') ];
}

# Start clients that go on in the background, with their output in files.
sub start_clients
{
	my ($file, @command) = @_;

	return IPC::Run::start(pgbench_command(@command), '>', $file, '2>', "$file.err");
}

sub is_exact
{
	my ($when) = @_;
	my ($groups, $responses, $differing) = $node->safe_psql('postgres', q{SELECT rollup_state('daily')}) =~ /(\d+)/g;

	note("$when: $groups groups, $responses responses");
	cmp_ok($groups, '>', 3, "$when: there are groups");
	is($differing, 0, "$when: the rollup is exact");
	return;
}

# Expect that clients have done something, and that none was ended by an error.
sub clients_went_on
{
	my ($what, $output, $errors) = @_;
	my ($done) = $output =~ /^number of transactions actually processed: (\d+)/m;

	cmp_ok($done // 0, '>', 100, "$what: transactions are processed");
	unlike($errors, qr/abort|ERROR/, "$what: no client is ended");
	like($output, qr/^number of deadlock failures: 0 /m, "$what: no client meets a deadlock");
	return;
}

# It is made while others write: the lock waits for them, and they for it.
my $directory = PostgreSQL::Test::Utils::tempdir();
my $clients = start_clients("$directory/during", 2, '-c', 6, @writers);
$node->poll_query_until('postgres', 'SELECT max(id) > 20100 FROM answers') or die 'nobody writes';
$node->safe_psql('postgres', q{SELECT cx_create_rollup('daily', 'answers', '{team, day}', 'score', 0, 10)});
is_exact('made beside writers');
$clients->finish;
clients_went_on('writers beside creation', slurp_file("$directory/during"), slurp_file("$directory/during.err"));
is_exact('after them');

# A hand-written upsert has a deadlock here every few transactions.
my ($output, $errors) = run_command(pgbench_command(2, '-c', 10, '-f', "$scripts/two.sql"));
clients_went_on('two statements in a transaction', $output, $errors);
is_exact('after two statements in a transaction');

# Writers fail where they themselves conflict on the table, never for the rollup's
# sake: who only inserts does not.
for my $isolation ('read committed', 'repeatable read', 'serializable')
{
	$node->safe_psql('postgres', "ALTER DATABASE postgres SET default_transaction_isolation = '$isolation'");
	($output, $errors) = run_command(pgbench_command(2, '-c', 10, @writers, map { ('-f', "$scripts/$_") } 'compact.sql@1', 'refresh.sql@1', 'check.sql@1'));
	clients_went_on($isolation, $output, $errors);
	like($output, qr/check\.sql\n.*\n - [1-9]\d* transactions/, "$isolation: the rollup is looked at meanwhile");
	like($output, qr/insert\.sql\n(?:.*\n)*? - number of serialization failures: 0 /, "$isolation: inserts do not fail")
	  if $isolation ne 'serializable';
	$node->safe_psql('postgres', 'ALTER DATABASE postgres RESET default_transaction_isolation');
	is_exact($isolation);
}

# A prepared transaction counts from its commit on.
$node->safe_psql('postgres', q{BEGIN; INSERT INTO answers (team, day, score) VALUES ('prepared', '2025-01-01', 9); PREPARE TRANSACTION 'p'});
is_exact('beside a prepared transaction');
is($node->safe_psql('postgres', q{SELECT count(*) FROM daily WHERE team = 'prepared'}), '0', 'it does not count');
$node->safe_psql('postgres', q{COMMIT PREPARED 'p'});
is($node->safe_psql('postgres', q{SELECT tally FROM daily WHERE team = 'prepared'}), '[0,10]{0,0,0,0,0,0,0,0,0,1,0}', 'then it does');
is_exact('after it');

# An older snapshot misses rows, but TRUNCATE takes them, and with them their parts;
# and a refresh leaves the parts of rows that it does not see.
for my $command ('TRUNCATE answers', q{SELECT cx_refresh_rollup('daily')})
{
	my $connection = $node->connstr('postgres');

	$node->safe_psql('postgres', <<"EOT");
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT count(*) FROM answers;
\\! psql -X -q -d "$connection" -c "INSERT INTO answers (team, day, score) SELECT 'later', date '2025-02-01' + i, 3 FROM generate_series(1, 5) i"
$command;
COMMIT;
EOT
	is($node->safe_psql('postgres', 'SELECT count(*), (SELECT count(*) FROM cx_check_rollup($$daily$$)) FROM answers'), $command =~ /^T/ ? '0|0' : '5|0',
		"exact after $command with an older snapshot");
}

# What is committed at a crash is in both, what is not in neither.
$node->safe_psql('postgres', q{INSERT INTO answers (team, day, score) SELECT 'T' || i % 5, '2025-01-01', i % 11 FROM generate_series(1, 20000) i});
$clients = start_clients("$directory/lost", 60, '-c', 6, @writers, '-f', "$scripts/compact.sql\@1");
$node->poll_query_until('postgres', q{SELECT count(*) > 100 FROM answers WHERE team IS NULL}) or die 'nobody writes';
$node->stop('immediate');
$clients->finish;
$node->start;
like(slurp_file($node->logfile), qr/database system was not properly shut down; automatic recovery in progress/, 'the server recovers');
is_exact('after a crash');
($output, $errors) = run_command(pgbench_command(1, '-c', 4, @writers));
clients_went_on('after a crash', $output, $errors);
is_exact('after it went on');

is($node->safe_psql('postgres', q{SELECT deadlocks FROM pg_stat_database WHERE datname = 'postgres'}), '0', 'there was no deadlock after the crash');
unlike(slurp_file($node->logfile), qr/deadlock detected/, 'nor before');
ok(!has_crashed($node), 'no process has crashed');
$node->stop;
done_testing();
