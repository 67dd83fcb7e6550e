# superset_config.py
#	  The settings of a Superset that is thrown away: its own data are a file in
#	  the directory that the environment's SUPERSET_HOME names.

import os

SECRET_KEY = "of a Superset that is thrown away after the test"
SQLALCHEMY_DATABASE_URI = f"sqlite:///{os.environ['SUPERSET_HOME']}/superset.db"

# Served without TLS, to a browser on the same machine.
TALISMAN_ENABLED = False
