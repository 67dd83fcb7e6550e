#!/usr/bin/env bash
#
# bi.sh
#	  The tests of BI tools that have a server of their own: Superset, whose charts
#	  are opened in Chromium.
#
# Called by make bi.  Environment: PG_CONFIG, the PostgreSQL to build for;
# SCREENSHOTS, a directory for pictures of the charts, which are thrown away
# otherwise.  Fetches the packages of test/bi/requirements.txt with pip.

set -eu

# shellcheck source=test/tools/setup.sh
. "$(dirname "$0")/setup.sh"
# shellcheck source=test/tools/suite.sh
. "$TOP/test/tools/suite.sh"
# shellcheck source=test/tools/python.sh
. "$TOP/test/tools/python.sh"

COMMANDS+=(chromium=chromium chromedriver=chromium-driver)

SUPERSET=$SCRATCH/superset
PICTURES=$HOME_DIR/pictures

set_up
check "pip installs Superset" install_python_packages "$TOP/test/bi/requirements.txt" "$SUPERSET"
as_user mkdir "$PICTURES"
USER_ENVIRONMENT+=("SUPERSET=$SUPERSET" "SCREENSHOTS=$PICTURES")
cd "$TREE"
tap test/bi/*.t
[ -z "${SCREENSHOTS:-}" ] || cp "$PICTURES"/*.png "$SCREENSHOTS"
all_passed
