/*-------------------------------------------------------------------------
 *
 * p_value_windows.c
 *	  The SQL window function that adjusts p-values for how many there are.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/float.h"

#include "compat.h"
#include "fmgr/partition.h"
#include "stats/ranking.h"

CX_FUNCTION_INFO_V1(cx_adjusted_p);

/* What is kept for a row. */
typedef struct PValue
{
	bool		known;
	double		p;
} PValue;

/* Error: numeric value out of range, if p is none. */
static void
check_p(double p)
{
	if (!(p >= 0 && p <= 1))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("p-value %s is not between 0 and 1", float8out_internal(p))));
}

static void
compute_adjusted_p(CxPartition *partition, void *results)
{
	PValue	   *result = results;
	CxRanked   *ranked = cx_partition_alloc(partition, sizeof(CxRanked), partition->rows);
	double	   *adjusted = cx_partition_alloc(partition, sizeof(double), partition->rows);
	int64		n = 0;

	for (int64 row = 0; row < partition->rows; row++)
	{
		bool		isnull;
		Datum		value = cx_partition_argument(partition, 0, row, &isnull);

		if (isnull)
			continue;
		check_p(DatumGetFloat8(value));
		ranked[n].key = DatumGetFloat8(value);
		ranked[n++].place = row;
	}
	cx_adjust_p(ranked, n, adjusted);
	for (int64 i = 0; i < n; i++)
	{
		PValue	   *own = &result[ranked[i].place];

		own->known = true;
		own->p = adjusted[ranked[i].place];
	}
	pfree(ranked);
	pfree(adjusted);
}

/*
 * cx_adjusted_p(p)
 *	  The p-value adjusted for how many there are, after Benjamini & Hochberg.
 */
Datum
cx_adjusted_p(PG_FUNCTION_ARGS)
{
	const PValue *result = cx_partition_result(fcinfo, 0, sizeof(PValue), compute_adjusted_p);

	if (!result->known)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(result->p);
}
