/*-------------------------------------------------------------------------
 *
 * trapezoids.h
 *	  Integrals of S dG by trapezoids, on steps that are divided as needed.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_TRAPEZOIDS_H
#define CX_TRAPEZOIDS_H

#include "stats/number_above.h"

/* A place on the way, and what is known there. */
typedef struct CxNode
{
	double		x;
	bool		fresh;			/* nothing is known yet */
	CxNumber	number;			/* of units above x */
	double		few;			/* G of all units together */
	double		fall;			/* largest fall of an S up to the next node */
	double		error;			/* of the step up to the next node */
} CxNode;

/* The nodes in ascending order. */
typedef struct CxGrid
{
	CxNode	   *node;
	int			nodes;
} CxGrid;

/* The integral up to a node. */
typedef struct CxIntegral
{
	double		above;			/* S there */
	double		few;			/* G there */
	double		sum;
} CxIntegral;

extern void cx_first_grid(CxGrid *grid, double lowest, double highest);
extern bool cx_divide_steps(CxGrid *grid, double error);

static inline void
cx_start_integral(CxIntegral *integral, double above, double few)
{
	integral->above = above;
	integral->few = few;
	integral->sum = above * few;
}

/* G may fall a little, by its error or by rounding: it is kept from that. */
static inline void
cx_add_step(CxIntegral *integral, double above, double few)
{
	double		rise = Max(few - integral->few, 0);

	integral->sum += (integral->above + above) / 2 * rise;
	integral->above = above;
	integral->few += rise;
}

static inline double
cx_end_integral(const CxIntegral *integral)
{
	return integral->sum + integral->above * (1 - integral->few);
}

#endif							/* CX_TRAPEZOIDS_H */
