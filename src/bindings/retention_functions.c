/*-------------------------------------------------------------------------
 *
 * retention_functions.c
 *	  SQL function of the retention curve.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fmgr/arguments.h"
#include "fmgr/composite.h"
#include "stats/retention.h"

CX_FUNCTION_INFO_V1(cx_retention);

/* Errors: see cx_retention. */
static void
check_tallies(const CxTally *departed, const CxTally *staying)
{
	cx_require_same_scale(departed, staying);
	if (departed->lo < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("scale %d..%d of a retention curve begins below 0",
						departed->lo, cx_hi(departed)),
				 errhint("Its points are periods: tally how many each customer has stayed, 0 or more.")));
	if (cx_is_weighted(departed) || cx_is_weighted(staying))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("cannot compute the retention of weighted tallies"),
				 errhint("Tally the customers without a weight, so that each counts once.")));
}

/*
 * cx_retention(departed, staying, confidence)
 *	  A row for each period in which somebody is at risk: period, at_risk, leaving,
 *	  retention in percent and its interval.
 *
 * departed, staying: customers by the period in which they left, or were last
 * seen not to have left.
 * confidence: strictly between 0 and 1.
 * Errors: invalid parameter value, for different scales, one below 0, or another
 * confidence; feature not supported, for weighted tallies.
 */
Datum
cx_retention(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room[2];
	const CxTally *departed = CX_GETARG_TALLY(0, &room[0]);
	const CxTally *staying = CX_GETARG_TALLY(1, &room[1]);
	double		z = cx_z_argument(fcinfo, 2);
	CxRetention period[CX_MAX_POINTS];
	int			periods;

	check_tallies(departed, staying);
	periods = cx_retention_of(departed, staying, z, period);
	cx_begin_rows(fcinfo);
	for (int i = 0; i < periods; i++)
	{
		const CxColumn column[] = {
			cx_int4_column(true, departed->lo + i),
			cx_int8_column(true, period[i].at_risk),
			cx_int8_column(true, period[i].leaving),
			cx_float8_column(true, period[i].retention),
			cx_float8_column(true, period[i].interval.lower),
			cx_float8_column(true, period[i].interval.upper),
		};

		cx_add_row(fcinfo, column, lengthof(column));
	}
	return (Datum) 0;
}
