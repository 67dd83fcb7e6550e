/*-------------------------------------------------------------------------
 *
 * sparkline_functions.c
 *	  The SQL function cx_sparkline: a series of values as a line of blocks.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "catalog/pg_type.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/float.h"

#include "compat.h"

CX_FUNCTION_INFO_V1(cx_sparkline);

/* U+2581 LOWER ONE EIGHTH BLOCK to U+2588 FULL BLOCK. */
#define FIRST_BLOCK		0x2581
#define BLOCKS			8

typedef struct Scale
{
	double		low;
	double		high;
} Scale;

/* The lowest and the highest value, where the scale does not give them. */
static Scale
scale_of(FunctionCallInfo fcinfo, const Datum *value, const bool *isnull, int n)
{
	Scale		scale = {INFINITY, -INFINITY};

	for (int i = 0; i < n; i++)
		if (!isnull[i])
		{
			scale.low = Min(scale.low, DatumGetFloat8(value[i]));
			scale.high = Max(scale.high, DatumGetFloat8(value[i]));
		}
	if (!PG_ARGISNULL(1))
		scale.low = PG_GETARG_FLOAT8(1);
	if (!PG_ARGISNULL(2))
		scale.high = PG_GETARG_FLOAT8(2);
	return scale;
}

static void
check_value(double value)
{
	if (!isfinite(value))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("value %s of a sparkline is not a finite number",
						float8out_internal(value))));
}

/*
 * Which of the blocks, 0 to 7; what is beyond the scale is at its end.  One given
 * end may be beyond all values, and so beyond the other.
 */
static int
block_of(double value, const Scale *scale)
{
	double		part;

	if (value < scale->low)
		return 0;
	if (value > scale->high)
		return BLOCKS - 1;
	/* All values alike are neither high nor low. */
	if (!(scale->high > scale->low))
		return BLOCKS / 2 - 1;
	/* By halves where the whole would overflow. */
	part = (value - scale->low) / (scale->high - scale->low);
	if (isinf(scale->high - scale->low))
		part = (value / 2 - scale->low / 2) / (scale->high / 2 - scale->low / 2);
	return (int) Min(floor(part * BLOCKS), BLOCKS - 1);
}

static void
append_block(StringInfo buf, int block)
{
	unsigned char utf8[MAX_MULTIBYTE_CHAR_LEN + 1] = {0};

	unicode_to_utf8(FIRST_BLOCK + block, utf8);
	appendStringInfoString(buf, (char *) utf8);
}

static void
check_encoding(void)
{
	if (GetDatabaseEncoding() != PG_UTF8)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("encoding %s has no characters for a sparkline", GetDatabaseEncodingName()),
				 errhint("Sparklines need a database in UTF8.")));
}

/*
 * cx_sparkline(values, low, high)
 *	  A block for each value, the higher the higher, and a space for NULL.
 *
 * low, high: the ends of the scale; NULL for the lowest and the highest value.
 * Errors: feature not supported, in an encoding without these characters;
 * numeric value out of range, for values that are not finite; invalid parameter
 * value, for ends in the wrong order.
 */
Datum
cx_sparkline(PG_FUNCTION_ARGS)
{
	Datum	   *value;
	bool	   *isnull;
	int			n;
	Scale		scale;
	StringInfoData buf;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	check_encoding();
	deconstruct_array(PG_GETARG_ARRAYTYPE_P(0), FLOAT8OID, sizeof(float8), FLOAT8PASSBYVAL,
					  TYPALIGN_DOUBLE, &value, &isnull, &n);
	for (int i = 0; i < n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (!isnull[i])
			check_value(DatumGetFloat8(value[i]));
	}
	for (int i = 1; i <= 2; i++)
		if (!PG_ARGISNULL(i))
			check_value(PG_GETARG_FLOAT8(i));
	scale = scale_of(fcinfo, value, isnull, n);
	if (!PG_ARGISNULL(1) && !PG_ARGISNULL(2) && scale.low > scale.high)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("scale of a sparkline from %s to %s has no height",
						float8out_internal(scale.low), float8out_internal(scale.high)),
				 errhint("Give the lower end first.")));
	initStringInfo(&buf);
	for (int i = 0; i < n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (isnull[i])
			appendStringInfoChar(&buf, ' ');
		else
			append_block(&buf, block_of(DatumGetFloat8(value[i]), &scale));
	}
	PG_RETURN_TEXT_P(cstring_to_text_with_len(buf.data, buf.len));
}
