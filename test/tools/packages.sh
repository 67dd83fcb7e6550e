# shellcheck shell=bash
#
# packages.sh
#	  What the system must have, and apt-get where it is missing.
#
# Sourced by setup.sh.  Sets PG_CONFIG to the pg_config of a PostgreSQL that
# extensions can be built for and whose server is installed.  The arrays name
# what is needed too, each with the Debian package that has it: Perl modules as
# Module=package, commands as command=package, files as /path=package.  With an
# empty POSTGRESQL no PostgreSQL is needed, nor a compiler.

POSTGRESQL=needed
PERL_MODULES=()
COMMANDS=()
FILES=()

readonly OLDEST_POSTGRESQL=15
readonly DEBIAN_POSTGRESQL=/usr/lib/postgresql
readonly CREATECLUSTER=/etc/postgresql-common/createcluster.d

# Major version of the PostgreSQL that a pg_config belongs to.
major_version()
{
	"$1" --version 2>/dev/null | sed -n 's/^PostgreSQL \([0-9]*\).*/\1/p'
}

# Can extensions be built with this pg_config, and is the server there?
is_complete()
{
	local major

	major=$(major_version "$1")
	[ "${major:-0}" -ge "$OLDEST_POSTGRESQL" ] &&
		[ -e "$("$1" --pgxs)" ] &&
		[ -e "$("$1" --includedir-server)/postgres.h" ] &&
		[ -x "$("$1" --bindir)/postgres" ]
}

