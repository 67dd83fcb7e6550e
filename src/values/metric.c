/*-------------------------------------------------------------------------
 *
 * metric.c
 *	  The families of metrics, their text and what they make of a scale.
 *
 * Every metric is a weighted mean of the answer distribution, so a metric is
 * nothing but a worth for each point.  A new family is a row in the table
 * below.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "utils/float.h"

#include "compat.h"
#include "values/metric.h"
#include "values/scan.h"

/* What follows the name of a family. */
typedef enum ParameterForm
{
	NO_PARAMETER,
	TOP_COUNT,					/* K */
	BOTTOM_COUNT,				/* K */
	TOP_AND_BOTTOM,				/* T B */
	VALUE_LIST					/* {a,b,...} */
} ParameterForm;

/* A metric laid on the scale of a tally. */
typedef struct Fit
{
	const CxMetric *metric;
	const CxTally *scale;
} Fit;

/*
 * A family's row: its name, what follows it, the points that it counts if
 * none follow, the worth of the point at index i, and what scale it needs
 * (NULL for any): a function that returns NULL if the scale fits and what
 * would fit if not.
 */
struct CxMetricFamily
{
	const char *name;
	ParameterForm form;
	int			top;
	int			bottom;
	double		(*worth) (const Fit *fit, int i);
	const char *(*need) (const Fit *fit);
	const char *hint;			/* what to do if the scale does not fit */
};

static double
worth_net(const Fit *fit, int i)
{
	return (i >= fit->scale->points - fit->metric->top ? 100 : 0) -
		(i < fit->metric->bottom ? 100 : 0);
}

static double
worth_bottom(const Fit *fit, int i)
{
	return i < fit->metric->bottom ? 100 : 0;
}

static double
worth_csat(const Fit *fit, int i)
{
	int			points = fit->scale->points;

	return i >= points - (points <= 3 ? 1 : 2) ? 100 : 0;
}

static double
worth_score(const Fit *fit, int i)
{
	return fit->scale->lo + i;
}

static double
worth_index(const Fit *fit, int i)
{
	return 100.0 * i / (fit->scale->points - 1);
}

static double
worth_value(const Fit *fit, int i)
{
	return fit->metric->value[i];
}

static const char *
need_nps(const Fit *fit)
{
	return fit->scale->lo == 0 && fit->scale->points == 11 ? NULL : "the scale 0..10";
}

static const char *
need_more(const Fit *fit)
{
	int			counted = fit->metric->top + fit->metric->bottom;

	return fit->scale->points > counted ? NULL :
		psprintf("a scale of more than %d points", counted);
}

static const char *
need_both(const Fit *fit)
{
	int			counted = fit->metric->top + fit->metric->bottom;

	return fit->scale->points >= counted ? NULL :
		psprintf("a scale of at least %d points", counted);
}

static const char *
need_values(const Fit *fit)
{
	int			nvalues = fit->metric->nvalues;

	return fit->scale->points == nvalues ? NULL :
		psprintf("a scale of %d points", nvalues);
}

static const CxMetricFamily families[] = {
	{"nps", NO_PARAMETER, 2, 7, worth_net, need_nps,
	"Use \"net T B\" to count the T highest points as promoters and the B lowest as detractors."},
	{"csat", NO_PARAMETER, 0, 0, worth_csat, NULL, NULL},
	{"ces", NO_PARAMETER, 0, 0, worth_score, NULL, NULL},
	{"mean", NO_PARAMETER, 0, 0, worth_score, NULL, NULL},
	{"index", NO_PARAMETER, 0, 0, worth_index, NULL, NULL},
	{"top", TOP_COUNT, 0, 0, worth_net, need_more, "Count fewer points."},
	{"bottom", BOTTOM_COUNT, 0, 0, worth_bottom, need_more, "Count fewer points."},
	{"net", TOP_AND_BOTTOM, 0, 0, worth_net, need_both, "Count fewer points."},
	{"values", VALUE_LIST, 0, 0, worth_value, need_values,
	"Give one value for each point of the scale, the lowest point first."},
};

static const char metric_hint[] =
"Use nps, csat, ces, mean, index, top K, bottom K, net T B or values {a,b,...}.";

static bool
scan_point_count(CxScan *scan, int *points)
{
	int64		value;

	if (!cx_scan_integer(scan, &value))
		return false;
	if (value < 1 || value >= CX_MAX_POINTS)
		ereturn(scan->escontext, false,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("metric \"%s\" cannot count %lld points",
						scan->text, (long long) value),
				 errhint("Count 1 to %d points.", CX_MAX_POINTS - 1)));
	*points = (int) value;
	return true;
}

