--
-- The type cx_moments: how an outcome and several drivers vary together
--

CREATE TYPE cx_moments;

CREATE FUNCTION cx_moments_in(cstring) RETURNS cx_moments
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_moments_in(cstring) IS 'I/O';

CREATE FUNCTION cx_moments_out(cx_moments) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_moments_out(cx_moments) IS 'I/O';

CREATE FUNCTION cx_moments_recv(internal) RETURNS cx_moments
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_moments_recv(internal) IS 'I/O';

CREATE FUNCTION cx_moments_send(cx_moments) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_moments_send(cx_moments) IS 'I/O';

CREATE TYPE cx_moments (
	INPUT = cx_moments_in,
	OUTPUT = cx_moments_out,
	RECEIVE = cx_moments_recv,
	SEND = cx_moments_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = extended
);
COMMENT ON TYPE cx_moments IS 'how an outcome and several drivers vary together';

CREATE FUNCTION cx_moments_add(cx_moments, double precision, double precision[]) RETURNS cx_moments
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_moments_add(cx_moments, double precision, double precision[]) IS 'transition function';

CREATE FUNCTION cx_moments_add(cx_moments, double precision, double precision[], double precision) RETURNS cx_moments
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_moments_add(cx_moments, double precision, double precision[], double precision) IS 'transition function';

CREATE FUNCTION cx_moments_combine(cx_moments, cx_moments) RETURNS cx_moments
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_moments_combine(cx_moments, cx_moments) IS 'transition and combine function';

CREATE AGGREGATE cx_moments(outcome double precision, drivers double precision[]) (
	SFUNC = cx_moments_add, STYPE = cx_moments, SSPACE = 2048,
	COMBINEFUNC = cx_moments_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cx_moments(outcome double precision, drivers double precision[]) IS 'moments of an outcome and its drivers';

CREATE AGGREGATE cx_moments(outcome double precision, drivers double precision[], weight double precision) (
	SFUNC = cx_moments_add, STYPE = cx_moments, SSPACE = 2048,
	COMBINEFUNC = cx_moments_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cx_moments(outcome double precision, drivers double precision[],
	weight double precision) IS 'moments of a weighted outcome and its drivers';

CREATE AGGREGATE cx_moments_merge(moments cx_moments) (
	SFUNC = cx_moments_combine, STYPE = cx_moments, SSPACE = 2048,
	COMBINEFUNC = cx_moments_combine, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cx_moments_merge(moments cx_moments) IS 'merge of moments of the same drivers';
