# shellcheck shell=bash
#
# setup.sh
#	  The throw-away set-up of the demo and of the tests.
#
# Sourced by the scripts behind make's targets.  Everything is in one temporary directory:
# a copy of the tree to build in, the server's data, its socket, its log.  On
# exit, whatever the reason, all processes that were started are ended and the
# directory is removed.  The server runs as an unprivileged user, since
# PostgreSQL refuses to run as root.

set -eu

# The makes called here are not part of the make that called, and the server
# that the user's variables name is not the one started here.
unset MAKEFLAGS MFLAGS MAKEOVERRIDES MAKELEVEL
for name in "${!PG@}"; do
	case $name in
		PG_*) ;;
		*) unset "$name" ;;
	esac
done

PG_CONFIG=${PG_CONFIG:-pg_config}
TOP=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

say()
{
	echo "cx_metrics: $*" >&2
}

die()
{
	say "$@"
	exit 1
}

# shellcheck source=test/tools/packages.sh
. "$TOP/test/tools/packages.sh"

[ -e /proc/self/environ ] || die "this needs Linux: it finds its processes in /proc"

# Ids of the processes that were started here, and theirs.  They are known by
# the directory's name in their environment or, since PostgreSQL writes over
# that, in their arguments.  The search itself has it in neither.
started()
(
	unset TMPDIR
	files=(/proc/[0-9]*/environ /proc/[0-9]*/cmdline)
	grep -lsaF --file=- "${files[@]}" <<<"$SCRATCH/" |
		sed 's,^/proc/\([0-9]*\)/.*,\1,' | sort -u
)

# A server takes SIGTERM and then SIGINT as an order to stop without waiting
# for its clients.
end_processes()
{
	local signal pids

	for signal in TERM INT {1..100} KILL; do
		mapfile -t pids < <(started)
		[ "${#pids[@]}" -gt 0 ] || break
		case $signal in
			[A-Z]*) kill -s "$signal" "${pids[@]}" 2>/dev/null || : ;;
			*) sleep 0.1 ;;
		esac
		ENDED+=("${pids[@]}")
	done
}

# An initdb that is cut off leaves shared memory.
remove_shared_memory()
{
	ipcs -m -p |
		awk -v ended=" ${ENDED[*]} " '$3 ~ /^[0-9]+$/ && index(ended, " " $3 " ") { print $1 }' |
		xargs -r -n 1 ipcrm -m
}

clean_up()
{
	trap '' INT TERM HUP
	end_processes
	remove_shared_memory
	allow_clusters
	rm -rf "$SCRATCH"
}

# Not in TMPDIR, which other users may not be able to enter.
ENDED=()
SCRATCH=$(mktemp -d /tmp/cx_metrics.XXXXXX)
trap clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

TREE=$SCRATCH/tree
HOME_DIR=$SCRATCH/home
mkdir "$HOME_DIR" "$HOME_DIR/tmp"
chmod 755 "$SCRATCH"
export TMPDIR=$HOME_DIR/tmp

# Run a command in such a way that a signal need not wait for its end.
run()
{
	"$@" &
	wait $!
}

# Choose whom the server runs as.
choose_user()
{
	SERVER_USER=$(id -un)
	if [ "$(id -u)" -eq 0 ]; then
		SERVER_USER=postgres
		id "$SERVER_USER" >/dev/null 2>&1 || SERVER_USER=nobody
	fi
	chown -R "$SERVER_USER" "$HOME_DIR"
	chmod 700 "$HOME_DIR"
}

# Run a command as that user, connected to the throw-away server.  The array
# USER_ENVIRONMENT holds more variables for it, as name=value.
USER_ENVIRONMENT=()

