# 030_docs.t
#	  The pages README.md and doc/*.md: every example in them runs and prints
#	  what the page says.
#
# A fenced block "sql" is run by psql.  A block "text" right behind it is all
# that psql prints for it, errors among it; without one it must print nothing.
# A page is one session in a database of its own, from its first block to its
# last, started in the top directory of the tree, so that "\i examples/..."
# works.  White space at the end of lines does not count, and the LINE and
# caret of an error are left out.  Blocks that are not SQL are "sh", with their
# output as "text".  A page that creates an extension of PostgreSQL's own which is
# not installed is not run.
#
# perl 030_docs.t --write puts what psql prints into the pages.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use File::Basename;
use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $tree = tree();
my $write = grep { $_ eq '--write' } @ARGV;

my $example = qr/^```sql\n(.*?)^```\n(?:\n?```text\n(.*?)^```\n)?/ms;
my $mark = '-- end of example --';

# What psql prints for each of the scripts, run one after the other.
sub outputs
{
	my ($node, $database, @scripts) = @_;
	my $input = join '', map { "$_\\echo $mark\n" } @scripts;

	$node->safe_psql('postgres', "CREATE DATABASE $database");
	IPC::Run::run [ 'psql', '-X', '-q', '-d', $node->connstr($database) ],
	  '<', \$input, '>&', \my $output,
	  init => sub { chdir $tree or die "$tree: $!" };
	$output =~ s/^LINE \d+: .*\n *\^\n//mg;
	$output =~ s/[ \t]+$//mg;

	my @outputs = split /^\Q$mark\E\n/m, $output, -1;
	s/\n+\z/\n/, s/\A\n\z// for @outputs;
	return @outputs;
}

# Fences that the pattern above would pass over without a word.
sub stray_fences
{
	my ($page) = @_;
	my ($open, @stray) = (0);

	while ($page =~ /^([ \t]*(?:```|~~~).*)$/mg)
	{
		push @stray, $1 if $1 !~ ($open ? qr/^```$/ : qr/^```(?:sql|text|sh)$/);
		$open = !$open;
	}
	return @stray;
}

# The names that links to a page's headings use.
sub anchors
{
	my ($page) = @_;
	my %anchors;

	while ($page =~ /^#+ (.*)$/mg)
	{
		my $anchor = lc $1;
		$anchor =~ s/[^\w\- ]//g;
		$anchor =~ tr/ /-/;
		$anchors{$anchor} = 1;
	}
	return \%anchors;
}

# Links within the tree that lead nowhere.
sub dead_links
{
	my ($name, $page) = @_;
	my @dead;

	while ($page =~ /\]\(([^)#:]*)(?:#([^):]*))?\)/g)
	{
		my ($file, $anchor) = ($1, $2);
		my $path = $file eq '' ? "$tree/$name" : dirname("$tree/$name") . "/$file";

		push @dead, "$file#" . ($anchor // '')
		  if !-e $path || (defined $anchor && !anchors(slurp_file($path))->{$anchor});
	}
	return @dead;
}

# Recipes of the cookbook that its table of questions does not lead to.
sub lost_recipes
{
	my ($page) = @_;
	my %linked = map { $_ => 1 } $page =~ /^\| .*?\]\(#([^)]*)\)/mg;

	return grep { !$linked{$_} } sort keys %{ anchors(join "\n", $page =~ /^(### .*)$/mg) };
}

my $cookbook = slurp_file("$tree/doc/cookbook.md");
cmp_ok(scalar keys %{ anchors($cookbook) }, '>', 40, 'the cookbook has recipes');
is(join("\n", lost_recipes($cookbook)), '', 'and its table has them all');

# test/clients/dbt.t runs the pages of examples.
for my $path (tree_files('examples/*/README.md'))
{
	my $name = substr $path, length "$tree/";
	my $page = slurp_file($path);

	is(join("\n", stray_fences($page)), '', "$name: fences are sql, text or sh");
	is(join("\n", dead_links($name, $page)), '', "$name: links lead somewhere");
}

my $node = PostgreSQL::Test::Cluster->new('docs');
$node->init;
$node->append_conf('postgresql.conf', "timezone = 'UTC'\ndatestyle = 'ISO, MDY'\n");
$node->start;

my $pages = 0;
for my $path ("$tree/README.md", tree_files('doc/*.md'))
{
	my $name = substr $path, length "$tree/";
	my $page = slurp_file($path);
	my (@scripts, @expected, @lines);

	is(join("\n", stray_fences($page)), '', "$name: fences are sql, text or sh");
	is(join("\n", dead_links($name, $page)), '', "$name: links lead somewhere");

	while ($page =~ /$example/g)
	{
		push @scripts, $1;
		push @expected, $2 // '';
		push @lines, 1 + (substr($page, 0, $-[0]) =~ tr/\n//);
	}
	next if !@scripts;

	if (my ($missing) = grep { $_ ne 'cx_metrics' && !has_extension($node, $_) } map { /^CREATE EXTENSION (\w+)/mg } @scripts)
	{
		SKIP: { skip "$name wants $missing, which is not installed", scalar @scripts; }
		next;
	}

	my @outputs = outputs($node, 'page' . ++$pages, @scripts);
	if ($write)
	{
		my @blocks = map { $_ eq '' ? '' : "\n```text\n$_```\n" } @outputs;
		$page =~ s/$example/"```sql\n$1```\n" . shift @blocks/ge;
		open my $file, '>', $path or die "$path: $!";
		print $file $page;
		close $file or die "$path: $!";
		next;
	}
	for my $i (0 .. $#scripts)
	{
		$expected[$i] =~ s/[ \t]+$//mg;
		is($outputs[$i], $expected[$i], "$name:$lines[$i]");
	}
}

$node->stop;
done_testing();
