/*-------------------------------------------------------------------------
 *
 * tally_key.h
 *	  What tallies are ordered and hashed by.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_TALLY_KEY_H
#define CX_TALLY_KEY_H

#include "values/tally.h"

/* Kind, lowest point, points; the number of responses; 16 bytes a point at most. */
#define CX_MAX_KEY_SIZE		(4 + 10 + 16 * CX_MAX_POINTS)

extern Size cx_tally_key(const CxTally *tally, unsigned char *bytes);

#endif							/* CX_TALLY_KEY_H */
