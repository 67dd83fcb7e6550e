--
-- The type cx_tally: how many respondents gave each score
--

CREATE TYPE cx_tally;

CREATE FUNCTION cx_tally_in(cstring) RETURNS cx_tally
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_in(cstring) IS 'I/O';

CREATE FUNCTION cx_tally_out(cx_tally) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_out(cx_tally) IS 'I/O';

CREATE FUNCTION cx_tally_recv(internal) RETURNS cx_tally
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_recv(internal) IS 'I/O';

CREATE FUNCTION cx_tally_send(cx_tally) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_send(cx_tally) IS 'I/O';

CREATE TYPE cx_tally (
	INPUT = cx_tally_in,
	OUTPUT = cx_tally_out,
	RECEIVE = cx_tally_recv,
	SEND = cx_tally_send,
	INTERNALLENGTH = VARIABLE,
	ALIGNMENT = double,
	STORAGE = extended
);
COMMENT ON TYPE cx_tally IS 'how many respondents gave each score of a scale';

CREATE FUNCTION cx_tally_eq(cx_tally, cx_tally) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_eq(cx_tally, cx_tally) IS 'implementation of = operator';

CREATE FUNCTION cx_tally_ne(cx_tally, cx_tally) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_ne(cx_tally, cx_tally) IS 'implementation of <> operator';

CREATE FUNCTION cx_tally_lt(cx_tally, cx_tally) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_lt(cx_tally, cx_tally) IS 'implementation of < operator';

CREATE FUNCTION cx_tally_le(cx_tally, cx_tally) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_le(cx_tally, cx_tally) IS 'implementation of <= operator';

CREATE FUNCTION cx_tally_gt(cx_tally, cx_tally) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_gt(cx_tally, cx_tally) IS 'implementation of > operator';

CREATE FUNCTION cx_tally_ge(cx_tally, cx_tally) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_ge(cx_tally, cx_tally) IS 'implementation of >= operator';

CREATE FUNCTION cx_tally_cmp(cx_tally, cx_tally) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_cmp(cx_tally, cx_tally) IS 'less-equal-greater';

CREATE FUNCTION cx_tally_hash(cx_tally) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_hash(cx_tally) IS 'hash';

CREATE FUNCTION cx_tally_hash_extended(cx_tally, bigint) RETURNS bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_hash_extended(cx_tally, bigint) IS 'hash';

