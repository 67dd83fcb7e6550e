/*-------------------------------------------------------------------------
 *
 * saddle.c
 *	  The exponential tilt of a distribution over worths, and tails by the
 *	  saddle point.
 *
 * Worths v_j have the shares p_j.  With e_j = v_j - reference,
 *
 *		K(t) = ln sum(p_j exp(t e_j))
 *		q_j = p_j exp(t e_j - K(t))		the tilted shares
 *		K'(t), K''(t)					their mean and variance
 *		D = t K'(t) - K(t)				their divergence from p_j
 *
 * The chance that the mean of n answers is above x, where K'(t) = x, is about
 * the normal tail beyond
 *
 *		r + ln(u / r) / r,	r = sign(t) sqrt(2 n D),  u = t sqrt(n K''(t))
 *
 * Source: Lugannani & Rice, Advances in Applied Probability 12 (1980), in the
 * form of Barndorff-Nielsen, Biometrika 73 (1986).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <float.h>
#include <math.h>

#include "stats/root.h"
#include "stats/saddle.h"

/* Where the square of r is smaller, the tails are one half. */
#define LEAST_SQUARE	1e-8

/* A search starts at most so far from 0 and widens; deviations are up to 1. */
#define LARGEST_START	4

/* After such a step a root is exact, see cx_find_root. */
#define LAST_STEP		1e-8

/*
 * cx_distribution_init
 *	  A distribution, without the worths that have no share.
 *
 * worth: ascending; share: of any sum, not all 0.
 * reference: where deviations start, between the worths that have shares.
 */
void
cx_distribution_init(int worths, const double *worth, const double *share,
					 double reference, CxDistribution *distribution)
{
	double		total = 0;
	int			n = 0;

	for (int j = 0; j < worths; j++)
	{
		if (share[j] == 0)
			continue;
		distribution->deviation[n] = worth[j] - reference;
		distribution->share[n++] = share[j];
		total += share[j];
	}
	distribution->worths = n;
	distribution->reference = reference;
	distribution->range = distribution->deviation[n - 1] - distribution->deviation[0];
	if (n == 1)
		distribution->range = 1;
	for (int j = 0; j < n; j++)
	{
		distribution->deviation[j] /= distribution->range;
		distribution->share[j] /= total;
	}
}

/*
 * K(t) in two parts, of which the first is 0 where t is small, and else the
 * largest t e_j: so neither small nor large t cost digits of t e_j - K(t).
 */
static void
cumulants(const CxDistribution *distribution, double t, double *largest, double *rest)
{
	const double *e = distribution->deviation;
	int			last = distribution->worths - 1;
	double		sum = 0;

	if (fabs(t) * Max(fabs(e[0]), fabs(e[last])) < 0.5)
	{
		for (int j = 0; j <= last; j++)
			sum += distribution->share[j] * expm1(t * e[j]);
		*largest = 0;
		*rest = log1p(sum);
		return;
	}
	*largest = t * (t > 0 ? e[last] : e[0]);
	for (int j = 0; j <= last; j++)
		sum += distribution->share[j] * exp(t * e[j] - *largest);
	*rest = log(sum);
}

/*
 * y exp(y) - exp(y) + 1, by its series where digits would cancel: the sum of
 * (k - 1) y^k / k! from k = 2.
 */
static double
divergence_term(double y)
{
	double		power = y * y / 2;
	double		sum = power;

	if (fabs(y) >= 0.5)
		return y * exp(y) - expm1(y);
	for (int k = 3; fabs(power) > DBL_EPSILON * sum; k++)
	{
		power *= y / k;
		sum += (k - 1) * power;
	}
	return sum;
}

/*
 * cx_tilt
 *	  The tilted distribution at t.
 *
 * D = sum(p_j (y_j exp(y_j) - exp(y_j) + 1)) with y_j = t e_j - K(t), of which
 * no term is negative.
 */
void
cx_tilt(const CxDistribution *distribution, double t, CxTilt *tilt)
{
	const double *e = distribution->deviation;
	int			worths = distribution->worths;
	double		tilted[CX_MAX_POINTS];
	double		total = 0;
	double		largest;
	double		rest;

	cumulants(distribution, t, &largest, &rest);
	tilt->t = t;
	tilt->mean = 0;
	tilt->variance = 0;
	tilt->divergence = 0;
	for (int j = 0; j < worths; j++)
	{
		double		y = t * e[j] - largest - rest;

		tilted[j] = distribution->share[j] * exp(y);
		total += tilted[j];
		tilt->mean += tilted[j] * e[j];
		tilt->divergence += distribution->share[j] * divergence_term(y);
	}
	tilt->mean /= total;
	for (int j = 0; j < worths; j++)
	{
		double		d = e[j] - tilt->mean;

		tilt->variance += tilted[j] / total * d * d;
	}
}

