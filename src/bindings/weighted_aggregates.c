/*-------------------------------------------------------------------------
 *
 * weighted_aggregates.c
 *	  Transition and inverse functions of the aggregates over scores with weights.
 *
 * In frames that move they have a state of their own, which is made by the
 * first row, whether that has a score or not.  A state of the type internal has
 * no initial value that could tell the scale, so each scale has a pair of
 * functions.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "compat.h"
#include "fmgr/moving_state.h"
#include "fmgr/score_argument.h"
#include "fmgr/state.h"

CX_FUNCTION_INFO_V1(cx_tally_add_weighted);
CX_FUNCTION_INFO_V1(cx_tally_add_weighted_bool);
CX_FUNCTION_INFO_V1(cx_moving_add_nps);
CX_FUNCTION_INFO_V1(cx_moving_add_csat);
CX_FUNCTION_INFO_V1(cx_moving_add_ces);
CX_FUNCTION_INFO_V1(cx_moving_add_bool);
CX_FUNCTION_INFO_V1(cx_moving_add_scaled);
CX_FUNCTION_INFO_V1(cx_moving_remove_nps);
CX_FUNCTION_INFO_V1(cx_moving_remove_csat);
CX_FUNCTION_INFO_V1(cx_moving_remove_ces);
CX_FUNCTION_INFO_V1(cx_moving_remove_bool);
CX_FUNCTION_INFO_V1(cx_moving_remove_scaled);

static Datum
add_weighted(FunctionCallInfo fcinfo, CxScoreReader read_score)
{
	bool		scaled = cx_scale_is_given(fcinfo);
	int			weight_arg = scaled ? 4 : 2;
	CxTally    *state;
	int			i;

	/* Without a response the tally stays what it is: the empty one, at first. */
	if (scaled && (PG_ARGISNULL(1) || PG_ARGISNULL(weight_arg)))
		return cx_return_state(fcinfo, cx_scaled_state_to_change(fcinfo, 2, false));

	state = scaled ? cx_scaled_state_to_change(fcinfo, 2, true) :
		cx_state_to_change(fcinfo, true);
	i = read_score(fcinfo, state);
	cx_add_weights(state, i, cx_weight_argument(fcinfo, weight_arg), 1);
	return cx_return_state(fcinfo, state);
}

/*
 * cx_tally_add_weighted
 *	  Transition function over (score, weight), or (score, low, high, weight).
 *
 * Error: numeric value out of range, for a weight that is neither 0 nor in
 * 1e-100 ... 1e100.
 */
Datum
cx_tally_add_weighted(PG_FUNCTION_ARGS)
{
	return add_weighted(fcinfo, cx_read_float8);
}

Datum
cx_tally_add_weighted_bool(PG_FUNCTION_ARGS)
{
	return add_weighted(fcinfo, cx_read_bool);
}

/*
 * Frames that move
 */

static const CxScale nps_scale = {0, 11};
static const CxScale csat_scale = {1, 5};
static const CxScale ces_scale = {1, 7};
static const CxScale bool_scale = {0, 2};

/* Add a response, or with sign -1 take it away. */
static pg_attribute_always_inline Datum
change_on_scale(FunctionCallInfo fcinfo, CxMovingTally *state, CxScale scale,
				CxScoreReader read_score, int weight_arg, int sign)
{
	if (unlikely(state->exact == NULL))
		state->exact = cx_exact_tally(state->context, scale.lo, scale.points);
	if (!PG_ARGISNULL(1) && !PG_ARGISNULL(weight_arg))
	{
		int			i = read_score(fcinfo, cx_moving_scale(state));

		cx_exact_add_response(&state->exact, i, cx_weight_argument(fcinfo, weight_arg), sign);
	}
	PG_RETURN_POINTER(state);
}

static pg_attribute_always_inline Datum
change_by_score(FunctionCallInfo fcinfo, CxScale scale, CxScoreReader read_score, int sign)
{
	return change_on_scale(fcinfo, cx_moving_state(fcinfo), scale, read_score, 2, sign);
}

static pg_attribute_always_inline Datum
change_scaled(FunctionCallInfo fcinfo, int sign)
{
	CxMovingTally *state = cx_moving_state(fcinfo);
	CxScale		scale = cx_scale_arguments(fcinfo, 2, cx_moving_scale(state));

	return change_on_scale(fcinfo, state, scale, cx_read_float8, 4, sign);
}

Datum
cx_moving_add_nps(PG_FUNCTION_ARGS)
{
	return change_by_score(fcinfo, nps_scale, cx_read_float8, 1);
}

Datum
cx_moving_add_csat(PG_FUNCTION_ARGS)
{
	return change_by_score(fcinfo, csat_scale, cx_read_float8, 1);
}

Datum
cx_moving_add_ces(PG_FUNCTION_ARGS)
{
	return change_by_score(fcinfo, ces_scale, cx_read_float8, 1);
}

Datum
cx_moving_add_bool(PG_FUNCTION_ARGS)
{
	return change_by_score(fcinfo, bool_scale, cx_read_bool, 1);
}

Datum
cx_moving_add_scaled(PG_FUNCTION_ARGS)
{
	return change_scaled(fcinfo, 1);
}

Datum
cx_moving_remove_nps(PG_FUNCTION_ARGS)
{
	return change_by_score(fcinfo, nps_scale, cx_read_float8, -1);
}

Datum
cx_moving_remove_csat(PG_FUNCTION_ARGS)
{
	return change_by_score(fcinfo, csat_scale, cx_read_float8, -1);
}

Datum
cx_moving_remove_ces(PG_FUNCTION_ARGS)
{
	return change_by_score(fcinfo, ces_scale, cx_read_float8, -1);
}

Datum
cx_moving_remove_bool(PG_FUNCTION_ARGS)
{
	return change_by_score(fcinfo, bool_scale, cx_read_bool, -1);
}

Datum
cx_moving_remove_scaled(PG_FUNCTION_ARGS)
{
	return change_scaled(fcinfo, -1);
}
