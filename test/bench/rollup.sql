-- What rollups are measured on: the same table three times, without a rollup, with
-- one of cx_rollup, and with one that is kept up by hand, by the upsert that one
-- would write.

\set ON_ERROR_STOP on
CREATE EXTENSION cx_rollup;
CREATE SCHEMA bare;
CREATE SCHEMA rolled;
CREATE SCHEMA by_hand;
CREATE TABLE bare.answers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, team text, day date, score smallint);
CREATE TABLE rolled.answers (LIKE bare.answers INCLUDING ALL);
CREATE TABLE by_hand.answers (LIKE bare.answers INCLUDING ALL);

SELECT cx_create_rollup('daily', 'rolled.answers', '{team, day}', 'score', 0, 10);

CREATE TABLE by_hand.daily (team text, day date, tally cx_tally NOT NULL, PRIMARY KEY (team, day)) WITH (fillfactor = 70);
CREATE FUNCTION by_hand.upkeep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO by_hand.daily AS d
  SELECT team, day, cx_tally(score, 0, 10)
  FROM new_rows
  GROUP BY team, day
  HAVING count(score) > 0
  ORDER BY team, day
  ON CONFLICT (team, day) DO UPDATE SET tally = d.tally + excluded.tally;
  RETURN NULL;
END $$;
CREATE TRIGGER upkeep AFTER INSERT ON by_hand.answers REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION by_hand.upkeep();

-- A million answers of a hundred teams on a year's days.
CREATE TABLE million AS
  SELECT 'T' || i % 100 AS team, date '2024-01-01' + i / 100 % 365 AS day, (i * 17 % 11)::smallint AS score
  FROM generate_series(1, 1000000) AS i;
