/* The objects of cx_rollup, joined by make from the files of sql/rollup. */

-- complain if script is sourced in psql, rather than via CREATE EXTENSION
\echo Use "CREATE EXTENSION cx_rollup" to load this file. \quit

-- From here to the end of the script, names are PostgreSQL's own, or else those of
-- cx_metrics, whatever there is in the schema that the extension goes into.
SET LOCAL search_path = pg_catalog, pg_temp;
SELECT set_config('search_path', format('pg_catalog, %I, pg_temp', n.nspname), true)
FROM pg_extension AS e
     JOIN pg_namespace AS n ON n.oid = e.extnamespace
WHERE e.extname = 'cx_metrics';
--
-- What a rollup is: its names, its keys, and the pieces of SQL that its script
-- repeats
--
-- They are words that stand in templates: a jsonb object of texts, each of which
-- is quoted where it has to be.

-- Fill a template: names in braces give way to the words.  Braces in a word mean
-- nothing, for this is one pass.
CREATE FUNCTION @extschema@.cx_rollup_fill(template text, words jsonb) RETURNS text
LANGUAGE sql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
  SELECT string_agg(CASE WHEN n % 2 = 0 THEN words ->> piece ELSE piece END, '' ORDER BY n)
  FROM regexp_split_to_table(template, '[{}]') WITH ORDINALITY AS p (piece, n)
$$;
COMMENT ON FUNCTION @extschema@.cx_rollup_fill(template text, words jsonb) IS 'rollup support: puts words in the place of their names in braces';

-- The names of a rollup's objects: those of relations and functions are qualified,
-- those of triggers, on_insert and the like, are not.  And `cx`, the schema of
-- cx_metrics.
CREATE FUNCTION @extschema@.cx_rollup_names(schema name, base text) RETURNS jsonb
LANGUAGE sql STABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
  SELECT jsonb_build_object('base', base, 'rollup', format('%I.%I', schema, base), 'cx', quote_ident(n.nspname))
           || (SELECT jsonb_object_agg(kind, format('%I.%I', schema, base || '_' || kind))
               FROM unnest('{recount,part,upkeep,emptied,applied,compact}'::text[]) AS kind)
           || (SELECT jsonb_object_agg('on_' || event, quote_ident(base || '_' || event))
               FROM unnest('{insert,update,delete,truncate,applied}'::text[]) AS event)
  FROM pg_extension AS e
       JOIN pg_namespace AS n ON n.oid = e.extnamespace
  WHERE e.extname = 'cx_metrics'
$$;
COMMENT ON FUNCTION @extschema@.cx_rollup_names(schema name, base text) IS 'rollup support: names of the objects that a rollup consists of';

-- The names of the rollup that has this view; an error if it is no rollup.
CREATE FUNCTION @extschema@.cx_rollup_names(rollup regclass) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  names jsonb;
BEGIN
  IF rollup IS NULL THEN
    RAISE null_value_not_allowed USING MESSAGE = 'the view of a rollup must not be null';
  END IF;
  SELECT @extschema@.cx_rollup_names(n.nspname, c.relname) INTO names
  FROM pg_class AS c
       JOIN pg_namespace AS n ON n.oid = c.relnamespace
  WHERE c.oid = rollup AND c.relkind = 'v';
  IF to_regclass(names ->> 'part') IS NULL OR to_regprocedure((names ->> 'compact') || '()') IS NULL THEN
    RAISE wrong_object_type USING
      MESSAGE = format('"%s" is not a rollup', rollup),
      HINT = 'Give the view that cx_create_rollup has made.';
  END IF;
  RETURN names;
END $$;
COMMENT ON FUNCTION @extschema@.cx_rollup_names(rollup regclass) IS 'rollup support: names of the objects of a rollup that is there';

