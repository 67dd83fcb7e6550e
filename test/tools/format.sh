#!/usr/bin/env bash
#
# format.sh
#	  Lay out src/ as PostgreSQL lays out its own sources, in place.
#
# Called by make format.  Environment: PG_CONFIG, the PostgreSQL whose pgindent
# is used if it has one.

set -eu

# shellcheck source=test/tools/setup.sh
. "$(dirname "$0")/setup.sh"
# shellcheck source=test/tools/pgindent.sh
. "$TOP/test/tools/pgindent.sh"

find_pgindent || die "pgindent is not here; it comes with Debian's postgresql-server-dev-17 and later ones"
indent "$@"
