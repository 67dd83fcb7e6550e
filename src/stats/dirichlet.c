/*-------------------------------------------------------------------------
 *
 * dirichlet.c
 *	  Intervals and tests by the Dirichlet distribution of the shares.
 *
 * Let p_j be the shares of the J distinct worths v_j and n the effective
 * number of responses n*; of a finite population, n* / f.  One response of
 * them is spread evenly over the worths:
 *
 *		q_j = (n - 1) p_j + 1 / J
 *
 * and the true shares are taken to vary as pi ~ Dirichlet(q) does.  What is
 * asked for is F(x) = P(sum(pi_j v_j) <= x).  That is the chance that a sum of
 * independent gamma variables of the shapes q_j, each times v_j - x, is not
 * positive, and the saddle point gives it without sampling.
 *
 * Of all shares with the mean x let t_j be those nearest to q, which maximise
 * sum(q_j ln t_j), and w_j = n t_j / q_j - 1 by what part they differ.  Then
 *
 *		F(x) = Phi(r*), where r* = r + ln(u / r) / r
 *		r^2 = 2 sum(q_j (w_j - ln(1 + w_j))), r having the sign of x - m
 *		u^2 = sum(q_j w_j^2)
 *
 * The mean m of the distribution is sum(q_j v_j) / n; there r* is its limit.
 * The t_j are proportional to q_j / (1 - a (v_j - m)).  So one unknown, a,
 * gives both x and r*, whichever of the two is sought.
 *
 * Nothing here is NaN, whatever the worths, their number, the responses and
 * the confidence, and ends are good to the last digits of the range.  r* rises
 * with x.  Only where there are thirty worths or more and one of them is away
 * from the others by several times their range, it falls by up to 0.9 on the
 * way, for an r* between 1.8 and 3.4; an end there is one of up to three.
 *
 * Source: Barndorff-Nielsen, Journal of the Royal Statistical Society B 52
 * (1990), for r*; Jensen, Saddlepoint Approximations (1995).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <float.h>
#include <math.h>

#include "stats/dirichlet.h"
#include "stats/root.h"

/* With more responses no digit of an end changes. */
#define LARGEST_SIZE	1e30

/* Beyond this tilt x is the extreme to the last digit, as far as e^tilt goes. */
#define LARGEST_TILT	600.0

/* After such a step a root is exact, see cx_find_root. */
#define LAST_STEP		1e-8

/*
 * The distribution as it is seen from its mean towards one extreme, the lowest
 * or the highest worth.  All distances are parts of that from the mean to the
 * extreme, so that nothing depends on the size of the worths.
 */
typedef struct Side
{
	const CxSample *sample;
	double		extreme;
	double		reach;			/* from the mean to the extreme, signed */
	double		size;			/* n, the sum of the q_j */
	double		q[CX_MAX_POINTS];
	double		rest[CX_MAX_POINTS];	/* from v_j to the extreme, over reach */

	/* With d_j = 1 - rest_j, from the mean to v_j: */
	double		spread;			/* sum(q_j d_j^2) */
	double		skew;			/* sum(q_j d_j^3) */
	double		level;			/* r* at the mean */
} Side;

/* A level r*, or a place as a part of the reach, is sought on a side. */
typedef struct Search
{
	const Side *side;
	double		sought;
} Search;

static void
set_up_side(const CxSample *sample, bool upper, double factor, Side *side)
{
	side->sample = sample;
	side->extreme = upper ? cx_highest_worth(sample) : cx_lowest_worth(sample);

	/* A single response of some weight is one response, but for rounding. */
	side->size = Max(Min(sample->size / factor, LARGEST_SIZE), 1);
	side->reach = 0;
	for (int j = 0; j < sample->worths; j++)
	{
		side->q[j] = (side->size - 1) * sample->share[j] + 1.0 / sample->worths;
		side->reach += side->q[j] / side->size * (side->extreme - sample->worth[j]);
	}
	side->spread = 0;
	side->skew = 0;
	for (int j = 0; j < sample->worths; j++)
	{
		double		d;

		side->rest[j] = (side->extreme - sample->worth[j]) / side->reach;
		d = 1 - side->rest[j];
		side->spread += side->q[j] * d * d;
		side->skew += side->q[j] * d * d * d;
	}
	side->level = side->skew / (3 * side->spread * sqrt(side->spread));
}

