/*-------------------------------------------------------------------------
 *
 * shapley.h
 *	  What each driver explains, on average over all orders of entering.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_SHAPLEY_H
#define CX_SHAPLEY_H

/* 2^16 regressions are some milliseconds; each driver more doubles them. */
#define CX_MAX_SHAPLEY		16

extern void cx_shapley(int n, const double *correlation, const double *with_outcome,
					   double least, double *importance);

#endif							/* CX_SHAPLEY_H */
