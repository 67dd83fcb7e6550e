/*-------------------------------------------------------------------------
 *
 * progress_windows.c
 *	  The SQL window function cx_progress: all that is to be said of the changes
 *	  of a partition's units, in one row for each.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "compat.h"
#include "fmgr/composite.h"
#include "fmgr/report.h"
#include "stats/change.h"
#include "stats/improvement.h"
#include "stats/verdict.h"

CX_FUNCTION_INFO_V1(cx_progress);

/* Of one of the two periods. */
typedef struct Period
{
	bool		counted;		/* is there a tally? */
	bool		has_value;
	int64		responses;
	double		value;
} Period;

/* What is kept for a row. */
typedef struct ProgressRow
{
	Period		current;
	Period		previous;
	bool		judged;			/* have both a value? */
	bool		ranked;			/* and is it known how answers vary? */
	double		change;
	CxInterval	interval;
	double		rank;
	double		shrunk;
	double		credibility;
	double		adjusted_p;
	CxVerdict	verdict;
	CxDigits	digits;
} ProgressRow;

static double
sample_of(const CxPartition *partition, int n, CxSample *sample)
{
	(void) cx_sample(&partition->tally[n].tally, partition->worths.worth, sample);
	return sample->estimate.value;
}

/*
 * The evidence of a row whose two tallies have been read.
 *
 * change: result, its units.
 */
static CxTails
read_change(const CxPartition *partition, int64 place, double z, ProgressRow *row,
			CxChange *change)
{
	CxSample	current;
	CxSample	previous;

	row->judged = true;
	row->change = sample_of(partition, 0, &current) - sample_of(partition, 1, &previous);
	row->interval = cx_change_interval_of(&current, &previous, CX_AUTO, z);
	cx_unit(&current.estimate, place, &change->current);
	cx_unit(&previous.estimate, place, &change->previous);
	return cx_change_tails(&current, &previous,
						   cx_tails_of_z(cx_change_z_of(&current, &previous, CX_AUTO)));
}

/*
 * Read all rows.
 *
 * change, tails: result, of those that take part.
 * Result: their number.
 */
static int64
read_rows(CxPartition *partition, ProgressRow *row, double confidence,
		  CxChange *change, CxTails *tails)
{
	double		z = cx_two_sided_z(confidence);
	int64		n = 0;

	for (int64 i = 0; i < partition->rows; i++)
	{
		bool		takes_part = cx_partition_read_any(partition, i);
		Period	   *period[] = {&row[i].current, &row[i].previous};

		for (int t = 0; t < 2; t++)
		{
			CxEstimate	estimate;

			period[t]->counted = cx_partition_responses(partition, t, &period[t]->responses);
			period[t]->has_value = takes_part && partition->has_value[t] &&
				cx_estimate(&partition->tally[t].tally, partition->worths.worth, &estimate);
			if (period[t]->has_value)
				period[t]->value = estimate.value;
		}
		if (period[0]->has_value && period[1]->has_value)
		{
			tails[n] = read_change(partition, i, z, &row[i], &change[n]);
			n++;
		}
	}
	return n;
}

/* Who rose, who fell; the units are in the order of the rows. */
static void
judge_changes(CxPartition *partition, ProgressRow *row, double confidence,
			  const CxChange *change, const CxTails *tails, int64 n)
{
	CxRanked   *ranked = cx_partition_alloc(partition, sizeof(CxRanked), n);
	double	   *adjusted = cx_partition_alloc(partition, sizeof(double), n);
	CxVerdict  *verdict = cx_partition_alloc(partition, sizeof(CxVerdict), n);

	cx_verdicts(tails, n, confidence, ranked, adjusted, verdict);
	for (int64 i = 0; i < n; i++)
	{
		row[change[i].current.place].adjusted_p = adjusted[i];
		row[change[i].current.place].verdict = verdict[i];
	}
	pfree(ranked);
	pfree(adjusted);
	pfree(verdict);
}

/* Ranks by credible improvement; sorts the units. */
static void
rank_changes(CxPartition *partition, ProgressRow *row, CxChange *change, int64 n)
{
	CxDeviation *deviation = cx_partition_alloc(partition, sizeof(CxDeviation), n);
	CxRanked   *ranked = cx_partition_alloc(partition, sizeof(CxRanked), n);
	double	   *rank = cx_partition_alloc(partition, sizeof(double), partition->rows);
	CxCredibility model;

	if (cx_improvement_fit(change, n, partition->worths.highest - partition->worths.lowest,
						   &model, deviation))
	{
		for (int64 i = 0; i < n; i++)
		{
			ProgressRow *own = &row[change[i].current.place];

			own->ranked = true;
			own->shrunk = cx_shrunk(&model, &deviation[i]);
			own->credibility = cx_credibility_of(&model, &deviation[i]);
			ranked[i].key = cx_standing(&model, &deviation[i]);
			ranked[i].place = change[i].current.place;
		}
		cx_rank_keys(ranked, n, rank);
		for (int64 i = 0; i < n; i++)
			row[change[i].current.place].rank = rank[change[i].current.place];
	}
	pfree(deviation);
	pfree(ranked);
	pfree(rank);
}

static void
compute_progress(CxPartition *partition, void *results)
{
	ProgressRow *row = results;
	CxReport	report;
	CxChange   *change;
	CxTails    *tails;
	int64		n;

	if (!cx_report_parameters(partition, 3, &report))
		return;
	change = cx_partition_alloc(partition, sizeof(CxChange), partition->rows);
	tails = cx_partition_alloc(partition, sizeof(CxTails), partition->rows);
	n = read_rows(partition, row, report.confidence, change, tails);
	if (n > 0)
	{
		judge_changes(partition, row, report.confidence, change, tails, n);
		rank_changes(partition, row, change, n);
	}
	for (int64 i = 0; i < partition->rows; i++)
		row[i].digits = cx_report_digits(&report, partition);
	pfree(change);
	pfree(tails);
}

/*
 * cx_progress(current, previous, metric, confidence, digits)
 *	  Rank by credible improvement, responses and values of both periods, the
 *	  change and its interval, shrunk change, credibility, and whether the unit
 *	  rose or fell.
 */
Datum
cx_progress(PG_FUNCTION_ARGS)
{
	static const char *const verdicts[] = {
		[CX_NO_VERDICT] = "no clear change",
		[CX_ABOVE] = "rose",
		[CX_BELOW] = "fell",
	};
	const ProgressRow *row = cx_partition_result(fcinfo, 2, sizeof(ProgressRow),
												 compute_progress);
	const CxDigits *digits = &row->digits;
	const CxColumn column[] = {
		cx_int8_column(row->ranked, (int64) row->rank),
		cx_int8_column(row->previous.counted, row->previous.responses),
		cx_int8_column(row->current.counted, row->current.responses),
		cx_float8_column(row->previous.has_value, cx_round_score(digits, row->previous.value)),
		cx_float8_column(row->current.has_value, cx_round_score(digits, row->current.value)),
		cx_float8_column(row->judged, cx_round_score(digits, row->change)),
		cx_float8_column(row->judged, cx_round_score(digits, row->interval.lower)),
		cx_float8_column(row->judged, cx_round_score(digits, row->interval.upper)),
		cx_float8_column(row->ranked, cx_round_score(digits, row->shrunk)),
		cx_float8_column(row->ranked, cx_round_credibility(digits, row->credibility)),
		cx_float8_column(row->judged, cx_round_p(digits, row->adjusted_p)),
		cx_text_column(row->judged ? verdicts[row->verdict] : NULL),
	};

	return cx_composite(fcinfo, column, lengthof(column));
}
