#!/usr/bin/env perl
#
# messages.pl
#	  Error messages are whole, so that their text can be searched for.
#
# Usage: messages.pl FILE...
#
# A message is one literal, whose constant part has two words or more.  So is its
# detail, of which one word is enough.  Problems go to standard output, one a
# line, and make the exit status 1.

use strict;
use warnings FATAL => 'all';

# Words that the constant part has at least.
my %least = (msg => 2, detail => 1);
my $literal = qr/"((?:[^"\\]|\\.)*)"/;
my ($messages, $problems) = (0, 0);

sub problem
{
	my ($file, $line, $problem) = @_;

	print "$file:$line: $problem\n";
	$problems++;
	return;
}

# What is wrong with what stands behind errmsg( or errdetail(?
sub wrong
{
	my ($kind, $arguments) = @_;

	my ($text, $next) = $arguments =~ /\A\s*$literal\s*(.)/s
	  or return "err$kind without a literal";
	return "the literal of err$kind is joined of several" if $next !~ /[,)]/;
	my @words = $text =~ s/%[-+ #.*\d]*(?:ll|[hlz])?[a-zA-Z]|\\./ /gr =~ /[[:alpha:]]{2,}/g;
	return "the constant part of err$kind has fewer words than $least{$kind}" if @words < $least{$kind};
	return;
}

for my $file (grep { /\.[ch]\z/ } @ARGV)
{
	open my $handle, '<', $file or die "$file: $!\n";
	my $text = do { local $/ = undef; <$handle> };
	close $handle or die "$file: $!\n";

	while ($text =~ /\berr(msg|detail)(?:_internal|_plural)?\(/g)
	{
		my $wrong = wrong($1, substr $text, $+[0]);
		problem($file, 1 + (substr($text, 0, $-[0]) =~ tr/\n//), $wrong) if $wrong;
		$messages++;
	}
}
die "there is no message\n" unless $messages;
exit($problems ? 1 : 0);
