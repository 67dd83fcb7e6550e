# clients.t
#	  Drivers: each one gets the same answers to the cases of cases.txt, names the
#	  types of the columns as expected, and passes errors on.
#
# A program for each driver runs the cases in several modes, such as with and
# without server-side prepared statements, and prints what it got.  Some modes
# run again through PgBouncer.
#
# The drivers are all needed; test/tools/clients.sh sees to them, and tells where
# PgBouncer is in the environment's PGBOUNCER.  They are those of Debian 12: other
# versions may name types otherwise.

use strict;
use warnings FATAL => 'all';

use FindBin;
use IPC::Run;
use JSON::PP;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $dir = $FindBin::RealBin;
my $host = '127.0.0.1';
my $json = JSON::PP->new->canonical->allow_nonref;

# The programs, each with its modes and those that PgBouncer is for: pooled by
# transaction, it has no place for statements that stay prepared.
my @clients = (
	{   name => 'JDBC',
		command => [ 'java', '-XX:TieredStopAtLevel=1', '-cp', '/usr/share/java/postgresql.jar', "$dir/Jdbc.java" ],
		modes => [qw(simple extended prepared unspecified metadata)],
		pooled => [qw(simple extended)] },
	{   name => 'DBI',
		command => [ 'perl', "$dir/dbi.pl" ],
		modes => [qw(pg-simple pg-prepared odbc-simple odbc-prepared odbc-cursor odbc-metadata)],
		pooled => [qw(pg-simple odbc-simple)] },
	{   name => 'Node.js',
		command => [ 'node', "$dir/node/cases.js" ],
		modes => [qw(unnamed named)],
		pooled => [qw(unnamed)] },
	{   name => 'psycopg',
		command => ["$dir/psycopg_cases.py"],
		modes => [qw(text prepared binary registered)],
		pooled => [qw(text binary)] });

# How the types of columns are called there, and what their values become.
my %types = map { my ($type, @rest) = split /\s*\|\s*/; $type => \@rest } split /\n/, <<'END';
float8     | float8 Double       | float8   | float8 SQL_FLOAT     | float8 Number             | float8 float
int8       | int8 Long           | int8     | int8 SQL_BIGINT      | int8 String               | int8 int
int4       | int4 Integer        | int4     | int4 SQL_INTEGER     | int4 Number               | int4 int
text       | text String         | text     | text SQL_LONGVARCHAR | text String               | text str
bool       | bool Boolean        | bool     | bool SQL_VARCHAR     | bool Boolean              | bool bool
interval   | interval PGInterval | interval | SQL_VARCHAR          | interval PostgresInterval | interval timedelta
jsonb      | jsonb String        | jsonb    | unknown SQL_VARCHAR  | jsonb Object              | jsonb dict
_float8    | _float8 Array       | _float8  | unknown SQL_VARCHAR  | _float8 Array             | _float8 list
cx_tally   | cx_tally String     | unknown  | unknown SQL_VARCHAR  | cx_tally String           | cx_tally str
_cx_tally  | _cx_tally Array     | unknown  | unknown SQL_VARCHAR  | _cx_tally String          | _cx_tally str
cx_metric  | cx_metric String    | unknown  | unknown SQL_VARCHAR  | cx_metric String          | cx_metric str
cx_range   | cx_range String     | unknown  | unknown SQL_VARCHAR  | cx_range String           | cx_range str
cx_scorecard_row | cx_scorecard_row String | unknown | unknown SQL_VARCHAR | cx_scorecard_row String | cx_scorecard_row str
END

# The columns of that table.
my %column = (jdbc => 0, pg => 1, odbc => 2, node => 3, psycopg => 4);

# What a month looks like there.
my %month = (
	jdbc => '0 years 1 mons 0 days 0 hours 0 mins 0.0 secs',
	node => '{"months":1}',
	psycopg => '30 days, 0:00:00');

# Types of which the driver takes the binary form where it can, and those that
# reach the program in that form.
my %binary = map { $_ => 1 } qw(float8 int8 int4 _float8);
my %raw = map { $_ => 1 } qw(cx_tally _cx_tally cx_metric cx_range cx_scorecard_row);

# What JDBC gets where the server is told that a string is of the type varchar.
my %untyped = ('parameters without casts' => '42883', 'INSERT without casts' => '42804');

my $node = PostgreSQL::Test::Cluster->new('clients');
# Whatever the locale: psycopg gives bytes for text of the encoding SQL_ASCII.
$node->init(extra => [qw(--encoding=UTF8 --no-locale)]);
$node->append_conf('postgresql.conf', "listen_addresses = '$host'\nintervalstyle = 'postgres'\n");
$node->start;
$node->safe_psql('postgres', slurp_file("$dir/setup.sql"));

