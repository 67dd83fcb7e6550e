/*-------------------------------------------------------------------------
 *
 * improvement.c
 *	  Who improved: changes, given the level from which they started.
 *
 * A unit that was high by chance falls back, and one that was low rises: a
 * change says little before the level is allowed for.  Unit i has the value
 * b_i from m_i answers before and a_i from n_i answers now.  The true values
 * before vary with the variance T, the true changes with omega^2; either is
 * estimated as in credibility.c, with the variance s^2 of an answer in both
 * periods together.  So
 *
 *		V_b = T + s^2 / m_i,  V_a = T + omega^2 + s^2 / n_i
 *
 * are the variances of b_i and a_i, whose means mu_b and mu_a count each unit
 * by their reciprocals.  With rho_i = T / V_b,i the deviation of the change is
 *
 *		e_i = (a_i - mu_a) - rho_i (b_i - mu_b)
 *
 * which, given b_i, is the deviation of the true change with a noise of the
 * variance W_i = T (1 - rho_i) + s^2 / n_i.  From there on all is as in
 * credibility.c with e_i, W_i and omega^2 for d_i, V_i and a.  By one bell
 * curve that is the expectation of the true change in the normal model of
 * both periods; where T is large, it is the credibility of plain changes.
 *
 * Source: Bühlmann & Straub (see credibility.c); the conditional expectation in
 * a normal model of two periods, which is regression to the mean.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "stats/improvement.h"

static int
compare_changes(const void *a, const void *b)
{
	const CxChange *x = a;
	const CxChange *y = b;
	int			order = cx_compare_units(&x->current, &y->current);

	CHECK_FOR_INTERRUPTS();
	return order != 0 ? order : cx_compare_units(&x->previous, &y->previous);
}

/* The unit of a plain change: its noise is the sum of both. */
static CxUnit
plain_change(const CxChange *change)
{
	CxUnit		unit = change->current;

	unit.value -= change->previous.value;
	unit.size = 1 / (1 / change->current.size + 1 / change->previous.size);
	return unit;
}

/* T, the variance of the true values before, and omega^2, that of the changes. */
static void
variances_between(const CxChange *change, CxCredibility *model, double *level)
{
	CxUnit	   *unit = MemoryContextAllocHuge(CurrentMemoryContext,
											  model->units * sizeof(CxUnit));
	double		mean;

	for (int64 i = 0; i < model->units; i++)
	{
		CHECK_FOR_INTERRUPTS();
		unit[i] = change[i].previous;
	}
	*level = cx_variance_between(model, unit, &mean);
	for (int64 i = 0; i < model->units; i++)
	{
		CHECK_FOR_INTERRUPTS();
		unit[i] = plain_change(&change[i]);
	}
	model->between = cx_variance_between(model, unit, &mean);
	pfree(unit);
}

/* A mean that counts each value by the reciprocal of its variance. */
typedef struct Mean
{
	double		unit;			/* of variance, so that nothing overflows */
	double		weight;
	double		sum;
} Mean;

static void
add_to_mean(Mean *mean, double value, double variance)
{
	double		weight;

	if (mean->weight == 0)
		mean->unit = variance;

	/* Without variance the values count alike. */
	weight = mean->unit == 0 ? 1 : mean->unit / variance;
	mean->weight += weight;
	mean->sum += weight * value;
}

/*
 * The deviations of all units, and the mean change.
 *
 * level: T.
 */
static void
set_deviations(const CxChange *change, double level, CxCredibility *model, CxDeviation *deviation)
{
	Mean		before = {0};
	Mean		after = {0};

	for (int64 i = 0; i < model->units; i++)
	{
		CHECK_FOR_INTERRUPTS();
		add_to_mean(&before, change[i].previous.value,
					level + cx_noise(model, &change[i].previous));
		add_to_mean(&after, change[i].current.value,
					level + model->between + cx_noise(model, &change[i].current));
	}
	before.sum /= before.weight;
	after.sum /= after.weight;
	model->mean = after.sum - before.sum;
	for (int64 i = 0; i < model->units; i++)
	{
		double		noise = cx_noise(model, &change[i].previous);
		double		rho = level == 0 ? 0 : level / (level + noise);
		double		b = cx_distance(model, change[i].previous.value, before.sum);
		double		a = cx_distance(model, change[i].current.value, after.sum);

		CHECK_FOR_INTERRUPTS();
		deviation[i].distance = cx_distance(model, a, rho * b);
		deviation[i].noise = rho * noise + cx_noise(model, &change[i].current);
	}
}

/*
 * cx_improvement_fit
 *	  Estimate the variances, the mean change and the mixture from all units.
 *
 * change: at least 1; sorted by this function.
 * range: distance of the highest from the lowest worth of the metric.
 * deviation: result, that of each change.
 * Result: false if too few answers are there to tell how they vary.
 */
bool
cx_improvement_fit(CxChange *change, int64 units, double range,
				   CxCredibility *model, CxDeviation *deviation)
{
	double		squares = 0;
	double		freedom = 0;
	double		level;

	qsort(change, units, sizeof(CxChange), compare_changes);
	cx_credibility_init(model, units, range);
	if (units == 1)
	{
		model->mean = change->current.value - change->previous.value;
		memset(deviation, 0, sizeof(CxDeviation));
		return true;
	}
	for (int64 i = 0; i < units; i++)
	{
		CHECK_FOR_INTERRUPTS();
		squares += change[i].current.squares + change[i].previous.squares;
		freedom += cx_freedom(&change[i].current) + cx_freedom(&change[i].previous);
	}
	if (freedom < 1)
		return false;
	model->within = squares / freedom;
	variances_between(change, model, &level);
	set_deviations(change, level, model, deviation);
	cx_fit_deviations(model, deviation);
	return true;
}
