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
#include "fmgr/partition.h"
#include "stats/control_chart.h"
#include "values/scan.h"

CX_FUNCTION_INFO_V1(cx_control_limits);
CX_FUNCTION_INFO_V1(cx_signal);

/* What is kept for a row. */
typedef struct ChartRow
{
	bool		known;
	CxPoint		point;
	CxInterval	limits;
	CxSignal	signal;
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
	Datum		name = WinGetFuncArgCurrent(partition->winobj, 2, &method_isnull);
	char	   *label;

	*baseline = DatumGetInt32(WinGetFuncArgCurrent(partition->winobj, 3, &baseline_isnull));
	if (method_isnull || baseline_isnull)
		return false;
	label = TextDatumGetCString(name);
	*method = strcmp(label, "classic") == 0 ? CX_CLASSIC : CX_LANEY;
	if (*method == CX_LANEY && strcmp(label, "laney") != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown control chart method \"%s\"", cx_excerpt(label)),
				 errhint("Use laney or classic.")));
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
		const CxTally *tally = &partition->tally[0].tally;
		CxEstimate	estimate;

		if (!cx_partition_read(partition, row) ||
			!cx_estimate(tally, partition->worths.worth, &estimate))
			continue;
		if (n == 0)
			cx_tally_init(pooled, tally->lo, tally->points, false);
		if (baseline == 0 || n < baseline)
			cx_tally_pool(pooled, tally);
		result[row].known = true;
		point[n].value = estimate.value;
		point[n++].size = estimate.kish;
	}
	return n;
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
	int64		run = 0;
	int64		n;

	require_order(partition);
	if (!read_chart_arguments(partition, &method, &baseline))
		return;
	point = cx_partition_alloc(partition, sizeof(CxPoint), partition->rows);
	n = read_points(partition, result, baseline, point, &pooled);
	if (n > 0 && cx_sample(&pooled.tally, partition->worths.worth, &sample))
		cx_chart_init(&chart, method, &sample, point, baseline == 0 ? n : Min(n, baseline));
	for (int64 row = 0, i = 0; row < partition->rows; row++)
	{
		if (!result[row].known)
			continue;
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
	static const char *const names[] = {
		[CX_ABOVE_LIMIT] = "above limit",
		[CX_BELOW_LIMIT] = "below limit",
		[CX_RUN_ABOVE] = "run above",
		[CX_RUN_BELOW] = "run below",
	};
	const ChartRow *row = chart_row(fcinfo);

	if (!row->known || row->signal == CX_NO_SIGNAL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(names[row->signal]));
}
