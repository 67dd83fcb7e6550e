/*-------------------------------------------------------------------------
 *
 * change.h
 *	  Interval and test of the change between two samples.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_CHANGE_H
#define CX_CHANGE_H

#include "stats/interval.h"

extern CxInterval cx_change_interval_of(const CxSample *current, const CxSample *previous,
										CxIntervalMethod method, double z);
extern double cx_change_z_of(const CxSample *current, const CxSample *previous,
							 CxIntervalMethod method);
extern double cx_change_p_of(const CxSample *current, const CxSample *previous,
							 CxIntervalMethod method, CxAlternative alternative);

#endif							/* CX_CHANGE_H */
