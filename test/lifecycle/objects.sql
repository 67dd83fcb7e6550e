-- objects.sql
--	  What a database that uses cx_metrics may hold: each kind of object that
--	  can have to do with the extension, for the tests that move a database.
--
-- It runs as the owner of the database, who need not be a superuser.  The
-- extension gets a schema of its own.  Weights are multiples of a quarter
-- where they are summed, so that sums are exact in any order.

CREATE SCHEMA cx;
CREATE EXTENSION cx_metrics SCHEMA cx;
SET search_path = public, cx;

-- Its state is stored as it is, in the working layout.
CREATE AGGREGATE state_of(score integer) (SFUNC = cx_tally_add, STYPE = cx_tally, INITCOND = '[0,10]{}');
CREATE AGGREGATE state_of(score double precision, weight double precision) (SFUNC = cx_tally_add, STYPE = cx_tally, INITCOND = '[0,10]{}');
CREATE AGGREGATE state_of(score integer, low integer, high integer) (SFUNC = cx_tally_add, STYPE = cx_tally);

CREATE DOMAIN tally_0_10 AS cx_tally CHECK (cx_scale(VALUE) = '[0,10]');
CREATE TYPE scorecard AS (tally cx_tally, metric cx_metric, margin cx_range);

-- All types, in all that can contain them, with the values at the edges.
CREATE TABLE kept (
	id integer PRIMARY KEY, way text, tally cx_tally, metric cx_metric, span cx_range, spans cx_multirange,
	tallies cx_tally[], metrics cx_metric[], ranges cx_range[], checked tally_0_10, card scorecard);
INSERT INTO kept (id, way, tally) VALUES
	(1, 'empty', '[0,10]{}'), (2, 'null', NULL), (3, 'packed', '[0,10]{0,0,1,0,0,2,1,8,12,20,41}'),
	(4, 'large', '[0,10]{9007199254740992,9007199254740991,0,0,0,0,0,0,0,0,9007199254740992}'),
	(5, 'large', '[-1000,-999]{9007199254740992,1}'), (6, 'two points', '[999,1000]{300,0}'),
	(7, 'weighted', '[1,5]{1.5,0,0,2,3.5}{1.25,0,0,2,6.25}5'), (8, 'weighted', '[0,1]{0,0}{0,0}3'),
	(9, 'weighted', '[0,1]{1e100,1e-100}{1e200,1e-200}2'), (10, 'weighted',
		'[0,2]{0.1,0.30000000000000004,0.3333333333333333}{0.01,0.09,0.1111111111111111}9007199254740992');
INSERT INTO kept (id, way, tally) SELECT 11, 'working', state_of(s) FROM generate_series(0, 10) s;
INSERT INTO kept (id, way, tally) SELECT 12, 'working, weighted', state_of(s, s / 4.0 + 1) FROM generate_series(0, 10) s;
INSERT INTO kept (id, way, tally) SELECT 13, 'working, empty', state_of(NULL, 0, 10);
INSERT INTO kept (id, way, tally) SELECT 14, 'long', cx_tally(s, -50, 50, 1 + abs(s) / 3.0) FROM generate_series(-50, 50) s;
INSERT INTO kept (id, way, tally) SELECT 14 + s, 'many', cx_tally(k, 0, 10) FROM generate_series(1, 200) s, generate_series(0, s % 11) k GROUP BY s;
UPDATE kept SET metric = CASE WHEN id % 5 > 0 THEN ('{nps,csat,"net 2 7","values {-1e15,0.1,1e15,7,8,9,10,11,12,13,14}"}'::cx_metric[])[id % 5] END,
	span = CASE WHEN id % 7 > 0 THEN cx_range(id / 3.0::float8, id / 2.0::float8 + 1, (ARRAY['[]', '[)', '(]', '()'])[1 + id % 4]) END,
	spans = cx_multirange(cx_range(id, id + 0.1::float8), cx_range(NULL, -id)), tallies = ARRAY[tally, NULL, '[0,1]{1,2}'], metrics = '{nps,NULL,"top 2"}',
	ranges = ARRAY['empty', cx_scale(tally), '[-Infinity,)'], checked = CASE WHEN cx_scale(tally) = '[0,10]' THEN tally END,
	card = ROW(tally, 'index', cx_scale(tally))::scorecard;
CREATE INDEX kept_tally ON kept (tally);
CREATE INDEX kept_metric ON kept (metric, id);
CREATE INDEX kept_span ON kept USING gist (span);
CREATE INDEX kept_spans ON kept USING gist (spans);
CREATE INDEX kept_mean ON kept (cx_value(tally, 'mean'));
CREATE INDEX kept_long ON kept (way) WHERE cx_responses(tally) > 50;

