# 032_figure.t
#	  The figure of doc/confidence.md is the one that its script draws.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('figure');
$node->init;
$node->start;

my $figure = tree() . '/doc/figures/coverage';
is($node->safe_psql('postgres', slurp_file("$figure.sql")) . "\n",
	slurp_file("$figure.svg"), 'doc/figures/coverage.svg');
is($node->safe_psql('postgres', q{SELECT count(*) FROM pg_extension WHERE extname = 'cx_metrics'}),
	'0', 'the script leaves nothing in the database');

$node->stop;
done_testing();
