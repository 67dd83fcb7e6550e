/*-------------------------------------------------------------------------
 *
 * estimate.h
 *	  Tally x metric: the value, its variance and the effective sample size.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_ESTIMATE_H
#define CX_ESTIMATE_H

#include "values/tally.h"

/*
 * A deviation of values below this part of the metric's range is rounding, and
 * never evidence.
 */
#define CX_ROUNDING		1e-12

/* No more responses can be counted: 101 points of 2^53. */
#define CX_MAX_SIZE		1e18

typedef struct CxEstimate
{
	double		value;			/* theta, the weighted mean of the worths */
	double		spread;			/* sigma^2, the variance of one answer */
	double		variance;		/* V, the variance of the estimate */
	double		kish;			/* (sum of weights)^2 / sum of squares */
	double		size;			/* n*, the effective number of responses */
} CxEstimate;

extern bool cx_value_of(const CxTally *tally, const double *worth, double *value);
extern bool cx_estimate_and_shares(const CxTally *tally, const double *worth,
								   CxEstimate *result, double *share);
extern bool cx_estimate(const CxTally *tally, const double *worth, CxEstimate *result);
extern bool cx_shares(const CxTally *tally, double *share);
extern bool cx_kish(const CxTally *tally, double *size);

#endif							/* CX_ESTIMATE_H */
