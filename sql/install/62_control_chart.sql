--
-- Control charts
--
-- Window functions over points in time: ORDER BY time.
--

CREATE FUNCTION cx_control_limits(tally cx_tally, metric cx_metric, method text DEFAULT 'exact', baseline integer DEFAULT 0) RETURNS cx_range
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_control_limits(tally cx_tally, metric cx_metric, method text, baseline integer) IS '3-sigma control limits (ORDER BY time)';

CREATE FUNCTION cx_signal(tally cx_tally, metric cx_metric, method text DEFAULT 'exact', baseline integer DEFAULT 0) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_signal(tally cx_tally, metric cx_metric, method text,
	baseline integer) IS 'rule of the control chart that the point breaks (ORDER BY time)';

CREATE TYPE cx_control_chart_row AS (
	responses bigint,
	value double precision,
	centre double precision,
	lower_limit double precision,
	upper_limit double precision,
	signal text
);
COMMENT ON TYPE cx_control_chart_row IS 'a point of a control chart';

CREATE FUNCTION cx_control_chart(tally cx_tally, metric cx_metric, method text DEFAULT 'exact', baseline integer DEFAULT 0,
	digits integer DEFAULT -1) RETURNS cx_control_chart_row
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_control_chart(tally cx_tally, metric cx_metric, method text, baseline integer,
	digits integer) IS 'value, limits and signal of each point, rounded, as a row (ORDER BY time)';
