/*-------------------------------------------------------------------------
 *
 * arguments.h
 *	  From SQL arguments to the structs of the plain-C layers, and back.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_ARGUMENTS_H
#define CX_ARGUMENTS_H

#include "fmgr.h"

#include "compat.h"
#include "stats/normal.h"
#include "values/metric.h"
#include "values/tally.h"

extern const CxTally *cx_tally_detoast(Datum datum, CxTallyBuffer *room);

/*
 * cx_tally_from_datum
 *	  The working layout of any tally.
 *
 * room: where it is unpacked, if the datum is not in that layout already.
 * Result: not to be changed, as it may be the datum itself.
 */
static inline const CxTally *
cx_tally_from_datum(Datum datum, CxTallyBuffer *room)
{
	const CxTally *tally = (const CxTally *) DatumGetPointer(datum);

	if (VARATT_IS_4B_U(tally) && cx_is_working(tally, VARSIZE(tally)))
		return tally;
	return cx_tally_detoast(datum, room);
}

#define CX_GETARG_TALLY(n, room)	cx_tally_from_datum(PG_GETARG_DATUM(n), room)
#define CX_RETURN_TALLY(tally)		return cx_tally_to_datum(tally)

extern Datum cx_tally_to_datum(const CxTally *tally);
extern Datum cx_closed_range(FunctionCallInfo fcinfo, double lower, double upper);
extern void cx_check_confidence(double confidence);
extern double cx_weight_argument(FunctionCallInfo fcinfo, int n);
extern void cx_points_argument(FunctionCallInfo fcinfo, int n, const CxTally *tally,
							   int *first, int *last);
extern double cx_z_argument(FunctionCallInfo fcinfo, int n);
extern double cx_population_argument(FunctionCallInfo fcinfo, int n, int64 responses);
extern CxAlternative cx_alternative_argument(FunctionCallInfo fcinfo, int n);
extern void cx_check_target(double target, const CxWorths *worths, const struct varlena *metric);
extern void cx_check_digits(int32 digits);
extern const char *cx_metric_name(FunctionCallInfo fcinfo, int n);
extern void cx_require_same_scale(const CxTally *a, const CxTally *b);

#endif							/* CX_ARGUMENTS_H */
