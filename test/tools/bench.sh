#!/usr/bin/env bash
#
# bench.sh
#	  The benchmark, on a throw-away server.
#
# Called by make bench.  Environment: ROWS and RUNS, the size of the tables and
# the number of runs; PG_CONFIG, the PostgreSQL to build for.

set -eu

# shellcheck source=test/tools/setup.sh
. "$(dirname "$0")/setup.sh"

# Tables of ten million rows stay in memory.
SERVER_OPTIONS=(-c shared_buffers=2GB -c max_wal_size=8GB)

set_up
as_user psql -X -q -c 'CREATE EXTENSION cx_metrics'
run as_user perl "$TREE/test/bench/run.pl" "${ROWS:-10000000}" "${RUNS:-11}"
