#!/usr/bin/env perl
#
# links.pl
#	  The form of links to the internet: whether they lead somewhere is not
#	  asked, for that takes a network.
#
# Usage: links.pl FILE...
#
# A link is in https, names a host, ends where it should, and is written in one
# way in the whole tree.  Links within the tree are checked in
# test/t/030_docs.t.  Problems go to standard output, one a line, and make the
# exit status 1.

use strict;
use warnings FATAL => 'all';

# A name of an XML namespace only looks like a link.  The end of a sentence is
# not part of a link, unless the link is in brackets.
my $found = qr{\b(?!http:/{2}www\.w3\.org/)((?:https?|ftp)://(?:(?![.,;:]+(?:\s|\z))[^\s<>()\[\]"'`\\])*)};
my $form = qr{\Ahttps://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[/?#].*)?(?<![.,;:!?*_-])\z}s;
my @problems;
my %written;

while (my $line = <>)
{
	while ($line =~ /$found/g)
	{
		my $link = $1;
		my $page = $link =~ s/#.*//r;
		my $same = lc $page =~ s{\A\w+://(?:www\.)?}{}r =~ s{(?:index\.html?)?/?\z}{}r;

		push @problems, "$ARGV:$.: not a link as it should be: $link\n" if $link !~ $form;
		$written{$same}{$page} //= "$ARGV:$.";
	}
	close ARGV if eof;
}
for my $ways (grep { keys %$_ > 1 } values %written)
{
	push @problems, map { "$ways->{$_}: the same page is written in another way too: $_\n" } sort keys %$ways;
}
print @problems;
exit(@problems ? 1 : 0);
