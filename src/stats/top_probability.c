/*-------------------------------------------------------------------------
 *
 * top_probability.c
 *	  The probability that a unit is truly among the best k.
 *
 * Let S_i(x) be the probability that the true value of unit i is above x, by
 * its posterior, and G_i(x) that at most k - 1 of the other units are.  Then
 *
 *		P_i = integral of S_i dG_i
 *
 * where G_i comes from the distribution of the number of units above x
 * (number_above.c).  The integral is a sum of trapezoids, which errs on a step
 * by at most half the product of the rise of G_i and the fall of S_i.  Steps
 * are divided until two products are small, of the rise of the G of all units
 * together: with the largest fall of an S, for the error of one unit, and with
 * the fall of the sum of all S by k, for that of all.  As the probabilities
 * have the sum k, they are scaled to it.
 *
 * Source: Lin, Louis, Paddock & Ridgeway, Bayesian Analysis 1 (2006), for such
 * probabilities.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "miscadmin.h"
#include "utils/memutils.h"

#include "stats/posterior.h"
#include "stats/ranking.h"
#include "stats/top_probability.h"
#include "stats/trapezoids.h"

/* The largest product of a rise and a fall on a step. */
#define LARGEST_ERROR	2.5e-5

/* A probability that is as good as 0. */
#define NEGLIGIBLE		1e-10

/* Is the step behind node q yet to be measured? */
static bool
is_open(const CxGrid *grid, int q)
{
	return q >= 0 && q < grid->nodes - 1 && (grid->node[q].fresh || grid->node[q + 1].fresh);
}

/*
 * Have the numbers above fresh nodes, and the largest falls on open steps, take
 * account of a unit.
 *
 * open: of the step before each node.
 */
static void
add_unit(CxGrid *grid, const bool *open, int64 unit, const CxPart *part, int parts)
{
	double		last = 1;

	for (int q = 0; q < grid->nodes && last > 0; q++)
	{
		CxNode	   *node = &grid->node[q];
		double		s;

		if (!open[q] && !open[q + 1])
			continue;
		s = cx_above(part, parts, node->x);
		if (node->fresh)
			cx_number_add(&node->number, unit, s);
		if (open[q])
			node[-1].fall = Max(node[-1].fall, last - s);
		last = s;
	}
}

/* What is to be known at fresh nodes, and the errors of open steps. */
static void
measure(const CxPosteriors *known, int64 k, CxGrid *grid)
{
	const CxPart *part = known->part;
	CxNode	   *node = grid->node;
	bool	   *open = palloc((grid->nodes + 1) * sizeof(bool));

	for (int q = 0; q <= grid->nodes; q++)
	{
		open[q] = is_open(grid, q - 1);
		if (open[q])
			node[q - 1].fall = 0;
		if (q < grid->nodes && node[q].fresh)
			cx_number_init(&node[q].number, known->units, k);
	}
	for (int64 i = 0; i < known->units; part += known->parts[i++])
	{
		CHECK_FOR_INTERRUPTS();
		add_unit(grid, open, i, part, known->parts[i]);
	}
	for (int q = 0; q < grid->nodes; q++)
	{
		CHECK_FOR_INTERRUPTS();
		if (node[q].fresh)
			node[q].few = cx_number_few(&node[q].number);
		if (open[q])
			node[q - 1].error = (node[q].few - node[q - 1].few) *
				Max(node[q - 1].fall, (node[q - 1].number.mean - node[q].number.mean) / (double) k);
	}
	pfree(open);
}

/* G matters only where S is neither 0 nor, but for the last such node, 1. */
static double
probability_of(int64 unit, const CxPart *part, int parts, CxGrid *grid)
{
	CxNode	   *node = grid->node;
	CxIntegral	integral;
	double		s = cx_above(part, parts, node->x);
	double		next;
	int			q;

	for (q = 1; q < grid->nodes && (next = cx_above(part, parts, node[q].x)) >= 1 - NEGLIGIBLE; q++)
		s = next;
	cx_start_integral(&integral, s, cx_number_few_others(&node[q - 1].number, unit, s));
	for (; q < grid->nodes && s > NEGLIGIBLE; q++)
	{
		s = cx_above(part, parts, node[q].x);
		cx_add_step(&integral, s, cx_number_few_others(&node[q].number, unit, s));
	}
	return cx_end_integral(&integral);
}