as_user()
(
	become=()
	if [ "$(id -u)" -eq 0 ]; then
		become=(setpriv --reuid "$SERVER_USER" --regid "$(id -g "$SERVER_USER")" --init-groups)
	fi
	cd "$HOME_DIR"
	exec "${become[@]}" env HOME="$HOME_DIR" PATH="$BINDIR:$PATH" LC_ALL=C.UTF-8 LANG=C.UTF-8 \
		PGHOST="$HOME_DIR" PGUSER=postgres PGDATABASE=postgres PG_CONFIG="$PG_CONFIG" \
		"${USER_ENVIRONMENT[@]}" "$@"
)

# Copy the tree as it is, but for what git, npm and the compiler made, so that the
# server's user can read it and nothing is written into the original.
copy_tree()
{
	mkdir "$1"
	tar -C "$TOP" --exclude=./.git --exclude=node_modules --exclude='*.o' --exclude='*.bc' --exclude='*.so' \
		--mode=a+rX -cf - . | tar -C "$1" --no-same-owner -xf -
}

# make in a copy of the tree: quiet, so that it prints nothing but problems.
make_in()
{
	make -s -C "$1" -j "$(nproc)" PG_CONFIG="$PG_CONFIG" "${@:2}"
}

# What PostgreSQL's own makefile says of a variable.
makefile_value()
{
	sed -n "s/^$1 *= *//p" "$(dirname "$("$PG_CONFIG" --pgxs)")/../Makefile.global"
}

# Bitcode for the server's JIT needs the clang and the llvm that PostgreSQL was
# built with.  Prints the make variable that leaves it out where they are not.
bitcode()
{
	if ! { command -v "$(makefile_value CLANG)" && command -v "$(makefile_value LLVM_BINPATH)/llvm-lto"; } >/dev/null; then
		echo with_llvm=no
	fi
}

may_install()
{
	[ -w "$("$PG_CONFIG" --pkglibdir)" ] && [ -w "$("$PG_CONFIG" --sharedir)/extension" ]
}

# Build the extension in TREE and install it.  The array BUILD_FLAGS holds more
# variables for make.
BUILD_FLAGS=()

install_extension()
{
	local flags become=() log=$SCRATCH/install.log

	if ! may_install; then
		can_be_root || die "$(id -un) may not install into $("$PG_CONFIG" --pkglibdir), and there is no sudo." \
			"Run this as root; or let root run \"make install\" and see the tour in a database of yours:" \
			"\"make demo DB=name\"."
		become=(as_root)
	fi

	say "building with $("$PG_CONFIG" --version)"
	copy_tree "$TREE"
	mapfile -t flags < <(bitcode)
	flags+=("${BUILD_FLAGS[@]}")
	run make_in "$TREE" "${flags[@]}" || die "the build failed"

	say "installing the extension"
	"${become[@]}" make -s -C "$TREE" PG_CONFIG="$PG_CONFIG" "${flags[@]}" install >"$log" 2>&1 ||
		die "make install failed: $(cat "$log")"
}

# Start the server: on a Unix socket only, with nothing kept safe from a crash.
# The array SERVER_OPTIONS holds more options for it.
SERVER_OPTIONS=()

start_server()
{
	local log=$HOME_DIR/server.log

	say "starting a throw-away server as $SERVER_USER"
	run as_user initdb -D "$HOME_DIR/data" -U postgres -A trust -E UTF8 --no-locale --no-sync >"$log" 2>&1 ||
		die "initdb failed: $(cat "$log")"
	as_user postgres -D "$HOME_DIR/data" -k "$HOME_DIR" -c listen_addresses= \
		-c fsync=off -c synchronous_commit=off -c full_page_writes=off \
		"${SERVER_OPTIONS[@]}" >>"$log" 2>&1 &
	for _ in {1..300}; do
		if as_user pg_isready -q; then
			return
		fi
		kill -0 $! 2>/dev/null || break
		sleep 0.1
	done
	die "the server did not start: $(cat "$log")"
}

# See to all that is needed, and find out what is where.
prepare()
{
	require
	PG_CONFIG=$(realpath -s "$(command -v "$PG_CONFIG")")
	BINDIR=$("$PG_CONFIG" --bindir)
	choose_user
}

set_up()
{
	prepare
	install_extension
	start_server
}
