# installed.t
#	  The life of a Debian package in a system of its own: it is installed, used by
#	  somebody without privileges, upgraded under a running server, removed from
#	  under its data, installed again and purged.
#
# Runs as root in the system.  Environment: CX_PACKAGE, and CX_UPGRADE, the
# same with a higher revision.

use strict;
use warnings FATAL => 'all';

use Cwd qw(abs_path);
use File::Basename qw(dirname);
use IPC::Open2 qw(open2);
use Test::More;

my $source = abs_path(dirname(__FILE__) . '/../..');
my ($package, $upgrade) = @ENV{qw(CX_PACKAGE CX_UPGRADE)};
my ($name, $major, $version) = $package =~ m{/(postgresql-(\d+)-cx-metrics)_([^_]+)_}
  or die "not a package of cx_metrics: $package\n";

# Run a command; return its exit status and what it wrote.
sub run
{
	my (@command) = @_;

	open my $pipe, '-|', 'sh', '-c', 'exec "$@" 2>&1 </dev/null', 'sh', @command or die "sh: $!\n";
	my $output = do { local $/ = undef; <$pipe> } // '';
	close $pipe;
	chomp $output;
	return ($?, $output);
}

sub succeeds
{
	my ($shows, @command) = @_;
	my ($status, $output) = run(@command);

	local $Test::Builder::Level = $Test::Builder::Level + 1;
	is($status, 0, $shows) or diag($output);
	return $output;
}

sub psql_command
{
	return (qw(runuser -u analyst -- psql -X -At -v ON_ERROR_STOP=1 -d), 'survey', @_);
}

# Queries of the analyst, each a session of its own.
sub answers
{
	my ($query, $answer, $shows) = @_;
	my ($status, $output) = run(psql_command('-c', $query));

	local $Test::Builder::Level = $Test::Builder::Level + 1;
	return is($output, $answer, $shows);
}

# Send a query to a session that stays open; return its one line, or undef if
# the session has ended.
sub ask
{
	my ($session, $query) = @_;

	local $SIG{PIPE} = 'IGNORE';
	print { $session->{in} } "$query\n";
	my $line = readline $session->{out};
	chomp $line if defined $line;
	return $line;
}

sub open_session
{
	my %session;

	$session{pid} = open2($session{out}, $session{in}, psql_command('-q'));
	$session{in}->autoflush(1);
	return \%session;
}

sub close_session
{
	my ($session) = @_;

	close $session->{in};
	waitpid $session->{pid}, 0;
	return $?;
}

sub install
{
	my ($file, $shows) = @_;

	return succeeds($shows, qw(apt-get install -y --no-install-recommends), $file);
}

sub installed_version
{
	my ($status, $output) = run('dpkg-query', '-W', '-f', '${db:Status-Status} ${Version}', $name);
	return $status == 0 ? $output : 'none';
}

# Files of the package that are there although no package has them.
sub left_behind
{
	return grep { $_ ne '/.' && -e $_ && (run('dpkg', '-S', $_))[0] != 0 } @_;
}

my $scores = q{SELECT team, nps(tally), cx_responses(tally) FROM rollup GROUP BY team, tally ORDER BY team};
my $expected = "Berlin|50|4\nLyon|-50|2";
my $total = 'SELECT round(nps(tally)::numeric, 1) FROM rollup;';
my $started = q{SELECT pg_postmaster_start_time()};

# Installation

install($package, 'apt-get installs the package');
is(installed_version(), "installed $version", 'dpkg has it') or die "it is not installed\n";
is((run('dpkg-query', '-W', '-f', '${db:Status-Status}', "postgresql-$major"))[1], 'installed', 'it brought the server');
my @files = split /\n/, (run('dpkg', '-L', $name))[1];
for my $file (
	qw(README.md copyright changelog.gz changelog.Debian.gz doc/reference.md doc/figures/coverage.svg examples/demo.sql))
{
	ok(-f "/usr/share/doc/$name/$file", "documentation: $file");
}

# Use, by a role that is no superuser and has only a database of its own

succeeds('a server runs', 'sh', '-c', "pg_lsclusters -h $major main | grep -q online || pg_ctlcluster $major main start");
succeeds('a role without privileges', 'sh', '-c',
	'useradd -m analyst && runuser -u postgres -- createuser analyst && runuser -u postgres -- createdb -O analyst survey');
answers('SELECT rolsuper OR rolcreaterole OR rolcreatedb FROM pg_roles WHERE rolname = current_user',
	'f', 'it has no privileges');
answers('CREATE EXTENSION cx_metrics', 'CREATE EXTENSION', 'it may create the extension');
answers(q{CREATE TABLE rollup AS SELECT team, cx_tally(score, 0, 10) AS tally
	FROM (VALUES ('Berlin', 10), ('Berlin', 9), ('Berlin', 8), ('Berlin', 7), ('Lyon', 7), ('Lyon', 3)) AS a (team, score)
	GROUP BY team}, 'SELECT 2', 'it may store tallies');
