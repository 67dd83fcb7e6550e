/*-------------------------------------------------------------------------
 *
 * credibility.c
 *	  How much of a unit's value is its own evidence: the credibility of
 *	  Bühlmann & Straub, which knows outliers.
 *
 * Unit i has the value theta_i from n_i answers.  Answers vary within a unit
 * with the variance s^2, the true values of the units vary with the variance
 * a about the mean mu.  Both are estimated from all units together.  With the
 * noise V_i = s^2 / n_i the credibility Z_i = a / (a + V_i) says how much of
 * theta_i is to be believed; the rest is the mean.
 *
 * That is for true values of one bell curve.  Where the data demand more than
 * one (see mixture.c), Z_i is the mean of a_g / (a_g + V_i) over the curves g,
 * by the probability R_ig of each.
 *
 * Sums run over the units in an order of their own, so that the order of the
 * rows does not change the last digits of a result.
 *
 * Source: Bühlmann & Straub, Mitteilungen der Vereinigung schweizerischer
 * Versicherungsmathematiker 70 (1970); the estimators are those of cm() in R's
 * package actuar.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <float.h>

#include "miscadmin.h"

#include "stats/credibility.h"

/*
 * cx_unit
 *	  The unit of one tally.
 */
void
cx_unit(const CxEstimate *estimate, int64 place, CxUnit *unit)
{
	unit->value = estimate->value;
	unit->size = estimate->size;
	unit->squares = estimate->size * estimate->spread;
	unit->place = place;
}

static int
compare(double x, double y)
{
	return (x > y) - (x < y);
}

/*
 * cx_compare_units
 *	  The order of units in sums: by all that the sums are made of, so that
 *	  units that tie can take each other's place.
 */
int
cx_compare_units(const CxUnit *a, const CxUnit *b)
{
	int			order = compare(a->value, b->value);

	if (order == 0)
		order = compare(a->size, b->size);
	if (order == 0)
		order = compare(a->squares, b->squares);
	return order;
}

static int
compare_units(const void *a, const void *b)
{
	CHECK_FOR_INTERRUPTS();
	return cx_compare_units(a, b);
}

/*
 * cx_credibility_init
 *	  What is known of so many units before they are looked at.
 *
 * range: distance of the highest from the lowest worth of the metric.
 */
void
cx_credibility_init(CxCredibility *model, int64 units, double range)
{
	memset(model, 0, sizeof(CxCredibility));
	model->units = units;
	model->tolerance = CX_ROUNDING * range;
	cx_mixture_of_one(0, &model->mixture);
}

/*
 * cx_noise
 *	  V, the variance of a unit's value about its true value: 0 only where s^2
 *	  is.
 */
double
cx_noise(const CxCredibility *model, const CxUnit *unit)
{
	return model->within == 0 ? 0 : Max(model->within / unit->size, DBL_MIN);
}

/*
 * cx_variance_between
 *	  a, or 0 where the units vary no more than chance lets them.
 *
 * model: knows s^2.
 * unit: model->units of them, at least 2, in order.
 * mean: result, the mean of the values, each counting by its size.
 */
double
cx_variance_between(const CxCredibility *model, const CxUnit *unit, double *mean)
{
	double		size = 0;
	double		sum = 0;
	double		squares = 0;
	double		spread = 0;

	for (int64 i = 0; i < model->units; i++)
	{
		CHECK_FOR_INTERRUPTS();
		size += unit[i].size;
		sum += unit[i].size * unit[i].value;
	}
	*mean = sum / size;
	for (int64 i = 0; i < model->units; i++)
	{
		double		d = cx_distance(model, unit[i].value, *mean);

		CHECK_FOR_INTERRUPTS();
		squares += unit[i].size * d * d;
		spread += unit[i].size * (size - unit[i].size) / size;
	}
	return Max((squares - (double) (model->units - 1) * model->within) / spread, 0);
}

