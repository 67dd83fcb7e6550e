/*-------------------------------------------------------------------------
 *
 * mixture.c
 *	  How the true deviations of units are distributed: by one bell curve, or
 *	  by several of different widths.
 *
 * Unit i is seen at the distance d_i from the mean, with a noise of variance
 * V_i.  Credibility takes the true deviations to be normal with one variance,
 * a.  One outlier among many alike makes that small, and is then believed as
 * little as the others.  Here the true deviations are a mixture of normal
 * distributions about 0, whose variances are fixed:
 *
 *		s0 = I / sum(1 / V_i),  A = max(4 s0, max d_i^2)
 *		a_0 = 0,  a_g = (s0 / 16) (16 A / s0)^((g - 1) / 10) for g = 1...11,
 *		a_12 = a
 *
 * and whose weights w_g are those that 60 steps of expectation-maximisation
 * make of equal ones, with the likelihoods L_ig of d_i under the variance
 * a_g + V_i.  The mixture is used only as far as the data demand more than one
 * curve.  Its gain over the best of them is
 *
 *		l = sum_i ln(sum_g w_g L_ig) - max_g sum_i ln(L_ig)
 *
 * and omega = max(0, 1 - exp(1 - l)) is the part of it in the posterior; the
 * rest is the curve with the variance a.
 *
 * Source: Stephens, Biostatistics 18 (2017), for the mixture.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <float.h>
#include <math.h>

#include "miscadmin.h"
#include "utils/memutils.h"

#include "stats/mixture.h"

#define STEPS	60

/*
 * cx_mixture_of_one
 *	  The one bell curve.
 *
 * variance: at least 0.
 */
void
cx_mixture_of_one(double variance, CxMixture *mixture)
{
	memset(mixture, 0, sizeof(CxMixture));
	mixture->variance[CX_ONE_CURVE] = variance;
	mixture->weight[CX_ONE_CURVE] = 1;
}

/* s0.  The first noise is the unit, so that no reciprocal overflows. */
static double
typical_noise(const CxDeviation *deviation, int64 n)
{
	double		sum = 0;

	for (int64 i = 0; i < n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		sum += deviation[0].noise / deviation[i].noise;
	}
	return (double) n / sum * deviation[0].noise;
}

/* The variances a_0 to a_11; by logarithms, lest their ratios overflow. */
static void
set_variances(const CxDeviation *deviation, int64 n, CxMixture *mixture)
{
	double		largest = 4 * mixture->noise;
	double		low = log(mixture->noise / 16);
	double		high;

	for (int64 i = 0; i < n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		largest = Max(largest, deviation[i].distance * deviation[i].distance);
	}
	high = log(largest);
	for (int g = 1; g < CX_ONE_CURVE; g++)
		mixture->variance[g] = exp(low + (high - low) * (g - 1) / 10);
}

/* ln L_g of a unit, less the greatest of them. */
static void
log_likelihoods(const CxMixture *mixture, const CxDeviation *deviation, double *likelihood)
{
	double		greatest = -INFINITY;

	for (int g = 0; g < CX_CURVES; g++)
	{
		double		variance = mixture->variance[g] + deviation->noise;

		likelihood[g] = -(deviation->distance * (deviation->distance / variance) + log(variance)) / 2;
		greatest = Max(greatest, likelihood[g]);
	}
	for (int g = 0; g < CX_CURVES; g++)
		likelihood[g] -= greatest;
}

/* Sum of w_g L_g. */
static inline double
mixed(const double *weight, const double *likelihood)
{
	double		sum = 0;

	for (int g = 0; g < CX_CURVES; g++)
		sum += weight[g] * likelihood[g];
	return sum;
}

/* A step of expectation-maximisation. */
static void
improve_weights(const double *likelihood, int64 n, double *weight)
{
	double		sum[CX_CURVES] = {0};

	for (int64 i = 0; i < n; i++, likelihood += CX_CURVES)
	{
		double		part = 1 / mixed(weight, likelihood);

		CHECK_FOR_INTERRUPTS();
		for (int g = 0; g < CX_CURVES; g++)
			sum[g] += likelihood[g] * part;
	}
	for (int g = 0; g < CX_CURVES; g++)
		weight[g] *= sum[g] / (double) n;
}

/*
 * Likelihoods of all units, each less the unit's greatest.
 *
 * single: result, the logarithm of the product over all units for each curve.
 */
static void
all_likelihoods(const CxMixture *mixture, const CxDeviation *deviation, int64 n,
				double *likelihood, double *single)
{
	for (int64 i = 0; i < n; i++, likelihood += CX_CURVES)
	{
		CHECK_FOR_INTERRUPTS();
		log_likelihoods(mixture, &deviation[i], likelihood);
		for (int g = 0; g < CX_CURVES; g++)
		{
			single[g] += likelihood[g];
			likelihood[g] = exp(likelihood[g]);
		}
	}
}

/* l, the gain of the mixture over the best single curve. */
static double
gain(const CxMixture *mixture, int64 n, const double *likelihood, const double *single)
{
	double		sum = 0;
	double		best = single[0];

	for (int64 i = 0; i < n; i++, likelihood += CX_CURVES)
	{
		CHECK_FOR_INTERRUPTS();
		sum += log(mixed(mixture->weight, likelihood));
	}
	for (int g = 1; g < CX_CURVES; g++)
		best = Max(best, single[g]);
	return sum - best;
}

/*
 * cx_mixture_fit
 *	  Find the mixture, and how much the data demand more than one curve.
 *
 * deviation: n of them, at least one, in an order that does not depend on that
 * of the rows, or the sums over them would; their noise above 0.
 * variance: a, at least 0.
 */
void
cx_mixture_fit(const CxDeviation *deviation, int64 n, double variance, CxMixture *mixture)
{
	double	   *likelihood = MemoryContextAllocHuge(CurrentMemoryContext,
													CX_CURVES * n * sizeof(double));
	double		single[CX_CURVES] = {0};

	cx_mixture_of_one(variance, mixture);
	mixture->noise = typical_noise(deviation, n);
	set_variances(deviation, n, mixture);
	all_likelihoods(mixture, deviation, n, likelihood, single);
	for (int g = 0; g < CX_CURVES; g++)
		mixture->weight[g] = 1.0 / CX_CURVES;
	for (int step = 0; step < STEPS; step++)
		improve_weights(likelihood, n, mixture->weight);
	mixture->evidence = Max(0, -expm1(1 - gain(mixture, n, likelihood, single)));
	pfree(likelihood);
}

/*
 * cx_mixture_posterior
 *	  What a unit's deviation says of the curve that its true deviation is from.
 *
 * share: result, the probability R_g of each of the CX_CURVES.
 */
void
cx_mixture_posterior(const CxMixture *mixture, const CxDeviation *deviation, double *share)
{
	memset(share, 0, CX_CURVES * sizeof(double));
	if (mixture->evidence > 0)
	{
		double		sum;

		log_likelihoods(mixture, deviation, share);
		for (int g = 0; g < CX_CURVES; g++)
			share[g] = exp(share[g]);
		sum = mixed(mixture->weight, share);
		for (int g = 0; g < CX_CURVES; g++)
			share[g] *= mixture->evidence * mixture->weight[g] / sum;
	}
	share[CX_ONE_CURVE] += 1 - mixture->evidence;
}
