/*-------------------------------------------------------------------------
 *
 * leaderboard_windows.c
 *	  The SQL window function cx_leaderboard: all that is to be said of the units
 *	  of a partition, in one row for each.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "compat.h"
#include "fmgr/composite.h"
#include "fmgr/partition.h"
#include "fmgr/report.h"
#include "stats/credibility.h"
#include "stats/interval.h"
#include "stats/rounding.h"
#include "stats/verdict.h"

CX_FUNCTION_INFO_V1(cx_leaderboard);

/* What is kept for a row. */
typedef struct LeaderboardRow
{
	bool		counted;		/* is there a tally? */
	bool		has_value;
	bool		ranked;			/* is it known how answers vary? */
	bool		judged;			/* and are there others? */
	int64		responses;
	double		value;
	CxInterval	interval;
	CxInterval	ranks;
	double		rank;
	double		shrunk;
	double		credibility;
	double		adjusted_p;
	CxVerdict	standing;
	CxDigits	digits;
} LeaderboardRow;

/* The units of a partition, those that take part, in the order of the rows. */
typedef struct Board
{
	CxPartition *partition;
	LeaderboardRow *row;
	double		confidence;
	int64		units;
	int64	   *place;
	CxCredibility model;
	bool		fitted;
	CxPool		pool;
} Board;

/* The first reading: how large each unit is, and everybody's answers. */
static CxUnit *
read_units(Board *board)
{
	CxPartition *partition = board->partition;
	CxUnit	   *unit = cx_partition_alloc(partition, sizeof(CxUnit), partition->rows);

	for (int64 row = 0; row < partition->rows; row++)
	{
		bool		takes_part = cx_partition_read(partition, row);
		CxSample	sample;

		board->row[row].counted = cx_partition_responses(partition, 0, &board->row[row].responses);
		if (!takes_part ||
			!cx_sample(&partition->tally[0].tally, partition->worths.worth, &sample))
			continue;
		board->row[row].has_value = true;
		board->row[row].value = sample.estimate.value;
		cx_pool_add(&board->pool, &sample);
		cx_unit(&sample.estimate, row, &unit[board->units]);
		board->place[board->units++] = row;
	}
	return unit;
}

/* Credibility, and the ranks by it. */
static void
rank_units(Board *board)
{
	CxPartition *partition = board->partition;
	CxUnit	   *unit = read_units(board);
	CxDeviation *deviation = cx_partition_alloc(partition, sizeof(CxDeviation), board->units);
	CxRanked   *ranked = cx_partition_alloc(partition, sizeof(CxRanked), board->units);
	double	   *rank = cx_partition_alloc(partition, sizeof(double), partition->rows);

	board->fitted = board->units > 0 &&
		cx_credibility_fit(unit, board->units,
						   partition->worths.highest - partition->worths.lowest,
						   &board->model, deviation);
	for (int64 i = 0; board->fitted && i < board->units; i++)
	{
		LeaderboardRow *row = &board->row[unit[i].place];

		row->ranked = true;
		row->shrunk = cx_shrunk(&board->model, &deviation[i]);
		row->credibility = cx_credibility_of(&board->model, &deviation[i]);
		ranked[i].key = cx_standing(&board->model, &deviation[i]);
		ranked[i].place = unit[i].place;
	}
	if (board->fitted)
		cx_rank_keys(ranked, board->units, rank);
	for (int64 i = 0; board->fitted && i < board->units; i++)
		board->row[unit[i].place].rank = rank[unit[i].place];
	pfree(unit);
	pfree(deviation);
	pfree(ranked);
	pfree(rank);
}

/* The second reading: intervals, and the evidence against the mean of all. */
static void
read_evidence(Board *board, CxTails *tails, double *value, double *lower, double *upper)
{
	CxPartition *partition = board->partition;
	double		z = cx_two_sided_z(board->confidence);
	double		rank_z = cx_rank_z(CX_ALL_UNITS, board->confidence, board->units);
	double		mean = 0;
	CxNull		null;

	if (board->fitted)
	{
		/* Rounding may lead the mean beyond the range that all values are in. */
		mean = Min(Max(board->model.mean, partition->worths.lowest), partition->worths.highest);
		cx_null(&board->pool, mean, &null);
	}
	for (int64 i = 0; i < board->units; i++)
	{
		LeaderboardRow *row = &board->row[board->place[i]];
		CxSample	sample;
		CxInterval	ends;

		cx_partition_sample(partition, board->place[i], &sample);
		row->interval = cx_interval_of(&sample, CX_AUTO, z, 1);
		ends = cx_interval_of(&sample, CX_AUTO, rank_z, 1);
		value[i] = sample.estimate.value;
		lower[i] = ends.lower;
		upper[i] = ends.upper;
		if (board->fitted)
			tails[i] = cx_level_tails(&null, sample.estimate.value, sample.size,
									  cx_tails_of_z(cx_target_z_of(&sample, CX_AUTO, mean)));
	}
}

