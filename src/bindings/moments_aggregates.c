/*-------------------------------------------------------------------------
 *
 * moments_aggregates.c
 *	  Transition and combine functions of the aggregates that make moments.
 *
 * Their state is the result, which is a flat type.  Inside an aggregate it is
 * changed in place; called from anywhere else, the functions leave their
 * argument alone.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "utils/array.h"
#include "utils/float.h"

#include "compat.h"
#include "fmgr/arguments.h"
#include "fmgr/moments_argument.h"

CX_FUNCTION_INFO_V1(cx_moments_add);
CX_FUNCTION_INFO_V1(cx_moments_combine);

/* The state in argument 0, which is not NULL, to be changed. */
static CxMoments *
state_to_change(FunctionCallInfo fcinfo)
{
	CxMoments  *state = CX_GETARG_MOMENTS(0);

	if (AggCheckCallContext(fcinfo, NULL) || (Pointer) state != PG_GETARG_POINTER(0))
		return state;
	return cx_moments_copy(state);
}

/* The array in argument 2: one answer for each driver, or NULL. */
static ArrayType *
drivers_argument(FunctionCallInfo fcinfo, int *drivers)
{
	ArrayType  *array = PG_GETARG_ARRAYTYPE_P(2);

	if (unlikely(ARR_NDIM(array) > 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("drivers must be an array of one dimension")));
	*drivers = ARR_NDIM(array) == 0 ? 0 : ARR_DIMS(array)[0];
	return array;
}

static CxMoments *
state_for_drivers(FunctionCallInfo fcinfo, int drivers)
{
	CxMoments  *state;

	if (PG_ARGISNULL(0))
	{
		(void) cx_driver_count_check(drivers, NULL);
		return cx_moments_init(drivers);
	}
	state = state_to_change(fcinfo);
	if (unlikely(state->drivers != drivers))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("number of drivers changes from %d to %d within moments",
						state->drivers, drivers),
				 errhint("Give the same drivers in every row, NULL for an answer that is missing.")));
	return state;
}

static double
outcome_argument(FunctionCallInfo fcinfo)
{
	double		outcome = PG_GETARG_FLOAT8(1);

	if (unlikely(!isfinite(outcome)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("outcome %s is not a finite number", float8out_internal(outcome)),
				 errhint("To skip a response, make its outcome NULL.")));
	return outcome;
}

/* The columns of u x and of u, from an array that has as many drivers. */
static void
read_drivers(const ArrayType *array, int drivers, double *z)
{
	const double *answer = (const double *) ARR_DATA_PTR(array);
	const uint8 *bitmap = ARR_NULLBITMAP(array);

	for (int i = 0; i < drivers; i++)
	{
		bool		answered = bitmap == NULL || (bitmap[i / 8] & (1 << (i % 8))) != 0;

		z[drivers + i] = answered;
		z[i] = answered ? *answer++ : 0;
		if (unlikely(!isfinite(z[i])))
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("answer %s to driver %d is not a finite number",
							float8out_internal(z[i]), i + 1),
					 errhint("Where an answer is missing, give NULL.")));
	}
}

/*
 * cx_moments_add(state, outcome, drivers[, weight])
 *	  Transition function.
 *
 * Result: the state as it is, if the outcome, the array or the weight is NULL.
 * Errors: invalid parameter value, for another number of drivers; numeric value
 * out of range, for numbers that are not finite or too large.
 */
Datum
cx_moments_add(PG_FUNCTION_ARGS)
{
	bool		weighted = PG_NARGS() > 3;
	ArrayType  *array;
	CxMoments  *state;
	double		z[CX_MAX_MOMENT_COLUMNS];
	double		weight;
	int			drivers;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || (weighted && PG_ARGISNULL(3)))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}
	array = drivers_argument(fcinfo, &drivers);
	state = state_for_drivers(fcinfo, drivers);
	z[0] = outcome_argument(fcinfo);
	read_drivers(array, drivers, z + 1);
	weight = weighted ? cx_weight_argument(fcinfo, 3) : 1;
	cx_moments_add_row(state, z, weight);
	PG_RETURN_POINTER(state);
}

/*
 * cx_moments_combine(state, moments)
 *	  Merge moments: combine function, and transition function of
 *	  cx_moments_merge.
 *
 * Result: where one is NULL, the other.
 * Errors: those of cx_moments_add_moments.
 */
Datum
cx_moments_combine(PG_FUNCTION_ARGS)
{
	CxMoments  *state;

	if (PG_ARGISNULL(0) && PG_ARGISNULL(1))
		PG_RETURN_NULL();
	if (PG_ARGISNULL(0))
		PG_RETURN_POINTER(CX_GETARG_MOMENTS(1));
	if (PG_ARGISNULL(1))
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	state = state_to_change(fcinfo);
	cx_moments_add_moments(state, CX_GETARG_MOMENTS(1));
	PG_RETURN_POINTER(state);
}
