/*-------------------------------------------------------------------------
 *
 * score_aggregates.c
 *	  Transition and inverse functions of the aggregates over scores, and over
 *	  numbers of responses.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "utils/builtins.h"
#include "utils/float.h"
#include "utils/numeric.h"

#include "compat.h"
#include "fmgr/score_argument.h"
#include "fmgr/state.h"

CX_FUNCTION_INFO_V1(cx_tally_add_int2);
CX_FUNCTION_INFO_V1(cx_tally_add_int4);
CX_FUNCTION_INFO_V1(cx_tally_add_float8);
CX_FUNCTION_INFO_V1(cx_tally_add_numeric);
CX_FUNCTION_INFO_V1(cx_tally_add_bool);
CX_FUNCTION_INFO_V1(cx_tally_add_counts);
CX_FUNCTION_INFO_V1(cx_tally_add_counts_float8);
CX_FUNCTION_INFO_V1(cx_tally_remove_int2);
CX_FUNCTION_INFO_V1(cx_tally_remove_int4);
CX_FUNCTION_INFO_V1(cx_tally_remove_float8);
CX_FUNCTION_INFO_V1(cx_tally_remove_numeric);
CX_FUNCTION_INFO_V1(cx_tally_remove_bool);
CX_FUNCTION_INFO_V1(cx_tally_remove_counts);
CX_FUNCTION_INFO_V1(cx_tally_remove_counts_float8);

/*
 * Scores
 */

static inline int
read_int2(FunctionCallInfo fcinfo, const CxTally *tally)
{
	return cx_int4_point(fcinfo, PG_GETARG_INT16(1), tally);
}

static inline int
read_int4(FunctionCallInfo fcinfo, const CxTally *tally)
{
	return cx_int4_point(fcinfo, PG_GETARG_INT32(1), tally);
}

/*
 * Whole numbers of up to four digits, straight from numeric's stored form.
 *
 * Nearly every numeric score is one, and going through numeric's public
 * functions costs several times what counting it does.  The layout read here
 * cannot change without breaking pg_upgrade: a two-byte header whose top bits
 * are 10 for the short form, with the sign at 0x2000 and a seven-bit weight
 * at the bottom, followed by base-10000 digits of two bytes without zeros at
 * either end.  So weight 0 and one digit is that digit; no digit is 0.
 */
static inline bool
read_short_numeric(Datum datum, int32 *score)
{
	struct varlena *numeric = (struct varlena *) DatumGetPointer(datum);
	Size		len;
	uint16		header;
	int16		digit = 0;

	if (VARATT_IS_1B(numeric) && !VARATT_IS_1B_E(numeric))
		len = VARSIZE_1B(numeric) - VARHDRSZ_SHORT;
	else if (VARATT_IS_4B_U(numeric))
		len = VARSIZE_4B(numeric) - VARHDRSZ;
	else
		return false;
	if (len != sizeof(header) && len != sizeof(header) + sizeof(digit))
		return false;
	memcpy(&header, VARDATA_ANY(numeric), sizeof(header));
	if ((header & 0xC000) != 0x8000 || (header & 0x007F) != 0)
		return false;
	if (len > sizeof(header))
		memcpy(&digit, VARDATA_ANY(numeric) + sizeof(header), sizeof(digit));
	*score = (header & 0x2000) ? -digit : digit;
	return true;
}

static pg_noinline int
read_any_numeric(FunctionCallInfo fcinfo, const CxTally *tally)
{
	Datum		number = NumericGetDatum(PG_GETARG_NUMERIC(1));
	double		score = DatumGetFloat8(DirectFunctionCall1(numeric_float8_no_overflow, number));
	int			i = cx_score_point(score, tally);

	if (i < 0)
		cx_report_score(DatumGetCString(DirectFunctionCall1(numeric_out, number)),
						score, tally, cx_scale_is_given(fcinfo));
	return i;
}

static inline int
read_numeric(FunctionCallInfo fcinfo, const CxTally *tally)
{
	int32		score;

	if (likely(read_short_numeric(PG_GETARG_DATUM(1), &score)))
		return cx_int4_point(fcinfo, score, tally);
	return read_any_numeric(fcinfo, tally);
}

/*
 * Transition and inverse functions over scores
 *
 * With two arguments they are strict and belong to the aggregates whose
 * initial state has the scale; with four they are those of cx_tally.
 */

/*
 * The rows that need care: the first of a group, scales that are given, calls
 * outside an aggregate, weighted tallies.
 */
static pg_noinline Datum
change_carefully(FunctionCallInfo fcinfo, CxScoreReader read_score, int by)
{
	CxTally    *state;

	if (PG_NARGS() == 2)
		state = cx_state_to_change(fcinfo, false);
	else
	{
		state = cx_scaled_state_to_change(fcinfo, 2, false);
		if (PG_ARGISNULL(1))
			return cx_return_state(fcinfo, state);
	}
	if (!cx_is_weighted(state))
		cx_add_count(state, read_score(fcinfo, state), by);
	else if (by > 0)
		cx_add_weights(state, read_score(fcinfo, state), 1, 1);
	else
		PG_RETURN_NULL();		/* not exact: the window starts again */
	return cx_return_state(fcinfo, state);
}

