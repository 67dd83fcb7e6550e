/*-------------------------------------------------------------------------
 *
 * contribution_functions.c
 *	  SQL functions that tell by how much a part moves a total: cx_contribution,
 *	  of the change between two periods, and cx_impact.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"

#include "compat.h"
#include "fmgr/composite.h"
#include "fmgr/report.h"
#include "stats/change.h"
#include "stats/contribution.h"
#include "stats/impact.h"

CX_FUNCTION_INFO_V1(cx_contribution);
CX_FUNCTION_INFO_V1(cx_impact);

/* What is kept for a row. */
typedef struct ContributionRow
{
	bool		known;			/* is the group there, and are there totals? */
	bool		in_current;
	bool		in_previous;
	CxGroupChange group;
	CxContribution contribution;
	CxDigits	digits;
} ContributionRow;

/* A group and the row that it came from. */
typedef struct Placed
{
	CxGroupChange group;
	int64		place;
} Placed;

/* Read a row of which one period at least is there. */
static void
read_group(const CxPartition *partition, double z, ContributionRow *row)
{
	CxSample	sample[2];
	CxGroupPeriod *period[] = {&row->group.current, &row->group.previous};
	bool	   *is_there[] = {&row->in_current, &row->in_previous};

	for (int n = 0; n < 2; n++)
	{
		const CxTally *tally = &partition->tally[n].tally;

		*is_there[n] = partition->has_value[n] &&
			cx_sample(tally, partition->worths.worth, &sample[n]);
		if (*is_there[n])
		{
			period[n]->weight = cx_total_weight(tally);
			period[n]->value = sample[n].estimate.value;
		}
	}
	if (row->in_current && row->in_previous)
		row->group.change = cx_change_interval_of(&sample[0], &sample[1], CX_AUTO, z);
}

static int
compare_periods(const CxGroupPeriod *a, const CxGroupPeriod *b)
{
	if (a->value != b->value)
		return a->value < b->value ? -1 : 1;
	return (a->weight > b->weight) - (a->weight < b->weight);
}

/*
 * An order of their own, so that sums do not depend on the order of the rows.
 * The sort may be long, so that it looks for a cancel.
 */
static int
compare_groups(const void *a, const void *b)
{
	const CxGroupChange *x = &((const Placed *) a)->group;
	const CxGroupChange *y = &((const Placed *) b)->group;
	int			order = compare_periods(&x->current, &y->current);

	CHECK_FOR_INTERRUPTS();
	return order != 0 ? order : compare_periods(&x->previous, &y->previous);
}

/* What the groups contribute, each in its row. */
static void
divide_change(CxPartition *partition, ContributionRow *row, Placed *placed, int64 n)
{
	CxGroupChange *group = cx_partition_alloc(partition, sizeof(CxGroupChange), n);
	CxContribution *result = cx_partition_alloc(partition, sizeof(CxContribution), n);

	qsort(placed, n, sizeof(Placed), compare_groups);
	for (int64 i = 0; i < n; i++)
		group[i] = placed[i].group;
	if (cx_contributions(group, n, result))
		for (int64 i = 0; i < n; i++)
		{
			row[placed[i].place].known = true;
			row[placed[i].place].contribution = result[i];
		}
	pfree(group);
	pfree(result);
}

static void
compute_contribution(CxPartition *partition, void *results)
{
	ContributionRow *row = results;
	CxReport	report;
	Placed	   *placed;
	double		z;
	int64		n = 0;

	if (!cx_report_parameters(partition, 3, &report))
		return;
	z = cx_two_sided_z(report.confidence);
	placed = cx_partition_alloc(partition, sizeof(Placed), partition->rows);
	for (int64 i = 0; i < partition->rows; i++)
		if (cx_partition_read_any(partition, i))
		{
			read_group(partition, z, &row[i]);
			placed[n].group = row[i].group;
			placed[n++].place = i;
		}
	divide_change(partition, row, placed, n);
	for (int64 i = 0; i < n; i++)
		row[placed[i].place].digits = cx_report_digits(&report, partition);
	pfree(placed);
}

/*
 * cx_contribution(current, previous, metric, confidence, digits)
 *	  A group's shares and values of both periods, what its score and the mix
 *	  contribute to the change of the total, and their sum.
 */
Datum
cx_contribution(PG_FUNCTION_ARGS)
{
	const ContributionRow *row = cx_partition_result(fcinfo, 2, sizeof(ContributionRow),
													 compute_contribution);
	const CxContribution *own = &row->contribution;
	const CxDigits *digits = &row->digits;
	bool		ends = row->known && own->has_interval;
	const CxColumn column[] = {
		cx_float8_column(row->known, cx_round_share(digits, own->share_before)),
		cx_float8_column(row->known, cx_round_share(digits, own->share)),
		cx_float8_column(row->known && row->in_previous,
						 cx_round_score(digits, row->group.previous.value)),
		cx_float8_column(row->known && row->in_current,
						 cx_round_score(digits, row->group.current.value)),
		cx_float8_column(row->known, cx_round_score(digits, own->score_effect)),
		cx_float8_column(ends, cx_round_score(digits, own->effect.lower)),
		cx_float8_column(ends, cx_round_score(digits, own->effect.upper)),
		cx_float8_column(row->known, cx_round_score(digits, own->mix_effect)),
		cx_float8_column(row->known, cx_round_score(digits, own->contribution)),
	};

	return cx_composite(fcinfo, column, lengthof(column));
}

/*
 * cx_impact(part, total, metric)
 *	  By how many points a part moves the total: the value of the total less that
 *	  of the rest.
 *
 * Result: NULL where there is no rest, or no value.
 * Errors: invalid parameter value, for different scales; numeric value out of
 * range, if the part is not in the total.
 */
Datum
cx_impact(PG_FUNCTION_ARGS)
{
	CxTallyBuffer part_room;
	CxTallyBuffer total_room;
	const CxTally *part = CX_GETARG_TALLY(0, &part_room);
	const CxTally *total = CX_GETARG_TALLY(1, &total_room);
	const CxWorths *worths = cx_metric_argument(fcinfo, 2, total);
	double		impact;

	cx_require_same_scale(part, total);
	if (!cx_impact_of(part, total, worths->worth, &impact))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(impact);
}
