/* The objects of cx_metrics, joined by make from the files of sql/install. */

-- complain if script is sourced in psql, rather than via CREATE EXTENSION
\echo Use "CREATE EXTENSION cx_metrics" to load this file. \quit
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
--
-- The type cx_range: a range of float8
--

CREATE TYPE cx_range AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi);
COMMENT ON TYPE cx_range IS 'range of double precision, the form of all intervals';
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
--
-- Scores: the numbers in labelled answers
--

CREATE FUNCTION cx_score(answer text, VARIADIC no_answer text[] DEFAULT '{}') RETURNS numeric
	AS 'MODULE_PATHNAME', 'cx_score_text' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_score(answer text, VARIADIC no_answer text[]) IS 'number at the start of a labelled answer';

CREATE FUNCTION cx_score(answer jsonb, VARIADIC no_answer text[] DEFAULT '{}') RETURNS numeric
	AS 'MODULE_PATHNAME', 'cx_score_jsonb' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_score(answer jsonb, VARIADIC no_answer text[]) IS 'number at the start of a labelled answer in JSON';
--
-- The state of the aggregates
--
-- It is a cx_tally, so that parallel workers and distributed engines can
-- exchange it as they do any value.  Frames that move over answers with weights,
-- or over tallies, have another one, which never leaves the window.
--

CREATE FUNCTION cx_tally_add(cx_tally, smallint) RETURNS cx_tally
	AS 'MODULE_PATHNAME', 'cx_tally_add_int2' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_add(cx_tally, smallint) IS 'aggregate support: count a score';

CREATE FUNCTION cx_tally_add(cx_tally, integer) RETURNS cx_tally
	AS 'MODULE_PATHNAME', 'cx_tally_add_int4' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_add(cx_tally, integer) IS 'aggregate support: count a score';

CREATE FUNCTION cx_tally_add(cx_tally, double precision) RETURNS cx_tally
	AS 'MODULE_PATHNAME', 'cx_tally_add_float8' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_add(cx_tally, double precision) IS 'aggregate support: count a score';

CREATE FUNCTION cx_tally_add(cx_tally, double precision, double precision) RETURNS cx_tally
	AS 'MODULE_PATHNAME', 'cx_tally_add_weighted' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_add(cx_tally, double precision, double precision) IS 'aggregate support: count a weighted score';

CREATE FUNCTION cx_tally_add(cx_tally, numeric) RETURNS cx_tally
	AS 'MODULE_PATHNAME', 'cx_tally_add_numeric' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_add(cx_tally, numeric) IS 'aggregate support: count a score';

CREATE FUNCTION cx_tally_add(cx_tally, boolean) RETURNS cx_tally
	AS 'MODULE_PATHNAME', 'cx_tally_add_bool' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_add(cx_tally, boolean) IS 'aggregate support: count a score';

CREATE FUNCTION cx_tally_add(cx_tally, boolean, double precision) RETURNS cx_tally
	AS 'MODULE_PATHNAME', 'cx_tally_add_weighted_bool' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_add(cx_tally, boolean, double precision) IS 'aggregate support: count a weighted score';

CREATE FUNCTION cx_tally_add(cx_tally, smallint, integer, integer) RETURNS cx_tally
	AS 'MODULE_PATHNAME', 'cx_tally_add_int2' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_add(cx_tally, smallint, integer, integer) IS 'aggregate support: count a score on a given scale';

CREATE FUNCTION cx_tally_add(cx_tally, integer, integer, integer) RETURNS cx_tally
	AS 'MODULE_PATHNAME', 'cx_tally_add_int4' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_add(cx_tally, integer, integer, integer) IS 'aggregate support: count a score on a given scale';

CREATE FUNCTION cx_tally_add(cx_tally, double precision, integer, integer) RETURNS cx_tally
	AS 'MODULE_PATHNAME', 'cx_tally_add_float8' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_add(cx_tally, double precision, integer, integer) IS 'aggregate support: count a score on a given scale';

CREATE FUNCTION cx_tally_add(cx_tally, numeric, integer, integer) RETURNS cx_tally
	AS 'MODULE_PATHNAME', 'cx_tally_add_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_add(cx_tally, numeric, integer, integer) IS 'aggregate support: count a score on a given scale';

CREATE FUNCTION cx_tally_add(cx_tally, double precision, integer, integer, double precision) RETURNS cx_tally
	AS 'MODULE_PATHNAME', 'cx_tally_add_weighted' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_add(cx_tally, double precision, integer, integer,
	double precision) IS 'aggregate support: count a weighted score on a given scale';

CREATE FUNCTION cx_tally_add_counts(cx_tally, integer, bigint, integer, integer) RETURNS cx_tally
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_add_counts(cx_tally, integer, bigint, integer, integer) IS 'aggregate support: add responses of one score';

CREATE FUNCTION cx_tally_add_counts(cx_tally, integer, double precision, integer, integer) RETURNS cx_tally
	AS 'MODULE_PATHNAME', 'cx_tally_add_counts_float8' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_add_counts(cx_tally, integer, double precision, integer, integer) IS 'aggregate support: add responses of one score';

CREATE FUNCTION cx_tally_remove(cx_tally, smallint) RETURNS cx_tally
	AS 'MODULE_PATHNAME', 'cx_tally_remove_int2' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_remove(cx_tally, smallint) IS 'aggregate support: take a score away';

CREATE FUNCTION cx_tally_remove(cx_tally, integer) RETURNS cx_tally
	AS 'MODULE_PATHNAME', 'cx_tally_remove_int4' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_remove(cx_tally, integer) IS 'aggregate support: take a score away';

CREATE FUNCTION cx_tally_remove(cx_tally, double precision) RETURNS cx_tally
	AS 'MODULE_PATHNAME', 'cx_tally_remove_float8' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_remove(cx_tally, double precision) IS 'aggregate support: take a score away';

CREATE FUNCTION cx_tally_remove(cx_tally, numeric) RETURNS cx_tally
	AS 'MODULE_PATHNAME', 'cx_tally_remove_numeric' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_remove(cx_tally, numeric) IS 'aggregate support: take a score away';

CREATE FUNCTION cx_tally_remove(cx_tally, boolean) RETURNS cx_tally
	AS 'MODULE_PATHNAME', 'cx_tally_remove_bool' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_remove(cx_tally, boolean) IS 'aggregate support: take a score away';

CREATE FUNCTION cx_tally_remove(cx_tally, smallint, integer, integer) RETURNS cx_tally
	AS 'MODULE_PATHNAME', 'cx_tally_remove_int2' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_remove(cx_tally, smallint, integer, integer) IS 'aggregate support: take a score away on a given scale';

CREATE FUNCTION cx_tally_remove(cx_tally, integer, integer, integer) RETURNS cx_tally
	AS 'MODULE_PATHNAME', 'cx_tally_remove_int4' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_remove(cx_tally, integer, integer, integer) IS 'aggregate support: take a score away on a given scale';

