/*-------------------------------------------------------------------------
 *
 * report.c
 *	  How the rows of figures about a partition are wanted: with what confidence,
 *	  and how many digits.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "compat.h"
#include "fmgr/report.h"

/*
 * cx_report_parameters
 *	  The confidence in argument n and the digits behind it.
 *
 * Result: false if the confidence is NULL, upon which all figures are.
 * Error: invalid parameter value, for a confidence or digits that are none, or
 * that change within the partition.
 */
bool
cx_report_parameters(CxPartition *partition, int n, CxReport *report)
{
	bool		isnull;
	Datum		confidence = cx_partition_parameter(partition, n, "confidence", &isnull);

	if (isnull)
		return false;
	report->confidence = DatumGetFloat8(confidence);
	cx_check_confidence(report->confidence);
	report->digits = DatumGetInt32(cx_partition_parameter(partition, n + 1, "digits",
														  &report->unrounded));
	if (!report->unrounded)
		cx_check_digits(report->digits);
	return true;
}

/*
 * cx_report_digits
 *	  The digits of a partition that has been read.
 */
CxDigits
cx_report_digits(const CxReport *report, const CxPartition *partition)
{
	return cx_digits(report->unrounded, report->digits,
					 partition->worths.highest - partition->worths.lowest);
}
