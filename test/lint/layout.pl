#!/usr/bin/env perl
#
# layout.pl
#	  The layout of files, as .editorconfig has it: encoding, ends of lines,
#	  white space, length of lines.
#
# Usage: layout.pl FILE...
#
# Problems go to standard output, one a line, and make the exit status 1.

use strict;
use warnings FATAL => 'all';
use open qw(:std :encoding(UTF-8));

use Cwd qw(abs_path);
use Encode qw(decode);

my %given = map { abs_path($_) => $_ } @ARGV;
my @files = sort keys %given;
my $problems = 0;

sub problem
{
	my ($file, $line, $problem) = @_;

	print "$given{$file}:$line: $problem\n";
	$problems++;
	return;
}

# The settings of each file: the program editorconfig prints a file's name in
# brackets, unless it is the only one, then its settings as key=value.
sub settings
{
	my %settings;
	my $file = $files[0];

	open my $output, '-|', 'editorconfig', @files or die "editorconfig: $!\n";
	while (my $line = <$output>)
	{
		chomp $line;
		$file = $1 if $line =~ /^\[(.*)\]$/;
		$settings{$file}{$1} = $2 if $line =~ /^(\w+)=(.*)$/;
	}
	close $output or die "editorconfig failed\n";
	return %settings;
}

# What counts for the length of a line of a page: not what cannot be broken,
# such as code, tables and pictures.
sub breakable
{
	my ($line) = @_;

	return '' if $line =~ /^\||^!\[/;
	$line =~ s/`[^`]*`/`/g;
	return $line;
}

sub check_line
{
	my ($file, $number, $line, $set) = @_;
	my $width = $set->{tab_width} // 4;
	my $style = $set->{indent_style} // '';

	problem($file, $number, 'white space at the end')
	  if $set->{trim_trailing_whitespace} eq 'true' && $line =~ /[ \t]\z/;
	problem($file, $number, 'spaces before a tab') if $line =~ /\A\t* +\t/;
	problem($file, $number, 'indented with spaces')
	  if $style eq 'tab' && $line =~ /\A\t* {$width}/;
	problem($file, $number, 'indented with tabs')
	  if $style eq 'space' && $line =~ /\A *\t/;
	return;
}

# All lines, but in pages those of code.
sub check_lengths
{
	my ($file, $lines, $most) = @_;
	my $page = $file =~ /\.md\z/;
	my $code = 0;

	for my $i (0 .. $#$lines)
	{
		$code = !$code if $page && $lines->[$i] =~ /^```/;
		problem($file, $i + 1, "longer than $most characters")
		  if !$code && length($page ? breakable($lines->[$i]) : $lines->[$i]) > $most;
	}
	return;
}

sub check_file
{
	my ($file, $set) = @_;

	open my $handle, '<:raw', $file or die "$file: $!\n";
	my $text = do { local $/ = undef; <$handle> }
	  // '';
	close $handle or die "$file: $!\n";

	$text = eval { decode($set->{charset}, $text, Encode::FB_CROAK) }
	  // return problem($file, 1, "not in $set->{charset}");
	my @lines = split /\n/, $text, -1;

	problem($file, 1, 'a line that ends with a carriage return')
	  if $set->{end_of_line} eq 'lf' && $text =~ /\r/;
	problem($file, scalar @lines, 'no line end, or an empty line, at the end')
	  if $set->{insert_final_newline} eq 'true' && $text !~ /(?:\A|[^\n]\n)\z/;
	check_line($file, $_ + 1, $lines[$_], $set) for 0 .. $#lines;
	check_lengths($file, \@lines, $set->{max_line_length})
	  if $set->{max_line_length};
	return;
}

my %settings = settings();
check_file($_, $settings{$_}) for @files;
exit($problems ? 1 : 0);
