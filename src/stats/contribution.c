/*-------------------------------------------------------------------------
 *
 * contribution.c
 *	  What each group contributes to the change of the total: by its own score,
 *	  and by its share of the responses.
 *
 * With the shares a and b and the values theta and theta' of a group now and
 * before, and the totals Theta and Theta', which are the means of the values
 * weighted by the shares,
 *
 *		score effect = (a + b) / 2 (theta - theta')
 *		mix effect = (a - b) ((theta + theta') / 2 - (Theta + Theta') / 2)
 *
 * and all effects together are Theta - Theta'.  A group that is there in one
 * period only has no effect by its score; its one value stands for both.
 *
 * Source: Kitagawa, Journal of the American Statistical Association 50 (1955);
 * that shares sum to 1 allows to measure the mix effect from the totals.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"

#include "stats/contribution.h"

/* Add a group to the total, whose value is the sum until it is divided. */
static void
add(CxGroupPeriod *total, const CxGroupPeriod *group)
{
	if (group->weight == 0)
		return;
	total->weight += group->weight;
	total->value += group->weight * group->value;
}

/* Shares are taken as known, so that the interval is that of the change. */
static void
score_effect(const CxGroupChange *group, double half_shares, CxContribution *result)
{
	result->has_interval = group->current.weight > 0 && group->previous.weight > 0;
	result->score_effect = 0;
	if (!result->has_interval)
		return;
	result->score_effect = half_shares * (group->current.value - group->previous.value);
	result->effect.lower = half_shares * group->change.lower;
	result->effect.upper = half_shares * group->change.upper;
}

/* The value of a group: the mean of both periods, or that of the one it has. */
static double
mean_value(const CxGroupChange *group)
{
	if (group->current.weight == 0)
		return group->previous.value;
	if (group->previous.weight == 0)
		return group->current.value;
	return (group->current.value + group->previous.value) / 2;
}

/*
 * cx_contributions
 *	  What each of n groups contributes.
 *
 * group: all groups of both totals, in the order in which they are to be
 * summed.
 * result: not set for a group that is in neither period.
 * Result: false, and nothing set, if one of the periods has no responses.
 */
bool
cx_contributions(const CxGroupChange *group, int64 n, CxContribution *result)
{
	CxGroupPeriod current = {0, 0};
	CxGroupPeriod previous = {0, 0};
	double		middle;

	for (int64 i = 0; i < n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		add(&current, &group[i].current);
		add(&previous, &group[i].previous);
	}
	if (current.weight == 0 || previous.weight == 0)
		return false;
	middle = (current.value / current.weight + previous.value / previous.weight) / 2;
	for (int64 i = 0; i < n; i++)
	{
		double		share = group[i].current.weight / current.weight;
		double		before = group[i].previous.weight / previous.weight;

		CHECK_FOR_INTERRUPTS();
		/* Not by the shares, which vanish where weights are small enough. */
		if (group[i].current.weight == 0 && group[i].previous.weight == 0)
			continue;
		result[i].share = 100 * share;
		result[i].share_before = 100 * before;
		score_effect(&group[i], (share + before) / 2, &result[i]);
		/* Minus zero is zero. */
		result[i].mix_effect = (share - before) * (mean_value(&group[i]) - middle) + 0.0;
		result[i].contribution = result[i].score_effect + result[i].mix_effect;
	}
	return true;
}
