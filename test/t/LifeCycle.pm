# LifeCycle.pm
#	  A database with all that has to do with the extension, and what tells
#	  whether it is still the same after it has been moved.

package LifeCycle;

use strict;
use warnings FATAL => 'all';

use CxTest;
use Exporter qw(import);
use PostgreSQL::Test::Utils;
use Test::More;

our @EXPORT = qw(make_objects change_objects refresh fingerprint stored_sizes indexes_work works_as_before difference);

# A database of its own for the objects of objects.sql, which belong to a role
# that is no superuser, as does the database.
sub make_objects
{
	my ($node, $database) = @_;

	$node->safe_psql('postgres', "CREATE ROLE owner LOGIN; CREATE DATABASE $database OWNER owner");
	$node->safe_psql($database, slurp_file(tree() . '/test/lifecycle/objects.sql'), extra_params => [ '-U', 'owner' ]);
	return;
}

# Compute the materialized views anew.
sub refresh
{
	my ($node, $database) = @_;

	$node->safe_psql($database, join ' ', map { "REFRESH MATERIALIZED VIEW $_;" } qw(totals last_30_days ranking board charted));
	return;
}

# Insert into, update and delete from all tables.
sub change_objects
{
	my ($node, $database) = @_;

	$node->safe_psql($database, <<'EOT');
SET search_path = public, cx;
INSERT INTO kept SELECT (SELECT max(id) FROM kept) + row_number() OVER (ORDER BY id), way, cx_reverse(tally), metric, span, spans, tallies || tallies,
	metrics, ranges, checked, card FROM kept;
INSERT INTO kept (id, way, tally) SELECT max(id) + 1, 'working', state_of(id % 11) FROM kept;
UPDATE kept SET tally = tally + '[0,10]{1,0,0,0,0,0,0,0,0,0,1}', metric = 'top 3', span = '[-Infinity,0.1)' WHERE way = 'many' AND id % 3 = 0;
UPDATE kept SET metric = 'index' WHERE way = 'long';
DELETE FROM kept WHERE id % 10 = 7;
UPDATE hashed SET tally = tally + tally, n = n + 1 WHERE cx_responses(tally) < 1000 AND metric > 'csat';
DELETE FROM hashed WHERE metric IS NULL;
UPDATE metric_used SET band = '(-50,-1)' WHERE metric = 'csat';
INSERT INTO metric_used SELECT ('top ' || count(*))::cx_metric, 'empty' FROM metric_used;
UPDATE metric_used SET metric = ('bottom ' || cardinality(string_to_array(metric::text, ' ')) || (SELECT count(*) FROM metric_used))::cx_metric
	WHERE metric::text ~ '^top ';
DELETE FROM answer WHERE id % 8 = 1;
UPDATE daily SET tally = cx_reverse(tally) WHERE day > '2025-02-15';
DELETE FROM daily WHERE day < '2025-01-10';
UPDATE reported SET card = cards[2], leader.standing = 'above average' WHERE id % 5 = 0;
UPDATE reported SET card.value = (card).value + 1, cards = cards || card WHERE id % 5 = 1;
INSERT INTO reported (id, card)
	SELECT (SELECT max(id) FROM reported) + row_number() OVER (ORDER BY id), cx_scorecard(tally, metric) FROM kept WHERE metric = 'index';
DELETE FROM reported WHERE id % 10 = 7;
VACUUM kept;
EOT
	refresh($node, $database);
	return;
}

# All that a user sees of the relations in public: for each one its number of
# rows, and checksums of the rows as text and of the columns of our types as
# they are sent in binary.  \gexec runs what the query makes, also on a server
# that takes no writes.
sub fingerprint
{
	my ($node, $database) = @_;

	return $node->safe_psql($database, <<'EOT');
SET search_path = pg_catalog;
SELECT format('SELECT %L, count(*), md5(string_agg(t::text, E''\n'' ORDER BY t::text COLLATE "C")), '
	'md5(string_agg(%s, E''\n'' ORDER BY t::text COLLATE "C")) FROM %s t',
	c.oid::regclass, coalesce(bytes, '''no such column'''), c.oid::regclass)
FROM pg_class c LEFT JOIN (
	SELECT attrelid, 'concat_ws('' '', ' || string_agg(format('coalesce(encode(%s(%I), ''hex''), ''-'')', typsend, attname), ', ' ORDER BY attnum) || ')'
	FROM pg_attribute JOIN pg_type t ON t.oid = atttypid
	WHERE attnum > 0 AND typsend::text ~ '(^|\.)(cx_tally_send|cx_metric_send|range_send|multirange_send)$'
		GROUP BY attrelid) a(attrelid, bytes) ON attrelid = c.oid
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
ORDER BY c.oid::regclass::text COLLATE "C"
\gexec
EOT
}

