#!/usr/bin/env bash
#
# demo.sh
#	  The tour through the extension, on a throw-away server or in a database.
#
# Called by make demo.  Environment: DB, a database to run the tour in, found by
# psql's own rules; PG_CONFIG, the PostgreSQL to build for.

set -eu

tools=$(cd "$(dirname "$0")" && pwd)

if [ -n "${DB:-}" ]; then
	exec psql -X -d "$DB" -f "$tools/../../examples/demo.sql"
fi

# shellcheck source=test/tools/setup.sh
. "$tools/setup.sh"

set_up
run as_user psql -X -f "$TREE/examples/demo.sql"
suggest_cluster
