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
