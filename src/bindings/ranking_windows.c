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

#include "miscadmin.h"
#include "utils/builtins.h"

#include "compat.h"
#include "fmgr/partition.h"
#include "stats/credibility.h"
#include "stats/improvement.h"
#include "stats/interval.h"
#include "stats/normal.h"
#include "stats/ranking.h"
#include "stats/top_probability.h"
#include "values/scan.h"

CX_FUNCTION_INFO_V1(cx_shrunk_value);
CX_FUNCTION_INFO_V1(cx_credibility);
CX_FUNCTION_INFO_V1(cx_rank);
CX_FUNCTION_INFO_V1(cx_rank_interval);
CX_FUNCTION_INFO_V1(cx_top_probability);
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

static void
set_figure(Figure *figure, double value)
{
	figure->known = true;
	figure->value = value;
}

/*
 * Credibility
 */

typedef double (*Answer) (const CxCredibility *model, const CxDeviation *deviation);

/* The unit of tally n of the row that was read. */
static void
unit_of_row(const CxPartition *partition, int n, int64 row, CxUnit *unit)
{
	CxEstimate	estimate;

	(void) cx_estimate(&partition->tally[n].tally, partition->worths.worth, &estimate);
	cx_unit(&estimate, row, unit);
}

/*
 * Read all values and fit the model.
 *
 * ranked: result, the places of those that take part.
 * deviation: result, theirs.
 * Result: their number; 0 if they are too small to tell.
 */
static int64
fit_values(CxPartition *partition, CxCredibility *model, CxDeviation *deviation,
		   CxRanked *ranked)
{
	CxUnit	   *unit = cx_partition_alloc(partition, sizeof(CxUnit), partition->rows);
	int64		n = 0;

	for (int64 row = 0; row < partition->rows; row++)
		if (cx_partition_read(partition, row))
			unit_of_row(partition, 0, row, &unit[n++]);
	if (n > 0 && !cx_credibility_fit(unit, n, partition->worths.highest - partition->worths.lowest,
									 model, deviation))
		n = 0;
	for (int64 i = 0; i < n; i++)
		ranked[i].place = unit[i].place;
	pfree(unit);
	return n;
}

/* The same for changes. */
static int64
fit_changes(CxPartition *partition, CxCredibility *model, CxDeviation *deviation,
			CxRanked *ranked)
{
	CxChange   *change = cx_partition_alloc(partition, sizeof(CxChange), partition->rows);
	int64		n = 0;

	for (int64 row = 0; row < partition->rows; row++)
		if (cx_partition_read(partition, row))
		{
			unit_of_row(partition, 0, row, &change[n].current);
			unit_of_row(partition, 1, row, &change[n++].previous);
		}
	if (n > 0 && !cx_improvement_fit(change, n, partition->worths.highest - partition->worths.lowest,
									 model, deviation))
		n = 0;
	for (int64 i = 0; i < n; i++)
		ranked[i].place = change[i].current.place;
	pfree(change);
	return n;
}

/*
 * Read all units, fit the model, and keep for each what answer says of it.
 *
 * Result: the places of those that take part and their answers, their number in
 * *n.
 */
static CxRanked *
answer_units(CxPartition *partition, Answer answer, int64 *n)
{
	CxDeviation *deviation = cx_partition_alloc(partition, sizeof(CxDeviation), partition->rows);
	CxRanked   *ranked = cx_partition_alloc(partition, sizeof(CxRanked), partition->rows);
	CxCredibility model = {0};

	*n = (partition->tallies == 1 ? fit_values : fit_changes) (partition, &model, deviation, ranked);
	for (int64 i = 0; i < *n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		ranked[i].key = answer(&model, &deviation[i]);
	}
	pfree(deviation);
	return ranked;
}

static void
compute_answers(CxPartition *partition, Figure *figure, Answer answer)
{
	int64		n;
	CxRanked   *answered = answer_units(partition, answer, &n);

	for (int64 i = 0; i < n; i++)
		set_figure(&figure[answered[i].place], answered[i].key);
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
		set_figure(&figure[ranked[i].place], rank[ranked[i].place]);
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
 * The best
 */

/* k in argument 2, read once a partition.  Result: false if it is NULL. */
static bool
read_places(CxPartition *partition, int32 *k)
{
	bool		isnull;
	Datum		value = cx_partition_parameter(partition, 2, "k", &isnull);

	if (isnull)
		return false;
	*k = DatumGetInt32(value);
	if (*k < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("number of places %d is less than 1", *k),
				 errhint("Give 10 for the chance to be among the ten best.")));
	return true;
}

