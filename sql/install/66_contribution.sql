--
-- What a part contributes to a total
--

CREATE TYPE cx_contribution_row AS (
	share_before double precision,
	share double precision,
	value_before double precision,
	value double precision,
	score_effect double precision,
	effect_lower double precision,
	effect_upper double precision,
	mix_effect double precision,
	contribution double precision
);
COMMENT ON TYPE cx_contribution_row IS 'what a group contributes to a change';

CREATE FUNCTION cx_contribution(current cx_tally, previous cx_tally, metric cx_metric,
	confidence double precision DEFAULT 0.95, digits integer DEFAULT -1) RETURNS cx_contribution_row
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_contribution(current cx_tally, previous cx_tally, metric cx_metric,
	confidence double precision, digits integer) IS 'what each group contributes to the change of the total, rounded, as a row';

CREATE FUNCTION cx_impact(part cx_tally, total cx_tally, metric cx_metric) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION cx_impact(part cx_tally, total cx_tally, metric cx_metric) IS 'by how many points a part moves the total';