CREATE FUNCTION cx_tally_remove(cx_tally, double precision, integer, integer) RETURNS cx_tally
	AS 'MODULE_PATHNAME', 'cx_tally_remove_float8' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_remove(cx_tally, double precision, integer, integer) IS 'aggregate support: take a score away on a given scale';

CREATE FUNCTION cx_tally_remove(cx_tally, numeric, integer, integer) RETURNS cx_tally
	AS 'MODULE_PATHNAME', 'cx_tally_remove_numeric' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_remove(cx_tally, numeric, integer, integer) IS 'aggregate support: take a score away on a given scale';

CREATE FUNCTION cx_tally_remove_counts(cx_tally, integer, bigint, integer, integer) RETURNS cx_tally
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_remove_counts(cx_tally, integer, bigint, integer, integer) IS 'aggregate support: take away responses of one score';

CREATE FUNCTION cx_tally_remove_counts(cx_tally, integer, double precision, integer, integer) RETURNS cx_tally
	AS 'MODULE_PATHNAME', 'cx_tally_remove_counts_float8' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_remove_counts(cx_tally, integer, double precision, integer, integer) IS 'aggregate support: take away responses of one score';

CREATE FUNCTION cx_tally_packed(cx_tally) RETURNS cx_tally
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_packed(cx_tally) IS 'aggregate support: the state as it is stored';

CREATE FUNCTION cx_tally_unless_empty(cx_tally) RETURNS cx_tally
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_unless_empty(cx_tally) IS 'aggregate support: the state as it is stored, or NULL without responses';

--
-- In frames that move
--

CREATE FUNCTION cx_moving_add(internal, boolean, double precision) RETURNS internal
	AS 'MODULE_PATHNAME', 'cx_moving_add_bool' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_moving_add(internal, boolean, double precision) IS 'aggregate support: count a weighted score';

CREATE FUNCTION cx_moving_add(internal, double precision, integer, integer, double precision) RETURNS internal
	AS 'MODULE_PATHNAME', 'cx_moving_add_scaled' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_moving_add(internal, double precision, integer, integer,
	double precision) IS 'aggregate support: count a weighted score on a given scale';

CREATE FUNCTION cx_moving_add(internal, cx_tally) RETURNS internal
	AS 'MODULE_PATHNAME', 'cx_moving_add_tally' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_moving_add(internal, cx_tally) IS 'aggregate support: merge a tally';

CREATE FUNCTION cx_moving_remove(internal, boolean, double precision) RETURNS internal
	AS 'MODULE_PATHNAME', 'cx_moving_remove_bool' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_moving_remove(internal, boolean, double precision) IS 'aggregate support: take away a weighted score';

CREATE FUNCTION cx_moving_remove(internal, double precision, integer, integer, double precision) RETURNS internal
	AS 'MODULE_PATHNAME', 'cx_moving_remove_scaled' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_moving_remove(internal, double precision, integer, integer,
	double precision) IS 'aggregate support: take away a weighted score on a given scale';

CREATE FUNCTION cx_moving_remove(internal, cx_tally) RETURNS internal
	AS 'MODULE_PATHNAME', 'cx_moving_remove_tally' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_moving_remove(internal, cx_tally) IS 'aggregate support: undo the merge of a tally';

CREATE FUNCTION cx_moving_packed(internal) RETURNS cx_tally
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_moving_packed(internal) IS 'aggregate support: tally of a moving frame';

CREATE FUNCTION cx_moving_unless_empty(internal) RETURNS cx_tally
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_moving_unless_empty(internal) IS 'aggregate support: tally of a moving frame, or NULL without responses';
--
-- Net Promoter Score
--

CREATE FUNCTION cx_tally_nps(cx_tally) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_nps(cx_tally) IS 'aggregate support: nps of the state';

CREATE FUNCTION cx_tally_nps_interval(cx_tally) RETURNS cx_range
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_nps_interval(cx_tally) IS 'aggregate support: interval of nps of the state';

CREATE FUNCTION cx_tally_nps_margin(cx_tally) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_nps_margin(cx_tally) IS 'aggregate support: margin of nps of the state';

CREATE FUNCTION cx_moving_add_nps(internal, double precision, double precision) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_moving_add_nps(internal, double precision, double precision) IS 'aggregate support: count a weighted score, 0 to 10';

CREATE FUNCTION cx_moving_remove_nps(internal, double precision, double precision) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_moving_remove_nps(internal, double precision, double precision) IS 'aggregate support: take away a weighted score, 0 to 10';

CREATE FUNCTION cx_moving_nps(internal) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_moving_nps(internal) IS 'aggregate support: nps of a moving frame';

CREATE FUNCTION cx_moving_nps_interval(internal) RETURNS cx_range
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_moving_nps_interval(internal) IS 'aggregate support: interval of nps of a moving frame';

CREATE FUNCTION cx_moving_nps_margin(internal) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_moving_nps_margin(internal) IS 'aggregate support: margin of nps of a moving frame';

CREATE AGGREGATE nps(score smallint) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 96, INITCOND = '[0,10]{}',
	FINALFUNC = cx_tally_nps, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 96, MINITCOND = '[0,10]{}',
	MFINALFUNC = cx_tally_nps, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps(score smallint) IS 'Net Promoter Score, of scores 0 to 10';

CREATE AGGREGATE nps(score integer) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 96, INITCOND = '[0,10]{}',
	FINALFUNC = cx_tally_nps, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 96, MINITCOND = '[0,10]{}',
	MFINALFUNC = cx_tally_nps, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps(score integer) IS 'Net Promoter Score, of scores 0 to 10';

CREATE AGGREGATE nps(score numeric) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 96, INITCOND = '[0,10]{}',
	FINALFUNC = cx_tally_nps, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 96, MINITCOND = '[0,10]{}',
	MFINALFUNC = cx_tally_nps, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps(score numeric) IS 'Net Promoter Score, of scores 0 to 10';

CREATE AGGREGATE nps(score double precision) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 96, INITCOND = '[0,10]{}',
	FINALFUNC = cx_tally_nps, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 96, MINITCOND = '[0,10]{}',
	MFINALFUNC = cx_tally_nps, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps(score double precision) IS 'Net Promoter Score, of scores 0 to 10';

CREATE AGGREGATE nps(score double precision, weight double precision) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 192, INITCOND = '[0,10]{}',
	FINALFUNC = cx_tally_nps, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_moving_add_nps, MINVFUNC = cx_moving_remove_nps, MSTYPE = internal, MSSPACE = 976,
	MFINALFUNC = cx_moving_nps, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps(score double precision, weight double precision) IS 'Net Promoter Score, of weighted scores 0 to 10';

