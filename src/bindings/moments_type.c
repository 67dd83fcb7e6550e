/*-------------------------------------------------------------------------
 *
 * moments_type.c
 *	  The SQL type cx_moments: text and binary form.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "libpq/pqformat.h"

#include "compat.h"
#include "fmgr/moments_argument.h"
#include "values/scan.h"

CX_FUNCTION_INFO_V1(cx_moments_in);
CX_FUNCTION_INFO_V1(cx_moments_out);
CX_FUNCTION_INFO_V1(cx_moments_recv);
CX_FUNCTION_INFO_V1(cx_moments_send);

/*
 * Text form
 *
 * [drivers]responses{weight,squares}{mean,...}{co-moment,...}; [drivers]0{}
 * without responses.
 */

static bool
scan_numbers(CxScan *scan, double *number, int count)
{
	if (!cx_scan_expect(scan, '{'))
		return false;
	for (int i = 0; i < count; i++)
	{
		if (i > 0 && !cx_scan_accept(scan, ','))
			return cx_scan_fail(scan, psprintf("%d numbers in the list", count));
		if (!cx_scan_number(scan, &number[i]))
			return false;
	}
	return cx_scan_accept(scan, '}') ||
		cx_scan_fail(scan, psprintf("the end of the list after %d numbers", count));
}

static bool
scan_drivers(CxScan *scan, int64 *drivers)
{
	return cx_scan_expect(scan, '[') && cx_scan_integer(scan, drivers) &&
		cx_scan_expect(scan, ']') && cx_driver_count_check(*drivers, scan->escontext);
}

static bool
scan_content(CxScan *scan, CxMoments *moments)
{
	int			columns = cx_moment_columns(moments->drivers);
	double		weights[2];

	if (!cx_scan_integer(scan, &moments->responses))
		return false;
	if (moments->responses == 0)
		return cx_scan_expect(scan, '{') && cx_scan_expect(scan, '}') && cx_scan_end(scan);
	if (!scan_numbers(scan, weights, 2) ||
		!scan_numbers(scan, moments->number, columns) ||
		!scan_numbers(scan, moments->number + columns, columns * (columns + 1) / 2) ||
		!cx_scan_end(scan))
		return false;
	moments->weight = weights[0];
	moments->squares = weights[1];
	return cx_moments_check(moments, scan->escontext);
}

/*
 * cx_moments_in
 *	  Text input.
 *
 * Errors, soft from PostgreSQL 16 on: invalid text representation; invalid
 * parameter value, for a number of drivers out of bounds; numeric value out of
 * range.
 */
Datum
cx_moments_in(PG_FUNCTION_ARGS)
{
	char	   *input = PG_GETARG_CSTRING(0);
	CxScan		scan = {cx_excerpt(input), input, "cx_moments", NULL, fcinfo->context};
	CxMoments  *moments;
	int64		drivers;

	if (!scan_drivers(&scan, &drivers))
		PG_RETURN_NULL();
	moments = cx_moments_init(drivers);
	if (!scan_content(&scan, moments))
		PG_RETURN_NULL();
	PG_RETURN_POINTER(moments);
}

static void
append_numbers(StringInfo buf, const double *number, int count)
{
	for (int i = 0; i < count; i++)
	{
		appendStringInfoChar(buf, i > 0 ? ',' : '{');
		cx_append_number(buf, number[i]);
	}
	appendStringInfoChar(buf, '}');
}

Datum
cx_moments_out(PG_FUNCTION_ARGS)
{
	const CxMoments *moments = CX_GETARG_MOMENTS(0);
	const double weights[] = {moments->weight, moments->squares};
	int			columns = cx_moment_columns(moments->drivers);
	StringInfoData buf;

	initStringInfo(&buf);
	appendStringInfo(&buf, "[%d]%lld", moments->drivers, (long long) moments->responses);
	if (moments->responses > 0)
	{
		append_numbers(&buf, weights, lengthof(weights));
		append_numbers(&buf, moments->number, columns);
		append_numbers(&buf, moments->number + columns, columns * (columns + 1) / 2);
	}
	else
		appendStringInfoString(&buf, "{}");
	PG_RETURN_CSTRING(buf.data);
}

/*
 * Binary form
 *
 * One byte of version, one for the number of drivers, the number of responses
 * as int64; then, unless that is 0, the weight, the squares and the numbers as
 * float8; all in network byte order.
 */
#define BINARY_VERSION	1

static double
recv_number(StringInfo buf)
{
	/* Minus zero is zero. */
	return pq_getmsgfloat8(buf) + 0.0;
}

Datum
cx_moments_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			version = pq_getmsgbyte(buf);
	int			drivers = pq_getmsgbyte(buf);
	CxMoments  *moments;

	if (version != BINARY_VERSION)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("unknown cx_moments binary version %d", version)));
	(void) cx_driver_count_check(drivers, NULL);

	moments = cx_moments_init(drivers);
	moments->responses = pq_getmsgint64(buf);
	if (moments->responses != 0)
	{
		moments->weight = recv_number(buf);
		moments->squares = recv_number(buf);
		for (int i = 0; i < cx_moment_numbers(drivers); i++)
			moments->number[i] = recv_number(buf);
	}
	pq_getmsgend(buf);
	(void) cx_moments_check(moments, NULL);
	PG_RETURN_POINTER(moments);
}

Datum
cx_moments_send(PG_FUNCTION_ARGS)
{
	const CxMoments *moments = CX_GETARG_MOMENTS(0);
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendint8(&buf, BINARY_VERSION);
	pq_sendint8(&buf, moments->drivers);
	pq_sendint64(&buf, moments->responses);
	if (moments->responses != 0)
	{
		pq_sendfloat8(&buf, moments->weight);
		pq_sendfloat8(&buf, moments->squares);
		for (int i = 0; i < cx_moment_numbers(moments->drivers); i++)
			pq_sendfloat8(&buf, moments->number[i]);
	}
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}
