/*-------------------------------------------------------------------------
 *
 * suppression.c
 *	  Which groups must not be shown, lest a small one be known or computed.
 *
 * A group of fewer than minimum responses is not shown.  Where the total of all
 * groups is, the hidden groups together can be computed from it and those shown,
 * and nothing else can: so these must be two groups or more, of minimum
 * responses or more.  The smallest of the others are hidden too until they are.
 *
 * Source: the threshold rule with secondary suppression, in one dimension;
 * Hundepool and others, Statistical Disclosure Control (2012), chapter 4.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "miscadmin.h"

#include "stats/suppression.h"

/* The sort may be long, so that it looks for a cancel. */
static int
compare_groups(const void *a, const void *b)
{
	int64		x = ((const CxGroup *) a)->responses;
	int64		y = ((const CxGroup *) b)->responses;

	CHECK_FOR_INTERRUPTS();
	return (x > y) - (x < y);
}

/*
 * cx_suppress
 *	  Find the groups that must not be shown.
 *
 * group: of n groups, sorted by this function.  One without responses hides
 * nothing, and is not hidden.
 * minimum: responses of the smallest group that may be shown; at least 1, which
 * hides nothing.
 * total_shown: are the groups' responses together shown?
 * suppressed: result, at each group's place.  Groups of one size are hidden
 * together, so that the order of the groups does not matter.
 */
void
cx_suppress(CxGroup *group, int64 n, int64 minimum, bool total_shown, bool *suppressed)
{
	int64		hidden = 0;
	int64		together = 0;	/* their responses, as far as they count */
	int64		last = 0;		/* those of the one hidden last */

	qsort(group, n, sizeof(CxGroup), compare_groups);
	for (int64 i = 0; i < n; i++)
	{
		int64		responses = group[i].responses;
		bool		small = responses > 0 && responses < minimum;
		bool		needed = hidden == 1 || (hidden > 0 && together < minimum);
		bool		tied = hidden > 0 && responses == last;

		CHECK_FOR_INTERRUPTS();
		suppressed[group[i].place] = small || (total_shown && (needed || tied));
		if (!suppressed[group[i].place])
			continue;
		hidden++;
		together = Min(together + Min(responses, minimum), minimum);
		last = responses;
	}
}
