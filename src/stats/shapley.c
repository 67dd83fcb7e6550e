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

typedef struct Subsets
{
	int			n;
	double		least;
	double	   *explained;		/* R squared of each set of drivers, bit i for driver i */
} Subsets;

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

/*
 * Each set that has the drivers of this one, and others from first on.  A set
 * grows at its end only, so that nothing is ever put back: 2^n sets cost some
 * three steps each, since most have few drivers behind their last.
 */
static void
explore(const Subsets *subsets, uint32 set, int first, const Rest *rest)
{
	for (int i = first; i < subsets->n; i++)
	{
		uint32		larger = set | UINT32_C(1) << i;
		Rest		next;

		/* A driver that is a sum of the others explains nothing beside them. */
		if (rest->variation[i][i] > subsets->least)
		{
			subsets->explained[larger] = subsets->explained[set] +
				rest->with_outcome[i] * rest->with_outcome[i] / rest->variation[i][i];
			take_out(rest, subsets->n, i, &next);
			explore(subsets, larger, i + 1, &next);
		}
		else
		{
			subsets->explained[larger] = subsets->explained[set];
			explore(subsets, larger, i + 1, rest);
		}
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
	Subsets		subsets = {n, least, palloc(sets * sizeof(double))};
	double		orders[CX_MAX_SHAPLEY]; /* share of those with so many before */
	Rest		rest;

	Assert(n >= 1 && n <= CX_MAX_SHAPLEY);
	for (int i = 0; i < n; i++)
	{
		memcpy(rest.variation[i], correlation + i * n, n * sizeof(double));
		rest.with_outcome[i] = with_outcome[i];
		orders[i] = i == 0 ? 1.0 / n : orders[i - 1] * i / (n - i);
		importance[i] = 0;
	}
	subsets.explained[0] = 0;
	explore(&subsets, 0, 0, &rest);

	for (uint32 set = 0; set < sets; set++)
	{
		int			before = pg_popcount32(set);

		for (int i = 0; i < n; i++)
			if (!(set >> i & 1))
				importance[i] += orders[before] *
					(subsets.explained[set | UINT32_C(1) << i] - subsets.explained[set]);
	}
	pfree(subsets.explained);
}
