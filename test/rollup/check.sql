-- An error if anything differs at this moment, which ends the client.
SELECT 1 / (1 - sign(count(*))::integer) AS exact FROM cx_check_rollup('daily');
