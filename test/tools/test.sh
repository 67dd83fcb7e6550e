#!/usr/bin/env bash
#
# test.sh
#	  The tests: compilers' warnings, pg_regress, TAP.
#
# Called by make test.  Environment: PG_CONFIG, the PostgreSQL to build for;
# OLD_PG, the directory of an older one with the extension (the parent of its
# bin), to test pg_upgrade from it; ONLY, the name of one script of pg_regress or
# of one TAP file, without its ending, to run nothing else.

set -eu

# shellcheck source=test/tools/setup.sh
. "$(dirname "$0")/setup.sh"
# shellcheck source=test/tools/suite.sh
. "$TOP/test/tools/suite.sh"

# Files in a directory, what the scripts among them say, and what the libraries
# define.
installed()
(
	cd "$1"
	find . -type f | sort
	find . -name '*.sql' -exec cksum {} + | sort
	find . -name '*.so' -exec nm -D --defined-only {} + | sed 's/^[0-9a-f]* //'
)

# What was compiled with gcc, outside of the tree and without the objects that
# are in it, installs what a build in the tree does, runs the tests and can be
# cleaned away.  VPATH is what pg_buildext says too.
build_outside()
{
	local make=(make -s -C "$SCRATCH/gcc" -f "$TREE/Makefile" PG_CONFIG="$PG_CONFIG" VPATH="$TREE" with_llvm=no)

	ls "$SCRATCH/gcc/cx_metrics.so"
	make_in "$TREE" with_llvm=no DESTDIR="$SCRATCH/inside" install
	"${make[@]}" DESTDIR="$SCRATCH/outside" install
	diff <(installed "$SCRATCH/inside") <(installed "$SCRATCH/outside")

	chown -R "$SERVER_USER" "$SCRATCH/gcc"
	as_user "${make[@]}" installcheck REGRESS=00_setup CONTRIB_TESTDB=outside
	as_user "${make[@]}" clean
	[ -z "$(find "$SCRATCH/gcc" ! -type d)" ]
}

# make clean leaves a tree as if nothing had been built there.
clean_inside()
{
	local clean=$SCRATCH/clean

	copy_tree "$clean"
	make_in "$clean" clean
	find "$clean" | sort >"$SCRATCH/sources"
	cp -a "$TREE/." "$clean"
	make_in "$clean" clean
	find "$clean" | sort | diff "$SCRATCH/sources" -
}

# Run one test.
only()
{
	local files names file=

	mapfile -t files < <(cd "$TOP" && find test/{sql,t,matrix} -name '*.sql' -o -name '*.t' | sort)
	names=("${files[@]##*/}")
	names=("${names[@]%.*}")
	for i in "${!names[@]}"; do
		[ "${names[$i]}" != "$1" ] || file=${files[$i]}
	done
	[ -n "$file" ] || die "there is no test $1; close are: $(perl "$TOP/test/tools/close.pl" "$1" "${names[@]}")"
	prepare
	install_extension
	case $file in
		*.sql)
			REGRESS_FLAGS=(REGRESS="00_setup ${1#00_setup}")
			start_server
			regress
			;;
		*) tap "$file" ;;
	esac
}

# A name that no test has is told at once, with those that are close.
tells_close_names()
{
	local output status=0

	output=$(ONLY=metrc_tpye make -s -C "$TREE" test 2>&1) || status=$?
	echo "$output"
	[ "$status" -ne 0 ] && grep -q '^cx_metrics: there is no test metrc_tpye; close are: metric_type' <<<"$output" &&
		[[ $output == *$'\n0 passed, 1 failed\n'* ]]
}

if [ -n "${ONLY:-}" ]; then
	only "$ONLY"
	all_passed
	exit
fi

set_up
compile_all
check "a build outside of the tree is like one in it" quietly build_outside
check "make clean leaves nothing of a build" quietly clean_inside
check "a test that is not there is told" quietly tells_close_names
regress
cd "$TREE"
tap test/t/*.t ${OLD_PG:+test/matrix/*.t}
all_passed
