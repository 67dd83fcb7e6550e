/*-------------------------------------------------------------------------
 *
 * credibility.h
 *	  How much of a unit's value is its own evidence.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_CREDIBILITY_H
#define CX_CREDIBILITY_H

#include <math.h>

#include "stats/estimate.h"
#include "stats/mixture.h"

/* A team, a product, a branch: what its answers say. */
typedef struct CxUnit
{
	double		value;
	double		size;			/* effective number of responses, n* */
	double		squares;		/* sum of squares within the unit */
	int64		place;			/* whose it is, for the caller */
} CxUnit;

/* What is known of all units together, about their values or their changes. */
typedef struct CxCredibility
{
	int64		units;
	double		tolerance;		/* smaller deviations are rounding */
	double		within;			/* s^2, the variance of one answer */
	double		between;		/* a, the variance of the true values */
	double		mean;			/* mu, to which values are pulled */
	CxMixture	mixture;		/* of the true deviations from it */
} CxCredibility;

/* Degrees of freedom of the sum of squares; rounding may bring n* below 1. */
static inline double
cx_freedom(const CxUnit *unit)
{
	return Max(unit->size - 1, 0);
}

/* How far a value is from the mean, 0 where that is rounding. */
static inline double
cx_distance(const CxCredibility *model, double value, double mean)
{
	double		d = value - mean;

	return fabs(d) <= model->tolerance ? 0 : d;
}

extern void cx_unit(const CxEstimate *estimate, int64 place, CxUnit *unit);
extern int	cx_compare_units(const CxUnit *a, const CxUnit *b);
extern void cx_credibility_init(CxCredibility *model, int64 units, double range);
extern double cx_noise(const CxCredibility *model, const CxUnit *unit);
extern double cx_variance_between(const CxCredibility *model, const CxUnit *unit, double *mean);
extern bool cx_credibility_fit(CxUnit *unit, int64 units, double range,
							   CxCredibility *model, CxDeviation *deviation);
extern void cx_fit_deviations(CxCredibility *model, const CxDeviation *deviation);
extern double cx_credibility_of(const CxCredibility *model, const CxDeviation *deviation);
extern double cx_shrunk(const CxCredibility *model, const CxDeviation *deviation);
extern double cx_standing(const CxCredibility *model, const CxDeviation *deviation);

#endif							/* CX_CREDIBILITY_H */
