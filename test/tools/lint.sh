#!/usr/bin/env bash
#
# lint.sh
#	  What can be said of the tree without running it: static analysis of C,
#	  shell and Perl, spelling, layout.
#
# Called by make lint, in a git checkout.  Environment: PG_CONFIG, the PostgreSQL
# whose headers are used.  What the compilers warn of is left to make test, for
# it depends on the version of PostgreSQL.

set -eu

# shellcheck source=test/tools/setup.sh
. "$(dirname "$0")/setup.sh"
# shellcheck source=test/tools/suite.sh
. "$TOP/test/tools/suite.sh"
# shellcheck source=test/tools/pgindent.sh
. "$TOP/test/tools/pgindent.sh"

COMMANDS+=(git=git clang-tidy=clang-tidy cppcheck=cppcheck shellcheck=shellcheck
	perlcritic=libperl-critic-perl aspell=aspell editorconfig=editorconfig yamllint=yamllint)
FILES+=(/usr/lib/aspell/en_GB-ise.multi=aspell-en)

# Not ours to judge: others' texts, what psql prints, what a query draws.
NOT_OURS=(':!LICENSE' ':!expected' ':!doc/figures/*.svg' ':!doc/figures/*.png')

# The files that git has, or is going to have.
tracked()
{
	git -c safe.directory="$TOP" ls-files -- "$@" "${NOT_OURS[@]}" | while read -r file; do
		[ ! -f "$file" ] || echo "$file"
	done
}

# Where the headers are, for those that read C but do not build.
include_flags()
{
	local flags

	read -r -a flags <<<"$("$PG_CONFIG" --cppflags)"
	printf '%s\n' -Isrc '-DCX_RELEASE="0.0.0"' -isystem "$("$PG_CONFIG" --includedir-server)" "${flags[@]}"
}

tidy()
{
	local flags

	mapfile -t flags < <(include_flags)
	printf '%s\n' "${sources[@]}" | xargs -P "$(nproc)" -I{} clang-tidy --quiet {} -- "${flags[@]}"
}

# One set of macros, that of this machine, is enough: the other compilers are
# for PostgreSQL's headers to know.
analyse()
{
	cppcheck --quiet --std=c99 --enable=warning,style,performance,portability --inconclusive \
		--max-configs=1 -D__GNUC__ -D__x86_64__ -Isrc -I"$("$PG_CONFIG" --includedir-server)" \
		--suppressions-list=test/lint/cppcheck.txt --suppress="*:$("$PG_CONFIG" --includedir-server)/*" \
		--error-exitcode=1 -j "$(nproc)" src
}

# Scripts are known by their names or by their first lines.
shell_scripts()
{
	awk 'FNR == 1 && (FILENAME ~ /\.sh$/ || /^#!.*[\/ ](ba|da)?sh( |$)/) { print FILENAME } { nextfile }' "${files[@]}"
}

require
cd "$TOP"
[ -e .git ] || die "make lint asks git which files there are, and this is no git checkout"
mapfile -t files < <(tracked)
mapfile -t sources < <(tracked 'src/*.c')
mapfile -t shell < <(shell_scripts)
mapfile -t perl < <(tracked '*.pl' '*.pm' '*.t')
for list in files sources shell perl; do
	declare -n list
	[ "${#list[@]}" -gt 0 ] || die "there are no ${!list}"
done

check "clang-tidy" quietly tidy
check "cppcheck" quietly analyse
compile gcc -fanalyzer
check "shellcheck of ${#shell[@]} scripts" shellcheck -x "${shell[@]}"
check "perlcritic of ${#perl[@]} scripts" quietly perlcritic "${perl[@]}"
check "YAML" yamllint --strict -d relaxed .github .clang-tidy
check "spelling" perl test/lint/spelling.pl test/lint/words.txt "${files[@]}"
check "layout of ${#files[@]} files" perl test/lint/layout.pl "${files[@]}"
check "beginnings and leftovers of files" perl test/lint/contents.pl "${files[@]}"
check "layers, sizes and names of sources" perl test/lint/layers.pl "${files[@]}"
check "messages are whole" perl test/lint/messages.pl "${files[@]}"
check "links to the internet" perl test/lint/links.pl "${files[@]}"
if find_pgindent; then
	check "pgindent would change nothing" quietly indent --diff --check
else
	say "not checked, for want of pgindent: the layout of src/"
fi
all_passed
