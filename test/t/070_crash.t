# 070_crash.t
#	  kill -9 of a process, and of the whole server, in the middle of the work:
#	  what was committed is there afterwards, the rest is not, and indexes agree
#	  with their tables.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use IPC::Run;
use POSIX qw(mkfifo);
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(usleep);

my $node = setup_node(<<'EOT');
restart_after_crash = on
max_parallel_workers_per_gather = 0
synchronous_commit = on
EOT
my $amcheck = has_extension($node, 'amcheck');

# Answers, a table of tallies with indexes, plain, weighted, and so long that
# they are compressed; a rollup, and a journal of what was added to it.
$node->safe_psql('postgres', <<'EOT');
CREATE TABLE answer AS SELECT n % 20 AS batch, n % 1000 AS team, (n * 7 % 11)::smallint AS score FROM generate_series(1, 200000) n;
CREATE TABLE kept (id integer, tally cx_tally, weighted cx_tally, long cx_tally[], metric cx_metric);
CREATE FUNCTION kept_row(id integer) RETURNS kept LANGUAGE sql IMMUTABLE
	RETURN (SELECT (id, cx_tally(s::smallint, 0, 10) FILTER (WHERE s < id % 11), cx_tally(s % 11, 0, 10, (id % 7 + 1) / 4.0),
			ARRAY[cx_tally(s, 0, 100, id % 5 + 1), cx_tally(s, 0, 100, s + 1)], ('net ' || id % 4 + 1 || ' 5')::cx_metric)::kept FROM generate_series(0, 100) s);
INSERT INTO kept SELECT (kept_row(id)).* FROM generate_series(1, 1000) id;
CREATE INDEX kept_tally ON kept (tally, id);
CREATE INDEX kept_weighted ON kept (weighted, metric);
CREATE INDEX kept_hash ON kept USING hash (tally);
CREATE TABLE rollup (team integer PRIMARY KEY, tally cx_tally);
CREATE INDEX rollup_tally ON rollup (tally, team);
CREATE TABLE journal (batch integer);
CREATE TABLE live (name text PRIMARY KEY, tally cx_tally);
EOT
$node->safe_psql('postgres', 'CREATE EXTENSION amcheck') if $amcheck;

# What adds a batch of answers to the rollup.
sub upsert
{
	my ($batches) = @_;

	return "INSERT INTO rollup SELECT team, cx_tally(score, 0, 10) FROM answer WHERE batch IN ($batches) GROUP BY team"
	  . ' ON CONFLICT (team) DO UPDATE SET tally = rollup.tally + excluded.tally';
}
for my $batch (0 .. 4)
{
	$node->safe_psql('postgres', 'BEGIN; ' . upsert($batch) . "; INSERT INTO journal VALUES ($batch); COMMIT");
}

# Starts psql with something to do.  Those that are still there at the end are
# killed.
my @sessions;
sub session
{
	my ($name, @commands) = @_;
	my ($out, $err) = ('', '');
	my $handle = IPC::Run::start([ 'psql', '-XAtq', '-d', $node->connstr('postgres') . " application_name=$name", @commands ], '<', \'', '>', \$out, '2>', \$err);

	push @sessions, $handle;
	return { handle => $handle, out => \$out, err => \$err };
}

sub end_session
{
	my ($session) = @_;

	$session->{handle}->finish;
	return ${ $session->{err} };
}
END
{
	local $? = 0;    # which would be the exit status
	$_->kill_kill for @sessions;
}

# The process id that a query gives, when it gives one.
sub wait_for_pid
{
	my ($query) = @_;

	for (1 .. 600)
	{
		my $pid = $node->safe_psql('postgres', $query);

		return $pid if $pid ne '';
		usleep(100_000);
	}
	die "timed out: $query";
}

