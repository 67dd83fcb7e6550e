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
