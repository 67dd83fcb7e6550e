# 062_settings.t
#	  The text and the binary form of tallies and metrics under settings that
#	  change how PostgreSQL prints and reads: a state that leaves one session
#	  arrives in any other.

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use PostgreSQL::Test::Utils;
use Test::More;

# A locale with a decimal comma: one that the system has, or one made for this
# server, which finds it by LOCPATH.
sub comma_locale
{
	my @have = eval { split /\n/, (run_command([ 'locale', '-a' ]))[0] };
	my ($found) = grep { /^(?:de_DE|fr_FR)\.utf-?8$/i } @have;
	return $found if $found;

	my $directory = PostgreSQL::Test::Utils::tempdir();
	eval { run_command([ 'localedef', '-i', 'de_DE', '-f', 'UTF-8', "$directory/de_DE.utf8" ]) };
	$ENV{LOCPATH} = "$directory:/usr/lib/locale";
	return -e "$directory/de_DE.utf8/LC_NUMERIC" ? 'de_DE.utf8' : undef;
}

my $comma = comma_locale();
my $node = setup_node();

# Tallies in both layouts, weighted in ways that need all digits, and metrics.
$node->safe_psql('postgres', <<'EOT');
CREATE TABLE kept (id integer PRIMARY KEY, tally cx_tally, metric cx_metric, as_text text, as_binary bytea);
INSERT INTO kept SELECT id, mixed, ('values {' || id / 7.0::float8 || ',-1e-5,' || pi() || '}')::cx_metric FROM survey;
INSERT INTO kept SELECT 1000 + id, state_of(score, weight / 7), 'net 2 1' FROM survey GROUP BY id;
INSERT INTO kept SELECT 2000 + k, cx_tally(s, -50, 50, (s + 51) ^ k / 3.0), 'index' FROM generate_series(-20, 20) k, generate_series(-50, 50) s GROUP BY k;
INSERT INTO kept VALUES (3000, '[999,1000]{1.7976931348623157e308,1e-100}{1.7976931348623157e308,1e-200}9007199254740992', 'top 1'), (3001, '[-1,0]{}', 'ces');
SET extra_float_digits = 1;
UPDATE kept SET as_text = tally || ' ' || metric, as_binary = cx_tally_send(tally) || cx_metric_send(metric);
EOT
is($node->safe_psql('postgres', q(SELECT count(*) > 500, count(tally) FILTER (WHERE tally::text ~ '\.\d{15}') > 100 FROM kept)), 't|t',
	'there is enough to print, and it needs all digits');

# Each setting shows that it works, by what PostgreSQL itself prints under it.
my @settings = (
	[ q(SET extra_float_digits = 3), q(SELECT 0.1::float8 + 0.2), '0.30000000000000004' ],
	[ q(SET extra_float_digits = 0), q(SELECT 0.1::float8 + 0.2), '0.3' ],
	[ q(SET extra_float_digits = -15), q(SELECT 0.123::float8), '0.1' ],
	[ q(SET datestyle = 'SQL, DMY'), q(SELECT date '2024-12-31'), '31/12/2024' ],
	[ q(SET intervalstyle = 'iso_8601'), q(SELECT interval '1 day'), 'P1D' ],
	[ q(SET timezone = 'Asia/Kathmandu'), q(SELECT extract(timezone_minute FROM now())), '45' ],
	[ q(SET bytea_output = 'escape'), q(SELECT bytea 'a'), 'a' ],
	[ q(SET client_encoding = 'SJIS'), q(SHOW client_encoding), 'SJIS' ],
	[ q(SET search_path = ''), q(SELECT pg_catalog.current_schemas(false)), '{}' ],
	[ q(SET quote_all_identifiers = on), q(SELECT 'pg_class'::regclass), '"pg_class"' ]);
push @settings, [ q(SET standard_conforming_strings = off; SET escape_string_warning = off), q(SELECT '\x41'), 'A' ]
  if $node->pg_version->major < 19;

# What is printed under the settings is what was printed before; what is read
# under them is what was stored; what a session writes under them, to a file, is
# what it reads without them.
sub check_settings
{
	my ($settings, $query, $shown) = @_;
	my $file = $node->basedir . '/kept';

	is($node->safe_psql('postgres', <<"EOT"), "$shown\n0\n0\n0", "$settings: is in force, and printing, reading and carrying go on");
$settings;
$query;
SELECT count(*) FROM public.kept WHERE tally::text || ' ' || metric::text <> as_text OR public.cx_tally_send(tally)
	|| public.cx_metric_send(metric) <> as_binary;
SELECT count(*) FROM public.kept WHERE tally OPERATOR(public.<>) split_part(as_text, ' ', 1)::public.cx_tally
	OR metric OPERATOR(public.<>) regexp_replace(as_text, '^[^ ]+ ', '')::public.cx_metric;
COPY public.kept TO '$file';
RESET ALL;
CREATE TABLE arrived (LIKE kept);
COPY arrived FROM '$file';
SELECT count(*) FROM arrived a FULL JOIN kept k USING (id) WHERE a.tally IS DISTINCT FROM k.tally OR a.metric IS DISTINCT FROM k.metric;
DROP TABLE arrived;
EOT
	return;
}

SKIP:
{
	skip 'no locale with a decimal comma, and none could be made', 1 if !defined $comma;
	check_settings("SET lc_numeric = '$comma'; SET lc_monetary = '$comma'", q(SELECT to_char(1.5, '9D9')), ' 1,5');
}
check_settings(@$_) for @settings;
check_settings(join('; ', map { $_->[0] } @settings), q(SELECT date '2024-12-31', bytea 'a'), '31/12/2024|a');

ok(!has_crashed($node), 'no process has crashed');
$node->stop;
done_testing();
