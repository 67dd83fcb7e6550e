/*-------------------------------------------------------------------------
 *
 * moments.c
 *	  Arithmetic on moments, and their rules.
 *
 * Plain C over the struct of moments.h; the SQL type and functions are
 * elsewhere.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <float.h>
#include <math.h>

#include "utils/float.h"

#include "compat.h"
#include "values/moments.h"
#include "values/tally.h"

/*
 * By rounding only may a co-moment exceed the product of the deviations, or the
 * effective number of responses their number: by so much, and by the last digit
 * of each response.
 */
#define TOLERANCE	1e-9

/*
 * cx_driver_count_check
 *	  Can moments have so many drivers?
 *
 * Error: invalid parameter value, soft if escontext is given.
 */
bool
cx_driver_count_check(int64 drivers, Node *escontext)
{
	if (drivers < 1 || drivers > CX_MAX_DRIVERS)
		ereturn(escontext, false,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("number of drivers %lld is outside the range 1..%d",
						(long long) drivers, CX_MAX_DRIVERS)));
	return true;
}

/*
 * cx_moments_init
 *	  Moments of so many drivers without responses, freshly allocated.
 */
CxMoments *
cx_moments_init(int drivers)
{
	Size		size = cx_moments_size(drivers);
	CxMoments  *moments = palloc0(size);

	SET_VARSIZE(moments, size);
	moments->format = CX_MOMENTS_FORMAT;
	moments->drivers = drivers;
	return moments;
}

/*
 * cx_moments_copy
 *	  A copy, freshly allocated.
 */
CxMoments *
cx_moments_copy(const CxMoments *moments)
{
	Size		size = cx_moments_size(moments->drivers);

	return memcpy(palloc(size), moments, size);
}

/*
 * The validator
 */

static double
tolerance(const CxMoments *moments)
{
	return TOLERANCE + moments->responses * DBL_EPSILON;
}

static bool
check_responses(const CxMoments *moments, Node *escontext)
{
	double		effective;

	if (!cx_count_check(moments->responses, escontext) ||
		!cx_weight_check(moments->weight, moments->squares, escontext))
		return false;
	effective = cx_moments_effective(moments);
	if (effective > moments->responses * (1 + tolerance(moments)))
		ereturn(escontext, false,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("number of responses %lld is less than the effective number, %s",
						(long long) moments->responses, float8out_internal(effective))));
	return true;
}

static bool
check_finite(const CxMoments *moments, Node *escontext)
{
	int			numbers = cx_moment_numbers(moments->drivers);

	for (int i = 0; i < numbers; i++)
		if (!isfinite(moments->number[i]))
			ereturn(escontext, false,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("number %s in moments is not finite",
							float8out_internal(moments->number[i]))));
		else if (moments->weight == 0 && moments->number[i] != 0)
			ereturn(escontext, false,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("number %s in moments of weight 0 is not 0",
							float8out_internal(moments->number[i]))));
	return true;
}

static bool
check_flags(const CxMoments *moments, Node *escontext)
{
	for (int i = 1; i <= moments->drivers; i++)
	{
		double		answered = moments->number[moments->drivers + i];

		if (!(answered >= 0 && answered <= 1))
			ereturn(escontext, false,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("share %s of those who answered driver %d is outside the range 0..1",
							float8out_internal(answered), i)));
	}
	return true;
}

static bool
misfit(const CxMoments *moments, int i, int j, Node *escontext)
{
	ereturn(escontext, false,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("co-moment %s of columns %d and %d of moments does not fit",
					float8out_internal(cx_comoment(moments, i, j)), i + 1, j + 1),
			 errdetail("That of a column with itself is in the range 0..1e300, that of two at most the root of the product of theirs.")));
}

/* No two columns vary together more than each of them varies alone. */
static bool
check_comoments(const CxMoments *moments, Node *escontext)
{
	double		deviation[CX_MAX_MOMENT_COLUMNS];
	int			columns = cx_moment_columns(moments->drivers);

	for (int i = 0; i < columns; i++)
	{
		double		own = cx_comoment(moments, i, i);

		if (own < 0 || own > CX_MAX_COMOMENT)
			return misfit(moments, i, i, escontext);

		/* What has become too small for a double may be missing in it. */
		deviation[i] = sqrt(own + moments->responses * DBL_MIN);
		for (int j = 0; j < i; j++)
			if (fabs(cx_comoment(moments, i, j)) >
				deviation[i] * deviation[j] * (1 + tolerance(moments)))
				return misfit(moments, i, j, escontext);
	}
	return true;
}