# Everything that was committed, nothing else, in the tables and the indexes.
sub all_is_well
{
	my ($when) = @_;

	is($node->safe_psql('postgres', 'SELECT count(*), sum(id) FROM kept WHERE kept IS DISTINCT FROM kept_row(id)'), '0|',
		"$when: the table holds nothing else than was committed");
	is($node->safe_psql('postgres', 'SELECT count(*), count(DISTINCT id), min(id), max(id) FROM kept'), '1000|1000|1|1000', "$when: and all of that");
	is($node->safe_psql('postgres', <<'EOT'), '0', "$when: and so does the rollup");
SELECT count(*) FROM rollup FULL JOIN (SELECT team, array_agg(n ORDER BY point)::float8[] AS counts
	FROM (SELECT team, point, count(*) FILTER (WHERE score = point) AS n FROM answer, generate_series(0, 10) point
		WHERE batch IN (SELECT batch FROM journal) GROUP BY team, point) points GROUP BY team) plain USING (team)
WHERE cx_counts(tally) IS DISTINCT FROM counts
EOT
	is($node->safe_psql('postgres', <<'EOT'), '0', "$when: all tallies can be read, and written as text");
SELECT count(*) FROM (SELECT unnest(long || tally || weighted) AS t FROM kept UNION ALL SELECT tally FROM rollup) q
WHERE t::text::cx_tally IS DISTINCT FROM t OR cardinality(cx_counts(t)) < 2
EOT
	for my $index ($amcheck ? qw(kept_tally kept_weighted rollup_tally rollup_pkey) : ())
	{
		is($node->safe_psql('postgres', "SELECT bt_index_check('$index', heapallindexed => true)"), '', "$when: amcheck finds nothing wrong in $index");
	}

	# What the indexes give, and what reading the tables gives.
	for my $case ([ 'kept_tally', 'SELECT md5(string_agg(concat(tally, id), NULL)) FROM (SELECT tally, id FROM kept ORDER BY tally, id) q' ],
		[ 'kept_weighted', 'SELECT md5(string_agg(concat(weighted, metric), NULL)) FROM (SELECT weighted, metric FROM kept ORDER BY weighted, metric) q' ],
		[ 'rollup_tally', 'SELECT md5(string_agg(concat(tally, team), NULL)) FROM (SELECT tally, team FROM rollup ORDER BY tally, team) q' ],
		[ 'kept_hash', 'SELECT count(*), sum(k.id) FROM (SELECT DISTINCT tally::text AS t FROM kept) d JOIN kept k ON k.tally = d.t::cx_tally' ])
	{
		my ($index, $query) = @$case;
		my $with = 'SET enable_seqscan = off; SET enable_sort = off; SET enable_hashjoin = off; SET enable_mergejoin = off;';
		my $without = 'SET enable_indexscan = off; SET enable_indexonlyscan = off; SET enable_bitmapscan = off;';

		$with .= 'DROP INDEX kept_tally;' if $index =~ /hash/;
		like($node->safe_psql('postgres', "BEGIN; $with EXPLAIN $query; ROLLBACK"), qr/$index/, "$when: $index is used");
		is($node->safe_psql('postgres', "BEGIN; $with $query; ROLLBACK"), $node->safe_psql('postgres', "$without $query"),
			"$when: and gives what reading the table gives");
	}
	return;
}

sub wait_for_recovery
{
	$node->poll_query_until('postgres', 'SELECT NOT pg_is_in_recovery()') or die 'the server does not come back';
	return;
}

all_is_well('before');

# A process that aggregates, when it has groups on disk already.
my $victim = session('victim', '-c', q{SET work_mem = '64kB'}, '-c', 'SET enable_sort = off',
	'-c', 'SELECT count(t) FROM (SELECT cx_merge(tally) AS t, nps(weighted) FROM kept, generate_series(1, 1000000) g GROUP BY id, g % 100) q');
my $pid = wait_for_pid(q{SELECT pid FROM pg_stat_activity WHERE application_name = 'victim' AND state = 'active' AND EXISTS (SELECT FROM pg_ls_tmpdir())});
ok(kill('KILL', $pid), 'a process that aggregates is killed');
like(end_session($victim), qr/server closed the connection|terminating connection/, 'its client is told');
wait_for_recovery();
all_is_well('after a process was killed');
is($node->safe_psql('postgres', 'SELECT count(*) FROM pg_ls_tmpdir()'), '0', 'no temporary files stay behind');

# A parallel worker, when it has worked for a while.
$victim = session('victim', '-c', 'SET max_parallel_workers_per_gather = 2', '-c', 'SET parallel_setup_cost = 0', '-c', 'SET min_parallel_table_scan_size = 0',
	'-c', 'SELECT cx_merge(tally), nps(weighted), cx_merge(long[1]) FROM kept, (SELECT FROM generate_series(1, 1000000)) g');
