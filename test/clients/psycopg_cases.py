#!/usr/bin/python3
#
# psycopg_cases.py
#	  The cases, through psycopg 3 for Python.
#
# Usage: psycopg_cases.py CASES HOST PORT MODE...
#
# Modes: "text" and "binary" results; "prepared", text results of statements
# prepared on the server; "registered", binary results where the program has
# told psycopg of the type cx_range.
#
# Prints a line of JSON for each mode and case.

import json
import re
import sys
from datetime import timedelta

import psycopg
from psycopg.types.range import Range, RangeInfo, register_range


def read_cases(path):
    cases = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            key, _, value = line.rstrip("\n").partition(": ")
            if key == "case":
                cases.append({"case": value, "parameters": []})
            elif key == "sql":
                cases[-1]["sql"] = re.sub(r"\$\d", "%s", value.replace("%", "%%"))
            elif key == "parameter":
                cases[-1]["parameters"].append(value)
    return cases


def connection(host, port, mode):
    connected = psycopg.connect(host=host, port=port, user="postgres", dbname="postgres", autocommit=True)
    if mode == "registered":
        register_range(RangeInfo.fetch(connected, "cx_range"), connected)
    return connected


def shown(value):
    """A value for JSON."""
    if isinstance(value, Range):
        return f"{value.bounds[0]}{value.lower:g},{value.upper:g}{value.bounds[1]}"
    if isinstance(value, bytes):
        return "\\x" + value.hex()
    if isinstance(value, timedelta):
        return str(value)
    return value


def kind(values):
    """What the driver makes of the values of a column."""
    return next((type(value).__name__ for value in values if value is not None), "null")


def answer(connected, mode, case):
    cursor = connected.cursor(binary=mode in ("binary", "registered"))
    cursor.execute(case["sql"], case["parameters"], prepare=mode == "prepared")
    rows = cursor.fetchall()
    columns = [f"{column.type_code} {kind(values)}" for column, values in zip(cursor.description, zip(*rows))]
    return {"columns": columns, "rows": [[shown(value) for value in row] for row in rows]}


def failure(error):
    return {"sqlstate": error.sqlstate, "message": error.diag.message_primary, "hint": error.diag.message_hint}


def main(path, host, port, *modes):
    for mode in modes:
        with connection(host, port, mode) as connected:
            for case in read_cases(path):
                try:
                    result = answer(connected, mode, case)
                except psycopg.Error as error:
                    result = failure(error)
                print(json.dumps({"mode": f"psycopg-{mode}", "case": case["case"], **result}))


main(*sys.argv[1:])