CREATE OPERATOR = (
	LEFTARG = cx_tally, RIGHTARG = cx_tally, FUNCTION = cx_tally_eq,
	COMMUTATOR = =, NEGATOR = <>,
	RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
COMMENT ON OPERATOR = (cx_tally, cx_tally) IS 'equal';

CREATE OPERATOR <> (
	LEFTARG = cx_tally, RIGHTARG = cx_tally, FUNCTION = cx_tally_ne,
	COMMUTATOR = <>, NEGATOR = =,
	RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR <> (cx_tally, cx_tally) IS 'not equal';

CREATE OPERATOR < (
	LEFTARG = cx_tally, RIGHTARG = cx_tally, FUNCTION = cx_tally_lt,
	COMMUTATOR = >, NEGATOR = >=,
	RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
COMMENT ON OPERATOR < (cx_tally, cx_tally) IS 'less than';

CREATE OPERATOR <= (
	LEFTARG = cx_tally, RIGHTARG = cx_tally, FUNCTION = cx_tally_le,
	COMMUTATOR = >=, NEGATOR = >,
	RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
COMMENT ON OPERATOR <= (cx_tally, cx_tally) IS 'less than or equal';

CREATE OPERATOR > (
	LEFTARG = cx_tally, RIGHTARG = cx_tally, FUNCTION = cx_tally_gt,
	COMMUTATOR = <, NEGATOR = <=,
	RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
COMMENT ON OPERATOR > (cx_tally, cx_tally) IS 'greater than';

CREATE OPERATOR >= (
	LEFTARG = cx_tally, RIGHTARG = cx_tally, FUNCTION = cx_tally_ge,
	COMMUTATOR = <=, NEGATOR = <,
	RESTRICT = scalargesel, JOIN = scalargejoinsel
);
COMMENT ON OPERATOR >= (cx_tally, cx_tally) IS 'greater than or equal';

CREATE OPERATOR CLASS cx_tally_ops DEFAULT FOR TYPE cx_tally USING btree AS
	OPERATOR 1 <,
	OPERATOR 2 <=,
	OPERATOR 3 =,
	OPERATOR 4 >=,
	OPERATOR 5 >,
	FUNCTION 1 cx_tally_cmp(cx_tally, cx_tally);
COMMENT ON OPERATOR CLASS cx_tally_ops USING btree IS 'arbitrary total order of cx_tally';
COMMENT ON OPERATOR FAMILY cx_tally_ops USING btree IS 'arbitrary total order of cx_tally';

CREATE OPERATOR CLASS cx_tally_ops DEFAULT FOR TYPE cx_tally USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 cx_tally_hash(cx_tally),
	FUNCTION 2 cx_tally_hash_extended(cx_tally, bigint);
COMMENT ON OPERATOR CLASS cx_tally_ops USING hash IS 'equality of cx_tally';
COMMENT ON OPERATOR FAMILY cx_tally_ops USING hash IS 'equality of cx_tally';

CREATE FUNCTION cx_tally_merge(cx_tally, cx_tally) RETURNS cx_tally
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_merge(cx_tally, cx_tally) IS 'implementation of + operator, transition and combine function';

CREATE FUNCTION cx_tally_subtraction(cx_tally, cx_tally) RETURNS cx_tally
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_subtraction(cx_tally, cx_tally) IS 'implementation of - operator';

CREATE OPERATOR + (
	LEFTARG = cx_tally, RIGHTARG = cx_tally, FUNCTION = cx_tally_merge,
	COMMUTATOR = +
);
COMMENT ON OPERATOR + (cx_tally, cx_tally) IS 'merge two tallies on one scale';

CREATE OPERATOR - (
	LEFTARG = cx_tally, RIGHTARG = cx_tally, FUNCTION = cx_tally_subtraction
);
COMMENT ON OPERATOR - (cx_tally, cx_tally) IS 'take the responses of an unweighted tally away from another one';

CREATE FUNCTION cx_tally_times_weight(cx_tally, double precision) RETURNS cx_tally
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_times_weight(cx_tally, double precision) IS 'implementation of * operator';

CREATE FUNCTION cx_weight_times_tally(double precision, cx_tally) RETURNS cx_tally
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_weight_times_tally(double precision, cx_tally) IS 'implementation of * operator';

CREATE OPERATOR * (
	LEFTARG = cx_tally, RIGHTARG = double precision, FUNCTION = cx_tally_times_weight,
	COMMUTATOR = *
);
COMMENT ON OPERATOR * (cx_tally, double precision) IS 'make every response count so much';

CREATE OPERATOR * (
	LEFTARG = double precision, RIGHTARG = cx_tally, FUNCTION = cx_weight_times_tally,
	COMMUTATOR = *
);
COMMENT ON OPERATOR * (double precision, cx_tally) IS 'make every response count so much';

CREATE FUNCTION cx_tally_to_json(cx_tally) RETURNS json
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_to_json(cx_tally) IS 'cast to json';

CREATE FUNCTION cx_tally_to_jsonb(cx_tally) RETURNS jsonb
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_to_jsonb(cx_tally) IS 'cast to jsonb';

CREATE CAST (cx_tally AS json) WITH FUNCTION cx_tally_to_json(cx_tally);
COMMENT ON CAST (cx_tally AS json) IS 'scale, responses and counts (or weights and squares) as a JSON object';

CREATE CAST (cx_tally AS jsonb) WITH FUNCTION cx_tally_to_jsonb(cx_tally);
COMMENT ON CAST (cx_tally AS jsonb) IS 'scale, responses and counts (or weights and squares) as a JSON object';

CREATE CAST (json AS cx_tally) WITH INOUT;
COMMENT ON CAST (json AS cx_tally) IS 'read the JSON object that a tally casts to';

CREATE CAST (jsonb AS cx_tally) WITH INOUT;
COMMENT ON CAST (jsonb AS cx_tally) IS 'read the JSON object that a tally casts to';
