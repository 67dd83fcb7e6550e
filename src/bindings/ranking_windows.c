/*-------------------------------------------------------------------------
 *
 * ranking_windows.c
 *	  SQL window functions that compare the units, or the points in time, of a
 *	  partition.
 *
 * Each looks at its whole partition, whatever the frame.  At the first row of
 * a partition it reads all rows once, computes the results of all of them and
 * keeps these in the partition's memory; the other rows are looked up.  A row
 * whose tally is NULL or has no value gets NULL and takes no part.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <limits.h>
#include <math.h>

#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/float.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "windowapi.h"

#include "compat.h"
#include "fmgr/arguments.h"
#include "stats/control_chart.h"
#include "stats/credibility.h"
#include "stats/normal.h"
#include "stats/ranking.h"
#include "stats/score_interval.h"
#include "values/scan.h"

CX_FUNCTION_INFO_V1(cx_shrunk_value);
CX_FUNCTION_INFO_V1(cx_credibility);
CX_FUNCTION_INFO_V1(cx_rank);
CX_FUNCTION_INFO_V1(cx_rank_interval);
CX_FUNCTION_INFO_V1(cx_shrunk_change);
CX_FUNCTION_INFO_V1(cx_change_credibility);
CX_FUNCTION_INFO_V1(cx_most_improved);
CX_FUNCTION_INFO_V1(cx_adjusted_p);
CX_FUNCTION_INFO_V1(cx_control_limits);
CX_FUNCTION_INFO_V1(cx_signal);

/*
 * The partition
 */

/*
 * What is kept for a partition: a result a row, or two for ranges.  NaN stands
 * for NULL.
 */
typedef struct Partition
{
	bool		computed;
	int64		rows;
	double	   *result;
	double	   *upper;			/* of ranges, or NULL */
} Partition;

/*
 * The reading of a partition's rows.  All tallies that take part are on one
 * scale and under one metric.
 */
typedef struct Reader
{
	FunctionCallInfo fcinfo;
	WindowObject winobj;
	Partition  *partition;
	int			tallies;		/* before the metric: 1, or 2 for changes */
	MemoryContext row_context;	/* while rows are read; reset before each */
	CxTally    *scale;			/* the first tally's, without cells, or NULL */
	double		worth[CX_MAX_POINTS];
	double		lowest;			/* the metric's range */
	double		highest;
	text	   *metric;			/* of the first row that takes part, or NULL */
	CxTallyBuffer room[2];		/* the tallies of a row */
} Reader;

/* Memory for count items, which lives as long as the partition. */
static void *
partition_memory(Reader *reader, Size size, int64 count)
{
	/* No overflow: a partition has at most INT_MAX rows. */
	return MemoryContextAllocHuge(GetMemoryChunkContext(reader->partition),
								  size * Max(count, 1));
}

/* The value of argument n in a row.  It is gone with the next one. */
static Datum
read_argument(Reader *reader, int n, int64 row, bool *isnull)
{
	bool		isout;

	return WinGetFuncArgInPartition(reader->winobj, n, (int) row,
									WINDOW_SEEK_HEAD, false, isnull, &isout);
}

/* Take over the metric of the first row that takes part, and its worths. */
static void
set_metric(Reader *reader, text *metric, const CxTally *tally)
{
	reader->metric = partition_memory(reader, 1, VARSIZE_ANY(metric));
	memcpy(reader->metric, metric, VARSIZE_ANY(metric));
	cx_worths_of_name(text_to_cstring(metric), tally, reader->worth);
	reader->lowest = reader->highest = reader->worth[0];
	for (int i = 1; i < tally->points; i++)
	{
		reader->lowest = Min(reader->lowest, reader->worth[i]);
		reader->highest = Max(reader->highest, reader->worth[i]);
	}
}

/*
 * Check the metric of a row.
 *
 * Result: false if it is NULL.
 * Error: invalid parameter value, if it is not that of the other rows.
 */
static bool
read_metric(Reader *reader, int64 row, const CxTally *tally)
{
	text	   *metric;
	bool		isnull;
	Datum		value;

	if (reader->metric != NULL &&
		get_fn_expr_arg_stable(reader->fcinfo->flinfo, reader->tallies))
		return true;
	value = read_argument(reader, reader->tallies, row, &isnull);
	if (isnull)
		return false;
	metric = DatumGetTextPP(value);
	if (reader->metric == NULL)
		set_metric(reader, metric, tally);
	else if (VARSIZE_ANY_EXHDR(metric) != VARSIZE_ANY_EXHDR(reader->metric) ||
			 memcmp(VARDATA_ANY(metric), VARDATA_ANY(reader->metric),
					VARSIZE_ANY_EXHDR(metric)) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("metrics %s and %s in one partition",
						cx_excerpt(text_to_cstring(reader->metric)),
						cx_excerpt(text_to_cstring(metric))),
				 errhint("Add the metric to PARTITION BY.")));
	return true;
}

