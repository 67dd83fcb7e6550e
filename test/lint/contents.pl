#!/usr/bin/env perl
#
# contents.pl
#	  What each file says at its beginning, and what none says.
#
# Usage: contents.pl FILE...
#
# A source, script or test begins with a comment that has its name, for it is
# read in many places, and its subject; one that pg_regress or PostgreSQL reads
# has the subject alone.  No file has marks of work that is not done, or the
# directories of somebody's machine.  Problems go to standard output, one a
# line, and make the exit status 1.

use strict;
use warnings FATAL => 'all';

use File::Basename qw(basename);

my $problems = 0;
my $named = qr/\.(?:c|h|java|js|pl|pm|py|sh|t)\z/;

# Each is written in a way that it does not find itself.
my %unwanted = (
	'a mark of work to be done' => qr/\b(?:TO[D]O|FIX[M]E|XX[X]|HAC[K])\b/,
	'a directory of somebody\'s machine' => qr{(?<![\w.\$\}])/(?:home|root|Users|work)/\w},
	'a mark of a merge' => qr/^(?:<{7}|>{7}|={7})(?: |$)/m);

sub problem
{
	my ($file, $problem) = @_;

	print "$file: $problem\n";
	$problems++;
	return;
}

# The lines of the comment that a file begins with, bare.
sub first_comment
{
	my ($text) = @_;
	my @lines;

	for my $line (split /\n/, $text =~ s/\A#!.*\n//r)
	{
		last if $line !~ m{^(?:/\*|//| \*|--|#)(.*)};
		my $words = $1 =~ s{\*/.*|^[-*]+$}{}r;
		push @lines, $words if $words =~ /\w/ && $words !~ /^\s*shellcheck /;
	}
	return @lines;
}

for my $file (@ARGV)
{
	open my $handle, '<', $file or die "$file: $!\n";
	my $text = do { local $/ = undef; <$handle> };
	close $handle or die "$file: $!\n";

	my @comment = first_comment($text);
	if ($file =~ m{^(?:src|test)/} && $file =~ $named)
	{
		my $name = basename($file);

		problem($file, 'does not begin with its name and its subject')
		  if @comment < 2 || $comment[0] !~ /^\s*\Q$name\E$/ || $comment[1] !~ /^\t/;
	}
	elsif ($file =~ m{^(?:sql|test)/.*\.sql\z})
	{
		problem($file, 'does not begin with a comment') if !@comment;
	}
	for my $what (sort keys %unwanted)
	{
		problem($file . ':' . (1 + (substr($text, 0, $-[0]) =~ tr/\n//)), $what)
		  while $text =~ /$unwanted{$what}/g;
	}
}
exit($problems ? 1 : 0);
