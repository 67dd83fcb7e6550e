-- The title of pictures whose rows have a verdict.

SELECT coalesce(
         string_agg(concat_ws(' ', who, CASE WHEN word ~ '^(above|below)' THEN CASE many WHEN 1 THEN 'is' ELSE 'are' END END, word), '; '
                    ORDER BY word) FILTER (WHERE word !~ '^no clear')
         || coalesce('; ' || max(word) FILTER (WHERE word ~ '^no clear') || ' elsewhere', ''),
         initcap(left(max(word), 1)) || substr(max(word), 2) || ' anywhere',
         'Too few answers for a verdict') || '.' AS title
FROM said
WHERE word <> ''
