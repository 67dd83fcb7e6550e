/*-------------------------------------------------------------------------
 *
 * sample.c
 *	  A tally under a metric, prepared for inference.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "stats/sample.h"

/* Add a share to that of its worth, keeping the worths in order. */
static void
add_share(CxSample *sample, double worth, double share)
{
	int			j = sample->worths;

	/* Metrics mostly ascend, so that the place is near the end. */
	while (j > 0 && sample->worth[j - 1] > worth)
		j--;
	if (j > 0 && sample->worth[j - 1] == worth)
	{
		sample->share[j - 1] += share;
		return;
	}
	for (int i = sample->worths++; i > j; i--)
	{
		sample->worth[i] = sample->worth[i - 1];
		sample->share[i] = sample->share[i - 1];
	}
	sample->worth[j] = worth;
	sample->share[j] = share;
}

/*
 * cx_sample
 *	  Prepare a tally under a metric for inference.
 *
 * worth: as many as the tally has points.
 * Result: false if the tally has no value; the range of the worths is set all
 * the same.
 *
 * The effective number of responses is that of the value's own variance, but
 * never above Kish's, which also serves where the variance is 0 (Korn &
 * Graubard, Survey Methodology 24, 1998).
 */
bool
cx_sample(const CxTally *tally, const double *worth, CxSample *sample)
{
	CxEstimate *estimate = &sample->estimate;
	double		share[CX_MAX_POINTS];
	bool		has_value = cx_estimate_and_shares(tally, worth, estimate, share);

	sample->worths = 0;
	for (int i = 0; i < tally->points; i++)
		add_share(sample, worth[i], share[i]);
	sample->responses = cx_tally_responses(tally);
	if (!has_value)
		return false;
	sample->size = estimate->size;
	return true;
}

double
cx_lowest_worth(const CxSample *sample)
{
	return sample->worth[0];
}

double
cx_highest_worth(const CxSample *sample)
{
	return sample->worth[sample->worths - 1];
}

/*
 * cx_smoothed_share
 *	  The share of the worth at index j after one more response, spread evenly
 *	  over the worths, so that none is impossible.
 */
double
cx_smoothed_share(const CxSample *sample, int j)
{
	return (sample->size * sample->share[j] + 1.0 / sample->worths) / (sample->size + 1);
}

/*
 * cx_population_factor
 *	  What a finite population leaves of the variance: (N - n) / (N - 1).
 *
 * population: N, at least the number of responses n; may be infinite.
 */
double
cx_population_factor(const CxSample *sample, double population)
{
	if (isinf(population))
		return 1;
	if (population <= sample->responses)
		return 0;
	return (population - sample->responses) / (population - 1);
}
