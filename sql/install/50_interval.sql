--
-- How sure a value is
--

CREATE FUNCTION cx_interval(tally cx_tally, metric cx_metric, confidence double precision DEFAULT 0.95,
	method text DEFAULT 'auto', population double precision DEFAULT 'Infinity') RETURNS cx_range
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION cx_interval(tally cx_tally, metric cx_metric, confidence double precision,
	method text, population double precision) IS 'confidence interval of the value of a metric';

CREATE FUNCTION cx_margin(tally cx_tally, metric cx_metric, confidence double precision DEFAULT 0.95,
	method text DEFAULT 'auto', population double precision DEFAULT 'Infinity') RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION cx_margin(tally cx_tally, metric cx_metric, confidence double precision,
	method text, population double precision) IS 'longer side of the confidence interval';

CREATE FUNCTION cx_target_p(tally cx_tally, metric cx_metric, target double precision,
	alternative text DEFAULT 'two-sided') RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION cx_target_p(tally cx_tally, metric cx_metric, target double precision,
	alternative text) IS 'p-value of: the true value is target';
