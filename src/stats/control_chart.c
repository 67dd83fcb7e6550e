/*-------------------------------------------------------------------------
 *
 * control_chart.c
 *	  Which points of a series stand out: the p chart and Laney's p' chart,
 *	  for any metric.
 *
 * The answers of the baseline together give the mean theta and the variance
 * sigma^2 of one answer.  Point i deviates by
 *
 *		u_i = (theta_i - theta) / sqrt(sigma^2 / n_i)
 *
 * standard errors.  Laney's chart divides that by sigma_z, which tells from
 * neighbouring points how much more they vary than chance alone would make
 * them; it is never below 1, so that the limits are never narrower than those
 * of the p chart.
 *
 * Source: Laney, Quality Engineering 14 (2002); Nelson, Journal of Quality
 * Technology 16 (1984).
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "stats/control_chart.h"

/* Limits are so many standard errors from the mean. */
#define LIMIT_WIDTH			3

/* Mean range of two standard normal values, d2 of n = 2. */
#define MEAN_MOVING_RANGE	1.128

/* Fewer points do not tell how much points vary. */
#define LEAST_BASELINE		6

/* As many points in a row on one side of the mean are a run. */
#define RUN_LENGTH			9

/* Standard error of a point of this size. */
static double
point_error(const CxChart *chart, const CxPoint *point)
{
	return sqrt(chart->spread / point->size);
}

/* u: infinite where answers never vary but the point differs. */
static double
standardised(const CxChart *chart, const CxPoint *point)
{
	double		d = point->value - chart->mean;

	if (fabs(d) <= CX_ROUNDING * (chart->highest - chart->lowest))
		return 0;
	return d / point_error(chart, point);
}

/* sigma_z from the points of the baseline, in their order. */
static double
overdispersion(const CxChart *chart, const CxPoint *point, int64 baseline)
{
	double		sum = 0;

	if (baseline < LEAST_BASELINE || chart->spread == 0)
		return 1;
	for (int64 i = 1; i < baseline; i++)
		sum += fabs(standardised(chart, &point[i]) - standardised(chart, &point[i - 1]));
	return Max(1, sum / (baseline - 1) / MEAN_MOVING_RANGE);
}

/*
 * cx_chart_init
 *	  Set up a chart from its baseline.
 *
 * pooled: the answers of the baseline together.
 * point: the points of the baseline, in their order.
 */
void
cx_chart_init(CxChart *chart, CxChartMethod method, const CxSample *pooled,
			  const CxPoint *point, int64 baseline)
{
	chart->mean = pooled->estimate.value;
	chart->spread = pooled->estimate.spread;
	chart->lowest = cx_lowest_worth(pooled);
	chart->highest = cx_highest_worth(pooled);
	chart->sigma_z = method == CX_LANEY ? overdispersion(chart, point, baseline) : 1;
}

/*
 * cx_chart_limits
 *	  The limits of a point, cut at the metric's range.
 */
CxInterval
cx_chart_limits(const CxChart *chart, const CxPoint *point)
{
	double		width = LIMIT_WIDTH * chart->sigma_z * point_error(chart, point);
	CxInterval	limits;

	limits.lower = Max(chart->mean - width, chart->lowest);
	limits.upper = Min(chart->mean + width, chart->highest);
	return limits;
}

/*
 * cx_chart_signal
 *	  The first rule that a point breaks.
 *
 * run: how many points in a row up to the one before were on one side, below
 * the mean if negative; updated by this point.  0 before the first.
 */
CxSignal
cx_chart_signal(const CxChart *chart, const CxPoint *point, int64 *run)
{
	double		u = standardised(chart, point) / chart->sigma_z;

	if (u == 0)
		*run = 0;
	else if (u > 0)
		*run = Max(*run, 0) + 1;
	else
		*run = Min(*run, 0) - 1;

	if (fabs(u) > LIMIT_WIDTH)
		return u > 0 ? CX_ABOVE_LIMIT : CX_BELOW_LIMIT;
	if (*run >= RUN_LENGTH)
		return CX_RUN_ABOVE;
	if (*run <= -RUN_LENGTH)
		return CX_RUN_BELOW;
	return CX_NO_SIGNAL;
}
