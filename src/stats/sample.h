/*-------------------------------------------------------------------------
 *
 * sample.h
 *	  A tally under a metric, prepared for inference.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_SAMPLE_H
#define CX_SAMPLE_H

#include "stats/estimate.h"

/*
 * What inference needs of a tally under a metric: the shares of the distinct
 * worths of the scale, in ascending order, and the estimate.
 */
typedef struct CxSample
{
	int			worths;			/* number of distinct worths */
	double		worth[CX_MAX_POINTS];
	double		share[CX_MAX_POINTS];	/* 0 where nobody answered */
	int64		responses;
	CxEstimate	estimate;
	double		size;			/* effective number of responses, n* */
} CxSample;

typedef struct CxInterval
{
	double		lower;
	double		upper;
} CxInterval;

extern bool cx_sample(const CxTally *tally, const double *worth, CxSample *sample);
extern double cx_lowest_worth(const CxSample *sample);
extern double cx_highest_worth(const CxSample *sample);
extern double cx_smoothed_share(const CxSample *sample, int j);
extern double cx_population_factor(const CxSample *sample, double population);

#endif							/* CX_SAMPLE_H */
