#!/usr/bin/env perl
#
# close.pl
#	  The names that are close to one that is not there.
#
# Usage: close.pl NAME CANDIDATE...
#
# Close is what has the name in it or differs in few letters; numbers at the
# beginning do not count.  Standard output is up to five of them in a line, the
# closest first, or all if none is close.

use strict;
use warnings FATAL => 'all';

use List::Util qw(min);

my ($name, @candidates) = map { lc } @ARGV;

# Letters to add, leave out or change, to make one word of another.
sub distance
{
	my ($from, $to) = @_;
	my @above = (0 .. length $to);

	for my $i (1 .. length $from)
	{
		my @row = ($i);
		for my $j (1 .. length $to)
		{
			my $differ = substr($from, $i - 1, 1) ne substr($to, $j - 1, 1);
			push @row, min($row[-1] + 1, $above[$j] + 1, $above[ $j - 1 ] + $differ);
		}
		@above = @row;
	}
	return $above[-1];
}

my %distance;
for my $candidate (@candidates)
{
	my ($word, $wanted) = map { s/^\d+_//r } $candidate, $name;

	$distance{$candidate} = index($word, $wanted) >= 0 ? 0 : distance($wanted, $word);
}
my @close = sort { $distance{$a} <=> $distance{$b} || $a cmp $b }
  grep { $distance{$_} <= length($name) / 2 } @candidates;
print join(' ', @close ? splice(@close, 0, 5) : @candidates), "\n";
