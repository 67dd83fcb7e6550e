-- Rows are merged beside everybody else.
SELECT cx_compact_rollup('daily');
\sleep 20 ms
