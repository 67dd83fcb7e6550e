/*-------------------------------------------------------------------------
 *
 * posterior.h
 *	  What is known of the true deviation of each unit.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_POSTERIOR_H
#define CX_POSTERIOR_H

#include "stats/credibility.h"
#include "stats/normal_table.h"

/* A part of a unit's posterior: a normal distribution. */
typedef struct CxPart
{
	double		share;			/* its probability */
	double		mean;
	double		steepness;		/* 1 / standard deviation */
} CxPart;

/* The posteriors of all units, in their order. */
typedef struct CxPosteriors
{
	int64		units;
	uint8	   *parts;			/* number of parts of each unit */
	CxPart	   *part;			/* those of one unit after the other */
	double		lowest;			/* here all units are above */
	double		highest;		/* here none is */
} CxPosteriors;

extern void cx_posteriors(const CxCredibility *model, const CxDeviation *deviation,
						  CxPosteriors *posteriors);

/*
 * cx_above
 *	  The probability that the true deviation of a unit is above x.
 */
static inline double
cx_above(const CxPart *part, int parts, double x)
{
	double		sum = 0;

	for (int i = 0; i < parts; i++)
		sum += part[i].share * cx_upper_tail((x - part[i].mean) * part[i].steepness);
	return sum;
}

#endif							/* CX_POSTERIOR_H */
