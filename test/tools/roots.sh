# shellcheck shell=bash
#
# roots.sh
#	  Whole Debian systems in directories, for tests that need another release
#	  or a system to install packages in.
#
# Sourced after setup.sh; needs root.  The trees are kept in $CACHE/roots, which
# may be removed at any time.  The environment's CACHE chooses the directory.

CACHE=$(realpath -m "${CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/cx_metrics}")
COMMANDS+=(debootstrap=debootstrap unshare=util-linux)
FILES+=(/usr/share/keyrings/debian-archive-keyring.gpg=debian-archive-keyring)

# A command with mounts and processes of its own, which end with it.
apart()
{
	unshare --mount --pid --fork --kill-child "$@"
}

# Say at once what would fail after minutes: for want of root, and of mounts.
require_root()
{
	local problem

	[ "$(id -u)" -eq 0 ] || die "this makes Debian systems with debootstrap and enters them with chroot: run it as root"
	mkdir "$SCRATCH/proc"
	problem=$(apart mount -t proc proc "$SCRATCH/proc" 2>&1) ||
		die "this enters Debian systems with mounts of their own, which a chroot and most containers do not allow:" \
			"run it on a whole system, or in a container that is privileged ($problem)"
}

# Run a command in a system, apart from this one.  It finds the proxies of this
# system in its environment.  Arguments: the system's directory, the command.
in_root()
{
	local name proxies=()

	for name in http_proxy https_proxy no_proxy; do
		[ -z "${!name:-}" ] || proxies+=("$name=${!name}")
	done
	# shellcheck disable=SC2016 # the inner shell expands these
	apart sh -c '
		mount -t proc proc "$1/proc" &&
		mount --rbind /dev "$1/dev" &&
		mount -t tmpfs tmpfs "$1/dev/shm" &&
		mount -t tmpfs tmpfs "$1/tmp" || exit
		root=$1
		shift
		exec chroot "$root" env -i "$@"
	' sh "$1" PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
		"${proxies[@]}" "${@:2}"
}

# Debian keeps the next PostgreSQL in experimental, which is no release but lies
# on top of sid.  Nothing else is taken from there.
add_experimental()
{
	sed '/ sid /!d; s/ sid / experimental /' "$1/etc/apt/sources.list" >"$1/etc/apt/sources.list.d/experimental.list"
	printf '%s\n' 'Package: src:postgresql-*' 'Pin: release a=experimental' 'Pin-Priority: 500' >"$1/etc/apt/preferences.d/experimental"
}

# Make the system of a Debian release, or bring the one in the cache up to date.
# Puts its directory into ROOT.  Arguments: the release, or experimental; packages
# to install.
make_root()
{
	local log=$SCRATCH/root.$1.log

	ROOT=$CACHE/roots/$1
	if [ ! -e "$ROOT/complete" ]; then
		say "making a Debian $1 in $ROOT"
		rm -rf "$ROOT"
		mkdir -p "$ROOT"
		run debootstrap --variant=minbase "${1/experimental/sid}" "$ROOT" >"$log" 2>&1 || die "debootstrap failed: $(tail -n 5 "$log")"
		[ "$1" != experimental ] || add_experimental "$ROOT"
		# A mirror may lag behind; what it has is signed all the same.
		echo 'Acquire::Check-Valid-Until "false";' >"$ROOT/etc/apt/apt.conf.d/90lagging-mirror"
		touch "$ROOT/complete"
	fi
	# It may be kept from when this system asked another server for names.
	[ ! -e /etc/resolv.conf ] || cp -L --remove-destination /etc/resolv.conf "$ROOT/etc/resolv.conf"
	# An interrupted run leaves packages that are not set up.
	run in_root "$ROOT" sh -c 'dpkg --configure -a && apt-get -q update && apt-get -q -y dist-upgrade && apt-get -q -y install --no-install-recommends "$@"' \
		sh "${@:2}" >"$log" 2>&1 || die "apt-get failed in $ROOT: $(tail -n 5 "$log")"
}