-- A key is a column or "expression AS name".  Both are as they can stand in a
-- query, the name being quoted where it has to be.
CREATE FUNCTION @extschema@.cx_rollup_key(key text, OUT expression text, OUT name text)
LANGUAGE plpgsql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  parts text[] := regexp_match(key, '^\s*(?:(.+)\s+as\s+)?(\w+|"(?:[^"]|"")+")\s*$', 'i');
BEGIN
  IF parts IS NULL THEN
    RAISE invalid_parameter_value USING
      MESSAGE = format('key "%s" has no name', key),
      HINT = 'Write an expression as "expression AS name".';
  END IF;
  name := quote_ident((parse_ident(parts[2]))[1]);
  expression := coalesce(parts[1], name);
  IF name IN ('tally', 'added', 'removed', 'part') THEN
    RAISE invalid_parameter_value USING
      MESSAGE = format('a key of a rollup cannot be named "%s"', name),
      HINT = 'Give it another name, with "expression AS name".';
  END IF;
END $$;
COMMENT ON FUNCTION @extschema@.cx_rollup_key(key text) IS 'rollup support: the expression of a key and its name';

-- All words for the script of a rollup, from the arguments of cx_rollup_sql.
CREATE FUNCTION @extschema@.cx_rollup_words(name text, source regclass, keys text[], score text, low integer, high integer, filter text, replica boolean)
RETURNS jsonb LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  table_of record;
  names text[] := parse_ident(name);
  keys_of record;
  words jsonb;
  tally text;
  clauses text[];
BEGIN
  IF num_nulls(name, source, keys, score, low, high, replica) > 0 OR array_position(keys, NULL) IS NOT NULL THEN
    RAISE null_value_not_allowed USING MESSAGE = 'name, source, keys, score, low, high and replica of a rollup must not be null';
  END IF;
  SELECT c.relname, c.relkind, c.relpersistence, c.relispartition, n.nspname AS schema INTO STRICT table_of
  FROM pg_class AS c
       JOIN pg_namespace AS n ON n.oid = c.relnamespace
  WHERE c.oid = source;
  IF table_of.relkind NOT IN ('r', 'p') OR table_of.relpersistence = 't' THEN
    RAISE wrong_object_type USING
      MESSAGE = format('"%s" is not a table that lasts', table_of.relname),
      DETAIL = 'Views, foreign tables and temporary tables cannot have a rollup.';
  ELSIF table_of.relispartition
        OR EXISTS (SELECT FROM pg_inherits WHERE source = inhrelid OR source = inhparent AND table_of.relkind = 'r') THEN
    RAISE wrong_object_type USING
      MESSAGE = format('"%s" is a partition or part of an inheritance tree', table_of.relname),
      HINT = 'Make the rollup of the whole partitioned table.';
  END IF;
  IF cardinality(names) > 2 THEN
    RAISE syntax_error USING MESSAGE = format('improper qualified name of a rollup: %s', name);
  ELSIF cardinality(names) = 1 THEN
    names := ARRAY[table_of.schema, names[1]];
  END IF;
  IF octet_length(names[2]) > 50 THEN
    RAISE name_too_long USING
      MESSAGE = format('rollup name "%s" is too long', names[2]),
      DETAIL = 'It must leave room for suffixes, so it has at most 50 bytes.';
  ELSIF starts_with(names[1], 'pg_temp') THEN
    RAISE invalid_table_definition USING MESSAGE = 'a rollup cannot be in a temporary schema';
  END IF;

  SELECT count(*) AS number, string_agg(k.name, ', ' ORDER BY n) AS names, string_agg(n::text, ', ' ORDER BY n) AS positions,
         string_agg(CASE WHEN k.expression = k.name THEN '' ELSE k.expression || ' AS ' END || k.name, ', ' ORDER BY n) AS selected
  INTO keys_of
  FROM unnest(keys) WITH ORDINALITY AS u (key, n), @extschema@.cx_rollup_key(key) AS k;
  IF keys_of.number = 0 THEN
    RAISE invalid_parameter_value USING
      MESSAGE = 'a rollup has at least one key',
      HINT = 'Give the columns to group by, such as ''{team, answered_on}''.';
  END IF;

  words := @extschema@.cx_rollup_names(names[1], names[2]);
  EXECUTE @extschema@.cx_rollup_fill('SELECT {cx}.cx_tally(NULL::integer, $1, $2)', words) USING low, high;    -- an error if that is no scale
  tally := format('%s.cx_tally(%s, %s, %s)', words ->> 'cx', score, low, high);
  clauses := ARRAY['WHERE ' || filter, 'GROUP BY ' || keys_of.positions, 'HAVING ' || tally || ' IS NOT NULL'];
  RETURN words || jsonb_build_object(
    'source', source, 'unlogged', CASE table_of.relpersistence WHEN 'u' THEN 'UNLOGGED ' ELSE '' END,
    'partitioned', table_of.relkind = 'p', 'replica', replica, 'keys', keys_of.names,
    'count', format('SELECT %s, %s AS tally', keys_of.selected, tally),
    'each_group', E'\n    ' || array_to_string(clauses, E'\n    '),
    'each_group_inside', E'\n        ' || array_to_string(clauses, E'\n        '));
