/*-------------------------------------------------------------------------
 *
 * driver_functions.c
 *	  SQL functions of driver analysis, and what an answer is worth as its
 *	  outcome.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/float.h"

#include "compat.h"
#include "fmgr/arguments.h"
#include "fmgr/call_cache.h"
#include "fmgr/composite.h"
#include "fmgr/moments_argument.h"
#include "stats/jackknife.h"
#include "stats/shapley.h"
#include "stats/student_t.h"
#include "values/scan.h"
#include "values/score.h"

CX_FUNCTION_INFO_V1(cx_worth);
CX_FUNCTION_INFO_V1(cx_moments_responses);
CX_FUNCTION_INFO_V1(cx_r2);
CX_FUNCTION_INFO_V1(cx_correlations);
CX_FUNCTION_INFO_V1(cx_drivers);

/* Shapley values of more replicates would take too long. */
#define MOST_SHAPLEY_REPLICATES		1000

/*
 * cx_worth(score, low, high, metric)
 *	  What a score is worth under a metric.
 *
 * Errors: numeric value out of range, for a score that is no point of the scale;
 * invalid parameter value, for a scale out of bounds or a metric that does not
 * fit it.
 */
Datum
cx_worth(PG_FUNCTION_ARGS)
{
	double		score = PG_GETARG_FLOAT8(0);
	int32		low = PG_GETARG_INT32(1);
	int32		high = PG_GETARG_INT32(2);
	CxTallyBuffer room;
	const CxTally *scale;
	int			point;

	(void) cx_scale_check(low, high, NULL);
	scale = cx_tally_init(&room, low, high - low + 1, false);
	point = cx_score_point(score, scale);
	if (point < 0)
		cx_report_score(float8out_internal(score), score, scale, true);
	PG_RETURN_FLOAT8(cx_metric_argument(fcinfo, 3, scale)->worth[point]);
}

/*
 * cx_moments_responses(moments)
 *	  The number of responses, those of weight 0 among them.
 */
Datum
cx_moments_responses(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT64(CX_GETARG_MOMENTS(0)->responses);
}

/*
 * cx_r2(moments)
 *	  The part of the outcome's variation that the drivers explain.
 *
 * Result: NULL if it never varies, no driver does, or there are too few responses.
 */
Datum
cx_r2(PG_FUNCTION_ARGS)
{
	CxDriverColumns columns;
	CxDrivers	drivers;

	cx_driver_columns(CX_GETARG_MOMENTS(0), &columns);
	cx_drivers_of(&columns, CX_JOHNSON, &drivers);
	if (!drivers.known)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(drivers.r2);
}

/* An array of n rows of n numbers. */
static ArrayType *
square_array(int n, Datum *element, bool *null)
{
	int			dims[] = {n, n};
	int			first[] = {1, 1};

	return construct_md_array(element, null, 2, dims, first,
							  FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE);
}

/*
 * cx_correlations(moments)
 *	  The correlations of the outcome and the rows of cx_drivers, in this order,
 *	  as an array of two dimensions.
 *
 * Result: NULL in the array for what never varies.
 */
Datum
cx_correlations(PG_FUNCTION_ARGS)
{
	CxDriverColumns columns;
	int			index[1 + CX_MAX_DRIVER_COLUMNS];
	int			n = 0;
	Datum	   *element;
	bool	   *null;

	/* Where each is among the columns that vary, -1 if it does not. */
	cx_driver_columns(CX_GETARG_MOMENTS(0), &columns);
	index[n++] = -1;
	for (int place = 0, used = 0; place < 2 * columns.drivers; place++)
		if (columns.is_there[place])
			index[n++] = columns.deviation[place] > 0 ? used++ : -1;

	element = palloc(sizeof(Datum) * n * n);
	null = palloc(sizeof(bool) * n * n);
	for (int i = 0; i < n * n; i++)
	{
		int			a = index[i / n];
		int			b = index[i % n];
		bool		outcome = i / n == 0 || i % n == 0;

		null[i] = (i / n > 0 && a < 0) || (i % n > 0 && b < 0) || (outcome && columns.outcome == 0);
		if (null[i])
			element[i] = (Datum) 0;
		else if (i / n == i % n)
			element[i] = Float8GetDatum(1);
		else
			element[i] = Float8GetDatum(outcome ? columns.with_outcome[Max(a, b)] :
										columns.correlation[a * columns.used + b]);
	}
	PG_RETURN_ARRAYTYPE_P(square_array(n, element, null));
}