# Major versions of Debian's PostgreSQL that have this file, newest first.
debian_versions()
{
	local file major

	for file in "$DEBIAN_POSTGRESQL"/*/"$1"; do
		major=${file#"$DEBIAN_POSTGRESQL"/}
		major=${major%%/*}
		if [ -e "$file" ] && [ "$major" -ge "$OLDEST_POSTGRESQL" ]; then
			echo "$major"
		fi
	done | sort -rn
}

# Set PG_CONFIG to the PostgreSQL that the user chose, or to the best one there.
find_postgresql()
{
	local major

	if [ "$PG_CONFIG" != pg_config ] || is_complete pg_config; then
		is_complete "$PG_CONFIG"
		return
	fi
	for major in $(debian_versions bin/postgres); do
		PG_CONFIG=$DEBIAN_POSTGRESQL/$major/bin/pg_config
		if is_complete "$PG_CONFIG"; then
			return
		fi
	done
	PG_CONFIG=pg_config
	return 1
}

# The major version to install packages of: that of the pg_config that the user
# chose, else of a server that is there, else of headers that are there, else
# the distribution's own, if that is known.
version_to_install()
{
	if [ "$PG_CONFIG" != pg_config ]; then
		sed -n "s,^$DEBIAN_POSTGRESQL/\([0-9]*\)/bin/pg_config\$,\1,p" <<<"$PG_CONFIG"
	else
		debian_versions bin/postgres
		debian_versions lib/pgxs/src/makefiles/pgxs.mk
		apt-cache depends postgresql 2>/dev/null | sed -n 's/.*Depends: postgresql-\([0-9]*\)$/\1/p'
	fi | head -n 1
}

# Put Debian's packages for what is missing into the array MISSING.
find_missing()
{
	local module command file

	MISSING=()
	[ -z "$POSTGRESQL" ] || command -v gcc >/dev/null || MISSING+=(gcc libc6-dev)
	for command in "${COMMANDS[@]}"; do
		command -v "${command%%=*}" >/dev/null || MISSING+=("${command#*=}")
	done
	for file in "${FILES[@]}"; do
		[ -e "${file%%=*}" ] || MISSING+=("${file#*=}")
	done
	for module in "${PERL_MODULES[@]}"; do
		perl -M"${module%%=*}" -e 1 2>/dev/null || MISSING+=("${module#*=}")
	done
	[ -z "$POSTGRESQL" ] || find_postgresql || MISSING+=(postgresql)
}

# Replace the word postgresql in MISSING by the packages of one version.
choose_postgresql()
{
	local package major packages=()

	for package in "${MISSING[@]}"; do
		if [ "$package" != postgresql ]; then
			packages+=("$package")
			continue
		fi
		major=$(version_to_install)
		if [ -z "$major" ]; then
			packages+=(postgresql postgresql-server-dev-all)
			continue
		fi
		[ "$major" -ge "$OLDEST_POSTGRESQL" ] ||
			die "PostgreSQL $OLDEST_POSTGRESQL or later is needed, and this system's packages are of $major." \
				"Install a later one, or set PG_CONFIG to the pg_config of one."
		[ -x "$DEBIAN_POSTGRESQL/$major/bin/postgres" ] || packages+=("postgresql-$major")
		packages+=("postgresql-server-dev-$major")
	done
	MISSING=("${packages[@]}")
}

# Can commands be run as root?
can_be_root()
{
	[ "$(id -u)" -eq 0 ] || sudo -n true 2>/dev/null || { [ -t 2 ] && sudo -v; } 2>/dev/null
}

as_root()
{
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	else
		sudo "$@"
	fi
}

# A new PostgreSQL server package makes and starts a cluster, unless a file in
# the directory for that says no.  allow_clusters is called on exit as well.
forbid_clusters()
{
	CLUSTERS_FORBIDDEN=$CREATECLUSTER/cx_metrics.conf
	as_root mkdir -p "$CREATECLUSTER"
	echo 'create_main_cluster = false' | as_root tee "$CLUSTERS_FORBIDDEN" >/dev/null
}

allow_clusters()
{
	if [ -n "${CLUSTERS_FORBIDDEN:-}" ]; then
		as_root rm -f "$CLUSTERS_FORBIDDEN"
		as_root rmdir -p --ignore-fail-on-non-empty "$CREATECLUSTER"
		CLUSTERS_FORBIDDEN=
	fi
}

# Where PostgreSQL is Debian's and has no cluster, as after forbid_clusters, there
# is no database to use the extension in: say how to make one.
suggest_cluster()
{
	local major

	major=$(major_version "$PG_CONFIG")
	if [ "$BINDIR" = "$DEBIAN_POSTGRESQL/$major/bin" ] && ! pg_lsclusters -h | grep -q "^$major "; then
		say "PostgreSQL $major is installed and has no databases yet. To make some and start their server, run as root:" \
			"pg_createcluster --start $major main"
	fi
}

# In a session of its own, so that a signal from the terminal waits until the
# package manager is done: its work is better not cut.
apt_get()
{
	as_root setsid env DEBIAN_FRONTEND=noninteractive apt-get -q -y "$@" >"$SCRATCH/apt.log" 2>&1
}

# Install what is missing, or say what it is and stop.
require()
{
	find_missing
	[ "${#MISSING[@]}" -gt 0 ] || return 0

	case $PG_CONFIG in
		pg_config | "$DEBIAN_POSTGRESQL"/*) ;;
		*) [ -z "$POSTGRESQL" ] || is_complete "$PG_CONFIG" ||
			die "PG_CONFIG=$PG_CONFIG is not of a PostgreSQL $OLDEST_POSTGRESQL or later with server and headers" ;;
	esac
	command -v apt-get >/dev/null ||
		die "missing here: ${MISSING[*]}. Only on Debian and Ubuntu can this be installed for you." \
			"Install gcc, the PostgreSQL server ($OLDEST_POSTGRESQL or later) with its headers for extensions" \
			"(often named postgresql-devel) and Perl with IPC::Run, then try again."
	if ! can_be_root; then
		choose_postgresql
		die "missing here: ${MISSING[*]}. Neither root nor sudo is at hand to install it. As root, run" \
			"\"apt-get install ${MISSING[*]}\", then try again."
	fi

	apt_get update || say "apt-get update failed; trying with the package lists that are here"
	choose_postgresql
	say "installing ${MISSING[*]}"
	forbid_clusters
	apt_get install --no-install-recommends "${MISSING[@]}" ||
		die "apt-get could not install ${MISSING[*]}: $(tail -n 5 "$SCRATCH/apt.log")"
	allow_clusters

	find_missing
	[ "${#MISSING[@]}" -eq 0 ] || die "still missing after apt-get: ${MISSING[*]}"
}
