/*-------------------------------------------------------------------------
 *
 * call_cache.h
 *	  What a call site keeps from row to row.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_CALL_CACHE_H
#define CX_CALL_CACHE_H

#include "access/tupdesc.h"
#include "fmgr.h"
#include "utils/typcache.h"

#include "values/metric.h"

/*
 * The one owner of fn_extra, with a slot for each thing that is looked up or
 * computed from arguments which seldom change.  It only saves work: engines
 * that call through wrappers hand over an empty one on every row.
 */
typedef struct CxCallCache
{
	TypeCacheEntry *range_type; /* of the function's result, or NULL */
	TupleDesc	row_type;		/* of the function's result, or NULL */

	/* The metric of worths, by a constant name or by its stored form. */
	const char *name;
	struct varlena *metric;
	int			lo;				/* the scale of worths */
	int			points;
	CxWorths	worths;
} CxCallCache;

extern CxCallCache *cx_call_cache(FunctionCallInfo fcinfo);
extern const CxWorths *cx_named_worths(FunctionCallInfo fcinfo, const char *name,
									   const CxTally *tally);
extern const CxWorths *cx_metric_argument(FunctionCallInfo fcinfo, int n, const CxTally *tally);
extern bool cx_same_metric(const struct varlena *a, const struct varlena *b);
extern void cx_stored_metric_worths(const struct varlena *metric, const CxTally *tally,
									CxWorths *worths);

#endif							/* CX_CALL_CACHE_H */
