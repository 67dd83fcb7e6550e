/*-------------------------------------------------------------------------
 *
 * interval_functions.c
 *	  SQL functions that say how sure a value is.
 *
 * All of them are strict.  A tally without responses, or of total weight 0,
 * gives NULL, but for the number of responses that it takes.
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
#include "stats/change.h"
#include "stats/interval.h"
#include "stats/normal.h"
#include "stats/sample_size.h"
#include "stats/score_interval.h"
#include "values/scan.h"

CX_FUNCTION_INFO_V1(cx_interval);
CX_FUNCTION_INFO_V1(cx_margin);
CX_FUNCTION_INFO_V1(cx_target_p);
CX_FUNCTION_INFO_V1(cx_change_interval);
CX_FUNCTION_INFO_V1(cx_change_p);
CX_FUNCTION_INFO_V1(cx_required_responses);
CX_FUNCTION_INFO_V1(cx_cadence);

/* Days as cx_cadence counts them; a month is PostgreSQL's DAYS_PER_MONTH. */
#define DAYS_OF_WEEK	7
#define DAYS_OF_YEAR	365

/*
 * Arguments
 */

/* z of the confidence in argument n. */
static double
z_argument(FunctionCallInfo fcinfo, int n)
{
	double		confidence = PG_GETARG_FLOAT8(n);

	cx_check_confidence(confidence);
	return cx_two_sided_z(confidence);
}

/* The size of the population in argument n, of which so many responded. */
static double
population_argument(FunctionCallInfo fcinfo, int n, int64 responses)
{
	double		population = PG_GETARG_FLOAT8(n);

	if (!(population >= 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("population %s is not at least 1", float8out_internal(population)),
				 errhint("The population is all who could have answered. Leave it out if it is large.")));
	if (population < responses)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("population %s is smaller than the sample of %lld responses",
						float8out_internal(population), (long long) responses),
				 errhint("The population is all who could have answered. Leave it out if it is large.")));
	return population;
}

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

static CxIntervalMethod
method_argument(FunctionCallInfo fcinfo, int n)
{
	char	   *method = text_to_cstring(PG_GETARG_TEXT_PP(n));

	if (strcmp(method, "score") == 0)
		return CX_SCORE;
	if (strcmp(method, "wald") == 0)
		return CX_WALD;
	if (strcmp(method, "adjusted_wald") == 0)
		return CX_ADJUSTED_WALD;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown interval method \"%s\"", cx_excerpt(method)),
			 errhint("Use score, wald or adjusted_wald.")));
	return CX_SCORE;			/* not reached */
}

/* The metric in argument n, for messages. */
static const char *
metric_name(FunctionCallInfo fcinfo, int n)
{
	return cx_excerpt(text_to_cstring(PG_GETARG_TEXT_PP(n)));
}

/*
 * Intervals
 */

/*
 * Arguments: tally, metric, confidence, method, population.
 *
 * Result: false if the tally has no value.
 */
static bool
interval_of_arguments(FunctionCallInfo fcinfo, CxSample *sample, CxInterval *interval)
{
	CxTallyBuffer room;
	const CxTally *tally = CX_GETARG_TALLY(0, &room);
	const CxWorths *worths = cx_metric_argument(fcinfo, 1, tally);
	double		z = z_argument(fcinfo, 2);
	CxIntervalMethod method = method_argument(fcinfo, 3);
	double		population = population_argument(fcinfo, 4, cx_tally_responses(tally));
	bool		has_value;

	has_value = cx_sample(tally, worths->worth, sample);
	if (method == CX_ADJUSTED_WALD && !cx_has_adjusted_wald(sample))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("metric %s has no adjusted_wald interval", metric_name(fcinfo, 1)),
				 errdetail("There is one for NPS and for metrics of two worths."),
				 errhint("Use the method score, which serves all metrics.")));
	if (!has_value)
		return false;
	*interval = cx_interval_of(sample, method, z, cx_population_factor(sample, population));
	return true;
}

