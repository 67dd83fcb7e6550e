/*-------------------------------------------------------------------------
 *
 * normal.c
 *	  The standard normal distribution.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "stats/normal.h"
#include "stats/root.h"

/* Where the integral over the standard normal density ends, and its steps. */
#define DENSITY_END		9
#define DENSITY_STEPS	400

/* After such a step a root is exact, see cx_find_root. */
#define LAST_STEP		1e-8

/* Beyond it the tail is less than any double. */
#define FAR_TAIL		37

/* Value of the polynomial c[0] + c[1] x + ... + c[7] x^7. */
static double
polynomial(const double c[8], double x)
{
	double		sum = c[7];

	for (int i = 6; i >= 0; i--)
		sum = sum * x + c[i];
	return sum;
}

/*
 * The z that a standard normal variable does not pass on either side with the
 * given confidence, of which tail = 1 - confidence: both are given because
 * each keeps its digits where the other has none.
 *
 * Result: good to about 1e-16 of its size.
 * Source: Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988), for
 * the upper half of the distribution.
 */
static double
two_sided_z(double confidence, double tail)
{
	static const double a[8] = {
		3.3871328727963666080e0, 1.3314166789178437745e+2,
		1.9715909503065514427e+3, 1.3731693765509461125e+4,
		4.5921953931549871457e+4, 6.7265770927008700853e+4,
		3.3430575583588128105e+4, 2.5090809287301226727e+3
	};
	static const double b[8] = {
		1.0, 4.2313330701600911252e+1,
		6.8718700749205790830e+2, 5.3941960214247511077e+3,
		2.1213794301586595867e+4, 3.9307895800092710610e+4,
		2.8729085735721942674e+4, 5.2264952788528545610e+3
	};
	static const double c[8] = {
		1.42343711074968357734e0, 4.63033784615654529590e0,
		5.76949722146069140550e0, 3.64784832476320460504e0,
		1.27045825245236838258e0, 2.41780725177450611770e-1,
		2.27238449892691845833e-2, 7.74545014278341407640e-4
	};
	static const double d[8] = {
		1.0, 2.05319162663775882187e0,
		1.67638483018380384940e0, 6.89767334985100004550e-1,
		1.48103976427480074590e-1, 1.51986665636164571966e-2,
		5.47593808499534494600e-4, 1.05075007164441684324e-9
	};
	static const double e[8] = {
		6.65790464350110377720e0, 5.46378491116411436990e0,
		1.78482653991729133580e0, 2.96560571828504891230e-1,
		2.65321895265761230930e-2, 1.24266094738807843860e-3,
		2.71155556874348757815e-5, 2.01033439929228813265e-7
	};
	static const double f[8] = {
		1.0, 5.99832206555887937690e-1,
		1.36929880922735805310e-1, 1.48753612908506148525e-2,
		7.86869131145613259100e-4, 1.84631831751005468180e-5,
		1.42151175831644588870e-7, 2.04426310338993978564e-15
	};
	double		q = confidence / 2; /* distance from the middle */
	double		r;

	if (q <= 0.425)
	{
		r = 0.180625 - q * q;
		return q * polynomial(a, r) / polynomial(b, r);
	}
	r = sqrt(-log(tail / 2));
	if (r <= 5)
		return polynomial(c, r - 1.6) / polynomial(d, r - 1.6);
	return polynomial(e, r - 5) / polynomial(f, r - 5);
}

/*
 * cx_two_sided_z
 *	  The z that a standard normal variable does not pass on either side with
 *	  the given confidence: 1.96 for 0.95.
 *
 * confidence: strictly between 0 and 1.
 */
double
cx_two_sided_z(double confidence)
{
	return two_sided_z(confidence, 1 - confidence);
}

/*
 * cx_simultaneous_z
 *	  The z for each of n independent intervals that hold all together with the
 *	  given confidence.
 *
 * Source: Sidak, Journal of the American Statistical Association 62 (1967).
 */
double
cx_simultaneous_z(double confidence, double n)
{
	double		of_each = log(confidence) / n;

	return two_sided_z(exp(of_each), -expm1(of_each));
}