/*
 * cx_drivers
 */

static CxDriverMethod
method_argument(FunctionCallInfo fcinfo, int n)
{
	char	   *method = text_to_cstring(PG_GETARG_TEXT_PP(n));

	if (strcmp(method, "johnson") == 0)
		return CX_JOHNSON;
	if (strcmp(method, "shapley") == 0)
		return CX_SHAPLEY;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown method \"%s\" of driver analysis", cx_excerpt(method)),
			 errhint("Use johnson or shapley.")));
	return CX_JOHNSON;			/* not reached */
}

/* What the rows are made of. */
typedef struct Analysis
{
	CxMoments  *total;			/* NULL without any moments */
	CxMoments **replicate;		/* those with weight */
	int			replicates;
	CxDriverColumns columns;
	CxDrivers	drivers;
	double		t;				/* of the intervals */
	bool		classical;		/* one replicate: intervals of slopes only */
	bool		has_errors;
	CxDriverErrors errors;
} Analysis;

/* The array in argument 0. */
static void
read_replicates(FunctionCallInfo fcinfo, Analysis *analysis)
{
	ArrayType  *array = PG_GETARG_ARRAYTYPE_P(0);
	Datum	   *element;
	bool	   *null;
	int			count;

	deconstruct_array(array, ARR_ELEMTYPE(array), -1, false, TYPALIGN_DOUBLE,
					  &element, &null, &count);
	analysis->replicate = palloc(Max(count, 1) * sizeof(CxMoments *));
	for (int i = 0; i < count; i++)
	{
		CxMoments  *moments;

		if (null[i])
			continue;
		moments = cx_moments_from_datum(element[i]);
		if (analysis->total == NULL)
			analysis->total = cx_moments_copy(moments);
		else
			cx_moments_add_moments(analysis->total, moments);
		if (moments->weight > 0)
			analysis->replicate[analysis->replicates++] = moments;
	}
}

/* The names in argument 1, an array of one for each driver; NULL for none. */
static Datum *
names_argument(FunctionCallInfo fcinfo, int drivers, bool **null)
{
	Datum	   *name;
	int			count;

	if (PG_ARGISNULL(1))
		return NULL;
	deconstruct_array(PG_GETARG_ARRAYTYPE_P(1), TEXTOID, -1, false, TYPALIGN_INT,
					  &name, null, &count);
	if (count != drivers)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("number of names %d is not that of the drivers, %d", count, drivers),
				 errhint("Give one name for each driver, in their order.")));
	return name;
}

static void
check_shapley(const Analysis *analysis)
{
	if (analysis->columns.used > CX_MAX_SHAPLEY)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("method shapley is for at most %d columns, there are %d",
						CX_MAX_SHAPLEY, analysis->columns.used),
				 errdetail("Columns are the drivers, and a flag for each that some did not answer."),
				 errhint("Use the method johnson.")));
	if (analysis->replicates > MOST_SHAPLEY_REPLICATES)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("method shapley is for at most %d replicates, there are %d",
						MOST_SHAPLEY_REPLICATES, analysis->replicates),
				 errhint("Use the method johnson, or merge replicates: 20 to 50 are enough.")));
}

static void
analyse(Analysis *analysis, CxDriverMethod method, double confidence)
{
	cx_driver_columns(analysis->total, &analysis->columns);
	if (method == CX_SHAPLEY)
		check_shapley(analysis);
	cx_drivers_of(&analysis->columns, method, &analysis->drivers);
	if (!analysis->drivers.known)
		return;
	analysis->classical = analysis->replicates == 1;
	analysis->has_errors = analysis->replicates >= CX_LEAST_REPLICATES;
	if (analysis->classical)
		analysis->t = cx_two_sided_t(confidence, analysis->drivers.degrees);
	else if (analysis->has_errors)
	{
		analysis->t = cx_two_sided_t(confidence, analysis->replicates - 1);
		cx_jackknife(analysis->replicate, analysis->replicates, method, &analysis->errors);
	}
}

