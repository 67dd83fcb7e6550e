--
-- The scorecard of a tally
--

CREATE TYPE cx_scorecard_row AS (
	responses bigint,
	value double precision,
	margin double precision,
	lower double precision,
	upper double precision
);
COMMENT ON TYPE cx_scorecard_row IS 'what is to be said of a value';

CREATE FUNCTION cx_scorecard(tally cx_tally, metric cx_metric, confidence double precision DEFAULT 0.95,
	digits integer DEFAULT -1) RETURNS cx_scorecard_row
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION cx_scorecard(tally cx_tally, metric cx_metric, confidence double precision,
	digits integer) IS 'responses, value, margin and interval, rounded, as a row';