END $$;
COMMENT ON FUNCTION @extschema@.cx_rollup_words(name text, source regclass, keys text[], score text, low integer, high integer, filter text, replica boolean)
  IS 'rollup support: checks a definition, and says what its script repeats';
--
-- The script that makes a rollup
--

-- The definition of a function, with its privileges.  The mark around its body is
-- one that the body does not have.
CREATE FUNCTION @extschema@.cx_rollup_function(words jsonb, kind text, returns text, purpose text, body text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  filled text := @extschema@.cx_rollup_fill(body, words);
  mark text := kind;
BEGIN
  WHILE strpos(filled, '$' || mark || '$') > 0 LOOP
    mark := mark || '_';
  END LOOP;
  RETURN @extschema@.cx_rollup_fill($template$
CREATE FUNCTION {function}() RETURNS {returns}
SET search_path = pg_catalog, pg_temp AS ${mark}${body}${mark}$;
REVOKE ALL ON FUNCTION {function}() FROM PUBLIC;
ALTER FUNCTION {function}() DEPENDS ON EXTENSION cx_metrics;
COMMENT ON FUNCTION {function}() IS {comment};
$template$, jsonb_build_object('function', words -> kind, 'returns', returns, 'mark', mark, 'body', filled,
      'comment', quote_literal(format('rollup %s: %s', words ->> 'base', purpose))));
END $$;
COMMENT ON FUNCTION @extschema@.cx_rollup_function(words jsonb, kind text, returns text, purpose text, body text)
  IS 'rollup support: the definition of a function of a rollup';

-- The trigger function that appends to the parts what a change adds and removes.
-- The new and the old rows are what FROM can name so, and a template more says what
-- to do at TRUNCATE, if anything.
CREATE FUNCTION @extschema@.cx_rollup_upkeep(words jsonb, kind text, purpose text, new_rows text, old_rows text, on_truncate text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $function$
  SELECT @extschema@.cx_rollup_function(words || jsonb_build_object('new', new_rows, 'old', old_rows), kind,
    'trigger LANGUAGE plpgsql SECURITY DEFINER', purpose, $template$
#variable_conflict use_column
BEGIN
  -- Parts are added and never changed, so no transaction waits for another.
  IF TG_OP = 'INSERT' THEN
    INSERT INTO {part} ({keys}, added)
    {count}
    FROM {new}{each_group};
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO {part} ({keys}, removed)
    {count}
    FROM {old}{each_group};
  ELSIF TG_OP = 'UPDATE' THEN
    -- Groups that stay as they were need no part.
    INSERT INTO {part} ({keys}, added, removed)
    SELECT {keys}, {cx}.cx_merge(added), {cx}.cx_merge(removed)
    FROM (
      SELECT {keys}, tally AS added, NULL AS removed
      FROM (
        {count}
        FROM {new}{each_group_inside}
      ) AS new_groups
      UNION ALL
      SELECT {keys}, NULL, tally
      FROM (
        {count}
        FROM {old}{each_group_inside}
      ) AS old_groups
    ) AS changed
    GROUP BY {keys}
    HAVING ({cx}.cx_merge(added) OPERATOR({cx}.=) {cx}.cx_merge(removed)) IS NOT TRUE;$template$ || on_truncate || $template$
  END IF;
  RETURN NULL;
END $template$)
$function$;
COMMENT ON FUNCTION @extschema@.cx_rollup_upkeep(words jsonb, kind text, purpose text, new_rows text, old_rows text, on_truncate text)
  IS 'rollup support: the definition of a trigger function of a rollup';

-- The triggers of the source, which is of level 0, or of one of its partitions.
-- Statement triggers fire for the table that the statement names, so each has its
-- own.  A partition that is emptied alone is taken out; PostgreSQL fires the
-- triggers of all tables that it empties, so only the lowest ones have that.
CREATE FUNCTION @extschema@.cx_rollup_triggers(words jsonb, member regclass, level integer, leaf boolean) RETURNS text
LANGUAGE sql STABLE STRICT SET search_path = pg_catalog, pg_temp AS $function$
  SELECT @extschema@.cx_rollup_fill($template$
CREATE TRIGGER {on_insert} AFTER INSERT ON {member}
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION {upkeep}();
CREATE TRIGGER {on_update} AFTER UPDATE ON {member}
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION {upkeep}();
CREATE TRIGGER {on_delete} AFTER DELETE ON {member}
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION {upkeep}();
$template$
      || CASE WHEN level = 0 THEN E'CREATE TRIGGER {on_truncate} AFTER TRUNCATE ON {member} FOR EACH STATEMENT EXECUTE FUNCTION {upkeep}();\n'
              WHEN leaf THEN E'CREATE TRIGGER {on_truncate} BEFORE TRUNCATE ON {member} FOR EACH STATEMENT EXECUTE FUNCTION {emptied}();\n'
              ELSE '' END
      || CASE WHEN (words -> 'replica')::boolean AND (level = 0 OR leaf) THEN E'ALTER TABLE {member} ENABLE ALWAYS TRIGGER {on_truncate};\n' ELSE '' END,
    words || jsonb_build_object('member', member))
$function$;
COMMENT ON FUNCTION @extschema@.cx_rollup_triggers(words jsonb, member regclass, level integer, leaf boolean)
  IS 'rollup support: the triggers of a table or partition';

-- A table with its partitions, whose level and place are those of pg_partition_tree.
CREATE FUNCTION @extschema@.cx_rollup_members(source regclass, OUT member regclass, OUT level integer, OUT leaf boolean) RETURNS SETOF record
LANGUAGE sql STABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
  SELECT source, 0, false
  UNION
  SELECT relid, level, isleaf FROM pg_partition_tree(source)
  ORDER BY 2, 1
$$;
COMMENT ON FUNCTION @extschema@.cx_rollup_members(source regclass) IS 'rollup support: a table with all its partitions';

-- The function that takes a partition out which is about to be emptied alone.
CREATE FUNCTION @extschema@.cx_rollup_emptied(words jsonb) RETURNS text
LANGUAGE sql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $function$
  SELECT @extschema@.cx_rollup_function(
    words || jsonb_build_object(
      'before', quote_literal(@extschema@.cx_rollup_fill(E'INSERT INTO {part} ({keys}, removed)\n    {count}\n    FROM ', words)),
      'behind', quote_literal(words ->> 'each_group')),
    'emptied', 'trigger LANGUAGE plpgsql SECURITY DEFINER', 'a partition is about to be emptied', $template$
BEGIN
  IF current_setting('transaction_isolation') <> 'read committed' THEN    -- an older snapshot could miss rows
    RAISE feature_not_supported USING MESSAGE = 'partitions of a table with a rollup can be truncated in READ COMMITTED only';
  END IF;
  EXECUTE {before} || TG_RELID::regclass || {behind};
  RETURN NULL;
END $template$)
$function$;
COMMENT ON FUNCTION @extschema@.cx_rollup_emptied(words jsonb) IS 'rollup support: the definition of what takes out an emptied partition';

CREATE FUNCTION @extschema@.cx_rollup_compact(words jsonb) RETURNS text
LANGUAGE sql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $function$
  SELECT @extschema@.cx_rollup_function(words, 'compact', 'bigint LANGUAGE sql', 'fewer parts, same answers', $template$
  LOCK TABLE {part} IN SHARE UPDATE EXCLUSIVE MODE;    -- one at a time; writers and readers go on
  -- One statement has one snapshot, in which the parts of a group are all that it is.
  WITH several AS MATERIALIZED (
    SELECT row_id
    FROM (SELECT ctid AS row_id, count(*) OVER (PARTITION BY {keys}) AS parts, removed FROM {part}) AS p
    WHERE parts > 1 OR removed IS NOT NULL
  ), taken AS (
    DELETE FROM {part} AS p USING several AS s WHERE p.ctid = s.row_id RETURNING p.*
  ), merged AS (
    SELECT {keys}, {cx}.cx_merge(added) AS added, {cx}.cx_merge(removed) AS removed FROM taken GROUP BY {keys}
  ), put AS (
    INSERT INTO {part} ({keys}, added)
    SELECT {keys}, coalesce(added OPERATOR({cx}.-) removed, added)
    FROM merged
    WHERE (added OPERATOR({cx}.=) removed) IS NOT TRUE
    RETURNING 1
  )
  SELECT (SELECT count(*) FROM taken) - (SELECT count(*) FROM put);
$template$)
$function$;
COMMENT ON FUNCTION @extschema@.cx_rollup_compact(words jsonb) IS 'rollup support: the definition of what merges parts';

-- The whole script, in pieces that are run one after the other.  The lock comes
-- first and the count last, so that no write is missed or counted twice.
CREATE FUNCTION @extschema@.cx_rollup_pieces(words jsonb) RETURNS text[]
LANGUAGE plpgsql STABLE STRICT SET search_path = pg_catalog, pg_temp AS $generator$
DECLARE
  source regclass := words ->> 'source';
  base text := words ->> 'base';
  relations text[] := ARRAY[$template$-- To be run by the owner of the table, in one transaction.
SET TRANSACTION ISOLATION LEVEL READ COMMITTED;    -- an older snapshot could miss rows
LOCK TABLE {source} IN SHARE ROW EXCLUSIVE MODE;    -- writers wait until the end, readers do not
$template$, $template$
-- what the rollup must be, counted anew
CREATE VIEW {recount} AS
    {count}
    FROM {source}{each_group};
COMMENT ON VIEW {recount} IS {recount_comment};
$template$, $template$
-- what is stored: for each statement and group what it added and what it removed
CREATE {unlogged}TABLE {part} AS
  SELECT {keys}, tally AS added, tally AS removed FROM {recount} WITH NO DATA;
ALTER TABLE {part} ADD part bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;    -- so that it can be published
CREATE INDEX ON {part} ({keys});
COMMENT ON TABLE {part} IS {part_comment};
$template$, $template$
-- what is read
CREATE VIEW {rollup} AS
  SELECT {keys}, coalesce({cx}.cx_merge(added) OPERATOR({cx}.-) {cx}.cx_merge(removed), {cx}.cx_merge(added)) AS tally
  FROM {part}
  GROUP BY {keys}
  HAVING ({cx}.cx_merge(added) OPERATOR({cx}.=) {cx}.cx_merge(removed)) IS NOT TRUE;
COMMENT ON VIEW {rollup} IS {rollup_comment};
$template$];
  comments jsonb := jsonb_build_object(
    'rollup_comment', quote_literal(format('rollup of %s, which its triggers %s_... keep', source, base)),
    'recount_comment', quote_literal(format('rollup %s: counted anew from %s', base, source)),
    'part_comment', quote_literal(format('rollup %s: what is stored; read the view %1$s instead', base)));
  pieces text[] := ARRAY(SELECT @extschema@.cx_rollup_fill(template, words || comments) FROM unnest(relations) WITH ORDINALITY AS u (template, n) ORDER BY n);
BEGIN
  pieces := pieces || @extschema@.cx_rollup_upkeep(words, 'upkeep', 'upkeep of its parts', 'new_rows', 'old_rows', $template$
  ELSIF TG_OP = 'TRUNCATE' THEN
    TRUNCATE {part};$template$);
  IF (words -> 'partitioned')::boolean THEN
    pieces := pieces || @extschema@.cx_rollup_emptied(words);
  END IF;
  pieces := pieces || ARRAY(SELECT @extschema@.cx_rollup_triggers(words, m.member, m.level, m.leaf) FROM @extschema@.cx_rollup_members(source) AS m);
  IF (words -> 'replica')::boolean THEN
    pieces := pieces
      || @extschema@.cx_rollup_upkeep(words, 'applied', 'upkeep for logical replication, which fires row triggers only',
                                      '(SELECT NEW.*) AS new_rows', '(SELECT OLD.*) AS old_rows', '')
      || @extschema@.cx_rollup_fill($template$
CREATE TRIGGER {on_applied} AFTER INSERT OR UPDATE OR DELETE ON {source} FOR EACH ROW EXECUTE FUNCTION {applied}();
ALTER TABLE {source} ENABLE REPLICA TRIGGER {on_applied};
$template$, words);
  END IF;
  RETURN pieces || @extschema@.cx_rollup_compact(words) || @extschema@.cx_rollup_fill($template$
-- what is there already
INSERT INTO {part} ({keys}, added) SELECT * FROM {recount};
ANALYZE {part};
$template$, words);
END $generator$;
COMMENT ON FUNCTION @extschema@.cx_rollup_pieces(words jsonb) IS 'rollup support: the script, in pieces to be run in turn';

CREATE FUNCTION @extschema@.cx_rollup_sql(name text, source regclass, keys text[], score text, low integer, high integer,
                                          filter text DEFAULT NULL, replica boolean DEFAULT false) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT array_to_string(@extschema@.cx_rollup_pieces(@extschema@.cx_rollup_words(name, source, keys, score, low, high, filter, replica)), '')
$$;
COMMENT ON FUNCTION @extschema@.cx_rollup_sql(name text, source regclass, keys text[], score text, low integer, high integer, filter text, replica boolean)
  IS 'the script that makes a rollup, to be read or run';
--
-- Making a rollup, looking after it, and dropping it
--

-- Raise an error unless each expression has a value that depends on the row alone.
-- PostgreSQL itself judges that, by indexes on an empty table that is dropped again.
CREATE FUNCTION @extschema@.cx_rollup_probe(words jsonb, expressions text[]) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  expression text;
BEGIN
  EXECUTE @extschema@.cx_rollup_fill('CREATE TABLE {rollup} (LIKE {source})', words);
  FOREACH expression IN ARRAY expressions LOOP
    EXECUTE @extschema@.cx_rollup_fill('CREATE INDEX ON {rollup} (({expression}))', words || jsonb_build_object('expression', expression));
  END LOOP;
  EXECUTE @extschema@.cx_rollup_fill('DROP TABLE {rollup}', words);
EXCEPTION WHEN invalid_object_definition THEN
  RAISE invalid_object_definition USING
    MESSAGE = 'keys, score and filter of a rollup must be immutable',
    DETAIL = format('"%s" can give another value for the same row, such as under another time zone.', expression),
    HINT = 'Name the time zone, as in "(answered_at AT TIME ZONE ''Europe/Berlin'')::date", '
             'and truncate a date as in "date_trunc(''month'', answered_on::timestamp)::date".';
END $$;
COMMENT ON FUNCTION @extschema@.cx_rollup_probe(words jsonb, expressions text[]) IS 'rollup support: demands that expressions are immutable';

CREATE FUNCTION @extschema@.cx_create_rollup(name text, source regclass, keys text[], score text, low integer, high integer,
                                             filter text DEFAULT NULL, replica boolean DEFAULT false) RETURNS regclass
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  words jsonb := @extschema@.cx_rollup_words(name, source, keys, score, low, high, filter, replica);
  expressions text[] := (SELECT array_agg(k.expression) FROM unnest(keys) AS key, @extschema@.cx_rollup_key(key) AS k) || score || filter;
  owner oid := (SELECT c.relowner FROM pg_class AS c WHERE c.oid = source);
  another boolean := pg_get_userbyid(owner) <> current_user;
  caller text := current_setting('role');
  piece text;
  virtual name;
BEGIN
  IF NOT pg_has_role(owner, 'USAGE') THEN
    RAISE insufficient_privilege USING MESSAGE = format('must be owner of table %s', source);
  ELSIF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE feature_not_supported USING
      MESSAGE = 'cx_create_rollup must run in a READ COMMITTED transaction',
      DETAIL = 'An older snapshot could miss rows.';
  END IF;

  -- All is done as the owner, so that all is theirs, and what they may not do fails
  -- now and not at the first write.
  IF another THEN
    PERFORM set_config('role', pg_get_userbyid(owner), true);
  END IF;
  PERFORM @extschema@.cx_rollup_probe(words, array_remove(expressions, NULL));
  FOREACH piece IN ARRAY @extschema@.cx_rollup_pieces(words) LOOP
    EXECUTE piece;
  END LOOP;
  IF another THEN
    PERFORM set_config('role', caller, true);
  END IF;

  SELECT a.attname INTO virtual
  FROM pg_rewrite AS r
       JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass
       JOIN pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
  WHERE r.ev_class = (words ->> 'recount')::regclass AND d.refobjid = source AND a.attgenerated = 'v';
  IF FOUND THEN
    RAISE feature_not_supported USING
      MESSAGE = format('column "%s" is a virtual generated column, which triggers cannot see', virtual),
      HINT = 'Write its expression instead.';
  END IF;
  RETURN (words ->> 'rollup')::regclass;
END $$;
COMMENT ON FUNCTION @extschema@.cx_create_rollup(name text, source regclass, keys text[], score text, low integer, high integer, filter text, replica boolean)
  IS 'makes a rollup of a table that stays fresh, and returns its view';

-- Written with the type of cx_metrics by its bare name, see 00_search_path.sql.
CREATE FUNCTION @extschema@.cx_check_rollup(rollup regclass) RETURNS TABLE (key jsonb, stored cx_tally, counted cx_tally)
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp SET row_security = off AS $$
DECLARE
  names jsonb := @extschema@.cx_rollup_names(rollup);
  columns record;
BEGIN
  SELECT string_agg('k' || attnum, ', ' ORDER BY attnum) AS keys,
         string_agg(format('%L, k%s', attname, attnum), ', ' ORDER BY attnum) AS named
  INTO columns
  FROM pg_attribute
  WHERE attrelid = rollup AND attnum > 0 AND attname <> 'tally';
  -- No join, for whose conditions NULL would not be a key like any other.
  RETURN QUERY EXECUTE @extschema@.cx_rollup_fill($query$
    SELECT jsonb_build_object({named}), stored[1], counted[1]
    FROM (
      SELECT {keys}, array_agg(tally) FILTER (WHERE is_stored) AS stored, array_agg(tally) FILTER (WHERE NOT is_stored) AS counted
      FROM (SELECT *, true FROM {rollup} UNION ALL SELECT *, false FROM {recount}) AS u ({keys}, tally, is_stored)
      GROUP BY {keys}
    ) AS groups
    WHERE (stored[1] OPERATOR({cx}.=) counted[1]) IS NOT TRUE$query$,
    names || jsonb_build_object('keys', columns.keys, 'named', columns.named));
END $$;
COMMENT ON FUNCTION @extschema@.cx_check_rollup(rollup regclass) IS 'groups of a rollup that differ from a fresh count: none if all is well';

CREATE FUNCTION @extschema@.cx_compact_rollup(rollup regclass) RETURNS bigint
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  fewer bigint;
BEGIN
  EXECUTE @extschema@.cx_rollup_fill('SELECT {compact}()', @extschema@.cx_rollup_names(rollup)) INTO fewer;
  RETURN fewer;
END $$;
COMMENT ON FUNCTION @extschema@.cx_compact_rollup(rollup regclass) IS 'merges the stored parts of each group of a rollup; how many rows fewer there are';

CREATE FUNCTION @extschema@.cx_refresh_rollup(rollup regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET row_security = off AS $$
DECLARE
  names jsonb := @extschema@.cx_rollup_names(rollup);
  upkeep regprocedure := (names ->> 'upkeep') || '()';
  emptied regprocedure := to_regprocedure((names ->> 'emptied') || '()');
  source regclass;
  stray record;
BEGIN
  names := names || jsonb_build_object(
    'replica', to_regprocedure((names ->> 'applied') || '()') IS NOT NULL,
    'keys', (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = rollup AND attnum > 0 AND attname <> 'tally'));
  SELECT tgrelid INTO source
  FROM pg_trigger
  WHERE tgfoid = upkeep AND quote_ident(tgname) = names ->> 'on_truncate';

  -- partitions that went
  FOR stray IN
    SELECT quote_ident(tgname) AS trigger, tgrelid::regclass AS member
    FROM pg_trigger
    WHERE tgfoid IN (upkeep, emptied) AND tgrelid NOT IN (SELECT m.member FROM @extschema@.cx_rollup_members(source) AS m)
  LOOP
    EXECUTE format('DROP TRIGGER %s ON %s', stray.trigger, stray.member);
  END LOOP;

  -- partitions that came
  FOR stray IN
    SELECT m.*
    FROM @extschema@.cx_rollup_members(source) AS m
    WHERE NOT EXISTS (SELECT FROM pg_trigger AS t WHERE t.tgrelid = m.member AND t.tgfoid = upkeep)
  LOOP
    IF current_setting('transaction_isolation') <> 'read committed' THEN
      RAISE feature_not_supported USING
        MESSAGE = 'cx_refresh_rollup must run in a READ COMMITTED transaction where there are new partitions',
        DETAIL = 'An older snapshot could miss rows.';
    END IF;
    EXECUTE @extschema@.cx_rollup_triggers(names, stray.member, stray.level, stray.leaf);
  END LOOP;

  EXECUTE @extschema@.cx_rollup_fill('LOCK TABLE {part} IN SHARE UPDATE EXCLUSIVE MODE', names);
  -- One statement has one snapshot: what goes and what is counted are of the same transactions.
  EXECUTE @extschema@.cx_rollup_fill('WITH gone AS (DELETE FROM {part}) INSERT INTO {part} ({keys}, added) SELECT * FROM {recount}', names);
END $$;
COMMENT ON FUNCTION @extschema@.cx_refresh_rollup(rollup regclass) IS 'counts a rollup anew, and gives its triggers to partitions that came';

CREATE FUNCTION @extschema@.cx_drop_rollup(rollup regclass) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp SET client_min_messages = warning AS $$
BEGIN
  -- With the trigger functions go the triggers; what others have made of the view stops it all.
  EXECUTE @extschema@.cx_rollup_fill(
    'DROP FUNCTION IF EXISTS {upkeep}(), {emptied}(), {applied}() CASCADE; DROP FUNCTION {compact}(); '
    'DROP VIEW IF EXISTS {rollup}, {recount}; DROP TABLE {part}', @extschema@.cx_rollup_names(rollup));
END $$;
COMMENT ON FUNCTION @extschema@.cx_drop_rollup(rollup regclass) IS 'drops a rollup with all that belongs to it';
