# 032_figures.t
#	  The figures of doc/ are those that their scripts draw, in the top directory of
#	  the tree.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('figures');
$node->init;
$node->start;
chdir tree() or die tree() . ": $!";

for my $script (tree_files('doc/figures/*.sql'))
{
	my $figure = $script =~ s/sql$/svg/r;
	is($node->safe_psql('postgres', slurp_file($script)) . "\n", slurp_file($figure), $figure);
}
is($node->safe_psql('postgres', q{SELECT count(*) FROM pg_extension WHERE extname = 'cx_metrics'}),
	'0', 'the scripts leave nothing in the database');

$node->stop;
done_testing();