typedef struct Search
{
	const CxDistribution *distribution;
	double		target;
} Search;

/* Where to start a search that leads to target if t is small. */
static double
start_of(double target, double slope)
{
	double		t = target / slope;

	/* Not so where the slope is 0 or nearly. */
	return fabs(t) <= LARGEST_START ? t : copysign(LARGEST_START, target);
}

/* K'(t) - target; what is left by rounding counts as 0. */
static double
mean_equation(double t, const void *arg, double *slope)
{
	const Search *search = arg;
	CxTilt		tilt;
	double		f;

	cx_tilt(search->distribution, t, &tilt);
	f = tilt.mean - search->target;
	*slope = tilt.variance;
	return fabs(f) <= DBL_EPSILON ? 0 : f;
}

/*
 * cx_tilt_to
 *	  The tilt whose mean is the given value: K'(t) = value - reference.
 *
 * value: strictly between the lowest and the highest worth that has a share,
 * and farther from them than rounding.
 */
void
cx_tilt_to(const CxDistribution *distribution, double value, CxTilt *tilt)
{
	Search		search = {distribution, (value - distribution->reference) / distribution->range};
	double		distance;

	cx_tilt(distribution, 0, tilt);
	distance = search.target - tilt->mean;
	if (fabs(distance) > DBL_EPSILON)
		cx_tilt(distribution,
				cx_rising_root(mean_equation, &search, start_of(distance, tilt->variance),
							   LAST_STEP),
				tilt);

	/* To first order: what rounding has left of the distance. */
	tilt->divergence += tilt->t * (search.target - tilt->mean);
}

/* sign(t) sqrt(2 D) - target */
static double
root_equation(double t, const void *arg, double *slope)
{
	const Search *search = arg;
	CxTilt		tilt;
	double		root;
	double		f;

	cx_tilt(search->distribution, t, &tilt);
	root = copysign(sqrt(2 * tilt.divergence), t);
	f = root - search->target;
	*slope = t * tilt.variance / root;
	return fabs(f) <= DBL_EPSILON * fabs(root) ? 0 : f;
}

/*
 * cx_tilt_by
 *	  The tilt whose divergence is given: sign(t) sqrt(2 D) = root.
 *
 * root: not 0; 2 D at the end of the worths on its side, -2 ln(share), is more
 * than its square.  Where it is not, the tilt is all but the end itself.
 */
void
cx_tilt_by(const CxDistribution *distribution, double root, CxTilt *tilt)
{
	Search		search = {distribution, root};

	cx_tilt(distribution, 0, tilt);
	cx_tilt(distribution,
			cx_rising_root(root_equation, &search, start_of(root, sqrt(tilt->variance)),
						   LAST_STEP),
			tilt);
}

/*
 * cx_recentre
 *	  Tilt the shares so that the reference is their mean.
 *
 * The reference is strictly between the lowest and the highest worth, and
 * farther from them than rounding.  A worth whose share becomes less than any
 * double is dropped.
 */
void
cx_recentre(CxDistribution *distribution)
{
	double		tilted[CX_MAX_POINTS];
	double		total = 0;
	double		largest;
	double		rest;
	int			n = 0;
	CxTilt		tilt;

	cx_tilt_to(distribution, distribution->reference, &tilt);
	cumulants(distribution, tilt.t, &largest, &rest);
	for (int j = 0; j < distribution->worths; j++)
	{
		double		share = distribution->share[j] *
			exp(tilt.t * distribution->deviation[j] - largest - rest);

		if (share < DBL_MIN)
			continue;
		distribution->deviation[n] = distribution->deviation[j];
		tilted[n++] = share;
		total += share;
	}
	distribution->worths = n;
	for (int j = 0; j < n; j++)
		distribution->share[j] = tilted[j] / total;
}

/*
 * cx_saddle_tails
 *	  The chances that the mean of so many answers is above, or below, that of
 *	  the tilt.
 */
CxTails
cx_saddle_tails(const CxTilt *tilt, double size)
{
	double		square = 2 * size * tilt->divergence;
	double		r = copysign(sqrt(square), tilt->t);
	double		u = tilt->t * sqrt(size * tilt->variance);
	CxTails		half = {0.5, 0.5};

	if (!(square >= LEAST_SQUARE))
		return half;
	return cx_tails_of_z(r + log(u / r) / r);
}
