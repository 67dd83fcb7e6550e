/*-------------------------------------------------------------------------
 *
 * score_interval.h
 *	  Score intervals and tests for every metric, and Wald's intervals.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_SCORE_INTERVAL_H
#define CX_SCORE_INTERVAL_H

#include "stats/sample.h"

extern CxInterval cx_score_interval(const CxSample *sample, double z, double factor);
extern double cx_score_end(const CxSample *sample, bool upper, double z, double factor);
extern double cx_score_z(const CxSample *sample, double target);
extern CxInterval cx_wald_interval(const CxSample *sample, double z, double factor);
extern bool cx_has_adjusted_wald(const CxSample *sample);
extern CxInterval cx_adjusted_wald_interval(const CxSample *sample, double z, double factor);

#endif							/* CX_SCORE_INTERVAL_H */
