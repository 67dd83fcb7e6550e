#!/usr/bin/env perl
#
# released.pl
#	  Check that the scripts of released versions are as they were released.
#
# Usage: released.pl TREE
#
# A version is released where CHANGELOG.md has a date for it.  The scripts that
# make it are its own and those that lead to it from older ones.  They are never
# changed: databases were made by them, and upgrade scripts count on what they
# find there.  sql/released.sha256 has their sums, as sha256sum prints them.
# Problems go to standard error, one a line, and make the exit status 1.

use strict;
use warnings FATAL => 'all';

use Digest::SHA;
use File::Basename qw(basename);

my ($tree) = @ARGV;
my $problems = 0;

sub content
{
	my ($file) = @_;

	open my $handle, '<:raw', "$tree/$file" or die "$file: $!\n";
	local $/ = undef;
	return scalar <$handle>;
}

# The condition comes last: a match that fails is no argument at all.
sub demand
{
	my ($problem, $holds) = @_;

	if (!$holds)
	{
		warn "$problem\n";
		$problems++;
	}
	return $holds;
}

my %released = map { $_ => 1 } content('CHANGELOG.md') =~ /^## \[(\d+\.\d+)\.\d+\] - \d/mg;
my %sums = map { /\A(\w{64})  (\S+)\z/ ? ($2 => $1) : die "sql/released.sha256: not a line of sha256sum: $_\n" }
  grep { !/\A#/ } split /\n/, content('sql/released.sha256');
my %made = map { $_ => /--([^-]+)\.sql\z/ } map { 'sql/' . basename($_) } glob "$tree/sql/*--*.sql";
my @extensions = map { basename($_, '.control') } glob "$tree/*.control";

for my $script (sort keys %sums)
{
	demand("$script is not there, and was released", -f "$tree/$script") or next;
	demand("$script is not as it was released", Digest::SHA->new(256)->addfile("$tree/$script")->hexdigest eq $sums{$script});
	demand("$script is in sql/released.sha256, and its version is not released", $released{ $made{$script} });
}
for my $script (sort keys %made)
{
	demand("$script is released, and not in sql/released.sha256", $sums{$script}) if $released{ $made{$script} };
}
for my $script (map { my $version = $_; map { "sql/$_--$version.sql" } @extensions } sort keys %released)
{
	demand("$script is not there, and its version is released", exists $made{$script});
}
exit($problems ? 1 : 0);
