/*-------------------------------------------------------------------------
 *
 * score_interval.c
 *	  Score intervals and tests for every metric, and Wald's intervals.
 *
 * All of it rests on one idea.  Let p_j be the shares of the distinct worths
 * v_j, theta their mean and n* the effective number of responses.  For a
 * supposed true value theta0, the most likely shares p~_j are those that
 * maximise the likelihood under sum(p~_j v_j) = theta0.  The score statistic
 * compares the distance from theta with the variance under these shares:
 *
 *		z^2 f Var(p~(theta0)) / n* = (theta - theta0)^2
 *
 * and the score interval is all theta0 where the right side is not larger.
 * It is an interval because the profile likelihood is concave in theta0.  On
 * two worths it is Wilson's interval, on the three of NPS it is Tango's
 * (Statistics in Medicine 17, 1998).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <float.h>
#include <math.h>

#include "stats/root.h"
#include "stats/score_interval.h"

/*
 * One end of the score interval
 *
 * With k = z^2 f / n* and x_j = k + lambda (v_j - theta), the end is
 * theta - k / lambda where lambda solves sum(p_j x_j^2 / (1 + x_j)) = k.  The
 * upper end is the lower end of the mirrored worths, so that lambda is
 * positive.
 */
typedef struct ScoreEnd
{
	const CxSample *sample;
	double		sign;			/* 1 for the lower end, -1 for the upper one */
	double		k;
} ScoreEnd;

/*
 * f(lambda) = sum(p_j x_j^2 / (1 + x_j)) - k, which is convex, and negative at
 * lambda = 0.
 */
static double
score_equation(double lambda, const void *arg, double *slope)
{
	const ScoreEnd *end = arg;
	const CxSample *sample = end->sample;
	double		sum = -end->k;

	*slope = 0;
	for (int j = 0; j < sample->worths; j++)
	{
		double		e = end->sign * (sample->worth[j] - sample->estimate.value);
		double		x = end->k + lambda * e;

		if (sample->share[j] == 0)
			continue;
		/* Rounding may lead past the pole that bounds lambda. */
		if (1 + x <= 0)
			return INFINITY;
		sum += sample->share[j] * x * x / (1 + x);
		*slope += sample->share[j] * e * x * (2 + x) / ((1 + x) * (1 + x));
	}
	return sum;
}

/*
 * Wilson's closed form, for two worths.
 *
 * The end divides the range into two parts.  They are the solutions of two
 * quadratic equations, both without a difference that would lose the digits of
 * what is small; the shorter part counts.
 */
static double
wilson_end(const ScoreEnd *end)
{
	const CxSample *sample = end->sample;
	double		range = sample->worth[1] - sample->worth[0];
	bool		upper = end->sign < 0;
	double		k = end->k;
	double		near = sample->share[upper ? 1 : 0];
	double		far = sample->share[upper ? 0 : 1];
	double		half = k / 2 + sqrt(k * near * far + k * k / 4);
	double		near_part = far / (far + half) * far;

	if (near_part < 0.5)
		return sample->worth[upper ? 1 : 0] + end->sign * range * near_part;
	return sample->worth[upper ? 0 : 1] - end->sign * range * ((near + half) / (1 + k));
}

static double
exact_score_end(const ScoreEnd *end)
{
	const CxSample *sample = end->sample;
	bool		upper = end->sign < 0;
	double		k = end->k;
	double		theta = sample->estimate.value;
	double		extreme = upper ? cx_highest_worth(sample) : cx_lowest_worth(sample);
	double		share = sample->share[upper ? sample->worths - 1 : 0];
	double		limit;
	double		lambda;
	double		slope;

	if (k == 0 || theta == extreme)
		return theta;
	if (sample->worths == 2)
		return wilson_end(end);

	/*
	 * At the limit 1 + x of the extreme worth becomes 0.  If f is not yet
	 * positive there, the likeliest shares give some to that worth although
	 * nobody answered it.
	 */
	limit = (1 + k) / fabs(theta - extreme);
	if (share == 0 && score_equation(limit, end, &slope) <= 0)
		return theta + (extreme - theta) * (k / (1 + k));

	lambda = cx_find_root(score_equation, end, 0, limit,
						  Min(sqrt(k / sample->estimate.spread), limit / 2),
						  DBL_EPSILON);
	return theta - end->sign * k / lambda;
}

/*
 * cx_score_end
 *	  One end of the score interval.
 *
 * z: the normal quantile of the confidence, at least 0.
 * factor: cx_population_factor, 0 ... 1.
 * Result: kept from the last digit's rounding, between the value and the end of
 * the metric's range.
 */
double
cx_score_end(const CxSample *sample, bool upper, double z, double factor)
{
	ScoreEnd	end = {sample, upper ? -1 : 1, z * z * factor / sample->size};
	double		exact = exact_score_end(&end);

	if (upper)
		return Min(Max(exact, sample->estimate.value), cx_highest_worth(sample));
	return Max(Min(exact, sample->estimate.value), cx_lowest_worth(sample));
}

/*
 * cx_score_interval
 *	  Both ends, see cx_score_end.
 */
