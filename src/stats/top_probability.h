/*-------------------------------------------------------------------------
 *
 * top_probability.h
 *	  The probability that a unit is truly among the best k.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_TOP_PROBABILITY_H
#define CX_TOP_PROBABILITY_H

#include "stats/credibility.h"

extern void cx_top_probabilities(const CxCredibility *model, const CxDeviation *deviation,
								 int64 k, double *probability);

#endif							/* CX_TOP_PROBABILITY_H */
