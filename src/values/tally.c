/*-------------------------------------------------------------------------
 *
 * tally.c
 *	  Arithmetic on tallies, and their rules.
 *
 * Plain C over the structs of tally.h; the SQL types and functions are
 * elsewhere.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <float.h>
#include <math.h>

#include "utils/float.h"

#include "compat.h"
#include "values/tally.h"

/* Squared weights may exceed the square of their sum by rounding only. */
#define SQUARE_TOLERANCE	1e-9

static double *
weights(CxTally *tally)
{
	return &tally->cell[1].weight;
}

static double *
squares(CxTally *tally)
{
	return weights(tally) + tally->points;
}

/*
 * cx_scale_check
 *	  Is lo..hi a scale?
 *
 * lo, hi: lowest and highest point, of any size.
 * Error: invalid parameter value, soft if escontext is given.
 */
bool
cx_scale_check(int64 lo, int64 hi, Node *escontext)
{
	if (lo < CX_LOWEST_POINT || lo > CX_HIGHEST_POINT ||
		hi < CX_LOWEST_POINT || hi > CX_HIGHEST_POINT ||
		hi - lo < CX_MIN_POINTS - 1 || hi - lo > CX_MAX_POINTS - 1)
		ereturn(escontext, false,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid scale %lld..%lld", (long long) lo, (long long) hi),
				 errdetail("A scale has %d to %d whole points between %d and %d.",
						   CX_MIN_POINTS, CX_MAX_POINTS,
						   CX_LOWEST_POINT, CX_HIGHEST_POINT),
				 lo > hi ? errhint("Give the lowest point first.") : 0));
	return true;
}

/*
 * cx_tally_init
 *	  Make an empty tally in the working layout.
 *
 * room: cx_tally_size(points, weighted) bytes, aligned for double.
 */
CxTally *
cx_tally_init(void *room, int lo, int points, bool weighted)
{
	CxTally    *tally = room;
	Size		size = cx_tally_size(points, weighted);

	/* All bits zero is also the double 0. */
	memset(tally, 0, size);
	SET_VARSIZE(tally, size);
	tally->format = weighted ? CX_WEIGHTS : CX_COUNTS;
	tally->points = points;
	tally->lo = lo;
	return tally;
}

/*
 * cx_count_check
 *	  Is this a number of responses?
 *
 * Error: numeric value out of range, soft if escontext is given.
 */
bool
cx_count_check(int64 count, Node *escontext)
{
	if (count < 0 || count > CX_MAX_COUNT)
		ereturn(escontext, false,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("number of responses %lld is outside the range 0..%lld",
						(long long) count, (long long) CX_MAX_COUNT)));
	return true;
}

/*
 * cx_weight_check
 *	  Are these a sum of weights and that of their squares?
 *
 * Error: numeric value out of range, soft if escontext is given.
 */
bool
cx_weight_check(double weight, double square, Node *escontext)
{
	if (!isfinite(weight) || weight < 0)
		ereturn(escontext, false,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("sum of weights %s is not a finite number of at least 0",
						float8out_internal(weight))));

	if (!isfinite(square) || (square == 0) != (weight == 0) ||
		square < 0 || square > weight * weight * (1 + SQUARE_TOLERANCE))
		ereturn(escontext, false,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("sum of squared weights %s does not fit the sum of weights %s",
						float8out_internal(square), float8out_internal(weight)),
				 errdetail("It must be greater than 0 and at most the square of the sum, or 0 where the sum is 0.")));
	return true;
}

/*
 * cx_tally_check
 *	  The one validator of a tally's content, whatever it was read from.
 *
 * The scale has been checked before, by cx_scale_check.
 * Error: numeric value out of range, soft if escontext is given.
 */
bool
cx_tally_check(const CxTally *tally, Node *escontext)
{
	int64		answered = 0;

	if (!cx_is_weighted(tally))
	{
		for (int i = 0; i < tally->points; i++)
			if (!cx_count_check(tally->cell[i].count, escontext))
				return false;
		return true;
	}

	for (int i = 0; i < tally->points; i++)
	{
		double		weight = cx_weight_at(tally, i);

		if (!cx_weight_check(weight, cx_square_at(tally, i), escontext))
			return false;
		answered += (weight > 0);
	}
	if (!cx_count_check(tally->cell[0].count, escontext))
		return false;
	if (tally->cell[0].count < answered)
		ereturn(escontext, false,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("number of responses %lld is less than the %lld points that have weight",
						(long long) tally->cell[0].count, (long long) answered)));
	return true;
}

/*
 * cx_tally_responses
 *	  Number of responses, those of weight 0 among them.
 *
 * Cannot overflow: 101 points of at most 2^53 each.
 */
int64
cx_tally_responses(const CxTally *tally)
{
	int64		responses = 0;

	if (cx_is_weighted(tally))
		return tally->cell[0].count;
	for (int i = 0; i < tally->points; i++)
		responses += tally->cell[i].count;
	return responses;
}

/*
 * cx_has_weight
 *	  Has any response weight?  Without, a tally has no value.
 */
bool
cx_has_weight(const CxTally *tally)
{
	for (int i = 0; i < tally->points; i++)
		if (cx_weight_at(tally, i) > 0)
			return true;
	return false;
}

static void
report_too_many(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("tally would pass %lld responses", (long long) CX_MAX_COUNT),
			 errdetail("Up to this number counts are exact.")));
}

/*
 * cx_tally_promote
 *	  Make the weighted form of an unweighted tally: each response weighs 1.
 *
 * to: room for cx_tally_size(points, true) bytes.
 */
