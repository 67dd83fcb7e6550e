/*-------------------------------------------------------------------------
 *
 * interval.h
 *	  Interval and test of one value, by the method that is asked for.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_INTERVAL_H
#define CX_INTERVAL_H

#include "stats/normal.h"
#include "stats/sample.h"

typedef enum CxIntervalMethod
{
	CX_AUTO,					/* the one that suits the metric */
	CX_SCORE,
	CX_DIRICHLET,
	CX_WALD,
	CX_ADJUSTED_WALD
} CxIntervalMethod;

extern CxIntervalMethod cx_resolve_method(const CxSample *sample, CxIntervalMethod method);
extern CxInterval cx_interval_of(const CxSample *sample, CxIntervalMethod method,
								 double z, double factor);
extern double cx_interval_end(const CxSample *sample, CxIntervalMethod method,
							  bool upper, double z);
extern double cx_margin_of(const CxSample *sample, const CxInterval *interval);
extern double cx_target_z_of(const CxSample *sample, CxIntervalMethod method, double target);
extern double cx_target_p_of(const CxSample *sample, CxIntervalMethod method, double target,
							 CxAlternative alternative);

#endif							/* CX_INTERVAL_H */
