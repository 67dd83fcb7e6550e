/*-------------------------------------------------------------------------
 *
 * tally_functions.c
 *	  SQL functions over one tally that need no inference.
 *
 * All of them are strict.  A tally without responses, or of total weight 0,
 * has no value: that is NULL.  What only counts is 0.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/float.h"

#include "compat.h"
#include "fmgr/arguments.h"
#include "fmgr/call_cache.h"
#include "fmgr/composite.h"
#include "stats/estimate.h"

CX_FUNCTION_INFO_V1(cx_value);
CX_FUNCTION_INFO_V1(cx_stderr);
CX_FUNCTION_INFO_V1(cx_responses);
CX_FUNCTION_INFO_V1(cx_weight);
CX_FUNCTION_INFO_V1(cx_effective_responses);
CX_FUNCTION_INFO_V1(cx_scale);
CX_FUNCTION_INFO_V1(cx_counts);
CX_FUNCTION_INFO_V1(cx_count);
CX_FUNCTION_INFO_V1(cx_share);
CX_FUNCTION_INFO_V1(cx_distribution);
CX_FUNCTION_INFO_V1(cx_reverse);
CX_FUNCTION_INFO_V1(cx_tally_times_weight);
CX_FUNCTION_INFO_V1(cx_weight_times_tally);
CX_FUNCTION_INFO_V1(cx_tally_from_counts);

/*
 * cx_value(tally, metric)
 *	  The value of a metric: the mean of the worths of the answers.
 *
 * Error: invalid parameter value, if the metric does not fit the scale.
 */
Datum
cx_value(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room;
	const CxTally *tally = CX_GETARG_TALLY(0, &room);
	double		value;

	if (!cx_value_of(tally, cx_metric_argument(fcinfo, 1, tally)->worth, &value))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(value);
}

/*
 * cx_stderr(tally, metric)
 *	  The standard error of the value, the square root of its variance.
 *
 * Result: NULL for fewer than two responses.
 */
Datum
cx_stderr(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room;
	const CxTally *tally = CX_GETARG_TALLY(0, &room);
	CxEstimate	estimate;

	if (!cx_estimate(tally, cx_metric_argument(fcinfo, 1, tally)->worth, &estimate) ||
		cx_tally_responses(tally) < 2)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(sqrt(estimate.variance));
}

/*
 * cx_responses(tally)
 *	  The number of responses, those of weight 0 among them.
 */
Datum
cx_responses(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room;

	PG_RETURN_INT64(cx_tally_responses(CX_GETARG_TALLY(0, &room)));
}

/* Weight of the points at the indexes first ... last. */
static double
weight_between(const CxTally *tally, int first, int last)
{
	double		sum = 0;

	for (int i = first; i <= last; i++)
		sum += cx_weight_at(tally, i);
	if (isinf(sum))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("sum of weights is out of range")));
	return sum;
}

/*
 * cx_weight(tally)
 *	  The sum of the weights; the number of responses when unweighted.
 */
