/*-------------------------------------------------------------------------
 *
 * target_windows.c
 *	  The SQL window function cx_target: who is above a target and who below it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/float.h"

#include "compat.h"
#include "fmgr/composite.h"
#include "fmgr/report.h"
#include "stats/interval.h"
#include "stats/verdict.h"

CX_FUNCTION_INFO_V1(cx_target);

/* What is kept for a row. */
typedef struct TargetRow
{
	bool		counted;		/* is there a tally? */
	bool		has_value;
	bool		judged;			/* and a target? */
	int64		responses;
	double		value;
	CxInterval	interval;
	double		target;
	double		adjusted_p;
	CxVerdict	verdict;
	CxDigits	digits;
} TargetRow;

/* Everybody's answers. */
typedef struct Answers
{
	CxPool		pool;
	double		target;			/* of null, if it is set */
	bool		has_null;
	CxNull		null;
} Answers;

/* The target of a row, in argument 2.  Error: if the metric has no such value. */
static bool
read_target(CxPartition *partition, int64 row, double *target)
{
	bool		isnull;
	Datum		value = cx_partition_argument(partition, 2, row, &isnull);

	if (isnull)
		return false;
	*target = DatumGetFloat8(value);
	cx_check_target(*target, &partition->worths, partition->metric);
	return true;
}

/* The first reading: values and their intervals, and everybody's answers. */
static void
read_values(CxPartition *partition, TargetRow *row, double z, Answers *all)
{
	for (int64 i = 0; i < partition->rows; i++)
	{
		bool		takes_part = cx_partition_read(partition, i);
		CxSample	sample;

		row[i].counted = cx_partition_responses(partition, 0, &row[i].responses);
		if (!takes_part ||
			!cx_sample(&partition->tally[0].tally, partition->worths.worth, &sample))
			continue;
		row[i].has_value = true;
		row[i].value = sample.estimate.value;
		row[i].interval = cx_interval_of(&sample, CX_AUTO, z, 1);
		row[i].judged = read_target(partition, i, &row[i].target);
		cx_pool_add(&all->pool, &sample);
	}
}

/* The second reading: the evidence against each unit's target. */
static CxTails
read_evidence(CxPartition *partition, int64 i, const TargetRow *row, Answers *all)
{
	CxSample	sample;

	cx_partition_sample(partition, i, &sample);

	/* Mostly one target serves many rows. */
	if (!all->has_null || all->target != row->target)
		cx_null(&all->pool, row->target, &all->null);
	all->has_null = true;
	all->target = row->target;
	return cx_level_tails(&all->null, sample.estimate.value, sample.size,
						  cx_tails_of_z(cx_target_z_of(&sample, CX_AUTO, row->target)));
}

static void
judge_units(CxPartition *partition, TargetRow *row, double confidence, Answers *all)
{
	CxTails    *tails = cx_partition_alloc(partition, sizeof(CxTails), partition->rows);
	CxRanked   *ranked = cx_partition_alloc(partition, sizeof(CxRanked), partition->rows);
	double	   *adjusted = cx_partition_alloc(partition, sizeof(double), partition->rows);
	CxVerdict  *verdict = cx_partition_alloc(partition, sizeof(CxVerdict), partition->rows);
	int64		n = 0;

	for (int64 i = 0; i < partition->rows; i++)
		if (row[i].judged)
			tails[n++] = read_evidence(partition, i, &row[i], all);
	cx_verdicts(tails, n, confidence, ranked, adjusted, verdict);
	n = 0;
	for (int64 i = 0; i < partition->rows; i++)
		if (row[i].judged)
		{
			row[i].adjusted_p = adjusted[n];
			row[i].verdict = verdict[n++];
		}
	pfree(tails);
	pfree(ranked);
	pfree(adjusted);
	pfree(verdict);
}

static void
compute_target(CxPartition *partition, void *results)
{
	TargetRow  *row = results;
	CxReport	report;
	Answers		all = {0};

	if (!cx_report_parameters(partition, 3, &report))
		return;
	read_values(partition, row, cx_two_sided_z(report.confidence), &all);
	judge_units(partition, row, report.confidence, &all);
	for (int64 i = 0; i < partition->rows; i++)
		row[i].digits = cx_report_digits(&report, partition);
}

/*
 * cx_target(tally, metric, target, confidence, digits)
 *	  Responses, value and its interval, its distance from the target, and
 *	  whether the unit is above or below it.
 */
Datum
cx_target(PG_FUNCTION_ARGS)
{
	static const char *const verdicts[] = {
		[CX_NO_VERDICT] = "no clear difference",
		[CX_ABOVE] = "above target",
		[CX_BELOW] = "below target",
	};
	const TargetRow *row = cx_partition_result(fcinfo, 1, sizeof(TargetRow), compute_target);
	const CxDigits *digits = &row->digits;
	const CxColumn column[] = {
		cx_int8_column(row->counted, row->responses),
		cx_float8_column(row->has_value, cx_round_score(digits, row->value)),
		cx_float8_column(row->has_value, cx_round_score(digits, row->interval.lower)),
		cx_float8_column(row->has_value, cx_round_score(digits, row->interval.upper)),
		cx_float8_column(row->judged, cx_round_score(digits, row->value - row->target)),
		cx_float8_column(row->judged, cx_round_p(digits, row->adjusted_p)),
		cx_text_column(row->judged ? verdicts[row->verdict] : NULL),
	};

	return cx_composite(fcinfo, column, lengthof(column));
}
