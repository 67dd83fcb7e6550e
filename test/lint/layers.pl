#!/usr/bin/env perl
#
# layers.pl
#	  What keeps src/, sql/install and sql/rollup one house: the layers, which a
#	  file's path names, the size of files, their names.
#
# Usage: layers.pl FILE...
#
# A file in C includes only what is in its own layer or under it, by the path
# from src/.  The two lower layers are plain C: of PostgreSQL they know what is
# listed here, and nothing of how functions are called.  Who looks into a varlena
# includes compat.h, as PostgreSQL 15 declares that in postgres.h and later ones
# do not.  There are no compound literals, which pgindent cannot read.  A name is
# there once, since PostgreSQL's error location leaves out the directory.  Nothing
# that is written by hand has more than 500 lines.  Problems go to standard output,
# one a line, and make the exit status 1.

use strict;
use warnings FATAL => 'all';

use File::Basename qw(basename);

use constant MOST_LINES => 500;

# From the lowest to the highest; what is in none of them belongs to the highest.
my @layers = qw(values stats fmgr bindings);
my %height = map { $layers[$_] => $_ } 0 .. $#layers;

# Memory and errors, and reading and writing of text and numbers.
my %plain = map { $_ => 1 } qw(
  postgres.h miscadmin.h common/shortest_dec.h lib/stringinfo.h mb/pg_wchar.h nodes/nodes.h
  parser/scansup.h port/pg_bitutils.h utils/float.h utils/memutils.h);
my %files = map { $_ => 1 } @ARGV;
my (%place, $problems);

sub problem
{
	my ($file, $line, $problem) = @_;

	print "$file:$line: $problem\n";
	$problems++;
	return;
}

sub layer
{
	my ($path) = @_;

	return $path =~ m{^(\w+)/} && exists $height{$1} ? $1 : $layers[-1];
}

# What is wrong with what is included?  The path of the file is from src/.
sub wrong_include
{
	my ($path, $included) = @_;
	my $layer = layer($path);

	return if $included eq 'compat.h';
	if ($files{"src/$included"})
	{
		my $upper = layer($included);
		return $height{$upper} > $height{$layer} ? "the layer $layer is under $upper" : undef;
	}
	return 'a file of src/ is included by its path from there'
	  if $included !~ m{/} && grep { m{^src/.*/\Q$included\E\z} } keys %files;
	return "the layer $layer is plain C, and does not know this header of PostgreSQL"
	  if $height{$layer} < $height{fmgr} && !$plain{$included};
	return;
}

sub check_file
{
	my ($file) = @_;
	my ($path) = $file =~ m{^src/(.*)};
	my $lines = 0;
	my ($compat, $varlena);

	open my $handle, '<', $file or die "$file: $!\n";
	while (my $line = <$handle>)
	{
		$lines++;
		$varlena //= $lines if $line =~ /\b(?:SET_)?VAR(?:SIZE|DATA|ATT)/;
		$compat ||= $line =~ /^#include "compat.h"/;
		problem($file, $lines, 'has a compound literal, which pgindent cannot read')
		  if $line =~ /\([A-Za-z]\w*(?:\[\])?\) *\{/;
		my ($included) = $line =~ /^#include "(.*)"/ or next;
		my $wrong = wrong_include($path, $included);
		problem($file, $lines, "$included: $wrong") if $wrong;
	}
	close $handle or die "$file: $!\n";
	problem($file, $varlena, 'looks into a varlena without compat.h') if $varlena && !$compat && $path ne 'compat.h';
	problem($file, $lines, 'has more than ' . MOST_LINES . ' lines') if $lines > MOST_LINES;
	return;
}

for my $file (grep { m{^src/.*\.[ch]\z|^sql/(?:install|rollup)/} } @ARGV)
{
	my $name = basename($file);

	problem($file, 1, "has the name of $place{$name}") if $place{$name};
	$place{$name} = $file;
	check_file($file);
}
die "no file is of src/ and sql/\n" unless keys %place;
exit($problems ? 1 : 0);
