--
-- The type cx_range: a range of float8
--

CREATE TYPE cx_range AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi);
COMMENT ON TYPE cx_range IS 'range of double precision, the form of all intervals';
