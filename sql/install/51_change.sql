--
-- The change between two values
--

CREATE FUNCTION cx_change_interval(current cx_tally, previous cx_tally, metric cx_metric, confidence double precision DEFAULT 0.95) RETURNS cx_range
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20;
COMMENT ON FUNCTION cx_change_interval(current cx_tally, previous cx_tally, metric cx_metric,
	confidence double precision) IS 'confidence interval of the change from previous to current';

CREATE FUNCTION cx_change_p(current cx_tally, previous cx_tally, metric cx_metric,
	alternative text DEFAULT 'two-sided') RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION cx_change_p(current cx_tally, previous cx_tally, metric cx_metric,
	alternative text) IS 'p-value of: there is no change';
