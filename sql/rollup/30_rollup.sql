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
