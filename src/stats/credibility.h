/*-------------------------------------------------------------------------
 *
 * credibility.h
 *	  How much of a unit's value is its own evidence.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_CREDIBILITY_H
#define CX_CREDIBILITY_H

#include "stats/estimate.h"

/* A team, a product, a branch: its value, or the change of its value. */
typedef struct CxUnit
{
	double		value;
	double		size;			/* effective number of responses */
	double		squares;		/* sum of squares within the unit */
	double		freedom;		/* degrees of freedom of the squares */
} CxUnit;

typedef struct CxCredibility
{
	int64		units;
	double		tolerance;		/* smaller deviations are rounding */
	double		within;			/* s^2, the variance of one answer */
	double		between;		/* a, the variance of the units' true values */
	double		mean;			/* mu, to which values are pulled */
} CxCredibility;

extern void cx_unit(const CxEstimate *estimate, CxUnit *unit);
extern void cx_change_unit(const CxUnit *current, const CxUnit *previous, CxUnit *unit);
extern bool cx_credibility_fit(const CxUnit *unit, int64 units, double range,
							   CxCredibility *model);
extern double cx_credibility_of(const CxCredibility *model, const CxUnit *unit);
extern double cx_shrunk(const CxCredibility *model, const CxUnit *unit);
extern double cx_standing(const CxCredibility *model, const CxUnit *unit);

#endif							/* CX_CREDIBILITY_H */
