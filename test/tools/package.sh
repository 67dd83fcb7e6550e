#!/usr/bin/env bash
#
# package.sh
#	  The archive of make dist, and Debian's and RPM's package of it.
#
# Called by make package, as root, in Debian or Ubuntu.  The archive is made of
# a copy of the tree, the package is built from the archive, and installed, used,
# upgraded and removed in a system of its own.  The package is put into the top
# directory.  RPM's package is built, and its files are looked at.  Environment:
# CACHE, the directory that keeps that system.

set -eu

# shellcheck source=test/tools/setup.sh
. "$(dirname "$0")/setup.sh"
# shellcheck source=test/tools/suite.sh
. "$TOP/test/tools/suite.sh"
# shellcheck source=test/tools/roots.sh
. "$TOP/test/tools/roots.sh"

COMMANDS+=(git=git unzip=unzip dpkg-buildpackage=dpkg-dev dh=debhelper lintian=lintian rpmbuild=rpm)
FILES+=(/var/lib/dpkg/info/{build-essential.list=build-essential,postgresql-all.list=postgresql-all})

readonly CHECKOUT=$SCRATCH/checkout
readonly ARCHIVE=$SCRATCH/archive.zip
readonly BUILDS=$HOME_DIR/builds
readonly SYSTEM=$SCRATCH/system

# A repository whose one commit is the tree as it is, with the scripts of released
# versions, which git ignores until they are added, and beside it what git ignores,
# joined scripts of other times among it.
make_checkout()
{
	copy_tree "$CHECKOUT"
	cd "$CHECKOUT"
	git init -q
	git config user.name test
	git config user.email test@localhost
	git add -A
	sed -n 's,^[0-9a-f]\+  ,,p' sql/released.sha256 | xargs -r git add -f
	git commit -q -m 'The tree'
	commit=$(git rev-parse HEAD)
	touch cx_metrics.so src/values/tally.o
	mapfile -t scripts < <(sed -n 's/^ *"file": "\(.*\)",$/\1/p' META.json)
	for script in "${scripts[@]}"; do
		git cat-file -e "HEAD:$script" 2>/dev/null || echo 'SELECT 1;' >"$script"
	done
}

# The topics of both scripts that are installed, in their order.
joined()
{
	cat sql/install/*.sql sql/rollup/*.sql
}

# After a change to the checkout, given as a command, make dist fails with this
# message.  Arguments: the message, the command.
dist_refuses()
{
	local output status=0

	"${@:2}"
	output=$(make -s dist 2>&1) && status=1
	grep -qF "$1" <<<"$output" || status=1
	git reset -q --hard "$commit"
	git clean -q -d -f
	[ "$status" -eq 0 ] || echo "$output"
	return "$status"
}

# The archive has the files of the commit, in one directory, but for the hidden
# ones that are not git's, and the scripts.
archive_is_whole()
{
	diff <({ git ls-files && printf '%s\n' "${scripts[@]}"; } | sed '/^\.git[ai]/!{/^\./d}; s,^,'"$distribution"'/,' | sort -u) \
		<(unzip -Z1 "$ARCHIVE" | sed '/\/$/d' | sort)
	joined | cmp - <(unzip -p "$ARCHIVE" "${scripts[@]/#/$distribution/}")
}

# Debian's source package has the archive's files, though a build begins with
# make clean.
source_is_whole()
{
	local place=$BUILDS/source name

	as_user mkdir -p "$place"
	as_user unzip -q "$ARCHIVE" -d "$place"
	name=$(cd "$place/$distribution" && dpkg-parsechangelog -S Source)_${distribution##*-}
	as_user tar -C "$place" -czf "$place/$name.orig.tar.gz" "$distribution"
	as_user env -C "$place/$distribution" dpkg-buildpackage -us -uc -S
	as_user dpkg-source -x "$place/$name"-*.dsc "$place/unpacked"
	diff <(unzip -Z1 "$ARCHIVE" | sed -n 's,^[^/]*/\(.*[^/]\)$,\1,p' | sort) <(cd "$place/unpacked" && find . -name .pc -prune -o -type f -printf '%P\n' | sort)
	joined | cmp - <(cd "$place/unpacked" && cat "${scripts[@]}")
}

# Another hour and time zone give the same archive.
archive_is_reproducible()
{
	TZ=Asia/Tokyo make -s dist && cmp "$distribution.zip" "$ARCHIVE"
}

check_dist()
{
	check "make dist makes an archive" quietly make -s dist
	distribution=$(basename cx_metrics-*.zip .zip)
	cp "$distribution.zip" "$ARCHIVE"
	check "the archive has what git has" archive_is_whole
	check "the archive is the same at another time" quietly archive_is_reproducible
	check "make dist refuses a file that git does not have" dist_refuses '?? src/new.c' touch src/new.c
	check "make dist refuses a META.json that names a missing file" dist_refuses 'the docfile of cx_metrics is not there' \
		sh -c 'sed -i s,doc/reference.md,doc/missing.md, META.json && git commit -q -a -m wrong'
	check "make dist refuses a version that is not everywhere" dist_refuses 'debian/changelog does not begin with the version' \
		sh -c 'sed -i "1s/(1/(2/" debian/changelog && git commit -q -a -m wrong'
}

