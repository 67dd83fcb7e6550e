/*-------------------------------------------------------------------------
 *
 * partition.c
 *	  Window functions that look at their whole partition: reading its rows
 *	  once, and keeping a result for each.
 *
 * At the first row of a partition a function reads all rows, computes the
 * results of all of them and keeps these in the partition's memory; the other
 * rows are looked up, whatever the frame.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <limits.h>

#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/datum.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include "compat.h"
#include "fmgr/partition.h"
#include "values/scan.h"

/* What is kept for a partition. */
typedef struct Kept
{
	char	   *results;		/* NULL until they are computed */
} Kept;

/*
 * cx_partition_alloc
 *	  Memory for count items, which lives as long as the partition.
 */
void *
cx_partition_alloc(CxPartition *partition, Size size, int64 count)
{
	/* No overflow: a partition has at most INT_MAX rows. */
	return MemoryContextAllocHuge(partition->memory, size * Max(count, 1));
}

/*
 * cx_partition_argument
 *	  The value of argument n in a row.  It is gone with the next one, and so is
 *	  what else was allocated while rows are read.
 */
Datum
cx_partition_argument(CxPartition *partition, int n, int64 row, bool *isnull)
{
	bool		isout;

	CHECK_FOR_INTERRUPTS();
	MemoryContextReset(partition->row_context);
	return WinGetFuncArgInPartition(partition->winobj, n, (int) row,
									WINDOW_SEEK_HEAD, false, isnull, &isout);
}

/*
 * Check the metric of a row, and take over that of the first one.
 *
 * Result: false if it is NULL.
 * Error: invalid parameter value, if it is not that of the other rows.
 */
static bool
read_metric(CxPartition *partition, int64 row, const CxTally *tally)
{
	struct varlena *metric;
	bool		isnull;
	Datum		value;

	if (partition->metric != NULL &&
		get_fn_expr_arg_stable(partition->fcinfo->flinfo, partition->tallies))
		return true;
	value = cx_partition_argument(partition, partition->tallies, row, &isnull);
	if (isnull)
		return false;
	metric = PG_DETOAST_DATUM_PACKED(value);
	if (partition->metric == NULL)
	{
		cx_stored_metric_worths(metric, tally, &partition->worths);
		partition->metric = cx_partition_alloc(partition, 1, VARSIZE_ANY(metric));
		memcpy(partition->metric, metric, VARSIZE_ANY(metric));
	}
	else if (!cx_same_metric(partition->metric, metric))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("metrics %s and %s in one partition",
						cx_excerpt(text_to_cstring((text *) partition->metric)),
						cx_excerpt(text_to_cstring((text *) metric))),
				 errhint("Add the metric to PARTITION BY.")));
	return true;
}

/* Read the tally in argument n of a row. */
static void
read_tally(CxPartition *partition, int n, int64 row)
{
	CxTallyBuffer *room = &partition->tally[n];
	const CxTally *tally;
	Datum		value = cx_partition_argument(partition, n, row, &partition->isnull[n]);

	partition->has_value[n] = false;
	if (partition->isnull[n])
		return;

	/* The next argument to be read takes the place of this one: copy it. */
	tally = cx_tally_from_datum(value, room);
	if (tally != &room->tally)
		memcpy(room, tally, VARSIZE(tally));
	partition->has_value[n] = cx_has_weight(&room->tally);
}

static void
require_scale(CxPartition *partition, const CxTally *tally)
{
	if (partition->scale == NULL)
	{
		partition->scale = cx_partition_alloc(partition, CX_TALLY_HEADER, 1);
		memcpy(partition->scale, tally, CX_TALLY_HEADER);
	}
	cx_require_same_scale(partition->scale, tally);
}

/* Read a row that takes part if so many of its tallies have a value. */
static bool
read_row(CxPartition *partition, int64 row, int wanted)
{
	int			valued = 0;
	int			first = 0;

	for (int n = partition->tallies - 1; n >= 0; n--)
	{
		read_tally(partition, n, row);
		if (partition->has_value[n])
		{
			valued++;
			first = n;
		}
	}
	if (valued < wanted || !read_metric(partition, row, &partition->tally[first].tally))
		return false;
	for (int n = 0; n < partition->tallies; n++)
		if (partition->has_value[n])
			require_scale(partition, &partition->tally[n].tally);
	return true;
}

/*
 * cx_partition_read
 *	  Read the tallies and the metric of a row.
 *
 * Result: false if the row takes no part, a tally or the metric being NULL, or
 * a tally without a value.
 * Error: invalid parameter value, if scale or metric are not those of the
 * other rows that take part.
 */
bool
cx_partition_read(CxPartition *partition, int64 row)
{
	return read_row(partition, row, partition->tallies);
}

/*
 * cx_partition_read_any
 *	  The same, but one of the tallies is enough.
 */
