/*-------------------------------------------------------------------------
 *
 * retention.c
 *	  How many stay for how long, with an interval for each period.
 *
 * Customers are counted by period: of d_j it is known that they left in period
 * j, of c_j only that they had not left by its end.  Both were there when it
 * began, so the number at risk is n_j = sum of d_i + c_i over i >= j, and the
 * share of those who stay beyond it is
 *
 *		S_j = product of (1 - d_i / n_i) over i <= j
 *
 * (Kaplan & Meier, Journal of the American Statistical Association 53, 1958),
 * with the variance V = S^2 sum(d_i / (n_i (n_i - d_i))) (Greenwood 1926).
 *
 * The interval is Wilson's on as many responses as would give this variance,
 * n* = S (1 - S) / V (Rothman, Journal of Chronic Diseases 31, 1978): where all
 * have been seen until they left, the number of all.  Where V or S is 0 it is n_j.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "stats/retention.h"
#include "stats/score_interval.h"

/*
 * cx_retention_of
 *	  The retention curve.
 *
 * departed, staying: unweighted, on one scale.
 * z: the normal quantile of the confidence, at least 0.
 * period: room for as many as the scale has points; those at risk are filled in.
 * Result: the number of periods in which somebody is at risk.  They are the
 * first ones.
 */
int
cx_retention_of(const CxTally *departed, const CxTally *staying, double z,
				CxRetention *period)
{
	int64		at_risk = cx_tally_responses(departed) + cx_tally_responses(staying);
	double		stay = 1;
	double		leave = 0;		/* 1 - stay, without its loss of digits */
	double		greenwood = 0;	/* V / S^2 */
	int			periods = 0;
	CxSample	sample;

	/* Whether they stay, as answers of worth 0 and 100. */
	sample.worths = 2;
	sample.worth[0] = 0;
	sample.worth[1] = 100;
	for (int i = 0; i < departed->points && at_risk > 0; i++)
	{
		int64		leaving = departed->cell[i].count;
		double		n = (double) at_risk;
		double		rest = (double) (at_risk - leaving);

		leave += stay * (leaving / n);
		stay *= rest / n;
		if (rest > 0)
			greenwood += leaving / n / rest;

		sample.share[0] = leave;
		sample.share[1] = stay;
		sample.estimate.value = 100 * stay;

		sample.size = greenwood == 0 || rest == 0 ? n : leave / (stay * greenwood);
		period[periods].at_risk = at_risk;
		period[periods].leaving = leaving;
		period[periods].retention = sample.estimate.value;
		period[periods++].interval = cx_score_interval(&sample, z, 1);
		at_risk -= leaving + staying->cell[i].count;
	}
	return periods;
}
