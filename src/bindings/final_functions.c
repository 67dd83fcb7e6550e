/*-------------------------------------------------------------------------
 *
 * final_functions.c
 *	  Final functions of the aggregates: what they return of their state.
 *
 * The state holds all that a final function needs, because engines that split
 * the work across servers carry over nothing but the state.  Each function is
 * there twice: of a tally, which it may be called with by hand, and of the state
 * of a frame that moves.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "compat.h"
#include "fmgr/arguments.h"
#include "fmgr/call_cache.h"
#include "fmgr/moving_state.h"
#include "stats/interval.h"
#include "stats/normal.h"

CX_FUNCTION_INFO_V1(cx_tally_packed);
CX_FUNCTION_INFO_V1(cx_tally_unless_empty);
CX_FUNCTION_INFO_V1(cx_tally_nps);
CX_FUNCTION_INFO_V1(cx_tally_csat);
CX_FUNCTION_INFO_V1(cx_tally_ces);
CX_FUNCTION_INFO_V1(cx_tally_nps_interval);
CX_FUNCTION_INFO_V1(cx_tally_csat_interval);
CX_FUNCTION_INFO_V1(cx_tally_ces_interval);
CX_FUNCTION_INFO_V1(cx_tally_nps_margin);
CX_FUNCTION_INFO_V1(cx_tally_csat_margin);
CX_FUNCTION_INFO_V1(cx_tally_ces_margin);
CX_FUNCTION_INFO_V1(cx_moving_packed);
CX_FUNCTION_INFO_V1(cx_moving_unless_empty);
CX_FUNCTION_INFO_V1(cx_moving_nps);
CX_FUNCTION_INFO_V1(cx_moving_csat);
CX_FUNCTION_INFO_V1(cx_moving_ces);
CX_FUNCTION_INFO_V1(cx_moving_nps_interval);
CX_FUNCTION_INFO_V1(cx_moving_csat_interval);
CX_FUNCTION_INFO_V1(cx_moving_ces_interval);
CX_FUNCTION_INFO_V1(cx_moving_nps_margin);
CX_FUNCTION_INFO_V1(cx_moving_csat_margin);
CX_FUNCTION_INFO_V1(cx_moving_ces_margin);

/* The confidence of the aggregates that say how sure a score is. */
#define USUAL_CONFIDENCE	0.95

/* Names by their addresses, for the cache. */
static const char nps[] = "nps";
static const char csat[] = "csat";
static const char ces[] = "ces";

/* The tally of a moving state, or NULL without one. */
static const CxTally *
moving_tally(FunctionCallInfo fcinfo)
{
	return cx_moving_rounded((CxMovingTally *) PG_GETARG_POINTER(0));
}

static Datum
value_of_state(FunctionCallInfo fcinfo, const char *metric, const CxTally *state)
{
	double		value;

	if (state == NULL ||
		!cx_value_of(state, cx_named_worths(fcinfo, metric, state)->worth, &value))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(value);
}

/* The interval at the usual confidence.  Result: false without a value. */
static bool
state_interval(FunctionCallInfo fcinfo, const char *metric, const CxTally *state,
			   CxSample *sample, CxInterval *interval)
{
	if (state == NULL ||
		!cx_sample(state, cx_named_worths(fcinfo, metric, state)->worth, sample))
		return false;
	*interval = cx_interval_of(sample, CX_AUTO, cx_two_sided_z(USUAL_CONFIDENCE), 1);
	return true;
}

static Datum
interval_of_state(FunctionCallInfo fcinfo, const char *metric, const CxTally *state)
{
	CxSample	sample;
	CxInterval	interval;

	if (!state_interval(fcinfo, metric, state, &sample, &interval))
		PG_RETURN_NULL();
	return cx_closed_range(fcinfo, interval.lower, interval.upper);
}

static Datum
margin_of_state(FunctionCallInfo fcinfo, const char *metric, const CxTally *state)
{
	CxSample	sample;
	CxInterval	interval;

	if (!state_interval(fcinfo, metric, state, &sample, &interval))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(cx_margin_of(&sample, &interval));
}

/*
 * Of a tally
 */