Datum
cx_weight(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room;
	const CxTally *tally = CX_GETARG_TALLY(0, &room);

	if (cx_tally_responses(tally) == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(weight_between(tally, 0, tally->points - 1));
}

/*
 * cx_effective_responses(tally)
 *	  Kish's effective sample size.
 */
Datum
cx_effective_responses(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room;
	double		size;

	if (!cx_kish(CX_GETARG_TALLY(0, &room), &size))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(size);
}

/*
 * cx_scale(tally)
 *	  The scale, as a closed range.
 */
Datum
cx_scale(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room;
	const CxTally *tally = CX_GETARG_TALLY(0, &room);

	return cx_closed_range(fcinfo, tally->lo, cx_hi(tally));
}

/*
 * cx_counts(tally)
 *	  The count (the sum of the weights) of each point, lowest first.
 */
Datum
cx_counts(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room;
	const CxTally *tally = CX_GETARG_TALLY(0, &room);
	Datum		counts[CX_MAX_POINTS];

	for (int i = 0; i < tally->points; i++)
		counts[i] = Float8GetDatum(cx_weight_at(tally, i));
	PG_RETURN_ARRAYTYPE_P(construct_array(counts, tally->points, FLOAT8OID,
										  sizeof(float8), FLOAT8PASSBYVAL,
										  TYPALIGN_DOUBLE));
}

/*
 * cx_count(tally, first, last)
 *	  The number of responses (the sum of their weights) with a score from first
 *	  to last.
 */
Datum
cx_count(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room;
	const CxTally *tally = CX_GETARG_TALLY(0, &room);
	int			first;
	int			last;

	cx_points_argument(fcinfo, 1, tally, &first, &last);
	PG_RETURN_FLOAT8(weight_between(tally, first, last));
}

/*
 * cx_share(tally, first, last)
 *	  The same in percent of all responses.
 *
 * That is the value of a metric by which these points are worth 100.
 */
Datum
cx_share(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room;
	const CxTally *tally = CX_GETARG_TALLY(0, &room);
	double		worth[CX_MAX_POINTS];
	double		share;
	int			first;
	int			last;

	cx_points_argument(fcinfo, 1, tally, &first, &last);
	for (int i = 0; i < tally->points; i++)
		worth[i] = i >= first && i <= last ? 100 : 0;
	if (!cx_value_of(tally, worth, &share))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(share);
}

/*
 * cx_distribution(tally)
 *	  A row for each point: score, responses (the sum of their weights), share
 *	  in percent.
 *
 * Result: shares are NULL without responses.
 */
Datum
cx_distribution(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room;
	const CxTally *tally = CX_GETARG_TALLY(0, &room);
	double		share[CX_MAX_POINTS];
	bool		has_value = cx_shares(tally, share);

	cx_begin_rows(fcinfo);
	for (int i = 0; i < tally->points; i++)
	{
		const CxColumn column[] = {
			cx_int4_column(true, tally->lo + i),
			cx_float8_column(true, cx_weight_at(tally, i)),
			cx_float8_column(has_value, 100 * share[i]),
		};

		cx_add_row(fcinfo, column, lengthof(column));
	}
	return (Datum) 0;
}

static Datum
multiplied(const CxTally *tally, double weight)
{
	CxTallyBuffer product;

	if (!(weight >= 0) || isinf(weight))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("weight %s of a tally is not a finite number of at least 0",
						float8out_internal(weight)),
				 errhint("A weight says how much each response counts. To leave a tally out, make its weight NULL.")));
	if (weight == 1)
		CX_RETURN_TALLY(tally);
	if (cx_is_weighted(tally))
		memcpy(&product, tally, VARSIZE(tally));
	else
		cx_tally_promote(tally, &product.tally);
	cx_multiply_tally(&product.tally, weight);
	CX_RETURN_TALLY(&product.tally);
}

/*
 * tally * weight
 *	  The tally with every response counting so much.
 *
 * weight: finite, at least 0; 1 leaves the tally as it is.
 * Error: numeric value out of range, for another weight, or if weights would
 * overflow or vanish.
 */
Datum
cx_tally_times_weight(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room;

	return multiplied(CX_GETARG_TALLY(0, &room), PG_GETARG_FLOAT8(1));
}

Datum
cx_weight_times_tally(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room;

	return multiplied(CX_GETARG_TALLY(1, &room), PG_GETARG_FLOAT8(0));
}

/*
 * cx_reverse(tally)
 *	  The tally reverse-coded: each score becomes low + high - score.
 */
Datum
cx_reverse(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room;
	CxTallyBuffer copy;
	const CxTally *tally = CX_GETARG_TALLY(0, &room);

	memcpy(&copy, tally, VARSIZE(tally));
	cx_reverse_tally(&copy.tally);
	CX_RETURN_TALLY(&copy.tally);
}

/*
 * cx_tally_from_counts(low, counts)
 *	  The tally with these counts, lowest point first.
 *
 * Errors: invalid parameter value, for a scale out of bounds or an array of
 * more than one dimension; null value not allowed; numeric value out of
 * range, for a count that is not a whole number of 0 ... 2^53.
 */
Datum
cx_tally_from_counts(PG_FUNCTION_ARGS)
{
	int64		lo = PG_GETARG_INT32(0);
	ArrayType  *array = PG_GETARG_ARRAYTYPE_P(1);
	int			points = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
	double	   *counts = (double *) ARR_DATA_PTR(array);
	CxTallyBuffer room;
	CxTally    *tally;

	if (ARR_NDIM(array) > 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("counts of a tally must be an array of one dimension")));
	if (array_contains_nulls(array))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("counts of a tally must not be null"),
				 errhint("Where nobody gave a score, its count is 0.")));
	if (points < CX_MIN_POINTS)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("counts of a tally are too few: %d", points),
				 errhint("Give one count for each point of the scale, the lowest first, %d to %d in all.",
						 CX_MIN_POINTS, CX_MAX_POINTS)));
	(void) cx_scale_check(lo, lo + points - 1, NULL);

	tally = cx_tally_init(&room, lo, points, false);
	for (int i = 0; i < points; i++)
	{
		if (!(counts[i] >= 0 && counts[i] <= CX_MAX_COUNT) || counts[i] != rint(counts[i]))
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("count %s of score %d is not a whole number in the range 0..%lld",
							float8out_internal(counts[i]), tally->lo + i,
							(long long) CX_MAX_COUNT),
					 errhint("Sums of weights are not counts: tally the weighted answers with cx_tally(score, low, high, weight).")));
		tally->cell[i].count = (int64) counts[i];
	}
	CX_RETURN_TALLY(tally);
}
