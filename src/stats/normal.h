/*-------------------------------------------------------------------------
 *
 * normal.h
 *	  The standard normal distribution.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_NORMAL_H
#define CX_NORMAL_H

/* What a test is to find out: whether the truth is another, greater or less. */
typedef enum CxAlternative
{
	CX_TWO_SIDED,
	CX_GREATER,
	CX_LESS
} CxAlternative;

extern double cx_two_sided_z(double confidence);
extern double cx_simultaneous_z(double confidence, double n);
extern double cx_p_of_z(double z, CxAlternative alternative);

#endif							/* CX_NORMAL_H */
