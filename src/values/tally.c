/*-------------------------------------------------------------------------
 *
 * tally.c
 *	  Arithmetic on tallies, their rules, and their packed layout.
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

static bool
check_count(int64 count, Node *escontext)
{
	if (count < 0 || count > CX_MAX_COUNT)
		ereturn(escontext, false,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("number of responses %lld is outside the range 0..%lld",
						(long long) count, (long long) CX_MAX_COUNT)));
	return true;
}

static bool
check_weight(double weight, double square, Node *escontext)
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
			if (!check_count(tally->cell[i].count, escontext))
				return false;
		return true;
	}

	for (int i = 0; i < tally->points; i++)
	{
		double		weight = cx_weight_at(tally, i);

		if (!check_weight(weight, cx_square_at(tally, i), escontext))
			return false;
		answered += (weight > 0);
	}
	if (!check_count(tally->cell[0].count, escontext))
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
add_finite(double a, double b)
{
	double		sum = a + b;

	if (unlikely(isinf(sum)))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("sum of weights is out of range")));
	return sum;
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
	weights(tally)[i] = add_finite(weights(tally)[i], responses * weight);
	squares(tally)[i] = add_finite(squares(tally)[i], responses * weight * weight);
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
		weights(into)[i] = add_finite(weights(into)[i], cx_weight_at(from, i));
		squares(into)[i] = add_finite(squares(into)[i], cx_square_at(from, i));
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

/*
 * Variable-length integers: seven bits a byte, lowest first, the high bit
 * set in all bytes but the last.
 */
static unsigned char *
put_varint(unsigned char *at, uint64 value)
{
	while (value >= 0x80)
	{
		*at++ = (unsigned char) (value | 0x80);
		value >>= 7;
	}
	*at++ = (unsigned char) value;
	return at;
}

/*
 * cx_tally_pack
 *	  Write the packed layout: the one form that each content has.
 *
 * bytes: room for CX_MAX_PACKED_SIZE.
 * Result: the length, without a varlena header.
 *
 * Format byte; lowest point (zigzag, so that -64...63 take one byte); number
 * of points.  Then nothing if there are no responses; else, unweighted, the
 * counts; weighted, the number of responses and, as doubles in the machine's
 * own byte order, the weights and the squared weights.
 */
Size
cx_tally_pack(const CxTally *tally, unsigned char *bytes)
{
	bool		empty = cx_tally_responses(tally) == 0;
	unsigned char *at = bytes;

	*at++ = cx_is_weighted(tally) && !empty ? CX_PACKED_WEIGHTS : CX_PACKED_COUNTS;
	at = put_varint(at, cx_zigzag(tally->lo));
	*at++ = tally->points;

	if (empty)
		return at - bytes;

	if (cx_is_weighted(tally))
	{
		Size		len = 2 * sizeof(double) * tally->points;

		at = put_varint(at, tally->cell[0].count);
		memcpy(at, &tally->cell[1], len);
		at += len;
	}
	else
		for (int i = 0; i < tally->points; i++)
			at = put_varint(at, tally->cell[i].count);
	return at - bytes;
}

static void
report_corrupt(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_CORRUPTED),
			 errmsg("stored cx_tally is corrupt")));
}

/* Reads a number of at most 2^53; stops before end, whatever the bytes are. */
static inline const unsigned char *
get_varint(const unsigned char *at, const unsigned char *end, uint64 *value)
{
	uint64		result = 0;

	for (int shift = 0; at < end && shift <= 49; shift += 7)
	{
		result |= (uint64) (*at & 0x7F) << shift;
		if (*at++ < 0x80)
		{
			if (result > CX_MAX_COUNT)
				break;
			*value = result;
			return at;
		}
	}
	report_corrupt();
	return NULL;				/* not reached */
}

/* Reads the scale, as cx_tally_pack wrote it. */
static inline const unsigned char *
get_scale(const unsigned char *at, const unsigned char *end, int *lo, int *points)
{
	uint64		lowest;

	at = get_varint(at, end, &lowest);
	*points = at < end ? *at++ : 0;
	if (lowest > cx_zigzag(CX_HIGHEST_POINT))
		report_corrupt();
	*lo = (lowest & 1) ? -(int) (lowest / 2) - 1 : (int) (lowest / 2);
	if (!cx_is_scale(*lo, *points))
		report_corrupt();
	return at;
}

static void
unpack_weights(const unsigned char *at, const unsigned char *end, CxTally *into)
{
	uint64		responses;

	at = get_varint(at, end, &responses);
	into->cell[0].count = responses;
	if (end - at != 2 * (ptrdiff_t) sizeof(double) * into->points)
		report_corrupt();
	memcpy(&into->cell[1], at, end - at);
	(void) cx_tally_check(into, NULL);
}

/*
 * cx_add_packed_counts
 *	  Add the packed counts between at and end, none or one a point, to an
 *	  unweighted tally; with sign -1 take them away.
 */
void
cx_add_packed_counts(CxTally *into, const unsigned char *at, const unsigned char *end,
					 int sign)
{
	if (at == end)
		return;
	for (int i = 0; i < into->points; i++)
	{
		uint64		count;

		at = get_varint(at, end, &count);
		cx_add_count(into, i, sign * (int64) count);
	}
	if (at != end)
		report_corrupt();
}

static void
unpack_working(const unsigned char *bytes, Size len, CxTallyBuffer *into)
{
	CxTally    *tally = &into->tally;

	/* The bytes lack the varlena header that the struct begins with. */
	if (len < CX_TALLY_HEADER - VARHDRSZ || len > CX_MAX_TALLY_SIZE - VARHDRSZ)
		report_corrupt();
	memcpy(VARDATA(tally), bytes, len);
	SET_VARSIZE(tally, len + VARHDRSZ);
	if (!cx_is_working(tally, len + VARHDRSZ))
		report_corrupt();
	(void) cx_tally_check(tally, NULL);
}

/*
 * cx_tally_unpack
 *	  Read a tally of any format into the working layout.
 *
 * bytes, len: the stored form without its varlena header, at any alignment.
 * Errors: feature not supported, for a format this version does not know;
 * data corrupted, or those of cx_tally_check, for bytes that no version wrote.
 * Nothing outside the bytes is read, whatever they are.
 */
void
cx_tally_unpack(const unsigned char *bytes, Size len, CxTallyBuffer *into)
{
	const unsigned char *at = bytes;
	const unsigned char *end = bytes + len;
	int			format;
	int			lo;
	int			points;

	if (len == 0)
		report_corrupt();
	format = *at++;
	if (format == CX_COUNTS || format == CX_WEIGHTS)
	{
		unpack_working(bytes, len, into);
		return;
	}
	if (format != CX_PACKED_COUNTS && format != CX_PACKED_WEIGHTS)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("unknown cx_tally format %d", format),
				 errhint("A later version of the extension may have written it: update cx_metrics.")));

	at = get_scale(at, end, &lo, &points);
	cx_tally_init(&into->tally, lo, points, format == CX_PACKED_WEIGHTS);
	if (format == CX_PACKED_WEIGHTS)
		unpack_weights(at, end, &into->tally);
	else
		cx_add_packed_counts(&into->tally, at, end, 1);
}
