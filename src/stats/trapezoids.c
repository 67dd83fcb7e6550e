/*-------------------------------------------------------------------------
 *
 * trapezoids.c
 *	  Integrals of S dG by trapezoids, on steps that are divided as needed.
 *
 * S falls from 1 to 0 and G rises from 0 to 1 along x.  The sum of
 * (S_q + S_q+1) / 2 (G_q+1 - G_q) errs on a step by at most half the product
 * of the fall of S and the rise of G there, and mostly by far less.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "stats/trapezoids.h"

/* The steps to begin with. */
#define FIRST_STEPS		16

/* Into so many a step is divided at most, and so small a part of all at least. */
#define MOST_PIECES		8
#define LEAST_STEP		0x1p-40

/*
 * cx_first_grid
 *	  Fresh nodes at equal distances.
 *
 * grid: result, in memory of the current context.
 */
void
cx_first_grid(CxGrid *grid, double lowest, double highest)
{
	grid->nodes = FIRST_STEPS + 1;
	grid->node = palloc0(grid->nodes * sizeof(CxNode));
	for (int q = 0; q <= FIRST_STEPS; q++)
	{
		grid->node[q].x = lowest + (highest - lowest) * q / FIRST_STEPS;
		grid->node[q].fresh = true;
	}
}

/*
 * Into how many pieces the step behind node q is to be divided.  In n pieces
 * its error becomes about n^2 times smaller.  A step may also be too small to
 * tell its pieces apart.
 */
static int
pieces_of(const CxGrid *grid, int q, double error)
{
	const CxNode *node = grid->node;
	double		least = LEAST_STEP * (node[grid->nodes - 1].x - node[0].x);
	double		step;

	if (q == grid->nodes - 1 || !(node[q].error > error))
		return 1;
	step = node[q + 1].x - node[q].x;
	if (step <= least || node[q].x + step / MOST_PIECES == node[q].x)
		return 1;
	return (int) Min(ceil(sqrt(node[q].error / error)), MOST_PIECES);
}

/*
 * cx_divide_steps
 *	  Divide the steps with a larger error than that, by fresh nodes.
 *
 * Result: false if there are none.
 */
bool
cx_divide_steps(CxGrid *grid, double error)
{
	CxNode	   *old = grid->node;
	CxNode	   *next;
	int			nodes = 0;

	for (int q = 0; q < grid->nodes; q++)
		nodes += pieces_of(grid, q, error);
	if (nodes == grid->nodes)
		return false;
	next = palloc0(nodes * sizeof(CxNode));
	for (int q = 0; q < grid->nodes; q++)
	{
		int			pieces = pieces_of(grid, q, error);

		*next = old[q];
		next++->fresh = false;
		for (int i = 1; i < pieces; i++, next++)
		{
			next->x = old[q].x + (old[q + 1].x - old[q].x) * i / pieces;
			next->fresh = true;
		}
	}
	grid->node = next - nodes;
	grid->nodes = nodes;
	pfree(old);
	return true;
}
