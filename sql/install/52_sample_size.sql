--
-- How many responses are needed
--

CREATE FUNCTION cx_required_responses(tally cx_tally, metric cx_metric, margin double precision,
	confidence double precision DEFAULT 0.95, population double precision DEFAULT 'Infinity') RETURNS bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION cx_required_responses(tally cx_tally, metric cx_metric, margin double precision,
	confidence double precision, population double precision) IS 'number of responses that gives the value this margin';

CREATE FUNCTION cx_cadence(tally cx_tally, metric cx_metric, observed interval, margin double precision,
	confidence double precision DEFAULT 0.95) RETURNS interval
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5;
COMMENT ON FUNCTION cx_cadence(tally cx_tally, metric cx_metric, observed interval, margin double precision,
	confidence double precision) IS 'shortest usual period that gathers the required responses';
