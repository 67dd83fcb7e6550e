/*-------------------------------------------------------------------------
 *
 * root.c
 *	  The roots of equations.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <float.h>
#include <math.h>

#include "stats/root.h"

/* Beyond this no search goes. */
#define FARTHEST	1e200

/*
 * cx_find_root
 *	  The root of an equation between lo and hi, where f(lo) < 0 < f(hi).
 *
 * x: where to start.
 * tolerance: a step of Newton's below this part of x is the last.  What is
 * left after it is about the square of the step, so that half the digits will
 * do where the equation is smooth.
 *
 * Newton's method, but a step that leaves the bracket, or is more than half
 * as long as the one before it, is replaced by bisection.  So every step
 * either halves the bracket or halves the step: the steps become as small as
 * the last digit of x after some hundred of them at worst, and after about
 * five in practice.
 */
double
cx_find_root(CxEquation equation, const void *arg, double lo, double hi,
			 double x, double tolerance)
{
	double		last = hi - lo;

	for (;;)
	{
		double		slope;
		double		f = equation(x, arg, &slope);
		double		next = x - f / slope;
		double		least = tolerance;

		if (f < 0)
			lo = x;
		else
			hi = x;
		if (!(next >= lo && next <= hi && fabs(next - x) <= fabs(last) / 2))
		{
			next = lo + (hi - lo) / 2;
			least = DBL_EPSILON;
		}
		last = next - x;
		if (!(fabs(last) > least * fabs(x)))
			return next;
		x = next;
	}
}

/*
 * cx_rising_root
 *	  The root of an equation whose f never falls, on the side of 0 where start
 *	  is; f(0) is negative if start is positive, and the other way round.
 *
 * start: where to start, not 0; the search goes twice as far until it has
 * passed the root.
 * tolerance: as for cx_find_root.
 * Result: +/- 1e200 or so, if the root is farther from 0.
 */
double
cx_rising_root(CxEquation equation, const void *arg, double start, double tolerance)
{
	double		near = 0;
	double		far = start;
	double		slope;

	while (equation(far, arg, &slope) * start < 0)
	{
		if (fabs(far) > FARTHEST)
			return far;
		near = far;
		far *= 2;
	}
	return cx_find_root(equation, arg, Min(near, far), Max(near, far),
						near == 0 ? far : near + (far - near) / 2, tolerance);
}