/* The state as it is stored: of empty tallies the empty one. */
Datum
cx_tally_packed(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room;

	CX_RETURN_TALLY(CX_GETARG_TALLY(0, &room));
}

/* The same, but NULL without responses. */
Datum
cx_tally_unless_empty(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room;
	const CxTally *state = CX_GETARG_TALLY(0, &room);

	if (cx_tally_responses(state) == 0)
		PG_RETURN_NULL();
	CX_RETURN_TALLY(state);
}

Datum
cx_tally_nps(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room;

	return value_of_state(fcinfo, nps, CX_GETARG_TALLY(0, &room));
}

Datum
cx_tally_csat(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room;

	return value_of_state(fcinfo, csat, CX_GETARG_TALLY(0, &room));
}

Datum
cx_tally_ces(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room;

	return value_of_state(fcinfo, ces, CX_GETARG_TALLY(0, &room));
}

Datum
cx_tally_nps_interval(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room;

	return interval_of_state(fcinfo, nps, CX_GETARG_TALLY(0, &room));
}

Datum
cx_tally_csat_interval(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room;

	return interval_of_state(fcinfo, csat, CX_GETARG_TALLY(0, &room));
}

Datum
cx_tally_ces_interval(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room;

	return interval_of_state(fcinfo, ces, CX_GETARG_TALLY(0, &room));
}

Datum
cx_tally_nps_margin(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room;

	return margin_of_state(fcinfo, nps, CX_GETARG_TALLY(0, &room));
}

Datum
cx_tally_csat_margin(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room;

	return margin_of_state(fcinfo, csat, CX_GETARG_TALLY(0, &room));
}

Datum
cx_tally_ces_margin(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room;

	return margin_of_state(fcinfo, ces, CX_GETARG_TALLY(0, &room));
}

/*
 * Of a frame that moves
 */

/*
 * What is handed out must be a tally, even if a function that is not as
 * immutable as it says had other rows leave than entered.
 */
static Datum
stored_tally(const CxTally *tally)
{
	(void) cx_tally_check(tally, NULL);
	CX_RETURN_TALLY(tally);
}

Datum
cx_moving_packed(PG_FUNCTION_ARGS)
{
	const CxTally *tally = moving_tally(fcinfo);

	if (tally == NULL)
		PG_RETURN_NULL();
	return stored_tally(tally);
}

Datum
cx_moving_unless_empty(PG_FUNCTION_ARGS)
{
	const CxTally *tally = moving_tally(fcinfo);

	if (tally == NULL || cx_tally_responses(tally) == 0)
		PG_RETURN_NULL();
	return stored_tally(tally);
}

Datum
cx_moving_nps(PG_FUNCTION_ARGS)
{
	return value_of_state(fcinfo, nps, moving_tally(fcinfo));
}

Datum
cx_moving_csat(PG_FUNCTION_ARGS)
{
	return value_of_state(fcinfo, csat, moving_tally(fcinfo));
}

Datum
cx_moving_ces(PG_FUNCTION_ARGS)
{
	return value_of_state(fcinfo, ces, moving_tally(fcinfo));
}

Datum
cx_moving_nps_interval(PG_FUNCTION_ARGS)
{
	return interval_of_state(fcinfo, nps, moving_tally(fcinfo));
}

Datum
cx_moving_csat_interval(PG_FUNCTION_ARGS)
{
	return interval_of_state(fcinfo, csat, moving_tally(fcinfo));
}

Datum
cx_moving_ces_interval(PG_FUNCTION_ARGS)
{
	return interval_of_state(fcinfo, ces, moving_tally(fcinfo));
}

Datum
cx_moving_nps_margin(PG_FUNCTION_ARGS)
{
	return margin_of_state(fcinfo, nps, moving_tally(fcinfo));
}

Datum
cx_moving_csat_margin(PG_FUNCTION_ARGS)
{
	return margin_of_state(fcinfo, csat, moving_tally(fcinfo));
}

Datum
cx_moving_ces_margin(PG_FUNCTION_ARGS)
{
	return margin_of_state(fcinfo, ces, moving_tally(fcinfo));
}
