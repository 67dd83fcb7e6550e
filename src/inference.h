/*-------------------------------------------------------------------------
 *
 * inference.h
 *	  Intervals, tests and sample sizes for every metric.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_INFERENCE_H
#define CX_INFERENCE_H

#include "estimate.h"

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

typedef enum CxIntervalMethod
{
	CX_SCORE,
	CX_WALD,
	CX_ADJUSTED_WALD
} CxIntervalMethod;

typedef struct CxInterval
{
	double		lower;
	double		upper;
} CxInterval;

extern bool cx_sample(const CxTally *tally, const double *worth, CxSample *sample);
extern double cx_lowest_worth(const CxSample *sample);
extern double cx_highest_worth(const CxSample *sample);
extern double cx_population_factor(const CxSample *sample, double population);
extern CxInterval cx_score_interval(const CxSample *sample, double z, double factor);
extern CxInterval cx_wald_interval(const CxSample *sample, double z, double factor);
extern bool cx_has_adjusted_wald(const CxSample *sample);
extern CxInterval cx_adjusted_wald_interval(const CxSample *sample, double z, double factor);
extern double cx_target_p_of(const CxSample *sample, double target);
extern CxInterval cx_change_interval_of(const CxSample *current, const CxSample *previous,
										double z);
extern double cx_change_p_of(const CxSample *current, const CxSample *previous);
extern double cx_required_size(double spread, double design_effect, double margin,
							   double z, double population);

#endif							/* CX_INFERENCE_H */
