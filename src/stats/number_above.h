/*-------------------------------------------------------------------------
 *
 * number_above.h
 *	  How many of many units are above a mark: the chance that they are few.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_NUMBER_ABOVE_H
#define CX_NUMBER_ABOVE_H

/* A unit that is above with a probability of more than a half. */
typedef struct CxLikely
{
	int64		unit;
	double		above;
	double		few;			/* that few others are */
} CxLikely;

/* The number of units above, few being less than k. */
typedef struct CxNumber
{
	int64		k;
	double		mean;			/* M */

	/* Exactly: that at most r = 0...k-1 of the units are above */
	double	   *at_most;		/* or NULL */
	CxLikely   *likely;			/* in the order of the units */
	int64		likelies;
	int64		next;			/* of them, whose others are asked for */
	bool		crowded;		/* few units above are out of the question */

	/* By the normal distribution: the other cumulants, Q and K */
	double		variance;
	double		skewness;
} CxNumber;

extern void cx_number_init(CxNumber *number, int64 units, int64 k);
extern void cx_number_add(CxNumber *number, int64 unit, double above);
extern double cx_number_few(CxNumber *number);
extern double cx_number_few_others(CxNumber *number, int64 unit, double above);

#endif							/* CX_NUMBER_ABOVE_H */