/*
 * cx_moments_check
 *	  The one validator of the content of moments, whatever it was read from.
 *
 * The number of drivers has been checked before, by cx_driver_count_check.
 * Error: numeric value out of range, soft if escontext is given.
 */
bool
cx_moments_check(const CxMoments *moments, Node *escontext)
{
	return check_responses(moments, escontext) && check_finite(moments, escontext) &&
		check_flags(moments, escontext) && check_comoments(moments, escontext);
}

/*
 * Adding
 */

static void
add_responses(CxMoments *moments, int64 responses)
{
	if (unlikely(moments->responses + responses > CX_MAX_COUNT))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("moments would pass %lld responses", (long long) CX_MAX_COUNT)));
	moments->responses += responses;
}

/*
 * Add factor d dT to the co-moments.  Rows that add nothing are skipped: those
 * of the flags, as long as every driver is always answered.
 */
static inline void
add_product(CxMoments *moments, const double *d, double factor)
{
	int			columns = cx_moment_columns(moments->drivers);
	double	   *row = cx_comoments(moments);

	for (int i = 0; i < columns; row += ++i)
	{
		double		scaled = factor * d[i];

		if (scaled != 0)
			for (int j = 0; j <= i; j++)
				row[j] += scaled * d[j];

		/* NaN and infinity fail the comparison. */
		if (unlikely(!(row[i] <= CX_MAX_COMOMENT)))
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("co-moments are out of range"),
					 errhint("Divide the outcome, the drivers or the weights by a large number.")));
	}
}

/*
 * cx_moments_add_row
 *	  Add a response.
 *
 * z: all columns, finite.
 * weight: 0, or from CX_MIN_WEIGHT to CX_MAX_WEIGHT.
 * Error: numeric value out of range, if sums overflow.
 * Source: West, Communications of the ACM 22 (1979), of Welford's method.  The
 * product is taken of the deviations from the old means on both sides, so that
 * no two columns vary together more than alone by more than rounding.
 */
void
cx_moments_add_row(CxMoments *moments, const double *z, double weight)
{
	int			columns = cx_moment_columns(moments->drivers);
	double		total = moments->weight + weight;
	double		d[CX_MAX_MOMENT_COLUMNS];

	add_responses(moments, 1);
	if (weight == 0)
		return;
	for (int i = 0; i < columns; i++)
	{
		d[i] = z[i] - moments->number[i];
		moments->number[i] += d[i] * (weight / total);
	}
	add_product(moments, d, weight * (moments->weight / total));
	moments->weight = total;
	moments->squares += weight * weight;
}

/*
 * The mean of two, each with its weight: from the heavier, so that two orders
 * give the same, and equal means remain.
 */
static inline double
merged_mean(double a, double a_weight, double b, double b_weight)
{
	if (a_weight > b_weight)
		return a + (b - a) * (b_weight / (a_weight + b_weight));
	if (a_weight < b_weight)
		return b + (a - b) * (a_weight / (a_weight + b_weight));
	return a / 2 + b / 2;
}

/*
 * cx_moments_add_moments
 *	  Merge moments into others.  Either order gives the same.
 *
 * Errors: invalid parameter value, for another number of drivers; numeric value
 * out of range, if sums overflow.
 * Source: Chan, Golub & LeVeque, Updating Formulae and a Pairwise Algorithm for
 * Computing Sample Variances (1979).
 */
void
cx_moments_add_moments(CxMoments *into, const CxMoments *from)
{
	int			columns = cx_moment_columns(into->drivers);
	double	   *sum = cx_comoments(into);
	const double *term = from->number + columns;
	double		a = into->weight;
	double		b = from->weight;
	double		d[CX_MAX_MOMENT_COLUMNS];

	if (into->drivers != from->drivers)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("moments have different numbers of drivers, %d and %d",
						into->drivers, from->drivers),
				 errhint("Merge moments of the same drivers. NULL stands for an answer that is missing.")));
	add_responses(into, from->responses);
	if (b == 0)
		return;
	if (a == 0)
	{
		memcpy(into->number, from->number, cx_moment_numbers(into->drivers) * sizeof(double));
		into->weight = b;
		into->squares = from->squares;
		return;
	}
	if (unlikely(isinf(into->squares + from->squares)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("sum of weights is out of range")));
	for (int i = 0; i < columns; i++)
	{
		d[i] = from->number[i] - into->number[i];
		into->number[i] = merged_mean(into->number[i], a, from->number[i], b);
	}
	for (int i = 0; i < columns * (columns + 1) / 2; i++)
		sum[i] += term[i];
	add_product(into, d, Min(a, b) * (Max(a, b) / (a + b)));
	into->weight = a + b;
	into->squares += from->squares;
}
