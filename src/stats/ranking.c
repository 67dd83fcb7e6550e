/*-------------------------------------------------------------------------
 *
 * ranking.c
 *	  Ranks, the ranks that data cannot exclude, and adjusted p-values.
 *
 * Everything here sorts once: n log n for n units.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "miscadmin.h"

#include "stats/estimate.h"
#include "stats/ranking.h"

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
