SELECT string_agg(initcap(left(who, 1)) || substr(who, 2) || ': ' || word, '. ' ORDER BY word ~ '^no clear', word) || '.' AS title
FROM said
