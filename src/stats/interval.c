/*-------------------------------------------------------------------------
 *
 * interval.c
 *	  Interval and test of one value, by the method that is asked for.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "stats/dirichlet.h"
#include "stats/interval.h"
#include "stats/score_interval.h"

/*
 * Up to so many distinct worths the score interval is Wilson's and Tango's;
 * with more of them it is longer than it need be where answers are few.
 */
#define MOST_WORTHS_OF_SCORE	3

/*
 * cx_resolve_method
 *	  The method itself; for CX_AUTO the one that suits the metric on the scale
 *	  of the sample, CX_SCORE or CX_DIRICHLET.
 */
CxIntervalMethod
cx_resolve_method(const CxSample *sample, CxIntervalMethod method)
{
	if (method != CX_AUTO)
		return method;
	return sample->worths <= MOST_WORTHS_OF_SCORE ? CX_SCORE : CX_DIRICHLET;
}

/*
 * cx_interval_of
 *	  The confidence interval of the value.
 *
 * method: CX_ADJUSTED_WALD only where cx_has_adjusted_wald.
 * z: the normal quantile of the confidence, at least 0.
 * factor: cx_population_factor, 0 ... 1.
 * Result: within the metric's range.
 */
CxInterval
cx_interval_of(const CxSample *sample, CxIntervalMethod method, double z, double factor)
{
	switch (cx_resolve_method(sample, method))
	{
		case CX_DIRICHLET:
			return cx_dirichlet_interval(sample, z, factor);
		case CX_WALD:
			return cx_wald_interval(sample, z, factor);
		case CX_ADJUSTED_WALD:
			return cx_adjusted_wald_interval(sample, z, factor);
		case CX_SCORE:
		case CX_AUTO:
			break;
	}
	return cx_score_interval(sample, z, factor);
}

/* Are intervals and tests of the sample those of dirichlet, and not score? */
static bool
is_dirichlet(const CxSample *sample, CxIntervalMethod method)
{
	method = cx_resolve_method(sample, method);
	Assert(method == CX_SCORE || method == CX_DIRICHLET);
	return method == CX_DIRICHLET;
}

/*
 * cx_interval_end
 *	  One end of cx_interval_of for a large population: what is between it and
 *	  the value is never negative.
 *
 * method: CX_AUTO, CX_SCORE or CX_DIRICHLET.
 * z: at least 0.
 */
double
cx_interval_end(const CxSample *sample, CxIntervalMethod method, bool upper, double z)
{
	if (is_dirichlet(sample, method))
		return cx_dirichlet_end(sample, upper, z, 1);
	return cx_score_end(sample, upper, z, 1);
}

/*
 * cx_margin_of
 *	  The longer side of an interval, so that value +/- margin covers it.
 */
double
cx_margin_of(const CxSample *sample, const CxInterval *interval)
{
	return Max(sample->estimate.value - interval->lower,
			   interval->upper - sample->estimate.value);
}

/*
 * cx_target_z_of
 *	  The evidence against "the true value is target", as a normal deviate: the
 *	  z of the interval that has the target for an end, positive where the value
 *	  is above it.
 *
 * method: CX_AUTO, CX_SCORE or CX_DIRICHLET.
 * target: from the lowest to the highest worth.
 * Result: infinite for a target that is one of these, unless all gave that
 * answer.
 */
double
cx_target_z_of(const CxSample *sample, CxIntervalMethod method, double target)
{
	if (target == sample->estimate.value)
		return 0;
	if (target <= cx_lowest_worth(sample))
		return INFINITY;
	if (target >= cx_highest_worth(sample))
		return -INFINITY;
	if (is_dirichlet(sample, method))
		return cx_dirichlet_z(sample, target);
	return cx_score_z(sample, target);
}

/*
 * cx_target_p_of
 *	  The p-value of "the true value is target".
 *
 * method, target: as for cx_target_z_of.
 * alternative: CX_GREATER, and p is small where the value is above the target.
 */
double
cx_target_p_of(const CxSample *sample, CxIntervalMethod method, double target,
			   CxAlternative alternative)
{
	return cx_p_of_z(cx_target_z_of(sample, method, target), alternative);
}
