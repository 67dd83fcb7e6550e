/*-------------------------------------------------------------------------
 *
 * tally_key.c
 *	  What tallies are ordered and hashed by.
 *
 * Indexes and partitions hold the order and the hash of tallies, so that both
 * must outlive the layouts in which tallies are stored: a key depends on the
 * content alone, and what it is never changes.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "values/tally_key.h"
#include "values/varint.h"

/* First byte of a key. */
#define KEY_COUNTS		1
#define KEY_WEIGHTS		2

/*
 * cx_tally_key
 *	  Bytes that are equal if and only if the contents are, and whose order is an
 *	  arbitrary but total one over all scales.
 *
 * bytes: room for CX_MAX_KEY_SIZE.
 * Result: their number.
 */
Size
cx_tally_key(const CxTally *tally, unsigned char *bytes)
{
	int64		responses = cx_tally_responses(tally);
	bool		weighted = cx_is_weighted(tally) && responses > 0;
	unsigned char *at = bytes;

	*at++ = weighted ? KEY_WEIGHTS : KEY_COUNTS;
	at = cx_put_varint(at, cx_zigzag(tally->lo));
	*at++ = tally->points;
	if (weighted)
	{
		at = cx_put_varint(at, responses);
		memcpy(at, &tally->cell[1], 2 * sizeof(double) * tally->points);
		at += 2 * sizeof(double) * tally->points;
	}
	for (int i = 0; i < tally->points && !weighted && responses > 0; i++)
		at = cx_put_varint(at, tally->cell[i].count);
	return at - bytes;
}
