#!/usr/bin/env bash
#
# dist.sh
#	  The archive for PGXN and for whoever builds from source: NAME-VERSION.zip.
#
# Called by make dist, in a git checkout.  The archive is of the last commit,
# without what .gitattributes leaves out and with the scripts that make joins, and
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
mapfile -t scripts < <(sed -n 's/^ *"file": "\(.*\)",$/\1/p' "$SCRATCH/commit/META.json")
make -s -C "$SCRATCH/commit" "${scripts[@]}" >/dev/null || die "META.json names a script that cannot be made"
distribution=$(perl "$TOP/test/tools/meta.pl" "$SCRATCH/commit") || die "META.json is not right"

# The scripts of a released version are in the commit.
joined=()
for script in "${scripts[@]}"; do
	git cat-file -e "HEAD:$script" 2>/dev/null || joined+=(--prefix="$distribution/sql/" --add-file="$SCRATCH/commit/$script")
done

# An archive in zip has local times.
TZ=UTC git archive --format=zip --output="$distribution.zip" "${joined[@]}" --prefix="$distribution/" HEAD
say "made $distribution.zip"