void
cx_tally_promote(const CxTally *from, CxTally *to)
{
	int64		responses = cx_tally_responses(from);

	if (responses > CX_MAX_COUNT)
		report_too_many();
	cx_tally_init(to, from->lo, from->points, true);
	to->cell[0].count = responses;
	for (int i = 0; i < from->points; i++)
		weights(to)[i] = squares(to)[i] = (double) from->cell[i].count;
}

/*
 * cx_report_count
 *	  Error: numeric value out of range, for the count that cx_add_count
 *	  refuses.
 */
void
cx_report_count(const CxTally *tally, int i, int64 count)
{
	if (count > CX_MAX_COUNT)
		report_too_many();
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("tally has no more responses of score %d to take away",
					tally->lo + i)));
}

static double
finite_sum(double sum)
{
	if (unlikely(isinf(sum)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("sum of weights is out of range")));
	return sum;
}

/*
 * cx_set_sums
 *	  Set the sums of one point of a weighted tally.
 *
 * Error: numeric value out of range, if they are too large or do not fit each
 * other.
 */
void
cx_set_sums(CxTally *tally, int i, double weight, double square)
{
	weights(tally)[i] = finite_sum(weight);
	squares(tally)[i] = finite_sum(square);
	(void) cx_weight_check(weight, square, NULL);
}

/*
 * cx_add_weights
 *	  Add responses of the given weight each at one point of a weighted tally.
 *
 * weight: 0 or 1e-100 ... 1e100, checked by the caller.
 * responses: 0 ... CX_MAX_COUNT.
 */
void
cx_add_weights(CxTally *tally, int i, double weight, int64 responses)
{
	if (unlikely(tally->cell[0].count + responses > CX_MAX_COUNT))
		report_too_many();
	tally->cell[0].count += responses;
	weights(tally)[i] = finite_sum(weights(tally)[i] + responses * weight);
	squares(tally)[i] = finite_sum(squares(tally)[i] + responses * weight * weight);
}

/*
 * cx_add_tally
 *	  Add all responses of a tally to another one on the same scale.
 *
 * into: weighted, if from is.
 * Error: numeric value out of range, if a count would pass 2^53 or a weight
 * overflow.
 */
void
cx_add_tally(CxTally *into, const CxTally *from)
{
	Assert(cx_same_scale(into, from));
	Assert(cx_is_weighted(into) || !cx_is_weighted(from));

	if (!cx_is_weighted(into))
	{
		for (int i = 0; i < into->points; i++)
			cx_add_count(into, i, from->cell[i].count);
		return;
	}
	into->cell[0].count += cx_tally_responses(from);
	if (into->cell[0].count > CX_MAX_COUNT)
		report_too_many();
	for (int i = 0; i < into->points; i++)
	{
		weights(into)[i] = finite_sum(weights(into)[i] + cx_weight_at(from, i));
		squares(into)[i] = finite_sum(squares(into)[i] + cx_square_at(from, i));
	}
}

/*
 * cx_remove_tally
 *	  Take all responses of an unweighted tally away from another one on the
 *	  same scale.  Exact, so it undoes cx_add_tally.
 */
void
cx_remove_tally(CxTally *from, const CxTally *what)
{
	Assert(cx_same_scale(from, what));
	Assert(!cx_is_weighted(from) && !cx_is_weighted(what));

	for (int i = 0; i < from->points; i++)
		cx_add_count(from, i, -what->cell[i].count);
}

/*
 * cx_multiply_tally
 *	  Make every response of a weighted tally count so many times as much: its
 *	  weight w becomes w * weight, and w^2 becomes w^2 * weight^2.
 *
 * weight: finite, at least 0.
 * Error: numeric value out of range, if a weight would overflow, or vanish
 * though it is not 0.
 */
void
cx_multiply_tally(CxTally *tally, double weight)
{
	for (int i = 0; i < tally->points; i++)
	{
		double		sum = weights(tally)[i] * weight;
		double		square = squares(tally)[i] * weight * weight;

		/* A number below DBL_MIN has lost digits. */
		if (isinf(sum) || isinf(square) ||
			(weight > 0 && weights(tally)[i] > 0 && (sum < DBL_MIN || square < DBL_MIN)))
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("tally times %s is out of range", float8out_internal(weight)),
					 errdetail("A weight and its square must stay within the range of double precision."),
					 errhint("Only the proportions of weights matter: divide all of them by the largest.")));
		weights(tally)[i] = sum;
		squares(tally)[i] = square;
	}
}

/*
 * cx_tally_pool
 *	  Add all responses of a tally to a buffer's own, which becomes weighted
 *	  where the tally is.
 *
 * Errors: those of cx_add_tally.
 */
void
cx_tally_pool(CxTallyBuffer *pooled, const CxTally *tally)
{
	CxTallyBuffer copy;

	if (cx_is_weighted(tally) && !cx_is_weighted(&pooled->tally))
	{
		memcpy(&copy, pooled, VARSIZE(&pooled->tally));
		cx_tally_promote(&copy.tally, &pooled->tally);
	}
	cx_add_tally(&pooled->tally, tally);
}

static void
reverse_cells(CxCell *cell, int n)
{
	for (int i = 0, j = n - 1; i < j; i++, j--)
	{
		CxCell		swap = cell[i];

		cell[i] = cell[j];
		cell[j] = swap;
	}
}

/*
 * cx_reverse_tally
 *	  Reverse-code in place: each score becomes lo + hi - score.
 */
void
cx_reverse_tally(CxTally *tally)
{
	if (cx_is_weighted(tally))
	{
		reverse_cells(tally->cell + 1, tally->points);
		reverse_cells(tally->cell + 1 + tally->points, tally->points);
	}
	else
		reverse_cells(tally->cell, tally->points);
}
