--
-- The progress of the units of a partition
--

CREATE TYPE cx_progress_row AS (
	rank bigint,
	responses_before bigint,
	responses bigint,
	value_before double precision,
	value double precision,
	change double precision,
	change_lower double precision,
	change_upper double precision,
	shrunk double precision,
	credibility double precision,
	adjusted_p double precision,
	verdict text
);
COMMENT ON TYPE cx_progress_row IS 'the change of a unit';

CREATE FUNCTION cx_progress(current cx_tally, previous cx_tally, metric cx_metric,
	confidence double precision DEFAULT 0.95, digits integer DEFAULT -1) RETURNS cx_progress_row
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_progress(current cx_tally, previous cx_tally, metric cx_metric,
	confidence double precision, digits integer) IS 'change, its interval and verdict of each unit, rounded, as a row';
