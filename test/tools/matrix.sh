#!/usr/bin/env bash
#
# matrix.sh
#	  The whole suite on each PostgreSQL that Debian has, and pg_upgrade from
#	  the oldest to the others.
#
# Called by make matrix, as root.  Environment: CACHE, the directory that keeps
# the Debian systems in which this is done; RELEASES, those to do.  The last
# lines are a table of the results.

set -eu

# shellcheck source=test/tools/setup.sh
. "$(dirname "$0")/setup.sh"
# shellcheck source=test/tools/suite.sh
. "$TOP/test/tools/suite.sh"
# shellcheck source=test/tools/roots.sh
. "$TOP/test/tools/roots.sh"

# The oldest comes first: the others upgrade from it.
read -r -a releases <<<"${RELEASES:-bookworm trixie sid}"
readonly OLD=$DEBIAN_POSTGRESQL/$OLDEST_POSTGRESQL
readonly RESULTS=$SCRATCH/results

# Libraries that programs of the old PostgreSQL miss in a system.
missing_libraries()
{
	in_root "$1" sh -c "ldd $OLD/bin/* $OLD/lib/*.so /usr/local/lib/*.so.* 2>/dev/null" |
		sed -n 's/^\t\([^ ]*\) => not found$/\1/p' | sort -u
}

# Put the old PostgreSQL, with the extension, into a newer system.  Its JIT stays
# behind, whose libraries are large.
copy_old_postgresql()
{
	local from=$1 to=$2 library before=

	rm -rf "${to:?}$OLD" "$to/usr/share/postgresql/$OLDEST_POSTGRESQL"
	mkdir -p "$to$DEBIAN_POSTGRESQL" "$to/usr/share/postgresql"
	cp -a "$from$OLD" "$to$DEBIAN_POSTGRESQL/"
	cp -a "$from/usr/share/postgresql/$OLDEST_POSTGRESQL" "$to/usr/share/postgresql/"
	rm -f "$to$OLD"/lib/llvmjit*
	while mapfile -t libraries < <(missing_libraries "$to") && [ "${#libraries[@]}" -gt 0 ]; do
		[ "${libraries[*]}" != "$before" ] || die "still missing in $to: $before"
		before=${libraries[*]}
		for library in "${libraries[@]}"; do
			cp -L "$from"/usr/lib/*/"$library" "$to/usr/local/lib/" || die "$library is not in $from"
		done
		in_root "$to" ldconfig
	done
}

# Run the suite in a system.  Arguments: its release, its directory, more
# variables for make.
suite_in_root()
{
	local release=$1 root=$2 log=$SCRATCH/$1.log start=$SECONDS version
	shift 2

	rm -rf "$root/srv/cx_metrics"
	copy_tree "$root/srv/cx_metrics"
	say "running the suite on Debian $release"
	run in_root "$root" make -C /srv/cx_metrics test "$@" >"$log" 2>&1 || :
	sed "s/^/$release: /" "$log" >&2
	version=$(sed -n 's/^cx_metrics: building with PostgreSQL \([0-9.a-z]*\).*/\1/p' "$log" | head -n 1)
	if [[ $(grep -E '^[0-9]+ passed, ' "$log" | tail -n 1) =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
		count "${BASH_REMATCH[@]:1}"
	else
		count 0 1
	fi
	echo "| $version | Debian $release | ${BASH_REMATCH[1]:-0} | ${BASH_REMATCH[2]:-all} | $((SECONDS - start)) s |" >>"$RESULTS"
}

require_root
require
for release in "${releases[@]}"; do
	make_root "$release" make
	if [ "$release" = "${releases[0]}" ]; then
		oldest=$ROOT
		suite_in_root "$release" "$ROOT"
	else
		copy_old_postgresql "$oldest" "$ROOT"
		suite_in_root "$release" "$ROOT" OLD_PG="$OLD"
	fi
done
echo "| PostgreSQL | on | passed | failed | time |"
echo "|---|---|---|---|---|"
cat "$RESULTS"
all_passed
