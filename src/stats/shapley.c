/*-------------------------------------------------------------------------
 *
 * shapley.c
 *	  What each driver explains, on average over all orders of entering.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "port/pg_bitutils.h"

#include "stats/shapley.h"

/* What is left of the drivers once those of a set are taken out. */
typedef struct Rest
{
	double		variation[CX_MAX_SHAPLEY][CX_MAX_SHAPLEY];
	double		with_outcome[CX_MAX_SHAPLEY];
} Rest;

/* Take driver i out of what is left of those behind it. */
static void
take_out(const Rest *rest, int n, int i, Rest *next)
{
	for (int j = i + 1; j < n; j++)
	{
		double		slope = rest->variation[i][j] / rest->variation[i][i];

		next->with_outcome[j] = rest->with_outcome[j] - slope * rest->with_outcome[i];
		for (int k = j; k < n; k++)
			next->variation[j][k] = rest->variation[j][k] - slope * rest->variation[i][k];
	}
}

/* The bit of driver i: so the lowest bit of a set is its last driver. */
static inline uint32
bit_of(int i, int n)
{
	return UINT32_C(1) << (n - 1 - i);
}

/*
 * R squared of each set of drivers.
 *
 * In the order of their numbers sets come after what they are without their last
 * driver, and only larger sets come between.  So what is left is kept for each
 * size of a set, and nothing is ever put back.  2^n sets cost some three steps
 * each, since most have few drivers behind their last.
 */
static void
explain_sets(int n, const double *correlation, const double *with_outcome, double least,
			 double *explained)
{
	Rest		rest[CX_MAX_SHAPLEY + 1];	/* by the size of the set */

	for (int i = 0; i < n; i++)
	{
		memcpy(rest[0].variation[i], correlation + (Size) i * n, n * sizeof(double));
		rest[0].with_outcome[i] = with_outcome[i];
	}
	explained[0] = 0;
	for (uint32 set = 1; set < UINT32_C(1) << n; set++)
	{
		uint32		before = set & (set - 1);
		int			last = n - 1 - pg_rightmost_one_pos32(set);
		const Rest *of = &rest[pg_popcount32(before)];
		Rest	   *next = &rest[pg_popcount32(set)];
		double		gain = 0;

		/* A driver that is a sum of the others explains nothing beside them. */
		if (of->variation[last][last] > least)
		{
			gain = of->with_outcome[last] * of->with_outcome[last] / of->variation[last][last];
			take_out(of, n, last, next);
		}
		else
			*next = *of;
		explained[set] = explained[before] + gain;
	}
}

/*
 * cx_shapley
 *	  The mean gain of R squared by each of n drivers, over all orders in which
 *	  they can enter.
 *
 * n: 1 to CX_MAX_SHAPLEY.
 * correlation: n rows of n numbers, of the drivers.
 * least: what is left of a driver counts as nothing up to here.
 * Source: Lindeman, Merenda & Gold, Introduction to Bivariate and Multivariate
 * Analysis (1980); Lipovetsky & Conklin, Applied Stochastic Models in Business
 * and Industry 17 (2001).
 */
void
cx_shapley(int n, const double *correlation, const double *with_outcome,
		   double least, double *importance)
{
	uint32		sets = UINT32_C(1) << n;
	double	   *explained = palloc(sets * sizeof(double));
	double		orders[CX_MAX_SHAPLEY]; /* share of those with so many before */

	Assert(n >= 1 && n <= CX_MAX_SHAPLEY);
	for (int i = 0; i < n; i++)
	{
		orders[i] = i == 0 ? 1.0 / n : orders[i - 1] * i / (n - i);
		importance[i] = 0;
	}
	explain_sets(n, correlation, with_outcome, least, explained);

	for (uint32 set = 0; set < sets; set++)
	{
		int			before = pg_popcount32(set);

		for (int i = 0; i < n; i++)
			if (!(set & bit_of(i, n)))
				importance[i] += orders[before] * (explained[set | bit_of(i, n)] - explained[set]);
	}
	pfree(explained);
}
