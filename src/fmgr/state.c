/*-------------------------------------------------------------------------
 *
 * state.c
 *	  The state of the aggregates that count answers: the rows that need care.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "compat.h"
#include "fmgr/state.h"

/* A tally of our own in the working layout, copied and perhaps promoted. */
static CxTally *
copy_state(const CxTally *tally, bool weighted)
{
	CxTally    *copy = palloc(cx_tally_size(tally->points, weighted));

	if (weighted && !cx_is_weighted(tally))
		cx_tally_promote(tally, copy);
	else
		memcpy(copy, tally, VARSIZE(tally));
	return copy;
}

/* The slow half of cx_state_to_change: the first row of a group, mostly. */
CxTally *
cx_copy_of_state(FunctionCallInfo fcinfo, bool weighted)
{
	CxTallyBuffer room;
	const CxTally *state = CX_GETARG_TALLY(0, &room);

	return copy_state(state, weighted || cx_is_weighted(state));
}

/*
 * cx_scale_arguments
 *	  The scale that an aggregate is told on every row, in two of the arguments.
 *
 * tally: on the scale that it was told before, or NULL.
 * Errors: null value not allowed; invalid parameter value, for what is no scale
 * or another one.
 */
CxScale
cx_scale_arguments(FunctionCallInfo fcinfo, int arg, const CxTally *tally)
{
	int32		lo;
	int32		hi;
	CxScale		scale;

	if (PG_ARGISNULL(arg) || PG_ARGISNULL(arg + 1))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("scale of a tally must not be null")));
	lo = PG_GETARG_INT32(arg);
	hi = PG_GETARG_INT32(arg + 1);
	if (tally == NULL)
		(void) cx_scale_check(lo, hi, NULL);
	else if (unlikely(lo != tally->lo || hi != cx_hi(tally)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("scale changes from %d..%d to %d..%d within a tally",
						tally->lo, cx_hi(tally), lo, hi),
				 errhint("Group by the scale, or tally all answers on one scale.")));
	scale.lo = lo;
	scale.points = hi - lo + 1;
	return scale;
}

/*
 * The state of an aggregate that is told its scale on every row, in two of the
 * arguments.  It exists from the first row on, whether that has a score or not,
 * so that a moving aggregate never returns NULL.
 */
CxTally *
cx_scaled_state_to_change(FunctionCallInfo fcinfo, int arg, bool weighted)
{
	CxTally    *state = PG_ARGISNULL(0) ? NULL : cx_state_to_change(fcinfo, weighted);
	CxScale		scale = cx_scale_arguments(fcinfo, arg, state);

	if (state == NULL)
		state = cx_tally_init(palloc(cx_tally_size(scale.points, weighted)),
							  scale.lo, scale.points, weighted);
	return state;
}
