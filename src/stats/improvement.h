/*-------------------------------------------------------------------------
 *
 * improvement.h
 *	  Who improved: changes, given the level from which they started.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_IMPROVEMENT_H
#define CX_IMPROVEMENT_H

#include "stats/credibility.h"

/* A unit in two periods; its place is that of the current one. */
typedef struct CxChange
{
	CxUnit		current;
	CxUnit		previous;
} CxChange;

extern bool cx_improvement_fit(CxChange *change, int64 units, double range,
							   CxCredibility *model, CxDeviation *deviation);

#endif							/* CX_IMPROVEMENT_H */
