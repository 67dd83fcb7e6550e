# CxTest.pm
#	  A server with the extension and the helpers of test/sql/00_setup.sql, for
#	  the TAP tests.

package CxTest;

use strict;
use warnings FATAL => 'all';

use Exporter qw(import);
use FindBin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;

our @EXPORT = qw(tree tree_files setup_node has_crashed has_extension left_of_extension plan_and_result);

# The top directory of the repository.
sub tree
{
	return $ENV{CX_METRICS_TREE} // "$FindBin::RealBin/../..";
}

# Files of the tree, by a pattern: there must be some.
sub tree_files
{
	my ($pattern) = @_;
	my @files = sort glob tree() . "/$pattern";

	@files or die "no file is $pattern\n";
	return @files;
}

# A running server whose database postgres has the extension and the helpers.
# conf: lines for postgresql.conf; name: of the node, where there are several
sub setup_node
{
	my ($conf, $name) = @_;
	my $node = PostgreSQL::Test::Cluster->new($name // 'main');

	$node->init;
	$node->append_conf('postgresql.conf', $conf // '');
	$node->start;
	$node->safe_psql('postgres', slurp_file(tree() . '/test/sql/00_setup.sql'));
	return $node;
}

# The plan of a query and its result, with so many workers at most.
sub plan_and_result
{
	my ($node, $workers, $query) = @_;
	my $output = $node->safe_psql('postgres', <<"EOT");
SET max_parallel_workers_per_gather = $workers;
EXPLAIN (COSTS OFF) $query;
\\echo -- result
$query;
EOT
	return split /^-- result\n/m, $output;
}

# Has a process of the server ended in another way than it should?
sub has_crashed
{
	my ($node) = @_;

	return slurp_file($node->logfile) =~
	  /PANIC:|TRAP:|was terminated by signal|terminating any other active server processes/;
}

# Can this extension of PostgreSQL's own be created?
sub has_extension
{
	my ($node, $name) = @_;

	return $node->safe_psql('postgres', "SELECT count(*) FROM pg_available_extensions WHERE name = '$name'");
}

# Functions and types that the extension has, or has left, in a database.
sub left_of_extension
{
	my ($node, $database) = @_;

	return $node->safe_psql($database, q{SELECT oid::regprocedure::text FROM pg_proc WHERE proname ~ '^cx_' OR probin ~ 'cx_metrics'
		UNION ALL SELECT typname FROM pg_type WHERE typname ~ 'cx_'});
}

1;
