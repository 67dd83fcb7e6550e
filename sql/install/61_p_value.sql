--
-- p-values of a partition
--

CREATE FUNCTION cx_adjusted_p(p double precision) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_adjusted_p(p double precision) IS 'p-value adjusted after Benjamini and Hochberg';