# Build the package of the archive.  Arguments: where to, more options.
build()
{
	as_user mkdir -p "$1"
	as_user unzip -q "$ARCHIVE" -d "$1"
	run as_user env -u PGHOST -u PGUSER -u PGDATABASE -C "$1/$distribution" "${@:2}" dpkg-buildpackage -us -uc -b
}

same_packages()
{
	(cd "$BUILDS/first" && sha256sum -- *.deb) >"$SCRATCH/sums"
	(cd "$BUILDS/second/elsewhere" && sha256sum --quiet -c "$SCRATCH/sums")
}

# RPM's package of the archive has what make install installs, and is removed
# without a trace.  RPM knows nothing of this system's packages.
rpm_is_whole()
{
	local top=$BUILDS/rpm root=$SCRATCH/rpm place=$SCRATCH/rpm.make
	local in_tree=(rpm --root "$root" --dbpath /rpm --force-debian --nodeps)

	as_user mkdir -p "$top/SOURCES"
	cp "$ARCHIVE" "$top/SOURCES/$distribution.zip"
	as_user rpmbuild -bb --nodeps --define "_topdir $top" --define "pgmajorversion $(major_version "$PG_CONFIG")" \
		--define "pg_config $PG_CONFIG" "$CHECKOUT/rpm/cx_metrics.spec"
	mkdir "$root"
	"${in_tree[@]}" -i "$top"/RPMS/*/*.rpm
	copy_tree "$place"
	make_in "$place" with_llvm=no DESTDIR="$place/installed" install
	diff <(cd "$root" && find . -type f ! -path './rpm/*' ! -path './usr/share/doc/*' ! -path '*/licenses/*' | sort) \
		<(cd "$place/installed" && find . -type f ! -path './usr/share/doc/*' | sort)
	diff -r "$root$("$PG_CONFIG" --sharedir)" "$place/installed$("$PG_CONFIG" --sharedir)"
	"${in_tree[@]}" -e "cx_metrics_$(major_version "$PG_CONFIG")"
	[ -z "$(find "$root" -name '*cx_metrics*')" ]
}

# debian/control is what control.in gives for the oldest PostgreSQL.
control_is_current()
(
	cd "$CHECKOUT"
	export PG_SUPPORTED_VERSIONS=$OLDEST_POSTGRESQL
	quietly pg_buildext checkcontrol
)

# The system gets its packages from where this one, for which the package was
# built, gets them.
copy_apt_sources()
{
	rm -rf "$SYSTEM"/etc/apt/sources.list*
	cp -a /etc/apt/{sources.list,trusted.gpg}* "$SYSTEM/etc/apt/"
	cp -a /usr/share/keyrings "$SYSTEM/usr/share/"
	[ ! -d /etc/apt/keyrings ] || cp -a /etc/apt/keyrings "$SYSTEM/etc/apt/"
	quietly in_root "$SYSTEM" apt-get update
}

# The installed package's life, in a copy of the kept system.
check_package()
{
	local release place=/srv/package

	# shellcheck source=/dev/null
	release=$(. /etc/os-release && echo "$VERSION_CODENAME")
	# Not the system that other tests build and install in.
	CACHE=$CACHE/package
	make_root "$release" ca-certificates perl
	cp -a --reflink=auto "$ROOT" "$SYSTEM"
	copy_apt_sources
	mkdir -p "$SYSTEM$place"
	cp "$package" "$SYSTEM$place"
	dpkg-deb -R "$package" "$SCRATCH/upgrade"
	sed -i 's/^Version: .*/&.1/' "$SCRATCH/upgrade/DEBIAN/control"
	quietly dpkg-deb --root-owner-group -b "$SCRATCH/upgrade" "$SYSTEM$place/upgrade.deb"
	unzip -q "$ARCHIVE" -d "$SYSTEM$place"

	say "installing the package in a Debian $release of its own"
	count_tap in_root "$SYSTEM" env CX_PACKAGE="$place/$(basename "$package")" CX_UPGRADE="$place/upgrade.deb" TESTLOGDIR=/tmp \
		perl "$place/$distribution/test/tools/tap.pl" 1 "$place/$distribution/test/package/installed.t"
}

require_root
prepare
make_checkout
check_dist
check "Debian's source package has what the archive has" quietly source_is_whole
check "RPM's package has what make install installs" quietly rpm_is_whole
check "debian/control is of debian/control.in" control_is_current
check "the package is built, and passes its test" quietly build "$BUILDS/first"
check "another build elsewhere" quietly build "$BUILDS/second/elsewhere" DEB_BUILD_OPTIONS=nocheck TZ=Asia/Tokyo
check "both builds are the same" same_packages
package=$(find "$BUILDS/first" -name 'postgresql-*-cx-metrics_*.deb' | sort -V | tail -n 1)
[ -n "$package" ] || die "there is no package"
check "lintian has nothing to say" as_user lintian --fail-on error,warning "$package"
check_package
all_passed
cp "$package" "$TOP"
say "made $(basename "$package")"
