/*-------------------------------------------------------------------------
 *
 * change.c
 *	  Interval and test of the change between two samples.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <float.h>
#include <math.h>

#include "stats/change.h"
#include "stats/normal.h"
#include "stats/score_interval.h"

/* At a larger z the p-value is less than the least double. */
#define LARGEST_Z	39

/* Steps of a search that takes about ten. */
#define MOST_STEPS	200

/* Two samples, of which the first has the higher value. */
typedef struct Change
{
	const CxSample *higher;
	const CxSample *lower;
} Change;

/*
 * How far the interval of the change reaches beyond 0: by MOVER the hypotenuse
 * of the distances on the sides where the two intervals face each other, less
 * the change.
 */
static double
reach_beyond_zero(const Change *change, double z)
{
	const CxSample *a = change->higher;
	const CxSample *b = change->lower;
	double		down = a->estimate.value - cx_score_end(a, false, z, 1);
	double		up = cx_score_end(b, true, z, 1) - b->estimate.value;

	return hypot(down, up) - (a->estimate.value - b->estimate.value);
}

/*
 * The z at which the interval of the change touches 0; LARGEST_Z if none below
 * does.
 *
 * The reach grows with z, from less than 0, nearly in a straight line: false
 * position finds the root in a few steps.  By the rule of Illinois the end of
 * the bracket that stays is halved in weight, so that both ends close in; and
 * the steps are counted, should rounding keep them from it.
 */
static double
touching_z(const Change *change, double start)
{
	double		lo = 0;
	double		hi = Min(start, LARGEST_Z);
	double		f_lo = reach_beyond_zero(change, 0);
	double		f_hi;

	while ((f_hi = reach_beyond_zero(change, hi)) < 0)
	{
		if (hi >= LARGEST_Z)
			return LARGEST_Z;
		lo = hi;
		f_lo = f_hi;
		hi = Min(2 * hi, LARGEST_Z);
	}
	for (int step = 0; step < MOST_STEPS && f_hi != 0; step++)
	{
		double		z = hi - f_hi * (hi - lo) / (f_hi - f_lo);
		double		f;

		if (!(z > Min(lo, hi) && z < Max(lo, hi)))
			z = lo + (hi - lo) / 2;
		f = reach_beyond_zero(change, z);

		/* From here on hi is the newest point, lo the last on the other side. */
		if ((f < 0) != (f_hi < 0))
		{
			lo = hi;
			f_lo = f_hi;
		}
		else
			f_lo /= 2;
		hi = z;
		f_hi = f;
		if (fabs(hi - lo) <= 4 * DBL_EPSILON * fabs(hi))
			break;
	}
	return hi;
}

/*
 * cx_change_interval_of
 *	  Interval of the change between independent samples, by MOVER from the two
 *	  score intervals (Zou & Donner, Statistics in Medicine 27, 2008); on two
 *	  worths it is Newcombe's method 10 (Statistics in Medicine 17, 1998).
 */
CxInterval
cx_change_interval_of(const CxSample *current, const CxSample *previous, double z)
{
	CxInterval	a = cx_score_interval(current, z, 1);
	CxInterval	b = cx_score_interval(previous, z, 1);
	double		a_value = current->estimate.value;
	double		b_value = previous->estimate.value;
	CxInterval	result;

	result.lower = a_value - b_value - hypot(a_value - a.lower, b.upper - b_value);
	result.upper = a_value - b_value + hypot(a.upper - a_value, b_value - b.lower);
	return result;
}

/*
 * cx_change_p_of
 *	  The p-value of "there is no change": the p at which the interval of the
 *	  change touches 0.
 */
double
cx_change_p_of(const CxSample *current, const CxSample *previous)
{
	bool		up = current->estimate.value > previous->estimate.value;
	Change		change = {up ? current : previous, up ? previous : current};
	double		difference = fabs(current->estimate.value - previous->estimate.value);
	double		variance = current->estimate.spread / current->size +
		previous->estimate.spread / previous->size;

	if (difference == 0)
		return 1;
	return cx_p_of_z(touching_z(&change, variance > 0 ? difference / sqrt(variance) : 1),
					 CX_TWO_SIDED);
}
