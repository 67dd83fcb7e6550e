# 031_reference.t
#	  doc/reference.md lists every object and every error of both extensions, and
#	  none that is not there.
#
# An object stands at the start of a list item or of a table row: its kind and
# in backticks its signature,
#
#	- aggregate `nps(score smallint) → double precision`
#	| cast `from cx_tally to json` | ...
#
# Functions and aggregates show what pg_get_function_arguments and
# pg_get_function_result say, all else what pg_describe_object says.
#
# An error is a table row with its message, its SQLSTATE and a statement that
# raises it, or in words what does,
#
#	| `score 11 is outside the scale 0..10` | 22003 | `SELECT nps(11)` | ...

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('reference');
$node->init;
$node->start;
$node->safe_psql('postgres', 'CREATE EXTENSION cx_rollup CASCADE');

# From PostgreSQL 17 on array types are members too; nobody looks them up.
my %catalogue = map { $_ => 1 } split /\n/, $node->safe_psql('postgres', q{
	SELECT coalesce(
		(SELECT CASE prokind WHEN 'a' THEN 'aggregate ' ELSE 'function ' END || proname ||
				'(' || pg_get_function_arguments(p.oid) || ') -> ' || pg_get_function_result(p.oid)
		   FROM pg_proc p
		  WHERE classid = 'pg_proc'::regclass AND p.oid = objid),
		pg_describe_object(classid, objid, 0))
	FROM pg_depend
	WHERE deptype = 'e'
	  AND refclassid = 'pg_extension'::regclass
	  AND refobjid IN (SELECT oid FROM pg_extension WHERE extname IN ('cx_metrics', 'cx_rollup'))
	  AND NOT (classid = 'pg_type'::regclass AND
			   EXISTS (SELECT FROM pg_type WHERE oid = objid AND typcategory = 'A'))
});

my $page = slurp_file(tree() . '/doc/reference.md');
$page =~ s/→/->/g;

my (%listed, @twice);
while ($page =~ /^[-|] (aggregate|cast|function|operator|operator class|operator family|type) `([^`]+)`/mg)
{
	push @twice, "$1 $2" if $listed{"$1 $2"}++;
}

sub missing
{
	my ($from, $in) = @_;
	return join "\n", sort grep { !$in->{$_} } keys %$from;
}

cmp_ok(scalar keys %catalogue, '>', 0, 'the extensions have objects');
is(missing(\%catalogue, \%listed), '', 'every object is in the reference');
is(missing(\%listed, \%catalogue), '', 'the reference lists no other object');
is(join("\n", @twice), '', 'the reference lists no object twice');

# Names in the text, the examples and their output.
my %named = map { $_ => 1 } $page =~ /\b(cx_\w+)/g;
my %names = map { $_ => 1 } 'cx_metrics', 'cx_rollup', map { /\b(cx_\w+)/g } keys %catalogue;
is(missing(\%named, \%names), '', 'the reference names nothing else that begins with cx_');

my @messages;
while ($page =~ /^\| `([^`]+)` \| (\w{5}) \| (?:`([^`]+)`)?/mg)
{
	my ($message, $sqlstate, $statement) = ($1, $2, $3);

	push @messages, $message;
	next if !defined $statement;
	$node->psql('postgres', $statement, stderr => \my $stderr, extra_params => [ '-v', 'VERBOSITY=verbose' ]);
	like($stderr, qr/ERROR:  \Q$sqlstate: $message\E$/m, $statement);
}

my @sources = tree_files('src/*/*.c');
cmp_ok(scalar(grep { slurp_file($_) =~ /\berrmsg\(/ } @sources), '>', 5, 'there are sources with messages');

# A conversion such as %lld in a message of the C code, or %s in one of PL/pgSQL,
# stands for any text.
my @formats = ((map { slurp_file($_) =~ /\berrmsg\("((?:[^"\\]|\\.)*)"/g } @sources),
	(map { slurp_file($_) =~ /\bMESSAGE = (?:format\()?'((?:[^']|'')*)'/g } tree_files('sql/rollup/*.sql')));
for my $format (@formats)
{
	my $pattern = join '.*', map { quotemeta s/\\"/"/gr } split /%(?:\.\*)?(?:ll)?[a-z]/, $format, -1;

	ok(scalar(grep { /^$pattern$/ } @messages), "the reference lists the error: $format");
}

$node->stop;
done_testing();
