/*-------------------------------------------------------------------------
 *
 * jackknife.h
 *	  Intervals of a driver analysis, from replicates.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_JACKKNIFE_H
#define CX_JACKKNIFE_H

#include "stats/drivers.h"

/* With fewer replicates there are no intervals. */
#define CX_LEAST_REPLICATES		6

/* How a figure varies over replicates. */
typedef struct CxVariation
{
	bool		known;			/* in every replicate? */
	double		error;			/* standard error of the figure */
} CxVariation;

typedef struct CxDriverErrors
{
	CxVariation slope[CX_MAX_DRIVER_COLUMNS];	/* by place */
	CxVariation share[CX_MAX_DRIVER_COLUMNS];
} CxDriverErrors;

extern void cx_jackknife(CxMoments *const *replicate, int count, CxDriverMethod method,
						 CxDriverErrors *errors);

#endif							/* CX_JACKKNIFE_H */
