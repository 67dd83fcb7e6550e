/*-------------------------------------------------------------------------
 *
 * heaping.c
 *	  Whether some scores are there more often than the rest of the answers
 *	  explains.
 *
 * A better team has the shape of the others, shifted.  So take the shares q_j
 * of the others, after one more response that is spread evenly over the scale,
 * and tilt them to the mean of the tally: q~_j is proportional to q_j exp(t v_j),
 * v_j being the scores.  What is left to tell is the shape.  With g_j = 1 for
 * the scores in question, 0 for others, and what the scores do not explain of it,
 *
 *		r_j = (g_j - mean(g)) - (v_j - mean(v)) covariance(g, v) / variance(v)
 *
 * where all moments are those under q~, the statistic is the efficient score
 * of "the shape is that of the others, at whatever level":
 *
 *		z = sum(p_j r_j) / sqrt(variance(r) / n*)
 *
 * p_j are the shares of the tally, n* the effective number of its responses for
 * the mean of r.
 *
 * Source: Rao's score test, Proceedings of the Cambridge Philosophical Society
 * 44 (1948), in the exponential family that the tilt makes, with the level as a
 * nuisance parameter (Cox & Hinkley, Theoretical Statistics, 1974, 9.3).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <float.h>
#include <math.h>

#include "stats/heaping.h"
#include "stats/saddle.h"
#include "stats/sample.h"

/*
 * The shares of the others, tilted to a mean.
 *
 * mean: in points above the lowest score, and not at an end.
 * share: result, as many as the sample has worths.
 */
static void
tilted_shares(const CxSample *others, double mean, double *share)
{
	CxDistribution distribution;

	for (int j = 0; j < others->worths; j++)
		share[j] = cx_smoothed_share(others, j);
	cx_distribution_init(others->worths, others->worth, share, mean, &distribution);
	cx_recentre(&distribution);

	/* Shares that became too small are not among them. */
	memset(share, 0, sizeof(double) * others->worths);
	for (int i = 0; i < distribution.worths; i++)
	{
		double		point = mean + distribution.deviation[i] * distribution.range;

		share[(int) rint(point)] = distribution.share[i];
	}
}

/*
 * What the score does not explain of its being from first to last.
 *
 * Where most shares are there, it is computed of the other scores, with the
 * opposite sign: a small rest of 1 would have lost its digits.
 *
 * share: of the points; residual: result, as many.
 * Result: its variance.
 */
static double
residuals(int points, const double *share, int first, int last, double *residual)
{
	double		mean = 0;
	double		inside = 0;
	double		outside = 0;
	double		variance = 0;
	double		covariance = 0;
	double		left = 0;
	bool		mostly;

	for (int j = 0; j < points; j++)
	{
		mean += share[j] * j;
		if (j >= first && j <= last)
			inside += share[j];
		else
			outside += share[j];
	}
	mostly = inside > outside;
	for (int j = 0; j < points; j++)
	{
		bool		counts = (j >= first && j <= last) != mostly;

		residual[j] = (counts ? 1 : 0) - Min(inside, outside);
		variance += share[j] * (j - mean) * (j - mean);
		covariance += counts ? share[j] * (j - mean) : 0;
	}
	for (int j = 0; j < points; j++)
	{
		residual[j] -= (j - mean) * covariance / variance;
		left += share[j] * residual[j] * residual[j];
		residual[j] *= mostly ? -1 : 1;
	}
	return left;
}

/*
 * cx_heaping_of
 *	  z: positive if there are more responses from first to last than at the same
 *	  mean among the others.
 *
 * tally, others: of different responses, on one scale.
 * first, last: indexes of points.
 * Result: false if either has no value, the mean is at an end of the scale, or
 * the level leaves nothing to tell: on two points, or for the whole scale.
 */
bool
cx_heaping_of(const CxTally *tally, const CxTally *others, int first, int last, double *z)
{
	int			highest = tally->points - 1;
	double		point[CX_MAX_POINTS];
	double		share[CX_MAX_POINTS];
	double		residual[CX_MAX_POINTS];
	double		mean;
	double		variance;
	CxSample	sample;
	CxEstimate	estimate;

	for (int j = 0; j <= highest; j++)
		point[j] = j;
	if (!cx_value_of(tally, point, &mean) || !cx_sample(others, point, &sample))
		return false;
	if (Min(mean, highest - mean) <= CX_ROUNDING * highest)
		return false;
	if (highest == 1 || last - first == highest)
		return false;

	tilted_shares(&sample, mean, share);
	variance = residuals(tally->points, share, first, last, residual);
	(void) cx_estimate(tally, residual, &estimate);

	/* Such scores may be so rare among the others that no double holds it. */
	*z = estimate.value / sqrt(Max(variance, DBL_MIN)) * sqrt(estimate.size);
	return true;
}
