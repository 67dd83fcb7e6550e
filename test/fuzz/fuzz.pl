#!/usr/bin/env perl
#
# fuzz.pl
#	  One kind of random input, put through the server for some seconds.
#
# Usage: fuzz.pl KIND SEED SECONDS FINDINGS
#
# KIND is text, binary, scalar or rows.  A kind and a seed give the same inputs
# in the same order.  What the input cannot explain is a finding: an error of
# another kind, a result that is not a number, a backend that ended or took too
# long.  It is written with its statements to the file FINDINGS.  Standard
# output is a summary: the number of inputs, how often each SQLSTATE came, and
# which functions have never given a value.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin, "$FindBin::RealBin/../t";

use Calls;
use DBI;
use Mutate;

my ($kind, $seed, $seconds, $file) = @ARGV;

# Of a kind; more would say nothing new.
my $enough = 5;

my (%states, %answered, %told);
my $count = 0;

sub try_to_connect
{
	my $dbh = DBI->connect('dbi:Pg:', '', '', { RaiseError => 0, PrintError => 0, pg_enable_utf8 => 0 }) or return;

	$dbh->{RaiseError} = 1;

	# Any bytes are text in this encoding.
	$dbh->do('SET client_encoding = latin1');
	$dbh->do(q{SET statement_timeout = '30s'});
	return $dbh;
}

# After a crash the server needs a moment.
sub connect_to_server
{
	for (1 .. 60)
	{
		my $dbh = eval { try_to_connect() };
		return $dbh if $dbh;
		sleep 1;
	}
	die "the server does not answer\n";
}

# Run statements in a transaction that leaves nothing.  A statement with data,
# as a pair, is COPY.  Result: the last one's rows, as text.
sub run_statements
{
	my ($dbh, @statements) = @_;
	my $rows = [];

	$dbh->begin_work;
	for my $statement (@statements)
	{
		if (ref $statement)
		{
			$dbh->do($statement->[0]);
			$dbh->pg_putcopydata($statement->[1]);
			$dbh->pg_putcopyend;
		}
		elsif ($statement =~ /^(?:SELECT|WITH)\b/)
		{
			$rows = $dbh->selectcol_arrayref($statement, { pg_direct => 1 });
		}
		else
		{
			$dbh->do($statement);
		}
	}
	$dbh->rollback;
	return join "\n", map { $_ // 'NULL' } @$rows;
}

sub shown
{
	my ($statement) = @_;

	return ref $statement ? "$statement->[0], data in hex: " . unpack('H*', $statement->[1]) : $statement;
}

# Write a finding to the file, but few of a kind.
sub report_finding
{
	my ($input, $what) = @_;
	my $sort = $what =~ s/\d+/N/gr =~ s/".*"|'.*'//gsr;

	$count++;
	return if $told{$sort}++ >= $enough;
	open my $handle, '>>', $file or die "$file: $!";
	print $handle "$kind: $what\n", map({ shown($_) . ";\n" } @{ $input->{statements} }), "\n";
	close $handle or die "$file: $!";
	return;
}

# What is wrong with the error or the result of an input; nothing, if undefined.
sub wrong
{
	my ($input, $lives, $state, $answer) = @_;

	return if $state eq '57P02';    # because of another backend's end
	return "the backend ended: $answer" unless $lives;
	return "SQLSTATE $state: $answer" unless $state eq 'ok' || $state =~ $input->{allowed};
	return "gives $answer" if $state eq 'ok' && !$input->{any_result} && $answer =~ /nan|inf/i;
	return;
}

# The inputs of each kind

sub text_input
{
	my ($dbh) = @_;
	my $type = pick(sort keys %valid);
	my $text = $dbh->quote(mutate_text(pick(@{ $valid{$type} })));

	return { statements => ["SELECT exercise($text\::$type)"], allowed => qr/^(22P02|22003|22023|22000|54000)$/, any_result => $type eq 'cx_range',
		name => $type };
}

# The binary forms of the valid texts.
my %sent;

sub send_valid
{
	my ($dbh) = @_;

	for my $type (keys %valid)
	{
		my $send = $type eq 'cx_range' ? 'range_send' : "$type\_send";
		$sent{$type} = [ map { pack 'H*', $dbh->selectrow_array("SELECT encode($send(" . $dbh->quote($_) . "::$type), 'hex')") } @{ $valid{$type} } ];
	}
	return;
}

sub binary_input
{
	my ($dbh) = @_;
	my $type = pick(sort keys %valid);
	my $bytes = $type eq 'cx_metric' && pick(0, 1) ? mutate_text(pick(@{ $valid{$type} })) : mutate_bytes(pick(@{ $sent{$type} }));

	return { statements => [ [ "COPY $type\_values FROM STDIN (FORMAT binary)", binary_copy($bytes) ], "SELECT exercise(v) FROM $type\_values" ],
		allowed => qr/^(22P02|22P03|22P04|08P01|22003|22023|22000|22021|54000|0A000)$/, any_result => $type eq 'cx_range', name => $type };
}

sub call_input
{
	my ($callable, @statements) = @_;
	my $stored = "@statements" =~ /'::(?:stored|bytea)/;

	# A window may give a control chart no order.
	my $order = $callable->{name} =~ /control|signal/ ? '|42P20' : '';

	# Stored bytes that no version wrote may hold numbers that no input takes.
	return { statements => \@statements, allowed => $stored ? qr/^(22...|0A000|54000|XX001$order)$/ : qr/^(22...|0A000|54000$order)$/, any_result => $stored,
		name => $callable->{label} };
}

my $dbh = connect_to_server();
my @callables = find_callables($dbh, $kind eq 'scalar' ? qw(f operator cast) : qw(a w fold));

# Each callable in its turn.
sub next_callable
{
	my ($number) = @_;

	return $callables[ $number % @callables ];
}

my %make = (
	text => sub { return text_input($dbh) },
	binary => sub { return binary_input($dbh) },
	scalar => sub { my $callable = next_callable(@_); return call_input($callable, scalar_call($callable)) },
	rows => sub { my $callable = next_callable(@_); return call_input($callable, rows_call($callable)) });

# The server ends all connections when it loses one.
sub reconnect
{
	$dbh->{$_} = 0 for qw(RaiseError Warn);
	$dbh->disconnect;
	$dbh = connect_to_server();
	return;
}

# Put an input through the server, and tell what is wrong with what came back.
sub try_input
{
	my ($input) = @_;
	my $answer = eval { run_statements($dbh, @{ $input->{statements} }) };
	my $state = defined $answer ? 'ok' : $dbh->state || 'none';
	my $lives = defined $answer || $dbh->ping;
	my $wrong = wrong($input, $lives, $state, $answer // $dbh->errstr // $@);

	$states{$state}++;
	$answered{ $input->{name} } ||= $state eq 'ok' && $answer ne 'NULL' ? 1 : 0;
	report_finding($input, $wrong) if $wrong;
	reconnect() unless defined $answer || $lives && eval { $dbh->rollback };
	return;
}

my ($inputs, $end) = (0, time + $seconds);

send_valid($dbh);
srand $seed;
try_input($make{$kind}->($inputs++)) while time < $end && $count < 1000;

my @silent = grep { !$answered{$_} } sort keys %answered;
print "$inputs inputs, $count findings: ", join(', ', map { "$states{$_} $_" } sort keys %states),
  @silent ? "\nwithout a value in " . keys(%answered) . ": @silent" : '', "\n";