# How many bytes each tally of the working layout takes.
sub stored_sizes
{
	my ($node, $database) = @_;

	return $node->safe_psql($database, q{SELECT string_agg(id || ' ' || pg_column_size(tally), ',' ORDER BY id) FROM kept WHERE way ~ 'working'});
}

# A query for each index of objects.sql, by what its plan names; and one for the
# pruning of partitions, where that is the only one's scan.
my %queries = (
	kept_pkey => 'SELECT way FROM kept WHERE id = 4',
	kept_tally => q{SELECT id FROM kept WHERE tally > '[0,10]{1,1,1,1,0,0,0,0,0,0,0}' ORDER BY tally DESC, id},
	kept_metric => q{SELECT id FROM kept WHERE metric >= 'net 2 7' ORDER BY metric, id},
	kept_span => q{SELECT id FROM kept WHERE span && '[3,9)' ORDER BY id},
	kept_spans => 'SELECT id FROM kept WHERE spans @> 20.05::float8 ORDER BY id',
	kept_mean => q{SELECT id FROM kept WHERE cx_value(tally, 'mean') BETWEEN 2 AND 3.5 ORDER BY id},
	kept_long => q{SELECT id FROM kept WHERE cx_responses(tally) > 50 AND way > 'm' ORDER BY id},
	'Seq Scan on hashed_[012] hashed' => q{SELECT n FROM hashed WHERE tally = '[0,10]{1,1,1,0,0,0,0,0,0,0,0}' AND metric = 'csat'},
	metric_used_pkey => q{SELECT band FROM metric_used WHERE metric = 'csat'},
	metric_used_band_excl => q{SELECT metric FROM metric_used WHERE band && '[-60,-40]' ORDER BY metric::text},
	question_metric => q{SELECT name FROM question WHERE metric = 'net 2 3'},
	daily_twice => 'SELECT team, day FROM daily WHERE twice = (SELECT twice FROM daily ORDER BY team, day LIMIT 1) ORDER BY team, day',
	daily_sure => 'SELECT team, day FROM daily WHERE sure @> -20::float8 ORDER BY (team, day)',
	daily_promoters => q{SELECT team, day FROM daily WHERE cx_share(tally, 9, 10) > 20 AND tally <> '[0,10]{}' ORDER BY team, day},
	reported_value => 'SELECT id FROM reported WHERE (card).value BETWEEN 2 AND 3.5 AND (card).responses > 4 ORDER BY id',
	totals_tally => q{SELECT team FROM totals WHERE cx_tally < '[0,10]{5,5,5,5,5,5,5,5,5,5,5}' ORDER BY team});

# Expect that each index of objects.sql is used, and finds what a scan of the
# whole table finds.
sub indexes_work
{
	my ($node, $database, $what) = @_;
	my @names = sort keys %queries;
	my $run = sub {
		my ($settings, $explain) = @_;
		my $schema = $node->safe_psql($database, q{SELECT extnamespace::regnamespace FROM pg_extension WHERE extname = 'cx_metrics'});

		return split /^--\n/m, $node->safe_psql($database, "SET search_path = public, $schema; $settings;" . join "\\echo --\n",
			map { "$explain$queries{$_};\n" } @names);
	};
	my $by_index = 'SET enable_seqscan = off';
	my $by_scan = 'SET enable_indexscan = off; SET enable_indexonlyscan = off; SET enable_bitmapscan = off; SET enable_partition_pruning = off';
	my @plans = $run->($by_index, 'EXPLAIN (COSTS OFF) ');

	is(join(' ', map { $names[$_] } grep { $plans[$_] !~ /\b$names[$_]\b/ } 0 .. $#names), '', "$what: each index is used");

	my @found = $run->($by_index, '');
	is(scalar(grep { /\S/ } @found), scalar @names, "$what: each index finds something");
	is(join("--\n", @found), join("--\n", $run->($by_scan, '')), "$what: each index finds what is there");
	return;
}

# Expect a database to be as it was, its indexes to work and its materialized
# views to be made anew with the same content.
sub works_as_before
{
	my ($node, $database, $before, $what) = @_;

	is(fingerprint($node, $database), $before, "$what: the content is the same");
	indexes_work($node, $database, $what);
	refresh($node, $database);
	is(fingerprint($node, $database), $before, "$what: materialized views can be refreshed");
	return;
}

# The lines that only one of two catalogues (see catalogue.sql) has: that of a
# fresh installation and another that should be the same.
sub difference
{
	my ($fresh, $other) = @_;
	my %surplus;

	$surplus{$_}-- for @$fresh;
	$surplus{$_}++ for @$other;
	return join '', map { ($surplus{$_} < 0 ? 'missing' : 'too much') . ": $_\n" } grep { $surplus{$_} } sort keys %surplus;
}

1;