CxInterval
cx_score_interval(const CxSample *sample, double z, double factor)
{
	CxInterval	result;

	result.lower = cx_score_end(sample, false, z, factor);
	result.upper = cx_score_end(sample, true, z, factor);
	return result;
}

/*
 * The k at which an end of the score interval is the target: k solves
 * sum(p_j k u_j^2 / (1 + k u_j)) = 1, where u_j = (v_j - target) / (theta -
 * target).
 */
typedef struct Target
{
	const CxSample *sample;
	double		target;
} Target;

static double
target_equation(double k, const void *arg, double *slope)
{
	const Target *at = arg;
	const CxSample *sample = at->sample;
	double		sum = -1;

	*slope = 0;
	for (int j = 0; j < sample->worths; j++)
	{
		double		u = (sample->worth[j] - at->target) /
			(sample->estimate.value - at->target);
		double		d = 1 + k * u;

		if (sample->share[j] == 0)
			continue;
		if (d <= 0)
			return INFINITY;
		sum += sample->share[j] * k * u * u / d;
		*slope += sample->share[j] * (u / d) * (u / d);
	}
	return sum;
}

/*
 * cx_score_z
 *	  The score test of "the true value is target", as a normal deviate: the z
 *	  at which an end of the interval is the target, positive where the value is
 *	  above it.
 *
 * target: between the lowest and the highest worth; neither of them, nor the
 * value.
 */
double
cx_score_z(const CxSample *sample, double target)
{
	Target		at = {sample, target};
	double		distance = sample->estimate.value - target;
	bool		below = distance > 0;
	double		extreme = below ? cx_lowest_worth(sample) : cx_highest_worth(sample);
	double		share = sample->share[below ? 0 : sample->worths - 1];
	double		limit = distance / (target - extreme);
	double		k;
	double		slope;

	/*
	 * Where f is not positive, the extreme takes a share as in
	 * exact_score_end.
	 */
	if (share == 0 && target_equation(limit, &at, &slope) <= 0)
		k = limit;
	else
		k = cx_find_root(target_equation, &at, 0, limit,
						 Min(distance * distance /
							 (sample->estimate.spread + distance * distance), limit / 2),
						 DBL_EPSILON);
	return (below ? 1 : -1) * sqrt(k * sample->size);
}

/* value -/+ half, cut at the ends of the metric's range. */
static CxInterval
cut_interval(const CxSample *sample, double value, double half)
{
	double		lowest = cx_lowest_worth(sample);
	double		highest = cx_highest_worth(sample);
	CxInterval	result;

	/* Both ends at both ends: the value itself may be off by its last digit. */
	result.lower = Min(Max(value - half, lowest), highest);
	result.upper = Max(Min(value + half, highest), result.lower);
	return result;
}

/*
 * cx_wald_interval
 *	  theta -/+ z sqrt(f V), cut at the ends of the metric's range.
 */
CxInterval
cx_wald_interval(const CxSample *sample, double z, double factor)
{
	return cut_interval(sample, sample->estimate.value,
						z * sqrt(factor * sample->estimate.variance));
}

/* The pseudo-responses for each worth; false if the metric has none. */
static bool
pseudo_responses(const CxSample *sample, double z, double pseudo[3])
{
	if (sample->worths == 2)
	{
		pseudo[0] = pseudo[1] = z * z / 2;
		return true;
	}
	if (sample->worths == 3 && sample->worth[0] == -100 &&
		sample->worth[1] == 0 && sample->worth[2] == 100)
	{
		pseudo[0] = pseudo[2] = 0.75;
		pseudo[1] = 1.5;
		return true;
	}
	return false;
}

/*
 * cx_has_adjusted_wald
 *	  Is there an adjusted Wald interval for this metric?
 */
bool
cx_has_adjusted_wald(const CxSample *sample)
{
	double		pseudo[3];

	return sample->worths == 1 || pseudo_responses(sample, 0, pseudo);
}

/*
 * cx_adjusted_wald_interval
 *	  The Wald interval after adding pseudo-responses: z^2/2 to each of two
 *	  worths (Agresti & Coull, American Statistician 52, 1998), 3/4, 3/2 and 3/4
 *	  to detractors, passives and promoters (Rocks, American Statistician 70,
 *	  2016).  Cut at the ends of the metric's range.
 *
 * Only where cx_has_adjusted_wald.  Of a population that has answered as a
 * whole the value is known, and nothing is added.
 */
CxInterval
cx_adjusted_wald_interval(const CxSample *sample, double z, double factor)
{
	double		pseudo[3];
	double		size = 0;
	double		value = 0;
	double		variance = 0;

	if (factor == 0 || !pseudo_responses(sample, z, pseudo))
		return cut_interval(sample, sample->estimate.value, 0);
	for (int j = 0; j < sample->worths; j++)
		size += sample->share[j] * sample->size + pseudo[j];
	for (int j = 0; j < sample->worths; j++)
		value += (sample->share[j] * sample->size + pseudo[j]) / size * sample->worth[j];
	for (int j = 0; j < sample->worths; j++)
	{
		double		d = sample->worth[j] - value;

		variance += (sample->share[j] * sample->size + pseudo[j]) / size * d * d;
	}
	return cut_interval(sample, value, z * sqrt(factor * variance / size));
}