/*
 * cx_p_of_z
 *	  The probability that a standard normal variable is as far from 0 as z, in
 *	  the direction of the alternative or in either.
 *
 * z: positive if it speaks for greater; may be infinite.
 * Result: greater and less add up to 1, and each keeps its digits where it is
 * the small one; two-sided is twice the smaller.
 */
double
cx_p_of_z(double z, CxAlternative alternative)
{
	switch (alternative)
	{
		case CX_GREATER:
			return erfc(z / M_SQRT2) / 2;
		case CX_LESS:
			return erfc(-z / M_SQRT2) / 2;
		case CX_TWO_SIDED:
			break;
	}
	return erfc(fabs(z) / M_SQRT2);
}

/* The range of n independent standard normal values, and a chance. */
typedef struct Range
{
	int			n;
	double		chance;
} Range;

/*
 * ln(chance) - ln(tail), where the tail is the chance that the range is more
 * than q: the integral over the highest of the values, z, of
 *
 *		n phi(z) (Phi(z)^(n-1) - (Phi(z) - Phi(z - q))^(n-1))
 *
 * The midpoints of an integrand as smooth as this one are good to the last
 * digits.  A small tail keeps its digits, too.
 */
static double
range_equation(double q, const void *arg, double *slope)
{
	const Range *range = arg;
	const double step = 2.0 * DENSITY_END / DENSITY_STEPS;
	int			n = range->n;
	double		tail = 0;
	double		density = 0;	/* of the range at q */

	for (int i = 0; i < DENSITY_STEPS; i++)
	{
		double		z = (i + 0.5) * step - DENSITY_END;
		double		highest = -z * z / 2;
		double		lowest = -(z - q) * (z - q) / 2;
		double		below = cx_p_of_z(z, CX_LESS);
		double		between = log1p(-cx_p_of_z(z - q, CX_LESS) / below);

		tail -= exp(highest + (n - 1) * log(below)) * expm1((n - 1) * between);
		density += exp(highest + lowest + (n - 2) * (log(below) + between));
	}
	tail *= n * step / sqrt(2 * M_PI);
	density *= n * (n - 1.0) * step / (2 * M_PI);
	*slope = density / tail;
	return log(range->chance) - log(tail);
}

/*
 * cx_range_z
 *	  The z for each difference between two of n independent values that all of
 *	  them hold together with the given confidence: Tukey's, the quantile of the
 *	  range of n standard normal values divided by the square root of 2.
 *
 * n: at least 1; of one there are no differences, and any z would do.
 * Source: Tukey, The Problem of Multiple Comparisons (1953); for unequal
 * variances Hayter, Annals of Statistics 12 (1984).
 */
double
cx_range_z(double confidence, int n)
{
	Range		range = {n, 1 - confidence};
	double		bound;

	if (n <= 2)
		return cx_two_sided_z(confidence);

	/* Sidak's z for as many independent differences is never smaller. */
	bound = M_SQRT2 * cx_simultaneous_z(confidence, n * (n - 1.0) / 2);
	return cx_find_root(range_equation, &range, 0, bound, bound, LAST_STEP) / M_SQRT2;
}

/*
 * cx_log_tail
 *	  The logarithm of the probability that a standard normal variable is above
 *	  z.
 *
 * Source: for the far tail the asymptotic series of Abramowitz & Stegun,
 * Handbook of Mathematical Functions (1964), 26.2.12, to two terms.
 */
double
cx_log_tail(double z)
{
	if (z < FAR_TAIL)
		return log(erfc(z / M_SQRT2) / 2);
	return -z * z / 2 - log(z * sqrt(2 * M_PI)) + log1p((3 / (z * z) - 1) / (z * z));
}

/*
 * cx_tails_of_z
 *	  cx_p_of_z of both directions.
 */
CxTails
cx_tails_of_z(double z)
{
	CxTails		tails = {cx_p_of_z(z, CX_GREATER), cx_p_of_z(z, CX_LESS)};

	return tails;
}
