/*-------------------------------------------------------------------------
 *
 * final_functions.c
 *	  Final functions of the aggregates: what they return of their state.
 *
 * The state holds all that a final function needs, because engines that split
 * the work across servers carry over nothing but the state.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "compat.h"
#include "fmgr/arguments.h"
#include "fmgr/call_cache.h"
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

/* The confidence of the aggregates that say how sure a score is. */
#define USUAL_CONFIDENCE	0.95

/* Names by their addresses, for the cache. */
static const char nps[] = "nps";
static const char csat[] = "csat";
static const char ces[] = "ces";

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

static Datum
value_of_state(FunctionCallInfo fcinfo, const char *metric)
{
	CxTallyBuffer room;
	const CxTally *state = CX_GETARG_TALLY(0, &room);
	double		value;

	if (!cx_value_of(state, cx_named_worths(fcinfo, metric, state)->worth, &value))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(value);
}

Datum
cx_tally_nps(PG_FUNCTION_ARGS)
{
	return value_of_state(fcinfo, nps);
}

Datum
cx_tally_csat(PG_FUNCTION_ARGS)
{
	return value_of_state(fcinfo, csat);
}

Datum
cx_tally_ces(PG_FUNCTION_ARGS)
{
	return value_of_state(fcinfo, ces);
}

/* The interval at the usual confidence.  Result: false without a value. */
static bool
state_interval(FunctionCallInfo fcinfo, const char *metric, CxSample *sample,
			   CxInterval *interval)
{
	CxTallyBuffer room;
	const CxTally *state = CX_GETARG_TALLY(0, &room);

	if (!cx_sample(state, cx_named_worths(fcinfo, metric, state)->worth, sample))
		return false;
	*interval = cx_interval_of(sample, CX_AUTO, cx_two_sided_z(USUAL_CONFIDENCE), 1);
	return true;
}

static Datum
interval_of_state(FunctionCallInfo fcinfo, const char *metric)
{
	CxSample	sample;
	CxInterval	interval;

	if (!state_interval(fcinfo, metric, &sample, &interval))
		PG_RETURN_NULL();
	return cx_closed_range(fcinfo, interval.lower, interval.upper);
}

static Datum
margin_of_state(FunctionCallInfo fcinfo, const char *metric)
{
	CxSample	sample;
	CxInterval	interval;

	if (!state_interval(fcinfo, metric, &sample, &interval))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(cx_margin_of(&sample, &interval));
}

Datum
cx_tally_nps_interval(PG_FUNCTION_ARGS)
{
	return interval_of_state(fcinfo, nps);
}

Datum
cx_tally_csat_interval(PG_FUNCTION_ARGS)
{
	return interval_of_state(fcinfo, csat);
}

Datum
cx_tally_ces_interval(PG_FUNCTION_ARGS)
{
	return interval_of_state(fcinfo, ces);
}

Datum
cx_tally_nps_margin(PG_FUNCTION_ARGS)
{
	return margin_of_state(fcinfo, nps);
}

Datum
cx_tally_csat_margin(PG_FUNCTION_ARGS)
{
	return margin_of_state(fcinfo, csat);
}

Datum
cx_tally_ces_margin(PG_FUNCTION_ARGS)
{
	return margin_of_state(fcinfo, ces);
}
