/*-------------------------------------------------------------------------
 *
 * impact.c
 *	  By how much a part of the answers moves the value of all: the value of the
 *	  total less that of the rest.
 *
 * With the share a of the part, its value and that of the rest, the impact is
 *
 *		a (theta_part - theta_rest)
 *
 * The rest is made of sums and not of a tally, since weighted tallies do not
 * subtract exactly.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "stats/impact.h"

/* Sums of weights are rounded: a smaller part of the total is no weight. */
#define ROUNDED_WEIGHT	1e-9

/*
 * cx_total_weight
 *	  The sum of the weights; infinite only where cx_weight is an error.
 */
double
cx_total_weight(const CxTally *tally)
{
	double		total = 0;

	for (int i = 0; i < tally->points; i++)
		total += cx_weight_at(tally, i);
	return total;
}

/*
 * The weight of the rest at one point.  Counts subtract exactly; between weights
 * a small difference is none.
 */
static double
rest_at(const CxTally *part, const CxTally *total, int i)
{
	double		all = cx_weight_at(total, i);
	double		rest = all - cx_weight_at(part, i);
	double		rounding = 0;

	if (cx_is_weighted(part) || cx_is_weighted(total))
		rounding = ROUNDED_WEIGHT * all;
	if (rest < -rounding)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("part has more responses of score %d than the total", part->lo + i),
				 errhint("The total holds the part: merge all parts, as in cx_merge(tally) OVER ().")));
	return rest <= rounding ? 0 : rest;
}

/*
 * cx_impact_of
 *	  By how many points the part moves the total.
 *
 * part, total: on one scale.
 * worth: as many as they have points.
 * Result: false if there is no rest, or it has no weight.
 * Error: numeric value out of range, if the part is not in the total.
 */
bool
cx_impact_of(const CxTally *part, const CxTally *total, const double *worth, double *impact)
{
	double		part_weight = 0;
	double		part_sum = 0;
	double		rest_weight = 0;
	double		rest_sum = 0;
	double		share;

	for (int i = 0; i < total->points; i++)
	{
		double		rest = rest_at(part, total, i);

		part_weight += cx_weight_at(part, i);
		part_sum += cx_weight_at(part, i) * worth[i];
		rest_weight += rest;
		rest_sum += rest * worth[i];
	}
	if (rest_weight == 0)
		return false;
	*impact = 0;
	if (part_weight == 0)
		return true;
	share = part_weight / (part_weight + rest_weight);
	*impact = share * (part_sum / part_weight - rest_sum / rest_weight);
	if (!isfinite(*impact))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("sum of weights is out of range")));
	return true;
}
