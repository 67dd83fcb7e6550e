# 051_upgrade.t
#	  ALTER EXTENSION UPDATE: an upgraded extension is the same as a fresh one,
#	  and what was stored before is read after.
#
# A private copy of the PostgreSQL installation also gets a version "next" and
# an upgrade script to it.  So there is something to upgrade to, and upgrade
# scripts with faults show that a difference is found.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use Cwd qw(abs_path);
use File::Basename qw(basename dirname);
use File::Copy qw(copy);
use File::Path qw(make_path);
use LifeCycle;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

# Link all that is in a directory from another one, which is made.
sub link_entries
{
	my ($from, $to) = @_;

	my @entries = glob "$from/*";

	@entries or die "nothing is in $from\n";
	make_path($to);
	for my $entry (@entries)
	{
		symlink $entry, "$to/" . basename($entry) or die "$entry: $!";
	}
	return;
}

# A copy of the installation that is as far from its root as the original is
# from what its directories have in common.  PostgreSQL finds its files from
# where the program is, if that is no link.  Result: the parent of bin and the
# directory of extensions, or nothing if PostgreSQL is built otherwise.
sub copy_installation
{
	my ($root) = @_;
	my ($bin, $lib, $share) = map { chomp(my $directory = `pg_config --$_`); "$directory/" } qw(bindir pkglibdir sharedir);
	my ($common) = "$bin\n$lib\n$share" =~ m{\A(/.*/).*\n\1.*\n\1.*\z} or return;
	my ($new_bin, $new_lib, $new_share) = map { "$root/" . substr $_, length $common } $bin, $lib, $share;

	make_path($new_bin);
	for my $program (qw(initdb pg_config pg_ctl postgres psql))
	{
		copy("$bin$program", "$new_bin$program") or die "$program: $!";
		chmod 0755, "$new_bin$program" or die "$program: $!";
	}
	link_entries($lib, $new_lib);
	link_entries($share, $new_share);
	unlink "${new_share}extension" or die "extension: $!";
	link_entries("${share}extension", "${new_share}extension");

	chomp(my $told = `${new_bin}pg_config --sharedir`);
	return basename($new_bin) eq 'bin' && "$told/" eq $new_share ? (dirname($new_bin), "${new_share}extension") : ();
}

my ($install_path, $extensions) = copy_installation(abs_path(PostgreSQL::Test::Utils::tempdir()))
  or plan skip_all => 'this PostgreSQL does not find its files when it is copied';
my $node = PostgreSQL::Test::Cluster->new('main', install_path => $install_path);

$node->init;
$node->start;
$node->safe_psql('postgres', slurp_file(tree() . '/test/lifecycle/catalogue.sql'));
my $current = $node->safe_psql('postgres', q{SELECT default_version FROM pg_available_extensions WHERE name = 'cx_metrics'});

