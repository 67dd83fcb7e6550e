/*-------------------------------------------------------------------------
 *
 * metric.h
 *	  The metric: what each score of a scale is worth.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_METRIC_H
#define CX_METRIC_H

#include "lib/stringinfo.h"
#include "nodes/nodes.h"

#include "values/tally.h"

/*
 * Given worths are limited so that squares of their differences are safe: they
 * neither overflow nor vanish.
 */
#define CX_MIN_WORTH		1e-100
#define CX_MAX_WORTH		1e15

typedef struct CxMetricFamily CxMetricFamily;

typedef struct CxMetric
{
	const CxMetricFamily *family;
	int			top;			/* points counted from the highest */
	int			bottom;			/* points counted from the lowest */
	int			nvalues;		/* given worths, lowest point first */
	double		value[CX_MAX_POINTS];
} CxMetric;

/* What each point of a scale is worth under a metric. */
typedef struct CxWorths
{
	double		lowest;			/* the metric's range */
	double		highest;
	double		worth[CX_MAX_POINTS];	/* lowest point first */
} CxWorths;

extern bool cx_metric_parse(const char *input, CxMetric *metric, Node *escontext);
extern void cx_metric_append(StringInfo buf, const CxMetric *metric);
extern void cx_metric_worths(const CxMetric *metric, const CxTally *tally, CxWorths *worths);

#endif							/* CX_METRIC_H */
