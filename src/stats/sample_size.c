/*-------------------------------------------------------------------------
 *
 * sample_size.c
 *	  How many responses are needed.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "stats/sample_size.h"

/*
 * cx_required_size
 *	  How many responses make the margin as small as given.
 *
 * spread: the variance of one answer.
 * design_effect: responses for each effective response.
 * margin, z: greater than 0.
 * population: at least 1; may be infinite.
 * Source: Cochran, Sampling Techniques (1977), chapter 4.
 */
double
cx_required_size(double spread, double design_effect, double margin, double z,
				 double population)
{
	double		error = z * sqrt(spread) / margin;
	double		size = error * error * design_effect;

	if (!isinf(population))
		size = isinf(size) ? population : size / (1 + (size - 1) / population);
	return Max(Min(ceil(size), ceil(population)), 1);
}
