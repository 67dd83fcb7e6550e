/*-------------------------------------------------------------------------
 *
 * varint.h
 *	  Whole numbers that take as few bytes as they need.
 *
 * Seven bits a byte, lowest first, the high bit set in all bytes but the last.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_VARINT_H
#define CX_VARINT_H

static inline unsigned char *
cx_put_varint(unsigned char *at, uint64 value)
{
	while (value >= 0x80)
	{
		*at++ = (unsigned char) (value | 0x80);
		value >>= 7;
	}
	*at++ = (unsigned char) value;
	return at;
}

/* Small numbers of either sign become small numbers. */
static inline unsigned
cx_zigzag(int number)
{
	return number >= 0 ? 2 * number : -2 * number - 1;
}

#endif							/* CX_VARINT_H */
