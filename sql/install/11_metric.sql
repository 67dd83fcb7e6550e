--
-- The type cx_metric: what each score is worth
--
-- It is stored as its canonical text, so output, order and hash are those of
-- PostgreSQL's own variable-length types.  Comparisons see nothing but bytes:
-- they are leakproof, and equal metrics are equal images.
--

CREATE TYPE cx_metric;

CREATE FUNCTION cx_metric_in(cstring) RETURNS cx_metric
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_metric_in(cstring) IS 'I/O';

CREATE FUNCTION cx_metric_out(cx_metric) RETURNS cstring
	AS 'textout' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_metric_out(cx_metric) IS 'I/O';

CREATE FUNCTION cx_metric_recv(internal) RETURNS cx_metric
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_metric_recv(internal) IS 'I/O';

CREATE FUNCTION cx_metric_send(cx_metric) RETURNS bytea
	AS 'textsend' LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_metric_send(cx_metric) IS 'I/O';

CREATE TYPE cx_metric (
	INPUT = cx_metric_in,
	OUTPUT = cx_metric_out,
	RECEIVE = cx_metric_recv,
	SEND = cx_metric_send,
	INTERNALLENGTH = VARIABLE,
	STORAGE = extended
);
COMMENT ON TYPE cx_metric IS 'what each score of a scale is worth';

CREATE FUNCTION cx_metric_eq(cx_metric, cx_metric) RETURNS boolean
	AS 'byteaeq' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION cx_metric_eq(cx_metric, cx_metric) IS 'implementation of = operator';

CREATE FUNCTION cx_metric_ne(cx_metric, cx_metric) RETURNS boolean
	AS 'byteane' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION cx_metric_ne(cx_metric, cx_metric) IS 'implementation of <> operator';

CREATE FUNCTION cx_metric_lt(cx_metric, cx_metric) RETURNS boolean
	AS 'bytealt' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION cx_metric_lt(cx_metric, cx_metric) IS 'implementation of < operator';

CREATE FUNCTION cx_metric_le(cx_metric, cx_metric) RETURNS boolean
	AS 'byteale' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION cx_metric_le(cx_metric, cx_metric) IS 'implementation of <= operator';

CREATE FUNCTION cx_metric_gt(cx_metric, cx_metric) RETURNS boolean
	AS 'byteagt' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION cx_metric_gt(cx_metric, cx_metric) IS 'implementation of > operator';

CREATE FUNCTION cx_metric_ge(cx_metric, cx_metric) RETURNS boolean
	AS 'byteage' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION cx_metric_ge(cx_metric, cx_metric) IS 'implementation of >= operator';

CREATE FUNCTION cx_metric_cmp(cx_metric, cx_metric) RETURNS integer
	AS 'byteacmp' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION cx_metric_cmp(cx_metric, cx_metric) IS 'less-equal-greater';

CREATE FUNCTION cx_metric_hash(cx_metric) RETURNS integer
	AS 'hashvarlena' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION cx_metric_hash(cx_metric) IS 'hash';

CREATE FUNCTION cx_metric_hash_extended(cx_metric, bigint) RETURNS bigint
	AS 'hashvarlenaextended' LANGUAGE internal IMMUTABLE STRICT LEAKPROOF PARALLEL SAFE;
COMMENT ON FUNCTION cx_metric_hash_extended(cx_metric, bigint) IS 'hash';

CREATE OPERATOR = (
	LEFTARG = cx_metric, RIGHTARG = cx_metric, FUNCTION = cx_metric_eq,
	COMMUTATOR = =, NEGATOR = <>,
	RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (cx_metric, cx_metric) IS 'equal';

CREATE OPERATOR <> (
	LEFTARG = cx_metric, RIGHTARG = cx_metric, FUNCTION = cx_metric_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (cx_metric, cx_metric) IS 'not equal';

CREATE OPERATOR < (
	LEFTARG = cx_metric, RIGHTARG = cx_metric, FUNCTION = cx_metric_lt,
	COMMUTATOR = >, NEGATOR = >=,
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (cx_metric, cx_metric) IS 'less than';

CREATE OPERATOR <= (
	LEFTARG = cx_metric, RIGHTARG = cx_metric, FUNCTION = cx_metric_le,
	COMMUTATOR = >=, NEGATOR = >,
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (cx_metric, cx_metric) IS 'less than or equal';

CREATE OPERATOR > (
	LEFTARG = cx_metric, RIGHTARG = cx_metric, FUNCTION = cx_metric_gt,
	COMMUTATOR = <, NEGATOR = <=,
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (cx_metric, cx_metric) IS 'greater than';

CREATE OPERATOR >= (
	LEFTARG = cx_metric, RIGHTARG = cx_metric, FUNCTION = cx_metric_ge,
	COMMUTATOR = <=, NEGATOR = <,
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (cx_metric, cx_metric) IS 'greater than or equal';

CREATE OPERATOR CLASS cx_metric_ops DEFAULT FOR TYPE cx_metric USING btree AS
	OPERATOR 1 <,
	OPERATOR 2 <=,
	OPERATOR 3 =,
	OPERATOR 4 >=,
	OPERATOR 5 >,
	FUNCTION 1 cx_metric_cmp(cx_metric, cx_metric),
	FUNCTION 2 pg_catalog.bytea_sortsupport(internal),
	FUNCTION 4 pg_catalog.btequalimage(oid);
COMMENT ON OPERATOR CLASS cx_metric_ops USING btree IS 'arbitrary total order of cx_metric';
COMMENT ON OPERATOR FAMILY cx_metric_ops USING btree IS 'arbitrary total order of cx_metric';

CREATE OPERATOR CLASS cx_metric_ops DEFAULT FOR TYPE cx_metric USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 cx_metric_hash(cx_metric),
	FUNCTION 2 cx_metric_hash_extended(cx_metric, bigint);
COMMENT ON OPERATOR CLASS cx_metric_ops USING hash IS 'equality of cx_metric';
COMMENT ON OPERATOR FAMILY cx_metric_ops USING hash IS 'equality of cx_metric';

CREATE CAST (text AS cx_metric) WITH INOUT AS IMPLICIT;
COMMENT ON CAST (text AS cx_metric) IS 'read a metric';

CREATE CAST (varchar AS cx_metric) WITH INOUT AS IMPLICIT;
COMMENT ON CAST (varchar AS cx_metric) IS 'read a metric';
