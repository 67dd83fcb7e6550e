/*-------------------------------------------------------------------------
 *
 * tally_pack.h
 *	  The packed layout of tallies, in which they are stored.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_TALLY_PACK_H
#define CX_TALLY_PACK_H

#include "values/tally.h"
#include "values/varint.h"

/*
 * Room for the packed form: format, lowest point and number of points take four
 * bytes; a number of responses at most ten, even a corrupt one; a point at most
 * ten unweighted, sixteen weighted.
 */
#define CX_MAX_PACKED_SIZE	(4 + 10 + 16 * CX_MAX_POINTS)

extern Size cx_tally_pack(const CxTally *tally, unsigned char *bytes);
extern void cx_add_packed_counts(CxTally *into, const unsigned char *at,
								 const unsigned char *end, int sign);
extern void cx_tally_unpack(const unsigned char *bytes, Size len, CxTallyBuffer *into);

/*
 * cx_add_packed
 *	  cx_add_tally, or cx_remove_tally, without unpacking, for the usual case.
 *
 * into: unweighted.
 * bytes, len: a packed tally without its varlena header.
 * sign: 1 to add, -1 to take away.
 * Result: false, and nothing done, unless the tally is an unweighted one on
 * the same scale, with lo in -64...63.
 */
static pg_attribute_always_inline bool
cx_add_packed(CxTally *into, const unsigned char *bytes, Size len, int sign)
{
	unsigned	lowest = cx_zigzag(into->lo);
	const unsigned char *count = bytes + 3;
	unsigned	seen = 0;

	if (len < 3 || bytes[0] != CX_PACKED_COUNTS ||
		lowest >= 0x80 || bytes[1] != lowest || bytes[2] != into->points)
		return false;

	/*
	 * As many bytes as points: each count takes one byte.  Else, or if a byte
	 * says that there is another, the slower way counts them or finds the
	 * bytes corrupt.
	 */
	if (len == (Size) 3 + into->points)
		for (int i = 0; i < into->points; i++)
		{
			cx_add_count(into, i, sign * (int64) count[i]);
			seen |= count[i];
		}
	if (len != (Size) 3 + into->points || seen >= 0x80)
		cx_add_packed_counts(into, count, bytes + len, sign);
	return true;
}

#endif							/* CX_TALLY_PACK_H */
