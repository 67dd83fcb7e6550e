/*-------------------------------------------------------------------------
 *
 * normal.h
 *	  The standard normal distribution.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_NORMAL_H
#define CX_NORMAL_H

extern double cx_two_sided_z(double confidence);
extern double cx_simultaneous_z(double confidence, double n);
extern double cx_two_sided_p(double z);

#endif							/* CX_NORMAL_H */
