#!/usr/bin/env perl
#
# meta.pl
#	  Check META.json: that it keeps to the PGXN Meta Spec 1.0.0 as far as the
#	  file uses it, and that the tree has what it says.
#
# Usage: meta.pl TREE
#
# Standard output is the distribution's name and version, as NAME-VERSION.
# Problems go to standard error, one a line, and make the exit status 1.

use strict;
use warnings FATAL => 'all';

use JSON::PP;

my ($tree) = @ARGV;
my $semver = qr/\A(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}(?:-[0-9A-Za-z-]+)?\z/;
my $meta = decode_json(content('META.json'));
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

	return if $holds;
	warn "META.json: $problem\n";
	$problems++;
	return;
}

sub check_fields
{
	for my $field (qw(name abstract version maintainer license provides meta-spec))
	{
		demand("the field $field is missing", exists $meta->{$field});
	}
	exit 1 if $problems;

	demand('meta-spec is not 1.0.0', ($meta->{'meta-spec'}{version} // '') eq '1.0.0');
	demand('version is not of the form 1.2.3', $meta->{version} =~ $semver);
	demand('name is not a term', $meta->{name} =~ m{\A[^\s/\\[:cntrl:]]{2,}\z});
	demand('license is not that of LICENSE', $meta->{license} eq 'postgresql');
	demand('release_status is not a status', ($meta->{release_status} // 'stable') =~ /\A(?:stable|testing|unstable)\z/);
	demand('maintainer is not of the form "name <address>"', $meta->{maintainer} =~ /\A[^<>@]+ <[^\s<>@]+@[^\s<>@]+\.[^\s<>@]+>\z/);
	for my $tag (@{ $meta->{tags} })
	{
		demand("the tag $tag is not a term", $tag =~ m{\A[^/\\[:cntrl:]]{2,255}\z});
	}
	return;
}

sub check_extension
{
	my ($name, $extension) = @_;
	my ($default) = content("$name.control") =~ /^default_version = '(.*)'$/m;

	demand("the version of $name is not of the form 1.2.3", $extension->{version} =~ $semver);
	demand("the version of $name is not that of $name.control", $extension->{version} =~ /\A\Q$default\E\./);
	demand("the file of $name is not the script of $name.control", $extension->{file} eq "sql/$name--$default.sql");
	demand("the $_ of $name is not there", -f "$tree/$extension->{$_}") for qw(file docfile);
	return;
}

# Where the project is found, as far as it is told.
sub check_resources
{
	my $resources = $meta->{resources} // {};
	my %forms = (
		homepage => qr{\Ahttps://\S+\z}, 'bugtracker web' => qr{\Ahttps://\S+\z}, 'bugtracker mailto' => qr{\A[^\s@]+@[^\s@]+\z},
		'repository url' => qr{\A(?:https|git)://\S+\z}, 'repository web' => qr{\Ahttps://\S+\z}, 'repository type' => qr{\Agit\z});

	for my $name (sort keys %$resources)
	{
		my $resource = $resources->{$name};
		my %values = ref $resource ? map { ("$name $_" => $resource->{$_}) } keys %$resource : ($name => $resource);

		demand("the resource $_ is not as it should be", $forms{$_} && $values{$_} =~ $forms{$_}) for sort keys %values;
	}
	return;
}

# The maintainer is told to two kinds of readers.
sub check_maintainer
{
	my ($debian) = content('debian/control') =~ /^Maintainer: (.*)$/m;

	demand("maintainer is not that of debian/control, $debian", $meta->{maintainer} eq $debian);
	return;
}

# One version is in four files, since each has readers that know only it.
sub check_version
{
	my $version = quotemeta $meta->{version};

	demand('CHANGELOG.md does not have the version', content('CHANGELOG.md') =~ /^## \[$version\]/m);
	demand('debian/changelog does not begin with the version', content('debian/changelog') =~ /\A\S+ \($version-/);
	demand('rpm/cx_metrics.spec does not have the version', content('rpm/cx_metrics.spec') =~ /^Version: +$version$/m);
	return;
}

check_fields();
check_extension($_, $meta->{provides}{$_}) for sort keys %{ $meta->{provides} };
check_version();
check_resources();
check_maintainer();
demand('no version of PostgreSQL is required', ($meta->{prereqs}{runtime}{requires}{PostgreSQL} // '') =~ $semver);

exit 1 if $problems;
print "$meta->{name}-$meta->{version}\n";