/*
 * Tilt the shares towards the extreme, to t_j = q_j g_j / (n (1 + c)) where
 * g_j = 1 / (1 - a d_j).  The unknown is the tilt from 0, at the mean, to
 * infinity, at the extreme, with a = 1 - exp(-tilt).
 *
 * gain: result, the g_j.
 * Result: c, which is not negative.
 */
static double
tilt_shares(const Side *side, double tilt, double *gain)
{
	double		odds = expm1(tilt); /* a / (1 - a) */
	double		sum = 0;

	for (int j = 0; j < side->sample->worths; j++)
	{
		double		d = 1 - side->rest[j];

		gain[j] = (1 + odds) / (1 + odds * side->rest[j]);
		sum += side->q[j] * d * d * gain[j];
	}
	/* sum(q_j g_j) = n + a^2 sum(q_j d_j^2 g_j), because sum(q_j d_j) = 0. */
	odds /= 1 + odds;
	return odds * odds * sum / side->size;
}

/* The mean of the tilted shares, to the last digit near either extreme. */
static double
tilted_mean(const Side *side, double tilt)
{
	const CxSample *sample = side->sample;
	double		lowest = cx_lowest_worth(sample);
	double		highest = cx_highest_worth(sample);
	double		gain[CX_MAX_POINTS];
	double		scale = side->size * (1 + tilt_shares(side, tilt, gain));
	double		above_lowest = 0;
	double		below_highest = 0;

	for (int j = 0; j < sample->worths; j++)
	{
		double		share = side->q[j] * gain[j] / scale;

		above_lowest += share * (sample->worth[j] - lowest);
		below_highest += share * (highest - sample->worth[j]);
	}
	return above_lowest < below_highest ? lowest + above_lowest : highest - below_highest;
}

/*
 * 2 (w - ln(1 + w)), and by how much w^2 is more, which is of the third order.
 *
 * Where w is small, a series has digits that are lost in the differences.
 */
static double
divergence(double w, double one_plus_w, double *beyond)
{
	double		result;

	if (fabs(w) < 1.0 / 64)
	{
		double		sum = 2.0 / 11;

		for (int k = 10; k >= 3; k--)
			sum = 2.0 / k - w * sum;
		*beyond = w * w * w * sum;
		return w * w - *beyond;
	}
	result = 2 * (w - (fabs(w) < 1.0 / 4 ? log1p(w) : log(one_plus_w)));
	*beyond = w * w - result;
	return result;
}

/* r* of the tilt, less what is sought. */
static double
level_equation(double tilt, const void *arg, double *slope)
{
	const Search *search = arg;
	const Side *side = search->side;
	double		gain[CX_MAX_POINTS];
	double		c = tilt_shares(side, tilt, gain);
	double		scale = 1 / (1 + c);
	double		a = -expm1(-tilt);
	double		r2 = 0;
	double		u2 = 0;
	double		u3 = 0;
	double		difference = 0; /* u^2 - r^2 */
	double		r;
	double		correction;

	for (int j = 0; j < side->sample->worths; j++)
	{
		double		w = scale * (a * (1 - side->rest[j]) * gain[j] - c);
		double		beyond;

		r2 += side->q[j] * divergence(w, scale * gain[j], &beyond);
		u2 += side->q[j] * w * w;
		u3 += side->q[j] * w * w * w;
		difference += side->q[j] * beyond;
	}
	if (r2 < DBL_MIN)
	{
		*slope = sqrt(side->spread);
		return side->level - search->sought;
	}
	r = sqrt(r2);
	correction = log1p(difference / r2) / (2 * r);
	*slope = (1 + c) / expm1(tilt) *
		(u2 + u3 / u2 - u2 / side->size - difference / r2 - correction * u2 / r) / r;
	return r + correction - search->sought;
}

/*
 * The tilt at which r* is the level, which is above that at the mean.
 *
 * The search starts from a curve that has the slope and the curvature of r at
 * the mean and, as r does, grows like the root of the tilt far from it.
 */
