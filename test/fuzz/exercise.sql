-- exercise.sql: what a malformed value is put through once it was accepted, and
-- types that take any bytes for a stored value.

SET client_min_messages = warning;

-- Sums of weights may be too large for a number.
CREATE FUNCTION exercise(t cx_tally) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	results text;
BEGIN
	IF t::text::cx_tally <> t OR t::text::cx_tally::text <> t::text OR (t::jsonb ->> 'responses')::bigint <> cx_responses(t) OR cx_reverse(cx_reverse(t)) <> t
		OR cx_tally_cmp(t, t) <> 0 OR cx_tally_hash(t) <> cx_tally_hash(t::text::cx_tally) THEN
		RAISE EXCEPTION 'tally % differs', t USING ERRCODE = 'XX000';
	END IF;
	-- Frames that move over it hold what they would afresh.  Two of it may be too
	-- many.
	IF EXISTS (SELECT FROM (SELECT cx_merge(o) OVER f AS moving, cx_merge(o) FILTER (WHERE random() >= 0) OVER f AS plain
			FROM (VALUES (1, t), (2, NULL), (3, cx_reverse(t)), (4, NULL), (5, NULL), (6, t)) v(i, o) WINDOW f AS (ORDER BY i ROWS 1 PRECEDING)) m
		WHERE moving IS DISTINCT FROM plain) THEN
		RAISE EXCEPTION 'tally % differs in frames that move', t USING ERRCODE = 'XX000';
	END IF;
	results := concat_ws(' ', cx_value(t, 'mean'), cx_value(t, 'csat'), cx_stderr(t, 'index'), cx_stderr(t, 'top 1'), cx_effective_responses(t),
		cx_scale(t), cx_counts(t),
		cx_share(t, lower(cx_scale(t))::integer, upper(cx_scale(t))::integer), t::json, cx_merge(t), csat(t), ces(t), cx_tally_packed(t), cx_tally_unless_empty(t),
		cx_tally_send(t), t < '[0,1]{}', cx_tally_hash_extended(t, 1),
		cx_scorecard(t, 'mean', digits => NULL), cx_scorecard(t, 'top 1', 0.5), cx_impact(t, t, 'index'), length(cx_sparkline(cx_counts(t))),
		cx_contrast_p(ARRAY[t, cx_reverse(t), t], ARRAY[1, -0.5, 0], 'index', 'greater'));
	IF results ~* 'nan|inf' THEN
		RAISE EXCEPTION 'tally % gives %', t, results USING ERRCODE = 'XX000';
	END IF;
	RETURN results;
END $$;
CREATE FUNCTION exercise(m cx_metric) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	IF m::text::cx_metric <> m OR m::text::cx_metric::text <> m::text OR cx_metric_hash(m) <> cx_metric_hash(m::text::cx_metric) THEN
		RAISE EXCEPTION 'metric % differs', m USING ERRCODE = 'XX000';
	END IF;
	RETURN outcome(format('SELECT cx_value(%L, %L)', '[0,10]{1,2,3,4,5,6,7,8,9,10,11}', m)) || cx_metric_send(m);
END $$;
CREATE FUNCTION exercise(m cx_moments) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	results text;
BEGIN
	IF m::text::cx_moments::text <> m::text OR cx_moments_send(m::text::cx_moments) <> cx_moments_send(m) THEN
		RAISE EXCEPTION 'moments % differ', m USING ERRCODE = 'XX000';
	END IF;
	results := concat_ws(' ', cx_moments_responses(m), cx_r2(m), cx_correlations(m), cx_moments_merge(m),
		(SELECT array_agg(d) FROM cx_drivers(ARRAY[m]) d), (SELECT array_agg(d) FROM cx_drivers(ARRAY[m], method => 'shapley') d));
	IF results ~* 'nan|inf' THEN
		RAISE EXCEPTION 'moments % give %', m, results USING ERRCODE = 'XX000';
	END IF;
	RETURN results;
END $$;
CREATE FUNCTION exercise(r cx_range) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	IF r::text::cx_range <> r OR r::text::cx_range::text <> r::text OR hash_range(r) <> hash_range(r::text::cx_range) THEN
		RAISE EXCEPTION 'range % differs', r USING ERRCODE = 'XX000';
	END IF;
	RETURN concat_ws(' ', upper(r), r && cx_range(0, 1), r + cx_range(lower(r), lower(r), '[]'));
END $$;

CREATE TABLE cx_tally_values (v cx_tally);
CREATE TABLE cx_metric_values (v cx_metric);
CREATE TABLE cx_moments_values (v cx_moments);
CREATE TABLE cx_range_values (v cx_range);

-- Stored bytes that no version wrote.  They are not checked like input, but
-- every reader distrusts them.  Casts want types of the same alignment.
CREATE TYPE stored;
CREATE FUNCTION stored_in(cstring) RETURNS stored AS 'byteain' LANGUAGE internal IMMUTABLE STRICT;
CREATE FUNCTION stored_out(stored) RETURNS cstring AS 'byteaout' LANGUAGE internal IMMUTABLE STRICT;
CREATE TYPE stored (INPUT = stored_in, OUTPUT = stored_out, INTERNALLENGTH = VARIABLE, ALIGNMENT = double, STORAGE = extended);
CREATE CAST (cx_tally AS stored) WITHOUT FUNCTION;
CREATE CAST (stored AS cx_tally) WITHOUT FUNCTION;
CREATE CAST (bytea AS cx_metric) WITHOUT FUNCTION;
CREATE CAST (cx_moments AS stored) WITHOUT FUNCTION;
CREATE CAST (stored AS cx_moments) WITHOUT FUNCTION;
