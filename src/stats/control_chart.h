/*-------------------------------------------------------------------------
 *
 * control_chart.h
 *	  Which points of a series stand out.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_CONTROL_CHART_H
#define CX_CONTROL_CHART_H

#include "stats/saddle.h"
#include "stats/sample.h"

typedef enum CxChartMethod
{
	CX_EXACT,
	CX_LANEY,
	CX_CLASSIC
} CxChartMethod;

typedef enum CxSignal
{
	CX_NO_SIGNAL,
	CX_ABOVE_LIMIT,
	CX_BELOW_LIMIT,
	CX_RUN_ABOVE,
	CX_RUN_BELOW
} CxSignal;

typedef struct CxPoint
{
	double		value;
	double		size;			/* effective number of responses */
} CxPoint;

typedef struct CxChart
{
	CxChartMethod method;
	double		mean;			/* value of the baseline's answers together */
	double		spread;			/* variance of one of them */
	double		lowest;			/* the metric's range */
	double		highest;
	double		sigma_z;		/* how much wider the limits are than chance */

	/* Of exact charts alone: */
	double		step;			/* least distance between two worths */
	CxDistribution smoothed;	/* the baseline's answers and one more */
} CxChart;

extern void cx_chart_init(CxChart *chart, CxChartMethod method, const CxSample *pooled,
						  const CxPoint *point, int64 baseline);
extern CxInterval cx_chart_limits(const CxChart *chart, const CxPoint *point);
extern CxSignal cx_chart_signal(const CxChart *chart, const CxPoint *point,
								const CxInterval *limits, int64 *run);

#endif							/* CX_CONTROL_CHART_H */
