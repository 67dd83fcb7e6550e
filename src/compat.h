/*-------------------------------------------------------------------------
 *
 * compat.h
 *	  Differences between PostgreSQL 15, 16, 17, 18 and 19, in one place.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_COMPAT_H
#define CX_COMPAT_H

#if PG_VERSION_NUM >= 160000

#include "varatt.h"
#include "nodes/miscnodes.h"

#define cx_float8in(num, endptr, type_name, orig, escontext) \
	float8in_internal(num, endptr, type_name, orig, escontext)
#define cx_jsonb_in(input, escontext, result) \
	DirectInputFunctionCallSafe(jsonb_in, input, InvalidOid, -1, escontext, result)
#define cx_make_range(typcache, lower, upper) \
	make_range(typcache, lower, upper, false, NULL)

#else

#include "nodes/nodes.h"

/* Before 16 exporting a symbol was left to the default visibility. */
#ifndef WIN32
#undef PGDLLEXPORT
#define PGDLLEXPORT __attribute__((visibility("default")))
#endif

/* Before 16 there were no soft errors: an input error always throws. */
#define ereturn(escontext, dummy, ...) \
	do { \
		(void) (escontext); \
		ereport(ERROR, __VA_ARGS__); \
	} while (0)

#define SOFT_ERROR_OCCURRED(escontext) ((void) (escontext), false)

#define cx_float8in(num, endptr, type_name, orig, escontext) \
	float8in_internal(num, endptr, type_name, orig)
#define cx_jsonb_in(input, escontext, result) \
	((void) (escontext), *(result) = DirectFunctionCall1(jsonb_in, CStringGetDatum(input)), true)
#define cx_make_range(typcache, lower, upper) \
	make_range(typcache, lower, upper, false)

#endif

/* Before 18 there was pg_attribute_noreturn() in another place. */
#ifndef pg_noreturn
#define pg_noreturn __attribute__((noreturn))
#endif

/* Intervals can be infinite from 17 on. */
#if PG_VERSION_NUM >= 170000
#define CX_INTERVAL_IS_INFINITE(interval) INTERVAL_NOT_FINITE(interval)
#else
#define CX_INTERVAL_IS_INFINITE(interval) false
#endif

/* Window functions can be called with RESPECT NULLS and IGNORE NULLS from 19 on. */
#if PG_VERSION_NUM >= 190000
#define cx_refuse_null_treatment(winobj, fcinfo) \
	WinCheckAndInitializeNullTreatment(winobj, false, fcinfo)
#else
#define cx_refuse_null_treatment(winobj, fcinfo) ((void) (winobj), (void) (fcinfo))
#endif

/* Before 16 PG_FUNCTION_INFO_V1 did not export the function itself. */
#define CX_FUNCTION_INFO_V1(name) \
	extern PGDLLEXPORT Datum name(PG_FUNCTION_ARGS); \
	PG_FUNCTION_INFO_V1(name)

#endif							/* CX_COMPAT_H */