static double
tilt_of_level(const Side *side, double level)
{
	Search		search = {side, level};
	double		rise = level - side->level;
	double		bend = Max(1 - 4 * side->skew / (3 * side->spread), 0) * rise;
	double		start = rise * (bend + sqrt(bend * bend + 4 * side->spread)) / (2 * side->spread);

	return cx_find_root(level_equation, &search, 0, LARGEST_TILT,
						Min(start, LARGEST_TILT / 2), LAST_STEP);
}

/*
 * How far the mean of the tilted shares is beyond the place that is sought, but
 * for a positive factor.
 */
static double
place_equation(double tilt, const void *arg, double *slope)
{
	const Search *search = arg;
	const Side *side = search->side;
	double		odds = expm1(tilt);
	double		sum = 0;

	*slope = 0;
	for (int j = 0; j < side->sample->worths; j++)
	{
		double		pole = 1 + odds * side->rest[j];
		double		part = side->q[j] * (search->sought - side->rest[j]) / pole;

		sum += part;
		*slope -= part * side->rest[j] / pole;
	}
	*slope *= 1 + odds;
	return sum;
}

/*
 * The tilt at which the mean is at a place between that of the distribution
 * and the extreme.
 *
 * rest: from the place to the extreme, over the reach; between 0 and 1.
 */
static double
tilt_of_place(const Side *side, double rest)
{
	Search		search = {side, rest};

	return cx_find_root(place_equation, &search, 0, LARGEST_TILT,
						Min(-log(rest) * side->size / side->spread, LARGEST_TILT / 2),
						LAST_STEP);
}

/* r* at the target. */
static double
level_of(const CxSample *sample, double target)
{
	Side		side;
	Search		search = {&side, 0};
	double		sign = 1;
	double		rest;
	double		slope;

	set_up_side(sample, true, 1, &side);
	rest = (side.extreme - target) / side.reach;
	if (rest > 1)
	{
		sign = -1;
		set_up_side(sample, false, 1, &side);
		rest = (side.extreme - target) / side.reach;
	}
	if (rest >= 1)
		return sign * side.level;
	return sign * level_equation(tilt_of_place(&side, rest), &search, &slope);
}

static double
exact_end(const CxSample *sample, bool upper, double z, double factor)
{
	Side		side;

	/* The end may be on the other side of the distribution's mean. */
	set_up_side(sample, upper, factor, &side);
	if (z < side.level)
	{
		z = -z;
		set_up_side(sample, !upper, factor, &side);
	}
	return tilted_mean(&side, z > side.level ? tilt_of_level(&side, z) : 0);
}

/*
 * cx_dirichlet_end
 *	  An end of the interval: the x with F(x) = alpha / 2 or 1 - alpha / 2.
 *
 * z: the normal quantile of the confidence 1 - alpha, at least 0.
 * factor: cx_population_factor, 0 ... 1; 0, and the value is known.
 * Result: never on the wrong side of the value, nor beyond the metric's range;
 * where all gave the answer at an end of the scale, that is the end.
 */
double
cx_dirichlet_end(const CxSample *sample, bool upper, double z, double factor)
{
	double		value = sample->estimate.value;
	double		extreme = upper ? cx_highest_worth(sample) : cx_lowest_worth(sample);
	double		end;

	if (value == extreme || factor == 0)
		return value;
	end = exact_end(sample, upper, z, factor);
	if (upper)
		return Min(Max(end, value), extreme);
	return Max(Min(end, value), extreme);
}

/*
 * cx_dirichlet_interval
 *	  Both ends, see cx_dirichlet_end.
 */
CxInterval
cx_dirichlet_interval(const CxSample *sample, double z, double factor)
{
	CxInterval	result;

	result.lower = cx_dirichlet_end(sample, false, z, factor);
	result.upper = cx_dirichlet_end(sample, true, z, factor);
	return result;
}

/*
 * cx_dirichlet_z
 *	  The evidence against "the true value is target", as a normal deviate: z
 *	  with F(target) = Phi(-z), positive where the value is above the target.
 *
 * target: between the lowest and the highest worth; neither of them, nor the
 * value.
 * Result: 0 where z would be on the wrong side of 0, as an end is kept from the
 * wrong side of the value; so the interval holds the target if and only if |z|
 * is not above that of its confidence.
 */
double
cx_dirichlet_z(const CxSample *sample, double target)
{
	double		z = -level_of(sample, target);

	return (z > 0) == (sample->estimate.value > target) ? z : 0;
}
