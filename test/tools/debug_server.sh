# shellcheck shell=bash
#
# debug_server.sh
#	  A PostgreSQL with assertions, for an extension built with sanitizers.
#
# Sourced after suite.sh.  The server is built from the source package of
# Debian's PostgreSQL and kept in $CACHE/debug, which may be removed at any
# time; the environment's CACHE chooses the directory.  Each run works on a copy
# of its own: nothing is installed into the system's PostgreSQL.
#
# What ends a backend, and is told in a report:
#
# - AddressSanitizer: the extension reads or writes outside a variable, a block
#   of malloc or a chunk of palloc, in a chunk that is freed, or in a page that
#   is not pinned.  The server tells of its memory as it would tell valgrind,
#   see test/fuzz/valgrind/memcheck.h.
# - UndefinedBehaviorSanitizer: a shift, a division, a conversion from floating
#   point, a pointer, an alignment or an index that C does not define.  Overflow
#   of signed integers is not among them, since PostgreSQL compiles with -fwrapv,
#   nor is the division of a floating-point number by zero, since IEEE 754 has it.
# - assertions of the extension and of the server, with which it checks what it
#   is given and what became of its memory.
#
# What is not seen:
#
# - bytes that are read before they are written.  The server fills new chunks
#   with changing bytes, so that a result that depends on them differs.
# - a read from one attribute of a tuple into the next, or from a chunk that is
#   full to the end into the header of a free one.
# - what the server's own code does wrong, but for its assertions, and memory
#   that is left behind.

CACHE=${CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/cx_metrics}
COMMANDS+=(make=make patch=patch perl=perl bison=bison flex=flex dpkg-source=dpkg-dev bzip2=bzip2 xz=xz-utils)
FILES+=(/usr/include/stdio.h=libc6-dev /usr/include/zlib.h=zlib1g-dev)

readonly SANITIZE="-fsanitize=address,undefined,float-cast-overflow -fno-sanitize-recover=all -fno-omit-frame-pointer -O1 -g"
readonly REPORTS=$HOME_DIR/reports
readonly SOURCES=$SCRATCH/apt

# A program of apt that knows the source packages of the repositories that the
# system has, and nothing else.
of_sources()
{
	"$1" -q -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$SOURCES/parts" \
		-o Dir::State::Lists="$SOURCES/lists" -o Dir::Cache="$SOURCES/cache" -o APT::Sandbox::User=root "${@:2}"
}

# The system's own lists, in either format, with the word for sources.
list_sources()
{
	local file

	mkdir -p "$SOURCES/parts" "$SOURCES/lists/partial" "$SOURCES/cache/archives/partial"
	for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
		[ ! -e "$file" ] || sed -n 's/^deb /deb-src /p' "$file" >>"$SOURCES/parts/lines.list"
	done
	for file in /etc/apt/sources.list.d/*.sources; do
		[ ! -e "$file" ] || sed 's/^Types:.*/Types: deb-src/' "$file" >"$SOURCES/parts/${file##*/}"
	done
	of_sources apt-get update
}

# Unpack the newest source package of PostgreSQL that can be had: not each
# repository that lists one has its files.  Prints the directory.
fetch_source()
{
	local version

	for version in $(of_sources apt-cache showsrc "postgresql-$1" | sed -n 's/^Version: //p' | sort -Vru); do
		if (cd "$SOURCES" && of_sources apt-get source "postgresql-$1=$version" >&2); then
			echo "$SOURCES/postgresql-$1-${version%-*}"
			return
		fi
	done
	return 1
}

# Compile and install into $SCRATCH/built.  Only the server's program is linked
# with AddressSanitizer, so that the extension need not be preloaded with it.
# Programs find their library beside them, so that the whole can be moved.
# PostgreSQL makes its generated headers first only where no other make has called.
compile_server()
(
	unset MAKELEVEL
	# shellcheck disable=SC2016 # the linker's own variable
	export LD_RUN_PATH='$ORIGIN/../lib' COPT="-DUSE_VALGRIND -DRANDOMIZE_ALLOCATED_MEMORY -isystem $TOP/test/fuzz"
	cd "$1" &&
		./configure -q --prefix=/usr/local/pgsql --enable-cassert --enable-debug --enable-tap-tests \
			--disable-rpath --without-readline --without-icu CFLAGS=-O1 &&
		make -s -j "$(nproc)" -C src/backend LDFLAGS_EX=-fsanitize=address &&
		make -s -j "$(nproc)" world-bin &&
		make -s install-world-bin DESTDIR="$SCRATCH/built"
)

build_server()
{
	local major=$1 into=$2 log=$SCRATCH/debug.log source

	say "building a PostgreSQL $major with assertions; this takes some minutes, and $into keeps it"
	run list_sources >"$log" 2>&1 || die "no lists of source packages: $(tail -n 5 "$log")"
	source=$(fetch_source "$major" 2>"$log") ||
		die "the source package of PostgreSQL $major is not to be had: $(tail -n 5 "$log")"
	run compile_server "$source" >"$log" 2>&1 || die "PostgreSQL does not build: $(tail -n 5 "$log")"
	mkdir -p "$into.new"
	cp -a "$SCRATCH/built/usr/local/pgsql/." "$into.new/"
	rm -rf "$source" "$into"
	mv "$into.new" "$into"
}

# Make PG_CONFIG that of a copy of the debug server, of the same major version,
# and have the extension built with the sanitizers.
use_debug_server()
{
	local major kept

	require
	major=$(major_version "$PG_CONFIG")
	kept=$CACHE/debug/$major-$({ declare -f compile_server; cat "$TOP/test/fuzz/valgrind/memcheck.h"; } | md5sum | cut -c 1-8)
	[ -e "$kept" ] || build_server "$major" "$kept"
	cp -a "$kept" "$SCRATCH/pgsql"
	PG_CONFIG=$SCRATCH/pgsql/bin/pg_config

	BUILD_FLAGS+=("COPT=$SANITIZE")
	USER_ENVIRONMENT+=("ASAN_OPTIONS=log_path=$REPORTS/asan:abort_on_error=1:detect_leaks=0:allocator_may_return_null=1:quarantine_size_mb=8")
	mkdir "$REPORTS"
}

# Files in which a fault is told: AddressSanitizer writes one for each, while
# UndefinedBehaviorSanitizer and assertions write into the server's log.
reports()
{
	find "$REPORTS" -type f
	grep -rlE --include='*.log' 'runtime error: |TRAP: |PANIC: ' "$HOME_DIR" || :
}

# Print what is told in them, and fail if anything is.
no_reports()
{
	local files

	mapfile -t files < <(reports)
	[ "${#files[@]}" -gt 0 ] || return 0
	grep -hE -A 20 'ERROR: AddressSanitizer|runtime error: |TRAP: |PANIC: ' "${files[@]}" | head -n 200
	return 1
}
