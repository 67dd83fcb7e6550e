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