/*
 * The tally in argument n of a row.
 *
 * Result: NULL if it is NULL or has no value, else valid until the same
 * argument is read again.
 */
static const CxTally *
read_tally(Reader *reader, int n, int64 row)
{
	CxTallyBuffer *room = &reader->room[n];
	const CxTally *tally;
	bool		isnull;
	Datum		value = read_argument(reader, n, row, &isnull);

	if (isnull)
		return NULL;

	/* The next argument to be read takes the place of this one: copy it. */
	tally = cx_tally_from_datum(value, room);
	if (tally != &room->tally)
		memcpy(room, tally, VARSIZE(tally));
	return cx_has_weight(&room->tally) ? &room->tally : NULL;
}

/*
 * Read the tallies of a row into the reader's room, and check that their scale
 * and the metric are those of the other rows.
 *
 * Result: false if the row takes no part.
 */
static bool
read_row(Reader *reader, int64 row)
{
	for (int n = 0; n < reader->tallies; n++)
		if (read_tally(reader, n, row) == NULL)
			return false;
	if (!read_metric(reader, row, &reader->room[0].tally))
		return false;
	if (reader->scale == NULL)
	{
		reader->scale = partition_memory(reader, CX_TALLY_HEADER, 1);
		memcpy(reader->scale, &reader->room[0], CX_TALLY_HEADER);
	}
	for (int n = 0; n < reader->tallies; n++)
		cx_require_same_scale(reader->scale, &reader->room[n].tally);
	return true;
}

/* The unit of a row: of its tally, or of the change between its two. */
static bool
read_unit(Reader *reader, int64 row, CxUnit *unit)
{
	CxUnit		own[2];

	if (!read_row(reader, row))
		return false;
	for (int n = 0; n < reader->tallies; n++)
	{
		CxEstimate	estimate;

		(void) cx_estimate(&reader->room[n].tally, reader->worth, &estimate);
		cx_unit(&estimate, &own[n]);
	}
	if (reader->tallies == 1)
		*unit = own[0];
	else
		cx_change_unit(&own[0], &own[1], unit);
	return true;
}

/* Before each row is read. */
static void
next_row(Reader *reader)
{
	CHECK_FOR_INTERRUPTS();
	MemoryContextReset(reader->row_context);
}

/*
 * The results of the partition at hand, computed at its first row.  All window
 * functions begin here.
 *
 * tallies: how many arguments are tallies; the metric follows.
 * Error: wrong object type, outside a window.  The parser lets nobody call a
 * window function so, but CREATE OPERATOR takes one, and the operator can be
 * used anywhere.
 */
static Partition *
partition_of(FunctionCallInfo fcinfo, int tallies, bool ranges,
			 void (*compute) (Reader *reader))
{
	WindowObject winobj = PG_WINDOW_OBJECT();
	Partition  *partition;
	Reader		reader;
	MemoryContext old;

	if (!WindowObjectIsValid(winobj))
		ereport(ERROR,
				(errcode(ERRCODE_WRONG_OBJECT_TYPE),
				 errmsg("window function %s requires an OVER clause",
						get_func_name(fcinfo->flinfo->fn_oid))));
	partition = WinGetPartitionLocalMemory(winobj, sizeof(Partition));
	if (partition->computed)
		return partition;
	memset(&reader, 0, sizeof(Reader));
	reader.fcinfo = fcinfo;
	reader.winobj = winobj;
	reader.partition = partition;
	reader.tallies = tallies;
	partition->rows = WinGetPartitionRowCount(winobj);
	if (partition->rows > INT_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("partition has more than %d rows", INT_MAX)));
	partition->result = partition_memory(&reader, sizeof(double), partition->rows);
	if (ranges)
		partition->upper = partition_memory(&reader, sizeof(double), partition->rows);
	for (int64 row = 0; row < partition->rows; row++)
		partition->result[row] = get_float8_nan();

	reader.row_context = AllocSetContextCreate(CurrentMemoryContext, "cx_metrics row",
											   ALLOCSET_SMALL_SIZES);
	old = MemoryContextSwitchTo(reader.row_context);
	compute(&reader);
	MemoryContextSwitchTo(old);
	MemoryContextDelete(reader.row_context);
	partition->computed = true;
	return partition;
}

/*
 * Answers for the current row
 */

