/*-------------------------------------------------------------------------
 *
 * tally_type.c
 *	  The SQL type cx_tally: text and binary form, order and hash.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"

#include "bindings/tally_json.h"
#include "compat.h"
#include "fmgr/arguments.h"
#include "values/scan.h"
#include "values/tally_key.h"

CX_FUNCTION_INFO_V1(cx_tally_in);
CX_FUNCTION_INFO_V1(cx_tally_out);
CX_FUNCTION_INFO_V1(cx_tally_recv);
CX_FUNCTION_INFO_V1(cx_tally_send);
CX_FUNCTION_INFO_V1(cx_tally_cmp);
CX_FUNCTION_INFO_V1(cx_tally_eq);
CX_FUNCTION_INFO_V1(cx_tally_ne);
CX_FUNCTION_INFO_V1(cx_tally_lt);
CX_FUNCTION_INFO_V1(cx_tally_le);
CX_FUNCTION_INFO_V1(cx_tally_gt);
CX_FUNCTION_INFO_V1(cx_tally_ge);
CX_FUNCTION_INFO_V1(cx_tally_hash);
CX_FUNCTION_INFO_V1(cx_tally_hash_extended);

/*
 * Text form
 *
 * [lo,hi]{count,...}, or weighted [lo,hi]{weight,...}{square,...}responses;
 * [lo,hi]{} without responses.
 */

static bool
scan_scale(CxScan *scan, int64 *lo, int64 *hi)
{
	return cx_scan_expect(scan, '[') && cx_scan_integer(scan, lo) &&
		cx_scan_expect(scan, ',') && cx_scan_integer(scan, hi) &&
		cx_scan_expect(scan, ']') && cx_scale_check(*lo, *hi, scan->escontext);
}

/* A weighted tally has a second list behind the first. */
static bool
second_list_follows(CxScan scan)
{
	const char *close = strchr(scan.at, '}');

	if (close == NULL)
		return false;
	scan.at = close + 1;
	return cx_scan_accept(&scan, '{');
}

static bool
scan_cells(CxScan *scan, CxCell *cell, int points, bool weighted)
{
	if (!cx_scan_expect(scan, '{'))
		return false;
	for (int i = 0; i < points; i++)
	{
		if (i > 0 && !cx_scan_accept(scan, ','))
			return cx_scan_fail(scan, psprintf("%d numbers in the list, one a point of the scale,", points));
		if (!(weighted ? cx_scan_number(scan, &cell[i].weight) :
			  cx_scan_integer(scan, &cell[i].count)))
			return false;
	}
	return cx_scan_accept(scan, '}') ||
		cx_scan_fail(scan, psprintf("the end of the list after %d numbers, one a point of the scale,", points));
}

static bool
scan_content(CxScan *scan, CxTally *tally)
{
	int			points = tally->points;

	if (!cx_is_weighted(tally))
		return scan_cells(scan, tally->cell, points, false);
	return scan_cells(scan, tally->cell + 1, points, true) &&
		scan_cells(scan, tally->cell + 1 + points, points, true) &&
		cx_scan_integer(scan, &tally->cell[0].count);
}

/* The JSON form may say how many responses there are; they must be so many. */
static bool
scan_responses(CxScan *scan, const CxTally *tally)
{
	int64		responses;

	if (*scan->at == '\0')
		return true;
	if (!cx_scan_integer(scan, &responses))
		return false;
	if (responses != cx_tally_responses(tally))
		ereturn(scan->escontext, false,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("number of responses %lld is not the sum of the counts, %lld",
						(long long) responses, (long long) cx_tally_responses(tally))));
	return true;
}