/* Scale the probabilities to the sum k. */
static void
scale(int64 units, int64 k, double *probability)
{
	double		sum = 0;

	for (int64 i = 0; i < units; i++)
		sum += probability[i];
	for (int64 i = 0; i < units; i++)
		probability[i] = Min(probability[i] * ((double) k / sum), 1);
}

/* From the posteriors, in memory that is given back as a whole. */
static void
posterior_probabilities(const CxCredibility *model, const CxDeviation *deviation,
						int64 k, double *probability)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext,
												  "cx_metrics top probability",
												  ALLOCSET_DEFAULT_SIZES);
	MemoryContext old = MemoryContextSwitchTo(context);
	CxPosteriors known;
	const CxPart *part;
	CxGrid		grid;

	cx_posteriors(model, deviation, &known);
	cx_first_grid(&grid, known.lowest, known.highest);
	do
		measure(&known, k, &grid);
	while (cx_divide_steps(&grid, LARGEST_ERROR));
	part = known.part;
	for (int64 i = 0; i < known.units; part += known.parts[i++])
	{
		CHECK_FOR_INTERRUPTS();

		/* Units that tie get the same to the last digit. */
		if (i > 0 && deviation[i].distance == deviation[i - 1].distance &&
			deviation[i].noise == deviation[i - 1].noise)
			probability[i] = probability[i - 1];
		else
			probability[i] = probability_of(i, part, known.parts[i], &grid);
	}
	MemoryContextSwitchTo(old);
	MemoryContextDelete(context);
	scale(model->units, k, probability);
}

/*
 * Where nothing varies within units their true values are known.  Those that
 * tie at the border share the places that are left.
 */
static void
known_probabilities(const CxDeviation *deviation, int64 units, int64 k, double *probability)
{
	CxRanked   *ranked = MemoryContextAllocHuge(CurrentMemoryContext, units * sizeof(CxRanked));
	int64		next;

	for (int64 i = 0; i < units; i++)
	{
		ranked[i].key = deviation[i].distance;
		ranked[i].place = i;
	}
	cx_rank_keys(ranked, units, probability);
	for (int64 i = units - 1; i >= 0; i = next)
	{
		int64		above = units - 1 - i;
		double		rank = probability[ranked[i].place];
		double		share;

		for (next = i; next >= 0 && probability[ranked[next].place] == rank; next--)
			CHECK_FOR_INTERRUPTS();
		share = (double) (k - above) / (double) (i - next);
		for (int64 j = i; j > next; j--)
			probability[ranked[j].place] = Min(Max(share, 0), 1);
	}
	pfree(ranked);
}

static void
equal_probabilities(int64 units, double each, double *probability)
{
	for (int64 i = 0; i < units; i++)
		probability[i] = each;
}

/*
 * cx_top_probabilities
 *	  The probability of each unit that its true value is among the k highest.
 *
 * model, deviation: from cx_credibility_fit or cx_improvement_fit, in the order
 * that they left.
 * k: at least 1.
 * probability: result, as many as there are units; k or more get 1.
 */
void
cx_top_probabilities(const CxCredibility *model, const CxDeviation *deviation,
					 int64 k, double *probability)
{
	if (k >= model->units)
		equal_probabilities(model->units, 1, probability);
	else if (model->between == 0 && model->mixture.evidence == 0)
		equal_probabilities(model->units, (double) k / (double) model->units, probability);
	else if (model->within == 0)
		known_probabilities(deviation, model->units, k, probability);
	else
		posterior_probabilities(model, deviation, k, probability);
}
