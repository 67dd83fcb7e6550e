# 055_versions.t
#	  The files that name the version name the same one, as does the library; the
#	  installed scripts are what their topics say, every older version can be
#	  updated to them, and what was released stays as it is.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use Cwd qw(abs_path);
use Digest::SHA qw(sha256_hex);
use File::Basename qw(basename);
use PostgreSQL::Test::Utils;
use Test::More;

# META.json, the control files, CHANGELOG.md and debian/changelog.
my ($named, $problems) = run_command([ 'perl', tree() . '/test/tools/meta.pl', tree() ]);
is($problems, '', 'META.json agrees with the tree');
my ($release, $date) = slurp_file(tree() . '/CHANGELOG.md') =~ /^## \[(.+?)\] - (\S+)$/m;
is($named, "cx_metrics-$release", 'CHANGELOG.md begins with the newest release');
like($date, qr/^(?:unreleased|\d{4}-\d\d-\d\d)$/, 'it has a date');
like(slurp_file(tree() . '/META.json'), $date eq 'unreleased' ? qr/"release_status": "unstable"/ : qr/"release_status": "stable"/,
	'META.json says whether it is released');

# It says where maintainer and project are found, in the forms of PGXN.
my $meta = slurp_file(tree() . '/META.json') =~ s/"resources": .*?\n {3}\},\n//sr;
my $resources = '"resources": {"homepage": "https://a.b", "bugtracker": {"web": "https://a.b/c"}, "repository": {"url": "https://a.b/d", "type": "git"}},';
my %meta_faults = (
	'its resources are right' => [ $meta =~ s/(?="tags")/$resources/r, '' ],
	'its homepage is no link' => [ $meta =~ s/(?="tags")/$resources =~ s{https:}{}r/er, 'META.json: the resource homepage is not as it should be' ],
	'its repository has another field' =>
	  [ $meta =~ s/(?="tags")/$resources =~ s{type}{kind}r/er, 'META.json: the resource repository kind is not as it should be' ],
	'its maintainer has no address' => [ $meta =~ s/( <[^<>"]+>)(?=",)//r, qr/maintainer is not of the form .*\nMETA.json: maintainer is not that of debian/ ]);
for my $fault (sort keys %meta_faults)
{
	my ($text, $told) = @{ $meta_faults{$fault} };
	my $tree = PostgreSQL::Test::Utils::tempdir();

	symlink $_, "$tree/" . basename($_) or die "$_: $!" for grep { !/META\.json$/ } map { abs_path($_) } tree_files('*');
	append_to_file("$tree/META.json", $text);
	my (undef, $wrong) = run_command([ 'perl', tree() . '/test/tools/meta.pl', $tree ]);
	like($wrong, ref $told ? $told : qr/\A\Q$told\E\z/, "META.json: $fault");
}

my ($unreleased) = slurp_file(tree() . '/Makefile') =~ /^UNRELEASED =[ ]?(.*)$/m;
my %topics = (cx_metrics => 'sql/install', cx_rollup => 'sql/rollup');
for my $extension (sort keys %topics)
{
	# A script is of one version, or leads from one to another.
	my ($newest) = slurp_file(tree() . "/$extension.control") =~ /^default_version = '(.+)'$/m;
	my @scripts = map { basename($_) =~ /^\w+?--(.+)\.sql$/ } tree_files("sql/$extension--*.sql");
	my %leads = ($newest => 1);
	ok((grep { $_ eq $newest } @scripts), "$extension: there is a script of $newest");
	for (@scripts)
	{
		$leads{ s/--.*//r } = 1 for grep { /--(.+)$/ && $leads{$1} } @scripts;
	}
	is(join(' ', grep { !$leads{ s/--.*//r } } @scripts), '', "$extension: every version can be updated to $newest");

	# It is joined from the topics.  Once a release of the version has a date, the
	# script is committed and frozen: make joins none, and the topics wait for the
	# next version to change.
	my @released = slurp_file(tree() . '/CHANGELOG.md') =~ /^## \[\Q$newest\E\.\d+\] - \d/mg;
	is($unreleased, @released ? '' : $newest,
		"$extension: " . (@released ? 'Makefile joins no script, as it is released' : 'Makefile joins the script, as it is not released'));
	ok(slurp_file(tree() . "/sql/$extension--$newest.sql") eq join('', map { slurp_file($_) } tree_files("$topics{$extension}/*.sql")),
		"$extension: the script is that of the topics");
}

# What is wrong with the released scripts of a tree.
sub wrong_with_released
{
	my ($tree) = @_;

	return (run_command([ 'perl', tree() . '/test/tools/released.pl', $tree ]))[1];
}
is(wrong_with_released(tree()), '', 'the scripts of released versions are as they were released');

# There may be none yet; so the same of trees that have some, and faults.
my %sound = (
	'cx_metrics--1.0.sql' => '1', 'cx_metrics--1.0--1.1.sql' => '0.1', 'cx_metrics--1.1.sql' => '1.1',
	'cx_metrics--1.1--1.2.sql' => '0.2', 'cx_metrics--1.2.sql' => '1.2',
	'cx_rollup--1.0.sql' => '3', 'cx_rollup--1.0--1.1.sql' => '3.1', 'cx_rollup--1.1.sql' => '4');
my @recorded = grep { !/1\.2/ } sort keys %sound;

# Those that are recorded, but for one.
sub without
{
	my ($script) = @_;

	return [ grep { $_ ne $script } @recorded ];
}
my %faults = (
	'nothing is wrong' => [ \@recorded, {}, '' ],
	'its own script is changed' => [ \@recorded, { 'cx_metrics--1.0.sql' => '2' }, 'sql/cx_metrics--1.0.sql is not as it was released' ],
	'the script that leads to it is changed' =>
	  [ \@recorded, { 'cx_metrics--1.0--1.1.sql' => '2' }, 'sql/cx_metrics--1.0--1.1.sql is not as it was released' ],
	'a script is gone' => [ \@recorded, { 'cx_metrics--1.0--1.1.sql' => undef }, 'sql/cx_metrics--1.0--1.1.sql is not there, and was released' ],
	'a sum is forgotten' => [ without('cx_metrics--1.0--1.1.sql'), {}, 'sql/cx_metrics--1.0--1.1.sql is released, and not in sql/released.sha256' ],
	'script and sum are forgotten' =>
	  [ without('cx_metrics--1.1.sql'), { 'cx_metrics--1.1.sql' => undef }, 'sql/cx_metrics--1.1.sql is not there, and its version is released' ],
	'those of the other extension are forgotten' =>
	  [ without('cx_rollup--1.1.sql'), { 'cx_rollup--1.1.sql' => undef }, 'sql/cx_rollup--1.1.sql is not there, and its version is released' ],
	'a sum comes too early' =>
	  [ [ @recorded, 'cx_metrics--1.2.sql' ], {}, 'sql/cx_metrics--1.2.sql is in sql/released.sha256, and its version is not released' ]);
for my $fault (sort keys %faults)
{
	my ($sums, $changes, $told) = @{ $faults{$fault} };
	my $tree = PostgreSQL::Test::Utils::tempdir();
	my %scripts = (%sound, %$changes);

	mkdir "$tree/sql" or die "$tree: $!";
	append_to_file("$tree/CHANGELOG.md", "## [1.2.0] - unreleased\n\n## [1.1.0] - 2027-02-01\n\n## [1.0.1] - 2027-01-01\n\n## [1.0.0] - 2026-12-01\n");
	append_to_file("$tree/$_.control", '') for sort keys %topics;
	append_to_file("$tree/sql/$_", $scripts{$_}) for grep { defined $scripts{$_} } keys %scripts;
	append_to_file("$tree/sql/released.sha256", join '', "# sums\n", map { sha256_hex($sound{$_}) . "  sql/$_\n" } @$sums);
	is(wrong_with_released($tree), $told, "of a released version: $fault");
}

# The library tells the release.
my $node = setup_node();
SKIP:
{
	skip 'before PostgreSQL 18 a library has no version', 1 if $node->pg_version < 18;
	is($node->safe_psql('postgres', q{LOAD 'cx_metrics'; SELECT module_name || '-' || version FROM pg_get_loaded_modules() WHERE file_name ~ '^cx_metrics'}),
		$named, 'the library is of this release');
}
$node->stop;

done_testing();
