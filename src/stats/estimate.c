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
 *		n* = sigma^2 / V, but never above Kish, which also serves where V is 0
 *
 * n* is the effective number of responses for this value: that of Korn &
 * Graubard, Survey Methodology 24 (1998).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "stats/estimate.h"

/* Euclid's greatest common divisor of the counts; 1 if there are none. */
static int64
common_divisor(const CxTally *tally)
{
	int64		divisor = 0;

	for (int i = 0; i < tally->points && divisor != 1; i++)
	{
		int64		rest = tally->cell[i].count;

		while (rest != 0)
		{
			int64		swap = divisor % rest;

			divisor = rest;
			rest = swap;
		}
	}
	return Max(divisor, 1);
}

/*
 * The weights of the points in the unit of the tally, which is chosen so that
 * what is computed from them does not depend on how many responses there are
 * or in what the weights are measured.
 *
 * Counts are divided by their greatest common divisor: equal distributions
 * give equal values, to the last digit, and differences of exactly 0.  Weights
 * are divided by a power of two near the largest, which is exact but for
 * weights too small to matter beside it, and no sum or square can overflow.
 *
 * Result: the power of two.
 */
static int
relative_weights(const CxTally *tally, double *c)
{
	double		largest = 0;
	int			exponent;

	if (!cx_is_weighted(tally))
	{
		double		divisor = (double) common_divisor(tally);

		for (int i = 0; i < tally->points; i++)
			c[i] = (double) tally->cell[i].count / divisor;
		return 0;
	}
	for (int i = 0; i < tally->points; i++)
		largest = Max(largest, cx_weight_at(tally, i));
	(void) frexp(largest, &exponent);
	for (int i = 0; i < tally->points; i++)
		c[i] = ldexp(cx_weight_at(tally, i), -exponent);
	return exponent;
}

/*
 * Total weight and value.  The worths are summed before dividing; the value is
 * kept between the answered worths, so that unanimous answers give exactly
 * their worth.
 */
static bool
weighted_mean(int points, const double *c, const double *worth,
			  double *total, double *value)
{
	double		sum = 0;
	double		low = INFINITY;
	double		high = -INFINITY;

	*total = 0;
	for (int i = 0; i < points; i++)
	{
		if (c[i] == 0)
			continue;
		*total += c[i];
		sum += c[i] * worth[i];
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
	double		c[CX_MAX_POINTS];
	double		total;

	(void) relative_weights(tally, c);
	return weighted_mean(tally->points, c, worth, &total, value);
}

/*
 * Variance and effective sizes of weighted answers.
 *
 * exponent: of the unit in which their total weight is given.
 */
static void
estimate_of_weights(const CxTally *tally, const double *worth, int exponent, double total,
					CxEstimate *result)
{
	double		squares = 0;
	double		sum = 0;

	for (int i = 0; i < tally->points; i++)
	{
		double		s = ldexp(cx_square_at(tally, i), -2 * exponent);
		double		d = worth[i] - result->value;

		sum += s * d * d;
		squares += s;
	}
	result->variance = sum / total / total;
	result->kish = total / squares * total;

	/*
	 * Only of sums that no real weights have; they can be read, though.
	 * Within the limit no statistic overflows, whatever the worths.
	 */
	if (!(result->kish <= CX_MAX_SIZE))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("effective number of responses is out of range"),
				 errdetail("The sums of squared weights are too small for those of the weights.")));
	result->size = result->kish;
	if (result->variance > 0)
		result->size = Min(result->spread / result->variance, result->kish);
}

/*
 * cx_estimate_and_shares
 *	  The value, how much it varies, and the share of each point in the total
 *	  weight.
 *
 * worth: as many as the tally has points.
 * share: result, as many; 0 if the tally has no value.
 * Result: false if the tally has no value.
 * Error: numeric value out of range, if the effective size would pass
 * CX_MAX_SIZE, squared weights being too small.
 */
bool
cx_estimate_and_shares(const CxTally *tally, const double *worth, CxEstimate *result,
					   double *share)
{
	double	   *c = share;		/* relative weights, until they are divided */
	int			exponent = relative_weights(tally, c);
	double		total;

	if (!weighted_mean(tally->points, c, worth, &total, &result->value))
		return false;

	result->spread = 0;
	for (int i = 0; i < tally->points; i++)
	{
		double		d = worth[i] - result->value;

		result->spread += c[i] * d * d;
	}
	result->spread /= total;
	for (int i = 0; i < tally->points; i++)
		share[i] /= total;

	if (cx_is_weighted(tally))
		estimate_of_weights(tally, worth, exponent, total, result);
	else
	{
		result->kish = (double) cx_tally_responses(tally);
		result->size = result->kish;
		result->variance = result->spread / result->kish;
	}
	return true;
}

/*
 * cx_estimate
 *	  The same without the shares.
 */
bool
cx_estimate(const CxTally *tally, const double *worth, CxEstimate *result)
{
	double		share[CX_MAX_POINTS];

	return cx_estimate_and_shares(tally, worth, result, share);
}

/*
 * cx_shares
 *	  The share of each point in the total weight.
 *
 * share: result, as many values as the tally has points.
 * Result: false if the total weight is 0.
 */
bool
cx_shares(const CxTally *tally, double *share)
{
	double		total = 0;

	(void) relative_weights(tally, share);
	for (int i = 0; i < tally->points; i++)
		total += share[i];
	if (total == 0)
		return false;
	for (int i = 0; i < tally->points; i++)
		share[i] /= total;
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
