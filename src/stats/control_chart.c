/*-------------------------------------------------------------------------
 *
 * control_chart.c
 *	  Which points of a series stand out: limits by probability, the p chart
 *	  and Laney's p' chart, for any metric.
 *
 * The answers of the baseline together give the mean theta and the variance
 * sigma^2 of one answer.  On p charts point i, the value x_i of n_i answers,
 * deviates by
 *
 *		u_i = (x_i - theta) / sqrt(sigma^2 / n_i)
 *
 * standard errors.  That is for answers whose means are nearly normal.  On
 * exact charts the deviation is that of the chance of so far a mean, by large
 * deviations:
 *
 *		u_i = sign(x_i - theta) sqrt(2 n_i D(x_i)),
 *		D(x) = sup_t(t x - K(t)),	K(t) = ln sum(p_j exp(t v_j))
 *
 * where p_j are the baseline's shares of the worths v_j after one more answer,
 * spread evenly over them, so that no answer is impossible.  The limits are
 * where u is 3 sigma_z.  There may be none before the end of the worths.  If
 * all answers of a point are at that end, the chance of it is known, p_j^n:
 * only where that is beyond 3 sigma_z is the limit less than the end.
 *
 * Laney's sigma_z tells from neighbouring points how much more they vary than
 * chance alone would make them; it is never below 1, so that the limits are
 * never narrower than by chance.  It is 1 on classic charts.
 *
 * Source: Laney, Quality Engineering 14 (2002); Nelson, Journal of Quality
 * Technology 16 (1984); for exact charts the same ideas, with the signed root
 * of the likelihood ratio (Chernoff, Annals of Mathematical Statistics 23,
 * 1952) in place of the standardised value.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "miscadmin.h"

#include "stats/control_chart.h"

/* Limits are so many standard errors from the mean. */
#define LIMIT_WIDTH			3

/* Mean range of two standard normal values, d2 of n = 2. */
#define MEAN_MOVING_RANGE	1.128

/* Fewer points do not tell how much points vary. */
#define LEAST_BASELINE		6

/* As many points in a row on one side of the mean are a run. */
#define RUN_LENGTH			9

/* The distance from the mean; 0 if it is but rounding. */
static double
deviation(const CxChart *chart, const CxPoint *point)
{
	double		d = point->value - chart->mean;

	return fabs(d) <= CX_ROUNDING * (chart->highest - chart->lowest) ? 0 : d;
}

/* Standard error of a point of this size. */
static double
point_error(const CxChart *chart, const CxPoint *point)
{
	return sqrt(chart->spread / point->size);
}

/*
 * The end at which all answers of a point are, as the index of its worth in
 * the smoothed shares; -1 if they are not at one end.
 */
static int
unanimous_at(const CxChart *chart, const CxPoint *point)
{
	double		rounding = CX_ROUNDING * (chart->highest - chart->lowest);

	if (point->value >= chart->highest - rounding)
		return chart->smoothed.worths - 1;
	return point->value <= chart->lowest + rounding ? 0 : -1;
}

/* D of a point's value. */
static double
divergence(const CxChart *chart, const CxPoint *point)
{
	int			end = unanimous_at(chart, point);
	CxTilt		tilt;

	if (end >= 0)
		return -log(chart->smoothed.share[end]);
	cx_tilt_to(&chart->smoothed, point->value, &tilt);
	return tilt.divergence;
}

/* u: infinite where answers never vary but the point differs. */
static double
standardised(const CxChart *chart, const CxPoint *point)
{
	double		d = deviation(chart, point);

	if (d == 0)
		return 0;
	if (chart->method == CX_EXACT)
		return copysign(sqrt(2 * point->size * divergence(chart, point)), d);
	return d / point_error(chart, point);
}

/* sigma_z from the points of the baseline, in their order. */
static double
overdispersion(const CxChart *chart, const CxPoint *point, int64 baseline)
{
	double		sum = 0;
	double		before;

	if (chart->method == CX_CLASSIC || baseline < LEAST_BASELINE)
		return 1;
	if (chart->method == CX_LANEY && chart->spread == 0)
		return 1;
	before = standardised(chart, &point[0]);
	for (int64 i = 1; i < baseline; i++)
	{
		double		u = standardised(chart, &point[i]);

		CHECK_FOR_INTERRUPTS();
		sum += fabs(u - before);
		before = u;
	}
	return Max(1, sum / (baseline - 1) / MEAN_MOVING_RANGE);
}

