-- What rollups are measured on: the same table three times, without a rollup, with
-- one of cx_rollup, and with one that is kept up by hand, by the upsert that one
-- would write.

\set ON_ERROR_STOP on
CREATE EXTENSION cx_rollup;
CREATE SCHEMA bare;
CREATE SCHEMA rolled;
CREATE SCHEMA by_hand;
CREATE TABLE bare.survey (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, team text, answered_on date, score smallint);
CREATE TABLE rolled.survey (LIKE bare.survey INCLUDING ALL);
CREATE TABLE by_hand.survey (LIKE bare.survey INCLUDING ALL);

SELECT cx_create_rollup('daily', 'rolled.survey', '{team, answered_on}', 'score', 0, 10);

CREATE TABLE by_hand.daily (team text, answered_on date, tally cx_tally NOT NULL, PRIMARY KEY (team, answered_on)) WITH (fillfactor = 70);
CREATE FUNCTION by_hand.upkeep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO by_hand.daily AS d
  SELECT team, answered_on, cx_tally(score, 0, 10)
  FROM new_rows
  GROUP BY team, answered_on
  HAVING count(score) > 0
  ORDER BY team, answered_on
  ON CONFLICT (team, answered_on) DO UPDATE SET tally = d.tally + excluded.tally;
  RETURN NULL;
END $$;
CREATE TRIGGER upkeep AFTER INSERT ON by_hand.survey REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION by_hand.upkeep();

-- A million answers of a hundred teams on a year's days.
CREATE TABLE answer AS
  SELECT 'T' || i % 100 AS team, date '2024-01-01' + i / 100 % 365 AS answered_on, (i * 17 % 11)::smallint AS score
  FROM generate_series(1, 1000000) AS i;
