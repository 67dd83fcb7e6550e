# shellcheck shell=bash
#
# python.sh
#	  Python's packages of given versions, in a directory of their own.
#
# Sourced after suite.sh by the scripts whose programs need them.

COMMANDS+=(virtualenv=virtualenv)

# Arguments: a file of requirements, and the directory to make, which the server's
# user can read.
install_python_packages()
{
	virtualenv --quiet --python=/usr/bin/python3 "$2"
	"$2/bin/pip" install --quiet --no-input --disable-pip-version-check --requirement "$1"
	chmod -R a+rX "$2"
}
