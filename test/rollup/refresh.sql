-- All is counted anew beside everybody else.
SELECT cx_refresh_rollup('daily');
\sleep 100 ms
