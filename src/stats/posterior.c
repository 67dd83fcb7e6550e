/*-------------------------------------------------------------------------
 *
 * posterior.c
 *	  What is known of the true deviation of each unit.
 *
 * In the mixture of mixture.c the true deviation of unit i is, with the
 * probability R_ig, normal with the mean z_ig d_i and the variance
 * a_g (1 - z_ig) = z_ig V_i, where z_ig = a_g / (a_g + V_i).  A hair, 1e-6 s0,
 * is added to the variance, so that true values which are surely equal are
 * drawn at random.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <float.h>
#include <math.h>

#include "miscadmin.h"
#include "utils/memutils.h"

#include "stats/posterior.h"

/* Parts with less probability are left out. */
#define LEAST_SHARE		1e-6

/* The hair, in s0. */
#define HAIR			1e-6

/* So many standard deviations from the mean of a part all is certain. */
#define REACH			9

/*
 * The parts of a unit's posterior.
 *
 * part: room for CX_CURVES.
 * Result: their number.
 */
static int
parts_of(const CxMixture *mixture, const CxDeviation *deviation, CxPart *part)
{
	double		share[CX_CURVES];
	double		sum = 0;
	int			parts = 0;

	cx_mixture_posterior(mixture, deviation, share);
	for (int g = 0; g < CX_CURVES; g++)
	{
		double		z = mixture->variance[g] / (mixture->variance[g] + deviation->noise);
		double		variance = z * deviation->noise + HAIR * mixture->noise;

		if (share[g] < LEAST_SHARE)
			continue;
		sum += share[g];
		part[parts].share = share[g];
		part[parts].mean = z * deviation->distance;
		part[parts++].steepness = 1 / sqrt(Max(variance, DBL_MIN));
	}
	for (int i = 0; i < parts; i++)
		part[i].share /= sum;
	return parts;
}

/*
 * cx_posteriors
 *	  The posteriors of all units.
 *
 * model: that of units whose answers vary, s^2 > 0.
 * deviation: one a unit.
 * posteriors: result, in memory of the current context.
 */
void
cx_posteriors(const CxCredibility *model, const CxDeviation *deviation,
			  CxPosteriors *posteriors)
{
	CxPart		room[CX_CURVES];
	CxPart	   *part;
	int64		parts = 0;

	cx_set_tail();
	posteriors->units = model->units;
	posteriors->parts = MemoryContextAllocHuge(CurrentMemoryContext, model->units);
	for (int64 i = 0; i < model->units; i++)
	{
		CHECK_FOR_INTERRUPTS();
		posteriors->parts[i] = parts_of(&model->mixture, &deviation[i], room);
		parts += posteriors->parts[i];
	}
	part = MemoryContextAllocHuge(CurrentMemoryContext, parts * sizeof(CxPart));
	posteriors->part = part;
	for (int64 i = 0; i < model->units; part += posteriors->parts[i++])
	{
		CHECK_FOR_INTERRUPTS();
		memcpy(part, room, parts_of(&model->mixture, &deviation[i], room) * sizeof(CxPart));
	}
	posteriors->lowest = INFINITY;
	posteriors->highest = -INFINITY;
	for (part = posteriors->part; parts > 0; parts--, part++)
	{
		posteriors->lowest = Min(posteriors->lowest, part->mean - REACH / part->steepness);
		posteriors->highest = Max(posteriors->highest, part->mean + REACH / part->steepness);
	}
}
