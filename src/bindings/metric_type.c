/*-------------------------------------------------------------------------
 *
 * metric_type.c
 *	  The SQL type cx_metric: text and binary input.
 *
 * A metric is stored as its canonical text, so that equal metrics are equal
 * bytes: output, order and hash are those that PostgreSQL has for text and
 * bytea.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "libpq/pqformat.h"
#include "utils/builtins.h"

#include "compat.h"
#include "values/metric.h"

CX_FUNCTION_INFO_V1(cx_metric_in);
CX_FUNCTION_INFO_V1(cx_metric_recv);

/* Both input paths; NULL after a soft error. */
static text *
canonical_text(const char *input, Node *escontext)
{
	CxMetric	metric;
	StringInfoData buf;

	if (!cx_metric_parse(input, &metric, escontext))
		return NULL;
	initStringInfo(&buf);
	cx_metric_append(&buf, &metric);
	return cstring_to_text_with_len(buf.data, buf.len);
}

/*
 * cx_metric_in
 *	  Text input.
 *
 * Errors, soft from PostgreSQL 16 on: those of cx_metric_parse.
 */
Datum
cx_metric_in(PG_FUNCTION_ARGS)
{
	text	   *metric = canonical_text(PG_GETARG_CSTRING(0), fcinfo->context);

	if (metric == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(metric);
}

Datum
cx_metric_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			len;
	char	   *input = pq_getmsgtext(buf, buf->len - buf->cursor, &len);

	/* pq_getmsgtext has checked the encoding, and that there is no zero byte. */
	PG_RETURN_TEXT_P(canonical_text(input, NULL));
}
