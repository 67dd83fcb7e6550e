#!/usr/bin/env bash
#
# clients.sh
#	  The tests of drivers, of a semantic layer and of a transformation tool: JDBC,
#	  ODBC, Perl's DBI, Node.js, psycopg, SQLAlchemy, PgBouncer; Cube; and dbt.
#
# Called by make clients.  Environment: PG_CONFIG, the PostgreSQL to build for.
# Fetches the packages of test/clients/node with npm, and those of
# test/clients/dbt_requirements.txt with pip.

set -eu

# shellcheck source=test/tools/setup.sh
. "$(dirname "$0")/setup.sh"
# shellcheck source=test/tools/suite.sh
. "$TOP/test/tools/suite.sh"
# shellcheck source=test/tools/python.sh
. "$TOP/test/tools/python.sh"

readonly PYTHON=/usr/lib/python3/dist-packages
PGBOUNCER=/usr/sbin/pgbouncer

PERL_MODULES+=(DBI=libdbi-perl DBD::Pg=libdbd-pg-perl DBD::ODBC=libdbd-odbc-perl)
COMMANDS+=(javac=default-jdk-headless node=nodejs npm=npm)
FILES+=(/usr/share/java/postgresql.jar=libpostgresql-jdbc-java
	/usr/share/psqlodbc/odbcinst.ini.template=odbc-postgresql
	"$PYTHON/psycopg=python3-psycopg"
	"$PYTHON/psycopg2=python3-psycopg2"
	"$PYTHON/sqlalchemy=python3-sqlalchemy")

# Its package would start a service, now and whenever the system starts.  So only
# the libraries that it depends on are installed.
unpack_pgbouncer()
{
	local libraries into=$SCRATCH/pgbouncer

	mkdir "$into"
	cd "$into"
	apt_get update || say "apt-get update failed; trying with the package lists that are here"
	apt-get -q download pgbouncer
	dpkg-deb -x pgbouncer_*.deb .
	libraries=$(dpkg-deb -f pgbouncer_*.deb Depends | grep -oE '\blib[^,]*' | paste -sd ,)
	! ldd "$into$PGBOUNCER" | grep -qF 'not found' || apt_get satisfy --no-install-recommends "$libraries"
	"$into$PGBOUNCER" --version
}

# In a copy that the server's user can read.
install_node_packages()
{
	cp -R "$TOP/test/clients/node" "$SCRATCH/node"
	npm ci --prefix "$SCRATCH/node" --ignore-scripts --no-audit --no-fund
	chmod -R a+rX "$SCRATCH/node"
}

set_up
check "npm installs the packages for Node.js" install_node_packages
check "pip installs dbt" install_python_packages "$TOP/test/clients/dbt_requirements.txt" "$SCRATCH/dbt"
if [ ! -e "$PGBOUNCER" ]; then
	say "unpacking PgBouncer"
	run unpack_pgbouncer >&2
	PGBOUNCER=$SCRATCH/pgbouncer$PGBOUNCER
fi
USER_ENVIRONMENT+=("NODE_PATH=$SCRATCH/node/node_modules" "PGBOUNCER=$PGBOUNCER" "DBT=$SCRATCH/dbt/bin/dbt")
cd "$TREE"
tap test/clients/*.t
all_passed