answers($scores, $expected, 'scores are right');
answers('CREATE EXTENSION cx_rollup', 'CREATE EXTENSION', 'it may create cx_rollup');
answers(q{CREATE TABLE answer (team text, score integer)}, 'CREATE TABLE', 'it has a table');
answers(q{SELECT cx_create_rollup('live', 'answer', '{team}', 'score', 0, 10)}, 'live', 'it may make a rollup of it');
my $live = q{SELECT team, nps(tally) FROM live GROUP BY team};
answers("INSERT INTO answer VALUES ('Oslo', 10); $live", "INSERT 0 1\nOslo|100", 'which is fresh');
ok((grep { m{/bitcode/cx_metrics\.index\.bc$} } @files), 'the package has bitcode for JIT');
answers("SET jit = on; SET jit_above_cost = 0; SET jit_inline_above_cost = 0; SET jit_optimize_above_cost = 0; $scores",
	"SET\nSET\nSET\nSET\n$expected", 'scores are right when the functions are inlined by JIT');
succeeds('the tour that the package brings runs', psql_command('-f', "/usr/share/doc/$name/examples/demo.sql"));
succeeds("the package's own test has what it needs", 'sh', '-c',
	qq{apt-get satisfy -y --no-install-recommends "\$(sed -n 's/^Depends: \\(.*\\), @\$/\\1/p' $source/debian/tests/control)"});
succeeds("the package's own test succeeds", 'sh', '-c', "cd $source && exec debian/tests/installcheck");

# Upgrade

my (undef, $start) = run(psql_command('-c', $started));
my $session = open_session();
print { $session->{in} } q{CREATE FUNCTION pg_temp.problem() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN csat(true); EXCEPTION
	WHEN undefined_file THEN RETURN SQLERRM; END $$;};
is(ask($session, $total), '16.7', 'a session uses the extension');
install($upgrade, 'apt-get upgrades the package while the server runs');
isnt(installed_version(), "installed $version", 'dpkg has the other version');
is(ask($session, $total), '16.7', 'the session goes on');
answers($scores, $expected, 'so do new ones');
answers("INSERT INTO answer VALUES ('Oslo', 0); $live", "INSERT 0 1\nOslo|0", 'and the rollup');

# Removal while a database uses the extension

succeeds('the package can be removed', qw(apt-get remove -y), $name);
is(ask($session, $total), '16.7', 'a session goes on with functions that it has called');
is(ask($session, q{SELECT pg_temp.problem();}), 'could not access file "$libdir/cx_metrics": No such file or directory', 'but not with others');
is(close_session($session), 0, 'and ends well');
my $missing = q{ERROR:  could not access file "$libdir/cx_metrics": No such file or directory};
answers($scores, $missing, 'a new one says that the library is missing');
answers('SELECT tally FROM rollup', $missing, 'also for reading a tally');
answers('SELECT team FROM rollup ORDER BY team', "Berlin\nLyon", 'other columns can be read');
like((run(psql_command('-c', 'CREATE EXTENSION cx_metrics SCHEMA pg_temp')))[1],
	qr/ERROR:  extension "cx_metrics" already exists/, 'the database still has the extension');
like((run(qw(runuser -u analyst -- pg_dump survey)))[1],
	qr/could not access file "\$libdir\/cx_metrics"/, 'pg_dump fails rather than leaving tallies out');
answers('SELECT cx_drop_rollup($$live$$); DROP EXTENSION cx_rollup', "\nDROP EXTENSION", 'the rollup and its extension can be dropped');
answers('BEGIN; DROP EXTENSION cx_metrics CASCADE; ROLLBACK',
	"NOTICE:  drop cascades to column tally of table rollup\nBEGIN\nDROP EXTENSION\nROLLBACK", 'the extension could be dropped');
answers($started, $start, 'the server never stopped');

# Installation again, and purge

install($package, 'the package can be installed again');
answers($scores, $expected, 'the data are as they were');
unlike((run(qw(runuser -u analyst -- pg_dump survey)))[1], qr/error/, 'pg_dump dumps');
succeeds('the package can be purged', qw(apt-get purge -y), $name);
is(installed_version(), 'none', 'dpkg does not know it any more');
is(join("\n", left_behind(@files)), '', 'no file of it is left');
is((run(qw(find / -xdev), '(', '-path', '/srv', '-o', '-path', '/proc', ')', '-prune', '-o', '-name', '*cx[_-]metrics*', '-print',
	'-o', '-name', '*cx_rollup*', '-print'))[1], '', 'nor any other with their names');

# The server's processes would outlive the test.
run('pg_ctlcluster', '-m', 'immediate', $major, 'main', 'stop');
done_testing();
