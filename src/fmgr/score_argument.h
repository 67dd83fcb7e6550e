/*-------------------------------------------------------------------------
 *
 * score_argument.h
 *	  The score in argument 1 of transition functions.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_SCORE_ARGUMENT_H
#define CX_SCORE_ARGUMENT_H

#include "fmgr.h"
#include "utils/float.h"

#include "values/score.h"

/*
 * A reader of scores: the index of the point that argument 1 is on a tally's
 * scale, or an error.
 */
typedef int (*CxScoreReader) (FunctionCallInfo fcinfo, const CxTally *tally);

/* The aggregates with a scale of their own have at most a weight besides. */
static inline bool
cx_scale_is_given(FunctionCallInfo fcinfo)
{
	return PG_NARGS() > 3;
}

static inline int
cx_int4_point(FunctionCallInfo fcinfo, int32 score, const CxTally *tally)
{
	/* One comparison, without overflow: points below lo wrap to large. */
	uint32		i = (uint32) score - (uint32) tally->lo;

	if (unlikely(i >= tally->points))
		cx_report_score(psprintf("%d", score), score, tally, cx_scale_is_given(fcinfo));
	return i;
}

static inline int
cx_read_bool(FunctionCallInfo fcinfo, const CxTally *tally)
{
	return cx_int4_point(fcinfo, PG_GETARG_BOOL(1), tally);
}

static inline int
cx_read_float8(FunctionCallInfo fcinfo, const CxTally *tally)
{
	double		score = PG_GETARG_FLOAT8(1);
	int			i = cx_score_point(score, tally);

	if (unlikely(i < 0))
		cx_report_score(float8out_internal(score), score, tally, cx_scale_is_given(fcinfo));
	return i;
}

#endif							/* CX_SCORE_ARGUMENT_H */
