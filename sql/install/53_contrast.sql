--
-- Contrasts of several values
--

CREATE FUNCTION cx_contrast_interval(tallies cx_tally[], coefficients double precision[], metric cx_metric,
	confidence double precision DEFAULT 0.95) RETURNS cx_range
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 40;
COMMENT ON FUNCTION cx_contrast_interval(tallies cx_tally[], coefficients double precision[], metric cx_metric,
	confidence double precision) IS 'confidence interval of a sum of values, each times its coefficient';

CREATE FUNCTION cx_contrast_p(tallies cx_tally[], coefficients double precision[], metric cx_metric,
	alternative text DEFAULT 'two-sided') RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION cx_contrast_p(tallies cx_tally[], coefficients double precision[], metric cx_metric,
	alternative text) IS 'p-value of: the sum of values, each times its coefficient, is 0';
