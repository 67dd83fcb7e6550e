/*-------------------------------------------------------------------------
 *
 * moving_tally.c
 *	  The tally of a frame that moves: what answers or tallies are in it.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "utils/memutils.h"

#include "values/moving_tally.h"

/*
 * cx_moving_tally
 *	  Make one for an empty frame.
 */
CxMovingTally *
cx_moving_tally(MemoryContext context)
{
	CxMovingTally *moving = MemoryContextAllocZero(context, sizeof(CxMovingTally));

	moving->context = context;
	return moving;
}

/*
 * cx_moving_scale
 *	  A tally on the scale of what is in the frame, or NULL.
 */
const CxTally *
cx_moving_scale(const CxMovingTally *moving)
{
	return moving->exact != NULL ? &moving->exact->rounded : moving->counts;
}

/*
 * cx_moving_rounded
 *	  The tally, or NULL without a scale.
 *
 * Result: valid until the next change.
 * Errors: those of cx_exact_rounded.
 */
const CxTally *
cx_moving_rounded(CxMovingTally *moving)
{
	return moving->exact != NULL ? cx_exact_rounded(moving->exact) : moving->counts;
}

/* From counts to exact sums, in which each response weighs 1. */
static void
promote(CxMovingTally *moving)
{
	CxTally    *counts = moving->counts;

	moving->exact = cx_exact_tally(moving->context, counts->lo, counts->points);
	cx_exact_add_tally(&moving->exact, counts, 1);
	pfree(counts);
	moving->counts = NULL;
}

/* And back: without weights, sums are whole numbers. */
static void
demote(CxMovingTally *moving)
{
	const CxTally *rounded = cx_exact_rounded(moving->exact);
	int			points = rounded->points;

	moving->counts = cx_tally_init(MemoryContextAlloc(moving->context, cx_tally_size(points, false)),
								   rounded->lo, points, false);
	for (int i = 0; i < points; i++)
	{
		double		count = cx_weight_at(rounded, i);

		if (count != rint(count) || count > CX_MAX_COUNT)
			cx_report_count(rounded, i, -1);
		moving->counts->cell[i].count = (int64) count;
	}
	pfree(moving->exact);
	moving->exact = NULL;
}

/*
 * cx_moving_merge
 *	  Add a tally that enters the frame.
 *
 * tally: on the same scale, where there is one.
 * Error: numeric value out of range, if a count would pass 2^53.
 */
void
cx_moving_merge(CxMovingTally *moving, const CxTally *tally)
{
	if (cx_moving_scale(moving) == NULL)
		moving->counts = cx_tally_init(MemoryContextAlloc(moving->context,
														  cx_tally_size(tally->points, false)),
									   tally->lo, tally->points, false);
	if (cx_is_weighted(tally) && moving->exact == NULL)
		promote(moving);
	if (moving->exact != NULL)
		cx_exact_add_tally(&moving->exact, tally, 1);
	else
		cx_add_tally(moving->counts, tally);
	moving->tallies++;
	moving->weighted += cx_is_weighted(tally);
}

/*
 * cx_moving_unmerge
 *	  Take away a tally that leaves the frame.
 *
 * tally: one that was added.
 * Error: numeric value out of range, if it is another and more than there is.
 */
void
cx_moving_unmerge(CxMovingTally *moving, const CxTally *tally)
{
	if (cx_moving_scale(moving) == NULL || moving->weighted < cx_is_weighted(tally))
		cx_report_count(tally, 0, -1);
	if (moving->exact != NULL)
		cx_exact_add_tally(&moving->exact, tally, -1);
	else
		cx_remove_tally(moving->counts, tally);
	moving->weighted -= cx_is_weighted(tally);
	if (moving->exact != NULL && moving->weighted == 0)
		demote(moving);
	cx_moving_leave(moving);
}

/*
 * cx_moving_leave
 *	  One tally less.  After the last one any scale may come.
 */
void
cx_moving_leave(CxMovingTally *moving)
{
	if (--moving->tallies > 0)
		return;
	if (moving->counts != NULL)
		pfree(moving->counts);
	if (moving->exact != NULL)
		pfree(moving->exact);
	moving->counts = NULL;
	moving->exact = NULL;
	moving->weighted = 0;
}
