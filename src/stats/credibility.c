/*-------------------------------------------------------------------------
 *
 * credibility.c
 *	  How much of a unit's value is its own evidence: the credibility of
 *	  Bühlmann & Straub.
 *
 * Unit i has the value theta_i from n_i answers.  Answers vary within a unit
 * with the variance s^2, the true values of the units vary with the variance
 * a about the mean mu.  Both are estimated from all units together.  The
 * credibility Z_i = a n_i / (a n_i + s^2) says how much of theta_i is to be
 * believed; the rest is the mean.
 *
 * Source: Bühlmann & Straub, Mitteilungen der Vereinigung schweizerischer
 * Versicherungsmathematiker 70 (1970); the estimators are those of cm() in R's
 * package actuar.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "miscadmin.h"

#include "stats/credibility.h"

/*
 * cx_unit
 *	  The unit of one tally.
 */
void
cx_unit(const CxEstimate *estimate, CxUnit *unit)
{
	unit->value = estimate->value;
	unit->size = estimate->size;
	unit->squares = estimate->size * estimate->spread;
	unit->freedom = Max(estimate->size - 1, 0);
}

/*
 * cx_change_unit
 *	  The unit of a change: its variance is the sum of both.
 */
void
cx_change_unit(const CxUnit *current, const CxUnit *previous, CxUnit *unit)
{
	unit->value = current->value - previous->value;
	unit->size = 1 / (1 / current->size + 1 / previous->size);
	unit->squares = current->squares + previous->squares;
	unit->freedom = current->freedom + previous->freedom;
}

static double
deviation(double value, double mean, double tolerance)
{
	double		d = value - mean;

	return fabs(d) <= tolerance ? 0 : d;
}

/* a, or 0 where the units vary no more than chance lets them. */
static double
variance_between(const CxUnit *unit, const CxCredibility *model, double size)
{
	double		sum = 0;
	double		spread = 0;

	for (int64 i = 0; i < model->units; i++)
	{
		double		d = deviation(unit[i].value, model->mean, model->tolerance);

		sum += unit[i].size * d * d;
		spread += unit[i].size * (size - unit[i].size) / size;
	}
	return Max((sum - (model->units - 1) * model->within) / spread, 0);
}

/*
 * cx_credibility_fit
 *	  Estimate the variances and the mean from all units.
 *
 * units: at least 1.
 * range: distance of the highest from the lowest worth of the metric.
 * Result: false if too few answers are there to tell how they vary.
 */
bool
cx_credibility_fit(const CxUnit *unit, int64 units, double range, CxCredibility *model)
{
	double		size = 0;
	double		squares = 0;
	double		freedom = 0;
	double		weight = 0;
	double		sum = 0;
	double		credible_sum = 0;

	for (int64 i = 0; i < units; i++)
	{
		size += unit[i].size;
		squares += unit[i].squares;
		freedom += unit[i].freedom;
		sum += unit[i].size * unit[i].value;
	}
	CHECK_FOR_INTERRUPTS();
	model->units = units;
	model->tolerance = CX_ROUNDING * range;
	model->mean = units == 1 ? unit[0].value : sum / size;
	model->within = 0;
	model->between = 0;
	if (units == 1)
		return true;
	if (freedom < 1)
		return false;

	model->within = squares / freedom;
	model->between = variance_between(unit, model, size);
	if (model->between == 0)
		return true;
	for (int64 i = 0; i < units; i++)
	{
		double		z = cx_credibility_of(model, &unit[i]);

		weight += z;
		credible_sum += z * unit[i].value;
	}
	model->mean = credible_sum / weight;
	return true;
}

/*
 * cx_credibility_of
 *	  Z, from 0 to 1.  A unit alone is its own evidence.
 */
double
cx_credibility_of(const CxCredibility *model, const CxUnit *unit)
{
	double		own = model->between * unit->size;

	if (model->units == 1)
		return 1;
	return own == 0 ? 0 : own / (own + model->within);
}

/*
 * cx_shrunk
 *	  The value pulled towards the mean by its credibility.
 */
double
cx_shrunk(const CxCredibility *model, const CxUnit *unit)
{
	return model->mean + cx_credibility_of(model, unit) *
		deviation(unit->value, model->mean, model->tolerance);
}

/*
 * cx_standing
 *	  The key to rank by: n (theta - mu) / (s^2 + a n), divided through by n so
 *	  that equal values without variance have equal keys.
 *
 * It orders as the shrunk values do, and goes on to tell units apart where a
 * is 0 and all values shrink to the mean.  Where s^2 is 0 too, all tie.
 */
double
cx_standing(const CxCredibility *model, const CxUnit *unit)
{
	double		d = deviation(unit->value, model->mean, model->tolerance);
	double		noise = model->within / unit->size + model->between;

	return d == 0 || noise == 0 ? 0 : d / noise;
}
