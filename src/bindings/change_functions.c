/*-------------------------------------------------------------------------
 *
 * change_functions.c
 *	  SQL functions that say how sure a change is, or another contrast of several
 *	  values.
 *
 * A tally without responses, or of total weight 0, gives NULL.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/float.h"

#include "compat.h"
#include "fmgr/arguments.h"
#include "fmgr/call_cache.h"
#include "stats/change.h"
#include "stats/contrast.h"

CX_FUNCTION_INFO_V1(cx_change_interval);
CX_FUNCTION_INFO_V1(cx_change_p);
CX_FUNCTION_INFO_V1(cx_contrast_interval);
CX_FUNCTION_INFO_V1(cx_contrast_p);

/*
 * Error: invalid parameter value, if the metric means different things on two
 * scales, as a mean does on 1..5 and 0..10.
 */
static void
require_same_range(const CxSample *a, const CxTally *a_tally,
				   const CxSample *b, const CxTally *b_tally)
{
	if (cx_lowest_worth(a) != cx_lowest_worth(b) ||
		cx_highest_worth(a) != cx_highest_worth(b))
		cx_require_same_scale(a_tally, b_tally);
}

/*
 * The tallies in arguments 0 and 1 under the metric in argument 2.
 *
 * Result: have both a value?
 */
static bool
change_arguments(FunctionCallInfo fcinfo, CxSample *current, CxSample *previous)
{
	CxTallyBuffer current_room;
	CxTallyBuffer previous_room;
	const CxTally *a = CX_GETARG_TALLY(0, &current_room);
	const CxTally *b = CX_GETARG_TALLY(1, &previous_room);
	bool		a_has_value = cx_sample(a, cx_metric_argument(fcinfo, 2, a)->worth, current);
	bool		b_has_value = cx_sample(b, cx_metric_argument(fcinfo, 2, b)->worth, previous);

	require_same_range(current, a, previous, b);
	return a_has_value && b_has_value;
}

/*
 * cx_change_interval(current, previous, metric, confidence)
 *	  The confidence interval of the change between independent samples.
 */
Datum
cx_change_interval(PG_FUNCTION_ARGS)
{
	CxSample	current;
	CxSample	previous;
	double		z = cx_z_argument(fcinfo, 3);
	CxInterval	interval;

	if (!change_arguments(fcinfo, &current, &previous))
		PG_RETURN_NULL();
	interval = cx_change_interval_of(&current, &previous, CX_AUTO, z);
	return cx_closed_range(fcinfo, interval.lower, interval.upper);
}

/*
 * cx_change_p(current, previous, metric, alternative)
 *	  The p-value of "there is no change", against a change, a rise or a fall.
 */
Datum
cx_change_p(PG_FUNCTION_ARGS)
{
	CxSample	current;
	CxSample	previous;
	CxAlternative alternative = cx_alternative_argument(fcinfo, 3);

	if (!change_arguments(fcinfo, &current, &previous))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(cx_change_p_of(&current, &previous, CX_AUTO, alternative));
}

/*
 * Contrasts
 */

/* Coefficients in argument 1, one a tally. */
static const double *
coefficient_argument(FunctionCallInfo fcinfo, int tallies)
{
	ArrayType  *array = PG_GETARG_ARRAYTYPE_P(1);
	int			n = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
	const double *coefficient = (const double *) ARR_DATA_PTR(array);

	if (array_contains_nulls(array))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("coefficients of a contrast must not be null"),
				 errhint("To leave a tally out, make its coefficient 0.")));
	if (n != tallies)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("contrast of %d tallies with %d coefficients", tallies, n),
				 errhint("Give one number for each tally: ARRAY[1, -1] for the first without the second.")));
	for (int i = 0; i < n; i++)
		if (!(fabs(coefficient[i]) <= CX_MAX_COEFFICIENT))
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("coefficient %s of a contrast is outside the range -1e100..1e100",
							float8out_internal(coefficient[i]))));
	return coefficient;
}

/*
 * The tallies in argument 0, their coefficients, under the metric in argument 2.
 *
 * Result: the terms, or NULL if a tally is NULL or has no value.
 */
static CxTerm *
contrast_arguments(FunctionCallInfo fcinfo, int *terms)
{
	ArrayType  *array = PG_GETARG_ARRAYTYPE_P(0);
	Datum	   *datum;
	bool	   *isnull;
	const double *coefficient;
	CxTerm	   *term;
	CxTallyBuffer first_room;
	const CxTally *first = NULL;
	bool		has_value = true;

	deconstruct_array(array, ARR_ELEMTYPE(array), -1, false, TYPALIGN_DOUBLE,
					  &datum, &isnull, terms);
	coefficient = coefficient_argument(fcinfo, *terms);
	term = palloc(Max(*terms, 1) * sizeof(CxTerm));
	for (int i = 0; i < *terms; i++)
	{
		CxSample   *sample = palloc(sizeof(CxSample));
		CxTallyBuffer room;
		const CxTally *tally;

		CHECK_FOR_INTERRUPTS();
		if (isnull[i])
			return NULL;
		tally = cx_tally_from_datum(datum[i], i == 0 ? &first_room : &room);
		if (!cx_sample(tally, cx_metric_argument(fcinfo, 2, tally)->worth, sample))
			has_value = false;
		term[i].coefficient = coefficient[i];
		term[i].sample = sample;
		if (i == 0)
			first = tally;
		require_same_range(term[0].sample, first, sample, tally);
	}
	return has_value && *terms > 0 ? term : NULL;
}

/*
 * cx_contrast_interval(tallies, coefficients, metric, confidence)
 *	  The confidence interval of a sum of values, each times its coefficient.
 */
Datum
cx_contrast_interval(PG_FUNCTION_ARGS)
{
	double		z = cx_z_argument(fcinfo, 3);
	int			terms;
	CxTerm	   *term = contrast_arguments(fcinfo, &terms);
	CxInterval	interval;

	if (term == NULL)
		PG_RETURN_NULL();
	interval = cx_contrast_interval_of(term, terms, CX_AUTO, z);
	return cx_closed_range(fcinfo, interval.lower, interval.upper);
}

/*
 * cx_contrast_p(tallies, coefficients, metric, alternative)
 *	  The p-value of "the contrast is 0".
 */
Datum
cx_contrast_p(PG_FUNCTION_ARGS)
{
	CxAlternative alternative = cx_alternative_argument(fcinfo, 3);
	int			terms;
	CxTerm	   *term = contrast_arguments(fcinfo, &terms);

	if (term == NULL)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(cx_contrast_p_of(term, terms, CX_AUTO, alternative));
}
