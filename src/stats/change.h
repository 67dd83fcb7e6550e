/*-------------------------------------------------------------------------
 *
 * change.h
 *	  Interval and test of the change between two samples.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_CHANGE_H
#define CX_CHANGE_H

#include "stats/sample.h"

extern CxInterval cx_change_interval_of(const CxSample *current, const CxSample *previous,
										double z);
extern double cx_change_p_of(const CxSample *current, const CxSample *previous);

#endif							/* CX_CHANGE_H */
