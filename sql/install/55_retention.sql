--
-- Retention: how many stay for how long
--

CREATE FUNCTION cx_retention(departed cx_tally, staying cx_tally, confidence double precision DEFAULT 0.95)
	RETURNS TABLE (period integer, at_risk bigint, leaving bigint, retention double precision,
		retention_lower double precision, retention_upper double precision)
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 60;
COMMENT ON FUNCTION cx_retention(departed cx_tally, staying cx_tally,
	confidence double precision) IS 'how many stay beyond each period, with confidence intervals';
