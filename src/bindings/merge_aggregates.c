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
#include "fmgr/moving_state.h"
#include "fmgr/state.h"
#include "values/tally_pack.h"

CX_FUNCTION_INFO_V1(cx_tally_merge);
CX_FUNCTION_INFO_V1(cx_moving_add_tally);
CX_FUNCTION_INFO_V1(cx_moving_remove_tally);
CX_FUNCTION_INFO_V1(cx_tally_subtraction);

/*
 * The ordinary row: an unweighted tally as it is stored, in argument 1, added to
 * counts, or with sign -1 taken away.  Result: false, and nothing done, where it
 * is anything else.
 */
static pg_attribute_always_inline bool
add_stored_counts(FunctionCallInfo fcinfo, CxTally *counts, int sign)
{
	struct varlena *from = (struct varlena *) PG_GETARG_POINTER(1);

	return !VARATT_IS_COMPRESSED(from) && !VARATT_IS_EXTERNAL(from) &&
		cx_add_packed(counts, (unsigned char *) VARDATA_ANY(from),
					  VARSIZE_ANY_EXHDR(from), sign);
}

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
	CxTally    *into = (CxTally *) PG_GETARG_POINTER(0);

	if (likely(cx_is_ordinary_row(fcinfo, false) && add_stored_counts(fcinfo, into, 1)))
		PG_RETURN_POINTER(into);
	return merge_carefully(fcinfo);
}

/*
 * Frames that move
 */

/* Any layout, weighted or not, on the same scale or not. */
static pg_noinline void
move_carefully(FunctionCallInfo fcinfo, CxMovingTally *state,
			   void (*change) (CxMovingTally *state, const CxTally *tally))
{
	CxTallyBuffer room;
	const CxTally *tally = CX_GETARG_TALLY(1, &room);

	if (cx_moving_scale(state) != NULL)
		cx_require_same_scale(cx_moving_scale(state), tally);
	change(state, tally);
}

/*
 * cx_moving_add_tally
 *	  Transition function over tallies.
 *
 * Errors: invalid parameter value, for different scales; numeric value out of
 * range, if a count would pass 2^53.
 */
Datum
cx_moving_add_tally(PG_FUNCTION_ARGS)
{
	CxMovingTally *state = cx_moving_state(fcinfo);

	if (PG_ARGISNULL(1))
		PG_RETURN_POINTER(state);
	if (likely(state->counts != NULL && add_stored_counts(fcinfo, state->counts, 1)))
		state->tallies++;
	else
		move_carefully(fcinfo, state, cx_moving_merge);
	PG_RETURN_POINTER(state);
}

/*
 * cx_moving_remove_tally
 *	  Its inverse.
 */
Datum
cx_moving_remove_tally(PG_FUNCTION_ARGS)
{
	CxMovingTally *state = cx_moving_state(fcinfo);

	if (PG_ARGISNULL(1))
		PG_RETURN_POINTER(state);
	if (likely(state->counts != NULL && add_stored_counts(fcinfo, state->counts, -1)))
		cx_moving_leave(state);
	else
		move_carefully(fcinfo, state, cx_moving_unmerge);
	PG_RETURN_POINTER(state);
}

/*
 * cx_tally_subtraction
 *	  The operator -.
 *
 * Errors: feature not supported, on weighted tallies; invalid parameter value,
 * for different scales; numeric value out of range, if a count would fall
 * below 0.
 */
Datum
cx_tally_subtraction(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room;
	const CxTally *what = CX_GETARG_TALLY(1, &room);
	CxTally    *from = cx_state_to_change(fcinfo, false);

	if (cx_is_weighted(from) || cx_is_weighted(what))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("cannot subtract weighted tallies"),
				 errdetail("Sums of weights are rounded, so the difference would not be exact."),
				 errhint("Merge the tallies that are to remain.")));
	cx_require_same_scale(from, what);
	cx_remove_tally(from, what);
	return cx_return_state(fcinfo, from);
}
