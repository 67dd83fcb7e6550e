/*-------------------------------------------------------------------------
 *
 * heaping.h
 *	  Whether some scores are there more often than the rest of the answers
 *	  explains.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_HEAPING_H
#define CX_HEAPING_H

#include "values/tally.h"

extern bool cx_heaping_of(const CxTally *tally, const CxTally *others, int first, int last,
						  double *z);

#endif							/* CX_HEAPING_H */
