#!/usr/bin/env bash
#
# pages.sh
#	  The dashboard, looked at in a browser: of the airport, and of a table whose
#	  names are as odd as can be.
#
# Called by make pages.  Environment: PG_CONFIG, the PostgreSQL to build for;
# SCREENSHOTS, a directory to keep pictures of the pages in; FIGURE, a file for
# that of the first one, as README.md shows it.

set -eu

# shellcheck source=test/tools/setup.sh
. "$(dirname "$0")/setup.sh"
# shellcheck source=test/tools/suite.sh
. "$TOP/test/tools/suite.sh"
# shellcheck source=test/tools/site.sh
. "$TOP/test/tools/site.sh"

COMMANDS+=(chromium=chromium)
FILES+=(/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf=fonts-dejavu-core)
SCREENSHOTS=${SCREENSHOTS:-$TOP/examples/dashboard/screenshots}

site=$TREE/examples/dashboard
test=$TREE/test/dashboard

lint()
{
	cd "$TREE"
	"$test/node_modules/.bin/eslint" -c "$test/eslint.config.js" examples/dashboard test/dashboard
}

# All that a database has, but for what the system itself writes.
contents()
{
	as_user psql -X -At -d "$1" -c "
		SELECT relnamespace::regnamespace::text, relname FROM pg_class UNION ALL
		SELECT pronamespace::regnamespace::text, proname FROM pg_proc UNION ALL
		SELECT nspname, '' FROM pg_namespace ORDER BY 1, 2"
}

# As its user would have it: by make, on a server that PGHOST names.
build_own()
{
	local before

	as_user createdb own
	as_user psql -X -q -v ON_ERROR_STOP=1 -d own -f "$test/own.sql"
	before=$(contents own)
	PGHOST=$HOME_DIR PGUSER=postgres make -s -C "$TREE" dashboard DB=own CONFIG="$test/own.json"
	diff <(echo "$before") <(contents own)
}

# A setting that is wrong is told by its name.  Arguments: a replacement in the
# settings, what is told.
tells()
{
	local wrong=$HOME_DIR/wrong.json output

	sed "$1" "$test/own.json" >"$wrong"
	chmod a+r "$wrong"
	! output=$(as_user env PGDATABASE=own CONFIG="$wrong" node "$site/src/data/overview.json.js" 2>&1) || return
	echo "$output"
	grep -qF "$2" <<<"$output"
}

tells_all()
{
	tells 's/"score; --"/"rating"/' 'setting "score": there is no column rating; the table has Team'
	tells 's/"When?"/"score; --"/' 'setting "date": the column score; -- is of type integer, not date'
	tells 's/My Data/Mine/' 'setting "table": there is no table "Mine".'
	tells 's/"csat"/"top 9"/' 'setting "metric": '
	tells 's/"team":/"taem":/' 'setting "team": is missing'
	tells 's/"step"/"steps"/' 'setting "steps": is not known; known are '
	tells 's/\[1, 5\]/[0, 4]/' 'queries/score.sql: '
}

# Open pages and count what pages.js prints as TAP.  Arguments: which pages, the
# folder, the database; a file for a picture, or nothing.
browse()
{
	local log=$SCRATCH/pages.log pictures=$HOME_DIR/screenshots ok bad status=0

	run as_user env PGDATABASE="$3" CHROMIUM="$(command -v chromium)" \
		node "$test/pages.js" "$1" "$2" "$pictures" ${4:+"$4"} >"$log" 2>&1 || status=$?
	grep -vE '^ok' "$log" >&2 || :
	ok=$(grep -cE '^ok ' "$log" || :)
	bad=$(grep -cE '^not ok ' "$log" || :)
	if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
		bad=1
	fi
	say "$1: $ok assertions hold, $bad do not"
	count "$ok" "$bad"
	mkdir -p "$SCREENSHOTS"
	cp "$pictures"/* "$SCREENSHOTS/"
}

set_up
load_airport
install_node_packages "$test"
install_node_packages "$site"
check "eslint" quietly lint
chown -R "$SERVER_USER" "$site"
check "the dashboard of the airport is built" build_site "$site" as_user
cp -R "$site/dist" "$HOME_DIR/airport"
check "the dashboard of a table is built, and leaves nothing there" build_own
check "wrong settings are told" quietly tells_all
browse airport "$HOME_DIR/airport" postgres "${FIGURE:+$HOME_DIR/figure.png}"
browse own "$site/dist" own
[ -z "${FIGURE:-}" ] || cp "$HOME_DIR/figure.png" "$FIGURE"
say "pictures of the pages are in $SCREENSHOTS"
all_passed
