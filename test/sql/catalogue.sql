-- The catalogue: what each object of the extension is declared to be, and that
-- each has a comment.

-- The functions of our own: the range type brings constructors.
CREATE TEMP VIEW functions AS
	SELECT p.* FROM pg_proc p JOIN members m ON m.classid = 'pg_proc'::regclass AND m.objid = p.oid
	WHERE p.prosrc NOT IN ('range_constructor2', 'range_constructor3', 'multirange_constructor0', 'multirange_constructor1', 'multirange_constructor2');

SELECT extversion, extrelocatable, extconfig IS NULL AS no_tables FROM pg_extension WHERE extname = 'cx_metrics';

-- Every function is immutable and safe in parallel workers; none has settings
-- or the rights of its owner.
SELECT count(*) >= 180 AS "all functions", count(*) FILTER (WHERE provolatile <> 'i') AS not_immutable, count(*) FILTER (WHERE proparallel <> 's')
	AS not_parallel,
	count(*) FILTER (WHERE prosecdef OR proconfig IS NOT NULL OR proacl IS NOT NULL) AS special, string_agg(DISTINCT lanname, ', ' ORDER BY lanname)
		AS languages
FROM functions JOIN pg_language l ON l.oid = prolang;
-- The comparisons of metrics tell nothing of them: row-level security may use
-- their indexes.
SELECT string_agg(proname, ' ' ORDER BY proname) AS leakproof FROM functions WHERE proleakproof;
-- All plain functions are strict but for those that start a tally, and those that
-- may have no list, no scale, or a row without figures.
SELECT oid::regprocedure AS not_strict FROM functions WHERE NOT proisstrict AND prokind = 'f' ORDER BY oid::regprocedure::text COLLATE "C";
SELECT count(*) AS sets FROM functions WHERE proretset;
-- Window functions see their partition even where an argument is NULL.
SELECT oid::regprocedure AS window_function, prorettype::regtype AS result, pronargdefaults AS defaults, proisstrict AS strict FROM functions
	WHERE prokind = 'w' ORDER BY proname;

-- Every aggregate: a state that travels, can be combined and is read only, and its
-- size.
CREATE TEMP VIEW aggregates AS
	SELECT a.*, p.oid::regprocedure AS name, coalesce('weight' = ANY (p.proargnames), false) OR aggtranstype = 'cx_moments'::regtype AS weighted,
		p.proargnames
	FROM pg_aggregate a JOIN functions p ON p.oid = a.aggfnoid;
SELECT count(*) >= 71 AS "all aggregates", count(*) FILTER (WHERE aggtranstype NOT IN ('cx_tally'::regtype, 'cx_moments'::regtype)) AS other_states,
	count(*) FILTER (WHERE aggcombinefn <> CASE aggtranstype WHEN 'cx_tally'::regtype THEN 'cx_tally_merge'
		ELSE 'cx_moments_combine' END::regproc) AS not_combined,
	count(*) FILTER (WHERE aggserialfn <> 0 OR aggdeserialfn <> 0) AS serial, count(*) FILTER (WHERE aggfinalfn = 0 AND aggtranstype = 'cx_tally'::regtype
		OR aggfinalmodify <> 'r' OR aggfinalextra) AS not_read_only,
	count(*) FILTER (WHERE aggkind <> 'n' OR aggsortop <> 0) AS special, count(*) FILTER (WHERE aggtransspace <= 0) AS unsized
FROM aggregates;
-- Moving support, but for moments: that of scores is the plain one with an inverse;
-- weights and tallies have a state of their own, with a final function for each
-- plain one.
SELECT aggtranstype::regtype AS state, aggmtranstype::regtype AS moving_state, count(*) > 0 AS some, bool_and(weighted OR 'tally' = ANY (proargnames)) AS exact,
	count(*) FILTER (WHERE aggmfinalmodify <> 'r' OR aggmfinalextra) AS not_read_only,
	count(*) FILTER (WHERE CASE aggmtranstype WHEN aggtranstype THEN aggmtransfn <> aggtransfn OR aggmfinalfn <> aggfinalfn
				OR aggmtransspace <> aggtransspace OR aggminitval IS DISTINCT FROM agginitval
			WHEN 'internal'::regtype THEN aggmfinalfn::text <> replace(aggfinalfn::text, 'tally', 'moving') OR aggmtransspace <= aggtransspace
				OR aggminitval IS NOT NULL END
		OR (aggmtransfn = 0) <> (aggminvtransfn = 0) OR aggminvtransfn::text <> replace(aggmtransfn::text, 'add', 'remove')) AS moving_differs
FROM aggregates GROUP BY 1, 2 ORDER BY 1, 2;
-- Forward and inverse functions are equally strict.
SELECT count(*) AS unequal FROM aggregates JOIN pg_proc f ON f.oid = aggmtransfn JOIN pg_proc i ON i.oid = aggminvtransfn WHERE f.proisstrict <> i.proisstrict;
-- The state of a fixed scale begins empty and is as large as it is declared: a
-- header of 8 bytes, then 8 a count; weighted, 8 for the responses and 16 a
-- point.
SELECT count(*) > 0 AS some, count(*) FILTER (WHERE cx_responses(agginitval::cx_tally) <> 0) AS not_empty,
	count(*) FILTER (WHERE aggtransspace <> 8 + CASE WHEN weighted THEN 8 + 16 * points ELSE 8 * points END) AS size_wrong
