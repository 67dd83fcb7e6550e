/*-------------------------------------------------------------------------
 *
 * heaping_functions.c
 *	  SQL function that tells whether some scores are there too often.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "compat.h"
#include "fmgr/arguments.h"
#include "stats/heaping.h"

CX_FUNCTION_INFO_V1(cx_heaping);

/*
 * cx_heaping(tally, others, first, last)
 *	  How many more scores from first to last a tally has than the others have
 *	  at the same mean, as a normal deviate.
 *
 * Result: NULL where the mean is at an end of the scale, on two points, for the
 * whole scale, and where a tally has no value.
 * Errors: invalid parameter value, for different scales; numeric value out of
 * range, for scores that are not a part of the scale.
 */
Datum
cx_heaping(PG_FUNCTION_ARGS)
{
	CxTallyBuffer tally_room;
	CxTallyBuffer others_room;
	const CxTally *tally = CX_GETARG_TALLY(0, &tally_room);
	const CxTally *others = CX_GETARG_TALLY(1, &others_room);
	int			first;
	int			last;
	double		z;

	cx_require_same_scale(tally, others);
	cx_points_argument(fcinfo, 2, tally, &first, &last);
	if (!cx_heaping_of(tally, others, first, last, &z))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(z);
}
