/*-------------------------------------------------------------------------
 *
 * ranking_windows.c
 *	  SQL window functions that compare the units of a partition: credibility,
 *	  ranks, and the ranks that data cannot exclude.
 *
 * A row whose tally is NULL or has no value gets NULL and takes no part.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "compat.h"
#include "fmgr/partition.h"
#include "stats/credibility.h"
#include "stats/normal.h"
#include "stats/ranking.h"
#include "stats/score_interval.h"

CX_FUNCTION_INFO_V1(cx_shrunk_value);
CX_FUNCTION_INFO_V1(cx_credibility);
CX_FUNCTION_INFO_V1(cx_rank);
CX_FUNCTION_INFO_V1(cx_rank_interval);
CX_FUNCTION_INFO_V1(cx_shrunk_change);
CX_FUNCTION_INFO_V1(cx_change_credibility);
CX_FUNCTION_INFO_V1(cx_most_improved);

/* What is kept for a row. */
typedef struct Figure
{
	bool		known;
	double		value;
} Figure;

typedef struct Range
{
	bool		known;
	CxInterval	ranks;
} Range;

/*
 * Credibility
 */

/* The unit of the row that was read: of its tally, or of its change. */
static void
unit_of_row(const CxPartition *partition, CxUnit *unit)
{
	CxUnit		own[CX_MOST_TALLIES];

	for (int n = 0; n < partition->tallies; n++)
	{
		CxEstimate	estimate;

		(void) cx_estimate(&partition->tally[n].tally, partition->worths.worth, &estimate);
		cx_unit(&estimate, &own[n]);
	}
	if (partition->tallies == 1)
		*unit = own[0];
	else
		cx_change_unit(&own[0], &own[1], unit);
}

/*
 * Read all units, fit the model, and keep for each what answer says of it.
 *
 * Result: the places of those that take part and their answers, or none if
 * they are too small to tell; their number in *n.
 */
static CxRanked *
answer_units(CxPartition *partition,
			 double (*answer) (const CxCredibility *model, const CxUnit *unit), int64 *n)
{
	CxUnit	   *unit = cx_partition_alloc(partition, sizeof(CxUnit), partition->rows);
	CxRanked   *answered = cx_partition_alloc(partition, sizeof(CxRanked), partition->rows);
	double		range;
	CxCredibility model;

	*n = 0;
	for (int64 row = 0; row < partition->rows; row++)
		if (cx_partition_read(partition, row))
		{
			unit_of_row(partition, &unit[*n]);
			answered[(*n)++].place = row;
		}
	range = partition->worths.highest - partition->worths.lowest;
	if (*n > 0 && cx_credibility_fit(unit, *n, range, &model))
		for (int64 i = 0; i < *n; i++)
			answered[i].key = answer(&model, &unit[i]);
	else
		*n = 0;
	pfree(unit);
	return answered;
}

static void
compute_answers(CxPartition *partition, Figure *figure,
				double (*answer) (const CxCredibility *model, const CxUnit *unit))
{
	int64		n;
	CxRanked   *answered = answer_units(partition, answer, &n);

	for (int64 i = 0; i < n; i++)
		figure[answered[i].place] = (Figure) {true, answered[i].key};
	pfree(answered);
}

static void
compute_shrunk(CxPartition *partition, void *results)
{
	compute_answers(partition, results, cx_shrunk);
}

static void
compute_credibility(CxPartition *partition, void *results)
{
	compute_answers(partition, results, cx_credibility_of);
}

static void
compute_rank(CxPartition *partition, void *results)
{
	Figure	   *figure = results;
	int64		n;
	CxRanked   *ranked = answer_units(partition, cx_standing, &n);
	double	   *rank = cx_partition_alloc(partition, sizeof(double), partition->rows);

	cx_rank_keys(ranked, n, rank);
	for (int64 i = 0; i < n; i++)
		figure[ranked[i].place] = (Figure) {true, rank[ranked[i].place]};
	pfree(ranked);
	pfree(rank);
}

static Datum
return_figure(FunctionCallInfo fcinfo, int tallies, CxCompute compute)
{
	const Figure *figure = cx_partition_result(fcinfo, tallies, sizeof(Figure), compute);

	if (!figure->known)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(figure->value);
}