FROM aggregates, LATERAL (SELECT cardinality(cx_counts(agginitval::cx_tally))) s(points) WHERE agginitval IS NOT NULL;

-- The types.
SELECT typname, typlen, typbyval, typcategory, typalign, typstorage, typinput::regproc, typoutput::regproc, typreceive::regproc, typsend::regproc
	FROM pg_type JOIN members ON classid = 'pg_type'::regclass AND objid = oid
WHERE typtype = 'b' AND typcategory <> 'A' ORDER BY typname;
SELECT rngtypid::regtype, rngsubtype::regtype, rngmultitypid::regtype, rngcanonical, rngsubdiff FROM pg_range WHERE rngtypid = 'cx_range'::regtype;
-- Rows of figures, which views and clients rely on.
SELECT typname, string_agg(attname || ' ' || atttypid::regtype, E'\n' ORDER BY attnum) AS columns
FROM pg_type t JOIN pg_class c ON c.oid = typrelid AND relkind = 'c' JOIN members ON classid = 'pg_type'::regclass AND objid = t.oid
	JOIN pg_attribute ON attrelid = typrelid
GROUP BY typname ORDER BY typname;

-- The operators, and the operator classes in the eyes of their access methods.
SELECT o.oid::regoperator AS operator, oprcom::regoperator AS commutator, oprnegate::regoperator AS negator, oprcanmerge AS merges, oprcanhash AS hashes,
	oprrest, oprjoin
FROM pg_operator o JOIN members ON classid = 'pg_operator'::regclass AND objid = o.oid ORDER BY oprleft::regtype::text, oprname COLLATE "C";
SELECT amprocnum, amproc FROM pg_amproc JOIN pg_opfamily f ON f.oid = amprocfamily JOIN pg_am a ON a.oid = f.opfmethod
WHERE opfname = 'cx_metric_ops' AND amname = 'btree' ORDER BY amprocnum;
SELECT amname, opcname, opcintype::regtype, opcdefault, amvalidate(c.oid) AS valid FROM pg_opclass c JOIN members ON classid = 'pg_opclass'::regclass
	AND objid = c.oid JOIN pg_am a ON a.oid = opcmethod
ORDER BY opcname, amname;
SELECT castsource::regtype, casttarget::regtype, castcontext, castmethod FROM pg_cast JOIN members ON classid = 'pg_cast'::regclass AND objid = oid
WHERE casttarget <> 'cx_multirange'::regtype ORDER BY 1, 2;

-- Every object has a comment, but for those that the range type brings.
SELECT i.type, count(*) > 0 AS some, string_agg(i.identity, '; ' ORDER BY i.identity) FILTER (WHERE obj_description(objid, classid::regclass::text) IS NULL)
	AS without_comment
FROM members, LATERAL pg_identify_object(classid, objid, 0) i
WHERE NOT (classid = 'pg_proc'::regclass AND objid NOT IN (SELECT oid FROM functions))
	AND NOT (classid = 'pg_type'::regclass AND objid IN (SELECT rngmultitypid FROM pg_range))
	AND NOT (classid = 'pg_type'::regclass AND objid IN (SELECT oid FROM pg_type WHERE typcategory = 'A'))
	AND NOT (classid = 'pg_cast'::regclass AND objid IN (SELECT oid FROM pg_cast WHERE casttarget = 'cx_multirange'::regtype))
GROUP BY i.type ORDER BY i.type;
-- Comments of operators are those that PostgreSQL gives its own.
SELECT count(*) AS operators, count(*) FILTER (WHERE obj_description(oprcode, 'pg_proc') !~ ('implementation of ' || regexp_replace(oprname, '([+*])',
	'\\\1') || ' operator')) AS wrong
FROM pg_operator o JOIN members ON classid = 'pg_operator'::regclass AND objid = o.oid;

-- Every function answers NULL for NULL in each argument, or a row of NULLs; but a
-- scale must not be NULL.
SELECT count(*) >= 90 AS "all functions",
	string_agg(oid::regprocedure || ' ' || outcome, E'\n' ORDER BY oid::regprocedure::text) FILTER (WHERE outcome <> expected) AS otherwise
FROM functions, LATERAL (SELECT CASE WHEN proisstrict OR provariadic <> 0 OR proname ~ '^cx_(sparkline|moments|drivers)' THEN 'NULL'
		WHEN proname = 'cx_scorecard' THEN '(,,,,)' ELSE '22004: scale of a tally must not be null' END) e(expected),
	LATERAL outcome(format('SELECT %s(%s)', oid::regproc, (SELECT string_agg(CASE WHEN provariadic <> 0 AND n = pronargs THEN 'VARIADIC '
		ELSE '' END || 'NULL::' || t::regtype, ', ') FROM unnest(proargtypes) WITH ORDINALITY a(t, n)))) outcome
WHERE prokind = 'f' AND NOT 'internal'::regtype = ANY (proargtypes);
