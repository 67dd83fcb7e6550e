SELECT coalesce(string_agg(format('%s %s the %s', who, CASE many WHEN 1 THEN word ELSE rtrim(word, 's') END, :'theme_label'), '; '
                           ORDER BY word) FILTER (WHERE word !~ '^no clear')
                || coalesce(max('; ' || word || ' by the others') FILTER (WHERE word ~ '^no clear'), ''),
                'No clear difference by any theme') || '.' AS title
FROM said
WHERE word <> ''
