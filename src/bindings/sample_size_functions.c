/*-------------------------------------------------------------------------
 *
 * sample_size_functions.c
 *	  SQL functions that say how many responses are needed, and in what time they
 *	  come.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "utils/builtins.h"
#include "utils/float.h"
#include "utils/timestamp.h"

#include "compat.h"
#include "fmgr/arguments.h"
#include "fmgr/call_cache.h"
#include "stats/sample.h"
#include "stats/sample_size.h"

CX_FUNCTION_INFO_V1(cx_required_responses);
CX_FUNCTION_INFO_V1(cx_cadence);

/* Days as cx_cadence counts them; a month is PostgreSQL's DAYS_PER_MONTH. */
#define DAYS_OF_WEEK	7
#define DAYS_OF_YEAR	365

static double
margin_argument(FunctionCallInfo fcinfo, int n)
{
	double		margin = PG_GETARG_FLOAT8(n);

	if (!(margin > 0))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("margin %s is not greater than 0", float8out_internal(margin)),
				 errhint("Give the margin in points of the metric: 5 for a value plus or minus 5.")));
	return margin;
}

/* Responses needed, not yet as a whole number that fits bigint. */
static double
required_size(FunctionCallInfo fcinfo, double margin, double z, double population)
{
	CxTallyBuffer room;
	const CxTally *tally = CX_GETARG_TALLY(0, &room);
	CxSample	sample;
	bool		has_value = cx_sample(tally, cx_metric_argument(fcinfo, 1, tally)->worth, &sample);
	double		half = (cx_highest_worth(&sample) - cx_lowest_worth(&sample)) / 2;
	double		spread = half * half;
	double		design_effect = 1;

	/* Unanimous answers say nothing about how much answers vary. */
	if (has_value && sample.estimate.spread > 0)
		spread = sample.estimate.spread;
	if (has_value)
		design_effect = sample.responses / sample.size;
	return cx_required_size(spread, design_effect, margin, z, population);
}

/*
 * cx_required_responses(tally, metric, margin, confidence, population)
 *	  How many responses give the value with this margin, if answers vary as
 *	  those of the tally do; in the worst case, if it is empty or unanimous.
 *
 * margin: in points, greater than 0.
 * Errors: invalid parameter value; numeric value out of range.
 */
Datum
cx_required_responses(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room;
	int64		responses = cx_tally_responses(CX_GETARG_TALLY(0, &room));
	double		margin = margin_argument(fcinfo, 2);
	double		z = cx_z_argument(fcinfo, 3);
	double		population = cx_population_argument(fcinfo, 4, responses);
	double		size = required_size(fcinfo, margin, z, population);

	if (!FLOAT8_FITS_IN_INT64(size))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("number of required responses is out of range"),
				 errhint("Allow a larger margin.")));
	PG_RETURN_INT64((int64) size);
}

static double
days_of_interval(const Interval *interval)
{
	int			years = interval->month / MONTHS_PER_YEAR;
	int			months = interval->month % MONTHS_PER_YEAR;

	return years * (double) DAYS_OF_YEAR + months * (double) DAYS_PER_MONTH +
		interval->day + interval->time / (double) USECS_PER_DAY;
}

/*
 * cx_cadence(tally, metric, observed, margin, confidence)
 *	  The shortest usual period that gathers the required responses at the rate
 *	  of the tally.
 *
 * observed: the time in which the tally was gathered, longer than 0.
 * Result: NULL when a year is too short.
 */
Datum
cx_cadence(PG_FUNCTION_ARGS)
{
	static const struct
	{
		int			days;
		Interval	period;		/* time, day, month */
	}			cadences[] = {
		{1, {0, 1, 0}},
		{DAYS_OF_WEEK, {0, DAYS_OF_WEEK, 0}},
		{DAYS_PER_MONTH, {0, 0, 1}},
		{3 * DAYS_PER_MONTH, {0, 0, 3}},
		{DAYS_OF_YEAR, {0, 0, MONTHS_PER_YEAR}},
	};
	CxTallyBuffer room;
	int64		responses = cx_tally_responses(CX_GETARG_TALLY(0, &room));
	double		observed = days_of_interval(PG_GETARG_INTERVAL_P(2));
	double		margin = margin_argument(fcinfo, 3);
	double		z = cx_z_argument(fcinfo, 4);
	double		size = required_size(fcinfo, margin, z, INFINITY);

	if (!(observed > 0) || CX_INTERVAL_IS_INFINITE(PG_GETARG_INTERVAL_P(2)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("observed interval %s is not a finite time longer than 0",
						DatumGetCString(DirectFunctionCall1(interval_out,
															PG_GETARG_DATUM(2)))),
				 errhint("Give the time in which the responses were gathered.")));
	if (responses == 0)
		PG_RETURN_NULL();
	for (size_t i = 0; i < lengthof(cadences); i++)
		if ((double) responses * cadences[i].days >= size * observed)
		{
			Interval   *result = palloc(sizeof(Interval));

			*result = cadences[i].period;
			PG_RETURN_INTERVAL_P(result);
		}
	PG_RETURN_NULL();
}
