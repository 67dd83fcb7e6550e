#!/usr/bin/env bash
#
# test.sh
#	  The tests: compilers' warnings, pg_regress, TAP.
#
# Called by make test.  Environment: PG_CONFIG, the PostgreSQL to build for;
# OLD_PG, the directory of an older one with the extension (the parent of its
# bin), to test pg_upgrade from it.

set -eu

# shellcheck source=test/tools/setup.sh
. "$(dirname "$0")/setup.sh"
# shellcheck source=test/tools/suite.sh
. "$TOP/test/tools/suite.sh"

set_up
compile_all
regress
cd "$TREE"
tap test/t/*.t ${OLD_PG:+test/matrix/*.t}
all_passed