# The cases, in the form that the file's first comment tells.
sub read_cases
{
	my $text = slurp_file("$dir/cases.txt");
	my @cases;

	utf8::decode($text);
	for (split /\n/, $text)
	{
		my ($key, $value) = /^(\w+): (.*)$/ or next;

		if ($key eq 'case') { push @cases, { case => $value, parameters => [], rows => [] } }
		elsif ($key eq 'parameter') { push @{ $cases[-1]{parameters} }, $value }
		elsif ($key eq 'type') { $cases[-1]{types} = [ split /, /, $value ] }
		elsif ($key eq 'row')
		{
			push @{ $cases[-1]{rows} }, [ map { $_ eq 'NULL' ? undef : $_ } split / \| /, $value ];
		}
		else { $cases[-1]{$key} = $value }
	}
	return @cases;
}

# The names of all types by their numbers.
my %type_names = map { split /\|/ } split /\n/,
  $node->safe_psql('postgres', 'SELECT oid, typname FROM pg_type');

# The binary form that the server sends, in hex as of a bytea.
sub sent
{
	my ($type, $value) = @_;
	my $send = $node->safe_psql('postgres', "SELECT typsend FROM pg_type WHERE typname = '$type'");

	return $node->safe_psql('postgres', "SELECT $send('$value'::$type)");
}

# A value in one form, whatever language it comes from.
sub canonical
{
	my ($type, $value) = @_;

	return $value if !defined $value;
	return sprintf '%.17g', $value if $type =~ /^(float8|int8)$/;
	return JSON::PP::is_bool($value) ? ($value ? 't' : 'f') : $value =~ tr/10/tf/r if $type eq 'bool';
	return $json->encode(ref $value ? $value : $json->decode($value)) if $type eq 'jsonb';
	return join ',', map { sprintf '%.17g', $_ } ref $value ? @$value : split /,/, $value =~ tr/{}"//dr
	  if $type eq '_float8';
	return ref $value ? $json->encode($value) : $value;
}

# The value that a mode is to give.
sub expected_value
{
	my ($mode, $type, $value) = @_;
	my ($client) = $mode =~ /^(\w+)/;

	return $value if !defined $value;
	return $month{$client} // $value if $type eq 'interval';
	return sent($type, $value) if is_raw($mode, $type);
	return canonical($type, $value);
}

# Does the program get the binary form itself?
sub is_raw
{
	my ($mode, $type) = @_;

	return $raw{$type} && ($mode eq 'psycopg-binary' || $mode eq 'psycopg-registered' && $type ne 'cx_range');
}

# What a mode is to say of a column.
sub expected_column
{
	my ($mode, $type, @values) = @_;
	my ($client) = $mode =~ /^(\w+)/;
	my $column = $types{$type}[ $column{$client} ];

	$column =~ s/ \w+$/ null/ if $client =~ /^(node|psycopg)$/ && !grep { defined } @values;
	$column =~ s/ str$/ bytes/ if is_raw($mode, $type);
	$column =~ s/ str$/ Range/ if $mode eq 'psycopg-registered' && $type eq 'cx_range';
	$column .= $mode =~ /^jdbc-(prepared|unspecified)/ && $binary{$type} ? ' binary' : ' text'
	  if $client eq 'jdbc';
	return $column;
}

