/*-------------------------------------------------------------------------
 *
 * dirichlet.h
 *	  Intervals and tests by the Dirichlet distribution of the shares.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_DIRICHLET_H
#define CX_DIRICHLET_H

#include "stats/sample.h"

extern CxInterval cx_dirichlet_interval(const CxSample *sample, double z, double factor);
extern double cx_dirichlet_end(const CxSample *sample, bool upper, double z, double factor);
extern double cx_dirichlet_z(const CxSample *sample, double target);

#endif							/* CX_DIRICHLET_H */
