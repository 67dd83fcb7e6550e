#!/usr/bin/python3
#
# sqlalchemy_reflection.py
#	  What SQLAlchemy, on psycopg2, says of the columns of tables and views.
#
# Usage: sqlalchemy_reflection.py HOST PORT
#
# Prints a line of JSON for each column, and for each warning.

import json
import sys
import warnings

import sqlalchemy


def main(host, port):
    engine = sqlalchemy.create_engine(f"postgresql+psycopg2://postgres@{host}:{port}/postgres")
    inspector = sqlalchemy.inspect(engine)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for table in inspector.get_table_names() + inspector.get_view_names():
            for column in inspector.get_columns(table):
                name = f"{table}.{column['name']}"
                print(json.dumps({"mode": "sqlalchemy", "case": name, "type": type(column["type"]).__name__}))
    for warning in caught:
        print(json.dumps({"mode": "sqlalchemy", "case": str(warning.message), "type": warning.category.__name__}))


main(*sys.argv[1:])
