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
