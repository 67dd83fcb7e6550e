--
-- Control charts
--
-- Window functions over points in time: ORDER BY time.
--

CREATE FUNCTION cx_control_limits(tally cx_tally, metric cx_metric, method text DEFAULT 'laney', baseline integer DEFAULT 0) RETURNS cx_range
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_control_limits(tally cx_tally, metric cx_metric, method text, baseline integer) IS '3-sigma control limits (ORDER BY time)';

CREATE FUNCTION cx_signal(tally cx_tally, metric cx_metric, method text DEFAULT 'laney', baseline integer DEFAULT 0) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_signal(tally cx_tally, metric cx_metric, method text, baseline integer) IS 'rule of the control chart that the point breaks (ORDER BY time)';
