/*-------------------------------------------------------------------------
 *
 * state.h
 *	  The state of the aggregates that count answers.
 *
 * It is a cx_tally, a flat type and never internal, so that parallel workers
 * and distributed engines can exchange it as they do any value.  Inside an
 * aggregate it is in the working layout and changed in place; called from
 * anywhere else, the same functions leave their argument alone and return the
 * packed layout.  Anybody may call them with any tally.
 *
 * Frames that move over answers with weights, or over tallies, have a state of
 * their own (moving_state.h).
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_STATE_H
#define CX_STATE_H

#include "compat.h"
#include "fmgr/arguments.h"

typedef struct CxScale
{
	int			lo;
	int			points;
} CxScale;

extern CxTally *cx_copy_of_state(FunctionCallInfo fcinfo, bool weighted);
extern CxScale cx_scale_arguments(FunctionCallInfo fcinfo, int arg, const CxTally *tally);
extern CxTally *cx_scaled_state_to_change(FunctionCallInfo fcinfo, int arg, bool weighted);

/*
 * The state in argument 0, to be changed.
 *
 * weighted: whether the caller is going to add weights.
 * Result: the state itself if it may be changed in place, being an
 * aggregate's own and in the right layout; else a copy in the current memory
 * context, which the executor copies in turn to where states live.
 */
static pg_attribute_always_inline CxTally *
cx_state_to_change(FunctionCallInfo fcinfo, bool weighted)
{
	CxTally    *state = (CxTally *) PG_GETARG_POINTER(0);

	if (likely(VARATT_IS_4B_U(state) && cx_is_working(state, VARSIZE_4B(state)) &&
			   (cx_is_weighted(state) || !weighted) &&
			   AggCheckCallContext(fcinfo, NULL)))
		return state;
	return cx_copy_of_state(fcinfo, weighted);
}

static pg_attribute_always_inline Datum
cx_return_state(FunctionCallInfo fcinfo, CxTally *state)
{
	if (likely((Pointer) state == PG_GETARG_POINTER(0) ||
			   AggCheckCallContext(fcinfo, NULL)))
		PG_RETURN_POINTER(state);
	CX_RETURN_TALLY(state);
}

/*
 * Is this an ordinary row, one that counts a score on the scale of an
 * unweighted state which may be changed in place?
 *
 * scaled: whether the scale is given in arguments 2 and 3 and arguments may
 * be NULL.
 */
static pg_attribute_always_inline bool
cx_is_ordinary_row(FunctionCallInfo fcinfo, bool scaled)
{
	const CxTally *state = (const CxTally *) PG_GETARG_POINTER(0);

	if (scaled && (PG_ARGISNULL(0) || PG_ARGISNULL(1) ||
				   PG_ARGISNULL(2) || PG_ARGISNULL(3)))
		return false;
	if (!VARATT_IS_4B_U(state) || VARSIZE_4B(state) <= CX_TALLY_HEADER ||
		state->format != CX_COUNTS ||
		VARSIZE_4B(state) != cx_tally_size(state->points, false))
		return false;
	if (scaled && (PG_GETARG_INT32(2) != state->lo || PG_GETARG_INT32(3) != cx_hi(state)))
		return false;

	/* What AggCheckCallContext tests; the call costs as much as the counting. */
	return fcinfo->context != NULL &&
		(IsA(fcinfo->context, AggState) || IsA(fcinfo->context, WindowAggState));
}

#endif							/* CX_STATE_H */
