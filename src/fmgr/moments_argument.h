/*-------------------------------------------------------------------------
 *
 * moments_argument.h
 *	  From SQL arguments to moments.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_MOMENTS_ARGUMENT_H
#define CX_MOMENTS_ARGUMENT_H

#include "fmgr.h"

#include "values/moments.h"

extern CxMoments *cx_moments_from_datum(Datum datum);

#define CX_GETARG_MOMENTS(n)	cx_moments_from_datum(PG_GETARG_DATUM(n))

#endif							/* CX_MOMENTS_ARGUMENT_H */
