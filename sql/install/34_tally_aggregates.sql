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
