/*-------------------------------------------------------------------------
 *
 * estimate.c
 *	  Tally x metric: the value, its variance and the effective sample size.
 *
 * With points j of weight c_j (their sum W), squared weight s_j (c_j itself
 * when unweighted) and worth v_j:
 *
 *		theta = sum(c_j v_j) / W
 *		sigma^2 = sum(c_j (v_j - theta)^2) / W
 *		V = sum(s_j (v_j - theta)^2) / W^2
 *		Kish = W^2 / sum(s_j)
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "estimate.h"

/*
 * Power of two by which weights are divided before they are summed, so that
 * no sum and no square can overflow.  None of the results here depends on the
 * unit of the weights, and dividing by a power of two is exact.
 */
static int
weight_exponent(const CxTally *tally)
{
	double		largest = 0;
	int			exponent;

	if (!cx_is_weighted(tally))
		return 0;
	for (int i = 0; i < tally->points; i++)
		largest = Max(largest, cx_weight_at(tally, i));
	(void) frexp(largest, &exponent);
	return exponent;
}

static double
scaled(double x, int exponent)
{
	return exponent == 0 ? x : ldexp(x, -exponent);
}

/*
 * Total weight and value.  The worths are summed before dividing, so that
 * equal distributions give equal values; and the value is kept between the
 * answered worths, so that unanimous answers give exactly their worth.
 */
static bool
weighted_mean(const CxTally *tally, const double *worth, int exponent,
			  double *total, double *value)
{
	double		sum = 0;
	double		low = INFINITY;
	double		high = -INFINITY;

	*total = 0;
	for (int i = 0; i < tally->points; i++)
	{
		double		c = scaled(cx_weight_at(tally, i), exponent);

		if (c == 0)
			continue;
		*total += c;
		sum += c * worth[i];
		low = Min(low, worth[i]);
		high = Max(high, worth[i]);
	}
	if (*total == 0)
		return false;
	*value = Min(Max(sum / *total, low), high);
	return true;
}

/*
 * cx_value_of
 *	  The value alone.
 *
 * worth: as many as the tally has points.
 * Result: false if the tally has no value, being without responses or of
 * total weight 0.
 */
bool
cx_value_of(const CxTally *tally, const double *worth, double *value)
{
	double		total;

	return weighted_mean(tally, worth, weight_exponent(tally), &total, value);
}

/*
 * cx_estimate
 *	  The value and how much it varies.
 *
 * worth: as many as the tally has points.
 * Result: false if the tally has no value.
 */
bool
cx_estimate(const CxTally *tally, const double *worth, CxEstimate *result)
{
	int			exponent = weight_exponent(tally);
	double		total;
	double		squares = 0;

	if (!weighted_mean(tally, worth, exponent, &total, &result->value))
		return false;
	result->spread = 0;
	result->variance = 0;
	for (int i = 0; i < tally->points; i++)
	{
		double		c = scaled(cx_weight_at(tally, i), exponent);
		double		s = scaled(cx_square_at(tally, i), 2 * exponent);
		double		d = worth[i] - result->value;

		result->spread += c * d * d;
		result->variance += s * d * d;
		squares += s;
	}
	result->spread /= total;
	result->variance = result->variance / total / total;
	result->kish = total / squares * total;
	return true;
}

/*
 * cx_kish
 *	  Kish's effective sample size, W^2 / sum(s_j); the number of responses
 *	  when unweighted.
 *
 * Result: false if the total weight is 0.
 * Source: Kish, Survey Sampling (1965).
 */
bool
cx_kish(const CxTally *tally, double *size)
{
	double		worth[CX_MAX_POINTS] = {0};
	CxEstimate	estimate;

	if (!cx_estimate(tally, worth, &estimate))
		return false;
	*size = estimate.kish;
	return true;
}
