-- A table of somebody's own, all of whose names want quotes, and the extension in
-- a schema that is not in the search path.

CREATE SCHEMA "cx's";
CREATE EXTENSION cx_metrics SCHEMA "cx's";
CREATE SCHEMA "My Data";

-- Four in five are satisfied, in each team and in each week.
CREATE TABLE "My Data"."Survey ""2025""" AS
SELECT (ARRAY['O''Neil, <b>West</b>', 'East "2"', NULL])[1 + i % 3] AS "Team's name",
	timestamptz '2025-01-01 12:00+00' + i / 15 * interval '1 day' AS "When?",
	CASE WHEN i / 3 % 5 = 0 THEN 3 ELSE 5 END AS "score; --"
FROM generate_series(0, 15 * 181 - 1) AS i;
