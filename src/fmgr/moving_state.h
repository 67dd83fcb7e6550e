/*-------------------------------------------------------------------------
 *
 * moving_state.h
 *	  The state of aggregates in frames that move, where answers have weights.
 *
 * It is internal: exact sums are no tally, and the state of a frame never leaves
 * the window that it is made in.  Nobody can hand one over in SQL, so one that is
 * there is ours, in the memory of its aggregate.  PostgreSQL resets that memory
 * when a frame starts again and when its last row leaves; nothing else may point
 * into it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_MOVING_STATE_H
#define CX_MOVING_STATE_H

#include "fmgr.h"

#include "values/moving_tally.h"

extern CxMovingTally *cx_make_moving_state(FunctionCallInfo fcinfo);

/*
 * cx_moving_state
 *	  The state in argument 0, made where it is NULL.
 *
 * Error: windowing error, outside of a window.
 */
static inline CxMovingTally *
cx_moving_state(FunctionCallInfo fcinfo)
{
	if (unlikely(PG_ARGISNULL(0)))
		return cx_make_moving_state(fcinfo);
	return (CxMovingTally *) PG_GETARG_POINTER(0);
}

#endif							/* CX_MOVING_STATE_H */
