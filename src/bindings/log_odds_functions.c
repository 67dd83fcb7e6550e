/*-------------------------------------------------------------------------
 *
 * log_odds_functions.c
 *	  SQL function that says how much more often something is found in one group
 *	  than in another.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "fmgr.h"
#include "utils/float.h"

#include "compat.h"
#include "stats/log_odds.h"

CX_FUNCTION_INFO_V1(cx_log_odds);

/*
 * A group, in the arguments i and i + 1.
 *
 * Error: numeric value out of range, unless y is a part of a finite n.
 */
static CxFound
found_argument(FunctionCallInfo fcinfo, int i)
{
	CxFound		found = {PG_GETARG_FLOAT8(i), PG_GETARG_FLOAT8(i + 1)};

	if (!(found.y >= 0 && found.y <= found.n) || isinf(found.n))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("count %s is not a part of a group of %s",
						float8out_internal(found.y), float8out_internal(found.n)),
				 errhint("Give how many of the group have it, at least 0, then how many the group has in all.")));
	return found;
}

/*
 * cx_log_odds(y_a, n_a, y_b, n_b, prior)
 *	  How much more often something is found in group a than in b, as a normal
 *	  deviate.
 *
 * Result: NULL where nobody has it, or everybody.
 * Errors: numeric value out of range; invalid parameter value, for a prior that
 * is not positive and finite.
 */
Datum
cx_log_odds(PG_FUNCTION_ARGS)
{
	CxFound		a = found_argument(fcinfo, 0);
	CxFound		b = found_argument(fcinfo, 2);
	double		prior = PG_GETARG_FLOAT8(4);
	double		z;

	if (!(prior > 0) || isinf(prior))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("prior %s of log odds is not a positive finite number",
						float8out_internal(prior)),
				 errhint("The prior says how many members of a group it weighs; 10 is usual.")));
	if (!cx_log_odds_of(&a, &b, prior, &z))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(z);
}
