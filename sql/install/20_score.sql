--
-- Scores: the numbers in labelled answers
--

CREATE FUNCTION cx_score(answer text, VARIADIC no_answer text[] DEFAULT '{}') RETURNS numeric
	AS 'MODULE_PATHNAME', 'cx_score_text' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_score(answer text, VARIADIC no_answer text[]) IS 'number at the start of a labelled answer';

CREATE FUNCTION cx_score(answer jsonb, VARIADIC no_answer text[] DEFAULT '{}') RETURNS numeric
	AS 'MODULE_PATHNAME', 'cx_score_jsonb' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION cx_score(answer jsonb, VARIADIC no_answer text[]) IS 'number at the start of a labelled answer in JSON';
