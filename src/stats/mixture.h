/*-------------------------------------------------------------------------
 *
 * mixture.h
 *	  How the true deviations of units are distributed: by one bell curve, or
 *	  by several of different widths.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_MIXTURE_H
#define CX_MIXTURE_H

/* The bell curves of a mixture. */
#define CX_CURVES	13

/* The curve that is taken where one is enough: the last one. */
#define CX_ONE_CURVE	(CX_CURVES - 1)

/* How far a unit is from the mean of all, and how much chance is in that. */
typedef struct CxDeviation
{
	double		distance;		/* d, seen */
	double		noise;			/* V, the variance of d about the true one */
} CxDeviation;

typedef struct CxMixture
{
	double		noise;			/* s0, the harmonic mean of V */
	double		variance[CX_CURVES];	/* a_g, of the true deviations */
	double		weight[CX_CURVES];	/* w_g, their sum being 1 */
	double		evidence;		/* omega, 0 to 1: for more than one curve */
} CxMixture;

extern void cx_mixture_of_one(double variance, CxMixture *mixture);
extern void cx_mixture_fit(const CxDeviation *deviation, int64 n, double variance,
						   CxMixture *mixture);
extern void cx_mixture_posterior(const CxMixture *mixture, const CxDeviation *deviation,
								 double *share);

#endif							/* CX_MIXTURE_H */
