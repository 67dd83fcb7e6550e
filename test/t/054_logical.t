# 054_logical.t
#	  Logical replication of all types, as text and in binary, to servers that
#	  have the extension in another schema and with other OIDs.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use LifeCycle;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my ($publisher, $subscriber) = map { my $node =
	PostgreSQL::Test::Cluster->new($_); $node->init(allows_streaming => 'logical'); $node->start; $node } qw(publisher subscriber);

make_objects($publisher, 'kept');
$subscriber->safe_psql('postgres', 'CREATE ROLE owner LOGIN; CREATE TABLE with_an_oid ()');

# Without a key a row is found by all its columns, and so by their equality.
# PostgreSQL 17 takes the hash index to find it; what it then does not find is a
# NULL, of any type.
$publisher->safe_psql('kept', <<'EOT');
SET search_path = public, cx;
CREATE TABLE found_by_all AS SELECT way, tally, metric, span, spans, tallies, metrics, ranges, card FROM kept WHERE tally IS NOT NULL;
CREATE INDEX ON found_by_all USING hash (tally);
CREATE TABLE found_by_tally AS SELECT DISTINCT tally, 1 AS n FROM kept WHERE tally IS NOT NULL;
ALTER TABLE found_by_tally ALTER tally SET NOT NULL, ADD UNIQUE (tally);
CREATE TABLE found_by_metric AS SELECT DISTINCT metric, 1 AS n FROM kept WHERE metric IS NOT NULL;
ALTER TABLE found_by_metric ALTER metric SET NOT NULL;
CREATE UNIQUE INDEX found_by_metric_key ON found_by_metric (metric);
ALTER TABLE found_by_all REPLICA IDENTITY FULL;
ALTER TABLE hashed REPLICA IDENTITY FULL;
ALTER TABLE hashed_0 REPLICA IDENTITY FULL;
ALTER TABLE hashed_1 REPLICA IDENTITY FULL;
ALTER TABLE hashed_2 REPLICA IDENTITY FULL;
ALTER TABLE found_by_tally REPLICA IDENTITY USING INDEX found_by_tally_tally_key;
ALTER TABLE found_by_metric REPLICA IDENTITY USING INDEX found_by_metric_key;
CREATE PUBLICATION everything FOR ALL TABLES WITH (publish_via_partition_root);
EOT

# Subscribers with the same tables, but the extension in another schema.
my ($schema) = run_command([ 'pg_dump', '--schema-only', '--no-publications', '-d', $publisher->connstr('kept') ]);
$schema =~ s/\bcx\b/elsewhere/g;
my %databases = (as_text => 'false', as_bytes => 'true');
for my $database (sort keys %databases)
{
	$subscriber->safe_psql('postgres', "CREATE DATABASE $database");
	$subscriber->safe_psql($database, $schema);
	$subscriber->safe_psql($database, "CREATE SUBSCRIPTION $database CONNECTION '" . $publisher->connstr
		. " dbname=kept' PUBLICATION everything WITH (binary = $databases{$database})");
}

my $last = '';

sub same_everywhere
{
	my ($what) = @_;
	my $published = fingerprint($publisher, 'kept');

	isnt($published, $last, "$what: there is something new");
	$last = $published;
	for my $database (sort keys %databases)
	{
		$subscriber->wait_for_subscription_sync($publisher, $database, $database);
		refresh($subscriber, $database);
		is(fingerprint($subscriber, $database), $published, "$database: $what");
	}
	return;
}

my $oid = q{SELECT oid FROM pg_type WHERE typname = 'cx_tally'};
isnt($subscriber->safe_psql('as_bytes', $oid), $publisher->safe_psql('kept', $oid), 'the types have other OIDs');
is($subscriber->safe_psql('as_bytes', q{SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'cx_metrics'}), 'elsewhere', 'and another schema');
same_everywhere('the copy is the same');

change_objects($publisher, 'kept');
same_everywhere('inserts, updates and deletes arrive');

$publisher->safe_psql('kept', <<'EOT');
SET search_path = public, cx;
UPDATE found_by_all SET metric = 'top 4' WHERE tally > '[0,10]{1,1,1,1,1,1,0,0,0,0,0}';
UPDATE found_by_all SET tally = cx_reverse(tally), ranges = ranges || '(,)'::cx_range WHERE way IN ('long', 'weighted', 'working');
DELETE FROM found_by_all WHERE way ~ 'large|working' OR metric = 'csat';
UPDATE found_by_tally SET n = 2 WHERE cx_responses(tally) > 5;
UPDATE found_by_tally SET tally = tally + tally WHERE tally = '[0,10]{1,1,1,1,1,1,1,1,1,1,1}';
DELETE FROM found_by_tally WHERE tally < '[0,10]{1,1,1,0,0,0,0,0,0,0,0}';
UPDATE found_by_metric SET n = 2 WHERE metric = 'net 2 7';
UPDATE found_by_metric SET metric = 'bottom 2' WHERE metric = 'csat';
DELETE FROM found_by_metric WHERE metric = 'nps';
EOT
same_everywhere('rows are found by tallies and metrics');
indexes_work($subscriber, $_, $_) for sort keys %databases;

# PostgreSQL allows no functions of extensions to choose rows.
my ($status, $out, $err) = $publisher->psql('kept', 'CREATE PUBLICATION chosen FOR TABLE kept WHERE (cx.cx_responses(tally) > 1)');
like($err, qr/invalid publication WHERE expression.*User-defined or built-in mutable functions are not allowed/s,
	'a publication cannot choose rows by functions of the extension');

ok(!has_crashed($_), $_->name . ': no process has crashed') for $publisher, $subscriber;
$_->stop for $subscriber, $publisher;
done_testing();
