/*-------------------------------------------------------------------------
 *
 * exact_tally.c
 *	  A weighted tally from which responses can be taken away: its sums are
 *	  exact.
 *
 * For each point it keeps the exact sums of the weights and of the squared
 * weights (exact_sum.h), and beside them the same sums rounded, of which only
 * those that changed are rounded again when the tally is read.  The square of a
 * weight is rounded before it is added, as it is everywhere.
 *
 * All points share one range of digits, which at first suits usual weights and
 * grows where others come.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "port/pg_bitutils.h"
#include "utils/memutils.h"

#include "compat.h"
#include "values/exact_tally.h"

/* For weights of 2^-30 ... 2^34, and squared weights of that size. */
#define USUAL_FIRST		31
#define USUAL_DIGITS	4

static inline int64 *
weights_at(CxExactTally *tally, int i)
{
	Size		cells_a_point = tally->weights.number + tally->squares.number;

	return (int64 *) ((char *) &tally->rounded + VARSIZE(&tally->rounded)) + i * cells_a_point;
}

static inline int64 *
squares_at(CxExactTally *tally, int i)
{
	return weights_at(tally, i) + tally->weights.number;
}

static CxExactTally *
make_tally(MemoryContext context, int lo, int points, CxExactDigits weights,
		   CxExactDigits squares)
{
	Size		size = offsetof(CxExactTally, rounded) + cx_tally_size(points, true) +
		sizeof(int64) * points * (weights.number + squares.number);
	CxExactTally *tally = MemoryContextAllocZero(context, size);

	tally->weights = weights;
	tally->squares = squares;
	cx_tally_init(&tally->rounded, lo, points, true);
	return tally;
}

/*
 * cx_exact_tally
 *	  Make an empty one.
 *
 * context: where it lives.  As it grows it moves within.
 */
CxExactTally *
cx_exact_tally(MemoryContext context, int lo, int points)
{
	CxExactDigits usual = {USUAL_FIRST, USUAL_DIGITS};

	return make_tally(context, lo, points, usual, usual);
}

static inline bool
has_room(CxExactDigits digits, const CxExactParts *parts)
{
	return parts->digit >= digits.first &&
		parts->digit + CX_EXACT_PARTS <= digits.first + digits.number;
}

static CxExactDigits
make_room(CxExactDigits digits, const CxExactParts *parts)
{
	int			end = Max(digits.first + digits.number, parts->digit + CX_EXACT_PARTS);

	digits.first = Min(digits.first, parts->digit);
	digits.number = end - digits.first;
	return digits;
}

/* Make room for a weight and its square: the tally moves. */
static pg_noinline void
grow(CxExactTally **tally, const CxExactParts *weight, const CxExactParts *square)
{
	CxExactTally *old = *tally;
	CxExactDigits weights = make_room(old->weights, weight);
	CxExactDigits squares = make_room(old->squares, square);
	CxExactTally *grown = make_tally(GetMemoryChunkContext(old), old->rounded.lo,
									 old->rounded.points, weights, squares);

	grown->changes = old->changes;
	memcpy(grown->stale, old->stale, sizeof(old->stale));
	memcpy(&grown->rounded, &old->rounded, VARSIZE(&old->rounded));
	for (int i = 0; i < old->rounded.points; i++)
	{
		memcpy(weights_at(grown, i) + (old->weights.first - weights.first),
			   weights_at(old, i), sizeof(int64) * old->weights.number);
		memcpy(squares_at(grown, i) + (old->squares.first - squares.first),
			   squares_at(old, i), sizeof(int64) * old->squares.number);
	}
	pfree(old);
	*tally = grown;
}

static pg_noinline void
pass_carries(CxExactTally *tally)
{
	for (int i = 0; i < tally->rounded.points; i++)
	{
		cx_exact_carry(weights_at(tally, i), tally->weights.number);
		cx_exact_carry(squares_at(tally, i), tally->squares.number);
	}
	tally->changes = 0;
}

/* Change the sums of point i, by numbers greater than 0. */
static void
change_sums(CxExactTally **tally, int i, double weight, double square, int sign)
{
	CxExactParts weight_parts = cx_exact_split(weight);
	CxExactParts square_parts = cx_exact_split(square);

	if (unlikely(!has_room((*tally)->weights, &weight_parts) ||
				 !has_room((*tally)->squares, &square_parts)))
		grow(tally, &weight_parts, &square_parts);
	if (unlikely(++(*tally)->changes >= CX_EXACT_CHANGES))
		pass_carries(*tally);
	cx_exact_add(weights_at(*tally, i), (*tally)->weights.first, &weight_parts, sign);
	cx_exact_add(squares_at(*tally, i), (*tally)->squares.first, &square_parts, sign);
	(*tally)->stale[i / 64] |= UINT64CONST(1) << (i % 64);
}

static inline void
change_responses(CxTally *tally, int i, int64 responses)
{
	int64		sum = tally->cell[0].count + responses;

	if (unlikely((uint64) sum > CX_MAX_COUNT))
		cx_report_count(tally, i, sum);
	tally->cell[0].count = sum;
}

/*
 * cx_exact_add_response
 *	  Add a response at point i, or with sign -1 take it away.
 *
 * weight: 0 or 1e-100 ... 1e100, checked by the caller.
 * Error: numeric value out of range, if the number of responses would leave
 * 0..2^53.
 */
void
cx_exact_add_response(CxExactTally **tally, int i, double weight, int sign)
{
	change_responses(&(*tally)->rounded, i, sign);
	if (weight > 0)
		change_sums(tally, i, weight, weight * weight, sign);
}

/*
 * cx_exact_add_tally
 *	  Add all responses of a tally on the same scale, weighted or not, or with
 *	  sign -1 take them away.
 *
 * Error: numeric value out of range, if the number of responses would leave
 * 0..2^53.
 */
void
cx_exact_add_tally(CxExactTally **tally, const CxTally *what, int sign)
{
	Assert(cx_same_scale(&(*tally)->rounded, what));

	change_responses(&(*tally)->rounded, 0, sign * cx_tally_responses(what));
	for (int i = 0; i < what->points; i++)
		if (cx_weight_at(what, i) > 0)
			change_sums(tally, i, cx_weight_at(what, i), cx_square_at(what, i), sign);
}

/*
 * cx_exact_rounded
 *	  The tally, with each sum rounded to the nearest double, ties to even.
 *
 * Result: valid until the next change.
 * Errors: numeric value out of range, if a sum is too large, or if what was
 * taken away is not what was added.
 */
const CxTally *
cx_exact_rounded(CxExactTally *tally)
{
	CxTally    *rounded = &tally->rounded;

	for (int word = 0; word < CX_STALE_WORDS; word++)
		while (tally->stale[word] != 0)
		{
			int			i = 64 * word + pg_rightmost_one_pos64(tally->stale[word]);
			double		weight = cx_exact_read(weights_at(tally, i), tally->weights.first,
											   tally->weights.number);
			double		square = cx_exact_read(squares_at(tally, i), tally->squares.first,
											   tally->squares.number);

			if (unlikely(weight < 0 || square < 0))
				cx_report_count(rounded, i, -1);
			cx_set_sums(rounded, i, weight, square);
			tally->stale[word] &= tally->stale[word] - 1;
		}
	return rounded;
}
