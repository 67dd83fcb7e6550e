/*-------------------------------------------------------------------------
 *
 * root.h
 *	  The roots of equations.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_ROOT_H
#define CX_ROOT_H

/*
 * An equation f(x) = 0 in one unknown: returns f and sets its derivative.
 */
typedef double (*CxEquation) (double x, const void *arg, double *slope);

extern double cx_find_root(CxEquation equation, const void *arg, double lo, double hi,
						   double x, double tolerance);
extern double cx_rising_root(CxEquation equation, const void *arg, double start,
							 double tolerance);

#endif							/* CX_ROOT_H */
