/*-------------------------------------------------------------------------
 *
 * chart_windows.c
 *	  SQL window functions that tell which points of a series stand out.
 *
 * A row whose tally is NULL or has no value gets NULL and takes no part.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/builtins.h"

#include "compat.h"
#include "fmgr/composite.h"
#include "fmgr/report.h"
#include "stats/control_chart.h"
#include "values/scan.h"

CX_FUNCTION_INFO_V1(cx_control_limits);
CX_FUNCTION_INFO_V1(cx_signal);
CX_FUNCTION_INFO_V1(cx_control_chart);

/* What is kept for a row. */
typedef struct ChartRow
{
	bool		counted;		/* is there a tally? */
	bool		known;			/* has it a value? */
	CxSignal	signal;
	int64		responses;
	double		value;
	double		centre;
	CxInterval	limits;
	CxDigits	digits;
} ChartRow;

/*
 * Method and baseline in arguments 2 and 3, read once a partition.
 *
 * Result: false if one is NULL.
 */
static bool
read_chart_arguments(CxPartition *partition, CxChartMethod *method, int32 *baseline)
{
	bool		method_isnull;
	bool		baseline_isnull;
	Datum		name = cx_partition_parameter(partition, 2, "method", &method_isnull);
	char	   *label;

	*baseline = DatumGetInt32(cx_partition_parameter(partition, 3, "baseline", &baseline_isnull));
	if (method_isnull || baseline_isnull)
		return false;
	label = TextDatumGetCString(name);
	if (strcmp(label, "exact") == 0)
		*method = CX_EXACT;
	else if (strcmp(label, "laney") == 0)
		*method = CX_LANEY;
	else if (strcmp(label, "classic") == 0)
		*method = CX_CLASSIC;
	else
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown control chart method \"%s\"", cx_excerpt(label)),
				 errhint("Use exact, laney or classic.")));
	if (*baseline < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("baseline %d is less than 0", *baseline),
				 errhint("Give the number of points that the limits come from, or 0 for all.")));
	return true;
}

/*
 * Error: windowing error, for rows of which none comes before another: a chart
 * that is not ordered by time shows nothing.
 */
static void
require_order(CxPartition *partition)
{
	if (partition->rows > 1 && WinRowsArePeers(partition->winobj, 0, partition->rows - 1))
		ereport(ERROR,
				(errcode(ERRCODE_WINDOWING_ERROR),
				 errmsg("control chart has no order: all %lld rows of the partition are peers",
						(long long) partition->rows),
				 errhint("Order the window by time: OVER (ORDER BY month).")));
}

/*
 * Read the points in their order.
 *
 * baseline: of how many points the answers are pooled; 0 for all.
 * Result: the number of points.
 */
static int64
read_points(CxPartition *partition, ChartRow *result, int32 baseline, CxPoint *point,
			CxTallyBuffer *pooled)
{
	int64		n = 0;

	for (int64 row = 0; row < partition->rows; row++)
	{
		bool		takes_part = cx_partition_read(partition, row);
		const CxTally *tally = &partition->tally[0].tally;
		CxEstimate	estimate;

		result[row].counted = cx_partition_responses(partition, 0, &result[row].responses);
		if (!takes_part || !cx_estimate(tally, partition->worths.worth, &estimate))
			continue;
		if (n == 0)
			cx_tally_init(pooled, tally->lo, tally->points, false);
		if (baseline == 0 || n < baseline)
			cx_tally_pool(pooled, tally);
		result[row].known = true;
		result[row].value = estimate.value;
		point[n].value = estimate.value;
		point[n++].size = estimate.size;
	}
	return n;
}

/* Argument 4 of cx_control_chart; the functions of one figure do not round. */
static CxDigits
read_digits(CxPartition *partition)
{
	CxReport	report = {.unrounded = true};

	if (partition->fcinfo->nargs > 4)
		report.digits = DatumGetInt32(cx_partition_parameter(partition, 4, "digits",
															 &report.unrounded));
	if (!report.unrounded)
		cx_check_digits(report.digits);
	return cx_report_digits(&report, partition);
}

static void
compute_chart(CxPartition *partition, void *results)
{
	ChartRow   *result = results;
	CxPoint    *point;
	CxTallyBuffer pooled;
	CxSample	sample;
	CxChartMethod method;
	int32		baseline;
	CxChart		chart;
	CxDigits	digits;
	int64		run = 0;
	int64		n;

	require_order(partition);
	if (!read_chart_arguments(partition, &method, &baseline))
		return;
	point = cx_partition_alloc(partition, sizeof(CxPoint), partition->rows);
	n = read_points(partition, result, baseline, point, &pooled);
	digits = read_digits(partition);
	if (n == 0 || !cx_sample(&pooled.tally, partition->worths.worth, &sample))
	{
		pfree(point);
		return;
	}
	cx_chart_init(&chart, method, &sample, point, baseline == 0 ? n : Min(n, baseline));
	for (int64 row = 0, i = 0; row < partition->rows; row++)
	{
		if (!result[row].known)
			continue;
		result[row].digits = digits;
		result[row].centre = chart.mean;
		CHECK_FOR_INTERRUPTS();
		result[row].limits = cx_chart_limits(&chart, &point[i]);
		result[row].signal = cx_chart_signal(&chart, &point[i], &result[row].limits, &run);
		i++;
	}
	pfree(point);
}

static const ChartRow *
chart_row(FunctionCallInfo fcinfo)
{
	return cx_partition_result(fcinfo, 1, sizeof(ChartRow), compute_chart);
}

/* The rule that a point breaks, or NULL. */
static const char *
signal_name(const ChartRow *row)
{
	static const char *const names[] = {
		[CX_ABOVE_LIMIT] = "above limit",
		[CX_BELOW_LIMIT] = "below limit",
		[CX_RUN_ABOVE] = "run above",
		[CX_RUN_BELOW] = "run below",
	};

	return row->known && row->signal != CX_NO_SIGNAL ? names[row->signal] : NULL;
}

/*
 * cx_control_limits(tally, metric, method, baseline)
 *	  The 3-sigma limits of each point in time.
 */
Datum
cx_control_limits(PG_FUNCTION_ARGS)
{
	const ChartRow *row = chart_row(fcinfo);

	if (!row->known)
		PG_RETURN_NULL();
	return cx_closed_range(fcinfo, row->limits.lower, row->limits.upper);
}

/*
 * cx_signal(tally, metric, method, baseline)
 *	  The rule that the point breaks, or NULL.
 */
Datum
cx_signal(PG_FUNCTION_ARGS)
{
	const char *signal = signal_name(chart_row(fcinfo));

	if (signal == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(signal));
}

/*
 * cx_control_chart(tally, metric, method, baseline, digits)
 *	  Responses, value, centre line, limits and signal of each point in time.
 */
Datum
cx_control_chart(PG_FUNCTION_ARGS)
{
	const ChartRow *row = chart_row(fcinfo);
	const CxDigits *digits = &row->digits;
	const CxColumn column[] = {
		cx_int8_column(row->counted, row->responses),
		cx_float8_column(row->known, cx_round_score(digits, row->value)),
		cx_float8_column(row->known, cx_round_score(digits, row->centre)),
		cx_float8_column(row->known, cx_round_score(digits, row->limits.lower)),
		cx_float8_column(row->known, cx_round_score(digits, row->limits.upper)),
		cx_text_column(signal_name(row)),
	};

	return cx_composite(fcinfo, column, lengthof(column));
}
