#!/usr/bin/env bash
#
# sanitize.sh
#	  The tests, with AddressSanitizer, UndefinedBehaviorSanitizer and the
#	  server's assertions; debug_server.sh tells what they see.
#
# Called by make sanitize.  Environment: PG_CONFIG, the PostgreSQL whose sources
# are built; CACHE, the directory that keeps the build.
#
# Tests that use Memory.pm are left out: they measure what a backend takes of
# memory, and the sanitizer's own is many times as much.

set -eu

# shellcheck source=test/tools/setup.sh
. "$(dirname "$0")/setup.sh"
# shellcheck source=test/tools/suite.sh
. "$TOP/test/tools/suite.sh"
# shellcheck source=test/tools/debug_server.sh
. "$TOP/test/tools/debug_server.sh"

readonly CANARY=$SCRATCH/canary.so

# Functions with faults, and a value whose end is not that of its chunk.  They
# outlast the crashes to come only if they are written out: the throw-away
# server does not wait for that when it commits.
make_canary()
{
	# shellcheck disable=SC2086 # options, one a word
	run gcc -shared -fPIC -fwrapv $SANITIZE -I"$("$PG_CONFIG" --includedir-server)" \
		-o "$CANARY" "$TOP/test/fuzz/canary.c"
	as_user psql -qXAt -v ON_ERROR_STOP=1 <<-EOT
		CREATE FUNCTION canary_argument(bytea, integer) RETURNS integer AS '$CANARY' LANGUAGE C;
		CREATE FUNCTION canary_freed(boolean) RETURNS integer AS '$CANARY' LANGUAGE C;
		CREATE FUNCTION canary_page(regclass, boolean) RETURNS integer AS '$CANARY' LANGUAGE C;
		CREATE FUNCTION canary_stack(integer) RETURNS integer AS '$CANARY' LANGUAGE C;
		CREATE FUNCTION canary_shift(integer) RETURNS integer AS '$CANARY' LANGUAGE C;
		CREATE FUNCTION canary_conversion(double precision) RETURNS integer AS '$CANARY' LANGUAGE C;
		CREATE TABLE compressed (value bytea);
		INSERT INTO compressed VALUES (convert_to(repeat('x', 3001), 'UTF8'));
		CHECKPOINT;
	EOT
}

works()
{
	as_user psql -qXAt -c "SELECT 1 WHERE $1 IS NOT NULL" 2>&1 | grep -qx 1
}

# A good call works; a bad one ends in a report with these words.
tells_apart()
{
	works "$1" && ! works "$2" && grep -rqE "$3" "$REPORTS" "$HOME_DIR/server.log"
}

# The server starts again after a bad call.  What was told of it is no finding.
forget()
{
	for _ in {1..300}; do
		works true && break
		sleep 0.1
	done
	rm -f "$REPORTS"/*
	: >"$HOME_DIR/server.log"
}

# Arguments: what is to be caught, a good call, a bad call, the report's words.
canary()
{
	check "the sanitizers see $1" tells_apart "${@:2}"
	forget
}

# Silence means something only of sanitizers that speak.
try_canaries()
{
	make_canary
	canary "one byte behind a detoasted value" "(SELECT canary_argument(value, 3000) FROM compressed)" \
		"(SELECT canary_argument(value, 3001) FROM compressed)" "AddressSanitizer: use-after-poison"
	canary "one byte behind a palloc'd value" "canary_argument('ab'::bytea || 'c', 2)" \
		"canary_argument('ab'::bytea || 'c', 3)" "AddressSanitizer: use-after-poison"
	canary "memory that is freed" "canary_freed(false)" "canary_freed(true)" "AddressSanitizer: use-after-poison"
	canary "a page that is not pinned" "canary_page('compressed', false)" "canary_page('compressed', true)" "AddressSanitizer: use-after-poison"
	canary "one byte behind a variable" "canary_stack(12)" "canary_stack(13)" "runtime error: .*insufficient space|stack-buffer-overflow"
	canary "a shift by too much" "canary_shift(30)" "canary_shift(32)" "runtime error: shift exponent"
	canary "a conversion of NaN" "canary_conversion(1)" "canary_conversion('NaN')" "runtime error: nan is outside"
}

use_debug_server
set_up
try_canaries
regress
cd "$TREE"
mapfile -t files < <(grep -L '^use Memory;' test/t/*.t)
say "left out, as they measure memory: $(grep -l '^use Memory;' test/t/*.t | xargs)"
tap "${files[@]}"
check "the sanitizers and the server's assertions tell of nothing" no_reports
all_passed