# What a mode is to answer to a case.
sub expected
{
	my ($case, $mode) = @_;
	my @types = @{ $case->{types} };
	my (@columns, @rows);

	for my $i (0 .. $#types)
	{
		my @values = map { $_->[$i] } @{ $case->{rows} };

		push @columns, expected_column($mode, $types[$i], @values);
		$rows[$_][$i] = expected_value($mode, $types[$i], $values[$_]) for 0 .. $#values;
	}
	return { columns => \@columns, rows => \@rows };
}

# What it answered, in the same form.
sub answered
{
	my ($case, $answer) = @_;
	my @columns = map { s/^(\d+) /$type_names{$1} /r } @{ $answer->{columns} };
	my @rows = map { [@$_] } @{ $answer->{rows} };

	for my $row (@rows)
	{
		$row->[$_] = canonical($case->{types}[$_], $row->[$_]) for 0 .. $#$row;
	}
	return { columns => \@columns, rows => \@rows };
}

# Is this the error that the case says?  ODBC has no place for hints.
sub is_expected_error
{
	my ($case, $mode, $got, $name) = @_;
	my $message = index($got->{message} // '', $case->{message}) >= 0;
	my $hint = $mode =~ /^odbc/ || ($got->{hint} // '') eq $case->{hint};

	ok($message && $hint && $got->{sqlstate} eq $case->{sqlstate}, $name) or diag explain $got;
	return;
}

sub check_case
{
	my ($case, $mode, $got, $name) = @_;
	my $untyped = $mode =~ /^jdbc-(extended|prepared)/ && $untyped{ $case->{case} };

	if (!$got) { fail($name) }
	elsif ($untyped) { is($got->{sqlstate}, $untyped, "$name: JDBC sends varchar") }
	elsif ($case->{sqlstate}) { is_expected_error($case, $mode, $got, $name) }
	else { is_deeply(answered($case, $got), expected($case, $mode), $name) or diag explain $got }
	return;
}

# What a program prints, by mode and case.
sub answers
{
	my ($name, @command) = @_;
	my %answers;

	IPC::Run::run(\@command, '<', \undef, '>', \my $output, '2>', \my $errors);
	is($?, 0, "$name runs") or diag $errors;
	utf8::decode($output);
	for (split /\n/, $output)
	{
		my $answer = $json->decode($_);
		$answers{ $answer->{mode} }{ $answer->{case} } = $answer;
	}
	return \%answers;
}

# Run the cases in these modes of a client.
sub check_client
{
	my ($client, $port, @modes) = @_;
	my $through = $port == $node->port ? '' : ' through PgBouncer';
	my $answers = answers("$client->{name}$through", @{ $client->{command} }, "$dir/cases.txt", $host, $port, @modes);
	my @names = grep { !/metadata/ } keys %$answers;

	is(scalar @names, scalar grep({ !/metadata/ } @modes), "$client->{name}$through: all modes");
	for my $mode (sort @names)
	{
		check_case($_, $mode, $answers->{$mode}{ $_->{case} }, "$mode$through: $_->{case}") for read_cases();
	}
	return $answers;
}

# psql asks too, so that the cases say what the server says.
sub check_psql
{
	for my $case (read_cases())
	{
		my @parameters = @{ $case->{parameters} };
		my $sql = $case->{sql} =~ s/\$(\d)/'$parameters[$1 - 1]'/gr;
		my ($status, $output, $errors) = $node->psql('postgres', $sql, extra_params => [qw(-P null=NULL)]);
		utf8::decode($output);

		if ($case->{sqlstate})
		{
			like($errors, qr/ERROR:  \Q$case->{message}\E\n.*^HINT:  \Q$case->{hint}\E$/ms, "psql: $case->{case}");
			next;
		}
		is($output, join("\n", map { join '|', map { $_ // 'NULL' } @$_ } @{ $case->{rows} }), "psql: $case->{case}");
	}
	return;
}

# Drivers and reflection tell the tools of columns before there are any rows.
sub check_metadata
{
	my ($answers) = @_;
	my %expected = (
		'jdbc-metadata' => [ 'float8 DOUBLE', 'int8 BIGINT', 'cx_tally OTHER', 'cx_range OTHER' ],
		'odbc-metadata' => [
			'float8 SQL_FLOAT 17', 'int8 SQL_BIGINT 19',
			'cx_tally SQL_VARCHAR 255', 'cx_range SQL_VARCHAR 255' ],
		'sqlalchemy' => [ 'DOUBLE_PRECISION', 'BIGINT', 'NullType', 'NullType' ]);

	for my $mode (sort keys %expected)
	{
		my @got = map { $answers->{$mode}{$_}{type} }
		  qw(area_score.nps_low area_score.responses stored.tally stored.expected);

		is_deeply(\@got, $expected{$mode}, "$mode: columns of tables and views") or diag explain \@got;
	}
	ok($answers->{sqlalchemy}{"Did not recognize type 'cx_range' of column 'expected'"}, 'SQLAlchemy warns');
	return;
}

# A PgBouncer that gives each transaction the next of several connections.
sub start_pgbouncer
{
	my $port = PostgreSQL::Test::Cluster::get_free_port();
	my $home = PostgreSQL::Test::Utils::tempdir();

	append_to_file("$home/users", qq("postgres" ""\n));
	append_to_file("$home/pgbouncer.ini", <<"END");
[databases]
postgres = host=$host port=${\ $node->port} user=postgres min_pool_size=3
[pgbouncer]
listen_addr = $host
listen_port = $port
unix_socket_dir =
auth_type = any
auth_file = $home/users
pool_mode = transaction
server_round_robin = 1
ignore_startup_parameters = extra_float_digits
END
	my $process = IPC::Run::start([ $ENV{PGBOUNCER}, '-q', "$home/pgbouncer.ini" ],
		'<', \undef, '>&', "$home/pgbouncer.log");
	return ($process, $port);
}

# How many servers answer a few statements of one session.  PgBouncer opens the
# servers that its pool lacks while a client is there, so stay for a second.
sub servers
{
	my ($port) = @_;
	my $input = "SELECT FROM pg_sleep(1);\n" . 'SELECT pg_backend_pid();' x 6;
	my %servers;

	IPC::Run::run([ 'psql', '-XAtq', '-d', "host=$host port=$port dbname=postgres user=postgres" ],
		'<', \$input, '>', \my $output, '2>', \my $errors);
	@servers{ grep { length } split /\n/, $output } = ();
	return scalar keys %servers;
}

check_psql();

my %answers;
%answers = (%answers, %{ check_client($_, $node->port, @{ $_->{modes} }) }) for @clients;
%answers = (%answers, %{ answers('SQLAlchemy', "$dir/sqlalchemy_reflection.py", $host, $node->port) });
check_metadata(\%answers);

my ($pgbouncer, $port) = start_pgbouncer();
my $tries = 0;
sleep 1 while servers($port) < 2 && ++$tries < $PostgreSQL::Test::Utils::timeout_default;
cmp_ok(servers($port), '>', 1, 'PgBouncer changes servers within a session');
check_client($_, $port, @{ $_->{pooled} }) for @clients;
$pgbouncer->kill_kill;

$node->stop;
done_testing();
