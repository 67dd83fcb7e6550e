/*-------------------------------------------------------------------------
 *
 * verdict.h
 *	  Which units are surely above or below a reference, of all that were
 *	  looked at.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_VERDICT_H
#define CX_VERDICT_H

#include "stats/ranking.h"
#include "stats/saddle.h"
#include "stats/sample.h"

typedef enum CxVerdict
{
	CX_NO_VERDICT,				/* not told apart from the reference */
	CX_ABOVE,					/* or risen */
	CX_BELOW					/* or fallen */
} CxVerdict;

/* Everybody's answers: nobody's where all bits are zero. */
typedef struct CxPool
{
	int			worths;			/* distinct ones of the metric, ascending */
	double		worth[CX_MAX_POINTS];
	double		answers[CX_MAX_POINTS];
} CxPool;

/* What values would look like if all were the reference. */
typedef struct CxNull
{
	double		reference;
	double		rounding;		/* smaller distances are 0 */
	bool		tilted;			/* are there such answers? */
	CxDistribution answers;
} CxNull;

extern void cx_pool_add(CxPool *pool, const CxSample *sample);
extern void cx_null(const CxPool *pool, double reference, CxNull *null);
extern CxTails cx_level_tails(const CxNull *null, double value, double size, CxTails own);
extern CxTails cx_change_tails(const CxSample *current, const CxSample *previous, CxTails own);
extern void cx_verdicts(const CxTails *tails, int64 n, double confidence, CxRanked *ranked,
						double *adjusted_p, CxVerdict *verdict);

#endif							/* CX_VERDICT_H */
