/*-------------------------------------------------------------------------
 *
 * arguments.c
 *	  From SQL arguments to the structs of the plain-C layers, and back.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/float.h"
#include "utils/lsyscache.h"
#include "utils/rangetypes.h"

#include "compat.h"
#include "fmgr/arguments.h"
#include "fmgr/call_cache.h"
#include "values/scan.h"
#include "values/tally_pack.h"

/*
 * cx_tally_detoast
 *	  The slow half of cx_tally_from_datum: anything but an aligned tally in
 *	  the working layout.
 */
const CxTally *
cx_tally_detoast(Datum datum, CxTallyBuffer *room)
{
	struct varlena *bytes = PG_DETOAST_DATUM_PACKED(datum);

	cx_tally_unpack((unsigned char *) VARDATA_ANY(bytes), VARSIZE_ANY_EXHDR(bytes), room);
	if ((Pointer) bytes != DatumGetPointer(datum))
		pfree(bytes);
	return &room->tally;
}

/*
 * cx_tally_to_datum
 *	  The packed form, freshly allocated.
 */
Datum
cx_tally_to_datum(const CxTally *tally)
{
	unsigned char bytes[CX_MAX_PACKED_SIZE];
	Size		len = cx_tally_pack(tally, bytes);
	struct varlena *result = palloc(VARHDRSZ + len);

	SET_VARSIZE(result, VARHDRSZ + len);
	memcpy(VARDATA(result), bytes, len);
	return PointerGetDatum(result);
}

/*
 * cx_closed_range
 *	  The range [lower,upper] of the function's result type, a range of
 *	  float8.
 *
 * The type is found by the function and not by name, so that the extension
 * works in any schema.
 */
Datum
cx_closed_range(FunctionCallInfo fcinfo, double lower, double upper)
{
	CxCallCache *cache = cx_call_cache(fcinfo);
	RangeBound	low = {Float8GetDatum(lower), false, true, true};
	RangeBound	high = {Float8GetDatum(upper), false, true, false};

	if (cache->range_type == NULL)
		cache->range_type = lookup_type_cache(get_func_rettype(fcinfo->flinfo->fn_oid),
											  TYPECACHE_RANGE_INFO);
	return RangeTypePGetDatum(cx_make_range(cache->range_type, &low, &high));
}

/*
 * cx_check_confidence
 *	  Error: invalid parameter value, unless the confidence lies strictly
 *	  between 0 and 1.
 */
void
cx_check_confidence(double confidence)
{
	if (!(confidence > 0 && confidence < 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("confidence %s is not between 0 and 1",
						float8out_internal(confidence)),
				 errhint("For a confidence of 95 percent give 0.95.")));
}

/*
 * cx_weight_argument
 *	  The weight of a response in argument n.
 *
 * Error: numeric value out of range, if it is neither 0 nor in 1e-100 ... 1e100.
 */
double
cx_weight_argument(FunctionCallInfo fcinfo, int n)
{
	double		weight = PG_GETARG_FLOAT8(n);

	if (unlikely(!(weight >= CX_MIN_WEIGHT && weight <= CX_MAX_WEIGHT) && weight != 0))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("weight %s of a response is neither 0 nor in the range 1e-100..1e100",
						float8out_internal(weight)),
				 errhint("A weight says how much one respondent counts. To skip a response, make its weight NULL.")));
	return weight;
}

/*
 * cx_points_argument
 *	  Indexes of the points from the score in argument n to that in the next one.
 *
 * Error: numeric value out of range, unless they are a part of the scale.
 */
void
cx_points_argument(FunctionCallInfo fcinfo, int n, const CxTally *tally, int *first, int *last)
{
	int32		low = PG_GETARG_INT32(n);
	int32		high = PG_GETARG_INT32(n + 1);

	if (low < tally->lo || high > cx_hi(tally) || low > high)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("scores %d..%d are not a part of the scale %d..%d",
						low, high, tally->lo, cx_hi(tally)),
				 errhint("Give the lowest score first, and both between %d and %d.",
						 tally->lo, cx_hi(tally))));
	*first = low - tally->lo;
	*last = high - tally->lo;
}

/*
 * cx_z_argument
 *	  The normal quantile of the confidence in argument n.
 */
double
cx_z_argument(FunctionCallInfo fcinfo, int n)
{
	double		confidence = PG_GETARG_FLOAT8(n);

	cx_check_confidence(confidence);
	return cx_two_sided_z(confidence);
}

/*
 * cx_population_argument
 *	  The size of the population in argument n, of which so many responded.
 *
 * Error: invalid parameter value, if it is less than 1 or than the responses.
 */
double
cx_population_argument(FunctionCallInfo fcinfo, int n, int64 responses)
{
	double		population = PG_GETARG_FLOAT8(n);

	if (!(population >= 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("population %s is not at least 1", float8out_internal(population)),
				 errhint("The population is all who could have answered. Leave it out if it is large.")));
	if (population < responses)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("population %s is smaller than the sample of %lld responses",
						float8out_internal(population), (long long) responses),
				 errhint("The population is all who could have answered. Leave it out if it is large.")));
	return population;
}

/*
 * cx_alternative_argument
 *	  The alternative of a test in argument n.
 *
 * Error: invalid parameter value, for an unknown one.
 */
CxAlternative
cx_alternative_argument(FunctionCallInfo fcinfo, int n)
{
	char	   *alternative = text_to_cstring(PG_GETARG_TEXT_PP(n));

	if (strcmp(alternative, "two-sided") == 0)
		return CX_TWO_SIDED;
	if (strcmp(alternative, "greater") == 0)
		return CX_GREATER;
	if (strcmp(alternative, "less") == 0)
		return CX_LESS;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown alternative \"%s\" of a test", cx_excerpt(alternative)),
			 errhint("Use two-sided, greater or less.")));
	return CX_TWO_SIDED;		/* not reached */
}

/*
 * cx_check_target
 *	  Error: invalid parameter value, unless the metric can have this value.
 */
void
cx_check_target(double target, const CxWorths *worths, const struct varlena *metric)
{
	if (!(target >= worths->lowest && target <= worths->highest))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("target %s is outside the range %s..%s of metric %s",
						float8out_internal(target), float8out_internal(worths->lowest),
						float8out_internal(worths->highest),
						cx_excerpt(text_to_cstring((const text *) metric))),
				 errhint("Give the target in points of the metric.")));
}

/*
 * cx_check_digits
 *	  Error: invalid parameter value, unless figures can have so many.
 */
void
cx_check_digits(int32 digits)
{
	if (digits < -1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("digits %d is less than -1", digits),
				 errhint("Give the digits behind the decimal point, -1 for as many as suit the metric, or NULL for all.")));
}

/*
 * cx_metric_name
 *	  The metric in argument n, for messages.
 */
const char *
cx_metric_name(FunctionCallInfo fcinfo, int n)
{
	return cx_excerpt(text_to_cstring(PG_GETARG_TEXT_PP(n)));
}

/*
 * cx_require_same_scale
 *	  Error: invalid parameter value, if two tallies are on different scales.
 */
void
cx_require_same_scale(const CxTally *a, const CxTally *b)
{
	if (!cx_same_scale(a, b))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("tallies are on different scales, %d..%d and %d..%d",
						a->lo, cx_hi(a), b->lo, cx_hi(b)),
				 errhint("Group by cx_scale(tally), or tally all answers on one scale.")));
}
