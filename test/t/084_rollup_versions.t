# 084_rollup_versions.t
#	  cx_rollup and what only newer versions of PostgreSQL have: MERGE with RETURNING
#	  and BY SOURCE (17), virtual generated columns (18).

use strict;
use warnings FATAL => 'all';

use FindBin;
use lib $FindBin::RealBin;

use CxTest;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = setup_node();
my $version = $node->safe_psql('postgres', 'SHOW server_version_num');

$node->safe_psql('postgres', <<'EOT');
CREATE EXTENSION cx_rollup;
CREATE TABLE answers (id integer, team text, day date, score integer) PARTITION BY RANGE (day);
CREATE TABLE answers_1 PARTITION OF answers FOR VALUES FROM ('2025-01-01') TO ('2025-02-01');
CREATE TABLE answers_2 PARTITION OF answers FOR VALUES FROM ('2025-02-01') TO ('2025-03-01');
SELECT cx_create_rollup('daily', 'answers', '{team, day}', 'score', 0, 10);
INSERT INTO answers SELECT i, 'T' || i % 3, date '2025-01-01' + i % 59, i % 11 FROM generate_series(1, 500) i;
EOT

my $merge = <<'EOT';
MERGE INTO answers USING (SELECT i, i % 11 AS score FROM generate_series(100, 700, 3) i) x ON x.i = answers.id
	WHEN MATCHED AND x.score < 3 THEN DELETE
	WHEN MATCHED THEN UPDATE SET score = x.score, day = CASE WHEN day < '2025-02-01' THEN day + 28 ELSE day - 31 END
EOT
my $otherwise = q{WHEN NOT MATCHED THEN INSERT (id, team, day, score) VALUES (x.i, 'M', '2025-02-02', x.score)};

sub state
{
	return $node->safe_psql('postgres', q{SELECT rollup_state('daily')});
}

$node->safe_psql('postgres', "$merge $otherwise");
like(state(), qr/^[1-9]\d* groups, [1-9]\d* responses, 0 differ$/, 'MERGE');
SKIP:
{
	skip 'MERGE has no BY SOURCE and RETURNING before PostgreSQL 17', 3 if $version < 170000;

	$node->safe_psql('postgres', "$merge WHEN NOT MATCHED BY SOURCE AND id % 2 = 0 THEN DELETE
		WHEN NOT MATCHED BY SOURCE THEN UPDATE SET team = 'source', day = CASE WHEN day < '2025-02-01' THEN day + 28 ELSE day - 31 END $otherwise");
	like(state(), qr/^[1-9]\d* groups, [1-9]\d* responses, 0 differ$/, 'MERGE with BY SOURCE, where rows move');
	isnt($node->safe_psql('postgres', "$merge $otherwise RETURNING merge_action(), answers.id"), '', 'MERGE with RETURNING');
	$node->safe_psql('postgres', "WITH m AS ($merge $otherwise RETURNING *) INSERT INTO answers SELECT id + 10000, team, day, 1 FROM m");
	like(state(), qr/^[1-9]\d* groups, [1-9]\d* responses, 0 differ$/, 'MERGE in WITH');
}
SKIP:
{
	skip 'RETURNING has no OLD and NEW before PostgreSQL 18', 1 if $version < 180000;

	$node->safe_psql('postgres', 'UPDATE answers SET score = 10 - score WHERE id % 3 = 0 RETURNING old.score, new.score');
	like(state(), qr/^[1-9]\d* groups, [1-9]\d* responses, 0 differ$/, 'UPDATE with RETURNING of old and new');
}
SKIP:
{
	skip 'generated columns are not virtual before PostgreSQL 18', 4 if $version < 180000;

	$node->safe_psql('postgres', q{CREATE TABLE virtual (team text, answered_at timestamp, score integer,
		day date GENERATED ALWAYS AS (answered_at::date) VIRTUAL)});
	my (undef, undef, $errors) = $node->psql('postgres', q{SELECT cx_create_rollup('v', 'virtual', '{team, day}', 'score', 0, 10)});
	like($errors, qr/ERROR:  column "day" is a virtual generated column, which triggers cannot see\nHINT:  Write its expression instead\./,
		'a virtual column as a key');
	(undef, undef, $errors) = $node->psql('postgres', q{SELECT cx_create_rollup('v', 'virtual', '{team}', 'score', 0, 10, filter => 'day > ''2025-01-01''')});
	like($errors, qr/ERROR:  column "day" is a virtual generated column/, 'in a filter');
	is($node->safe_psql('postgres', q{SELECT count(*) FROM pg_class WHERE relname ~ '^v(_|$)'}), '0', 'nothing is left of it');
	is($node->safe_psql('postgres', q{SELECT cx_create_rollup('v', 'virtual', '{team, answered_at::date AS day}', 'score', 0, 10);
		INSERT INTO virtual VALUES ('a', '2025-01-01 12:00', 9), ('a', '2025-01-02 12:00', 8); DELETE FROM virtual WHERE day = '2025-01-02';
		SELECT rollup_state('v')}), "v\n1 groups, 1 responses, 0 differ", 'its expression can be one');
}

ok(!has_crashed($node), 'no process has crashed');
$node->stop;
done_testing();