/* The shares after one more answer, and the least step between the worths. */
static void
smooth(CxChart *chart, const CxSample *pooled)
{
	double		share[CX_MAX_POINTS];
	double		mean = 0;

	chart->step = INFINITY;
	for (int j = 0; j < pooled->worths; j++)
	{
		share[j] = cx_smoothed_share(pooled, j);
		mean += share[j] * pooled->worth[j];
		if (j > 0)
			chart->step = Min(chart->step, pooled->worth[j] - pooled->worth[j - 1]);
	}
	mean = Min(Max(mean, chart->lowest), chart->highest);
	cx_distribution_init(pooled->worths, pooled->worth, share, mean, &chart->smoothed);
}

/*
 * cx_chart_init
 *	  Set up the chart.
 *
 * pooled: the answers of the baseline together.
 * point: at least the points of the baseline, in their order.
 * baseline: how many they are.
 */
void
cx_chart_init(CxChart *chart, CxChartMethod method, const CxSample *pooled,
			  const CxPoint *point, int64 baseline)
{
	chart->method = method;
	chart->mean = pooled->estimate.value;
	chart->spread = pooled->estimate.spread;
	chart->lowest = cx_lowest_worth(pooled);
	chart->highest = cx_highest_worth(pooled);
	if (method == CX_EXACT)
		smooth(chart, pooled);
	chart->sigma_z = overdispersion(chart, point, baseline);
}

/* A limit of an exact chart; upper or lower. */
static double
exact_limit(const CxChart *chart, const CxPoint *point, bool upper)
{
	const CxDistribution *smoothed = &chart->smoothed;
	double		width = LIMIT_WIDTH * chart->sigma_z;
	double		share = smoothed->share[upper ? smoothed->worths - 1 : 0];
	CxTilt		tilt;

	if (point->size * log(share) >= cx_log_tail(width))
		return upper ? chart->highest : chart->lowest;
	cx_tilt_by(smoothed, (upper ? width : -width) / sqrt(point->size), &tilt);
	return smoothed->reference + smoothed->range * tilt.mean;
}

/*
 * cx_chart_limits
 *	  The limits of a point, cut at the metric's range.
 *
 * Those of exact charts lie about the mean of the smoothed shares, and the mean
 * shown is that of the answers: where a point has far more answers than the
 * baseline, a limit is moved to the mean rather than beyond it.
 */
CxInterval
cx_chart_limits(const CxChart *chart, const CxPoint *point)
{
	CxInterval	limits;

	if (chart->method == CX_EXACT)
	{
		limits.lower = Min(exact_limit(chart, point, false), chart->mean);
		limits.upper = Max(exact_limit(chart, point, true), chart->mean);
	}
	else
	{
		double		width = LIMIT_WIDTH * chart->sigma_z * point_error(chart, point);

		limits.lower = chart->mean - width;
		limits.upper = chart->mean + width;
	}
	limits.lower = Max(limits.lower, chart->lowest);
	limits.upper = Min(limits.upper, chart->highest);
	return limits;
}

/*
 * On which side of the mean a point is: 1, -1, or 0.
 *
 * On exact charts it is on neither where another answer would take it across,
 * or where it is at an end as more often than not.
 */
static int
side_of_mean(const CxChart *chart, const CxPoint *point)
{
	double		d = deviation(chart, point);

	if (chart->method == CX_EXACT)
	{
		int			end = unanimous_at(chart, point);

		if (fabs(d) < chart->step / (2 * point->size))
			return 0;
		if (end >= 0 && pow(chart->smoothed.share[end], point->size) >= 0.5)
			return 0;
	}
	return (d > 0) - (d < 0);
}

/*
 * cx_chart_signal
 *	  The first rule that a point breaks.
 *
 * limits: those of the point, off which the signal is read, so that the two
 * never disagree.  A point that differs from the mean by no more than rounding
 * has no signal, though.
 * run: how many points in a row up to the one before were on one side, below
 * the mean if negative; updated by this point.  0 before the first.
 */
CxSignal
cx_chart_signal(const CxChart *chart, const CxPoint *point, const CxInterval *limits,
				int64 *run)
{
	int			side = side_of_mean(chart, point);

	if (side == 0)
		*run = 0;
	else if (side > 0)
		*run = Max(*run, 0) + 1;
	else
		*run = Min(*run, 0) - 1;

	if (deviation(chart, point) > 0 && point->value > limits->upper)
		return CX_ABOVE_LIMIT;
	if (deviation(chart, point) < 0 && point->value < limits->lower)
		return CX_BELOW_LIMIT;
	if (*run >= RUN_LENGTH)
		return CX_RUN_ABOVE;
	if (*run <= -RUN_LENGTH)
		return CX_RUN_BELOW;
	return CX_NO_SIGNAL;
}
