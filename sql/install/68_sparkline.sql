--
-- Series as a line of blocks
--

CREATE FUNCTION cx_sparkline("values" double precision[], low double precision DEFAULT NULL, high double precision DEFAULT NULL) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_sparkline("values" double precision[], low double precision, high double precision) IS 'a block for each value, the higher the higher';
