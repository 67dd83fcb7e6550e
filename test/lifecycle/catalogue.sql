-- catalogue.sql
--	  All that PostgreSQL's catalogues say about an extension and its objects,
--	  without OIDs, so that two installations of it can be compared.

-- What each column of a catalogue says, as a JSON object: OIDs by the
-- description of what they mean.  Parsed expressions hold OIDs and positions in
-- the script, so they are left out here and added as text below.  Options of a
-- column hold a stamp of its making in some releases, and are nobody's here.
CREATE FUNCTION columns_of(catalogue regclass) RETURNS text LANGUAGE sql STABLE
	RETURN (SELECT 'jsonb_build_object(' || string_agg(format(CASE
			WHEN atttypid IN ('oidvector'::regtype, 'oid[]'::regtype) AND f.pktable IS NOT NULL
				THEN '%1$L, ARRAY(SELECT pg_describe_object(%3$L::regclass, r, 0) FROM unnest(%2$I) WITH ORDINALITY u(r, n) ORDER BY n)'
			WHEN f.pktable IS NOT NULL THEN '%1$L, pg_describe_object(%3$L::regclass, nullif(%2$I::oid, 0), 0)'
			ELSE '%1$L, %2$I::text' END, attname, attname, f.pktable::oid), ', ' ORDER BY attname) || ')'
		FROM pg_attribute a LEFT JOIN pg_get_catalog_foreign_keys() f ON f.fktable = attrelid AND f.fkcols = ARRAY[attname::text]
		WHERE attrelid = catalogue AND attnum > 0 AND attname NOT IN ('oid', 'attoptions') AND atttypid <> 'pg_node_tree'::regtype);

-- A line for each row about the extension, its members and what belongs to
-- them, such as array types and members of operator families.
CREATE FUNCTION catalogue(extension name) RETURNS SETOF text LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
	class record;
	source record;
BEGIN
	FOR class IN
		WITH RECURSIVE part(classid, objid) AS (
			SELECT 'pg_extension'::regclass::oid, oid FROM pg_extension WHERE extname = extension
			UNION
			SELECT d.classid, d.objid FROM part JOIN pg_depend d ON d.refclassid = part.classid AND d.refobjid = part.objid AND d.deptype IN ('e', 'i', 'a'))
		SELECT classid, array_agg(objid) AS objects FROM part GROUP BY classid
	LOOP
		-- The objects' own rows, then those that have no OID of their own, such as
		-- the rows of pg_aggregate and pg_range, by their first column.
		FOR source IN
			SELECT class.classid::regclass AS name, 'oid' AS key
			UNION
			SELECT f.fktable, f.fkcols[1] FROM pg_get_catalog_foreign_keys() f JOIN pg_attribute a ON a.attrelid = f.fktable AND a.attname = f.fkcols[1]
			WHERE f.pktable = class.classid AND a.attnum = 1 AND cardinality(f.fkcols) = 1
				AND NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = f.fktable AND attname = 'oid')
		LOOP
			RETURN QUERY EXECUTE format('SELECT concat_ws('': '', pg_describe_object($1, %1$I, 0), %2$s) FROM %3$s WHERE %1$I::oid = ANY ($2)',
				source.key, columns_of(source.name), source.name) USING class.classid, class.objects;
		END LOOP;

		RETURN QUERY SELECT concat_ws(': ', pg_describe_object(classid, objid, 0), 'depends', deptype, pg_describe_object(refclassid, refobjid, refobjsubid))
			FROM pg_depend WHERE classid = class.classid AND objid = ANY (class.objects);
		RETURN QUERY SELECT concat_ws(': ', pg_describe_object(classoid, objoid, 0), 'comment', objsubid, description)
			FROM pg_description WHERE classoid = class.classid AND objoid = ANY (class.objects);
		RETURN QUERY SELECT concat_ws(': ', pg_describe_object(classoid, objoid, 0), 'privileges', objsubid, privtype, initprivs)
			FROM pg_init_privs WHERE classoid = class.classid AND objoid = ANY (class.objects);
		RETURN QUERY SELECT concat_ws(': ', pg_describe_object(class.classid, oid, 0), 'arguments', pg_get_function_arguments(oid),
			pg_get_function_result(oid), pg_get_function_sqlbody(oid))
			FROM pg_proc WHERE class.classid = 'pg_proc'::regclass AND oid = ANY (class.objects);
	END LOOP;
END $$;