static bool
scan_tally(CxScan *scan, bool json, CxTallyBuffer *room)
{
	CxScan		ahead;
	CxTally    *tally;
	int64		lo;
	int64		hi;

	if (!scan_scale(scan, &lo, &hi))
		return false;
	tally = cx_tally_init(room, lo, hi - lo + 1, second_list_follows(*scan));
	ahead = *scan;
	if (!cx_is_weighted(tally) &&
		cx_scan_accept(&ahead, '{') && cx_scan_accept(&ahead, '}'))
		*scan = ahead;
	else if (!scan_content(scan, tally))
		return false;
	if (json && !cx_is_weighted(tally) && !scan_responses(scan, tally))
		return false;
	return cx_scan_end(scan) && cx_tally_check(tally, scan->escontext);
}

/*
 * cx_tally_in
 *	  Text input, also of the JSON form.
 *
 * Errors, soft from PostgreSQL 16 on: invalid text representation; invalid
 * parameter value, for a scale out of bounds; numeric value out of range.
 */
Datum
cx_tally_in(PG_FUNCTION_ARGS)
{
	char	   *input = PG_GETARG_CSTRING(0);
	CxScan		scan = {cx_excerpt(input), input, "cx_tally", NULL, fcinfo->context};
	bool		json = cx_scan_accept(&scan, '{');
	CxTallyBuffer room;

	if (json)
	{
		if (!cx_json_to_text(input, &input, scan.escontext))
			PG_RETURN_NULL();
		scan.at = input;
	}
	if (!scan_tally(&scan, json, &room))
		PG_RETURN_NULL();
	CX_RETURN_TALLY(&room.tally);
}

/*
 * cx_append_counts
 *	  Append the counts of an unweighted tally, with commas between.
 */
void
cx_append_counts(StringInfo buf, const CxTally *tally)
{
	/* Copying and dumping tallies is mostly this: no printf. */
	enlargeStringInfo(buf, tally->points * (MAXINT8LEN + 1));
	for (int i = 0; i < tally->points; i++)
	{
		if (i > 0)
			buf->data[buf->len++] = ',';
		buf->len += pg_lltoa(tally->cell[i].count, buf->data + buf->len);
	}
	buf->data[buf->len] = '\0';
}

/*
 * cx_append_weights
 *	  Append what weight_at says of each point, with commas between.
 */
void
cx_append_weights(StringInfo buf, const CxTally *tally,
				  double (*weight_at) (const CxTally *tally, int i))
{
	for (int i = 0; i < tally->points; i++)
	{
		if (i > 0)
			appendStringInfoChar(buf, ',');
		cx_append_number(buf, weight_at(tally, i));
	}
}

/* Append a whole number. */
static void
append_integer(StringInfo buf, int64 number)
{
	enlargeStringInfo(buf, MAXINT8LEN);
	buf->len += pg_lltoa(number, buf->data + buf->len);
}

Datum
cx_tally_out(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room;
	const CxTally *tally = CX_GETARG_TALLY(0, &room);
	int64		responses = cx_tally_responses(tally);
	StringInfoData buf;

	initStringInfo(&buf);
	appendStringInfoChar(&buf, '[');
	append_integer(&buf, tally->lo);
	appendStringInfoChar(&buf, ',');
	append_integer(&buf, cx_hi(tally));
	appendStringInfoString(&buf, "]{");
	if (cx_is_weighted(tally))
	{
		cx_append_weights(&buf, tally, cx_weight_at);
		appendStringInfoString(&buf, "}{");
		cx_append_weights(&buf, tally, cx_square_at);
		appendStringInfoChar(&buf, '}');
		append_integer(&buf, responses);
	}
	else
	{
		if (responses > 0)
			cx_append_counts(&buf, tally);
		appendStringInfoChar(&buf, '}');
	}
	PG_RETURN_CSTRING(buf.data);
}

/*
 * Binary form
 *
 * One byte of version, one that says whether the tally is weighted, lowest
 * and highest point as int16; then the counts as int64, or the number of
 * responses as int64 and the weights and squared weights as float8; all in
 * network byte order.
 */
#define BINARY_VERSION	1

