/*-------------------------------------------------------------------------
 *
 * driver_columns.h
 *	  What an outcome is explained by: drivers, with the mean in place of answers
 *	  that are missing, and flags that tell who answered.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_DRIVER_COLUMNS_H
#define CX_DRIVER_COLUMNS_H

#include "values/moments.h"

#define CX_MAX_DRIVER_COLUMNS	(2 * CX_MAX_DRIVERS)

/*
 * The columns.  Each has a place that is its own whatever the others are: the
 * drivers first, then the flag of each.
 */
typedef struct CxDriverColumns
{
	int			drivers;
	double		responses;		/* the effective number */
	double		outcome;		/* deviation, as below */
	int			used;			/* how many columns vary */
	int			place[CX_MAX_DRIVER_COLUMNS];	/* of those, in order */

	/* By place. */
	bool		is_there[CX_MAX_DRIVER_COLUMNS];	/* a driver, or varies */
	bool		has_mean[CX_MAX_DRIVER_COLUMNS];
	double		mean[CX_MAX_DRIVER_COLUMNS];	/* of the answers */
	double		answered[CX_MAX_DRIVER_COLUMNS];	/* the weight of whom */

	/* Root of the sum of squares about the mean; 0 if it never varies. */
	double		deviation[CX_MAX_DRIVER_COLUMNS];

	/* Of the columns that vary, in order: correlations, in as many rows. */
	double		with_outcome[CX_MAX_DRIVER_COLUMNS];
	double		correlation[CX_MAX_DRIVER_COLUMNS * CX_MAX_DRIVER_COLUMNS];
} CxDriverColumns;

extern void cx_driver_columns(const CxMoments *moments, CxDriverColumns *columns);

#endif							/* CX_DRIVER_COLUMNS_H */
