--
-- Key themes: what one group speaks of more than another
--

CREATE FUNCTION cx_log_odds(y_a double precision, n_a double precision, y_b double precision, n_b double precision,
	prior double precision DEFAULT 10) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_log_odds(y_a double precision, n_a double precision, y_b double precision, n_b double precision,
	prior double precision) IS 'how much more often something is found in one group than in another, a key to rank by';
