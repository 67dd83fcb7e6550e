#!/usr/bin/env bash
#
# dist.sh
#	  The archive for PGXN and for whoever builds from source: NAME-VERSION.zip.
#
# Called by make dist, in a git checkout.  The archive is of the last commit,
# without what .gitattributes leaves out and with the script that make joins, and
# is put into the top directory.  The same commit gives the same bytes.

set -eu

# shellcheck source=test/tools/setup.sh
. "$(dirname "$0")/setup.sh"

[ -e "$TOP/.git" ] || die "make dist archives a commit, and this is no git checkout"
cd "$TOP"
changes=$(git status --porcelain)
[ -z "$changes" ] || die "not committed, so not in the archive; commit it, or let git ignore it:" $'\n'"$changes"

mkdir "$SCRATCH/commit"
git archive HEAD | tar -C "$SCRATCH/commit" -xf -
script=sql/cx_metrics--$(sed -n "s/^default_version = '\(.*\)'/\1/p" "$SCRATCH/commit/cx_metrics.control").sql
make -s -C "$SCRATCH/commit" "$script" >/dev/null || die "there is no $script"
distribution=$(perl "$TOP/test/tools/meta.pl" "$SCRATCH/commit") || die "META.json is not right"

# The script of a released version is in the commit.
joined=()
git cat-file -e "HEAD:$script" 2>/dev/null || joined=(--prefix="$distribution/sql/" --add-file="$SCRATCH/commit/$script")

# An archive in zip has local times.
TZ=UTC git archive --format=zip --output="$distribution.zip" "${joined[@]}" --prefix="$distribution/" HEAD
say "made $distribution.zip"
