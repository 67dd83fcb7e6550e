#!/usr/bin/env bash
#
# dashboard.sh
#	  The dashboard of examples/dashboard: of the airport, from a throw-away
#	  server, or of a table in a database.
#
# Called by make dashboard.  Environment: DB, a database to read, found by the
# variables that psql knows; CONFIG, the file of settings that names the table in
# it; PG_CONFIG, the PostgreSQL to build for, if there is no DB.

set -eu

# setup.sh takes them away, for they are not about the server that it starts.
connection=()
for name in "${!PG@}"; do
	connection+=("$name=${!name}")
done

# shellcheck source=test/tools/setup.sh
. "$(dirname "$0")/setup.sh"
# shellcheck source=test/tools/site.sh
. "$TOP/test/tools/site.sh"

pages=$TOP/examples/dashboard/dist
site=$TREE/examples/dashboard

# Run a command with the variables of the user that say which server there is.  They
# are not arguments, which everybody on the machine could read.
connected()
(
	export "${connection[@]}" "PGDATABASE=$DB" "CONFIG=$CONFIG"
	exec "$@"
)

# In a copy, so that messages have the name that the user gave.
use_settings()
{
	[ -r "$CONFIG" ] || die "there is no file $CONFIG to read settings from"
	cp "$CONFIG" "$site/$(basename "$CONFIG")"
	CONFIG=$(basename "$CONFIG")
}

if [ -n "${DB:-}" ]; then
	[ -n "${CONFIG:-}" ] || die "which table? Name it in a file of settings, and run" \
		"\"make dashboard DB=$DB CONFIG=file.json\"; doc/dashboard.md has one to begin with"
	POSTGRESQL=
	require
	copy_tree "$TREE"
	use_settings
	command=connected
else
	[ -z "${CONFIG:-}" ] || die "CONFIG is about a table of a database: name the database too, as in DB=name"
	set_up
	load_airport
	command=as_user
fi

say "installing packages of npm"
install_node_packages "$site"
say "building the pages"
[ -n "${DB:-}" ] || chown -R "$SERVER_USER" "$site"
build_site "$site" "$command" || die "there is no dashboard, for the reason above"

rm -rf "$pages"
cp -R "$site/dist" "$pages"
[ -n "${DB:-}" ] || suggest_cluster
say "the dashboard is in $pages, a folder for any web server; to look at it now:" \
	"\"node $TOP/examples/dashboard/serve.js\""
