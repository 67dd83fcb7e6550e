#!/usr/bin/env bash
#
# dist.sh
#	  The archive for PGXN and for whoever builds from source: NAME-VERSION.zip.
#
# Called by make dist, in a git checkout.  The archive is of the last commit,
# without what .gitattributes leaves out, and is put into the top directory.
# The same commit gives the same bytes.

set -eu

# shellcheck source=test/tools/setup.sh
. "$(dirname "$0")/setup.sh"

[ -e "$TOP/.git" ] || die "make dist archives a commit, and this is no git checkout"
cd "$TOP"
changes=$(git status --porcelain)
[ -z "$changes" ] || die "not committed, so not in the archive; commit it, or let git ignore it:" $'\n'"$changes"

mkdir "$SCRATCH/commit"
git archive HEAD | tar -C "$SCRATCH/commit" -xf -
distribution=$(perl "$TOP/test/tools/meta.pl" "$SCRATCH/commit") || die "META.json is not right"

# An archive in zip has local times.
TZ=UTC git archive --format=zip --prefix="$distribution/" --output="$distribution.zip" HEAD
say "made $distribution.zip"
