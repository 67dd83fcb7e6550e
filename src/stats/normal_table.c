/*-------------------------------------------------------------------------
 *
 * normal_table.c
 *	  The upper tail of the standard normal distribution, where it is needed
 *	  a million times.
 *
 * Between the entries of the table it is Hermite's cubic, which has the values
 * and the slopes of both ends of a cell.  With cells of the width w it is good
 * to w^4 / 384 times the greatest fourth derivative, which is below 1.5.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "stats/normal_table.h"

double		cx_tail[CX_TAIL_CELLS][4];

static double
density(double t)
{
	return exp(-t * t / 2) / sqrt(2 * M_PI);
}

/*
 * cx_set_tail
 *	  Compute the table, unless it is there.
 */
void
cx_set_tail(void)
{
	double		width = 2.0 * CX_TAIL_REACH / CX_TAIL_CELLS;

	if (cx_tail[0][0] != 0)
		return;
	for (int i = CX_TAIL_CELLS - 1; i >= 0; i--)
	{
		double		t = i * width - CX_TAIL_REACH;
		double		start = erfc(t / M_SQRT2) / 2;
		double		fall = start - erfc((t + width) / M_SQRT2) / 2;
		double		slope = -width * density(t);
		double		end_slope = -width * density(t + width);

		cx_tail[i][0] = start;
		cx_tail[i][1] = slope;
		cx_tail[i][2] = -3 * fall - 2 * slope - end_slope;
		cx_tail[i][3] = 2 * fall + slope + end_slope;
	}
}
