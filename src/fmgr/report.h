/*-------------------------------------------------------------------------
 *
 * report.h
 *	  How the rows of figures about a partition are wanted.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_REPORT_H
#define CX_REPORT_H

#include "fmgr/partition.h"
#include "stats/rounding.h"

typedef struct CxReport
{
	double		confidence;
	bool		unrounded;		/* digits is NULL */
	int32		digits;
} CxReport;

extern bool cx_report_parameters(CxPartition *partition, int n, CxReport *report);
extern CxDigits cx_report_digits(const CxReport *report, const CxPartition *partition);

#endif							/* CX_REPORT_H */
