#!/usr/bin/env bash
#
# bench.sh
#	  The benchmarks, on a throw-away server: of queries, and of rollups.
#
# Called by make bench.  Environment: PART, queries or rollup, if only one of the
# two is to run; ROWS and RUNS, the size of the tables and the number of runs of
# queries; PG_CONFIG, the PostgreSQL to build for.

set -eu

# shellcheck source=test/tools/setup.sh
. "$(dirname "$0")/setup.sh"

case ${PART:-both} in
	both | queries | rollup) ;;
	*) die "PART is queries or rollup, not $PART" ;;
esac

# Tables of ten million rows stay in memory.  Commits reach the disk where a session
# wants that.
SERVER_OPTIONS=(-c shared_buffers=2GB -c max_wal_size=8GB -c fsync=on -c full_page_writes=on)
missed=0

set_up
as_user psql -X -q -c 'CREATE EXTENSION cx_metrics'
if [ "${PART:-queries}" != rollup ]; then
	run as_user perl "$TREE/test/bench/run.pl" "${ROWS:-10000000}" "${RUNS:-11}" || missed=1
	echo
fi
if [ "${PART:-rollup}" != queries ]; then
	run as_user perl "$TREE/test/bench/rollup.pl" 5 3 || missed=1
fi
exit "$missed"
