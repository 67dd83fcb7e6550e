/*-------------------------------------------------------------------------
 *
 * exact_sum.h
 *	  Exact sums of doubles, from which what was added can be taken away again.
 *
 * A double that is not negative is a whole number of 53 bits times a power of
 * two, and that a whole number of 2^-1074.  A sum is such a whole number too,
 * however long.  It is written in base 2^32, with a signed 64-bit cell for each
 * digit; the cell of digit k stands for multiples of 2^(32 k - 1074).  A double
 * is split over three neighbouring digits, each below 2^32, which are added to
 * their cells.  So much is Kulisch's accumulator (Computer Arithmetic and
 * Validity, 2nd ed. 2013), with the carries left where they are as Neal's small
 * one does (Fast exact summation using small and large superaccumulators, 2015,
 * arXiv:1505.05571).
 *
 * Adding is exact, as no cell overflows: CX_EXACT_CHANGES additions of less
 * than 2^32 stay below 2^62, and then the carries must be passed on, which
 * leaves all cells but the highest within 0 ... 2^32.  The highest holds what
 * passes it: less than 2^20 for each number that is in the sum, so that it would
 * take 2^42 of them to overflow.  Taking away subtracts the very integers that
 * were added; addition of integers is commutative and associative, and passing
 * carries on does not change what the cells stand for.  So the sum that is left
 * is that of the numbers that are left, and the order in which they came and
 * went does not matter.  Nothing is rounded until the sum is read, and then once.
 *
 * The caller keeps the cells, of the digits first ... first + digits - 1, and
 * sees to it that a number fits before it is added.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_EXACT_SUM_H
#define CX_EXACT_SUM_H

#include "compat.h"

/* The digits that doubles have: the largest begin at digit 63. */
#define CX_EXACT_DIGITS		66

/* So many changes of a cell, then cx_exact_carry. */
#ifndef CX_EXACT_CHANGES
#define CX_EXACT_CHANGES	(1 << 30)
#endif

/* A number takes so many digits. */
#define CX_EXACT_PARTS		3

typedef struct CxExactParts
{
	int			digit;			/* the lowest */
	int64		part[CX_EXACT_PARTS];
} CxExactParts;

/*
 * cx_exact_split
 *	  The three digits of a number.
 *
 * number: finite, not negative.  Of other bits the digits mean nothing, but
 * there are no more.
 */
static inline CxExactParts
cx_exact_split(double number)
{
	CxExactParts parts;
	uint64		bits;
	uint64		mantissa;
	int			exponent;
	int			shift;

	memcpy(&bits, &number, sizeof(bits));
	exponent = (int) (bits >> 52) & 0x7FF;
	mantissa = bits & ((UINT64CONST(1) << 52) - 1);
	if (exponent > 0)
	{
		mantissa |= UINT64CONST(1) << 52;
		exponent--;
	}
	shift = exponent & 31;
	parts.digit = exponent >> 5;
	parts.part[0] = (uint32) (mantissa << shift);
	parts.part[1] = (uint32) (mantissa >> (32 - shift));
	parts.part[2] = (mantissa >> 32) >> (32 - shift);
	return parts;
}

/*
 * cx_exact_add
 *	  Add a number to a sum, or with sign -1 take it away.
 *
 * cell: of the digits from first on, those of the number among them.
 */
static inline void
cx_exact_add(int64 *cell, int first, const CxExactParts *parts, int sign)
{
	cell += parts->digit - first;
	for (int i = 0; i < CX_EXACT_PARTS; i++)
		cell[i] += sign * parts->part[i];
}

extern void cx_exact_carry(int64 *cell, int digits);
extern double cx_exact_read(const int64 *cell, int first, int digits);

#endif							/* CX_EXACT_SUM_H */