-- Hashes are stored too: they choose the partition.
CREATE TABLE hashed (tally cx_tally, metric cx_metric, n bigint) PARTITION BY HASH (tally, metric);
CREATE TABLE hashed_0 PARTITION OF hashed FOR VALUES WITH (MODULUS 3, REMAINDER 0);
CREATE TABLE hashed_1 PARTITION OF hashed FOR VALUES WITH (MODULUS 3, REMAINDER 1);
CREATE TABLE hashed_2 PARTITION OF hashed FOR VALUES WITH (MODULUS 3, REMAINDER 2);
INSERT INTO hashed SELECT tally, metric, count(*) FROM kept GROUP BY tally, metric;

-- A catalogue of questions, with a key of each kind, and its answers.
CREATE TABLE metric_used (metric cx_metric PRIMARY KEY, band cx_range DEFAULT '[0,100]', EXCLUDE USING gist (band WITH &&));
INSERT INTO metric_used VALUES ('nps', '[-100,-50]'), ('csat', '(-50,0)'), ('net 2 3', '[0,0]'), ('values {0,10,40,80,100}', '(0,)');
CREATE TABLE question (name text PRIMARY KEY, low integer, high integer, metric cx_metric NOT NULL DEFAULT 'csat' REFERENCES metric_used);
CREATE INDEX question_metric ON question USING hash (metric);
INSERT INTO question VALUES ('recommend us', 0, 10, 'nps'), ('satisfied', 1, 5, DEFAULT), ('easy to do', 1, 7, 'net 2 3'),
	('stars', 1, 5, 'values {0,10,40,80,100}');
CREATE TABLE answer (id integer PRIMARY KEY, question text NOT NULL REFERENCES question, team text, day date, score integer, weight numeric);
INSERT INTO answer
	SELECT id, name, 'team ' || id % 5, date '2025-01-01' + id % 90,
		CASE WHEN id % 13 > 0 THEN least(high, low + id % 5 + (id * 31 + id / 7) % (high - low + 1)) END, id % 9 / 4.0
	FROM generate_series(1, 1200) id JOIN (SELECT *, row_number() OVER (ORDER BY name) AS i FROM question) q ON i = 1 + id % 4;

-- A rollup with everything computed from the tally, and rules about it.
CREATE TABLE daily (
	team text, day date, tally cx_tally NOT NULL DEFAULT '[0,10]{}',
	score double precision GENERATED ALWAYS AS (cx_value(tally, 'nps')) STORED,
	sure cx_range GENERATED ALWAYS AS (cx_interval(tally, 'nps', method => 'adjusted_wald')) STORED,
	twice cx_tally GENERATED ALWAYS AS (tally + tally) STORED,
	PRIMARY KEY (team, day), CHECK (cx_scale(tally) = '[0,10]'), CHECK (tally < '[0,10]{99,0,0,0,0,0,0,0,0,0,0}' AND tally - tally = '[0,10]{}'),
	CONSTRAINT few CHECK (cx_share(tally, 0, 6) < 101));
INSERT INTO daily (team, day, tally) SELECT team, day, cx_tally(score, 0, 10) FROM answer
	WHERE question = 'recommend us' AND score IS NOT NULL GROUP BY team, day;
CREATE INDEX daily_twice ON daily USING hash (twice);
CREATE INDEX daily_sure ON daily USING gist (sure);
CREATE INDEX daily_promoters ON daily (cx_share(tally, 9, 10)) WHERE tally <> '[0,10]{}';
CREATE STATISTICS daily_statistics ON team, (cx_value(tally, 'nps')) FROM daily;
ALTER TABLE daily ENABLE ROW LEVEL SECURITY;
CREATE POLICY enough ON daily USING (cx_responses(tally) > 0);

CREATE VIEW scores AS
	SELECT q.name, q.metric, cx_value(cx_tally(a.score, q.low, q.high), q.metric) AS value, cx_interval(cx_tally(a.score, q.low, q.high), q.metric) AS sure,
		csat(a.score > q.low) AS above, cx_value(cx_tally(a.score, q.low, q.high), 'top '::text || 2) AS top
	FROM question q JOIN answer a ON a.question = q.name GROUP BY q.name;
CREATE VIEW casts AS SELECT id, tally::json AS json, tally::jsonb AS jsonb, 'top 3'::varchar::cx_metric AS metric, tally + tally AS twice,
	tally > '[0,1]{}' AS more FROM kept WHERE cx_responses(tally) < 1000000;
CREATE VIEW sorted AS SELECT DISTINCT tally, metric FROM kept ORDER BY tally DESC NULLS LAST, metric;

CREATE MATERIALIZED VIEW totals AS
	SELECT team, nps(score), nps_interval(score), count(score) AS responses, cx_tally(score, 0, 10), cx_tally(score, 0, 10, weight) AS weighted,
		round(nps(score, weight)::numeric, 9) AS by_weight, nps(score) FILTER (WHERE day > '2025-02-01') AS later
	FROM answer WHERE question = 'recommend us' GROUP BY ROLLUP (team);
