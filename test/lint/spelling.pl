#!/usr/bin/env perl
#
# spelling.pl
#	  The spelling of what people read: pages, comments, messages.
#
# Usage: spelling.pl WORDS FILE...
#
# The spelling is British, with -ise.  WORDS is the list of words that are right
# here and not in aspell's dictionary: one a line, sorted, a small first letter
# standing for both.  Names are left out: what has a digit, an underline, a
# slash, a dot or a capital inside, is in capitals throughout, or is marked as
# code.  Problems go to standard output, one a line, and make the exit status 1.
# A word of the list that no file uses any more is one.

use strict;
use warnings FATAL => 'all';
use open qw(:std :encoding(UTF-8));

use File::Temp;

my ($list, @files) = @ARGV;

sub content
{
	my ($file) = @_;

	open my $handle, '<', $file or die "$file: $!\n";
	local $/ = undef;
	return scalar <$handle>;
}

# Each of these takes out of a file what is prose, a piece at a time.
my $string = qr/"((?:[^"\\\n]|\\.)*)"/;
my $hash = qr/(?:^|[ \t])#+((?:[ \t].*)?)$/m;
my $dashes = qr/--((?:[ \t].*)?)$/m;
my $slashes = qr{//(.*)$}m;
my $block = qr{/\*(.*?)\*/}s;
my %prose = (
	page => qr/(.+)/s,
	c => qr/^#include.*|'(?:[^'\\]|\\.)'|$block|$string/m,
	slashes => qr/$block|$slashes/,
	sql => qr/$block|$dashes|^\\echo (.*)$|^COMMENT ON [^;]*? IS\s+'((?:[^']|'')*)'/m,
	hash => $hash);
my %kind = (
	md => 'page',
	c => 'c',
	h => 'c',
	java => 'slashes',
	js => 'slashes',
	mjs => 'slashes',
	sql => 'sql');

# What sort of file this is, by its name; by its first line, whether it is a
# script without one.
sub kind
{
	my ($file, $text) = @_;

	return $kind{$1} if $file =~ /\.(\w+)\z/ && $kind{$1};
	return 'hash'
	  if $text =~ /\A#/ || $file =~ /\.(?:sh|pl|pm|t|py|supp|control)\z/;
	return;
}

# Blank out what is code, with as many lines as before.
sub without_code
{
	my ($text, $kind) = @_;

	for ($text)
	{
		s/^```.*?^```$/"\n" x ($& =~ tr,\n,,)/gmse;
		s/`[^`]+`/"\n" x ($& =~ tr,\n,,)/ge;
		s/\]\([^)]*\)/]/g;
		s{\b\w+://\S+}{ }g;
		s/\*+//g if $kind eq 'page';
		s/%[-+.*\d]*l*[a-z]|\\[nt"]/ /g if $kind eq 'c';
	}
	return $text;
}

# The words of a text that are not names.
sub words
{
	my ($text) = @_;
	my @words;

	for my $token (split m{[^\w'’./\\\$@%&:=<>()\[\]{}*+~#-]+}, $text)
	{
		$token =~ s/\A[('\[{]+|[.:)'\]}]+\z//g;
		next if $token =~ m{[\d_./\\\$@%&:=<>()\[\]{}*+~#]|\A-};
		for my $word (split /-/, $token)
		{
			$word =~ s/['’]s\z//;
			push @words, $word
			  if length $word > 1 && $word !~ /.[[:upper:]]/ && $word !~ /[^[:alpha:]'’]/;
		}
	}
	return @words;
}

# Each word with the places where it is.
my %places;
for my $file (@files)
{
	my $text = content($file);
	my $kind = kind($file, $text) or next;

	$text = without_code($text, $kind) if $kind eq 'page';
	while ($text =~ /$prose{$kind}/g)
	{
		my ($i) = grep { defined $-[$_] && defined $+[$_] } 1 .. $#- or next;
		my $line = 1 + (substr($text, 0, $-[$i]) =~ tr/\n//);
		my $piece = substr $text, $-[$i], $+[$i] - $-[$i];

		for my $row (split /\n/, without_code($piece, $kind))
		{
			push @{ $places{$_} }, "$file:$line" for words($row);
			$line++;
		}
	}
}

# Words that aspell does not know.
my $input = File::Temp->new;
binmode $input, ':encoding(UTF-8)';
print $input map { "$_\n" } sort keys %places;
close $input or die "$!";
my @unknown = split /\n/,
  qx(aspell --home-dir=/nonexistent --lang=en_GB-ise --encoding=utf-8 list <"$input");
die "aspell failed\n" if $?;

my @listed = split /\n/, content($list);
my %listed = map { $_ => 1 } @listed;
my @problems;

for my $word (grep { !$listed{$_} && !$listed{ lcfirst $_ } } sort @unknown)
{
	push @problems, map { "$_: $word" } @{ $places{$word} };
}
push @problems, map { "$list: no file has $_" }
  grep { !$places{$_} && !$places{ ucfirst $_ } } @listed;
push @problems, "$list: not sorted, or a word is there twice"
  if join("\n", sort keys %listed) ne join("\n", @listed);

print map { "$_\n" } @problems;
exit(@problems ? 1 : 0);
