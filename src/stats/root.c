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
