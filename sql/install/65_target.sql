--
-- The units of a partition and their targets
--

CREATE TYPE cx_target_row AS (
	responses bigint,
	value double precision,
	lower double precision,
	upper double precision,
	difference double precision,
	adjusted_p double precision,
	verdict text
);
COMMENT ON TYPE cx_target_row IS 'a unit and its target';

CREATE FUNCTION cx_target(tally cx_tally, metric cx_metric, target double precision,
	confidence double precision DEFAULT 0.95, digits integer DEFAULT -1) RETURNS cx_target_row
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_target(tally cx_tally, metric cx_metric, target double precision,
	confidence double precision, digits integer) IS 'value, interval and verdict of each unit, rounded, as a row';
