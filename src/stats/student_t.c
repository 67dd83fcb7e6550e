/*-------------------------------------------------------------------------
 *
 * student_t.c
 *	  Student's t distribution.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <float.h>
#include <math.h>

#include "stats/normal.h"
#include "stats/root.h"
#include "stats/student_t.h"

/* After such a step a root is exact, see cx_find_root. */
#define LAST_STEP		1e-8

/* From here on the expansion about the normal distribution is as good. */
#define MANY_DEGREES	1e4

/* The continued fraction needs some square root of the degrees. */
#define MOST_TERMS		10000

typedef struct Quantile
{
	double		degrees;
	double		confidence;
} Quantile;

/* Keeps a denominator from being 0. */
static inline double
nonzero(double x)
{
	return fabs(x) < DBL_MIN ? DBL_MIN : x;
}

/*
 * The continued fraction of the incomplete beta function I_x(a,b), for x below
 * (a + 1)/(a + b + 2).
 *
 * Source: Abramowitz & Stegun, Handbook of Mathematical Functions (1964), 26.5.8,
 * by Lentz's method as Thompson & Barnett (1986) modified it.
 */
static double
beta_fraction(double x, double a, double b)
{
	double		c = 1;
	double		d = 1 / nonzero(1 - (a + b) / (a + 1) * x);
	double		fraction = d;

	for (int m = 1; m < MOST_TERMS; m++)
	{
		double		even = m * (b - m) / ((a + 2 * m - 1) * (a + 2 * m)) * x;
		double		odd = -(a + m) * (a + b + m) / ((a + 2 * m) * (a + 2 * m + 1)) * x;
		double		last;

		d = 1 / nonzero(1 + even * d);
		c = nonzero(1 + even / c);
		fraction *= c * d;
		d = 1 / nonzero(1 + odd * d);
		c = nonzero(1 + odd / c);
		last = c * d;
		fraction *= last;
		if (fabs(last - 1) <= DBL_EPSILON)
			break;
	}
	return fraction;
}

/* ln I_x(a,b), where ln_x = ln x and ln_y = ln (1 - x). */
static double
log_beta(double ln_x, double ln_y, double a, double b)
{
	double		x = exp(ln_x);
	double		y = exp(ln_y);
	double		front = lgamma(a + b) - lgamma(a) - lgamma(b) + a * ln_x + b * ln_y;

	if (x < (a + 1) / (a + b + 2))
		return front + log(beta_fraction(x, a, b) / a);
	return log1p(-exp(front) * beta_fraction(y, b, a) / b);
}

/*
 * The difference of the logarithms of what lies between -t and t and of the
 * confidence; or of what lies beyond, where that is the smaller.
 */
static double
quantile_equation(double t, const void *arg, double *slope)
{
	const Quantile *quantile = arg;
	double		n = quantile->degrees;
	double		ratio = t / sqrt(n);
	double		ln_sum = ratio > 1 / DBL_EPSILON ? 2 * log(ratio) : log1p(ratio * ratio);
	double		ln_density = M_LN2 + lgamma((n + 1) / 2) - lgamma(n / 2) -
		log(n * M_PI) / 2 - (n + 1) / 2 * ln_sum;
	double		ln_t = 2 * log(ratio) - ln_sum;
	double		ln_chance;

	if (quantile->confidence < 0.5)
	{
		ln_chance = log_beta(ln_t, -ln_sum, 0.5, n / 2);
		*slope = exp(ln_density - ln_chance);
		return ln_chance - log(quantile->confidence);
	}
	ln_chance = log_beta(-ln_sum, ln_t, n / 2, 0.5);
	*slope = exp(ln_density - ln_chance);
	return log(1 - quantile->confidence) - ln_chance;
}

/*
 * The expansion about the normal distribution.
 *
 * Source: Abramowitz & Stegun 26.7.5.
 */
static double
expansion(double z, double n)
{
	double		z2 = z * z;
	double		g1 = (z2 + 1) / 4;
	double		g2 = ((5 * z2 + 16) * z2 + 3) / 96;
	double		g3 = (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
	double		g4 = ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92160;

	return z * (1 + (g1 + (g2 + (g3 + g4 / n) / n) / n) / n);
}

/*
 * cx_two_sided_t
 *	  The t that Student's variable does not pass on either side with the given
 *	  confidence: 2.228 for 0.95 and 10 degrees of freedom.
 *
 * confidence: strictly between 0 and 1; degrees: greater than 0, maybe a fraction.
 * Result: 1e200 or so, if it is larger.
 */
double
cx_two_sided_t(double confidence, double degrees)
{
	Quantile	quantile = {degrees, confidence};
	double		z = cx_two_sided_z(confidence);

	if (degrees >= MANY_DEGREES)
		return expansion(z, degrees);
	return cx_rising_root(quantile_equation, &quantile, z, LAST_STEP);
}
