/*-------------------------------------------------------------------------
 *
 * impact.h
 *	  By how much a part of the answers moves the value of all.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_IMPACT_H
#define CX_IMPACT_H

#include "values/tally.h"

extern double cx_total_weight(const CxTally *tally);
extern bool cx_impact_of(const CxTally *part, const CxTally *total, const double *worth,
						 double *impact);

#endif							/* CX_IMPACT_H */
