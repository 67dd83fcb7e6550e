/*-------------------------------------------------------------------------
 *
 * jackknife.c
 *	  Intervals of a driver analysis, from replicates: days, stores, or random
 *	  groups of respondents.  What changes when one is left out tells how sure
 *	  the whole is, also where the answers within a replicate are alike.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "miscadmin.h"

#include "stats/jackknife.h"

/* Mean and sum of squares of what was found so far. */
typedef struct Series
{
	bool		complete;
	double		mean;
	double		squares;
} Series;

typedef struct Jackknife
{
	CxMoments  *const *replicate;
	CxDriverMethod method;
	int			drivers;
	int			done;			/* replicates that were left out */
	Series		slope[CX_MAX_DRIVER_COLUMNS];
	Series		share[CX_MAX_DRIVER_COLUMNS];
} Jackknife;

static void
add_to_series(Series *series, int number, double value, bool known)
{
	double		d = value - series->mean;

	series->complete = series->complete && known;
	series->mean += d / number;
	series->squares += d * (value - series->mean);
}

/* One replicate has been left out. */
static void
analyse(Jackknife *jackknife, const CxMoments *others)
{
	CxDriverColumns columns;
	CxDrivers	drivers;
	bool		varies[CX_MAX_DRIVER_COLUMNS] = {false};

	cx_driver_columns(others, &columns);
	cx_drivers_of(&columns, jackknife->method, &drivers);
	for (int i = 0; i < columns.used; i++)
		varies[columns.place[i]] = true;
	jackknife->done++;
	for (int i = 0; i < 2 * jackknife->drivers; i++)
	{
		add_to_series(&jackknife->slope[i], jackknife->done, drivers.driver[i].slope,
					  drivers.known && varies[i]);
		add_to_series(&jackknife->share[i], jackknife->done, drivers.driver[i].share,
					  drivers.known && drivers.has_shares);
	}
}

/*
 * Leave each of the replicates from first to before end out of the rest, which
 * is what lies outside of them (NULL for nothing).
 *
 * By halves, one of which joins the rest of the other: a merge for each
 * replicate and halving, and as many moments at a time as there are halvings.
 */
static void
leave_out(Jackknife *jackknife, int first, int end, const CxMoments *rest)
{
	int			middle = first + (end - first) / 2;

	CHECK_FOR_INTERRUPTS();
	if (end - first == 1)
	{
		analyse(jackknife, rest);
		return;
	}
	for (int half = 0; half < 2; half++)
	{
		int			from = half == 0 ? middle : first;
		int			to = half == 0 ? end : middle;
		CxMoments  *sum = rest != NULL ? cx_moments_copy(rest) :
			cx_moments_init(jackknife->drivers);

		for (int i = from; i < to; i++)
			cx_moments_add_moments(sum, jackknife->replicate[i]);
		if (half == 0)
			leave_out(jackknife, first, middle, sum);
		else
			leave_out(jackknife, middle, end, sum);
		pfree(sum);
	}
}

static CxVariation
variation(const Series *series, int count)
{
	CxVariation result = {series->complete, sqrt((count - 1.0) / count * series->squares)};

	result.known = result.known && isfinite(result.error);
	return result;
}

/*
 * cx_jackknife
 *	  The standard errors of slopes and shares.
 *
 * replicate: count of them, at least 2, with weight and of the same drivers.
 * Source: Tukey 1958; Efron & Stein, Annals of Statistics 9 (1981).
 */
void
cx_jackknife(CxMoments *const *replicate, int count, CxDriverMethod method,
			 CxDriverErrors *errors)
{
	Jackknife	jackknife = {.replicate = replicate, .method = method, .drivers = replicate[0]->drivers};

	for (int i = 0; i < CX_MAX_DRIVER_COLUMNS; i++)
		jackknife.slope[i].complete = jackknife.share[i].complete = true;
	leave_out(&jackknife, 0, count, NULL);
	for (int i = 0; i < CX_MAX_DRIVER_COLUMNS; i++)
	{
		errors->slope[i] = variation(&jackknife.slope[i], count);
		errors->share[i] = variation(&jackknife.share[i], count);
	}
}
