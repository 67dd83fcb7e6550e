/*-------------------------------------------------------------------------
 *
 * normal_table.h
 *	  The upper tail of the standard normal distribution, where it is needed
 *	  a million times.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_NORMAL_TABLE_H
#define CX_NORMAL_TABLE_H

/* Beyond, the tail is 0 or 1. */
#define CX_TAIL_REACH	8
#define CX_TAIL_CELLS	512

/* Cubic polynomials, one for each cell from -CX_TAIL_REACH on. */
extern double cx_tail[CX_TAIL_CELLS][4];

extern void cx_set_tail(void);

/*
 * cx_upper_tail
 *	  1 - Phi(t): good to 4e-9, and several times as fast as erfc().
 *
 * The table must have been set.
 */
static inline double
cx_upper_tail(double t)
{
	double		at = (t + CX_TAIL_REACH) * (CX_TAIL_CELLS / (2.0 * CX_TAIL_REACH));
	const double *c;

	if (!(at >= 0))
		return 1;
	if (at >= CX_TAIL_CELLS)
		return 0;
	c = cx_tail[(int) at];
	at -= (int) at;
	return c[0] + at * (c[1] + at * (c[2] + at * c[3]));
}

#endif							/* CX_NORMAL_TABLE_H */