# Scripts are those of cx_metrics, where no other extension is named.
sub write_script
{
	my ($versions, $sql, $extension) = @_;
	my $file = "$extensions/" . ($extension // 'cx_metrics') . "--$versions.sql";

	open my $handle, '>', $file or die "$file: $!";
	print $handle $sql;
	close $handle or die "$file: $!";
	return;
}

# What an installation says of itself, as made by these commands.
sub catalogue
{
	my ($extension, $commands) = @_;

	return split /\n/, $node->safe_psql('postgres', qq{BEGIN; $commands; SELECT * FROM catalogue('$extension') line ORDER BY line COLLATE "C"; ROLLBACK});
}

# What an update from one version to another leaves different from a fresh
# installation of the latter.
my %fresh;

sub difference_after_update
{
	my ($from, $to, $extension) = @_;

	$extension //= 'cx_metrics';
	my $create = "CREATE EXTENSION $extension CASCADE VERSION";
	$fresh{"$extension $to"} //= [ catalogue($extension, "$create '$to'") ];
	return difference($fresh{"$extension $to"}, [ catalogue($extension, "$create '$from'; ALTER EXTENSION $extension UPDATE TO '$to'") ]);
}

# What a version may bring: functions of all kinds, and changes of old ones.
my $news = <<'EOT';
CREATE FUNCTION cx_total(t cx_tally, other cx_tally DEFAULT '[0,10]{}') RETURNS bigint
	LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN cx_responses(t) + cx_responses(other);
COMMENT ON FUNCTION cx_total(cx_tally, cx_tally) IS 'number of responses of two tallies';
CREATE AGGREGATE cx_sum(t cx_tally) (SFUNC = cx_tally_merge, STYPE = cx_tally, SSPACE = 96, COMBINEFUNC = cx_tally_merge, PARALLEL = SAFE);
COMMENT ON AGGREGATE cx_sum(cx_tally) IS 'sum';
CREATE CAST (cx_tally AS bigint) WITH FUNCTION cx_responses(cx_tally);
COMMENT ON FUNCTION cx_value(cx_tally, cx_metric) IS 'changed';
EOT
my $fresh_script = slurp_file("$extensions/cx_metrics--$current.sql");

write_script('next', $fresh_script . $news);
write_script("$current--next", $news);

my $rollup_news = q{CREATE FUNCTION @extschema@.cx_count_rollup(rollup regclass) RETURNS bigint LANGUAGE sql STABLE
	SET search_path = pg_catalog, pg_temp RETURN 0; COMMENT ON FUNCTION @extschema@.cx_compact_rollup(rollup regclass) IS 'changed';};
write_script('next', slurp_file("$extensions/cx_rollup--$current.sql") . $rollup_news, 'cx_rollup');
write_script("$current--next", $rollup_news, 'cx_rollup');

# Every version leads to the newest, and every way there ends at the same.
for my $extension (qw(cx_metrics cx_rollup))
{
	is($node->safe_psql('postgres', "SELECT string_agg(source, ' ') FROM pg_extension_update_paths('$extension') WHERE target = 'next' AND path IS NULL
		AND source <> 'next'"),
		'', "$extension: each version can be updated to the newest");
	my @paths = split /\n/, $node->safe_psql('postgres',
		"SELECT source || ' ' || target FROM pg_extension_update_paths('$extension') WHERE path IS NOT NULL ORDER BY 1");
	ok((grep { $_ eq "$current next" } @paths), "$extension: there is a way from $current to the next version");
	for (@paths)
	{
		my ($from, $to) = split / /;

		is(difference_after_update($from, $to, $extension), '', "$extension: updated from $from to $to, everything is as in a fresh $to");
	}
}
write_script("$current--next", '', 'cx_rollup');
like(difference_after_update($current, 'next', 'cx_rollup'), qr/^missing: function .*cx_count_rollup/m,
	'a script of cx_rollup that forgets a function is found out');

# Faults of an upgrade script, and what must be told.
my @faults = (
	[   'forgets a function', $news =~ s/^(?:CREATE|COMMENT ON) FUNCTION cx_total[^;]*;\n//mgr,
		qr/^missing: function .*cx_total.* depends: e: extension cx_metrics$/m ],
	[ 'forgets a comment', $news =~ s/^COMMENT ON AGGREGATE.*\n//mr, qr/\Amissing: function .*cx_sum.* comment: 0: sum\n\z/ ],
	[ 'forgets a changed comment', $news =~ s/^COMMENT ON FUNCTION cx_value.*\n//mr, qr/^too much: function .*cx_value.* comment: 0: value of a metric$/m ],
	[ 'forgets parallel safety', $news =~ s/STRICT PARALLEL SAFE/STRICT/r, qr/^too much: .*cx_total.*"proparallel": "u"/m ],
	[ 'forgets strictness', $news =~ s/STRICT //r, qr/^too much: .*cx_total.*"proisstrict": "false"/m ],
	[ 'changes a default', $news =~ s/DEFAULT '\[0,10\]/DEFAULT '[1,5]/r, qr/^too much: .*cx_total.*DEFAULT '\[1,5\]/m ],
	[ 'changes a body', $news =~ s/RETURN cx_responses\(t\) \+/RETURN 0 +/r, qr/^too much: .*cx_total.*0 \+ /m ],
	[ 'forgets the combine function', $news =~ s/COMBINEFUNC = \w+, //r, qr/^too much: .*cx_sum.*"aggcombinefn": null/m ],
	[ 'forgets the size of a state', $news =~ s/SSPACE = 96, //r, qr/^too much: .*"aggtransspace": "0"/m ],
	[ 'makes a cast implicit', $news =~ s/(WITH FUNCTION.*);/$1 AS IMPLICIT;/r, qr/^too much: cast from .*"castcontext": "i"/m ],
	[ 'makes no member of a function', "$news ALTER EXTENSION cx_metrics DROP FUNCTION cx_total(cx_tally, cx_tally);",
		qr/^missing: .*cx_total.* depends: e: extension cx_metrics$/m ],
	[ 'changes privileges', "$news REVOKE EXECUTE ON FUNCTION cx_value(cx_tally, cx_metric) FROM PUBLIC;", qr/^too much: .*cx_value.* privileges: 0: e: /m ],
	[ 'changes a cost', "$news ALTER FUNCTION cx_value(cx_tally, cx_metric) COST 2;", qr/^too much: .*cx_value.*"procost": "2"/m ],
	[ 'changes an operator', "$news ALTER OPERATOR = (cx_tally, cx_tally) SET (RESTRICT = NONE);", qr/^too much: operator .*"oprrest": null/m ],
	[ 'changes the storage of a type', "$news ALTER TYPE cx_tally SET (STORAGE = external);", qr/^too much: type .*"typstorage": "e"/m ],
	[ 'adds a column to a row', "$news ALTER TYPE cx_scorecard_row ADD ATTRIBUTE note text;", qr/^too much: .*cx_scorecard_row.*note/m ],
	[   'changes the order of columns',
		"$news ALTER TYPE cx_scorecard_row DROP ATTRIBUTE margin; ALTER TYPE cx_scorecard_row ADD ATTRIBUTE margin double precision;",
		qr/^too much: .*cx_scorecard_row.*"attnum": "6", "attname": "margin"/m ],
	[   'forgets a column\'s type', "$news ALTER TYPE cx_target_row ALTER ATTRIBUTE verdict TYPE varchar;",
		qr/^too much: .*cx_target_row.*verdict.*varying/m ],
	[   'adds to an operator family', "$news ALTER OPERATOR FAMILY cx_tally_ops USING btree ADD FUNCTION 4 (cx_tally) btequalimage(oid);",
		qr/^too much: function 4 .*operator family .*cx_tally_ops/m ]);

for (@faults)
{
	my ($fault, $script, $told) = @$_;

	write_script("$current--next", $script);
	like(difference_after_update($current, 'next'), $told, "an upgrade script that $fault is found out");
}

# What was stored before is read after.  The owner of the database may update.
write_script("$current--next", $news);
make_objects($node, 'kept');
my $before = fingerprint($node, 'kept');
my ($status, $out, $err) = $node->psql('kept', 'ALTER EXTENSION cx_metrics UPDATE', extra_params => [ '-U', 'owner' ]);
is("$status $out", '0 ', 'an update where nothing is new does nothing');
like($err, qr/NOTICE: .*version "\Q$current\E" of extension "cx_metrics" is already installed/, 'and says so');
$node->safe_psql('kept', q{CREATE ROLE guest LOGIN});
($status, $out, $err) = $node->psql('kept', q{ALTER EXTENSION cx_metrics UPDATE TO 'next'}, extra_params => [ '-U', 'guest' ]);
like($err, qr/must be owner of extension cx_metrics/, 'only the owner of the extension may update');
$node->safe_psql('kept', q{ALTER EXTENSION cx_metrics UPDATE TO 'next'}, extra_params => [ '-U', 'owner' ]);
is($node->safe_psql('kept', q{SELECT extversion FROM pg_extension WHERE extname = 'cx_metrics'}), 'next', 'and may');
works_as_before($node, 'kept', $before, 'updated');
is($node->safe_psql('kept', q{SELECT cx.cx_total(tally) FROM kept WHERE way = 'working'}), '11', 'new functions read old tallies');

$node->stop;
done_testing();