static bool
current_result(FunctionCallInfo fcinfo, const Partition *partition, double *result)
{
	*result = partition->result[WinGetCurrentPosition(PG_WINDOW_OBJECT())];
	return !isnan(*result);
}

static Datum
return_number(FunctionCallInfo fcinfo, const Partition *partition)
{
	double		result;

	if (!current_result(fcinfo, partition, &result))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(result);
}

static Datum
return_rank(FunctionCallInfo fcinfo, const Partition *partition)
{
	double		result;

	if (!current_result(fcinfo, partition, &result))
		PG_RETURN_NULL();
	PG_RETURN_INT64((int64) result);
}

static Datum
return_range(FunctionCallInfo fcinfo, const Partition *partition)
{
	double		lower;

	if (!current_result(fcinfo, partition, &lower))
		PG_RETURN_NULL();
	return cx_closed_range(fcinfo, lower,
						   partition->upper[WinGetCurrentPosition(PG_WINDOW_OBJECT())]);
}

/*
 * Credibility
 */

/*
 * Read all units, fit the model, and keep for each what answer says of it.
 *
 * Result: the places of those that take part and their answers, or NULL if
 * they are none or too small to tell; their number in *n.
 */
static CxRanked *
answer_units(Reader *reader, double (*answer) (const CxCredibility *model, const CxUnit *unit),
			 int64 *n)
{
	int64		rows = reader->partition->rows;
	CxUnit	   *unit = partition_memory(reader, sizeof(CxUnit), rows);
	CxRanked   *answered = partition_memory(reader, sizeof(CxRanked), rows);
	CxCredibility model;

	*n = 0;
	for (int64 row = 0; row < rows; row++)
	{
		next_row(reader);
		if (read_unit(reader, row, &unit[*n]))
			answered[(*n)++].place = row;
	}
	if (*n > 0 && cx_credibility_fit(unit, *n, reader->highest - reader->lowest, &model))
		for (int64 i = 0; i < *n; i++)
			answered[i].key = answer(&model, &unit[i]);
	else
		*n = 0;
	pfree(unit);
	return answered;
}

static void
compute_answers(Reader *reader,
				double (*answer) (const CxCredibility *model, const CxUnit *unit))
{
	int64		n;
	CxRanked   *answered = answer_units(reader, answer, &n);

	for (int64 i = 0; i < n; i++)
		reader->partition->result[answered[i].place] = answered[i].key;
	pfree(answered);
}

static void
compute_shrunk(Reader *reader)
{
	compute_answers(reader, cx_shrunk);
}

static void
compute_credibility(Reader *reader)
{
	compute_answers(reader, cx_credibility_of);
}

static void
compute_rank(Reader *reader)
{
	int64		n;
	CxRanked   *ranked = answer_units(reader, cx_standing, &n);

	cx_rank_keys(ranked, n, reader->partition->result);
	pfree(ranked);
}

/*
 * cx_shrunk_value(tally, metric)
 *	  The value pulled towards the partition's mean by its credibility.
 */
Datum
cx_shrunk_value(PG_FUNCTION_ARGS)
{
	return return_number(fcinfo, partition_of(fcinfo, 1, false, compute_shrunk));
}

/*
 * cx_credibility(tally, metric)
 *	  How much of the value is the unit's own evidence, 0 to 1.
 */
Datum
cx_credibility(PG_FUNCTION_ARGS)
{
	return return_number(fcinfo, partition_of(fcinfo, 1, false, compute_credibility));
}

/*
 * cx_rank(tally, metric)
 *	  Rank by credible standing; ties share a rank.
 */
Datum
cx_rank(PG_FUNCTION_ARGS)
{
	return return_rank(fcinfo, partition_of(fcinfo, 1, false, compute_rank));
}

/*
 * cx_shrunk_change(current, previous, metric)
 *	  The change pulled towards the partition's mean change.
 */
Datum
cx_shrunk_change(PG_FUNCTION_ARGS)
{
	return return_number(fcinfo, partition_of(fcinfo, 2, false, compute_shrunk));
}

/*
 * cx_change_credibility(current, previous, metric)
 *	  How much of the change is the unit's own evidence, 0 to 1.
 */
Datum
cx_change_credibility(PG_FUNCTION_ARGS)
{
	return return_number(fcinfo, partition_of(fcinfo, 2, false, compute_credibility));
}

/*
 * cx_most_improved(current, previous, metric)
 *	  Rank by credible improvement, relative to the others.
 */
Datum
cx_most_improved(PG_FUNCTION_ARGS)
{
	return return_rank(fcinfo, partition_of(fcinfo, 2, false, compute_rank));
}

