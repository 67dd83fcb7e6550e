/*-------------------------------------------------------------------------
 *
 * tally_pack.c
 *	  The packed layout of tallies, in which they are stored.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "compat.h"
#include "values/tally_pack.h"
#include "values/varint.h"

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
	at = cx_put_varint(at, cx_zigzag(tally->lo));
	*at++ = tally->points;

	if (empty)
		return at - bytes;

	if (cx_is_weighted(tally))
	{
		Size		len = 2 * sizeof(double) * tally->points;

		at = cx_put_varint(at, tally->cell[0].count);
		memcpy(at, &tally->cell[1], len);
		at += len;
	}
	else
		for (int i = 0; i < tally->points; i++)
			at = cx_put_varint(at, tally->cell[i].count);
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