$pid = wait_for_pid(q{SELECT min(pid) FROM pg_stat_activity WHERE backend_type = 'parallel worker' AND clock_timestamp() - query_start > '0.5 s'});
ok(kill('KILL', $pid), 'a parallel worker is killed');
like(end_session($victim), qr/server closed the connection|terminating connection/, 'the client of its query is told');
wait_for_recovery();
all_is_well('after a parallel worker was killed');

# The whole server, during a COPY of which a part is on disk already, a rollup
# upsert, and a client whose short upserts are committed one by one.
my $directory = PostgreSQL::Test::Utils::tempdir_short();
my $rows = $node->safe_psql('postgres', 'COPY (SELECT (kept_row(id)).* FROM generate_series(2001, 3000) id) TO STDOUT');
mkfifo("$directory/rows", 0600) or die "mkfifo: $!";
my $copy = session('copy', '-c', "COPY kept FROM '$directory/rows'");
open my $pipe, '>', "$directory/rows" or die "open: $!";
$pipe->autoflush(1);
for my $begun (500, 1500)
{
	print $pipe "$rows\n";
	$node->poll_query_until('postgres', "SELECT tuples_processed > $begun FROM pg_stat_progress_copy") or die 'COPY does not go on';
	$node->safe_psql('postgres', 'CHECKPOINT') if $begun == 500;
}

my $commit = "INSERT INTO live VALUES ('all', '[0,10]{0,0,0,0,0,0,0,0,0,0,1}') "
	. "ON CONFLICT (name) DO UPDATE SET tally = live.tally + excluded.tally RETURNING cx_responses(tally);\n";
append_to_file("$directory/commits", $commit x 200_000);
my $live = session('live', '-f', "$directory/commits");
my $position = $node->safe_psql('postgres', 'SELECT pg_current_wal_insert_lsn()');
my $upsert = session('upsert', '-c', 'BEGIN', (map { ('-c', upsert(join ', ', 5 .. 19)) } 1 .. 30), '-c', 'SELECT pg_sleep(3600)', '-c', 'COMMIT');
$node->poll_query_until('postgres', qq{SELECT count(*) = 1 AND pg_current_wal_insert_lsn() - '$position' > 200000 FROM pg_stat_activity
	WHERE application_name = 'upsert' AND state = 'active' AND query ~ '^INSERT' AND backend_xid IS NOT NULL}) or die 'the upsert does not begin';
$node->poll_query_until('postgres', 'SELECT cx_responses(tally) > 20 FROM live') or die 'nothing is committed';

my ($postmaster) = slurp_file($node->data_dir . '/postmaster.pid') =~ /^(\d+)/;
my @processes = ($postmaster, split /\n/, $node->safe_psql('postgres', 'SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()'));
is($node->safe_psql('postgres', q{SELECT string_agg(application_name || ' ' || split_part(query, ' ', 1), ', ' ORDER BY application_name) FROM pg_stat_activity
	WHERE application_name IN ('copy', 'upsert') AND state IN ('active', 'idle in transaction')}),
	'copy COPY, upsert INSERT', 'COPY and the upsert are at work');
$node->kill9;
kill 'KILL', @processes;
isnt(end_session($_), '', 'a client is told') for $copy, $upsert, $live;
my @acknowledged = split /\n/, ${ $live->{out} };

# Processes that were killed may take a moment to go.
for (1 .. 600)
{
	last unless kill 0, @processes;
	usleep(100_000);
}
$node->start;
like(slurp_file($node->logfile), qr/database system was not properly shut down; automatic recovery in progress/, 'the server recovers');
all_is_well('after the server was killed');
my $stored = $node->safe_psql('postgres', 'SELECT cx_responses(tally) FROM live');
cmp_ok(scalar @acknowledged, '>', 20, 'the client was told of many commits');
ok($stored == @acknowledged || $stored == @acknowledged + 1, "every commit that a client was told of is there ($stored stored, " . @acknowledged . ' told)');
is($node->safe_psql('postgres', 'SELECT tally = cx_tally_from_counts(0, ARRAY[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, cx_responses(tally)]) FROM live'), 't',
	'and the tally is right');

# The work can be done now.
$node->safe_psql('postgres', 'BEGIN; ' . upsert('5, 6') . '; INSERT INTO journal VALUES (5), (6); COMMIT');
all_is_well('after more work');

unlike(slurp_file($node->logfile), qr/PANIC:|TRAP:|terminated by signal (?!9\b)/, 'no process ended by itself');
$node->stop;
done_testing();
