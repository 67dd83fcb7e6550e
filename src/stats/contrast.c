/*-------------------------------------------------------------------------
 *
 * contrast.c
 *	  Interval and test of a sum of values, each times a coefficient.
 *
 * Of independent samples with the values theta_i and the intervals l_i ... u_i
 * the contrast d = sum(a_i theta_i) has the interval, by MOVER,
 *
 *		d - sqrt(sum((a_i theta_i - min(a_i l_i, a_i u_i))^2)) ...
 *		d + sqrt(sum((a_i theta_i - max(a_i l_i, a_i u_i))^2))
 *
 * Coefficients of 1 and -1 make it the change between two samples; on two
 * worths that is Newcombe's method 10 (Statistics in Medicine 17, 1998).
 *
 * Source: Zou & Donner, Statistics in Medicine 27 (2008).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <float.h>
#include <math.h>

#include "miscadmin.h"

#include "stats/contrast.h"

/* At a larger z the p-value is less than the least double. */
#define LARGEST_Z	39

/* Steps of a search that takes about ten. */
#define MOST_STEPS	200

/* What is computed of a contrast. */
typedef struct Contrast
{
	const CxTerm *term;
	int			terms;
	CxIntervalMethod method;
	double		value;
} Contrast;

static Contrast
contrast_of(const CxTerm *term, int terms, CxIntervalMethod method)
{
	Contrast	contrast = {term, terms, method, 0};

	for (int i = 0; i < terms; i++)
		contrast.value += term[i].coefficient * term[i].sample->estimate.value;
	return contrast;
}

/* How far the interval reaches from the contrast, upwards or downwards. */
static double
reach(const Contrast *contrast, bool upwards, double z)
{
	double		sum = 0;

	for (int i = 0; i < contrast->terms; i++)
	{
		double		a = contrast->term[i].coefficient;
		const CxSample *sample = contrast->term[i].sample;
		double		end;

		CHECK_FOR_INTERRUPTS();
		if (a == 0)
			continue;
		end = cx_interval_end(sample, contrast->method, (a > 0) == upwards, z);
		sum = hypot(sum, a * (end - sample->estimate.value));
	}
	return sum;
}

/*
 * cx_contrast_interval_of
 *	  Interval of the contrast.
 *
 * terms: at least 1.
 * method: CX_AUTO, CX_SCORE or CX_DIRICHLET, of each sample for itself.
 * z: the normal quantile of the confidence, at least 0.
 */
CxInterval
cx_contrast_interval_of(const CxTerm *term, int terms, CxIntervalMethod method, double z)
{
	Contrast	contrast = contrast_of(term, terms, method);
	CxInterval	result;

	result.lower = contrast.value - reach(&contrast, false, z);
	result.upper = contrast.value + reach(&contrast, true, z);
	return result;
}

/* How far the interval reaches beyond 0, from the contrast's side. */
static double
reach_beyond_zero(const Contrast *contrast, double z)
{
	return reach(contrast, contrast->value < 0, z) - fabs(contrast->value);
}

/*
 * The z at which the interval touches 0; 0 if it holds 0 whatever the z,
 * LARGEST_Z if none below touches it.
 *
 * start: about where, greater than 0.
 *
 * The reach grows with z, from less than 0, nearly in a straight line: false
 * position finds the root in a few steps.  By the rule of Illinois the point
 * that stays is halved in weight, so that both close in; and the steps are
 * counted, should rounding keep them from it.
 */
static double
touching_z(const Contrast *contrast, double start)
{
	double		opposite = 0;	/* the last point beyond the root */
	double		f_opposite = reach_beyond_zero(contrast, 0);
	double		newest = Min(start, LARGEST_Z);
	double		f_newest;

	if (f_opposite >= 0)
		return 0;
	while ((f_newest = reach_beyond_zero(contrast, newest)) < 0)
	{
		if (newest >= LARGEST_Z)
			return LARGEST_Z;
		opposite = newest;
		f_opposite = f_newest;
		newest = Min(2 * newest, LARGEST_Z);
	}
	for (int step = 0; step < MOST_STEPS && f_newest != 0; step++)
	{
		double		z = newest - f_newest * (newest - opposite) / (f_newest - f_opposite);
		double		f;

		if (!(z > Min(newest, opposite) && z < Max(newest, opposite)))
			z = opposite + (newest - opposite) / 2;
		f = reach_beyond_zero(contrast, z);
		if ((f < 0) != (f_newest < 0))
		{
			opposite = newest;
			f_opposite = f_newest;
		}
		else
			f_opposite /= 2;
		newest = z;
		f_newest = f;
		if (fabs(newest - opposite) <= 4 * DBL_EPSILON * newest)
			break;
	}
	return newest;
}

/*
 * cx_contrast_z_of
 *	  The evidence against "the contrast is 0", as a normal deviate: the z at
 *	  which its interval touches 0, positive for a contrast above 0.
 *
 * terms, method: as for cx_contrast_interval_of.
 * Result: 0 also where the contrast is 0 but for rounding.
 */
double
cx_contrast_z_of(const CxTerm *term, int terms, CxIntervalMethod method)
{
	Contrast	contrast = contrast_of(term, terms, method);
	double		rounding = 0;
	double		error = 0;
	double		z;

	for (int i = 0; i < terms; i++)
	{
		const CxSample *sample = term[i].sample;
		double		a = fabs(term[i].coefficient);

		rounding += a * CX_ROUNDING * (cx_highest_worth(sample) - cx_lowest_worth(sample));
		error = hypot(error, a * sqrt(sample->estimate.spread / sample->size));
	}
	if (fabs(contrast.value) <= rounding)
		return 0;
	z = touching_z(&contrast, error > 0 ? fabs(contrast.value) / error : 1);
	return contrast.value > 0 ? z : -z;
}

/*
 * cx_contrast_p_of
 *	  The p-value of "the contrast is 0": the p at which its interval touches 0.
 *
 * alternative: CX_GREATER, and p is small where the contrast is above 0.
 */
double
cx_contrast_p_of(const CxTerm *term, int terms, CxIntervalMethod method,
				 CxAlternative alternative)
{
	return cx_p_of_z(cx_contrast_z_of(term, terms, method), alternative);
}
