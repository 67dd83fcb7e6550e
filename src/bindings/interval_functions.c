/*-------------------------------------------------------------------------
 *
 * interval_functions.c
 *	  SQL functions that say how sure a value is.
 *
 * A tally without responses, or of total weight 0, gives NULL.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/float.h"

#include "compat.h"
#include "fmgr/arguments.h"
#include "fmgr/call_cache.h"
#include "fmgr/composite.h"
#include "stats/interval.h"
#include "stats/rounding.h"
#include "stats/score_interval.h"
#include "values/scan.h"

CX_FUNCTION_INFO_V1(cx_interval);
CX_FUNCTION_INFO_V1(cx_margin);
CX_FUNCTION_INFO_V1(cx_target_p);
CX_FUNCTION_INFO_V1(cx_scorecard);

static CxIntervalMethod
method_argument(FunctionCallInfo fcinfo, int n)
{
	char	   *method = text_to_cstring(PG_GETARG_TEXT_PP(n));

	if (strcmp(method, "auto") == 0)
		return CX_AUTO;
	if (strcmp(method, "score") == 0)
		return CX_SCORE;
	if (strcmp(method, "dirichlet") == 0)
		return CX_DIRICHLET;
	if (strcmp(method, "wald") == 0)
		return CX_WALD;
	if (strcmp(method, "adjusted_wald") == 0)
		return CX_ADJUSTED_WALD;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown interval method \"%s\"", cx_excerpt(method)),
			 errhint("Use auto, score, dirichlet, wald or adjusted_wald.")));
	return CX_AUTO;				/* not reached */
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
	double		z = cx_z_argument(fcinfo, 2);
	CxIntervalMethod method = method_argument(fcinfo, 3);
	double		population = cx_population_argument(fcinfo, 4, cx_tally_responses(tally));
	bool		has_value;

	has_value = cx_sample(tally, worths->worth, sample);
	if (method == CX_ADJUSTED_WALD && !cx_has_adjusted_wald(sample))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("metric %s has no adjusted_wald interval", cx_metric_name(fcinfo, 1)),
				 errdetail("There is one for NPS and for metrics of two worths."),
				 errhint("Use the method auto, which serves all metrics.")));
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
 * method: auto, score, dirichlet, wald or adjusted_wald.
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
	PG_RETURN_FLOAT8(cx_margin_of(&sample, &interval));
}

/*
 * Tests
 */

/*
 * cx_target_p(tally, metric, target, alternative)
 *	  The p-value of "the true value is target", against another value, a greater
 *	  or a less one.
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
	CxAlternative alternative = cx_alternative_argument(fcinfo, 3);
	CxSample	sample;

	cx_check_target(target, worths, PG_GETARG_TEXT_PP(1));
	if (!cx_sample(tally, worths->worth, &sample))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(cx_target_p_of(&sample, CX_AUTO, target, alternative));
}

/*
 * The scorecard
 */

typedef struct Scorecard
{
	bool		known;			/* are tally, metric and confidence? */
	bool		has_value;
	int64		responses;
	double		value;
	double		margin;
	CxInterval	interval;
	CxDigits	digits;
} Scorecard;

/* All bits zero at first. */
static void
fill_scorecard(FunctionCallInfo fcinfo, Scorecard *card)
{
	CxTallyBuffer room;
	const CxTally *tally = CX_GETARG_TALLY(0, &room);
	const CxWorths *worths = cx_metric_argument(fcinfo, 1, tally);
	double		z = cx_z_argument(fcinfo, 2);
	bool		unrounded = PG_ARGISNULL(3);
	int32		digits = unrounded ? 0 : PG_GETARG_INT32(3);
	CxSample	sample;

	cx_check_digits(digits);
	card->known = true;
	card->digits = cx_digits(unrounded, digits, worths->highest - worths->lowest);
	card->responses = cx_tally_responses(tally);
	card->has_value = cx_sample(tally, worths->worth, &sample);
	if (!card->has_value)
		return;
	card->value = sample.estimate.value;
	card->interval = cx_interval_of(&sample, CX_AUTO, z, 1);
	card->margin = cx_margin_of(&sample, &card->interval);
}

static Datum
scorecard_row(FunctionCallInfo fcinfo, const Scorecard *card)
{
	const CxDigits *digits = &card->digits;
	const CxColumn column[] = {
		cx_int8_column(card->known, card->responses),
		cx_float8_column(card->has_value, cx_round_score(digits, card->value)),
		cx_float8_column(card->has_value, cx_round_score(digits, card->margin)),
		cx_float8_column(card->has_value, cx_round_score(digits, card->interval.lower)),
		cx_float8_column(card->has_value, cx_round_score(digits, card->interval.upper)),
	};

	return cx_composite(fcinfo, column, lengthof(column));
}

/*
 * cx_scorecard(tally, metric, confidence, digits)
 *	  What is to be said of a value, as a row: responses, value, margin, lower and
 *	  upper end of the interval.
 *
 * digits: those of the scores, -1 for as many as suit the metric; NULL for all.
 * Result: all NULL for NULL; without responses all but their number.
 */
Datum
cx_scorecard(PG_FUNCTION_ARGS)
{
	Scorecard	card = {0};

	if (!PG_ARGISNULL(0) && !PG_ARGISNULL(1) && !PG_ARGISNULL(2))
		fill_scorecard(fcinfo, &card);
	return scorecard_row(fcinfo, &card);
}
