# 055_versions.t
#	  The files that name the version name the same one, and every older version
#	  can be updated to it.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use File::Basename qw(basename);
use PostgreSQL::Test::Utils;
use Test::More;

# META.json, cx_metrics.control, CHANGELOG.md and debian/changelog.
my ($named, $problems) = run_command([ 'perl', tree() . '/test/tools/meta.pl', tree() ]);
is($problems, '', 'META.json agrees with the tree');
my ($release, $date) = slurp_file(tree() . '/CHANGELOG.md') =~ /^## \[(.+?)\] - (\S+)$/m;
is($named, "cx_metrics-$release", 'CHANGELOG.md begins with the newest release');
like($date, qr/^(?:unreleased|\d{4}-\d\d-\d\d)$/, 'it has a date');
like(slurp_file(tree() . '/META.json'), $date eq 'unreleased' ? qr/"release_status": "unstable"/ : qr/"release_status": "stable"/, 'META.json says whether it is released');

# A script is of one version, or leads from one to another.
my ($newest) = slurp_file(tree() . '/cx_metrics.control') =~ /^default_version = '(.+)'$/m;
my @scripts = map { basename($_) =~ /^cx_metrics--(.+)\.sql$/ } glob tree() . '/sql/*.sql';
my %leads = ($newest => 1);
for (@scripts)
{
	$leads{ s/--.*//r } = 1 for grep { /--(.+)$/ && $leads{$1} } @scripts;
}
is(join(' ', grep { !$leads{ s/--.*//r } } @scripts), '', "every version can be updated to $newest");

done_testing();
