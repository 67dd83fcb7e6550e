--
-- What a tally holds, and what it is worth
--

CREATE FUNCTION cx_value(tally cx_tally, metric cx_metric) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_value(tally cx_tally, metric cx_metric) IS 'value of a metric';

CREATE FUNCTION cx_stderr(tally cx_tally, metric cx_metric) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_stderr(tally cx_tally, metric cx_metric) IS 'standard error of the value of a metric';

CREATE FUNCTION cx_responses(tally cx_tally) RETURNS bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_responses(tally cx_tally) IS 'number of responses';

CREATE FUNCTION cx_weight(tally cx_tally) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_weight(tally cx_tally) IS 'sum of the weights';

CREATE FUNCTION cx_effective_responses(tally cx_tally) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_effective_responses(tally cx_tally) IS 'effective sample size after Kish';

CREATE FUNCTION cx_scale(tally cx_tally) RETURNS cx_range
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_scale(tally cx_tally) IS 'scale of a tally';

CREATE FUNCTION cx_counts(tally cx_tally) RETURNS double precision[]
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_counts(tally cx_tally) IS 'count of each score, lowest first';

CREATE FUNCTION cx_count(tally cx_tally, first integer, last integer) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_count(tally cx_tally, first integer, last integer) IS 'number of responses from first to last';

CREATE FUNCTION cx_share(tally cx_tally, first integer, last integer) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_share(tally cx_tally, first integer, last integer) IS 'percentage of responses from first to last';

CREATE FUNCTION cx_distribution(tally cx_tally) RETURNS TABLE (score integer, responses double precision, share double precision)
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 11;
COMMENT ON FUNCTION cx_distribution(tally cx_tally) IS 'responses and their share in percent, a row for each score';

CREATE FUNCTION cx_reverse(tally cx_tally) RETURNS cx_tally
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_reverse(tally cx_tally) IS 'reverse-coded tally';

CREATE FUNCTION cx_tally_from_counts(low integer, counts double precision[]) RETURNS cx_tally
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_tally_from_counts(low integer, counts double precision[]) IS 'tally of an array of counts, lowest score first';
