/*-------------------------------------------------------------------------
 *
 * module.c
 *	  What makes the library a PostgreSQL module.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "fmgr.h"

#include "compat.h"

/* From PostgreSQL 18 on pg_get_loaded_modules() tells name and version. */
#ifdef PG_MODULE_MAGIC_EXT
PG_MODULE_MAGIC_EXT(
					.name = "cx_metrics",
					.version = CX_RELEASE
);
#else
PG_MODULE_MAGIC;
#endif
