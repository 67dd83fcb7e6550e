/*-------------------------------------------------------------------------
 *
 * verdict.c
 *	  Which units are surely above or below a reference, of all that were
 *	  looked at.
 *
 * The reference is the mean of all units, a target, or no change.  Each unit
 * has two pairs of one-sided p-values:
 *
 * - those of its own test, which knows how much its answers vary, but whose far
 *	 tails are too small where answers are lopsided and few;
 * - the chance of its value under everybody's answers, tilted so that their
 *	 mean is the reference, by the saddle point: its tails are right, but the
 *	 answers are not the unit's own.
 *
 * The one nearer to 1/2 counts.  The p-values are adjusted for the number of
 * units, in each direction on its own.
 *
 * Source: Lugannani & Rice, Advances in Applied Probability 12 (1980);
 * Benjamini & Hochberg, Journal of the Royal Statistical Society B 57 (1995).
 * The choice between the two is ours.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <float.h>
#include <math.h>

#include "miscadmin.h"

#include "stats/root.h"
#include "stats/verdict.h"

/* After such a step a root is exact, see cx_find_root. */
#define LAST_STEP	1e-8

static const CxTails half = {0.5, 0.5};

/*
 * cx_pool_add
 *	  Add a unit's answers to everybody's.
 *
 * sample: of the same metric and scale as those before.
 *
 * Unweighted answers are counted in whole numbers, so that the sums do not
 * depend on the order of the units.
 */
void
cx_pool_add(CxPool *pool, const CxSample *sample)
{
	pool->worths = sample->worths;
	for (int j = 0; j < sample->worths; j++)
	{
		double		answers = sample->size * sample->share[j];

		pool->worth[j] = sample->worth[j];
		pool->answers[j] += sample->size == (double) sample->responses ? rint(answers) : answers;
	}
}

/*
 * cx_null
 *	  Everybody's answers, tilted to the reference.
 *
 * pool: of one unit at least.
 * reference: within the metric's range.
 *
 * There are no such answers unless the reference lies strictly between the
 * lowest and the highest worth that anybody answered.
 */
void
cx_null(const CxPool *pool, double reference, CxNull *null)
{
	CxDistribution *answers = &null->answers;
	double		low;
	double		high;

	null->reference = reference;
	null->rounding = CX_ROUNDING * (pool->worth[pool->worths - 1] - pool->worth[0]);
	cx_distribution_init(pool->worths, pool->worth, pool->answers, reference, answers);
	low = -answers->deviation[0] * answers->range;
	high = answers->deviation[answers->worths - 1] * answers->range;
	null->tilted = low > null->rounding && high > null->rounding;
	if (null->tilted)
		cx_recentre(answers);
}

/*
 * The chance of a mean at the end of its range, of which the mean itself, with
 * the given logarithm of its chance, counts half.
 */
static CxTails
end_tails(double log_chance, bool high)
{
	double		p = exp(log_chance) / 2;
	CxTails		tails = {high ? p : 1 - p, high ? 1 - p : p};

	return tails;
}

/* The pair nearer to one half; the first if both are as near. */
static CxTails
nearer_to_half(CxTails a, CxTails b)
{
	return Min(a.greater, a.less) >= Min(b.greater, b.less) ? a : b;
}

/* The chance of a value under the answers of the null. */
static CxTails
null_tails(const CxNull *null, double value, double size)
{
	const CxDistribution *answers = &null->answers;
	int			last = answers->worths - 1;
	double		d = value - null->reference;
	CxTilt		tilt;

	if (d >= answers->deviation[last] * answers->range - null->rounding)
		return end_tails(size * log(answers->share[last]), true);
	if (d <= answers->deviation[0] * answers->range + null->rounding)
		return end_tails(size * log(answers->share[0]), false);
	cx_tilt_to(answers, value, &tilt);
	return cx_saddle_tails(&tilt, size);
}

/*
 * cx_level_tails
 *	  The p-values of a unit's value against the reference.
 *
 * size: effective number of responses.
 * own: the p-values of the unit's own one-sided tests of the reference.
 */
CxTails
cx_level_tails(const CxNull *null, double value, double size, CxTails own)
{
	if (fabs(value - null->reference) <= null->rounding)
		return half;
	if (!null->tilted)
		return own;
	return nearer_to_half(own, null_tails(null, value, size));
}

/*
 * The difference between the means of n_a and n_b answers of one distribution
 * with the cumulants K_0: K(t) = n_a K_0(t / n_a) + n_b K_0(-t / n_b).  With m =
 * n_a n_b / (n_a + n_b), the search is for t / m.
 */
typedef struct Difference
{
	const CxDistribution *answers;
	double		current_size;
	double		previous_size;
	double		target;			/* in ranges of the answers */
} Difference;

