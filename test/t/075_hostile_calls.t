# 075_hostile_calls.t
#	  A role without privileges calls every function, in every way that SQL
#	  allows: it gets a result or a proper error, and the server lives on.
#
# The functions are those of the catalogue, and the calls are made up for them:
# HostileArguments.pm has the arguments, HostileWays.pm the ways in SQL.  Two
# more are here, COPY and the protocol's own function call.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use HostileArguments;
use HostileWays;
use IO::Socket::UNIX;
use IPC::Run;
use List::Util qw(sum);
use PostgreSQL::Test::Utils;
use Test::More;

# Rows are made dear, so that to aggregate each partition first pays.
my $node = setup_node(<<'EOT');
log_statement = none
restart_after_crash = on
enable_partitionwise_aggregate = on
cpu_tuple_cost = 1
plan_cache_mode = force_generic_plan
EOT

# How attempts are made and noted.  Each is undone, whatever comes of it.
# Where PostgreSQL refuses a function before it looks at rows, one is enough.
$node->safe_psql('postgres', <<'EOT');
CREATE ROLE attacker LOGIN;
REVOKE ALL ON SCHEMA public FROM public;
GRANT USAGE ON SCHEMA public TO public;
CREATE TABLE outcomes (way text, function text, state text, message text, statement text);
GRANT INSERT ON outcomes TO attacker;
CREATE FUNCTION attempt(way text, function text, setup text, statements text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	met outcomes[];
	statement text := setup;
	text text;
BEGIN
	BEGIN
		EXECUTE setup;
		FOREACH statement IN ARRAY statements LOOP
			BEGIN
				EXECUTE statement;
				met := met || (way, function, '00000', NULL, NULL)::outcomes;
			EXCEPTION WHEN OTHERS THEN
				GET STACKED DIAGNOSTICS text = MESSAGE_TEXT;
				met := met || (way, function, SQLSTATE, left(text, 200), left(statement, 500))::outcomes;
				EXIT WHEN SQLSTATE IN ('42803', '42846', '42883', '42P20');
			END;
		END LOOP;
		RAISE SQLSTATE 'ZZZZZ';
	EXCEPTION
		WHEN SQLSTATE 'ZZZZZ' THEN
		WHEN OTHERS THEN
			GET STACKED DIAGNOSTICS text = MESSAGE_TEXT;
			met := met || (way, function, SQLSTATE, left(text, 200), left(statement, 500))::outcomes;
	END;
	INSERT INTO outcomes SELECT (unnest(met)).*;
END $$;
EOT

my @functions = functions($node);
my @tables = make_arguments($node, @functions);

my %kinds = map { $_->{signature} => $_->{kind} } @functions;

cmp_ok(scalar @functions, '>', 0, 'there are functions');

# A state that is changed in place must be an aggregate's own.
my $arguments = join(' UNION ALL ', map { "SELECT '$_ ' || md5(string_agg(t::text, '' ORDER BY id)) FROM $_ t" } @tables) . ' ORDER BY 1';
my $before = $node->safe_psql('postgres', $arguments);

sub attempt_script
{
	my ($attempt) = @_;

	return 'SELECT attempt(' . join(', ', map { quoted($_) } @$attempt{qw(way function setup)}) . ', ARRAY['
		. join(', ', map { quoted($_) } @{ $attempt->{statements} }) . "]);\n";
}

# psql sends the data of COPY, and knows what came of it.
my $directory = PostgreSQL::Test::Utils::tempdir();

sub copy_script
{
	my ($function) = @_;
	my @columns = @{ $function->{columns} };
	my $call = "$function->{name}(" . join(', ', map { $_->{name} . $_->{cast} } @columns) . ')';
	my $script = 'CREATE TEMP TABLE copied (' . join(', ', 'id integer', map { "$_->{name} $_->{stored}" } @columns) . ");\n";

	for my $id (some_rows($function))
	{
		my $file = "$directory/$function->{table}_$id";

		append_to_file($file, "$function->{copied}[$id]\n") if !-e $file;
		$script .= "\\copy copied FROM '$file' WHERE $call IS NOT NULL\nINSERT INTO outcomes VALUES ('COPY', " . quoted($function->{signature})
			. ", :'SQLSTATE', CASE :'SQLSTATE' WHEN '00000' THEN '' ELSE :'LAST_ERROR_MESSAGE' END);\n";
	}
	return "$script DROP TABLE copied;\n";
}

# No process has crashed, else this is the end.  The log has the last call.
sub lives_on
{
	my ($what) = @_;

	return if ok(!has_crashed($node), "the server lives on after $what");
	diag(slurp_file($node->logfile) =~ /^(.*was terminated by signal.*\n.*\n)/m);
	done_testing();
	exit 1;
}

# Two sessions at once, each with every second function.
my @sessions;
my $n = 0;
my @scripts = ("SET client_min_messages = error;\n") x 2;
for my $function (@functions)
{
	$scripts[ $n++ % @scripts ] .= join '', copy_script($function), map { attempt_script($_) } attempts_of($function);
}
for my $script (@scripts)
{
	my $file = "$directory/script" . @sessions;
	my %session = (out => '', err => '');

	append_to_file($file, $script);
	$session{handle} = IPC::Run::start([ 'psql', '-XAtq', '-U', 'attacker', '-d', $node->connstr('postgres'), '-f', $file ], '>', \$session{out},
		'2>', \$session{err});
	push @sessions, \%session;
}
for my $session (@sessions)
{
	ok($session->{handle}->finish, 'a session comes to its end') || diag(substr $session->{err}, -500);
}
lives_on('calls in SQL');

# The protocol's function call, which no parser has seen.
sub connect_raw
{
	my $socket = IO::Socket::UNIX->new(Peer => $node->host . '/.s.PGSQL.' . $node->port) or die "no connection: $!\n";
	my $startup = pack 'N(Z*)4x', 3 << 16, qw(user attacker database postgres);

	print $socket pack('N', 4 + length $startup) . $startup;
	$socket->flush;
	await($socket);
	return $socket;
}

# What comes until the server is ready again: the fields of an error, if any.
sub await
{
	my ($socket) = @_;
	my %error;

	while (read($socket, my $header, 5) == 5)
	{
		my ($type, $length) = unpack 'aN', $header;

		read($socket, my $content, $length - 4) if $length > 4;
		%error = map { substr($_, 0, 1) => substr($_, 1) } grep { length } split /\0/, $content if $type eq 'E';
		return \%error if $type eq 'Z';
	}
	return { C => 'lost', M => 'the connection is lost' };
}

# Arguments and result as text.  COPY's form of them has backslashes doubled.
sub call_raw
{
	my ($socket, $function, $id) = @_;
	my (undef, @values) = map { $_ eq '\N' ? undef : s/\\\\/\\/gr } split /\t/, $function->{copied}[$id];
	my $message = pack 'Nnn', $function->{oid}, 0, scalar @values;

	$message .= defined $_ ? pack('N/a*', $_) : pack('N', 0xFFFFFFFF) for @values;
	$message .= pack 'n', 0;
	print $socket 'F' . pack('N', 4 + length $message) . $message;
	$socket->flush;
	my $error = await($socket);
	return { way => 'a function call of the protocol', function => $function->{signature}, state => $error->{C} // '00000',
		message => $error->{M} // '', statement => "row $id of $function->{table}", n => 1 };
}

my $socket = connect_raw();
my @outcomes = map { my $function = $_; map { call_raw($socket, $function, $_) } some_rows($function) } @functions;
lives_on('calls of the protocol');
ok(!(grep { $_->{state} eq '00000' && $kinds{ $_->{function} } ne 'f' } @outcomes), 'only plain functions give a result there');

# What came of the others.
my @keys = qw(way function state message statement n);
for my $row (split /\x02\n?/, $node->safe_psql('postgres',
	"SELECT concat_ws(chr(1), way, function, state, coalesce(message, ''), coalesce(min(statement), ''), count(*)) || chr(2) FROM outcomes "
	. "GROUP BY way, function, state, message"))
{
	my %outcome;

	@outcome{@keys} = split /\x01/, $row;
	push @outcomes, \%outcome;
}

# Those that fit a condition, for the log.
sub listed
{
	my ($condition) = @_;

	return join "\n", map { "$_->{way}: $_->{function}: $_->{state} $_->{message}: $_->{statement}" } grep { $condition->() } @outcomes;
}

# PostgreSQL itself does not expect a window function behind RETURN, whichever
# it is.
my $expected = qr/^WindowFunc contains out-of-range winref/;
is(listed(sub { $_->{state} !~ /^(?:00|[0-4]\w|5[1-7])\w{3}$/ && $_->{message} !~ $expected }), '', 'each call gives a result or a proper error');
is(listed(sub { $_->{message} =~ /cache lookup|unexpected|unrecognized|invalid memory|could not (?:open|read)/ }), '',
	'no message tells of the server\'s inside');

# Each way was tried, and leads to a result for some function, or for none.
my %ways = (ways(), 'COPY' => '', 'a function call of the protocol' => '');
my %calls;
for my $outcome (@outcomes)
{
	$calls{ $outcome->{way} }{$_} += $outcome->{n} for 'all', $outcome->{state};
}
for my $way (sort keys %ways)
{
	my $given = $calls{$way}{'00000'} // 0;

	cmp_ok($calls{$way}{all} // 0, '>', 0, "functions are called: $way");
	cmp_ok($given, '>', 0, "some give a result: $way") if $ways{$way} eq '';
	is_deeply([ grep { !/^(?:all|$ways{$way})$/ } keys %{ $calls{$way} } ], [], "PostgreSQL refuses: $way") if $ways{$way} =~ /\d/;
}

# Valid arguments are among those that each function was given.
my %gave;
for my $outcome (@outcomes)
{
	$gave{ $outcome->{function} }++ if $outcome->{state} eq '00000' && $outcome->{way} =~ /^a column of a result|^VARIADIC of the last/;
}
my @internal = grep { grep { $_ eq 'internal' } @{ $_->{types} } } @functions;
is_deeply([ grep { !$gave{$_} } map { $_->{signature} } @functions ], [ map { $_->{signature} } @internal ],
	'each function gives results, but those whose arguments nobody has');

# Outside a window, window functions know that they are.
my @operators = grep { $kinds{ $_->{function} } eq 'w' && $_->{way} =~ /^an? (?:prefix )?operator(?:| over constants| in an? \w+)$/ } @outcomes;
cmp_ok(scalar @operators, '>', 0, 'window functions are called through operators');
is(join("\n", map { "$_->{function}: $_->{state} $_->{message}" } grep { $_->{state} ne '42809'
	|| $_->{message} ne "window function $_->{function} requires an OVER clause" =~ s/\(.*\)//r } @operators), '', 'and say that they need a window');

is($node->safe_psql('postgres', $arguments), $before, 'no argument was changed');
note(scalar(@functions), ' functions, ', scalar(keys %calls), ' ways, ', sum(map { $_->{n} } @outcomes), ' calls');
$node->stop;
done_testing();
