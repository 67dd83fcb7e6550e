/*-------------------------------------------------------------------------
 *
 * partition.h
 *	  Window functions that look at their whole partition: reading its rows
 *	  once, and keeping a result for each.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_PARTITION_H
#define CX_PARTITION_H

#include "windowapi.h"

#include "fmgr/arguments.h"
#include "fmgr/call_cache.h"
#include "stats/sample.h"

/* Arguments of a row that are tallies; the metric comes behind them. */
#define CX_MOST_TALLIES		2

/*
 * The reading of a partition.  All tallies that take part are on one scale and
 * under one metric.
 */
typedef struct CxPartition
{
	FunctionCallInfo fcinfo;
	WindowObject winobj;
	int64		rows;
	int			tallies;		/* of a row; the metric follows, if any */
	CxWorths	worths;			/* set once a row takes part */

	/* Of the row that was read last. */
	bool		isnull[CX_MOST_TALLIES];
	bool		has_value[CX_MOST_TALLIES];
	CxTallyBuffer tally[CX_MOST_TALLIES];	/* where it is not NULL */

	/* Private. */
	MemoryContext memory;		/* lives as long as the partition */
	MemoryContext row_context;	/* while rows are read; of one argument */
	CxTally    *scale;			/* the first tally's, without cells, or NULL */
	struct varlena *metric;		/* of the first row that takes part, or NULL */
} CxPartition;

/*
 * Computes the results of a partition: an array of as many structs as it has
 * rows, all bits zero at first, which must mean NULL.
 */
typedef void (*CxCompute) (CxPartition *partition, void *results);

extern const void *cx_partition_result(FunctionCallInfo fcinfo, int tallies, Size size,
									   CxCompute compute);
extern void *cx_partition_alloc(CxPartition *partition, Size size, int64 count);
extern Datum cx_partition_argument(CxPartition *partition, int n, int64 row, bool *isnull);
extern Datum cx_partition_parameter(CxPartition *partition, int n, const char *name,
									bool *isnull);
extern bool cx_partition_read(CxPartition *partition, int64 row);
extern bool cx_partition_read_any(CxPartition *partition, int64 row);
extern bool cx_partition_responses(const CxPartition *partition, int n, int64 *responses);
extern void cx_partition_sample(CxPartition *partition, int64 row, CxSample *sample);

#endif							/* CX_PARTITION_H */
