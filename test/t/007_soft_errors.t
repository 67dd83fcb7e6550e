# 007_soft_errors.t
#	  Input errors that do not throw, from PostgreSQL 16 on: pg_input_is_valid,
#	  pg_input_error_info and COPY ... (ON_ERROR ignore).

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = setup_node();

if ($node->pg_version < 16)
{
	$node->stop;
	plan skip_all => 'PostgreSQL 15 has no soft errors';
}

# Valid and malformed texts of the types.
$node->safe_psql('postgres', <<'EOT');
CREATE TABLE inputs (type text, input text);
INSERT INTO inputs
	SELECT 'cx_tally', unnest(ARRAY['[0,10]{}', '[0,1]{1,2}', '[0,1]{0.5,2}{0.25,4}2', ' [ 0 , 1 ] { 1 , 2 } ', '', '[', '[0', '[0,', '[0,1',
		'[0,1]', '[0,1]{', '[0,1]{1',
		'[0,1]{1,', '[0,1]{1,2', '[0,1]{1,2}x', '[0,1]{1.5,2}', '[0,1]{1,2,3}', '[0,1]{1}', '[0,0]{}', '[0,101]{}', '[-1001,0]{}',
		'[99999999999999999999,0]{}', '[0,1]{-1,0}',
		'[0,1]{9007199254740993,0}', '[0,1]{99999999999999999999,0}', '[0,1]{1,2}{', '[0,1]{1,2}{1', '[0,1]{1,2}{1,2}', '[0,1]{1,2}{1,2}x',
		'[0,1]{x,2}{1,2}3', '[0,1]{1e400,2}{1,2}3',
		'[0,1]{NaN,2}{1,2}3', '[0,1]{-1,2}{1,2}3', '[0,1]{1,2}{2,4}3', '[0,1]{1,0}{0,0}1', '[0,1]{1,2}{1,2}1', '[0,1]{1,2}{1,2}-1',
		'[0,1]{1,2}{1,2}9007199254740993', '[0,1]{1,2}{1,2}3 3'])
	UNION ALL SELECT 'cx_moments', unnest(ARRAY['[2]0{}', '[1]2{2,2}{2,4,1}{2,4,8,0,0,0}', '', '[', '[1', '[x]0{}', '[0]0{}', '[33]0{}',
		'[99999999999999999999]0{}', '[1]0', '[1]0{', '[1]0{0}', '[1]0{}x', '[1]x{}', '[1]2{}', '[1]2{2', '[1]2{2,2', '[1]2{2,2}',
		'[1]2{2,2}{1,1,1}{0,0,0,0,0,0}x', '[1]2{2,2}{1,1,1}{0,0,0,0,0}', '[1]2{x,2}{1,1,1}{0,0,0,0,0,0}', '[1]2{1e400,2}{1,1,1}{0,0,0,0,0,0}',
		'[1]-1{2,2}{1,1,1}{0,0,0,0,0,0}', '[1]2{-2,2}{1,1,1}{0,0,0,0,0,0}', '[1]2{2,5}{1,1,1}{0,0,0,0,0,0}', '[1]2{3,3}{1,1,1}{0,0,0,0,0,0}',
		'[1]2{2,2}{NaN,1,1}{0,0,0,0,0,0}', '[1]2{2,2}{1,1,2}{0,0,0,0,0,0}', '[1]2{0,0}{1,0,0}{0,0,0,0,0,0}', '[1]2{2,2}{1,1,1}{-1,0,0,0,0,0}',
		'[1]2{2,2}{1,1,1}{1,2,1,0,0,0}'])
	UNION ALL SELECT 'cx_metric', unnest(ARRAY['nps', 'Top  2', 'values {1,2}', '', 'median', 'nps 2', 'top', 'top x', 'top 0', 'top 101',
		'top 99999999999999999999', 'net 1', 'net 1 2 3',
		'values', 'values {', 'values {}', 'values {x}', 'values {1,NaN}', 'values {2e15}', 'values {1e400}', 'values {1', 'values {1}}',
		'values {' || repeat('1,', 101) || '1}']);
EOT

is($node->safe_psql('postgres', 'SELECT count(*) FILTER (WHERE pg_input_is_valid(input, type)) FROM inputs'), '9', 'nine of them are valid');

# Whatever throws is told softly, with the same words and SQLSTATE.
is($node->safe_psql('postgres', <<'EOT'), '', 'soft errors are those that are thrown');
SELECT type, input, thrown, soft
FROM inputs, LATERAL outcome(format('SELECT (%L)::%s', input, type)) thrown,
	LATERAL (SELECT sql_error_code || ': ' || message || coalesce(E'\n\tDETAIL: ' || detail, '') || coalesce(E'\n\tHINT: ' || hint, '')
		FROM pg_input_error_info(input, type)) s(soft)
WHERE CASE WHEN pg_input_is_valid(input, type) THEN thrown ~ '^[0-9A-Z]{5}: ' ELSE thrown IS DISTINCT FROM soft END
EOT

SKIP:
{
	skip 'COPY skips no rows before PostgreSQL 17', 1 if $node->pg_version < 17;

	my $file = $node->basedir . '/inputs';
	$node->safe_psql('postgres', <<"EOT");
COPY (SELECT input FROM inputs WHERE type = 'cx_tally') TO '$file';
CREATE TABLE tallies (tally cx_tally);
SET client_min_messages = warning;
COPY tallies FROM '$file' (ON_ERROR ignore);
EOT
	is($node->safe_psql('postgres', 'SELECT tally FROM tallies'), "[0,10]{}\n[0,1]{1,2}\n[0,1]{0.5,2}{0.25,4}2\n[0,1]{1,2}", 'COPY skips malformed rows');
}

ok(!has_crashed($node), 'no process has crashed');
$node->stop;
done_testing();
