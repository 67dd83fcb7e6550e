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

/*
 * The p-values of both one-sided tests.  They add up to 1, and each keeps its
 * digits where it is the small one.
 */
typedef struct CxTails
{
	double		greater;		/* small where the value is high */
	double		less;			/* small where the value is low */
} CxTails;

extern double cx_two_sided_z(double confidence);
extern double cx_simultaneous_z(double confidence, double n);
extern double cx_range_z(double confidence, int n);
extern double cx_log_tail(double z);
extern double cx_p_of_z(double z, CxAlternative alternative);
extern CxTails cx_tails_of_z(double z);

#endif							/* CX_NORMAL_H */
