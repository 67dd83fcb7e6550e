# 050_dump.t
#	  pg_dump and pg_restore: what is restored is what was dumped, in each
#	  format, as a superuser and as the owner of the database.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use LifeCycle;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my ($old, $new) = map { my $node = PostgreSQL::Test::Cluster->new($_); $node->init; $node->start; $node } qw(old new);
my $files = $old->basedir;

make_objects($old, 'kept');
my $before = fingerprint($old, 'kept');
like($before, qr/^public\.kept\|214\|\w{32}\|\w{32}$/m, 'there is something to dump');
indexes_work($old, 'kept', 'before');
is($old->safe_psql('kept', q{SELECT string_agg(id::text, ' ' ORDER BY id) FROM kept WHERE way ~ 'working' AND pg_column_size(tally) > 90}), '11 12 13',
	'some tallies are stored in the working layout');
$new->safe_psql('postgres', 'CREATE ROLE owner LOGIN');

# Run a program on a server.
sub run_on
{
	my ($node, $what, @command) = @_;

	$node->command_checks_all(\@command, 0, [ qr/\A\z/ ], [ qr/\A\z/ ], $what);
	return;
}

# A new, empty database.
sub make_database
{
	my ($database) = @_;

	$new->safe_psql('postgres', "CREATE DATABASE $database OWNER owner");
	return;
}

# Plain text, by a superuser, into another cluster.
run_on($old, 'pg_dump', qw(pg_dump -d kept -f), "$files/plain.sql");
make_database('plain');
run_on($new, 'psql restores', qw(psql -X -q -o), "$files/out", qw(-v ON_ERROR_STOP=1 -d plain -f), "$files/plain.sql");
works_as_before($new, 'plain', $before, 'plain');
is($new->safe_psql('plain', q{SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'cx_metrics'}), 'cx', 'the extension is in its schema');

# Of the extension's own objects nothing is in the dump.
my $dump = slurp_file("$files/plain.sql");
my $of_the_extension = qr/^(?:CREATE|ALTER|COMMENT\ ON|GRANT|REVOKE)\ [A-Z ]+\ "?cx"?\.|^CREATE\ CAST|\bcx_metrics\.so|\$libdir/mx;
is(scalar(() = $dump =~ /^CREATE EXTENSION .*cx_metrics/mg), 1, 'the dump makes the extension');
is(join("\n", $dump =~ /^.*$of_the_extension.*$/mg), '', 'the dump makes nothing of the extension itself');
is(scalar(() = $dump =~ /^CREATE AGGREGATE public\.state_of/mg), 3, 'the dump makes what users made of its functions');

# Custom format, by the owner of the database, who is no superuser, and again
# over what is there.
run_on($old, 'pg_dump by the owner', qw(pg_dump -U owner -Fc -d kept -f), "$files/custom");
make_database('custom');
run_on($new, 'pg_restore by the owner', qw(pg_restore -U owner --exit-on-error -d custom), "$files/custom");
works_as_before($new, 'custom', $before, 'custom');
is($new->safe_psql('custom', q{SELECT extowner::regrole FROM pg_extension WHERE extname = 'cx_metrics'}), 'owner', 'the extension is the owner\'s');
run_on($new, 'pg_restore --clean', qw(pg_restore -U owner --clean --if-exists --exit-on-error -d custom), "$files/custom");
works_as_before($new, 'custom', $before, '--clean');

# A directory, with parallel jobs.
run_on($old, 'pg_dump in parallel', qw(pg_dump -Fd -j 2 -d kept -f), "$files/directory");
make_database('directory');
run_on($new, 'pg_restore in parallel', qw(pg_restore -j 2 --exit-on-error -d directory), "$files/directory");
works_as_before($new, 'directory', $before, 'directory');

# Schema and data apart, as INSERTs, by a server that is told to print few
# digits.  pg_dump asks for all of them itself, unless it is told otherwise;
# tallies and metrics print all of them in any case.
$old->safe_psql('postgres', 'ALTER DATABASE kept SET extra_float_digits = -15');
run_on($old, 'pg_dump --schema-only', qw(pg_dump --schema-only -d kept -f), "$files/schema.sql");
run_on($old, 'pg_dump --data-only', qw(pg_dump --data-only --disable-triggers --rows-per-insert=100 -d kept -f), "$files/data.sql");
make_database('apart');
run_on($new, 'psql restores', qw(psql -X -q -o), "$files/out", qw(-v ON_ERROR_STOP=1 -d apart -f), "$files/schema.sql", '-f', "$files/data.sql");
refresh($new, 'apart');
works_as_before($new, 'apart', $before, '--data-only');

