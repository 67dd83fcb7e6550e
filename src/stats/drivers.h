/*-------------------------------------------------------------------------
 *
 * drivers.h
 *	  Driver analysis: what each driver explains of an outcome.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_DRIVERS_H
#define CX_DRIVERS_H

#include "stats/driver_columns.h"

typedef enum CxDriverMethod
{
	CX_JOHNSON,					/* relative weights */
	CX_SHAPLEY					/* mean over all orders */
} CxDriverMethod;

/* What is found of a driver or flag that varies. */
typedef struct CxDriver
{
	double		beta;
	double		slope;			/* points of the outcome for one of it */
	double		slope_error;	/* its classical standard error */
	double		importance;		/* in R squared; they add up to it */
	double		share;			/* of R squared, in percent */
} CxDriver;

typedef struct CxDrivers
{
	bool		known;			/* else there are no slopes, and all is 0 */
	bool		has_shares;		/* is anything explained? */
	double		r2;
	double		degrees;		/* of freedom */
	CxDriver	driver[CX_MAX_DRIVER_COLUMNS];	/* by place */
} CxDrivers;

extern void cx_drivers_of(const CxDriverColumns *columns, CxDriverMethod method,
						  CxDrivers *drivers);

#endif							/* CX_DRIVERS_H */