static bool
scan_values(CxScan *scan, CxMetric *metric)
{
	if (!cx_scan_expect(scan, '{'))
		return false;
	do
	{
		double		value;

		if (!cx_scan_number(scan, &value))
			return false;
		if (value != 0 && !(fabs(value) >= CX_MIN_WORTH && fabs(value) <= CX_MAX_WORTH))
			ereturn(scan->escontext, false,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("worth %s in a metric is neither 0 nor in size from 1e-100 to 1e15",
							float8out_internal(value))));
		if (metric->nvalues == CX_MAX_POINTS)
			ereturn(scan->escontext, false,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("metric has more than %d values", CX_MAX_POINTS)));
		metric->value[metric->nvalues++] = value;
	} while (cx_scan_accept(scan, ','));
	return cx_scan_expect(scan, '}');
}

static bool
scan_parameters(CxScan *scan, CxMetric *metric)
{
	switch (metric->family->form)
	{
		case NO_PARAMETER:
			return true;
		case TOP_COUNT:
			return scan_point_count(scan, &metric->top);
		case BOTTOM_COUNT:
			return scan_point_count(scan, &metric->bottom);
		case TOP_AND_BOTTOM:
			return scan_point_count(scan, &metric->top) &&
				scan_point_count(scan, &metric->bottom);
		case VALUE_LIST:
			return scan_values(scan, metric);
	}
	return false;				/* not reached */
}

/*
 * cx_metric_parse
 *	  Read a metric from its text.
 *
 * input: a family's name in any case and its parameters.
 * Errors, soft if escontext is given: invalid text representation; numeric
 * value out of range; program limit exceeded.
 */
bool
cx_metric_parse(const char *input, CxMetric *metric, Node *escontext)
{
	CxScan		scan = {cx_excerpt(input), input, "cx_metric", metric_hint, escontext};

	memset(metric, 0, offsetof(CxMetric, value));
	for (size_t i = 0; i < lengthof(families); i++)
		if (cx_scan_word(&scan, families[i].name))
		{
			metric->family = &families[i];
			metric->top = families[i].top;
			metric->bottom = families[i].bottom;
			return scan_parameters(&scan, metric) && cx_scan_end(&scan);
		}
	ereturn(escontext, false,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("invalid input syntax for type cx_metric: \"%s\"", scan.text),
			 errhint("%s", metric_hint)));
}

/*
 * cx_metric_append
 *	  Append the canonical text of a metric.
 */
void
cx_metric_append(StringInfo buf, const CxMetric *metric)
{
	ParameterForm form = metric->family->form;

	appendStringInfoString(buf, metric->family->name);
	if (form == TOP_COUNT || form == TOP_AND_BOTTOM)
		appendStringInfo(buf, " %d", metric->top);
	if (form == BOTTOM_COUNT || form == TOP_AND_BOTTOM)
		appendStringInfo(buf, " %d", metric->bottom);
	if (form == VALUE_LIST)
	{
		for (int i = 0; i < metric->nvalues; i++)
		{
			appendStringInfoString(buf, i == 0 ? " {" : ",");
			cx_append_number(buf, metric->value[i]);
		}
		appendStringInfoChar(buf, '}');
	}
}

static void
report_misfit(const Fit *fit, const char *need)
{
	StringInfoData text;

	initStringInfo(&text);
	cx_metric_append(&text, fit->metric);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("metric %s needs %s, this tally is on %d..%d",
					cx_excerpt(text.data), need, fit->scale->lo, cx_hi(fit->scale)),
			 errhint("%s", fit->metric->family->hint)));
}

/*
 * cx_metric_worths
 *	  What each point of a tally's scale is worth, and the range of that.
 *
 * Error: invalid parameter value, if the metric does not fit the scale.
 */
void
cx_metric_worths(const CxMetric *metric, const CxTally *tally, CxWorths *worths)
{
	Fit			fit = {metric, tally};
	const char *need = metric->family->need ? metric->family->need(&fit) : NULL;

	if (need != NULL)
		report_misfit(&fit, need);
	for (int i = 0; i < tally->points; i++)
	{
		double		worth = metric->family->worth(&fit, i);

		worths->worth[i] = worth;
		worths->lowest = i == 0 ? worth : Min(worths->lowest, worth);
		worths->highest = i == 0 ? worth : Max(worths->highest, worth);
	}
}