bool
cx_partition_read_any(CxPartition *partition, int64 row)
{
	return read_row(partition, row, 1);
}

/*
 * cx_partition_responses
 *	  The number of responses of tally n of the row that was read.
 *
 * Result: false, and none set, if the tally is NULL.
 */
bool
cx_partition_responses(const CxPartition *partition, int n, int64 *responses)
{
	if (partition->isnull[n])
		return false;
	*responses = cx_tally_responses(&partition->tally[n].tally);
	return true;
}

/*
 * cx_partition_sample
 *	  What inference needs of a row that takes part, which is read once more.
 *
 * Error: invalid parameter value, if it takes no part any more, which volatile
 * arguments can bring about.
 */
void
cx_partition_sample(CxPartition *partition, int64 row, CxSample *sample)
{
	if (!cx_partition_read(partition, row) ||
		!cx_sample(&partition->tally[0].tally, partition->worths.worth, sample))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("arguments of window function %s change each time that they are computed",
						get_func_name(partition->fcinfo->flinfo->fn_oid)),
				 errhint("Compute them once: WITH computed AS MATERIALIZED (SELECT ...).")));
}

/*
 * cx_partition_parameter
 *	  The value of argument n, which is one for the whole partition.
 *
 * name: of the parameter.
 * Error: invalid parameter value, if it changes from row to row.
 */
Datum
cx_partition_parameter(CxPartition *partition, int n, const char *name, bool *isnull)
{
	FmgrInfo   *flinfo = partition->fcinfo->flinfo;
	Datum		first = WinGetFuncArgCurrent(partition->winobj, n, isnull);
	int16		len;
	bool		byval;

	if (get_fn_expr_arg_stable(flinfo, n))
		return first;
	get_typlenbyval(get_fn_expr_argtype(flinfo, n), &len, &byval);
	if (!*isnull)
	{
		MemoryContext old = MemoryContextSwitchTo(partition->memory);

		first = datumCopy(first, byval, len);
		MemoryContextSwitchTo(old);
	}
	for (int64 row = 0; row < partition->rows; row++)
	{
		bool		other_isnull;
		Datum		other = cx_partition_argument(partition, n, row, &other_isnull);

		if (other_isnull != *isnull ||
			(!other_isnull && !datum_image_eq(other, first, byval, len)))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("parameter \"%s\" changes within a partition", name),
					 errhint("Give one value for all rows, or add it to PARTITION BY.")));
	}
	return first;
}

/* All rows of the partition at hand. */
static char *
compute_results(FunctionCallInfo fcinfo, Kept *kept, int tallies, Size size, CxCompute compute)
{
	WindowObject winobj = PG_WINDOW_OBJECT();
	CxPartition partition = {
		.fcinfo = fcinfo,
		.winobj = winobj,
		.rows = WinGetPartitionRowCount(winobj),
		.tallies = tallies,
		.memory = GetMemoryChunkContext(kept),
	};
	char	   *results;
	MemoryContext old;

	if (partition.rows > INT_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("partition has more than %d rows", INT_MAX)));
	results = MemoryContextAllocExtended(partition.memory, size * Max(partition.rows, 1),
										 MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	partition.row_context = AllocSetContextCreate(CurrentMemoryContext, "cx_metrics row",
												  ALLOCSET_SMALL_SIZES);
	old = MemoryContextSwitchTo(partition.row_context);
	compute(&partition, results);
	MemoryContextSwitchTo(old);
	MemoryContextDelete(partition.row_context);
	return results;
}

/*
 * cx_partition_result
 *	  The result of the current row, computed with those of the whole partition
 *	  at its first row.  All window functions begin here.
 *
 * tallies: how many arguments are tallies; the metric follows, if there are any.
 * size: of the struct that is kept for a row.
 * Errors: wrong object type, outside a window.  The parser lets nobody call a
 * window function so, but CREATE OPERATOR takes one, and the operator can be
 * used anywhere.  Feature not supported, for IGNORE NULLS and RESPECT NULLS,
 * as what a row without a value means is fixed.
 */
const void *
cx_partition_result(FunctionCallInfo fcinfo, int tallies, Size size, CxCompute compute)
{
	WindowObject winobj = PG_WINDOW_OBJECT();
	Kept	   *kept;

	if (!WindowObjectIsValid(winobj))
		ereport(ERROR,
				(errcode(ERRCODE_WRONG_OBJECT_TYPE),
				 errmsg("window function %s requires an OVER clause",
						get_func_name(fcinfo->flinfo->fn_oid))));
	cx_refuse_null_treatment(winobj, fcinfo);
	kept = WinGetPartitionLocalMemory(winobj, sizeof(Kept));
	if (kept->results == NULL)
		kept->results = compute_results(fcinfo, kept, tallies, size, compute);
	return kept->results + size * WinGetCurrentPosition(winobj);
}