/*
 * cx_interval(tally, metric, confidence, method, population)
 *	  The confidence interval of the value.
 *
 * confidence: strictly between 0 and 1.
 * method: score, wald or adjusted_wald.
 * population: at least the number of responses; may be infinite.
 * Errors: invalid parameter value, for any of these or a metric that does not
 * fit.
 */
Datum
cx_interval(PG_FUNCTION_ARGS)
{
	CxSample	sample;
	CxInterval	interval;

	if (!interval_of_arguments(fcinfo, &sample, &interval))
		PG_RETURN_NULL();
	return cx_closed_range(fcinfo, interval.lower, interval.upper);
}

/*
 * cx_margin(tally, metric, confidence, method, population)
 *	  The longer side of the interval, so that value +/- margin covers it.
 */
Datum
cx_margin(PG_FUNCTION_ARGS)
{
	CxSample	sample;
	CxInterval	interval;

	if (!interval_of_arguments(fcinfo, &sample, &interval))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(Max(sample.estimate.value - interval.lower,
						 interval.upper - sample.estimate.value));
}

/*
 * Tests
 */

/*
 * cx_target_p(tally, metric, target)
 *	  The p-value of "the true value is target".
 *
 * Error: invalid parameter value, for a target outside the metric's range.
 */
Datum
cx_target_p(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room;
	const CxTally *tally = CX_GETARG_TALLY(0, &room);
	const CxWorths *worths = cx_metric_argument(fcinfo, 1, tally);
	double		target = PG_GETARG_FLOAT8(2);
	CxSample	sample;

	if (!(target >= worths->lowest && target <= worths->highest))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("target %s is outside the range %s..%s of metric %s",
						float8out_internal(target), float8out_internal(worths->lowest),
						float8out_internal(worths->highest), metric_name(fcinfo, 1)),
				 errhint("Give the target in points of the metric.")));
	if (!cx_sample(tally, worths->worth, &sample))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(cx_target_p_of(&sample, CX_SCORE, target, CX_TWO_SIDED));
}

/*
 * The tallies in arguments 0 and 1 under the metric in argument 2.
 *
 * Error: invalid parameter value, if the metric means different things on
 * their scales, as a mean does on 1..5 and 0..10.
 */
static bool
change_arguments(FunctionCallInfo fcinfo, CxSample *current, CxSample *previous)
{
	CxTallyBuffer current_room;
	CxTallyBuffer previous_room;
	const CxTally *a = CX_GETARG_TALLY(0, &current_room);
	const CxTally *b = CX_GETARG_TALLY(1, &previous_room);
	bool		a_has_value = cx_sample(a, cx_metric_argument(fcinfo, 2, a)->worth, current);
	bool		b_has_value = cx_sample(b, cx_metric_argument(fcinfo, 2, b)->worth, previous);

	if (cx_lowest_worth(current) != cx_lowest_worth(previous) ||
		cx_highest_worth(current) != cx_highest_worth(previous))
		cx_require_same_scale(a, b);
	return a_has_value && b_has_value;
}

/*
 * cx_change_interval(current, previous, metric, confidence)
 *	  The confidence interval of the change between independent samples.
 */
Datum
cx_change_interval(PG_FUNCTION_ARGS)
{
	CxSample	current;
	CxSample	previous;
	double		z = z_argument(fcinfo, 3);
	CxInterval	interval;

	if (!change_arguments(fcinfo, &current, &previous))
		PG_RETURN_NULL();
	interval = cx_change_interval_of(&current, &previous, CX_SCORE, z);
	return cx_closed_range(fcinfo, interval.lower, interval.upper);
}

/*
 * cx_change_p(current, previous, metric)
 *	  The p-value of "there is no change".
 */
Datum
cx_change_p(PG_FUNCTION_ARGS)
{
	CxSample	current;
	CxSample	previous;

	if (!change_arguments(fcinfo, &current, &previous))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(cx_change_p_of(&current, &previous, CX_SCORE, CX_TWO_SIDED));
}

/*
 * Sample sizes
 */

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
	double		z = z_argument(fcinfo, 3);
	double		population = population_argument(fcinfo, 4, responses);
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
	double		z = z_argument(fcinfo, 4);
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
