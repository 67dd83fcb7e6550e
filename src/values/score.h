/*-------------------------------------------------------------------------
 *
 * score.h
 *	  From an answer to a point of a scale.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_SCORE_H
#define CX_SCORE_H

#include <math.h>

#include "compat.h"
#include "values/tally.h"

/*
 * A score this near to a whole point is that point: 4.7::real * 10 is
 * 46.999998.
 */
#define CX_SCORE_TOLERANCE	1e-5

/*
 * cx_score_point
 *	  The index of the point that a score is, or -1 if it is none of the scale.
 */
static inline int
cx_score_point(double score, const CxTally *tally)
{
	double		whole = rint(score);

	/* NaN fails the first comparison. */
	if (likely(whole >= tally->lo && whole <= cx_hi(tally) &&
			   fabs(score - whole) <= CX_SCORE_TOLERANCE))
		return (int) whole - tally->lo;
	return -1;
}

pg_noreturn extern void cx_report_score(const char *shown, double score,
										const CxTally *tally, bool scale_given);
extern bool cx_label_score(const char *label, int len, int *start, int *end);

#endif							/* CX_SCORE_H */
