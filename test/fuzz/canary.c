/*-------------------------------------------------------------------------
 *
 * canary.c
 *	  Functions with the faults that the sanitizers are there to see.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "access/relation.h"
#include "fmgr.h"
#include "storage/bufmgr.h"

PG_MODULE_MAGIC;

PG_FUNCTION_INFO_V1(canary_argument);
PG_FUNCTION_INFO_V1(canary_freed);
PG_FUNCTION_INFO_V1(canary_page);
PG_FUNCTION_INFO_V1(canary_stack);
PG_FUNCTION_INFO_V1(canary_shift);
PG_FUNCTION_INFO_V1(canary_conversion);

/* Reads the byte at an index, which may be behind the value's end. */
Datum
canary_argument(PG_FUNCTION_ARGS)
{
	volatile char *bytes = VARDATA_ANY(PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(0)));

	PG_RETURN_INT32(bytes[PG_GETARG_INT32(1)]);
}

Datum
canary_freed(PG_FUNCTION_ARGS)
{
	volatile char *chunk = palloc(13);

	chunk[0] = 1;
	if (PG_GETARG_BOOL(0))
		pfree((char *) chunk);
	PG_RETURN_INT32(chunk[0]);
}

/* Reads a table's first page, which is not pinned any more if told so. */
Datum
canary_page(PG_FUNCTION_ARGS)
{
	Relation	relation = relation_open(PG_GETARG_OID(0), AccessShareLock);
	Buffer		buffer = ReadBuffer(relation, 0);
	volatile char *page = (char *) BufferGetPage(buffer);
	bool		early = PG_GETARG_BOOL(1);
	int32		byte;

	if (early)
		ReleaseBuffer(buffer);
	byte = page[0];
	if (!early)
		ReleaseBuffer(buffer);
	relation_close(relation, AccessShareLock);
	PG_RETURN_INT32(byte);
}

Datum
canary_stack(PG_FUNCTION_ARGS)
{
	volatile char room[13] = {0};

	PG_RETURN_INT32(((volatile char *) room)[PG_GETARG_INT32(0)]);
}

Datum
canary_shift(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(1 << PG_GETARG_INT32(0));
}

Datum
canary_conversion(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32((int32) PG_GETARG_FLOAT8(0));
}
