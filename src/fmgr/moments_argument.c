/*-------------------------------------------------------------------------
 *
 * moments_argument.c
 *	  From SQL arguments to moments.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "compat.h"
#include "fmgr/moments_argument.h"

/*
 * cx_moments_from_datum
 *	  The moments that a datum is, or a copy of them where it is compressed, out
 *	  of line or not aligned.
 *
 * Errors: feature not supported, for a format that this version does not know;
 * data corrupted, for bytes of another length.
 */
CxMoments *
cx_moments_from_datum(Datum datum)
{
	CxMoments  *moments = (CxMoments *) PG_DETOAST_DATUM(datum);
	Size		size = VARSIZE(moments);

	if (size > VARHDRSZ && moments->format != CX_MOMENTS_FORMAT)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("unknown cx_moments format %d", moments->format),
				 errhint("A later version of the extension may have written it: update cx_metrics.")));
	if (size < CX_MOMENTS_HEADER ||
		moments->drivers < 1 || moments->drivers > CX_MAX_DRIVERS ||
		size != cx_moments_size(moments->drivers))
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("stored cx_moments are corrupt")));
	return moments;
}
