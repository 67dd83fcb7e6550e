-- Before each title: who has which word, as a person would list them.

said AS (
  SELECT word, cardinality(names) AS many,
         CASE WHEN cardinality(names) > 4 THEN format('%s and %s more', array_to_string(names[1:3], ', '), cardinality(names) - 3)
              ELSE concat_ws(' and ', nullif(array_to_string(trim_array(names, 1), ', '), ''), names[cardinality(names)])
         END AS who
  FROM (SELECT coalesce(row ->> 'standing', row ->> 'verdict', row ->> 'quadrant', '') AS word,
               array_agg(row ->> 'name' ORDER BY number) AS names
        FROM (SELECT to_jsonb(picture) AS row, row_number() OVER () AS number FROM picture) AS shown
        GROUP BY word) AS words
)
