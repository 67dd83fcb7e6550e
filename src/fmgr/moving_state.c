/*-------------------------------------------------------------------------
 *
 * moving_state.c
 *	  The state of aggregates in frames that move: where it is made.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "compat.h"
#include "fmgr/moving_state.h"

/* The slow half of cx_moving_state. */
CxMovingTally *
cx_make_moving_state(FunctionCallInfo fcinfo)
{
	MemoryContext context;

	if (AggCheckCallContext(fcinfo, &context) != AGG_CONTEXT_WINDOW)
		ereport(ERROR,
				(errcode(ERRCODE_WINDOWING_ERROR),
				 errmsg("support function for moving frames called outside of a window"),
				 errhint("Call the aggregate that it belongs to, with OVER.")));
	return cx_moving_tally(context);
}
