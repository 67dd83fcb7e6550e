# 055_versions.t
#	  The files that name the version name the same one.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use File::Basename qw(basename);
use JSON::PP qw(decode_json);
use PostgreSQL::Test::Utils;
use Test::More;

my $meta = decode_json(slurp_file(tree() . '/META.json'));
my $provided = $meta->{provides}{cx_metrics};
my ($default) = slurp_file(tree() . '/cx_metrics.control') =~ /^default_version = '([\d.]+)'$/m;
my ($release, $date) = slurp_file(tree() . '/CHANGELOG.md') =~ /^## \[(.+?)\] - (\S+)$/m;
my %scripts = map { basename($_) =~ /^cx_metrics--(.+)\.sql$/; $1 => 1 } glob tree() . '/sql/*.sql';

# A release that changes no SQL object keeps the extension's version, and has
# another third number.
like($release, qr/^\d+\.\d+\.\d+$/, 'CHANGELOG.md begins with the newest release');
is($release =~ s/\.\d+$//r, $default, 'cx_metrics.control names its first two numbers');
is($meta->{version}, $release, 'META.json names it');
is($provided->{version}, $release, 'META.json names it as the version of what is provided');
is($provided->{file}, "sql/cx_metrics--$default.sql", 'META.json names its script');
is($meta->{release_status}, $date eq 'unreleased' ? 'unstable' : 'stable', 'META.json and CHANGELOG.md agree on whether it is released');
like($date, qr/^(?:unreleased|\d{4}-\d\d-\d\d)$/, 'a release has a date');

# Scripts: the whole of the newest version, and a way to it from each older one.
ok($scripts{$default}, 'there is a script of the newest version');
my %leads = ($default => 1);
for (1 .. keys %scripts)
{
	my %more = map { /^(.+)--(.+)$/ && $leads{$2} ? ($1 => 1) : () } keys %scripts;

	%leads = (%leads, %more);
}
is(join(' ', sort grep { !$leads{ s/--.*//r } } keys %scripts), '', 'every script leads to the newest version');

done_testing();
