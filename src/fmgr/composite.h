/*-------------------------------------------------------------------------
 *
 * composite.h
 *	  Results that are rows of a named composite type.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_COMPOSITE_H
#define CX_COMPOSITE_H

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/builtins.h"

/* A column of such a row. */
typedef struct CxColumn
{
	Oid			type;
	bool		known;			/* else NULL */
	Datum		value;
} CxColumn;

static inline CxColumn
cx_int4_column(bool known, int32 value)
{
	CxColumn	column = {INT4OID, known, Int32GetDatum(value)};

	return column;
}

static inline CxColumn
cx_int8_column(bool known, int64 value)
{
	CxColumn	column = {INT8OID, known, Int64GetDatum(value)};

	return column;
}

static inline CxColumn
cx_float8_column(bool known, double value)
{
	CxColumn	column = {FLOAT8OID, known, Float8GetDatum(value)};

	return column;
}

/* value: or NULL. */
static inline CxColumn
cx_text_column(const char *value)
{
	CxColumn	column = {TEXTOID, value != NULL, (Datum) 0};

	if (value != NULL)
		column.value = CStringGetTextDatum(value);
	return column;
}

extern Datum cx_composite(FunctionCallInfo fcinfo, const CxColumn *column, int columns);
extern void cx_begin_rows(FunctionCallInfo fcinfo);
extern void cx_add_row(FunctionCallInfo fcinfo, const CxColumn *column, int columns);

#endif							/* CX_COMPOSITE_H */