static void
recv_weights(StringInfo buf, CxCell *cell, int n)
{
	/* Minus zero is zero. */
	for (int i = 0; i < n; i++)
		cell[i].weight = pq_getmsgfloat8(buf) + 0.0;
}

Datum
cx_tally_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			version = pq_getmsgbyte(buf);
	int			weighted = pq_getmsgbyte(buf);
	int			lo = (int16) pq_getmsgint(buf, 2);
	int			hi = (int16) pq_getmsgint(buf, 2);
	CxTallyBuffer room;
	CxTally    *tally;

	if (version != BINARY_VERSION)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("unknown cx_tally binary version %d", version)));
	if (weighted != 0 && weighted != 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid kind of cx_tally %d in external binary form", weighted)));
	(void) cx_scale_check(lo, hi, NULL);

	tally = cx_tally_init(&room, lo, hi - lo + 1, weighted);
	if (weighted)
	{
		tally->cell[0].count = pq_getmsgint64(buf);
		recv_weights(buf, tally->cell + 1, 2 * tally->points);
	}
	else
		for (int i = 0; i < tally->points; i++)
			tally->cell[i].count = pq_getmsgint64(buf);
	pq_getmsgend(buf);
	(void) cx_tally_check(tally, NULL);
	CX_RETURN_TALLY(tally);
}

Datum
cx_tally_send(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room;
	const CxTally *tally = CX_GETARG_TALLY(0, &room);
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendint8(&buf, BINARY_VERSION);
	pq_sendint8(&buf, cx_is_weighted(tally));
	pq_sendint16(&buf, tally->lo);
	pq_sendint16(&buf, cx_hi(tally));
	if (cx_is_weighted(tally))
	{
		pq_sendint64(&buf, tally->cell[0].count);
		for (int i = 0; i < 2 * tally->points; i++)
			pq_sendfloat8(&buf, tally->cell[1 + i].weight);
	}
	else
		for (int i = 0; i < tally->points; i++)
			pq_sendint64(&buf, tally->cell[i].count);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/*
 * Order and hash, by the tallies' keys.
 */

static Size
key_bytes(Datum datum, unsigned char *bytes)
{
	CxTallyBuffer room;

	return cx_tally_key(cx_tally_from_datum(datum, &room), bytes);
}

static int
compare_tallies(FunctionCallInfo fcinfo)
{
	unsigned char a[CX_MAX_KEY_SIZE];
	unsigned char b[CX_MAX_KEY_SIZE];
	Size		alen = key_bytes(PG_GETARG_DATUM(0), a);
	Size		blen = key_bytes(PG_GETARG_DATUM(1), b);
	int			order = memcmp(a, b, Min(alen, blen));

	return order != 0 ? order : (alen > blen) - (alen < blen);
}

Datum
cx_tally_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(compare_tallies(fcinfo));
}

Datum
cx_tally_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_tallies(fcinfo) == 0);
}

Datum
cx_tally_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_tallies(fcinfo) != 0);
}

Datum
cx_tally_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_tallies(fcinfo) < 0);
}

Datum
cx_tally_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_tallies(fcinfo) <= 0);
}

Datum
cx_tally_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_tallies(fcinfo) > 0);
}

Datum
cx_tally_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_tallies(fcinfo) >= 0);
}

Datum
cx_tally_hash(PG_FUNCTION_ARGS)
{
	unsigned char bytes[CX_MAX_KEY_SIZE];
	Size		len = key_bytes(PG_GETARG_DATUM(0), bytes);

	return hash_any(bytes, len);
}

Datum
cx_tally_hash_extended(PG_FUNCTION_ARGS)
{
	unsigned char bytes[CX_MAX_KEY_SIZE];
	Size		len = key_bytes(PG_GETARG_DATUM(0), bytes);

	return hash_any_extended(bytes, len, PG_GETARG_INT64(1));
}