static void
compute_top_probability(CxPartition *partition, void *results)
{
	Figure	   *figure = results;
	CxDeviation *deviation;
	CxRanked   *unit;
	double	   *probability;
	CxCredibility model;
	int32		k;
	int64		n;

	if (!read_places(partition, &k))
		return;
	deviation = cx_partition_alloc(partition, sizeof(CxDeviation), partition->rows);
	unit = cx_partition_alloc(partition, sizeof(CxRanked), partition->rows);
	n = fit_values(partition, &model, deviation, unit);
	probability = cx_partition_alloc(partition, sizeof(double), n);
	if (n > 0)
		cx_top_probabilities(&model, deviation, k, probability);
	for (int64 i = 0; i < n; i++)
		set_figure(&figure[unit[i].place], probability[i]);
	pfree(deviation);
	pfree(unit);
	pfree(probability);
}

/*
 * cx_top_probability(tally, metric, k)
 *	  The probability that the true value of the unit is among the k highest.
 */
Datum
cx_top_probability(PG_FUNCTION_ARGS)
{
	return return_figure(fcinfo, 1, compute_top_probability);
}

/*
 * Rank intervals
 */

/*
 * Confidence and guarantee in arguments 2 and 3.
 *
 * Result: false if one is NULL.
 */
static bool
read_parameters(CxPartition *partition, double *confidence, CxGuarantee *guarantee)
{
	bool		confidence_isnull;
	bool		guarantee_isnull;
	Datum		value = cx_partition_parameter(partition, 2, "confidence", &confidence_isnull);
	Datum		name = cx_partition_parameter(partition, 3, "guarantee", &guarantee_isnull);
	char	   *label;

	if (confidence_isnull || guarantee_isnull)
		return false;
	*confidence = DatumGetFloat8(value);
	cx_check_confidence(*confidence);
	label = TextDatumGetCString(name);
	*guarantee = strcmp(label, "one") == 0 ? CX_ONE_UNIT : CX_ALL_UNITS;
	if (*guarantee == CX_ALL_UNITS && strcmp(label, "all") != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown guarantee \"%s\" of rank intervals", cx_excerpt(label)),
				 errhint("Use all, or one for a unit that was named beforehand.")));
	return true;
}

/* How many rows take part: those whose ranges are going to be known. */
static int64
count_rows(CxPartition *partition, Range *range)
{
	int64		n = 0;

	for (int64 row = 0; row < partition->rows; row++)
	{
		range[row].known = cx_partition_read(partition, row);
		n += range[row].known;
	}
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
	CxGuarantee guarantee;
	int64		n;
	int64		i = 0;
	double	   *value;
	double	   *lower;
	double	   *upper;
	double		z;

	if (!read_parameters(partition, &confidence, &guarantee))
		return;
	n = count_rows(partition, range);
	if (n == 0)
		return;
	z = cx_rank_z(guarantee, confidence, n);
	value = cx_partition_alloc(partition, sizeof(double), 5 * n);
	lower = value + n;
	upper = value + 2 * n;
	for (int64 row = 0; row < partition->rows; row++)
	{
		CxSample	sample;
		CxInterval	interval;

		if (!range[row].known)
			continue;
		cx_partition_sample(partition, row, &sample);
		interval = cx_interval_of(&sample, CX_AUTO, z, 1);
		value[i] = sample.estimate.value;
		lower[i] = interval.lower;
		upper[i++] = interval.upper;
	}
	cx_rank_sets(value, lower, upper, n, value + 3 * n);
	for (int64 row = 0, unit = 0; row < partition->rows; row++)
		if (range[row].known)
		{
			range[row].ranks.lower = lower[unit];
			range[row].ranks.upper = upper[unit++];
		}
	pfree(value);
}

/*
 * cx_rank_interval(tally, metric, confidence, guarantee)
 *	  The ranks that the data cannot exclude: for all units together, or for one
 *	  that was named beforehand.
 */
Datum
cx_rank_interval(PG_FUNCTION_ARGS)
{
	const Range *range = cx_partition_result(fcinfo, 1, sizeof(Range), compute_rank_interval);

	if (!range->known)
		PG_RETURN_NULL();
	return cx_closed_range(fcinfo, range->ranks.lower, range->ranks.upper);
}
