#!/usr/bin/env bash
#
# fuzz.sh
#	  Random input, on a server with the sanitizers and assertions;
#	  debug_server.sh tells what they see.
#
# Called by make fuzz.  Environment: SECONDS, how long (120 if it is not given);
# SEED, a number that a former run has printed, to have its input again; CACHE,
# the directory that keeps the server and the findings; PG_CONFIG, the PostgreSQL
# whose sources are built.
#
# The kinds of input run at the same time:
#
# - text: texts of the three types, changed by some tokens.
# - binary: their binary forms, changed by some bytes.
# - scalar: calls of every function, operator and cast over one row.
# - rows: calls of every aggregate and window function, and of every support
#   function in an aggregate, over some rows.
# - sqlsmith: queries over tables of tallies, by a role that is no superuser.
#
# Arguments of calls are extreme, NULL, on another scale, or stored bytes that no
# version wrote.  fuzz.pl tells what a finding is.

set -eu

# bash counts this variable on from the value that it finds.
duration=$(printenv SECONDS || echo 120)

# shellcheck source=test/tools/setup.sh
. "$(dirname "$0")/setup.sh"
# shellcheck source=test/tools/suite.sh
. "$TOP/test/tools/suite.sh"
# shellcheck source=test/tools/debug_server.sh
. "$TOP/test/tools/debug_server.sh"

COMMANDS+=(sqlsmith=sqlsmith)
PERL_MODULES+=(DBI=libdbi-perl DBD::Pg=libdbd-pg-perl)
# Errors are expected; what ended a backend is not, and is to be told in full.
SERVER_OPTIONS+=(-c log_min_messages=log -c track_activity_query_size=32kB)

readonly SEED=${SEED:-$RANDOM}
readonly FINDINGS=$HOME_DIR/findings
readonly KINDS=(text binary scalar rows)
readonly LOG=$HOME_DIR/server.log

# Seconds after which a backend has not heeded its timeout of 30.
readonly PATIENCE=60

make_databases()
{
	as_user psql -qXAt -v ON_ERROR_STOP=1 -o /dev/null -f "$TREE/test/sql/00_setup.sql"
	as_user psql -qXAt -v ON_ERROR_STOP=1 -f "$TREE/test/fuzz/exercise.sql"
	as_user psql -qXAt -v ON_ERROR_STOP=1 -f "$TREE/test/fuzz/smith.sql"
}

# It first reads the catalogue, which takes longer than some runs do.
start_sqlsmith()
{
	as_user sqlsmith --target="host=$HOME_DIR dbname=smith user=smith" --exclude-catalog --seed="$SEED" \
		--dump-all-queries >"$SCRATCH/queries" 2>"$SCRATCH/sqlsmith.log" &
	sqlsmith=$!
	while kill -0 "$sqlsmith" 2>/dev/null && ! grep -qs 'Generating indexes...done' "$SCRATCH/sqlsmith.log"; do
		sleep 1
	done
}

start_fuzzers()
{
	local kind

	for kind in "${KINDS[@]}"; do
		as_user perl "$TREE/test/fuzz/fuzz.pl" "$kind" "$SEED" "$duration" "$FINDINGS/$kind" >"$SCRATCH/$kind" &
		fuzzers+=($!)
	done
}

# Backends that are at a statement for too long are found, and ended.
end_deaf_backends()
{
	local pid query

	as_user psql -qXAt -F ' ' -c "SELECT pid, regexp_replace(query, '\s+', ' ', 'g') FROM pg_stat_activity
		WHERE state = 'active' AND backend_type = 'client backend' AND clock_timestamp() - query_start > interval '$PATIENCE s'" 2>/dev/null |
		while read -r pid query; do
			echo "does not heed its timeout: $query" >>"$FINDINGS/timeout"
			kill -KILL "$pid"
		done
}

# Until the time is over.
watch()
{
	local pid

	for pid in "${fuzzers[@]}"; do
		while kill -0 "$pid" 2>/dev/null; do
			end_deaf_backends || :
			sleep 5
		done
	done
	if kill "$sqlsmith"; then
		lasted=yes
	else
		say "sqlsmith has ended: $(tail -n 3 "$SCRATCH/sqlsmith.log")"
	fi
}

# Does the log tell of an internal error at a place in the extension's source?
# sqlsmith meets PostgreSQL's own as well; those that the extension's functions
# lead to are findings of the other kinds.
has_internal_error()
{
	local sources

	sources=$(find "$TOP/src" -name '*.c' -printf '%f\n' | paste -sd '|')
	[ -n "$sources" ] || die "there are no sources"
	grep -A 3 'ERROR:  XX' "$LOG" | grep -qE "LOCATION:  \w+, ($sources):"
}

# What the server's log tells of errors and ends.
read_log()
{
	if has_internal_error; then
		grep -A 12 'ERROR:  XX' "$LOG" >"$FINDINGS/sqlsmith"
	fi

	# With 1 parallel workers exit after any error, their own or their leader's.
	grep -vE '"parallel worker" .* exited with exit code 1$' "$LOG" |
		grep -E -A 1 'was terminated by signal|exited with exit code|PANIC: ' >"$FINDINGS/server" || rm "$FINDINGS/server"
	echo "$(grep -c ';$' "$SCRATCH/queries") queries:" \
		"$(grep -oE 'ERROR:  [0-9A-Z]{5}' "$LOG" | sort | uniq -c | awk '{ printf "%s%s %s", sep, $1, $3; sep = ", " }')" >"$SCRATCH/sqlsmith"
}

# Has a kind had its inputs, some of them valid, and found nothing?
is_clean()
{
	sed "s/^/$1: /" "$SCRATCH/$1"
	grep -qE '^[1-9][0-9]* (queries:|inputs, .* [1-9][0-9]* ok)' "$SCRATCH/$1" && [ ! -e "$FINDINGS/$1" ]
}

keep_findings()
{
	local file=$CACHE/findings.$SEED

	compgen -G "$FINDINGS/*" >/dev/null || return 0
	mkdir -p "$CACHE"
	cat "$FINDINGS"/* >"$file"
	cut -c 1-500 "$file" | head -n 100 >&2
	say "all findings are in $file"
}

fuzzers=()
lasted=no
use_debug_server
mkdir "$FINDINGS"
set_up
make_databases
say "fuzzing for $duration s with SEED=$SEED"
start_sqlsmith
start_fuzzers
watch
read_log
for kind in "${KINDS[@]}" sqlsmith; do
	check "$kind: no findings" is_clean "$kind"
done
check "sqlsmith: queries to the end" test "$lasted" = yes
check "no backend has ended, whatever its input" test ! -e "$FINDINGS/server"
check "every backend heeds its timeout" test ! -e "$FINDINGS/timeout"
check "the sanitizers and the server's assertions tell of nothing" no_reports
keep_findings
all_passed
