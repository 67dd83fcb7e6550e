# shellcheck shell=bash
#
# pgindent.sh
#	  PostgreSQL's pgindent, over src/.
#
# Sourced after setup.sh.  From PostgreSQL 17 on, Debian's headers for extensions
# come with pgindent and with the list of PostgreSQL's types that it needs.

# Is there one?  The first choice is that of the PostgreSQL in use, the next the
# newest there.
find_pgindent()
{
	local config

	for config in "$PG_CONFIG" $(debian_versions bin/pgindent | sed "s,.*,$DEBIAN_POSTGRESQL/&/bin/pg_config,"); do
		PGINDENT_DIR=$("$config" --bindir)
		TYPES=$("$config" --sharedir)/typedefs.list
		if [ -x "$PGINDENT_DIR/pgindent" ] && [ -e "$TYPES" ]; then
			return
		fi
	done
	return 1
}

# The types that src/ defines.
own_types()
{
	sed -nE 's/^(\}|typedef .*) *\b([A-Za-z]+);$/\2/p' "$TOP"/src/*.[ch] "$TOP"/src/*/*.[ch] | tr '\n' ' '
}

# Run it.  Arguments: its options.  It only complains of what it cannot read, so
# that any output is a failure.
indent()
{
	local output status=0

	output=$("$PGINDENT_DIR/pgindent" --indent="$PGINDENT_DIR/pg_bsd_indent" --typedefs="$TYPES" \
		--list-of-typedefs="$(own_types)" "$@" "$TOP/src" 2>&1) || status=1
	[ -z "$output" ] || status=1
	echo "$output"
	return "$status"
}
