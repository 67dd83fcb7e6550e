#!/usr/bin/env perl
#
# dbi.pl
#	  The cases, through Perl's DBI: its driver for PostgreSQL and its driver for
#	  ODBC, under which is PostgreSQL's ODBC driver.
#
# Usage: dbi.pl CASES HOST PORT MODE...
#
# Prints a line of JSON for each mode and case.

use strict;
use warnings FATAL => 'all';

use DBI;
use FindBin;
use JSON::PP;
use Scalar::Util qw(looks_like_number);

my ($file, $host, $port, @modes) = @ARGV;

my $pg = "dbi:Pg:host=$host;port=$port;dbname=postgres";
my $odbc = "dbi:ODBC:Driver={PostgreSQL Unicode};Server=$host;Port=$port;Database=postgres;Uid=postgres";

# The directory of odbcinst.ini.
$ENV{ODBCSYSINI} = $FindBin::RealBin;

# What each mode connects to.  The names of the ODBC driver's options are those
# of its connection string.
my %sources = (
	'pg-simple' => $pg,
	'pg-prepared' => $pg,
	'odbc-simple' => "$odbc;UseServerSidePrepare=0",
	'odbc-prepared' => "$odbc;UseServerSidePrepare=1",
	'odbc-cursor' => "$odbc;UseDeclareFetch=1;Fetch=1",
	'odbc-metadata' => $odbc);

# The number of SQLColAttribute's field for the name of a column's type.
use constant SQL_DESC_TYPE_NAME => 14;

# The names of ODBC's numbers for types.
my %names = map { DBI->can($_)->() => $_ } qw(SQL_BIGINT SQL_INTEGER SQL_FLOAT SQL_LONGVARCHAR SQL_VARCHAR);

my $json = JSON::PP->new->ascii->canonical->allow_nonref;

sub read_cases
{
	my @cases;

	open my $handle, '<', $file or die "$file: $!";
	while (<$handle>)
	{
		chomp;
		my ($key, $value) = split /: /, $_, 2;
		push @cases, { case => $value, parameters => [] } if ($key // '') eq 'case';
		$cases[-1]{sql} = $value =~ s/\$\d/?/gr if ($key // '') eq 'sql';
		push @{ $cases[-1]{parameters} }, $value if ($key // '') eq 'parameter';
	}
	close $handle;
	return @cases;
}

sub connection
{
	my ($mode) = @_;
	my $db = DBI->connect($sources{$mode}, 'postgres', '',
		{ RaiseError => 1, PrintError => 0, AutoCommit => 1 });

	$db->{pg_server_prepare} = $mode eq 'pg-prepared' if $mode =~ /^pg/;
	if ($mode =~ /^odbc/)
	{
		$db->{LongReadLen} = 100_000;
		$db->{odbc_ignore_named_placeholders} = 1;    # or ::jsonb is one
	}
	return $db;
}

# The type of each column as the driver names it.
sub column_types
{
	my ($statement) = @_;

	return $statement->{pg_type} if $statement->{pg_type};
	return [
		map {
			my $number = $statement->{TYPE}[ $_ - 1 ];
			join ' ', grep { length } $statement->func($_, SQL_DESC_TYPE_NAME, 'ColAttributes'),
			  $names{$number} // $number
		} 1 .. $statement->{NUM_OF_FIELDS} ];
}

# A value for JSON: with all digits, where JSON::PP would write fifteen, and with
# characters where a driver gives bytes.
sub shown
{
	my ($value) = @_;

	return $value if !defined $value || ref $value;
	return sprintf '%.17g', $value if looks_like_number($value);
	utf8::decode($value);
	return $value;
}

sub answer
{
	my ($db, $case) = @_;
	my $statement = $db->prepare($case->{sql});

	$statement->execute(@{ $case->{parameters} });
	return (
		columns => column_types($statement),
		rows => [ map { [ map { shown($_) } @$_ ] } @{ $statement->fetchall_arrayref } ]);
}

sub failure
{
	my ($db) = @_;
	my @failure = (sqlstate => $db->state, message => $db->errstr);

	push @failure, hint => $db->pg_error_field('hint') if $db->{Driver}{Name} eq 'Pg';
	return @failure;
}

sub print_metadata
{
	my ($db) = @_;
	my $columns = $db->column_info(undef, 'public', '%', '%')->fetchall_arrayref({});

	for my $column (@$columns)
	{
		my $number = $column->{DATA_TYPE};
		my $type = $names{$number} // $number;

		print $json->encode(
			{   mode => 'odbc-metadata',
				case => "$column->{TABLE_NAME}.$column->{COLUMN_NAME}",
				type => "$column->{TYPE_NAME} $type $column->{COLUMN_SIZE}" }), "\n";
	}
	return;
}

for my $mode (@modes)
{
	my $db = connection($mode);

	if ($mode eq 'odbc-metadata')
	{
		print_metadata($db);
		next;
	}
	for my $case (read_cases())
	{
		my %answer = eval { answer($db, $case) };

		%answer = failure($db) if $@;
		print $json->encode({ mode => $mode, case => $case->{case}, %answer }), "\n";
	}
	$db->disconnect;
}