my $exact = 'SELECT md5(string_agg(concat_ws(chr(10), tally, metric, tallies), chr(10) ORDER BY id)) FROM kept';
run_on($old, 'pg_dump --extra-float-digits', qw(pg_dump --extra-float-digits=-15 --data-only -t kept -d kept -f), "$files/few.sql");
$new->safe_psql('apart', 'TRUNCATE kept');
run_on($new, 'psql restores', qw(psql -X -q -o), "$files/out", qw(-v ON_ERROR_STOP=1 -d apart -f), "$files/few.sql");
is($new->safe_psql('apart', $exact), $old->safe_psql('kept', $exact), 'tallies and metrics are exact with any extra_float_digits');

# Comparisons without an operator: each on its own keeps its view from being
# restored, and what doc/dba.md advises in its place says the same and does not.
my %comparisons = (
	of_null => [ 'a IS DISTINCT FROM b', 'a::text IS DISTINCT FROM b::text' ],
	of_nullif => [ 'nullif(a, b)', 'CASE WHEN a = b THEN NULL ELSE a END' ],
	of_case => [ 'CASE a WHEN b THEN 1 END', 'CASE WHEN a = b THEN 1 END' ],
	of_join => [ '(SELECT count(*) FROM compared c JOIN compared d USING (a, id))',
		'(SELECT count(*) FROM compared c JOIN compared d ON c.a = d.a AND c.id = d.id)' ],
	of_rows => [ '((id, a) IN (SELECT id, b FROM compared)) IS TRUE', 'EXISTS (SELECT FROM compared c WHERE c.id = compared.id AND c.b = compared.a)' ],
	of_order => [ '(a, id) < (b, 0)', 'a < b OR a = b AND id < 0' ]);
my @harmless = ('a = b', 'a BETWEEN b AND b', 'a IN (b, b)', 'a IN (SELECT b FROM compared)', '(a, id) = (b, 1)', '(SELECT count(DISTINCT a) FROM compared)');
my %pairs = (cx_tally => [ '[0,1]{1,2}', '[0,1]{1,2}{1,2}3' ], cx_metric => [ 'ces', 'mean' ]);

# The views of a database, restored into another: what is in both, and errors.
sub restored
{
	my ($database, $type, $views) = @_;
	my ($all, $first, $second) = (join(' UNION ALL ', map { "SELECT '$_', value::text, id FROM $_" } sort keys %$views), @{ $pairs{$type} });
	my $read = sub { (run_command([ 'psql', '-X', '-A', '-t', '-d', $_[0]->connstr($database), '-c', "$all ORDER BY 1, 3" ]))[0] };

	$_->safe_psql('postgres', "CREATE DATABASE $database") for $old, $new;
	$old->safe_psql($database, join ';', 'CREATE EXTENSION cx_metrics', "CREATE TABLE compared (id serial, a $type, b $type)",
		map({ "INSERT INTO compared (a, b) VALUES ($_)" } "'$first', '$first'", "'$first', '$second'", "'$second', NULL", "NULL, '$second'", 'NULL, NULL'),
		map({ "CREATE VIEW $_ AS SELECT id, $views->{$_} AS value FROM compared" } sort keys %$views));
	run_on($old, "pg_dump of $database", qw(pg_dump -d), $database, '-f', "$files/$database.sql");
	my (undef, $errors) = run_command([ 'psql', '-X', '-q', '-o', "$files/out", '-d', $new->connstr($database), '-f', "$files/$database.sql" ]);
	return ($read->($old), $read->($new), $errors);
}

for my $type (sort keys %pairs)
{
	my %advised = map { $_ => $comparisons{$_}[1] } keys %comparisons;
	my ($there, $here, $errors) = restored("advised_$type", $type, { %advised, map { ("harmless_$_" => $harmless[$_]) } 0 .. $#harmless });

	is($errors, '', "$type: what is advised is restored");
	is($here, $there, "$type: and says the same");

	my %shunned = map { $_ => $comparisons{$_}[0] } keys %comparisons;
	my ($shunned, undef, $refused) = restored("shunned_$type", $type, \%shunned);
	is(scalar(() = $refused =~ /ERROR:  operator does not exist: /g), scalar keys %shunned, "$type: each comparison without an operator is not");
	is($shunned, join("\n", grep { !/^harmless/ } split /\n/, $there), "$type: what is advised in its place says the same");
}

$_->stop for $old, $new;
done_testing();