static void
tilt_difference(const Difference *difference, double s, CxTilt *tilt)
{
	double		total = difference->current_size + difference->previous_size;
	double		a = difference->previous_size / total;	/* t / n_a = s a */
	double		b = difference->current_size / total;
	CxTilt		current;
	CxTilt		previous;

	cx_tilt(difference->answers, s * a, &current);
	cx_tilt(difference->answers, -s * b, &previous);
	tilt->t = s * a * difference->current_size;
	tilt->mean = current.mean - previous.mean;
	tilt->variance = current.variance / difference->current_size +
		previous.variance / difference->previous_size;
	tilt->divergence = difference->current_size * current.divergence +
		difference->previous_size * previous.divergence;
}

/* K'(t) - target; what is left by rounding counts as 0. */
static double
difference_equation(double s, const void *arg, double *slope)
{
	const Difference *difference = arg;
	CxTilt		tilt;
	double		f;

	tilt_difference(difference, s, &tilt);
	f = tilt.mean - difference->target;
	*slope = tilt.variance * tilt.t / s;
	return fabs(f) <= DBL_EPSILON ? 0 : f;
}

/* The chance of the change if all answers were of one distribution. */
static CxTails
same_tails(const CxDistribution *answers, const CxSample *current, const CxSample *previous,
		   double rounding)
{
	double		change = current->estimate.value - previous->estimate.value;
	Difference	difference = {answers, current->size, previous->size, change / answers->range};
	double		low = log(answers->share[0]);
	double		high = log(answers->share[answers->worths - 1]);
	CxTilt		tilt;

	if (change >= answers->range - rounding)
		return end_tails(current->size * high + previous->size * low, true);
	if (change <= -answers->range + rounding)
		return end_tails(current->size * low + previous->size * high, false);
	tilt_difference(&difference,
					cx_rising_root(difference_equation, &difference,
								   copysign(1, change), LAST_STEP), &tilt);
	tilt.divergence += tilt.t * (difference.target - tilt.mean);
	return cx_saddle_tails(&tilt, 1);
}

/*
 * cx_change_tails
 *	  The p-values of a unit's change against no change.
 *
 * own: the p-values of its own one-sided tests of no change.
 */
CxTails
cx_change_tails(const CxSample *current, const CxSample *previous, CxTails own)
{
	double		change = current->estimate.value - previous->estimate.value;
	double		rounding = CX_ROUNDING * (cx_highest_worth(current) - cx_lowest_worth(current));
	CxPool		both = {0};
	CxDistribution answers;
	double		mean;

	if (fabs(change) <= rounding)
		return half;
	cx_pool_add(&both, current);
	cx_pool_add(&both, previous);
	mean = (current->size * current->estimate.value +
			previous->size * previous->estimate.value) / (current->size + previous->size);
	cx_distribution_init(both.worths, both.worth, both.answers, mean, &answers);
	return nearer_to_half(own, same_tails(&answers, current, previous, rounding));
}

/* Adjusted p-values in one direction, at the places of the units. */
static void
adjust(const CxTails *tails, int64 n, bool greater, CxRanked *ranked, double *adjusted)
{
	for (int64 i = 0; i < n; i++)
	{
		ranked[i].key = greater ? tails[i].greater : tails[i].less;
		ranked[i].place = i;
	}
	cx_adjust_p(ranked, n, adjusted);
}

/*
 * cx_verdicts
 *	  Adjust the p-values of all units, and tell which of them are apart from
 *	  the reference: of those in each direction, at most (1 - confidence) / 2
 *	  are expected to be falsely so.
 *
 * tails: of n units, in any order.
 * ranked: room for n.
 * adjusted_p, verdict: result; adjusted_p is twice the smaller of a unit's two
 * adjusted p-values, at most 1, and a verdict stands where it is at most 1 -
 * confidence, unless the two are the same.
 */
void
cx_verdicts(const CxTails *tails, int64 n, double confidence, CxRanked *ranked,
			double *adjusted_p, CxVerdict *verdict)
{
	double	   *less = MemoryContextAllocHuge(CurrentMemoryContext, n * sizeof(double));

	adjust(tails, n, true, ranked, adjusted_p);
	adjust(tails, n, false, ranked, less);
	for (int64 i = 0; i < n; i++)
	{
		double		greater = adjusted_p[i];

		CHECK_FOR_INTERRUPTS();
		adjusted_p[i] = Min(2 * Min(greater, less[i]), 1);
		verdict[i] = CX_NO_VERDICT;

		/* What speaks for both directions alike speaks for neither. */
		if (adjusted_p[i] <= 1 - confidence && greater != less[i])
			verdict[i] = greater < less[i] ? CX_ABOVE : CX_BELOW;
	}
	pfree(less);
}
