/*-------------------------------------------------------------------------
 *
 * moving_tally.h
 *	  The tally of a frame that moves: what answers or tallies are in it.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_MOVING_TALLY_H
#define CX_MOVING_TALLY_H

#include "values/exact_tally.h"

/*
 * What it holds depends on what is in the frame and not on what was: it is exact
 * while answers of the frame have weights, counts while they have none, and
 * neither without a scale.
 */
typedef struct CxMovingTally
{
	MemoryContext context;		/* where all of it lives */
	int64		tallies;		/* merged */
	int64		weighted;		/* of these */
	CxTally    *counts;
	CxExactTally *exact;
} CxMovingTally;

extern CxMovingTally *cx_moving_tally(MemoryContext context);
extern const CxTally *cx_moving_scale(const CxMovingTally *moving);
extern void cx_moving_merge(CxMovingTally *moving, const CxTally *tally);
extern void cx_moving_unmerge(CxMovingTally *moving, const CxTally *tally);
extern void cx_moving_leave(CxMovingTally *moving);
extern const CxTally *cx_moving_rounded(CxMovingTally *moving);

#endif							/* CX_MOVING_TALLY_H */
