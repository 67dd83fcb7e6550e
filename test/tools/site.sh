# shellcheck shell=bash
#
# site.sh
#	  Building the pages of examples/dashboard.
#
# Sourced after setup.sh.  The pages are built in a copy of the tree.

COMMANDS+=(node=nodejs npm=npm)

readonly OLDEST_NODE=18

# Install the packages that a directory's package-lock.json names, none of whose
# scripts is run.
install_node_packages()
{
	local log=$SCRATCH/npm.log major

	major=$(node --version | sed 's/^v\([0-9]*\).*/\1/')
	[ "$major" -ge "$OLDEST_NODE" ] || die "Node.js $OLDEST_NODE or later is needed, and this is $(node --version)"
	run npm ci --prefix "$1" --ignore-scripts --no-audit --no-fund >"$log" 2>&1 || die "npm failed: $(cat "$log")"
	chmod -R a+rX "$1"
}

# Build the pages.  Arguments: the directory; a command that runs others, and its
# first arguments.  Of what a failed build prints, the line that says why is
# enough.
build_site()
{
	local site=$1 log=$SCRATCH/site.log

	if ! run "${@:2}" npm --prefix "$site" run build >"$log" 2>&1; then
		grep -o 'dashboard: .*' "$log" | sort -u >&2 || cat "$log" >&2
		return 1
	fi
}

# The airport's answers, and those that are invented.
load_airport()
{
	as_user psql -X -q -v ON_ERROR_STOP=1 -c 'CREATE EXTENSION IF NOT EXISTS cx_metrics' \
		-f "$TREE/examples/sfo.sql" -f "$TREE/examples/dashboard/invented.sql"
}