CREATE INDEX totals_tally ON totals (cx_tally);
CREATE MATERIALIZED VIEW last_30_days AS
	SELECT team, day, round(nps(tally) OVER w::numeric, 9) AS nps, cx_merge(tally) OVER w AS tally FROM daily
	WINDOW w AS (PARTITION BY team ORDER BY day RANGE '29 days' PRECEDING);
CREATE MATERIALIZED VIEW ranking AS
	SELECT team, cx_rank(cx_tally, 'nps') OVER (), cx_rank_interval(cx_tally, 'nps', confidence => 0.9) OVER (),
		round((cx_shrunk_value(cx_tally, 'nps') OVER ())::numeric, 9) AS shrunk, cx_signal(cx_tally, 'nps', 'classic') OVER (ORDER BY team)
	FROM totals WHERE team IS NOT NULL;

-- Rows of figures: expanded and whole, in views of both kinds, in tables, and as
-- results.
CREATE MATERIALIZED VIEW board AS
	SELECT team, nps_margin, (cx_leaderboard(cx_tally, 'nps', digits => 2) OVER w).*, (cx_target(cx_tally, 'nps', -20) OVER w).verdict,
		cx_suppressed(cx_tally, 40) OVER w,
		round((cx_top_probability(cx_tally, 'nps', 2) OVER w)::numeric, 9) AS best, cx_impact(cx_tally, sum(cx_tally) OVER w, 'nps')
	FROM (SELECT team, nps_margin(score), cx_tally(score, 0, 10) FROM answer
		WHERE question = 'recommend us' GROUP BY team) t WINDOW w AS ();
CREATE MATERIALIZED VIEW charted AS
	SELECT day, (cx_control_chart(cx_merge(tally), 'nps', digits => 3) OVER (ORDER BY day)).* FROM daily GROUP BY day;
CREATE VIEW monthly AS
	SELECT team, cx_merge(tally) FILTER (WHERE day > '2025-02-14') AS tally,
		cx_merge(tally) FILTER (WHERE day <= '2025-02-14') AS before FROM daily GROUP BY team;
CREATE VIEW moved AS
	SELECT team, (cx_progress(tally, before, 'nps') OVER ()).*, cx_contribution(tally, before, 'nps') OVER () AS part,
		cx_change_p(tally, before, 'nps', 'less') AS fell, cx_sparkline(ARRAY[cx_value(before, 'nps'), cx_value(tally, 'nps')])
	FROM monthly;
CREATE VIEW cards AS SELECT team, day, s.*, s AS card FROM daily, cx_scorecard(tally, 'nps') AS s;
CREATE VIEW contrasts AS
	SELECT team, cx_contrast_interval(ARRAY[tally, before], ARRAY[1, -1], 'nps'),
		cx_contrast_p(ARRAY[tally, before], '{1,-1}', 'nps', 'greater') FROM monthly;
CREATE VIEW shapes AS
	SELECT team, round(cx_heaping(tally, before, 9, 10)::numeric, 9) AS heaping,
		round(cx_log_odds(cx_count(tally, 0, 6), cx_responses(tally), cx_count(before, 0, 6), cx_responses(before), prior => 5)::numeric, 9) AS low
	FROM monthly;
CREATE TABLE reported (id integer PRIMARY KEY, card cx_scorecard_row, cards cx_scorecard_row[], leader cx_leaderboard_row);
INSERT INTO reported
	SELECT id, s, ARRAY[s, cx_scorecard(NULL, 'nps')], cx_leaderboard(tally, 'mean') OVER ()
	FROM kept, cx_scorecard(tally, 'mean', digits => NULL) AS s WHERE way IN ('many', 'empty');
CREATE INDEX reported_value ON reported (((card).value)) WHERE (card).responses > 2;
CREATE FUNCTION leaders(at_most integer) RETURNS SETOF cx_leaderboard_row LANGUAGE sql STABLE
	BEGIN ATOMIC
		SELECT (l).* FROM (SELECT cx_leaderboard(tally, 'nps') OVER () AS l FROM monthly) q WHERE (l).rank <= at_most;
	END;
CREATE VIEW led AS SELECT * FROM leaders(3);

CREATE FUNCTION nps_of(wanted text) RETURNS double precision LANGUAGE sql STABLE BEGIN ATOMIC SELECT nps(tally) FROM daily WHERE team = wanted; END;
CREATE FUNCTION merged(tally cx_tally, VARIADIC others cx_tally[] DEFAULT '{"[0,10]{}"}') RETURNS cx_tally
	LANGUAGE sql IMMUTABLE RETURN (SELECT cx_merge(t) FROM unnest(tally || others) t);
CREATE VIEW called AS SELECT nps_of('team 1'), merged('[0,10]{}');

COMMENT ON COLUMN daily.tally IS 'the answers of a day';
ANALYZE kept, hashed, answer, daily, totals, reported;
