--
-- The leaderboard of the units of a partition
--

CREATE TYPE cx_leaderboard_row AS (
	rank bigint,
	rank_low bigint,
	rank_high bigint,
	responses bigint,
	value double precision,
	lower double precision,
	upper double precision,
	shrunk double precision,
	credibility double precision,
	adjusted_p double precision,
	standing text
);
COMMENT ON TYPE cx_leaderboard_row IS 'a unit of a leaderboard';

CREATE FUNCTION cx_leaderboard(tally cx_tally, metric cx_metric,
	confidence double precision DEFAULT 0.95, digits integer DEFAULT -1) RETURNS cx_leaderboard_row
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_leaderboard(tally cx_tally, metric cx_metric,
	confidence double precision, digits integer) IS 'rank, value, interval and standing of each unit, rounded, as a row';
