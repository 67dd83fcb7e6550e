# 055_versions.t
#	  The files that name the version name the same one, as does the library; the
#	  installed scripts are what their topics say, and every older version can be
#	  updated to them.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
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

# The library tells the release.
my $node = setup_node();
SKIP:
{
	skip 'before PostgreSQL 18 a library has no version', 1 if $node->pg_version < 18;
	is($node->safe_psql('postgres', q{SELECT module_name || '-' || version FROM pg_get_loaded_modules() WHERE file_name ~ '^cx_metrics'}),
		$named, 'the library is of this release');
}
$node->stop;

done_testing();
