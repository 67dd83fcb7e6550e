--
-- Rankings
--
-- Window functions that look at the whole partition, whatever the frame.
--

CREATE FUNCTION cx_shrunk_value(tally cx_tally, metric cx_metric) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_shrunk_value(tally cx_tally, metric cx_metric) IS 'value pulled towards the mean of the partition by its credibility';

CREATE FUNCTION cx_credibility(tally cx_tally, metric cx_metric) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_credibility(tally cx_tally, metric cx_metric) IS 'how much of the value is the own evidence of the unit, 0 to 1';

CREATE FUNCTION cx_rank(tally cx_tally, metric cx_metric) RETURNS bigint
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_rank(tally cx_tally, metric cx_metric) IS 'leaderboard rank by credible standing';

CREATE FUNCTION cx_rank_interval(tally cx_tally, metric cx_metric, confidence double precision DEFAULT 0.95,
	guarantee text DEFAULT 'all') RETURNS cx_range
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_rank_interval(tally cx_tally, metric cx_metric, confidence double precision,
	guarantee text) IS 'ranks that the data cannot exclude';

CREATE FUNCTION cx_shrunk_change(current cx_tally, previous cx_tally, metric cx_metric) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_shrunk_change(current cx_tally, previous cx_tally, metric cx_metric) IS 'change pulled towards the mean change of the partition';

CREATE FUNCTION cx_change_credibility(current cx_tally, previous cx_tally, metric cx_metric) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_change_credibility(current cx_tally, previous cx_tally,
	metric cx_metric) IS 'how much of the change is the own evidence of the unit, 0 to 1';

CREATE FUNCTION cx_most_improved(current cx_tally, previous cx_tally, metric cx_metric) RETURNS bigint
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_most_improved(current cx_tally, previous cx_tally, metric cx_metric) IS 'rank by credible improvement, relative to the others';

CREATE FUNCTION cx_top_probability(tally cx_tally, metric cx_metric, k integer) RETURNS double precision
	AS 'MODULE_PATHNAME' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_top_probability(tally cx_tally, metric cx_metric, k integer) IS 'probability that the true value is among the k highest';
