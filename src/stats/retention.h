/*-------------------------------------------------------------------------
 *
 * retention.h
 *	  How many stay for how long, with an interval for each period.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_RETENTION_H
#define CX_RETENTION_H

#include "stats/sample.h"

/* What is known of a period. */
typedef struct CxRetention
{
	int64		at_risk;		/* who were still there when it began */
	int64		leaving;		/* who left in it */
	double		retention;		/* who stay beyond it, in percent */
	CxInterval	interval;		/* of the retention */
} CxRetention;

extern int	cx_retention_of(const CxTally *departed, const CxTally *staying, double z,
							CxRetention *period);

#endif							/* CX_RETENTION_H */
