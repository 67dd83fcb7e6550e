/*-------------------------------------------------------------------------
 *
 * number_above.c
 *	  How many of many units are above a mark: the chance that they are few.
 *
 * Unit i is above with the probability S_i, whatever the others are.  So their
 * number is a sum of independent variables that are 0 or 1 (Poisson's binomial
 * distribution).  Few are less than k.  What is asked is the probability that
 * few units are, and G_i, that few others than unit i are.
 *
 * Exactly: let F_r be the probability that at most r are.  Another unit makes
 * it (1 - S) F_r + S F_(r-1).  That can be undone, for
 *
 *		G_i = sum_j (-q)^j F_(k-1-j) / (1 - S_i),  q = S_i / (1 - S_i)
 *
 * as long as q is at most 1, or rounding errors would grow.  Units with S_i
 * above a half are added last.  They are some 2 k at most, or it is out of the
 * question that few are above.  For each of them the distribution of those
 * before it is combined with that of those after it.
 *
 * By the normal distribution, with one term for the skewness:
 *
 *		M = sum(S),  Q = sum(S (1 - S)),  K = sum(S (1 - S) (1 - 2 S))
 *		t = (k - 1/2 - M) / sqrt(Q)
 *		F = Phi(t) + K Q^(-3/2) (1 - t^2) phi(t) / 6
 *
 * and for G_i the unit's own part is taken off M, Q and K.
 *
 * Source: Hong, Computational Statistics and Data Analysis 59 (2013).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "stats/normal_table.h"
#include "stats/number_above.h"

/* It is worth while to be exact for so small a k, or so small units times k. */
#define SMALL_K			10
#define MOST_EXACT		(1 << 19)

/* A probability that is as good as 0. */
#define NEGLIGIBLE		1e-14

/* With less variance than that the number is known. */
#define NO_VARIANCE		1e-12

/*
 * So many likely units are too many for few to be above: the probability that
 * M - k less than M are is below exp(-(M - k)^2 / (2 M)), which is less than
 * e^-35 here, M being at least half the number of them.
 */
static int64
most_likelies(int64 k)
{
	return (int64) (2 * (k + 35 + sqrt(35.0 * 35 + 70.0 * k)));
}

/*
 * cx_number_init
 *	  No unit yet.
 *
 * number: result, in memory of the current context.
 * units: how many will be added.
 * k: at least 1.
 */
void
cx_number_init(CxNumber *number, int64 units, int64 k)
{
	memset(number, 0, sizeof(CxNumber));
	number->k = k;
	if (k > SMALL_K && units > MOST_EXACT / k)
		return;
	number->at_most = palloc(k * sizeof(double));
	for (int64 r = 0; r < k; r++)
		number->at_most[r] = 1;
	number->likely = palloc(Min(units, most_likelies(k)) * sizeof(CxLikely));
}

/* Another unit, in F. */
static void
add_exactly(double *at_most, int64 k, double above)
{
	for (int64 r = k - 1; r > 0; r--)
		at_most[r] -= above * (at_most[r] - at_most[r - 1]);
	at_most[0] -= above * at_most[0];
}

/*
 * cx_number_add
 *	  Another unit.
 *
 * unit: its number, larger than those before.
 * above: the probability that it is above.
 */
void
cx_number_add(CxNumber *number, int64 unit, double above)
{
	number->mean += above;
	if (number->at_most == NULL)
	{
		double		variance = above * (1 - above);

		number->variance += variance;
		number->skewness += variance * (1 - 2 * above);
	}
	else if (above < NEGLIGIBLE || number->crowded)
		return;
	else if (above <= 0.5)
		add_exactly(number->at_most, number->k, above);
	else if (number->likelies == most_likelies(number->k))
		number->crowded = true;
	else
	{
		CxLikely	likely = {unit, above, 0};

		number->likely[number->likelies++] = likely;
	}
}

/*
 * Add the likely units, and find G for each of them.
 */
static void
add_likely(CxNumber *number)
{
	int64		k = number->k;
	double	   *before = palloc(Max(number->likelies, 1) * k * sizeof(double));
	double	   *after = palloc(k * sizeof(double));

	/* The probabilities that exactly r are above, of those before each. */
	for (int64 i = 0; i < number->likelies; i++)
	{
		for (int64 r = 0; r < k; r++)
			before[i * k + r] = number->at_most[r] - (r > 0 ? number->at_most[r - 1] : 0);
		add_exactly(number->at_most, k, number->likely[i].above);
	}
	for (int64 r = 0; r < k; r++)
		after[r] = 1;
	for (int64 i = number->likelies - 1; i >= 0; i--)
	{
		CxLikely   *likely = &number->likely[i];

		for (int64 r = 0; r < k; r++)
			likely->few += before[i * k + r] * after[k - 1 - r];
		likely->few = Min(Max(likely->few, 0), 1);
		add_exactly(after, k, likely->above);
	}
	pfree(before);
	pfree(after);
}

/* F, from the cumulants. */
static double
normal_few(int64 k, double mean, double variance, double skewness)
{
	double		distance = (double) k - 0.5 - mean;
	double		sd;
	double		t;
	double		few;

	if (variance < NO_VARIANCE)
		return distance >= 0 ? 1 : 0;
	sd = sqrt(variance);
	t = distance / sd;
	if (fabs(t) >= CX_TAIL_REACH)
		return t > 0 ? 1 : 0;
	few = cx_upper_tail(-t) +
		skewness / (variance * sd) * (1 - t * t) * exp(-t * t / 2) / (6 * sqrt(2 * M_PI));
	return Min(Max(few, 0), 1);
}

/*
 * cx_number_few
 *	  The probability that few units are above, after all have been added.
 */
double
cx_number_few(CxNumber *number)
{
	if (number->at_most == NULL)
		return normal_few(number->k, number->mean, number->variance, number->skewness);
	if (number->crowded)
		return 0;
	add_likely(number);
	return number->at_most[number->k - 1];
}

/* G of a unit that is not likely: it is taken out of F. */
static double
few_without(const CxNumber *number, double above)
{
	double		factor = 1 / (1 - above);
	double		ratio = -above * factor;
	double		sum = 0;

	for (int64 r = number->k - 1; r >= 0 && fabs(factor) > NEGLIGIBLE; r--)
	{
		sum += factor * number->at_most[r];
		factor *= ratio;
	}
	return Min(Max(sum, 0), 1);
}

/*
 * cx_number_few_others
 *	  G, the probability that few others than a unit are above, after
 *	  cx_number_few.
 *
 * unit: one that was added; larger than in the calls before.
 * above: what it was added with.
 */
double
cx_number_few_others(CxNumber *number, int64 unit, double above)
{
	double		variance = above * (1 - above);

	if (number->at_most == NULL)
		return normal_few(number->k, number->mean - above, number->variance - variance,
						  number->skewness - variance * (1 - 2 * above));
	if (number->crowded)
		return 0;
	if (above <= 0.5)
		return few_without(number, above);
	while (number->next < number->likelies - 1 && number->likely[number->next].unit < unit)
		number->next++;
	return number->likely[number->next].few;
}
