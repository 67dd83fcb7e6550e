/*-------------------------------------------------------------------------
 *
 * saddle.h
 *	  The exponential tilt of a distribution over worths, and tails by the
 *	  saddle point.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_SADDLE_H
#define CX_SADDLE_H

#include "stats/normal.h"
#include "values/tally.h"

/*
 * A distribution over worths, seen from a reference: deviations from it are
 * measured in ranges, so that nothing depends on the unit of the worths.
 */
typedef struct CxDistribution
{
	int			worths;			/* those with a share */
	double		reference;
	double		range;			/* from the lowest to the highest of them */
	double		deviation[CX_MAX_POINTS];	/* ascending */
	double		share[CX_MAX_POINTS];	/* greater than 0; they sum to 1 */
} CxDistribution;

/* The tilted distribution at t; K(t) is the cumulant generating function. */
typedef struct CxTilt
{
	double		t;
	double		mean;			/* K'(t), a deviation */
	double		variance;		/* K''(t) */
	double		divergence;		/* D = t K'(t) - K(t), at least 0 */
} CxTilt;

extern void cx_distribution_init(int worths, const double *worth, const double *share,
								 double reference, CxDistribution *distribution);
extern void cx_tilt(const CxDistribution *distribution, double t, CxTilt *tilt);
extern void cx_tilt_to(const CxDistribution *distribution, double value, CxTilt *tilt);
extern void cx_tilt_by(const CxDistribution *distribution, double root, CxTilt *tilt);
extern void cx_recentre(CxDistribution *distribution);
extern CxTails cx_saddle_tails(const CxTilt *tilt, double size);

#endif							/* CX_SADDLE_H */
