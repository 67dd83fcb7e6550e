--
-- Groups that are too small to be shown
--

CREATE FUNCTION cx_suppressed(tally cx_tally, minimum integer DEFAULT 5, total_shown boolean DEFAULT true) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_suppressed(tally cx_tally, minimum integer, total_shown boolean) IS 'must the group be hidden, so that no small one can be computed?';
