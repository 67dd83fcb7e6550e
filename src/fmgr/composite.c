/*-------------------------------------------------------------------------
 *
 * composite.c
 *	  Results that are rows: one of a named composite type, or several of a table.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "funcapi.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/tuplestore.h"

#include "compat.h"
#include "fmgr/call_cache.h"
#include "fmgr/composite.h"

/* The columns of a row are few. */
#define MOST_COLUMNS	16

/* The type of the function's result, looked up once. */
static TupleDesc
row_type(FunctionCallInfo fcinfo)
{
	CxCallCache *cache = cx_call_cache(fcinfo);

	if (cache->row_type == NULL)
	{
		MemoryContext old;
		TupleDesc	type;

		if (get_call_result_type(fcinfo, NULL, &type) != TYPEFUNC_COMPOSITE)
			elog(ERROR, "result of function %u is no composite type", fcinfo->flinfo->fn_oid);
		old = MemoryContextSwitchTo(fcinfo->flinfo->fn_mcxt);
		cache->row_type = BlessTupleDesc(CreateTupleDescCopy(type));
		MemoryContextSwitchTo(old);
	}
	return cache->row_type;
}

/*
 * The values and NULLs of a row of this type.
 *
 * The type comes from the script of the extension and the columns from the
 * library, and during every upgrade the two are of different versions.
 * Error: datatype mismatch, if the columns are not those of the type.
 */
static void
set_row(FunctionCallInfo fcinfo, TupleDesc type, const CxColumn *column, int columns,
		Datum *values, bool *nulls)
{
	bool		same = type->natts == columns;

	Assert(columns <= MOST_COLUMNS);
	for (int i = 0; same && i < columns; i++)
	{
		same = TupleDescAttr(type, i)->atttypid == column[i].type &&
			!TupleDescAttr(type, i)->attisdropped;
		values[i] = column[i].value;
		nulls[i] = !column[i].known;
	}
	if (!same)
		ereport(ERROR,
				(errcode(ERRCODE_DATATYPE_MISMATCH),
				 errmsg("result type of function %s is not that of this library",
						get_func_name(fcinfo->flinfo->fn_oid)),
				 errhint("Run ALTER EXTENSION cx_metrics UPDATE, and connect anew.")));
}

/*
 * cx_composite
 *	  A row of the function's result type.
 *
 * Error: datatype mismatch, if the columns are not those of the type.
 */
Datum
cx_composite(FunctionCallInfo fcinfo, const CxColumn *column, int columns)
{
	TupleDesc	type = row_type(fcinfo);
	Datum		values[MOST_COLUMNS];
	bool		nulls[MOST_COLUMNS];

	set_row(fcinfo, type, column, columns, values, nulls);
	return HeapTupleGetDatum(heap_form_tuple(type, values, nulls));
}

/*
 * cx_begin_rows
 *	  Begin the result of a function that returns a table.
 *
 * PostgreSQL is asked for the type that it expects, as looking up that of the
 * function would leave memory behind in every call of a query.
 */
void
cx_begin_rows(FunctionCallInfo fcinfo)
{
	InitMaterializedSRF(fcinfo, MAT_SRF_USE_EXPECTED_DESC);
}

/*
 * cx_add_row
 *	  Add a row to it.
 *
 * Error: datatype mismatch, if the columns are not those of the table.
 */
void
cx_add_row(FunctionCallInfo fcinfo, const CxColumn *column, int columns)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	Datum		values[MOST_COLUMNS];
	bool		nulls[MOST_COLUMNS];

	set_row(fcinfo, result->setDesc, column, columns, values, nulls);
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}
