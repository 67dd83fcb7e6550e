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
