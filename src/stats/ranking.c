/*-------------------------------------------------------------------------
 *
 * ranking.c
 *	  Ranks, the ranks that data cannot exclude, and adjusted p-values.
 *
 * Everything here sorts once, n log n for n units, but for rank intervals: up to
 * MOST_PAIRED units are compared each with each.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "miscadmin.h"

#include "stats/estimate.h"
#include "stats/normal.h"
#include "stats/ranking.h"

/* Of more units intervals are compared, and not pairs. */
#define MOST_PAIRED		1000

/* The sorts may be long, so that they look for a cancel. */
static int
compare_doubles(const void *a, const void *b)
{
	double		x = *(const double *) a;
	double		y = *(const double *) b;

	CHECK_FOR_INTERRUPTS();
	return (x > y) - (x < y);
}

static int
compare_ranked(const void *a, const void *b)
{
	return compare_doubles(&((const CxRanked *) a)->key, &((const CxRanked *) b)->key);
}

/*
 * cx_rank_keys
 *	  Rank as rank() does: the highest key is 1, keys that are equal but for
 *	  rounding share a rank.
 *
 * ranked: n keys, sorted by this function.
 * rank: result, at each key's place.
 */
void
cx_rank_keys(CxRanked *ranked, int64 n, double *rank)
{
	int64		first = n - 1;

	qsort(ranked, n, sizeof(CxRanked), compare_ranked);
	for (int64 i = n - 1; i >= 0; i--)
	{
		double		key = ranked[first].key;

		if (fabs(key - ranked[i].key) > CX_ROUNDING * fabs(key))
			first = i;
		rank[ranked[i].place] = (double) (n - first);
	}
}

/* Number of values in ascending order that are below x, or not above it. */
static int64
count_below(const double *sorted, int64 n, double x, bool or_equal)
{
	int64		low = 0;
	int64		high = n;

	while (low < high)
	{
		int64		middle = low + (high - low) / 2;

		if (sorted[middle] < x || (or_equal && sorted[middle] == x))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/*
 * cx_rank_intervals
 *	  From intervals of the values to intervals of the ranks: a unit is surely
 *	  behind those whose whole interval is above its own, and surely ahead of
 *	  those whose whole interval is below.
 *
 * lower, upper: the ends of n simultaneous confidence intervals; replaced by
 * the best and the worst rank.
 * sorted_lower, sorted_upper: room for n values each.
 * Source: Klein, Wright & Wieczorek, Journal of the Royal Statistical Society A
 * 183 (2020).
 */
void
cx_rank_intervals(double *lower, double *upper, int64 n,
				  double *sorted_lower, double *sorted_upper)
{
	memcpy(sorted_lower, lower, n * sizeof(double));
	memcpy(sorted_upper, upper, n * sizeof(double));
	qsort(sorted_lower, n, sizeof(double), compare_doubles);
	qsort(sorted_upper, n, sizeof(double), compare_doubles);
	for (int64 i = 0; i < n; i++)
	{
		int64		above = n - count_below(sorted_lower, n, upper[i], true);
		int64		below = count_below(sorted_upper, n, lower[i], false);

		/* Each search of a large array waits for memory some dozen times. */
		CHECK_FOR_INTERRUPTS();
		lower[i] = (double) (1 + above);
		upper[i] = (double) (n - below);
	}
}

/*
 * cx_rank_z
 *	  The z at which cx_rank_sets takes the intervals of n units.
 *
 * n: at least 1.
 * Source: for all pairs Tukey's, see cx_range_z; for the n - 1 pairs of one unit
 * Sidak, Journal of the American Statistical Association 62 (1967); beyond
 * MOST_PAIRED that of n intervals, as in Klein, Wright & Wieczorek.
 */
double
cx_rank_z(CxGuarantee guarantee, double confidence, int64 n)
{
	if (n > MOST_PAIRED)
		return cx_simultaneous_z(confidence, (double) n);
	if (guarantee == CX_ALL_UNITS)
		return cx_range_z(confidence, (int) n);
	return cx_simultaneous_z(confidence, (double) Max(n - 1, 1));
}

/*
 * Is unit j surely above unit i?  So it is where the interval of the difference,
 * from both intervals by MOVER, is above 0.
 */
static bool
surely_above(double j_value, double j_lower, double i_value, double i_upper)
{
	return j_value - i_value > hypot(j_value - j_lower, i_upper - i_value);
}

/* Rank sets from all pairs of units. */
static void
pairwise_rank_sets(const double *value, const double *lower, const double *upper, int64 n,
				   double *best, double *worst)
{
	for (int64 i = 0; i < n; i++)
	{
		best[i] = 1;
		worst[i] = (double) n;
	}
	for (int64 i = 0; i < n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		for (int64 j = 0; j < n; j++)
			if (surely_above(value[j], lower[j], value[i], upper[i]))
			{
				best[i]++;
				worst[j]--;
			}
	}
}

/*
 * cx_rank_sets
 *	  The ranks that the data cannot exclude, from values and their intervals.
 *
 * Up to MOST_PAIRED units each pair is compared, by the interval of its
 * difference; beyond, the intervals of the units are.
 *
 * value: of n units.
 * lower, upper: the ends of their intervals at cx_rank_z; replaced by the best
 * and the worst rank.
 * room: for 2 n values.
 * Source: Mogstad, Romano, Shaikh & Wilhelm, Review of Economic Studies 91
 * (2024), with the interval of Zou & Donner, Statistics in Medicine 27 (2008).
 */
void
cx_rank_sets(const double *value, double *lower, double *upper, int64 n, double *room)
{
	if (n > MOST_PAIRED)
	{
		cx_rank_intervals(lower, upper, n, room, room + n);
		return;
	}
	pairwise_rank_sets(value, lower, upper, n, room, room + n);
	memcpy(lower, room, n * sizeof(double));
	memcpy(upper, room + n, n * sizeof(double));
}

/*
 * cx_adjust_p
 *	  Adjusted p-values: the least false discovery rate at which each would be
 *	  called a discovery.
 *
 * ranked: n p-values, sorted by this function.
 * adjusted: result, at each p-value's place.
 * Source: Benjamini & Hochberg, Journal of the Royal Statistical Society B 57
 * (1995).
 */
void
cx_adjust_p(CxRanked *ranked, int64 n, double *adjusted)
{
	double		least = 1;

	qsort(ranked, n, sizeof(CxRanked), compare_ranked);
	for (int64 i = n - 1; i >= 0; i--)
	{
		/* The factor is at least 1, so that no p becomes smaller. */
		least = Min(least, ranked[i].key * ((double) n / (i + 1)));
		adjusted[ranked[i].place] = least;
	}
}