/*
 * Rank intervals
 */

/* What is kept of a sample: its estimate's first three figures, then shares. */
#define SAMPLE_HEADER	3

static void
keep_sample(const CxSample *sample, double *kept)
{
	kept[0] = sample->estimate.value;
	kept[1] = sample->estimate.spread;
	kept[2] = sample->size;
	memcpy(kept + SAMPLE_HEADER, sample->share, sample->worths * sizeof(double));
}

static void
restore_sample(const double *kept, CxSample *sample)
{
	sample->estimate.value = kept[0];
	sample->estimate.spread = kept[1];
	sample->size = kept[2];
	memcpy(sample->share, kept + SAMPLE_HEADER, sample->worths * sizeof(double));
}

/*
 * Read the samples of all rows that take part.
 *
 * sample: set to the worths that all of them share.
 * place: result, the rows.
 * Result: a block of SAMPLE_HEADER + sample->worths figures for each.
 */
static double *
read_samples(Reader *reader, CxSample *sample, int64 *place, int64 *n)
{
	double	   *kept = NULL;

	*n = 0;
	for (int64 row = 0; row < reader->partition->rows; row++)
	{
		next_row(reader);
		if (!read_row(reader, row) ||
			!cx_sample(&reader->room[0].tally, reader->worth, sample))
			continue;
		if (kept == NULL)
			kept = partition_memory(reader, (SAMPLE_HEADER + sample->worths) * sizeof(double),
									reader->partition->rows);
		keep_sample(sample, kept + *n * (SAMPLE_HEADER + sample->worths));
		place[(*n)++] = row;
	}
	return kept;
}

/* The confidence in argument n, read once a partition; NaN if it is NULL. */
static double
read_confidence(Reader *reader, int n)
{
	bool		isnull;
	Datum		value = WinGetFuncArgCurrent(reader->winobj, n, &isnull);

	if (isnull)
		return get_float8_nan();
	cx_check_confidence(DatumGetFloat8(value));
	return DatumGetFloat8(value);
}

static void
compute_rank_interval(Reader *reader)
{
	Partition  *partition = reader->partition;
	double		confidence = read_confidence(reader, 2);
	int64	   *place;
	CxSample	sample;
	int64		n;
	double	   *kept;
	double	   *lower;
	double	   *upper;
	double		z;

	if (isnan(confidence))
		return;
	place = partition_memory(reader, sizeof(int64), partition->rows);
	kept = read_samples(reader, &sample, place, &n);
	if (n == 0)
	{
		pfree(place);
		return;
	}
	lower = partition_memory(reader, sizeof(double), 4 * n);
	upper = lower + n;
	z = cx_simultaneous_z(confidence, n);
	for (int64 i = 0; i < n; i++)
	{
		CxInterval	interval;

		CHECK_FOR_INTERRUPTS();
		restore_sample(kept + i * (SAMPLE_HEADER + sample.worths), &sample);
		interval = cx_score_interval(&sample, z, 1);
		lower[i] = interval.lower;
		upper[i] = interval.upper;
	}
	cx_rank_intervals(lower, upper, n, upper + n, upper + 2 * n);
	for (int64 i = 0; i < n; i++)
	{
		partition->result[place[i]] = lower[i];
		partition->upper[place[i]] = upper[i];
	}
	pfree(kept);
	pfree(lower);
	pfree(place);
}

/*
 * cx_rank_interval(tally, metric, confidence)
 *	  The ranks that the data cannot exclude, for all units together.
 */
Datum
cx_rank_interval(PG_FUNCTION_ARGS)
{
	return return_range(fcinfo, partition_of(fcinfo, 1, true, compute_rank_interval));
}

/*
 * Adjusted p-values
 */

static void
compute_adjusted_p(Reader *reader)
{
	int64		rows = reader->partition->rows;
	CxRanked   *ranked = partition_memory(reader, sizeof(CxRanked), rows);
	int64		n = 0;

	for (int64 row = 0; row < rows; row++)
	{
		bool		isnull;
		Datum		value;
		double		p;

		next_row(reader);
		value = read_argument(reader, 0, row, &isnull);
		if (isnull)
			continue;
		p = DatumGetFloat8(value);
		if (!(p >= 0 && p <= 1))
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("p-value %s is not between 0 and 1", float8out_internal(p))));
		ranked[n].key = p;
		ranked[n++].place = row;
	}
	cx_adjust_p(ranked, n, reader->partition->result);
	pfree(ranked);
}

/*
 * cx_adjusted_p(p)
 *	  The p-value adjusted for how many there are, after Benjamini & Hochberg.
 */
