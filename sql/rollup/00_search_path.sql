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