/* Ranks that data cannot exclude, and who is above or below the average. */
static void
judge_units(Board *board)
{
	CxPartition *partition = board->partition;
	CxTails    *tails = cx_partition_alloc(partition, sizeof(CxTails), board->units);
	double	   *value = cx_partition_alloc(partition, sizeof(double), 5 * board->units);
	double	   *lower = value + board->units;
	double	   *upper = value + 2 * board->units;

	read_evidence(board, tails, value, lower, upper);
	cx_rank_sets(value, lower, upper, board->units, value + 3 * board->units);
	for (int64 i = 0; i < board->units; i++)
	{
		board->row[board->place[i]].ranks.lower = lower[i];
		board->row[board->place[i]].ranks.upper = upper[i];
	}
	if (board->fitted && board->units > 1)
	{
		CxRanked   *ranked = cx_partition_alloc(partition, sizeof(CxRanked), board->units);
		CxVerdict  *verdict = cx_partition_alloc(partition, sizeof(CxVerdict), board->units);

		cx_verdicts(tails, board->units, board->confidence, ranked, value, verdict);
		for (int64 i = 0; i < board->units; i++)
		{
			LeaderboardRow *row = &board->row[board->place[i]];

			row->judged = true;
			row->adjusted_p = value[i];
			row->standing = verdict[i];
		}
		pfree(ranked);
		pfree(verdict);
	}
	pfree(tails);
	pfree(value);
}

static void
compute_leaderboard(CxPartition *partition, void *results)
{
	Board		board = {
		.partition = partition,
		.row = results,
	};
	CxReport	report;

	if (!cx_report_parameters(partition, 2, &report))
		return;
	board.confidence = report.confidence;
	board.place = cx_partition_alloc(partition, sizeof(int64), partition->rows);
	rank_units(&board);
	judge_units(&board);
	for (int64 row = 0; row < partition->rows; row++)
		board.row[row].digits = cx_report_digits(&report, partition);
	pfree(board.place);
}

/*
 * cx_leaderboard(tally, metric, confidence, digits)
 *	  Rank, the ranks that cannot be excluded, responses, value and its interval,
 *	  shrunk value, credibility, and whether the unit is above or below the
 *	  average of the units.
 */
Datum
cx_leaderboard(PG_FUNCTION_ARGS)
{
	static const char *const standings[] = {
		[CX_NO_VERDICT] = "no clear difference",
		[CX_ABOVE] = "above average",
		[CX_BELOW] = "below average",
	};
	const LeaderboardRow *row = cx_partition_result(fcinfo, 1, sizeof(LeaderboardRow),
													compute_leaderboard);
	const CxDigits *digits = &row->digits;
	const CxColumn column[] = {
		cx_int8_column(row->ranked, (int64) row->rank),
		cx_int8_column(row->has_value, (int64) row->ranks.lower),
		cx_int8_column(row->has_value, (int64) row->ranks.upper),
		cx_int8_column(row->counted, row->responses),
		cx_float8_column(row->has_value, cx_round_score(digits, row->value)),
		cx_float8_column(row->has_value, cx_round_score(digits, row->interval.lower)),
		cx_float8_column(row->has_value, cx_round_score(digits, row->interval.upper)),
		cx_float8_column(row->ranked, cx_round_score(digits, row->shrunk)),
		cx_float8_column(row->ranked, cx_round_credibility(digits, row->credibility)),
		cx_float8_column(row->judged, cx_round_p(digits, row->adjusted_p)),
		cx_text_column(row->judged ? standings[row->standing] : NULL),
	};

	return cx_composite(fcinfo, column, lengthof(column));
}
