/*-------------------------------------------------------------------------
 *
 * exact_tally.h
 *	  A weighted tally from which responses can be taken away: its sums are
 *	  exact.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_EXACT_TALLY_H
#define CX_EXACT_TALLY_H

#include "values/exact_sum.h"
#include "values/tally.h"

/* The digits of the sums of all points. */
typedef struct CxExactDigits
{
	int			first;
	int			number;
} CxExactDigits;

/* A bit for each point. */
#define CX_STALE_WORDS		((CX_MAX_POINTS + 63) / 64)

/*
 * One chunk of memory: this struct, with the cells of the sums behind the
 * rounded tally, point by point, those of the weights before those of the
 * squared weights.
 */
typedef struct CxExactTally
{
	CxExactDigits weights;
	CxExactDigits squares;
	int			changes;		/* since carries were passed on */
	uint64		stale[CX_STALE_WORDS];	/* points to round again */
	CxTally		rounded;		/* the responses, and the sums when last read */
} CxExactTally;

extern CxExactTally *cx_exact_tally(MemoryContext context, int lo, int points);
extern void cx_exact_add_response(CxExactTally **tally, int i, double weight, int sign);
extern void cx_exact_add_tally(CxExactTally **tally, const CxTally *what, int sign);
extern const CxTally *cx_exact_rounded(CxExactTally *tally);

#endif							/* CX_EXACT_TALLY_H */
