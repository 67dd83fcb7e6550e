/*-------------------------------------------------------------------------
 *
 * change.c
 *	  Interval and test of the change between two samples.
 *
 * The change is the contrast of the current value less the previous one.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "stats/change.h"
#include "stats/contrast.h"

/*
 * cx_change_interval_of
 *	  Interval of the change between independent samples.
 *
 * method: CX_AUTO, CX_SCORE or CX_DIRICHLET.
 * z: the normal quantile of the confidence, at least 0.
 */
CxInterval
cx_change_interval_of(const CxSample *current, const CxSample *previous,
					  CxIntervalMethod method, double z)
{
	CxTerm		change[2] = {{1, current}, {-1, previous}};

	return cx_contrast_interval_of(change, 2, method, z);
}

/*
 * cx_change_z_of
 *	  The evidence against "there is no change", as a normal deviate: the z at
 *	  which the interval of the change touches 0, positive for a rise.
 */
double
cx_change_z_of(const CxSample *current, const CxSample *previous, CxIntervalMethod method)
{
	CxTerm		change[2] = {{1, current}, {-1, previous}};

	return cx_contrast_z_of(change, 2, method);
}

/*
 * cx_change_p_of
 *	  The p-value of "there is no change": the p at which the interval of the
 *	  change touches 0.
 *
 * alternative: CX_GREATER, and p is small for a rise.
 */
double
cx_change_p_of(const CxSample *current, const CxSample *previous,
			   CxIntervalMethod method, CxAlternative alternative)
{
	return cx_p_of_z(cx_change_z_of(current, previous, method), alternative);
}
