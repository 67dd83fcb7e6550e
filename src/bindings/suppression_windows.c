/*-------------------------------------------------------------------------
 *
 * suppression_windows.c
 *	  The SQL window function that tells which groups must not be shown.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "compat.h"
#include "fmgr/partition.h"
#include "stats/suppression.h"

CX_FUNCTION_INFO_V1(cx_suppressed);

/*
 * Minimum and whether the total is shown, in arguments 1 and 2.
 *
 * Result: false if one is NULL.
 */
static bool
read_parameters(CxPartition *partition, int32 *minimum, bool *total_shown)
{
	bool		minimum_isnull;
	bool		shown_isnull;

	*minimum = DatumGetInt32(cx_partition_parameter(partition, 1, "minimum", &minimum_isnull));
	*total_shown = DatumGetBool(cx_partition_parameter(partition, 2, "total_shown",
													   &shown_isnull));
	if (minimum_isnull || shown_isnull)
		return false;
	if (*minimum < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("minimum %d of responses is less than 1", *minimum),
				 errhint("Give the number of responses from which on a group may be shown.")));
	return true;
}

/* The number of responses of the tally in a row; 0 if it is NULL. */
static int64
read_responses(CxPartition *partition, int64 row)
{
	CxTallyBuffer room;
	bool		isnull;
	Datum		tally = cx_partition_argument(partition, 0, row, &isnull);

	return isnull ? 0 : cx_tally_responses(cx_tally_from_datum(tally, &room));
}

/* The result of a row: 0 for NULL, else 1 or 2. */
static void
compute_suppressed(CxPartition *partition, void *results)
{
	char	   *result = results;
	int32		minimum;
	bool		total_shown;
	CxGroup    *group;
	bool	   *suppressed;

	if (!read_parameters(partition, &minimum, &total_shown))
		return;
	group = cx_partition_alloc(partition, sizeof(CxGroup), partition->rows);
	suppressed = cx_partition_alloc(partition, sizeof(bool), partition->rows);
	for (int64 row = 0; row < partition->rows; row++)
	{
		group[row].responses = read_responses(partition, row);
		group[row].place = row;
	}
	cx_suppress(group, partition->rows, minimum, total_shown, suppressed);
	for (int64 row = 0; row < partition->rows; row++)
		result[row] = suppressed[row] ? 2 : 1;
	pfree(group);
	pfree(suppressed);
}

/*
 * cx_suppressed(tally, minimum, total_shown)
 *	  Must the group be hidden, so that no group of fewer responses than the
 *	  minimum can be computed?
 */
Datum
cx_suppressed(PG_FUNCTION_ARGS)
{
	const char *result = cx_partition_result(fcinfo, 0, sizeof(char), compute_suppressed);

	if (*result == 0)
		PG_RETURN_NULL();
	PG_RETURN_BOOL(*result == 2);
}
