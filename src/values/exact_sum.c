/*-------------------------------------------------------------------------
 *
 * exact_sum.c
 *	  Exact sums of doubles: passing carries on, and rounding.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "port/pg_bitutils.h"

#include "values/exact_sum.h"

/*
 * cx_exact_carry
 *	  Pass the carries on, so that CX_EXACT_CHANGES more changes have room.
 *
 * A cell may be negative; shifting it rounds down, as all of PostgreSQL's
 * compilers do it.
 */
void
cx_exact_carry(int64 *cell, int digits)
{
	for (int i = 0; i + 1 < digits; i++)
	{
		int64		carry = cell[i] >> 32;

		cell[i] -= carry * (INT64CONST(1) << 32);
		cell[i + 1] += carry;
	}
}

/* The digits of a sum, one more than it has cells.  Result: is it below 0? */
static bool
carried_digits(const int64 *cell, int digits, uint32 *digit)
{
	int64		carry = 0;

	for (int i = 0; i < digits; i++)
	{
		int64		value = cell[i] + carry;

		digit[i] = (uint32) value;
		carry = value >> 32;
	}
	digit[digits] = (uint32) carry;
	return carry < 0;
}

/*
 * cx_exact_read
 *	  The sum, rounded to the nearest double, ties to even.
 *
 * digits: at most CX_EXACT_DIGITS.
 * Result: infinity if it is too large; -1 if it is below 0, more having been
 * taken away than was there.
 */
double
cx_exact_read(const int64 *cell, int first, int digits)
{
	uint32		digit[CX_EXACT_DIGITS + 1];
	int			top = digits;
	uint64		high;
	uint32		rest;
	int			shift;

	if (carried_digits(cell, digits, digit))
		return -1;
	while (top >= 0 && digit[top] == 0)
		top--;
	if (top < 0)
		return 0;

	/*
	 * The highest 64 bits.  All that lies below counts as one bit that is set
	 * if any is: it only tells which side of a tie the sum is on.
	 */
	high = (uint64) digit[top] << 32 | (top >= 1 ? digit[top - 1] : 0);
	rest = top >= 2 ? digit[top - 2] : 0;
	shift = 31 - pg_leftmost_one_pos32(digit[top]);
	high = high << shift | (uint64) rest << shift >> 32;
	rest <<= shift;
	for (int i = top - 3; rest == 0 && i >= 0; i--)
		rest = digit[i];
	high |= rest != 0;

	/*
	 * The conversion rounds; ldexp does not round again.  A sum below 2^-1022
	 * is a whole number of 2^-1074 and so has fewer bits than a double.
	 */
	return ldexp((double) high, 32 * (first + top - 1) - 1074 - shift);
}
