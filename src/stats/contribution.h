/*-------------------------------------------------------------------------
 *
 * contribution.h
 *	  What each group contributes to the change of the total.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_CONTRIBUTION_H
#define CX_CONTRIBUTION_H

#include "stats/sample.h"

/* A group in one of the two periods. */
typedef struct CxGroupPeriod
{
	double		weight;			/* of its responses; 0 if it is not there */
	double		value;			/* if it is */
} CxGroupPeriod;

typedef struct CxGroupChange
{
	CxGroupPeriod current;
	CxGroupPeriod previous;
	CxInterval	change;			/* interval of the change, if it is in both */
} CxGroupChange;

typedef struct CxContribution
{
	double		share_before;	/* in percent */
	double		share;
	double		score_effect;	/* in points of the score */
	bool		has_interval;	/* is the group in both periods? */
	CxInterval	effect;			/* the interval of score_effect, if it is */
	double		mix_effect;
	double		contribution;
} CxContribution;

extern bool cx_contributions(const CxGroupChange *group, int64 n, CxContribution *result);

#endif							/* CX_CONTRIBUTION_H */
