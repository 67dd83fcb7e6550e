\ir verdicts.title.sql
