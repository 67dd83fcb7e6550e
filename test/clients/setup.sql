-- setup.sql
--	  What the cases of the clients read.  The answers and areas are those of
--	  README.md.

CREATE EXTENSION cx_metrics;

CREATE TABLE survey (team text, answered_on date, score smallint, revenue numeric, helpful boolean);
INSERT INTO survey VALUES
	('Berlin', '2025-01-08', 10, 900, true),
	('Berlin', '2025-01-15', 9, 400, true),
	('Berlin', '2025-01-22', 8, 700, false),
	('Berlin', '2025-02-03', 10, 1200, true),
	('Berlin', '2025-02-11', 7, 300, NULL),
	('Berlin', '2025-02-19', 9, 800, true),
	('Berlin', '2025-03-04', 10, 500, true),
	('Berlin', '2025-03-12', 8, 600, true),
	('Berlin', '2025-03-25', 9, 1500, true),
	('Berlin', '2025-04-02', 4, 200, false),
	('Berlin', '2025-04-16', 10, NULL, true),
	('Berlin', '2025-04-28', 7, 400, NULL),
	('Lyon', '2025-01-20', 6, 2500, false),
	('Lyon', '2025-02-14', 10, 300, true),
	('Lyon', '2025-03-18', 3, 1100, false),
	('Lyon', '2025-04-22', 5, 600, NULL),
	('Lyon', '2025-04-25', NULL, 700, true);

CREATE TABLE area (name text, tally cx_tally);
INSERT INTO area VALUES
	('A', '[0,10]{10,3,11,10,8,54,44,85,166,119,151}'),
	('B', '[0,10]{0,2,1,3,2,21,8,32,53,32,84}'),
	('C', '[0,10]{1,1,0,0,5,20,6,30,42,22,62}'),
	('D', '[0,10]{2,1,4,4,2,34,26,46,113,92,171}'),
	('E', '[0,10]{1,1,4,0,1,7,2,16,29,41,55}');

CREATE TABLE stored (tally cx_tally, metric cx_metric, expected cx_range);

CREATE VIEW area_score AS
SELECT name,
	cx_value(tally, 'nps') AS nps,
	lower(cx_interval(tally, 'nps')) AS nps_low,
	upper(cx_interval(tally, 'nps')) AS nps_high,
	cx_responses(tally) AS responses
FROM area;

CREATE FUNCTION rounded(range cx_range) RETURNS cx_range
RETURN cx_range(round(lower(range)::numeric, 1), round(upper(range)::numeric, 1), '[]');
