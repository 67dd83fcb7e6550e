# 033_topics.t
#	  Each function is in one place of each kind: a topic of sql/install, or of
#	  sql/rollup for those of cx_rollup, a file of src/bindings with its C function,
#	  a section of doc/reference.md.
#
# I/O and support functions are no exception.  The C function of an aggregate is
# that which computes its result.  Two kinds of functions have none: those that
# are PostgreSQL's own under another name, and the constructors of a range type,
# whose topic is that of the type.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use File::Basename qw(basename);
use PostgreSQL::Test::Utils;
use Test::More;

my $node = setup_node();
$node->safe_psql('postgres', 'CREATE EXTENSION cx_rollup');

# Each function: what sql/install and the reference call it, and its C function.
# The range type of a constructor stands for its name in sql/install.
my @functions = map { [ split /\t/, $_, -1 ] } split /\n/, $node->safe_psql('postgres', <<'EOT');
SELECT concat_ws(E'\t', p.oid::regprocedure,
	coalesce('TYPE ' || range.typname, upper(kind) || ' ' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')'),
	kind || ' ' || p.proname || '(' || pg_get_function_arguments(p.oid) || ') → ' || pg_get_function_result(p.oid),
	CASE lanname WHEN 'c' THEN result.prosrc ELSE '' END)
FROM pg_extension e
	JOIN pg_depend m ON m.refclassid = 'pg_extension'::regclass AND m.refobjid = e.oid AND m.deptype = 'e'
	JOIN pg_proc p ON m.classid = 'pg_proc'::regclass AND p.oid = m.objid
	LEFT JOIN pg_aggregate a ON aggfnoid = p.oid
	JOIN pg_proc result ON result.oid = coalesce(nullif(aggfinalfn, 0), aggtransfn, p.oid)
	JOIN pg_language l ON l.oid = result.prolang
	LEFT JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'i'
	LEFT JOIN pg_range ON d.refclassid = 'pg_type'::regclass AND d.refobjid IN (rngtypid, rngmultitypid)
	LEFT JOIN pg_type range ON range.oid = rngtypid,
	LATERAL (SELECT CASE p.prokind WHEN 'a' THEN 'aggregate' ELSE 'function' END) k(kind)
WHERE e.extname IN ('cx_metrics', 'cx_rollup')
ORDER BY p.oid::regprocedure::text
EOT
$node->stop;

# Keys of the hashes are what there is, values are arrays of its places.
my (%topics, %bindings, %sections, @undefined);

for my $file (tree_files('sql/install/*.sql'), tree_files('sql/rollup/*.sql'))
{
	my $script = slurp_file($file);

	push @{ $topics{"TYPE $1"} }, basename($file) while $script =~ /^CREATE TYPE (\w+) AS RANGE/mg;
	while ($script =~ /^CREATE (AGGREGATE|FUNCTION) (?:\@extschema\@\.)?(\w+)\(((?:[^()]|\(\))*)\)/mg)
	{
		my ($kind, $name, $arguments) = ($1, $2, $3);

		$arguments =~ s/\s+/ /g;
		$arguments =~ s/ DEFAULT (?:'[^']*'|[^,']+)+//g;
		push @{ $topics{"$kind $name($arguments)"} }, basename($file);
	}
}

for my $file (tree_files('src/bindings/*.c'))
{
	my $source = slurp_file($file);

	push @{ $bindings{$1} }, basename($file) while $source =~ /^(\w+)\(PG_FUNCTION_ARGS\)\n\{/mg;
	push @undefined, grep { $source !~ /^$_\(/m } $source =~ /^CX_FUNCTION_INFO_V1\((\w+)\);/mg;
}

my $section = '';
for my $line (split /\n/, slurp_file(tree() . '/doc/reference.md'))
{
	$section = $1 if $line =~ /^##+ (.*)/;
	push @{ $sections{$1} }, $section if $line =~ /^[-|] ((?:aggregate|function) `[^`]+)`/;
}

# Functions of which there is not one place, with the places.
sub not_one
{
	my ($places, @names) = @_;
	my @wrong = grep { @{ $places->{ $_->[1] } // [] } != 1 } @names;

	return join "\n", map { "$_->[0]: " . join ', ', @{ $places->{ $_->[1] } // ['nowhere'] } } @wrong;
}

cmp_ok(scalar @functions, '>', 0, 'there are functions');
is(not_one(\%topics, map { [ @$_[ 0, 1 ] ] } @functions), '', 'each is in one topic');
is(not_one(\%bindings, map { [ @$_[ 0, 3 ] ] } grep { $_->[3] ne '' } @functions), '', 'each C function is in one file of src/bindings');
is(join(' ', @undefined), '', 'and exported there');
is(not_one(\%sections, map { [ $_->[0], $_->[2] =~ s/ / `/r ] } @functions), '', 'each is in one section of the reference');

my %known = map { $_->[1] => 1 } @functions;
is(join("\n", grep { !$known{$_} } sort keys %topics), '', 'the topics have no other');

for (@functions)
{
	my ($function, $topic, $entry, $source) = @$_;
	note(join ' | ', $function, map { $_->[0] // '-' } $topics{$topic}, $bindings{$source}, $sections{ $entry =~ s/ / `/r });
}
done_testing();