CREATE AGGREGATE nps(tally cx_tally) (
	SFUNC = cx_tally_merge, STYPE = cx_tally, SSPACE = 96,
	FINALFUNC = cx_tally_nps, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_moving_add, MINVFUNC = cx_moving_remove, MSTYPE = internal, MSSPACE = 136,
	MFINALFUNC = cx_moving_nps, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps(tally cx_tally) IS 'Net Promoter Score, of tallies';

CREATE AGGREGATE nps_interval(score smallint) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 96, INITCOND = '[0,10]{}',
	FINALFUNC = cx_tally_nps_interval, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 96, MINITCOND = '[0,10]{}',
	MFINALFUNC = cx_tally_nps_interval, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_interval(score smallint) IS '95 % interval of the Net Promoter Score, of scores 0 to 10';

CREATE AGGREGATE nps_interval(score integer) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 96, INITCOND = '[0,10]{}',
	FINALFUNC = cx_tally_nps_interval, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 96, MINITCOND = '[0,10]{}',
	MFINALFUNC = cx_tally_nps_interval, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_interval(score integer) IS '95 % interval of the Net Promoter Score, of scores 0 to 10';

CREATE AGGREGATE nps_interval(score numeric) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 96, INITCOND = '[0,10]{}',
	FINALFUNC = cx_tally_nps_interval, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 96, MINITCOND = '[0,10]{}',
	MFINALFUNC = cx_tally_nps_interval, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_interval(score numeric) IS '95 % interval of the Net Promoter Score, of scores 0 to 10';

CREATE AGGREGATE nps_interval(score double precision) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 96, INITCOND = '[0,10]{}',
	FINALFUNC = cx_tally_nps_interval, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 96, MINITCOND = '[0,10]{}',
	MFINALFUNC = cx_tally_nps_interval, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_interval(score double precision) IS '95 % interval of the Net Promoter Score, of scores 0 to 10';

CREATE AGGREGATE nps_interval(score double precision, weight double precision) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 192, INITCOND = '[0,10]{}',
	FINALFUNC = cx_tally_nps_interval, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_moving_add_nps, MINVFUNC = cx_moving_remove_nps, MSTYPE = internal, MSSPACE = 976,
	MFINALFUNC = cx_moving_nps_interval, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_interval(score double precision, weight double precision) IS '95 % interval of the Net Promoter Score, of weighted scores 0 to 10';

CREATE AGGREGATE nps_interval(tally cx_tally) (
	SFUNC = cx_tally_merge, STYPE = cx_tally, SSPACE = 96,
	FINALFUNC = cx_tally_nps_interval, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_moving_add, MINVFUNC = cx_moving_remove, MSTYPE = internal, MSSPACE = 136,
	MFINALFUNC = cx_moving_nps_interval, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_interval(tally cx_tally) IS '95 % interval of the Net Promoter Score, of tallies';

CREATE AGGREGATE nps_margin(score smallint) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 96, INITCOND = '[0,10]{}',
	FINALFUNC = cx_tally_nps_margin, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 96, MINITCOND = '[0,10]{}',
	MFINALFUNC = cx_tally_nps_margin, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_margin(score smallint) IS '95 % margin of the Net Promoter Score, of scores 0 to 10';

CREATE AGGREGATE nps_margin(score integer) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 96, INITCOND = '[0,10]{}',
	FINALFUNC = cx_tally_nps_margin, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 96, MINITCOND = '[0,10]{}',
	MFINALFUNC = cx_tally_nps_margin, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_margin(score integer) IS '95 % margin of the Net Promoter Score, of scores 0 to 10';

CREATE AGGREGATE nps_margin(score numeric) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 96, INITCOND = '[0,10]{}',
	FINALFUNC = cx_tally_nps_margin, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 96, MINITCOND = '[0,10]{}',
	MFINALFUNC = cx_tally_nps_margin, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_margin(score numeric) IS '95 % margin of the Net Promoter Score, of scores 0 to 10';

CREATE AGGREGATE nps_margin(score double precision) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 96, INITCOND = '[0,10]{}',
	FINALFUNC = cx_tally_nps_margin, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 96, MINITCOND = '[0,10]{}',
	MFINALFUNC = cx_tally_nps_margin, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_margin(score double precision) IS '95 % margin of the Net Promoter Score, of scores 0 to 10';

CREATE AGGREGATE nps_margin(score double precision, weight double precision) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 192, INITCOND = '[0,10]{}',
	FINALFUNC = cx_tally_nps_margin, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_moving_add_nps, MINVFUNC = cx_moving_remove_nps, MSTYPE = internal, MSSPACE = 976,
	MFINALFUNC = cx_moving_nps_margin, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_margin(score double precision, weight double precision) IS '95 % margin of the Net Promoter Score, of weighted scores 0 to 10';

CREATE AGGREGATE nps_margin(tally cx_tally) (
	SFUNC = cx_tally_merge, STYPE = cx_tally, SSPACE = 96,
	FINALFUNC = cx_tally_nps_margin, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_moving_add, MINVFUNC = cx_moving_remove, MSTYPE = internal, MSSPACE = 136,
	MFINALFUNC = cx_moving_nps_margin, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE nps_margin(tally cx_tally) IS '95 % margin of the Net Promoter Score, of tallies';
--
-- Customer satisfaction
--

CREATE FUNCTION cx_tally_csat(cx_tally) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_csat(cx_tally) IS 'aggregate support: csat of the state';

CREATE FUNCTION cx_tally_csat_interval(cx_tally) RETURNS cx_range
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_csat_interval(cx_tally) IS 'aggregate support: interval of csat of the state';

CREATE FUNCTION cx_tally_csat_margin(cx_tally) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_csat_margin(cx_tally) IS 'aggregate support: margin of csat of the state';

CREATE FUNCTION cx_moving_add_csat(internal, double precision, double precision) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_moving_add_csat(internal, double precision, double precision) IS 'aggregate support: count a weighted score, 1 to 5';

CREATE FUNCTION cx_moving_remove_csat(internal, double precision, double precision) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_moving_remove_csat(internal, double precision, double precision) IS 'aggregate support: take away a weighted score, 1 to 5';

CREATE FUNCTION cx_moving_csat(internal) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_moving_csat(internal) IS 'aggregate support: csat of a moving frame';

CREATE FUNCTION cx_moving_csat_interval(internal) RETURNS cx_range
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_moving_csat_interval(internal) IS 'aggregate support: interval of csat of a moving frame';

CREATE FUNCTION cx_moving_csat_margin(internal) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_moving_csat_margin(internal) IS 'aggregate support: margin of csat of a moving frame';

CREATE AGGREGATE csat(score smallint) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 48, INITCOND = '[1,5]{}',
	FINALFUNC = cx_tally_csat, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 48, MINITCOND = '[1,5]{}',
	MFINALFUNC = cx_tally_csat, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat(score smallint) IS 'customer satisfaction, percent of the top two scores, of scores 1 to 5';

CREATE AGGREGATE csat(score integer) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 48, INITCOND = '[1,5]{}',
	FINALFUNC = cx_tally_csat, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 48, MINITCOND = '[1,5]{}',
	MFINALFUNC = cx_tally_csat, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat(score integer) IS 'customer satisfaction, percent of the top two scores, of scores 1 to 5';

CREATE AGGREGATE csat(score numeric) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 48, INITCOND = '[1,5]{}',
	FINALFUNC = cx_tally_csat, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 48, MINITCOND = '[1,5]{}',
	MFINALFUNC = cx_tally_csat, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat(score numeric) IS 'customer satisfaction, percent of the top two scores, of scores 1 to 5';

CREATE AGGREGATE csat(score double precision) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 48, INITCOND = '[1,5]{}',
	FINALFUNC = cx_tally_csat, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 48, MINITCOND = '[1,5]{}',
	MFINALFUNC = cx_tally_csat, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat(score double precision) IS 'customer satisfaction, percent of the top two scores, of scores 1 to 5';

CREATE AGGREGATE csat(good boolean) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 24, INITCOND = '[0,1]{}',
	FINALFUNC = cx_tally_csat, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 24, MINITCOND = '[0,1]{}',
	MFINALFUNC = cx_tally_csat, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat(good boolean) IS 'customer satisfaction, percent of true';

CREATE AGGREGATE csat(good boolean, weight double precision) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 48, INITCOND = '[0,1]{}',
	FINALFUNC = cx_tally_csat, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_moving_add, MINVFUNC = cx_moving_remove, MSTYPE = internal, MSSPACE = 256,
	MFINALFUNC = cx_moving_csat, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat(good boolean, weight double precision) IS 'customer satisfaction, percent of weighted true';

CREATE AGGREGATE csat(score double precision, weight double precision) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 96, INITCOND = '[1,5]{}',
	FINALFUNC = cx_tally_csat, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_moving_add_csat, MINVFUNC = cx_moving_remove_csat, MSTYPE = internal, MSSPACE = 496,
	MFINALFUNC = cx_moving_csat, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat(score double precision, weight double precision) IS 'customer satisfaction, percent of the top two scores, of weighted scores 1 to 5';

CREATE AGGREGATE csat(tally cx_tally) (
	SFUNC = cx_tally_merge, STYPE = cx_tally, SSPACE = 48,
	FINALFUNC = cx_tally_csat, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_moving_add, MINVFUNC = cx_moving_remove, MSTYPE = internal, MSSPACE = 88,
	MFINALFUNC = cx_moving_csat, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat(tally cx_tally) IS 'customer satisfaction, percent of the top two scores, of tallies';

CREATE AGGREGATE csat_interval(score smallint) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 48, INITCOND = '[1,5]{}',
	FINALFUNC = cx_tally_csat_interval, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 48, MINITCOND = '[1,5]{}',
	MFINALFUNC = cx_tally_csat_interval, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_interval(score smallint) IS '95 % interval of the customer satisfaction, of scores 1 to 5';

CREATE AGGREGATE csat_interval(score integer) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 48, INITCOND = '[1,5]{}',
	FINALFUNC = cx_tally_csat_interval, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 48, MINITCOND = '[1,5]{}',
	MFINALFUNC = cx_tally_csat_interval, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_interval(score integer) IS '95 % interval of the customer satisfaction, of scores 1 to 5';

CREATE AGGREGATE csat_interval(score numeric) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 48, INITCOND = '[1,5]{}',
	FINALFUNC = cx_tally_csat_interval, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 48, MINITCOND = '[1,5]{}',
	MFINALFUNC = cx_tally_csat_interval, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_interval(score numeric) IS '95 % interval of the customer satisfaction, of scores 1 to 5';

CREATE AGGREGATE csat_interval(score double precision) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 48, INITCOND = '[1,5]{}',
	FINALFUNC = cx_tally_csat_interval, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 48, MINITCOND = '[1,5]{}',
	MFINALFUNC = cx_tally_csat_interval, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_interval(score double precision) IS '95 % interval of the customer satisfaction, of scores 1 to 5';

CREATE AGGREGATE csat_interval(good boolean) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 24, INITCOND = '[0,1]{}',
	FINALFUNC = cx_tally_csat_interval, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 24, MINITCOND = '[0,1]{}',
	MFINALFUNC = cx_tally_csat_interval, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_interval(good boolean) IS '95 % interval of the customer satisfaction, percent of true';

CREATE AGGREGATE csat_interval(good boolean, weight double precision) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 48, INITCOND = '[0,1]{}',
	FINALFUNC = cx_tally_csat_interval, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_moving_add, MINVFUNC = cx_moving_remove, MSTYPE = internal, MSSPACE = 256,
	MFINALFUNC = cx_moving_csat_interval, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_interval(good boolean, weight double precision) IS '95 % interval of the customer satisfaction, percent of weighted true';

CREATE AGGREGATE csat_interval(score double precision, weight double precision) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 96, INITCOND = '[1,5]{}',
	FINALFUNC = cx_tally_csat_interval, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_moving_add_csat, MINVFUNC = cx_moving_remove_csat, MSTYPE = internal, MSSPACE = 496,
	MFINALFUNC = cx_moving_csat_interval, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_interval(score double precision, weight double precision) IS '95 % interval of the customer satisfaction, of weighted scores 1 to 5';

CREATE AGGREGATE csat_interval(tally cx_tally) (
	SFUNC = cx_tally_merge, STYPE = cx_tally, SSPACE = 48,
	FINALFUNC = cx_tally_csat_interval, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_moving_add, MINVFUNC = cx_moving_remove, MSTYPE = internal, MSSPACE = 88,
	MFINALFUNC = cx_moving_csat_interval, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_interval(tally cx_tally) IS '95 % interval of the customer satisfaction, of tallies';

CREATE AGGREGATE csat_margin(score smallint) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 48, INITCOND = '[1,5]{}',
	FINALFUNC = cx_tally_csat_margin, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 48, MINITCOND = '[1,5]{}',
	MFINALFUNC = cx_tally_csat_margin, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_margin(score smallint) IS '95 % margin of the customer satisfaction, of scores 1 to 5';

CREATE AGGREGATE csat_margin(score integer) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 48, INITCOND = '[1,5]{}',
	FINALFUNC = cx_tally_csat_margin, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 48, MINITCOND = '[1,5]{}',
	MFINALFUNC = cx_tally_csat_margin, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_margin(score integer) IS '95 % margin of the customer satisfaction, of scores 1 to 5';

CREATE AGGREGATE csat_margin(score numeric) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 48, INITCOND = '[1,5]{}',
	FINALFUNC = cx_tally_csat_margin, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 48, MINITCOND = '[1,5]{}',
	MFINALFUNC = cx_tally_csat_margin, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_margin(score numeric) IS '95 % margin of the customer satisfaction, of scores 1 to 5';

CREATE AGGREGATE csat_margin(score double precision) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 48, INITCOND = '[1,5]{}',
	FINALFUNC = cx_tally_csat_margin, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 48, MINITCOND = '[1,5]{}',
	MFINALFUNC = cx_tally_csat_margin, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_margin(score double precision) IS '95 % margin of the customer satisfaction, of scores 1 to 5';

CREATE AGGREGATE csat_margin(good boolean) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 24, INITCOND = '[0,1]{}',
	FINALFUNC = cx_tally_csat_margin, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 24, MINITCOND = '[0,1]{}',
	MFINALFUNC = cx_tally_csat_margin, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_margin(good boolean) IS '95 % margin of the customer satisfaction, percent of true';

CREATE AGGREGATE csat_margin(good boolean, weight double precision) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 48, INITCOND = '[0,1]{}',
	FINALFUNC = cx_tally_csat_margin, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_moving_add, MINVFUNC = cx_moving_remove, MSTYPE = internal, MSSPACE = 256,
	MFINALFUNC = cx_moving_csat_margin, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_margin(good boolean, weight double precision) IS '95 % margin of the customer satisfaction, percent of weighted true';

CREATE AGGREGATE csat_margin(score double precision, weight double precision) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 96, INITCOND = '[1,5]{}',
	FINALFUNC = cx_tally_csat_margin, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_moving_add_csat, MINVFUNC = cx_moving_remove_csat, MSTYPE = internal, MSSPACE = 496,
	MFINALFUNC = cx_moving_csat_margin, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_margin(score double precision, weight double precision) IS '95 % margin of the customer satisfaction, of weighted scores 1 to 5';

CREATE AGGREGATE csat_margin(tally cx_tally) (
	SFUNC = cx_tally_merge, STYPE = cx_tally, SSPACE = 48,
	FINALFUNC = cx_tally_csat_margin, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_moving_add, MINVFUNC = cx_moving_remove, MSTYPE = internal, MSSPACE = 88,
	MFINALFUNC = cx_moving_csat_margin, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE csat_margin(tally cx_tally) IS '95 % margin of the customer satisfaction, of tallies';
--
-- Customer effort score
--

CREATE FUNCTION cx_tally_ces(cx_tally) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_ces(cx_tally) IS 'aggregate support: ces of the state';

CREATE FUNCTION cx_tally_ces_interval(cx_tally) RETURNS cx_range
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_ces_interval(cx_tally) IS 'aggregate support: interval of ces of the state';

CREATE FUNCTION cx_tally_ces_margin(cx_tally) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_ces_margin(cx_tally) IS 'aggregate support: margin of ces of the state';

CREATE FUNCTION cx_moving_add_ces(internal, double precision, double precision) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_moving_add_ces(internal, double precision, double precision) IS 'aggregate support: count a weighted score, 1 to 7';

CREATE FUNCTION cx_moving_remove_ces(internal, double precision, double precision) RETURNS internal
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_moving_remove_ces(internal, double precision, double precision) IS 'aggregate support: take away a weighted score, 1 to 7';

CREATE FUNCTION cx_moving_ces(internal) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_moving_ces(internal) IS 'aggregate support: ces of a moving frame';

CREATE FUNCTION cx_moving_ces_interval(internal) RETURNS cx_range
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_moving_ces_interval(internal) IS 'aggregate support: interval of ces of a moving frame';

CREATE FUNCTION cx_moving_ces_margin(internal) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_moving_ces_margin(internal) IS 'aggregate support: margin of ces of a moving frame';

CREATE AGGREGATE ces(score smallint) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 64, INITCOND = '[1,7]{}',
	FINALFUNC = cx_tally_ces, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 64, MINITCOND = '[1,7]{}',
	MFINALFUNC = cx_tally_ces, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE ces(score smallint) IS 'customer effort score, mean, of scores 1 to 7';

CREATE AGGREGATE ces(score integer) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 64, INITCOND = '[1,7]{}',
	FINALFUNC = cx_tally_ces, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 64, MINITCOND = '[1,7]{}',
	MFINALFUNC = cx_tally_ces, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE ces(score integer) IS 'customer effort score, mean, of scores 1 to 7';

CREATE AGGREGATE ces(score numeric) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 64, INITCOND = '[1,7]{}',
	FINALFUNC = cx_tally_ces, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 64, MINITCOND = '[1,7]{}',
	MFINALFUNC = cx_tally_ces, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE ces(score numeric) IS 'customer effort score, mean, of scores 1 to 7';

CREATE AGGREGATE ces(score double precision) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 64, INITCOND = '[1,7]{}',
	FINALFUNC = cx_tally_ces, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 64, MINITCOND = '[1,7]{}',
	MFINALFUNC = cx_tally_ces, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE ces(score double precision) IS 'customer effort score, mean, of scores 1 to 7';

CREATE AGGREGATE ces(score double precision, weight double precision) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 128, INITCOND = '[1,7]{}',
	FINALFUNC = cx_tally_ces, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_moving_add_ces, MINVFUNC = cx_moving_remove_ces, MSTYPE = internal, MSSPACE = 656,
	MFINALFUNC = cx_moving_ces, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE ces(score double precision, weight double precision) IS 'customer effort score, mean, of weighted scores 1 to 7';

CREATE AGGREGATE ces(tally cx_tally) (
	SFUNC = cx_tally_merge, STYPE = cx_tally, SSPACE = 64,
	FINALFUNC = cx_tally_ces, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_moving_add, MINVFUNC = cx_moving_remove, MSTYPE = internal, MSSPACE = 104,
	MFINALFUNC = cx_moving_ces, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE ces(tally cx_tally) IS 'customer effort score, mean, of tallies';

CREATE AGGREGATE ces_interval(score smallint) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 64, INITCOND = '[1,7]{}',
	FINALFUNC = cx_tally_ces_interval, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 64, MINITCOND = '[1,7]{}',
	MFINALFUNC = cx_tally_ces_interval, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE ces_interval(score smallint) IS '95 % interval of the customer effort score, of scores 1 to 7';

CREATE AGGREGATE ces_interval(score integer) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 64, INITCOND = '[1,7]{}',
	FINALFUNC = cx_tally_ces_interval, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 64, MINITCOND = '[1,7]{}',
	MFINALFUNC = cx_tally_ces_interval, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE ces_interval(score integer) IS '95 % interval of the customer effort score, of scores 1 to 7';

CREATE AGGREGATE ces_interval(score numeric) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 64, INITCOND = '[1,7]{}',
	FINALFUNC = cx_tally_ces_interval, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 64, MINITCOND = '[1,7]{}',
	MFINALFUNC = cx_tally_ces_interval, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE ces_interval(score numeric) IS '95 % interval of the customer effort score, of scores 1 to 7';

CREATE AGGREGATE ces_interval(score double precision) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 64, INITCOND = '[1,7]{}',
	FINALFUNC = cx_tally_ces_interval, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 64, MINITCOND = '[1,7]{}',
	MFINALFUNC = cx_tally_ces_interval, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE ces_interval(score double precision) IS '95 % interval of the customer effort score, of scores 1 to 7';

CREATE AGGREGATE ces_interval(score double precision, weight double precision) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 128, INITCOND = '[1,7]{}',
	FINALFUNC = cx_tally_ces_interval, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_moving_add_ces, MINVFUNC = cx_moving_remove_ces, MSTYPE = internal, MSSPACE = 656,
	MFINALFUNC = cx_moving_ces_interval, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE ces_interval(score double precision, weight double precision) IS '95 % interval of the customer effort score, of weighted scores 1 to 7';

CREATE AGGREGATE ces_interval(tally cx_tally) (
	SFUNC = cx_tally_merge, STYPE = cx_tally, SSPACE = 64,
	FINALFUNC = cx_tally_ces_interval, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_moving_add, MINVFUNC = cx_moving_remove, MSTYPE = internal, MSSPACE = 104,
	MFINALFUNC = cx_moving_ces_interval, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE ces_interval(tally cx_tally) IS '95 % interval of the customer effort score, of tallies';

CREATE AGGREGATE ces_margin(score smallint) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 64, INITCOND = '[1,7]{}',
	FINALFUNC = cx_tally_ces_margin, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 64, MINITCOND = '[1,7]{}',
	MFINALFUNC = cx_tally_ces_margin, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE ces_margin(score smallint) IS '95 % margin of the customer effort score, of scores 1 to 7';

CREATE AGGREGATE ces_margin(score integer) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 64, INITCOND = '[1,7]{}',
	FINALFUNC = cx_tally_ces_margin, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 64, MINITCOND = '[1,7]{}',
	MFINALFUNC = cx_tally_ces_margin, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE ces_margin(score integer) IS '95 % margin of the customer effort score, of scores 1 to 7';

CREATE AGGREGATE ces_margin(score numeric) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 64, INITCOND = '[1,7]{}',
	FINALFUNC = cx_tally_ces_margin, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 64, MINITCOND = '[1,7]{}',
	MFINALFUNC = cx_tally_ces_margin, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE ces_margin(score numeric) IS '95 % margin of the customer effort score, of scores 1 to 7';

CREATE AGGREGATE ces_margin(score double precision) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 64, INITCOND = '[1,7]{}',
	FINALFUNC = cx_tally_ces_margin, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 64, MINITCOND = '[1,7]{}',
	MFINALFUNC = cx_tally_ces_margin, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE ces_margin(score double precision) IS '95 % margin of the customer effort score, of scores 1 to 7';

CREATE AGGREGATE ces_margin(score double precision, weight double precision) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 128, INITCOND = '[1,7]{}',
	FINALFUNC = cx_tally_ces_margin, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_moving_add_ces, MINVFUNC = cx_moving_remove_ces, MSTYPE = internal, MSSPACE = 656,
	MFINALFUNC = cx_moving_ces_margin, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE ces_margin(score double precision, weight double precision) IS '95 % margin of the customer effort score, of weighted scores 1 to 7';

CREATE AGGREGATE ces_margin(tally cx_tally) (
	SFUNC = cx_tally_merge, STYPE = cx_tally, SSPACE = 64,
	FINALFUNC = cx_tally_ces_margin, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_moving_add, MINVFUNC = cx_moving_remove, MSTYPE = internal, MSSPACE = 104,
	MFINALFUNC = cx_moving_ces_margin, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE ces_margin(tally cx_tally) IS '95 % margin of the customer effort score, of tallies';
--
-- Aggregates that make tallies
--

CREATE AGGREGATE cx_tally(score smallint, low integer, high integer) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 96,
	FINALFUNC = cx_tally_unless_empty, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 96,
	MFINALFUNC = cx_tally_unless_empty, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cx_tally(score smallint, low integer, high integer) IS 'tally of scores on the scale low to high';

CREATE AGGREGATE cx_tally(score integer, low integer, high integer) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 96,
	FINALFUNC = cx_tally_unless_empty, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 96,
	MFINALFUNC = cx_tally_unless_empty, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cx_tally(score integer, low integer, high integer) IS 'tally of scores on the scale low to high';

CREATE AGGREGATE cx_tally(score numeric, low integer, high integer) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 96,
	FINALFUNC = cx_tally_unless_empty, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 96,
	MFINALFUNC = cx_tally_unless_empty, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cx_tally(score numeric, low integer, high integer) IS 'tally of scores on the scale low to high';

CREATE AGGREGATE cx_tally(score double precision, low integer, high integer) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 96,
	FINALFUNC = cx_tally_unless_empty, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 96,
	MFINALFUNC = cx_tally_unless_empty, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cx_tally(score double precision, low integer, high integer) IS 'tally of scores on the scale low to high';

CREATE AGGREGATE cx_tally(score double precision, low integer, high integer, weight double precision) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 192,
	FINALFUNC = cx_tally_unless_empty, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_moving_add, MINVFUNC = cx_moving_remove, MSTYPE = internal, MSSPACE = 976,
	MFINALFUNC = cx_moving_unless_empty, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cx_tally(score double precision, low integer, high integer,
	weight double precision) IS 'tally of weighted scores on the scale low to high';

CREATE AGGREGATE cx_tally(good boolean) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 24, INITCOND = '[0,1]{}',
	FINALFUNC = cx_tally_unless_empty, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add, MINVFUNC = cx_tally_remove, MSTYPE = cx_tally, MSSPACE = 24, MINITCOND = '[0,1]{}',
	MFINALFUNC = cx_tally_unless_empty, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cx_tally(good boolean) IS 'tally of false and true on the scale 0 to 1';

CREATE AGGREGATE cx_tally(good boolean, weight double precision) (
	SFUNC = cx_tally_add, STYPE = cx_tally, SSPACE = 48, INITCOND = '[0,1]{}',
	FINALFUNC = cx_tally_unless_empty, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_moving_add, MINVFUNC = cx_moving_remove, MSTYPE = internal, MSSPACE = 256,
	MFINALFUNC = cx_moving_unless_empty, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cx_tally(good boolean, weight double precision) IS 'tally of weighted false and true on the scale 0 to 1';

CREATE AGGREGATE cx_tally_from_counts(score integer, responses bigint, low integer, high integer) (
	SFUNC = cx_tally_add_counts, STYPE = cx_tally, SSPACE = 96,
	FINALFUNC = cx_tally_unless_empty, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add_counts, MINVFUNC = cx_tally_remove_counts, MSTYPE = cx_tally, MSSPACE = 96,
	MFINALFUNC = cx_tally_unless_empty, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cx_tally_from_counts(score integer, responses bigint, low integer, high integer) IS 'tally of a table of counts per score';

CREATE AGGREGATE cx_tally_from_counts(score integer, responses double precision, low integer, high integer) (
	SFUNC = cx_tally_add_counts, STYPE = cx_tally, SSPACE = 96,
	FINALFUNC = cx_tally_unless_empty, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_tally_add_counts, MINVFUNC = cx_tally_remove_counts, MSTYPE = cx_tally, MSSPACE = 96,
	MFINALFUNC = cx_tally_unless_empty, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cx_tally_from_counts(score integer, responses double precision, low integer, high integer) IS 'tally of a table of counts per score';

CREATE AGGREGATE cx_merge(tally cx_tally) (
	SFUNC = cx_tally_merge, STYPE = cx_tally, SSPACE = 96,
	FINALFUNC = cx_tally_packed, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_moving_add, MINVFUNC = cx_moving_remove, MSTYPE = internal, MSSPACE = 136,
	MFINALFUNC = cx_moving_packed, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE cx_merge(tally cx_tally) IS 'merge of tallies on one scale';

CREATE AGGREGATE sum(tally cx_tally) (
	SFUNC = cx_tally_merge, STYPE = cx_tally, SSPACE = 96,
	FINALFUNC = cx_tally_packed, FINALFUNC_MODIFY = READ_ONLY, COMBINEFUNC = cx_tally_merge,
	MSFUNC = cx_moving_add, MINVFUNC = cx_moving_remove, MSTYPE = internal, MSSPACE = 136,
	MFINALFUNC = cx_moving_packed, MFINALFUNC_MODIFY = READ_ONLY, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sum(tally cx_tally) IS 'merge of tallies on one scale, under the name that semantic layers know';
--
-- What a tally holds, and what it is worth
--

CREATE FUNCTION cx_value(tally cx_tally, metric cx_metric) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_value(tally cx_tally, metric cx_metric) IS 'value of a metric';

CREATE FUNCTION cx_stderr(tally cx_tally, metric cx_metric) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_stderr(tally cx_tally, metric cx_metric) IS 'standard error of the value of a metric';

CREATE FUNCTION cx_responses(tally cx_tally) RETURNS bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_responses(tally cx_tally) IS 'number of responses';

CREATE FUNCTION cx_weight(tally cx_tally) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_weight(tally cx_tally) IS 'sum of the weights';

CREATE FUNCTION cx_effective_responses(tally cx_tally) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_effective_responses(tally cx_tally) IS 'effective sample size after Kish';

CREATE FUNCTION cx_scale(tally cx_tally) RETURNS cx_range
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_scale(tally cx_tally) IS 'scale of a tally';

CREATE FUNCTION cx_counts(tally cx_tally) RETURNS double precision[]
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_counts(tally cx_tally) IS 'count of each score, lowest first';

CREATE FUNCTION cx_count(tally cx_tally, first integer, last integer) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_count(tally cx_tally, first integer, last integer) IS 'number of responses from first to last';

CREATE FUNCTION cx_share(tally cx_tally, first integer, last integer) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_share(tally cx_tally, first integer, last integer) IS 'percentage of responses from first to last';

CREATE FUNCTION cx_distribution(tally cx_tally) RETURNS TABLE (score integer, responses double precision, share double precision)
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 11;
COMMENT ON FUNCTION cx_distribution(tally cx_tally) IS 'responses and their share in percent, a row for each score';

CREATE FUNCTION cx_reverse(tally cx_tally) RETURNS cx_tally
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_reverse(tally cx_tally) IS 'reverse-coded tally';

CREATE FUNCTION cx_tally_from_counts(low integer, counts double precision[]) RETURNS cx_tally
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_from_counts(low integer, counts double precision[]) IS 'tally of an array of counts, lowest score first';
--
-- How sure a value is
--

CREATE FUNCTION cx_interval(tally cx_tally, metric cx_metric, confidence double precision DEFAULT 0.95,
	method text DEFAULT 'auto', population double precision DEFAULT 'Infinity') RETURNS cx_range
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION cx_interval(tally cx_tally, metric cx_metric, confidence double precision,
	method text, population double precision) IS 'confidence interval of the value of a metric';

CREATE FUNCTION cx_margin(tally cx_tally, metric cx_metric, confidence double precision DEFAULT 0.95,
	method text DEFAULT 'auto', population double precision DEFAULT 'Infinity') RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION cx_margin(tally cx_tally, metric cx_metric, confidence double precision,
	method text, population double precision) IS 'longer side of the confidence interval';

CREATE FUNCTION cx_target_p(tally cx_tally, metric cx_metric, target double precision,
	alternative text DEFAULT 'two-sided') RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION cx_target_p(tally cx_tally, metric cx_metric, target double precision,
	alternative text) IS 'p-value of: the true value is target';
--
-- The change between two values
--

CREATE FUNCTION cx_change_interval(current cx_tally, previous cx_tally, metric cx_metric, confidence double precision DEFAULT 0.95) RETURNS cx_range
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 20;
COMMENT ON FUNCTION cx_change_interval(current cx_tally, previous cx_tally, metric cx_metric,
	confidence double precision) IS 'confidence interval of the change from previous to current';

CREATE FUNCTION cx_change_p(current cx_tally, previous cx_tally, metric cx_metric,
	alternative text DEFAULT 'two-sided') RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION cx_change_p(current cx_tally, previous cx_tally, metric cx_metric,
	alternative text) IS 'p-value of: there is no change';
--
-- How many responses are needed
--

CREATE FUNCTION cx_required_responses(tally cx_tally, metric cx_metric, margin double precision,
	confidence double precision DEFAULT 0.95, population double precision DEFAULT 'Infinity') RETURNS bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION cx_required_responses(tally cx_tally, metric cx_metric, margin double precision,
	confidence double precision, population double precision) IS 'number of responses that gives the value this margin';

CREATE FUNCTION cx_cadence(tally cx_tally, metric cx_metric, observed interval, margin double precision,
	confidence double precision DEFAULT 0.95) RETURNS interval
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION cx_cadence(tally cx_tally, metric cx_metric, observed interval, margin double precision,
	confidence double precision) IS 'shortest usual period that gathers the required responses';
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
--
-- The scorecard of a tally
--

CREATE TYPE cx_scorecard_row AS (
	responses bigint,
	value double precision,
	margin double precision,
	lower double precision,
	upper double precision
);
COMMENT ON TYPE cx_scorecard_row IS 'what is to be said of a value';

CREATE FUNCTION cx_scorecard(tally cx_tally, metric cx_metric, confidence double precision DEFAULT 0.95,
	digits integer DEFAULT -1) RETURNS cx_scorecard_row
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 20;
COMMENT ON FUNCTION cx_scorecard(tally cx_tally, metric cx_metric, confidence double precision,
	digits integer) IS 'responses, value, margin and interval, rounded, as a row';
--
-- Retention: how many stay for how long
--

CREATE FUNCTION cx_retention(departed cx_tally, staying cx_tally, confidence double precision DEFAULT 0.95)
	RETURNS TABLE (period integer, at_risk bigint, leaving bigint, retention double precision,
		retention_lower double precision, retention_upper double precision)
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 60;
COMMENT ON FUNCTION cx_retention(departed cx_tally, staying cx_tally,
	confidence double precision) IS 'how many stay beyond each period, with confidence intervals';
--
-- Rankings
--
-- Window functions that look at the whole partition, whatever the frame.
--

CREATE FUNCTION cx_shrunk_value(tally cx_tally, metric cx_metric) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_shrunk_value(tally cx_tally, metric cx_metric) IS 'value pulled towards the mean of the partition by its credibility';

CREATE FUNCTION cx_credibility(tally cx_tally, metric cx_metric) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_credibility(tally cx_tally, metric cx_metric) IS 'how much of the value is the own evidence of the unit, 0 to 1';

CREATE FUNCTION cx_rank(tally cx_tally, metric cx_metric) RETURNS bigint
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_rank(tally cx_tally, metric cx_metric) IS 'leaderboard rank by credible standing';

CREATE FUNCTION cx_rank_interval(tally cx_tally, metric cx_metric, confidence double precision DEFAULT 0.95,
	guarantee text DEFAULT 'all') RETURNS cx_range
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_rank_interval(tally cx_tally, metric cx_metric, confidence double precision,
	guarantee text) IS 'ranks that the data cannot exclude';

CREATE FUNCTION cx_shrunk_change(current cx_tally, previous cx_tally, metric cx_metric) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_shrunk_change(current cx_tally, previous cx_tally, metric cx_metric) IS 'change pulled towards the mean change of the partition';

CREATE FUNCTION cx_change_credibility(current cx_tally, previous cx_tally, metric cx_metric) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_change_credibility(current cx_tally, previous cx_tally,
	metric cx_metric) IS 'how much of the change is the own evidence of the unit, 0 to 1';

CREATE FUNCTION cx_most_improved(current cx_tally, previous cx_tally, metric cx_metric) RETURNS bigint
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_most_improved(current cx_tally, previous cx_tally, metric cx_metric) IS 'rank by credible improvement, relative to the others';

CREATE FUNCTION cx_top_probability(tally cx_tally, metric cx_metric, k integer) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_top_probability(tally cx_tally, metric cx_metric, k integer) IS 'probability that the true value is among the k highest';
--
-- p-values of a partition
--

CREATE FUNCTION cx_adjusted_p(p double precision) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_adjusted_p(p double precision) IS 'p-value adjusted after Benjamini and Hochberg';
--
-- Control charts
--
-- Window functions over points in time: ORDER BY time.
--

CREATE FUNCTION cx_control_limits(tally cx_tally, metric cx_metric, method text DEFAULT 'exact', baseline integer DEFAULT 0) RETURNS cx_range
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_control_limits(tally cx_tally, metric cx_metric, method text, baseline integer) IS '3-sigma control limits (ORDER BY time)';

CREATE FUNCTION cx_signal(tally cx_tally, metric cx_metric, method text DEFAULT 'exact', baseline integer DEFAULT 0) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_signal(tally cx_tally, metric cx_metric, method text,
	baseline integer) IS 'rule of the control chart that the point breaks (ORDER BY time)';

CREATE TYPE cx_control_chart_row AS (
	responses bigint,
	value double precision,
	centre double precision,
	lower_limit double precision,
	upper_limit double precision,
	signal text
);
COMMENT ON TYPE cx_control_chart_row IS 'a point of a control chart';

CREATE FUNCTION cx_control_chart(tally cx_tally, metric cx_metric, method text DEFAULT 'exact', baseline integer DEFAULT 0,
	digits integer DEFAULT -1) RETURNS cx_control_chart_row
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_control_chart(tally cx_tally, metric cx_metric, method text, baseline integer,
	digits integer) IS 'value, limits and signal of each point, rounded, as a row (ORDER BY time)';
--
-- The leaderboard of the units of a partition
--

CREATE TYPE cx_leaderboard_row AS (
	rank bigint,
	rank_low bigint,
	rank_high bigint,
	responses bigint,
	value double precision,
	lower double precision,
	upper double precision,
	shrunk double precision,
	credibility double precision,
	adjusted_p double precision,
	standing text
);
COMMENT ON TYPE cx_leaderboard_row IS 'a unit of a leaderboard';

CREATE FUNCTION cx_leaderboard(tally cx_tally, metric cx_metric,
	confidence double precision DEFAULT 0.95, digits integer DEFAULT -1) RETURNS cx_leaderboard_row
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_leaderboard(tally cx_tally, metric cx_metric,
	confidence double precision, digits integer) IS 'rank, value, interval and standing of each unit, rounded, as a row';
--
-- The progress of the units of a partition
--

CREATE TYPE cx_progress_row AS (
	rank bigint,
	responses_before bigint,
	responses bigint,
	value_before double precision,
	value double precision,
	change double precision,
	change_lower double precision,
	change_upper double precision,
	shrunk double precision,
	credibility double precision,
	adjusted_p double precision,
	verdict text
);
COMMENT ON TYPE cx_progress_row IS 'the change of a unit';

CREATE FUNCTION cx_progress(current cx_tally, previous cx_tally, metric cx_metric,
	confidence double precision DEFAULT 0.95, digits integer DEFAULT -1) RETURNS cx_progress_row
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_progress(current cx_tally, previous cx_tally, metric cx_metric,
	confidence double precision, digits integer) IS 'change, its interval and verdict of each unit, rounded, as a row';
--
-- The units of a partition and their targets
--

CREATE TYPE cx_target_row AS (
	responses bigint,
	value double precision,
	lower double precision,
	upper double precision,
	difference double precision,
	adjusted_p double precision,
	verdict text
);
COMMENT ON TYPE cx_target_row IS 'a unit and its target';

CREATE FUNCTION cx_target(tally cx_tally, metric cx_metric, target double precision,
	confidence double precision DEFAULT 0.95, digits integer DEFAULT -1) RETURNS cx_target_row
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_target(tally cx_tally, metric cx_metric, target double precision,
	confidence double precision, digits integer) IS 'value, interval and verdict of each unit, rounded, as a row';
--
-- What a part contributes to a total
--

CREATE TYPE cx_contribution_row AS (
	share_before double precision,
	share double precision,
	value_before double precision,
	value double precision,
	score_effect double precision,
	effect_lower double precision,
	effect_upper double precision,
	mix_effect double precision,
	contribution double precision
);
COMMENT ON TYPE cx_contribution_row IS 'what a group contributes to a change';

CREATE FUNCTION cx_contribution(current cx_tally, previous cx_tally, metric cx_metric,
	confidence double precision DEFAULT 0.95, digits integer DEFAULT -1) RETURNS cx_contribution_row
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_contribution(current cx_tally, previous cx_tally, metric cx_metric,
	confidence double precision, digits integer) IS 'what each group contributes to the change of the total, rounded, as a row';

CREATE FUNCTION cx_impact(part cx_tally, total cx_tally, metric cx_metric) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_impact(part cx_tally, total cx_tally, metric cx_metric) IS 'by how many points a part moves the total';
--
-- Groups that are too small to be shown
--

CREATE FUNCTION cx_suppressed(tally cx_tally, minimum integer DEFAULT 5, total_shown boolean DEFAULT true) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_suppressed(tally cx_tally, minimum integer, total_shown boolean) IS 'must the group be hidden, so that no small one can be computed?';
--
-- Series as a line of blocks
--

CREATE FUNCTION cx_sparkline("values" double precision[], low double precision DEFAULT NULL, high double precision DEFAULT NULL) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_sparkline("values" double precision[], low double precision, high double precision) IS 'a block for each value, the higher the higher';
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
--
-- Key themes: what one group speaks of more than another
--

CREATE FUNCTION cx_log_odds(y_a double precision, n_a double precision, y_b double precision, n_b double precision,
	prior double precision DEFAULT 10) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_log_odds(y_a double precision, n_a double precision, y_b double precision, n_b double precision,
	prior double precision) IS 'how much more often something is found in one group than in another, a key to rank by';
--
-- Gaming: scores that are there too often for the rest of the answers
--

CREATE FUNCTION cx_heaping(tally cx_tally, others cx_tally, first integer, last integer) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50;
COMMENT ON FUNCTION cx_heaping(tally cx_tally, others cx_tally, first integer, last integer)
	IS 'how many more scores from first to last there are than at the same mean elsewhere, as a normal deviate';
