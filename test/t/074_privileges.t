# 074_privileges.t
#	  Everybody may call every function, until it is revoked; and no function
#	  reaches for more than its arguments.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use EveryFunction;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = setup_node();
make_longest($node);
has_all_cases($node);
$node->safe_psql('postgres', <<'EOT');
CREATE TABLE large AS SELECT i, (i % 7)::smallint AS score, cx_tally_from_counts(1, ARRAY[i, 3]::float8[]) AS tally, i / 100.0::float8 AS p
	FROM generate_series(1, 100) i;
CREATE ROLE guest LOGIN;
REVOKE ALL ON SCHEMA public FROM public;
GRANT USAGE ON SCHEMA public TO guest;
GRANT SELECT ON large, longest TO guest;
EOT
my $members = "p.oid IN (SELECT objid FROM members WHERE classid = 'pg_proc'::regclass)";

# A call of each function, in SQL.
my %calls = ((map { ($_ => "SELECT $AGGREGATES{$_} FROM large CROSS JOIN longest") } keys %AGGREGATES),
	(map { ($_ => 'SELECT ' . window_call($_) . ' FROM large') } keys %WINDOWS),
	(map { ($_ => "SELECT $FUNCTIONS{$_} FROM longest") } grep { defined $FUNCTIONS{$_} } keys %FUNCTIONS));
my @names = sort keys %calls;

# The calls that give somebody another SQLSTATE than this one.
sub other_than
{
	my ($state, $user) = @_;
	my $script = "\\o /dev/null\n" . join '', map { "$calls{$_};\n\\warn :SQLSTATE\n" } @names;
	my (undef, undef, $errors) = $node->psql('postgres', $script, on_error_stop => 0, extra_params => [ '-U', $user ]);
	my @states = $errors =~ /^(\w{5})$/mg;

	is(scalar @states, scalar @names, "$user calls each function");
	return join "\n", map { "$names[$_]: $states[$_]" } grep { $states[$_] ne $state } 0 .. $#states;
}

is(other_than('00000', 'guest'), '', 'who is no superuser may call every function');

$node->safe_psql('postgres', "DO \$\$ DECLARE f regprocedure; BEGIN FOR f IN SELECT oid FROM pg_proc p "
	. "WHERE $members LOOP EXECUTE format('REVOKE EXECUTE ON ROUTINE %s FROM public', f); END LOOP; END \$\$");

# Types call their own functions, and none of these has arguments besides.
is(other_than('42501', 'guest'), '', 'after REVOKE nobody may');
is(other_than('00000', 'postgres'), '', 'but superusers');
$node->safe_psql('postgres', 'GRANT EXECUTE ON FUNCTION nps(smallint) TO guest');
is($node->safe_psql('postgres', 'SELECT nps(score) IS NOT NULL FROM large', extra_params => [ '-U', 'guest' ]), 't',
	'one can be granted, without its support functions');

# None of them acts as its owner, none has settings, and none is in SQL.
is($node->safe_psql('postgres', "SELECT count(*) FROM pg_proc p WHERE $members AND (prosecdef OR proconfig IS NOT NULL)"), '0',
	'no function is SECURITY DEFINER or has settings');
is($node->safe_psql('postgres', "SELECT string_agg(DISTINCT lanname, ' ' ORDER BY lanname) FROM pg_proc p JOIN pg_language l ON l.oid = prolang "
	. "WHERE $members"), 'c internal', 'functions are in C');
is($node->safe_psql('postgres', "SELECT count(*) FROM pg_proc p WHERE $members AND provolatile <> 'i'"), '0', 'they are immutable');
is($node->safe_psql('postgres', q{SELECT count(*) FROM members WHERE classid = 'pg_class'::regclass}), '0', 'the extension has no tables');

# What the library wants of PostgreSQL and of the system: nothing that reads
# tables, files or the network, and nothing that runs commands or SQL.
my ($pkglibdir) = run_command([ 'pg_config', '--pkglibdir' ]);
my ($symbols, $error) = run_command([ 'nm', '-D', '--undefined-only', glob "$pkglibdir/cx_metrics.*" ]);
my @symbols = $symbols =~ /\bU (\w+)/g;
ok((grep { $_ eq 'palloc' } @symbols), 'the library can be looked into') || diag($error);
my $reaching = qr/^(?:SPI_\w+|(?:table|heap(?!_form_tuple$)|relation|index|systable|simple_heap)_\w+|Catalog\w+|\w*OpenFile\w*
	|OpenTransientFile\w*|AllocateFile|AllocateDir|f?open\w*|creat\w*|unlink\w*|popen|system|exec\w+|v?fork|posix_spawn\w*
	|socket|connect|bind|dlopen|load_external_function|SetConfigOption|set_config_option\w*|SetUserId\w*|OidFunctionCall\w*|OidInputFunctionCall|getenv)$/x;
is_deeply([ grep { /$reaching/ } @symbols ], [], 'the library calls nothing that reaches out');

ok(!has_crashed($node), 'no process has crashed');
$node->stop;
done_testing();
