/*-------------------------------------------------------------------------
 *
 * call_cache.c
 *	  What a call site keeps from row to row: the worths of its metric.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/memutils.h"

#include "compat.h"
#include "fmgr/call_cache.h"

/*
 * cx_call_cache
 *	  The cache of this call site, empty at first.
 */
CxCallCache *
cx_call_cache(FunctionCallInfo fcinfo)
{
	FmgrInfo   *flinfo = fcinfo->flinfo;

	if (flinfo->fn_extra == NULL)
		flinfo->fn_extra = MemoryContextAllocZero(flinfo->fn_mcxt, sizeof(CxCallCache));
	return flinfo->fn_extra;
}

/*
 * cx_same_metric
 *	  Are two stored metrics the same?  A metric is stored as its canonical text.
 */
bool
cx_same_metric(const struct varlena *a, const struct varlena *b)
{
	return VARSIZE_ANY_EXHDR(a) == VARSIZE_ANY_EXHDR(b) &&
		memcmp(VARDATA_ANY(a), VARDATA_ANY(b), VARSIZE_ANY_EXHDR(a)) == 0;
}

static void
worths_of_text(const char *name, const CxTally *tally, CxWorths *worths)
{
	CxMetric	metric;

	(void) cx_metric_parse(name, &metric, NULL);
	cx_metric_worths(&metric, tally, worths);
}

/*
 * cx_stored_metric_worths
 *	  What each point of a tally's scale is worth under a stored metric.
 *
 * Error: invalid parameter value, if the metric does not fit the scale.
 */
void
cx_stored_metric_worths(const struct varlena *metric, const CxTally *tally, CxWorths *worths)
{
	char	   *name = text_to_cstring((const text *) metric);

	worths_of_text(name, tally, worths);
	pfree(name);
}

static bool
same_scale(const CxCallCache *cache, const CxTally *tally)
{
	return cache->lo == tally->lo && cache->points == tally->points;
}

/* Forget the metric, so that nothing is cached should the next step fail. */
static void
forget_metric(CxCallCache *cache, const CxTally *tally)
{
	cache->name = NULL;
	if (cache->metric != NULL)
		pfree(cache->metric);
	cache->metric = NULL;
	cache->lo = tally->lo;
	cache->points = tally->points;
}

/*
 * cx_named_worths
 *	  What each point of a tally's scale is worth under a metric given by its
 *	  name.
 *
 * name: a constant, known again by its address.
 * Result: valid until the next call.
 * Error: invalid parameter value, if the metric does not fit the scale.
 */
const CxWorths *
cx_named_worths(FunctionCallInfo fcinfo, const char *name, const CxTally *tally)
{
	CxCallCache *cache = cx_call_cache(fcinfo);

	if (cache->name == name && same_scale(cache, tally))
		return &cache->worths;
	forget_metric(cache, tally);
	worths_of_text(name, tally, &cache->worths);
	cache->name = name;
	return &cache->worths;
}

/*
 * cx_metric_argument
 *	  What each point of a tally's scale is worth under the cx_metric in
 *	  argument n.
 *
 * Result: valid until the next call.
 * Error: invalid parameter value, if the metric does not fit the scale.
 */
const CxWorths *
cx_metric_argument(FunctionCallInfo fcinfo, int n, const CxTally *tally)
{
	struct varlena *metric = PG_DETOAST_DATUM_PACKED(PG_GETARG_DATUM(n));
	CxCallCache *cache = cx_call_cache(fcinfo);

	if (cache->metric != NULL && same_scale(cache, tally) &&
		cx_same_metric(cache->metric, metric))
		return &cache->worths;
	forget_metric(cache, tally);
	cx_stored_metric_worths(metric, tally, &cache->worths);
	cache->metric = MemoryContextAlloc(fcinfo->flinfo->fn_mcxt, VARSIZE_ANY(metric));
	memcpy(cache->metric, metric, VARSIZE_ANY(metric));
	return &cache->worths;
}
