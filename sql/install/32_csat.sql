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