/* mu: the mean of the values, each counting by its credibility. */
static double
credible_mean(const CxCredibility *model, const CxUnit *unit)
{
	double		weight = 0;
	double		sum = 0;

	for (int64 i = 0; i < model->units; i++)
	{
		double		z = model->between / (model->between + cx_noise(model, &unit[i]));

		CHECK_FOR_INTERRUPTS();
		weight += z;
		sum += z * unit[i].value;
	}
	return sum / weight;
}

/* s^2, or NaN if too few answers are there to tell. */
static double
variance_within(const CxUnit *unit, int64 units)
{
	double		squares = 0;
	double		freedom = 0;

	for (int64 i = 0; i < units; i++)
	{
		CHECK_FOR_INTERRUPTS();
		squares += unit[i].squares;
		freedom += cx_freedom(&unit[i]);
	}
	return freedom < 1 ? NAN : squares / freedom;
}

/*
 * cx_credibility_fit
 *	  Estimate the variances, the mean and the mixture from all units.
 *
 * unit: at least 1; sorted by this function.
 * range: distance of the highest from the lowest worth of the metric.
 * deviation: result, that of each unit.
 * Result: false if too few answers are there to tell how they vary.
 */
bool
cx_credibility_fit(CxUnit *unit, int64 units, double range,
				   CxCredibility *model, CxDeviation *deviation)
{
	qsort(unit, units, sizeof(CxUnit), compare_units);
	cx_credibility_init(model, units, range);
	if (units == 1)
	{
		model->mean = unit->value;
		memset(deviation, 0, sizeof(CxDeviation));
		return true;
	}
	model->within = variance_within(unit, units);
	if (isnan(model->within))
		return false;
	model->between = cx_variance_between(model, unit, &model->mean);
	if (model->between > 0)
		model->mean = credible_mean(model, unit);
	for (int64 i = 0; i < units; i++)
	{
		CHECK_FOR_INTERRUPTS();
		deviation[i].distance = cx_distance(model, unit[i].value, model->mean);
		deviation[i].noise = cx_noise(model, &unit[i]);
	}
	cx_fit_deviations(model, deviation);
	return true;
}

/*
 * cx_fit_deviations
 *	  The mixture of the true deviations.  Where nothing varies within units it
 *	  is not asked for: what is seen is true.
 *
 * model: all else is known.
 * deviation: in order.
 */
void
cx_fit_deviations(CxCredibility *model, const CxDeviation *deviation)
{
	if (model->within == 0)
		cx_mixture_of_one(model->between, &model->mixture);
	else
		cx_mixture_fit(deviation, model->units, model->between, &model->mixture);
}

/*
 * cx_credibility_of
 *	  Z, from 0 to 1.  A unit alone is its own evidence.
 */
double
cx_credibility_of(const CxCredibility *model, const CxDeviation *deviation)
{
	double		share[CX_CURVES];
	double		sum = 0;

	if (model->units == 1)
		return 1;
	cx_mixture_posterior(&model->mixture, deviation, share);
	for (int g = 0; g < CX_CURVES; g++)
	{
		double		variance = model->mixture.variance[g];

		if (variance > 0)
			sum += share[g] * (variance / (variance + deviation->noise));
	}
	return Min(sum, 1);
}

/*
 * cx_shrunk
 *	  The value, or change, pulled towards the mean by its credibility.
 */
double
cx_shrunk(const CxCredibility *model, const CxDeviation *deviation)
{
	return model->mean + cx_credibility_of(model, deviation) * deviation->distance;
}

/*
 * cx_standing
 *	  The key to rank by.
 *
 * By one bell curve it is d / (a + V), which orders as the shrunk values do,
 * and goes on to tell units apart where a is 0 and all values shrink to the
 * mean.  Where V is 0 too, all tie.  By a mixture it is Z d.
 */
double
cx_standing(const CxCredibility *model, const CxDeviation *deviation)
{
	double		variance = model->between + deviation->noise;

	if (model->mixture.evidence > 0)
		return cx_credibility_of(model, deviation) * deviation->distance;
	return deviation->distance == 0 || variance == 0 ? 0 : deviation->distance / variance;
}
