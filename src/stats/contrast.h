/*-------------------------------------------------------------------------
 *
 * contrast.h
 *	  Interval and test of a sum of values, each times a coefficient.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_CONTRAST_H
#define CX_CONTRAST_H

#include "stats/interval.h"

/* Coefficients are limited so that no contrast overflows. */
#define CX_MAX_COEFFICIENT	1e100

typedef struct CxTerm
{
	double		coefficient;	/* at most CX_MAX_COEFFICIENT in size */
	const CxSample *sample;
} CxTerm;

extern CxInterval cx_contrast_interval_of(const CxTerm *term, int terms,
										  CxIntervalMethod method, double z);
extern double cx_contrast_z_of(const CxTerm *term, int terms, CxIntervalMethod method);
extern double cx_contrast_p_of(const CxTerm *term, int terms, CxIntervalMethod method,
							   CxAlternative alternative);

#endif							/* CX_CONTRAST_H */
