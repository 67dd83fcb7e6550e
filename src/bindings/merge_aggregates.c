/*-------------------------------------------------------------------------
 *
 * merge_aggregates.c
 *	  Merging of tallies: by the aggregates over tallies, by the combine function
 *	  of all aggregates, and by the operators.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "compat.h"
#include "fmgr/state.h"
#include "values/tally_pack.h"

CX_FUNCTION_INFO_V1(cx_tally_merge);
CX_FUNCTION_INFO_V1(cx_tally_unmerge);
CX_FUNCTION_INFO_V1(cx_tally_subtraction);

/* Any layouts, weighted or not, on the same scale or not, in place or not. */
static pg_noinline Datum
merge_carefully(FunctionCallInfo fcinfo)
{
	CxTallyBuffer room;
	const CxTally *from = CX_GETARG_TALLY(1, &room);
	CxTally    *into = cx_state_to_change(fcinfo, cx_is_weighted(from));

	cx_require_same_scale(into, from);
	cx_add_tally(into, from);
	return cx_return_state(fcinfo, into);
}

/*
 * The ordinary row of a merge, or of its inverse: an unweighted tally as it is
 * stored, into a state that may be changed in place.
 */
static pg_attribute_always_inline bool
merge_in_place(FunctionCallInfo fcinfo, int sign)
{
	CxTally    *into = (CxTally *) PG_GETARG_POINTER(0);
	struct varlena *from = (struct varlena *) PG_GETARG_POINTER(1);

	return cx_is_ordinary_row(fcinfo, false) &&
		!VARATT_IS_COMPRESSED(from) && !VARATT_IS_EXTERNAL(from) &&
		cx_add_packed(into, (unsigned char *) VARDATA_ANY(from),
					  VARSIZE_ANY_EXHDR(from), sign);
}

/*
 * cx_tally_merge
 *	  Merge two tallies: the transition function over tallies, the combine
 *	  function of every aggregate, and the operator +.
 *
 * Errors: invalid parameter value, for different scales; numeric value out of
 * range, if a count would pass 2^53 or a weight overflow.
 */
Datum
cx_tally_merge(PG_FUNCTION_ARGS)
{
	if (likely(merge_in_place(fcinfo, 1)))
		PG_RETURN_POINTER(PG_GETARG_POINTER(0));
	return merge_carefully(fcinfo);
}

static pg_noinline Datum
unmerge_carefully(FunctionCallInfo fcinfo)
{
	CxTallyBuffer room;
	const CxTally *what = CX_GETARG_TALLY(1, &room);
	CxTally    *from = cx_state_to_change(fcinfo, false);

	if (cx_is_weighted(from) || cx_is_weighted(what))
		PG_RETURN_NULL();
	cx_require_same_scale(from, what);
	cx_remove_tally(from, what);
	return cx_return_state(fcinfo, from);
}

/*
 * cx_tally_unmerge
 *	  Inverse of cx_tally_merge for moving aggregates.
 *
 * Result: NULL for weighted tallies, where taking away would not be exact;
 * the executor then starts the frame again.
 */
Datum
cx_tally_unmerge(PG_FUNCTION_ARGS)
{
	if (likely(merge_in_place(fcinfo, -1)))
		PG_RETURN_POINTER(PG_GETARG_POINTER(0));
	return unmerge_carefully(fcinfo);
}

/*
 * cx_tally_subtraction
 *	  The operator -.
 *
 * Errors: feature not supported, on weighted tallies; numeric value out of
 * range, if a count would fall below 0.
 */
Datum
cx_tally_subtraction(PG_FUNCTION_ARGS)
{
	Datum		result = cx_tally_unmerge(fcinfo);

	if (fcinfo->isnull)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("cannot subtract weighted tallies"),
				 errdetail("Sums of weights are rounded, so the difference would not be exact."),
				 errhint("Merge the tallies that are to remain.")));
	return result;
}
