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

/* The merge of the replicates from each on, and of none behind the last. */
static CxMoments **
merge_from_behind(const Jackknife *jackknife, int count)
{
	CxMoments **behind = palloc((count + 1) * sizeof(CxMoments *));

	behind[count] = cx_moments_init(jackknife->drivers);
	for (int i = count - 1; i >= 0; i--)
	{
		CHECK_FOR_INTERRUPTS();
		behind[i] = cx_moments_copy(behind[i + 1]);
		cx_moments_add_moments(behind[i], jackknife->replicate[i]);
	}
	return behind;
}

/*
 * Leave out each in turn: the rest is the merge of those before it and of those
 * behind it.
 */
static void
leave_out_each(Jackknife *jackknife, int count)
{
	CxMoments **behind = merge_from_behind(jackknife, count);
	CxMoments  *before = cx_moments_init(jackknife->drivers);

	for (int i = 0; i < count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		cx_moments_add_moments(behind[i + 1], before);
		analyse(jackknife, behind[i + 1]);
		cx_moments_add_moments(before, jackknife->replicate[i]);
		pfree(behind[i]);
	}
	pfree(behind[count]);
	pfree(behind);
	pfree(before);
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
	Jackknife	jackknife;

	memset(&jackknife, 0, sizeof(jackknife));
	jackknife.replicate = replicate;
	jackknife.method = method;
	jackknife.drivers = replicate[0]->drivers;
	for (int i = 0; i < CX_MAX_DRIVER_COLUMNS; i++)
		jackknife.slope[i].complete = jackknife.share[i].complete = true;
	leave_out_each(&jackknife, count);
	for (int i = 0; i < CX_MAX_DRIVER_COLUMNS; i++)
	{
		errors->slope[i] = variation(&jackknife.slope[i], count);
		errors->share[i] = variation(&jackknife.share[i], count);
	}
}