static pg_attribute_always_inline Datum
change_by_score(FunctionCallInfo fcinfo, CxScoreReader read_score, int by)
{
	CxTally    *state = (CxTally *) PG_GETARG_POINTER(0);

	if (likely(PG_NARGS() == 2 ? cx_is_ordinary_row(fcinfo, false) :
			   cx_is_ordinary_row(fcinfo, true)))
	{
		cx_add_count(state, read_score(fcinfo, state), by);
		PG_RETURN_POINTER(state);
	}
	return change_carefully(fcinfo, read_score, by);
}

Datum
cx_tally_add_int2(PG_FUNCTION_ARGS)
{
	return change_by_score(fcinfo, read_int2, 1);
}

Datum
cx_tally_add_int4(PG_FUNCTION_ARGS)
{
	return change_by_score(fcinfo, read_int4, 1);
}

Datum
cx_tally_add_float8(PG_FUNCTION_ARGS)
{
	return change_by_score(fcinfo, cx_read_float8, 1);
}

Datum
cx_tally_add_numeric(PG_FUNCTION_ARGS)
{
	return change_by_score(fcinfo, read_numeric, 1);
}

Datum
cx_tally_add_bool(PG_FUNCTION_ARGS)
{
	return change_by_score(fcinfo, cx_read_bool, 1);
}

Datum
cx_tally_remove_int2(PG_FUNCTION_ARGS)
{
	return change_by_score(fcinfo, read_int2, -1);
}

Datum
cx_tally_remove_int4(PG_FUNCTION_ARGS)
{
	return change_by_score(fcinfo, read_int4, -1);
}

Datum
cx_tally_remove_float8(PG_FUNCTION_ARGS)
{
	return change_by_score(fcinfo, cx_read_float8, -1);
}

Datum
cx_tally_remove_numeric(PG_FUNCTION_ARGS)
{
	return change_by_score(fcinfo, read_numeric, -1);
}

Datum
cx_tally_remove_bool(PG_FUNCTION_ARGS)
{
	return change_by_score(fcinfo, cx_read_bool, -1);
}

static void
report_responses(const char *responses, bool whole)
{
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("number of responses %s is not a whole number in the range 0..%lld",
					responses, (long long) CX_MAX_COUNT),
			 whole ? 0 :
			 errhint("Sums of weights are not counts: tally the weighted answers with cx_tally(score, low, high, weight).")));
}

/* Argument 2: a number of responses. */
static int64
responses_int8(FunctionCallInfo fcinfo)
{
	int64		responses = PG_GETARG_INT64(2);

	if (responses < 0 || responses > CX_MAX_COUNT)
		report_responses(psprintf("%lld", (long long) responses), true);
	return responses;
}

static int64
responses_float8(FunctionCallInfo fcinfo)
{
	double		responses = PG_GETARG_FLOAT8(2);

	/* NaN fails the first comparison. */
	if (!(responses >= 0 && responses <= CX_MAX_COUNT) || responses != rint(responses))
		report_responses(float8out_internal(responses), responses == rint(responses));
	return (int64) responses;
}

/*
 * Transition and inverse functions over (score, responses, low, high): a table
 * of counts per score.
 */
static Datum
change_by_counts(FunctionCallInfo fcinfo, int64 (*read_responses) (FunctionCallInfo fcinfo),
				 int sign)
{
	CxTally    *state = cx_scaled_state_to_change(fcinfo, 3, false);
	int64		responses;
	int			i;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return cx_return_state(fcinfo, state);
	responses = read_responses(fcinfo);
	i = read_int4(fcinfo, state);
	if (!cx_is_weighted(state))
		cx_add_count(state, i, sign * responses);
	else if (sign > 0)
		cx_add_weights(state, i, 1, responses);
	else
		PG_RETURN_NULL();		/* not exact: the window starts again */
	return cx_return_state(fcinfo, state);
}

Datum
cx_tally_add_counts_float8(PG_FUNCTION_ARGS)
{
	return change_by_counts(fcinfo, responses_float8, 1);
}

Datum
cx_tally_remove_counts_float8(PG_FUNCTION_ARGS)
{
	return change_by_counts(fcinfo, responses_float8, -1);
}

Datum
cx_tally_add_counts(PG_FUNCTION_ARGS)
{
	return change_by_counts(fcinfo, responses_int8, 1);
}

Datum
cx_tally_remove_counts(PG_FUNCTION_ARGS)
{
	return change_by_counts(fcinfo, responses_int8, -1);
}
