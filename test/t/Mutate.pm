# Mutate.pm
#	  Random changes of valid values: of their texts, and of their bytes.
#
# What comes out depends on srand alone.

package Mutate;

use strict;
use warnings FATAL => 'all';

use Exporter qw(import);
use List::Util qw(min);

our @EXPORT = qw(@numbers %valid pick mutate_text mutate_bytes binary_copy);

# Numbers at the ends of ranges, and texts that are no numbers.
our @numbers = qw(0 -0 1 -1 2 7 10 11 101 127 128 1000 1001 -1000 -1001 2147483647 2147483648 -2147483648 9007199254740991
  9007199254740992 9007199254740993 9223372036854775807 9223372036854775808 -9223372036854775808 99999999999999999999999
  0.5 1.5 -0.0 1e0 1e15 1.1e15 1e100 1e200 1e308 1e309 1e-100 1e-200 1e-308 5e-324 1e-400 NaN Infinity -Infinity inf 0x10 1_000 +1 ++1 . e 1e);

# Texts of values of each type.
our %valid = (
	cx_tally => [ '[0,10]{0,0,1,0,0,2,1,8,12,20,41}', '[1,5]{1.5,0,0,2,3.5}{1.25,0,0,2,6.25}5', '[0,10]{}', '[-3,3]{1,2,3,4,3,2,1}', '[0,1]{0,0}{0,0}3',
		'[-1000,-999]{9007199254740992,1}', '[0,1]{1e100,1e-100}{1e200,1e-200}2', '[-50,50]{' . join(',', 0 .. 100) . '}' ],
	cx_metric => [ 'nps', 'csat', 'ces', 'mean', 'index', 'top 2', 'bottom 3', 'net 2 7', 'values {1,2,3}', 'values {-1e15,0.1,1e15,7,8,9,10,11,12,13,14}' ],
	cx_moments => [ '[1]3{3,3}{3,2.5,0.75}{8,-4,18.5,-2,2.5,0.5}', '[1]2{2,2}{2,4,1}{2,4,8,0,0,0}',
		'[2]7{5.5,4.5}{10.25,0.5,0.25,0.75,1}{100,20,9,-3,1,5,2,1,0.5,1,0,0,0,0,0}', '[3]0{}',
		'[1]5{0,0}{0,0,0}{0,0,0,0,0,0}' ],
	cx_range => [ '[31.2,44.9]', '(1,2)', 'empty', '[,5]', '[-1e308,1e308]', '(,)', '[0.1,0.1]' ]);

sub pick
{
	return $_[ int rand @_ ];
}

# One to three changes of a text's tokens: numbers, words and punctuation.
sub mutate_text
{
	my ($text) = @_;
	my @tokens = $text =~ /(-?[\d.]+(?:e[-+]?\d+)?|[a-z]+|.)/gs;

	for (1 .. pick(1, 1, 1, 2, 3))
	{
		my $at = int rand @tokens;

		# Numbers change more often than the rest.
		my $number = sub { my @places = grep { $tokens[$_] =~ /\d/ } 0 .. $#tokens; $tokens[ @places ? pick(@places) : $at ] = pick(@numbers) };
		pick(
			($number) x 6,
			sub { splice @tokens, $at, 1 },
			sub { splice @tokens, $at, 0, $tokens[$at] },
			sub { splice @tokens, $at, 0, pick(' ', "\t", "\n", ',', '{', '}', '[', ']', '(', '-', '"', '\\', "\x01", "\xe9", "\xa0", '{}', ',,', '0,0') },
			sub { @tokens[ $at, -1 ] = @tokens[ -1, $at ] },
			sub { $#tokens = $at },
			sub { splice @tokens, $at, 0, (pick(@numbers), ',') x pick(1, 2, 5, 102) },
			sub { $tokens[$at] = uc $tokens[$at] },
			sub { $tokens[$at] x= 2 })->();
		@tokens = ('') unless @tokens;
	}
	return join '', @tokens;
}

# Bytes of numbers where they hurt: integers and doubles in network order.
my @bytes = map { pack 'H*', $_ } qw(00 01 02 7f 80 ff 0000 ffff 7fff 8000 03e8 03e9 fc18 fc17 0000000000000000 0020000000000000 0020000000000001
  7fffffffffffffff 8000000000000000 ffffffffffffffff 7ff0000000000000 fff0000000000000 7ff8000000000000 3ff0000000000000
  0000000000000001 7fefffffffffffff 54b249ad2594c37d);

# One to three changes of bytes.
sub mutate_bytes
{
	my ($bytes) = @_;

	for (1 .. pick(1, 1, 1, 2, 3))
	{
		my $length = length $bytes;
		my $at = int rand($length + 1);
		my $with = pick(@bytes);

		# The fields begin at these bytes, and change more often than the rest.
		my $field = min(pick(0, 1, 2, 4, 6, 6, 14, 14, 22, 30, 38), $length);
		pick(
			(sub { substr $bytes, $field, min(length $with, $length - $field), $with }) x 6,
			sub { substr $bytes, $at, min(length $with, $length - $at), $with },
			sub { substr $bytes, $at, 1, '' if $at < $length },
			sub { substr $bytes, $at, 0, $with },
			sub { $bytes = substr $bytes, 0, $at },
			sub { $bytes .= $with },
			sub { substr $bytes, $at, 1, chr int rand 256 if $at < $length })->();
	}
	return $bytes;
}

# The binary COPY of one row of one column; its length may lie.
sub binary_copy
{
	my ($bytes) = @_;
	my $length = length($bytes) + pick((0) x 20, 1, -1, 1000, -2);

	return "PGCOPY\n\xff\r\n\0" . pack('NNnN', 0, 0, 1, $length & 0xffffffff) . $bytes . pack('n', 0xffff);
}

1;