static Datum
return_rank(FunctionCallInfo fcinfo, int tallies)
{
	const Figure *figure = cx_partition_result(fcinfo, tallies, sizeof(Figure), compute_rank);

	if (!figure->known)
		PG_RETURN_NULL();
	PG_RETURN_INT64((int64) figure->value);
}

/*
 * cx_shrunk_value(tally, metric)
 *	  The value pulled towards the partition's mean by its credibility.
 */
Datum
cx_shrunk_value(PG_FUNCTION_ARGS)
{
	return return_figure(fcinfo, 1, compute_shrunk);
}

/*
 * cx_credibility(tally, metric)
 *	  How much of the value is the unit's own evidence, 0 to 1.
 */
Datum
cx_credibility(PG_FUNCTION_ARGS)
{
	return return_figure(fcinfo, 1, compute_credibility);
}

/*
 * cx_rank(tally, metric)
 *	  Rank by credible standing; ties share a rank.
 */
Datum
cx_rank(PG_FUNCTION_ARGS)
{
	return return_rank(fcinfo, 1);
}

/*
 * cx_shrunk_change(current, previous, metric)
 *	  The change pulled towards the partition's mean change.
 */
Datum
cx_shrunk_change(PG_FUNCTION_ARGS)
{
	return return_figure(fcinfo, 2, compute_shrunk);
}

/*
 * cx_change_credibility(current, previous, metric)
 *	  How much of the change is the unit's own evidence, 0 to 1.
 */
Datum
cx_change_credibility(PG_FUNCTION_ARGS)
{
	return return_figure(fcinfo, 2, compute_credibility);
}

/*
 * cx_most_improved(current, previous, metric)
 *	  Rank by credible improvement, relative to the others.
 */
Datum
cx_most_improved(PG_FUNCTION_ARGS)
{
	return return_rank(fcinfo, 2);
}

/*
 * Rank intervals
 */

/* The confidence in argument n, read once a partition.  Result: false if NULL. */
static bool
read_confidence(CxPartition *partition, int n, double *confidence)
{
	bool		isnull;
	Datum		value = WinGetFuncArgCurrent(partition->winobj, n, &isnull);

	if (isnull)
		return false;
	*confidence = DatumGetFloat8(value);
	cx_check_confidence(*confidence);
	return true;
}

/* How many rows take part. */
static int64
count_rows(CxPartition *partition)
{
	int64		n = 0;

	for (int64 row = 0; row < partition->rows; row++)
		n += cx_partition_read(partition, row);
	return n;
}

/*
 * The width of the intervals depends on how many they are.  So the rows are
 * read twice, which costs less than keeping what an interval needs of each.
 */
static void
compute_rank_interval(CxPartition *partition, void *results)
{
	Range	   *range = results;
	double		confidence;
	int64		n;
	int64		i = 0;
	double	   *lower;
	double		z;

	if (!read_confidence(partition, 2, &confidence))
		return;
	n = count_rows(partition);
	if (n == 0)
		return;
	z = cx_simultaneous_z(confidence, n);
	lower = cx_partition_alloc(partition, sizeof(double), 4 * n);
	for (int64 row = 0; row < partition->rows; row++)
	{
		CxSample	sample;
		CxInterval	interval;

		if (!cx_partition_read(partition, row) ||
			!cx_sample(&partition->tally[0].tally, partition->worths.worth, &sample))
			continue;
		interval = cx_score_interval(&sample, z, 1);
		range[row].known = true;
		lower[i] = interval.lower;
		lower[n + i++] = interval.upper;
	}
	cx_rank_intervals(lower, lower + n, n, lower + 2 * n, lower + 3 * n);
	for (int64 row = 0, unit = 0; row < partition->rows; row++)
		if (range[row].known)
		{
			range[row].ranks = (CxInterval) {lower[unit], lower[n + unit]};
			unit++;
		}
	pfree(lower);
}

/*
 * cx_rank_interval(tally, metric, confidence)
 *	  The ranks that the data cannot exclude, for all units together.
 */
Datum
cx_rank_interval(PG_FUNCTION_ARGS)
{
	const Range *range = cx_partition_result(fcinfo, 1, sizeof(Range), compute_rank_interval);

	if (!range->known)
		PG_RETURN_NULL();
	return cx_closed_range(fcinfo, range->ranks.lower, range->ranks.upper);
}