/* The name of a place: that of its driver, or "driver" and its number. */
static const char *
place_name(int place, int drivers, const Datum *name, const bool *null)
{
	int			driver = place < drivers ? place : place - drivers;
	char	   *label = name == NULL || null[driver] ? psprintf("driver %d", driver + 1) :
		TextDatumGetCString(name[driver]);

	return place < drivers ? label : psprintf("%s (answered)", label);
}

/* How far the interval of the slope reaches; false if there is none. */
static bool
slope_margin(const Analysis *analysis, int place, double *margin)
{
	const CxVariation *slope = &analysis->errors.slope[place];

	*margin = analysis->t * (analysis->classical ? analysis->drivers.driver[place].slope_error :
							 slope->error);
	return (analysis->classical || (analysis->has_errors && slope->known)) && isfinite(*margin);
}

/* The row of a place; index is that among the columns that vary. */
static void
add_place(FunctionCallInfo fcinfo, const Analysis *analysis, const char *label, int place, int index)
{
	const CxDriverColumns *columns = &analysis->columns;
	const CxDriver *driver = &analysis->drivers.driver[place];
	bool		known = analysis->drivers.known;
	bool		varies = known && columns->deviation[place] > 0;
	double		slope;
	bool		has_slope = slope_margin(analysis, place, &slope) && varies;
	double		share = analysis->t * analysis->errors.share[place].error;
	bool		has_share = varies && analysis->has_errors && analysis->errors.share[place].known;
	const CxColumn column[] = {
		cx_text_column(label),
		cx_float8_column(true, columns->answered[place]),
		cx_float8_column(columns->has_mean[place], columns->mean[place]),
		cx_float8_column(varies, varies ? columns->with_outcome[index] : 0),
		cx_float8_column(varies, driver->slope),
		cx_float8_column(has_slope, driver->slope - slope),
		cx_float8_column(has_slope, driver->slope + slope),
		cx_float8_column(varies, driver->beta),
		cx_float8_column(known, driver->importance),
		cx_float8_column(known && analysis->drivers.has_shares, driver->share),
		cx_float8_column(has_share, Max(driver->share - share, 0)),
		cx_float8_column(has_share, Min(driver->share + share, 100)),
	};

	cx_add_row(fcinfo, column, lengthof(column));
}

/*
 * cx_drivers(replicates, names, method, confidence)
 *	  A row for each driver, in their order, then for each flag of those that some
 *	  did not answer: driver, answered, mean, correlation, slope and its interval,
 *	  beta, importance, share and its interval.
 *
 * replicates: moments of the same drivers; NULLs are left out.
 * names: one for each driver, or NULL.
 * method: johnson or shapley.
 * confidence: strictly between 0 and 1.
 * Errors: invalid parameter value, for any of these; program limit exceeded, for
 * more than shapley can do.
 */
Datum
cx_drivers(PG_FUNCTION_ARGS)
{
	Analysis   *analysis = palloc0(sizeof(Analysis));
	CxDriverMethod method;
	Datum	   *name;
	bool	   *null = NULL;

	cx_begin_rows(fcinfo);
	if (PG_ARGISNULL(0) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
		return (Datum) 0;
	method = method_argument(fcinfo, 2);
	cx_check_confidence(PG_GETARG_FLOAT8(3));
	read_replicates(fcinfo, analysis);
	if (analysis->total == NULL)
		return (Datum) 0;
	name = names_argument(fcinfo, analysis->total->drivers, &null);
	analyse(analysis, method, PG_GETARG_FLOAT8(3));

	for (int place = 0, index = 0; place < 2 * analysis->total->drivers; place++)
	{
		if (!analysis->columns.is_there[place])
			continue;
		add_place(fcinfo, analysis, place_name(place, analysis->total->drivers, name, null),
				  place, index);
		index += analysis->columns.deviation[place] > 0;
	}
	return (Datum) 0;
}
