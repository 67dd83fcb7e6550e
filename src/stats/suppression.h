/*-------------------------------------------------------------------------
 *
 * suppression.h
 *	  Which groups must not be shown.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_SUPPRESSION_H
#define CX_SUPPRESSION_H

/* A group's number of responses and the place that it came from. */
typedef struct CxGroup
{
	int64		responses;
	int64		place;
} CxGroup;

extern void cx_suppress(CxGroup *group, int64 n, int64 minimum, bool total_shown,
						bool *suppressed);

#endif							/* CX_SUPPRESSION_H */