Datum
cx_adjusted_p(PG_FUNCTION_ARGS)
{
	return return_number(fcinfo, partition_of(fcinfo, 1, false, compute_adjusted_p));
}

/*
 * Control charts
 */

/* Method and baseline in arguments 2 and 3, read once a partition. */
static bool
read_chart_arguments(Reader *reader, CxChartMethod *method, int32 *baseline)
{
	bool		method_isnull;
	bool		baseline_isnull;
	Datum		name = WinGetFuncArgCurrent(reader->winobj, 2, &method_isnull);
	char	   *label;

	*baseline = DatumGetInt32(WinGetFuncArgCurrent(reader->winobj, 3, &baseline_isnull));
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

/* The answers of the baseline, together. */
static void
pool(CxTallyBuffer *pooled, const CxTally *tally)
{
	CxTallyBuffer copy;

	if (cx_is_weighted(tally) && !cx_is_weighted(&pooled->tally))
	{
		memcpy(&copy, pooled, VARSIZE(&pooled->tally));
		cx_tally_promote(&copy.tally, &pooled->tally);
	}
	cx_add_tally(&pooled->tally, tally);
}

/*
 * Read the points in their order and set up the chart from the first of them.
 *
 * Result: the number of points; point and place are theirs.
 */
static int64
read_chart(Reader *reader, CxChart *chart, CxPoint **point, int64 **place)
{
	int64		rows = reader->partition->rows;
	int64		n = 0;
	CxChartMethod method;
	int32		baseline;
	CxTallyBuffer pooled;
	CxEstimate	estimate;

	if (rows > 1 && WinRowsArePeers(reader->winobj, 0, rows - 1))
		ereport(ERROR,
				(errcode(ERRCODE_WINDOWING_ERROR),
				 errmsg("control chart has no order: all %lld rows of the partition are peers",
						(long long) rows),
				 errhint("Order the window by time: OVER (ORDER BY month).")));
	*point = NULL;
	*place = NULL;
	if (!read_chart_arguments(reader, &method, &baseline))
		return 0;
	*point = partition_memory(reader, sizeof(CxPoint), rows);
	*place = partition_memory(reader, sizeof(int64), rows);
	for (int64 row = 0; row < rows; row++)
	{
		const CxTally *tally = &reader->room[0].tally;

		next_row(reader);
		if (!read_row(reader, row) ||
			!cx_estimate(tally, reader->worth, &estimate))
			continue;
		if (n == 0)
			cx_tally_init(&pooled, tally->lo, tally->points, false);
		if (baseline == 0 || n < baseline)
			pool(&pooled, tally);
		(*point)[n].value = estimate.value;
		(*point)[n].size = estimate.kish;
		(*place)[n++] = row;
	}
	if (n == 0 || !cx_estimate(&pooled.tally, reader->worth, &estimate))
		return 0;

	chart->mean = estimate.value;
	chart->spread = estimate.spread;
	chart->lowest = reader->lowest;
	chart->highest = reader->highest;
	chart->sigma_z = 1;
	if (method == CX_LANEY)
		cx_chart_widen(chart, *point, baseline == 0 ? n : Min(n, baseline));
	return n;
}

static void
free_chart(CxPoint *point, int64 *place)
{
	if (point != NULL)
	{
		pfree(point);
		pfree(place);
	}
}

static void
compute_limits(Reader *reader)
{
	Partition  *partition = reader->partition;
	CxChart		chart;
	CxPoint    *point;
	int64	   *place;
	int64		n = read_chart(reader, &chart, &point, &place);

	for (int64 i = 0; i < n; i++)
		cx_chart_limits(&chart, &point[i], &partition->result[place[i]],
						&partition->upper[place[i]]);
	free_chart(point, place);
}

static void
compute_signals(Reader *reader)
{
	CxChart		chart;
	CxPoint    *point;
	int64	   *place;
	int64		n = read_chart(reader, &chart, &point, &place);
	int64		run = 0;

	for (int64 i = 0; i < n; i++)
		reader->partition->result[place[i]] = cx_chart_signal(&chart, &point[i], &run);
	free_chart(point, place);
}

/*
 * cx_control_limits(tally, metric, method, baseline)
 *	  The 3-sigma limits of each point in time.
 */
Datum
cx_control_limits(PG_FUNCTION_ARGS)
{
	return return_range(fcinfo, partition_of(fcinfo, 1, true, compute_limits));
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
	double		signal;

	if (!current_result(fcinfo, partition_of(fcinfo, 1, false, compute_signals), &signal) ||
		signal == CX_NO_SIGNAL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(names[(int) signal]));
}
