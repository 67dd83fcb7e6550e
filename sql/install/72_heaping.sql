--
-- Gaming: scores that are there too often for the rest of the answers
--

CREATE FUNCTION cx_heaping(tally cx_tally, others cx_tally, first integer, last integer) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION cx_heaping(tally cx_tally, others cx_tally, first integer, last integer)
	IS 'how many more scores from first to last there are than at the same mean elsewhere, as a normal deviate';
