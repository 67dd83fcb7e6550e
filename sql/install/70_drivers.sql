--
-- Driver analysis: what each driver explains of an outcome
--

CREATE FUNCTION cx_worth(score double precision, low integer, high integer, metric cx_metric) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_worth(score double precision, low integer, high integer, metric cx_metric) IS 'what a score is worth under a metric';

CREATE FUNCTION cx_drivers(replicates cx_moments[], names text[] DEFAULT NULL, method text DEFAULT 'johnson',
	confidence double precision DEFAULT 0.95)
	RETURNS TABLE (driver text, answered double precision, mean double precision, correlation double precision,
		slope double precision, slope_lower double precision, slope_upper double precision, beta double precision,
		importance double precision, share double precision, share_lower double precision, share_upper double precision)
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 10;
COMMENT ON FUNCTION cx_drivers(replicates cx_moments[], names text[], method text,
	confidence double precision) IS 'what each driver explains of an outcome';

CREATE FUNCTION cx_r2(moments cx_moments) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;
COMMENT ON FUNCTION cx_r2(moments cx_moments) IS 'part of the outcome''s variation that the drivers explain';

CREATE FUNCTION cx_correlations(moments cx_moments) RETURNS double precision[]
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_correlations(moments cx_moments) IS 'correlations of the outcome and its drivers';

CREATE FUNCTION cx_moments_responses(moments cx_moments) RETURNS bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_moments_responses(moments cx_moments) IS 'number of responses';
