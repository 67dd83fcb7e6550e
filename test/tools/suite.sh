# shellcheck shell=bash
#
# suite.sh
#	  Running tests and counting them.
#
# Sourced after setup.sh by each script that tests something.  On exit the last
# line is "N passed, N failed".  A check, a script of pg_regress and an
# assertion of a TAP test count as one each.

# What the tests in Perl need.
PERL_MODULES+=(TAP::Harness=perl Test::More=perl IPC::Run=libipc-run-perl)

passed=0
failed=0

# Whatever ended the tests early is a failure too.
finish()
{
	local status=$?

	clean_up
	if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
		failed=1
	fi
	echo "$passed passed, $failed failed"
}
trap finish EXIT

# The result of the whole: a script ends here, unless all is well.
all_passed()
{
	[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}

# Count tests.  Arguments: how many passed, how many failed.
count()
{
	passed=$((passed + $1))
	failed=$((failed + $2))
}

# Run a command that is a test by itself.  Arguments: what it shows, the command.
# It is not run as a condition, for a function would go on after a failure there.
check()
{
	"${@:2}" >&2 &
	if wait $!; then
		say "ok: $1"
		count 1 0
	else
		say "FAILED: $1"
		count 0 1
	fi
}

# What to warn of besides -Wall, -Wextra and PostgreSQL's own choice.
WARNINGS=(-Wshadow -Wformat=2 -Wundef -Wwrite-strings -Wfloat-conversion
	-Wstrict-prototypes -Wold-style-definition -Wunused-macros)

# Run a command whose output matters only if it fails.  It is no condition here
# either.
quietly()
{
	local log=$SCRATCH/quiet.log

	"$@" >"$log" 2>&1 &
	wait $! || { cat "$log"; return 1; }
}

# Compile everything, with warnings as errors, in a directory outside of the
# tree.  Arguments: the compiler, more options.
compile()
{
	local build

	build=$SCRATCH/$(basename "$1")
	mkdir "$build"
	[ -e "$TREE" ] || copy_tree "$TREE"
	check "compiles with -Werror: $*" make_in "$build" -f "$TREE/Makefile" CC="$1" COPT="-Werror ${*:2}" with_llvm=no
}

# Compile with gcc and, where it is installed, with clang.
compile_all()
{
	local clang

	compile gcc "${WARNINGS[@]}"
	clang=$(command -v clang "$(makefile_value CLANG)" | head -n 1)
	if [ -n "$clang" ]; then
		# PostgreSQL's own options may be for another compiler.
		compile "$clang" "${WARNINGS[@]}" -Wno-unknown-warning-option -Wno-ignored-optimization-argument
	fi
}

# The scripts of pg_regress.  PostgreSQL 15 prints "test foo ... ok", later ones
# "ok 1 - foo".  The database is made here, for pg_regress makes it with psql's
# word on each statement; what it sets there is so on this server.  PostgreSQL 15
# looks for the expected output beside its own, later ones in the tree.  The array
# REGRESS_FLAGS holds more variables for make.
REGRESS_FLAGS=()

regress()
{
	local out=$HOME_DIR/regress log=$SCRATCH/regress.log ok bad status=0

	as_user mkdir "$out"
	as_user ln -s "$TREE/expected" "$out/"
	as_user createdb contrib_regression
	run as_user make -s -C "$TREE" installcheck PG_CONFIG="$PG_CONFIG" "${REGRESS_FLAGS[@]}" \
		EXTRA_REGRESS_OPTS="--use-existing --outputdir=$out" >"$log" 2>&1 || status=$?
	cat "$log" >&2
	[ ! -e "$out/regression.diffs" ] || cat "$out/regression.diffs" >&2

	ok=$(grep -cE '^(test .* \.\.\. ok\b|ok [0-9])' "$log" || :)
	bad=$(grep -cE '^(test .* \.\.\. FAILED\b|not ok [0-9])' "$log" || :)
	if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
		bad=1
	fi
	count "$ok" "$bad"
}

# Run a command that runs tap.pl, and count what that counted.
count_tap()
{
	local counts

	run "$@" >"$SCRATCH/tap.counts" || echo 0 1 >"$SCRATCH/tap.counts"
	read -r -a counts <"$SCRATCH/tap.counts"
	count "${counts[@]}"
}

# Files of TAP tests, given as paths in the tree.  TESTDIR is what PostgreSQL 15
# wants, TESTDATADIR and TESTLOGDIR are for later ones.
tap()
{
	local top files=("${@/#/$TREE/}")

	[ "$#" -gt 0 ] || die "there is no TAP test to run"
	top=$(dirname "$("$PG_CONFIG" --pgxs)")/../..
	count_tap as_user env PERL5LIB="$TREE/test/t:$top/src/test/perl${PERL5LIB:+:$PERL5LIB}" \
		PG_REGRESS="$top/src/test/regress/pg_regress" \
		TESTDIR="$HOME_DIR" TESTDATADIR="$HOME_DIR/tmp_check" TESTLOGDIR="$HOME_DIR/tmp_check/log" \
		CX_METRICS_TREE="$TREE" \
		perl "$TREE/test/tools/tap.pl" "$(nproc)" "${files[@]}"
}
