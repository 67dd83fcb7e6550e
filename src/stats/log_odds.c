/*-------------------------------------------------------------------------
 *
 * log_odds.c
 *	  How much more often something is found in one group than in another: the
 *	  log-odds ratio with an informative prior, over its standard error.
 *
 * Of n_a in one group y_a have it, of n_b in the other y_b.  With alpha = prior
 * (y_a + y_b) / (n_a + n_b),
 *
 *		delta = ln((y_a + alpha) / (n_a + prior - y_a - alpha)) -
 *				ln((y_b + alpha) / (n_b + prior - y_b - alpha))
 *		z = delta / sqrt(1 / (y_a + alpha) + 1 / (y_b + alpha))
 *
 * The prior draws rare things together, which chance makes look most different.
 *
 * Source: Monroe, Colaresi & Quinn, Political Analysis 16 (2008), equations 15
 * to 22, with the share in both groups together as the prior.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "stats/log_odds.h"

/*
 * cx_log_odds_of
 *	  z: positive if it is more frequent in a.
 *
 * prior: weight of the prior in members of a group; positive, finite.
 * Result: false if nobody has it, or everybody.
 * Error: numeric value out of range, if the numbers are too large or too small
 * for a result.
 */
bool
cx_log_odds_of(const CxFound *a, const CxFound *b, double prior, double *z)
{
	double		found = a->y + b->y;
	double		others = (a->n - a->y) + (b->n - b->y);
	double		with = prior * (found / (found + others));
	double		without = prior * (others / (found + others));
	double		with_a = a->y + with;
	double		with_b = b->y + with;
	double		delta;

	if (found == 0 || others == 0)
		return false;
	delta = log(with_a / (a->n - a->y + without)) - log(with_b / (b->n - b->y + without));
	*z = delta / sqrt(1 / with_a + 1 / with_b);
	if (!isfinite(*z) || isinf(found + others))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("log odds are out of range")));
	return true;
}
