/*-------------------------------------------------------------------------
 *
 * driver_columns.c
 *	  What an outcome is explained by: drivers, with the mean in place of answers
 *	  that are missing, and flags that tell who answered.
 *
 * With u x and u as in moments.h, and m the mean of the answers, the column of a
 * driver is u x + (1 - u) m.  But for a constant that is u x - m u, so that its
 * co-moments are found from those of u x and u.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "utils/float.h"

#include "stats/driver_columns.h"

/*
 * A column whose deviation is less than this part of its size never varies: what
 * is left is rounding, of the answers or of the difference to u m.
 */
#define ROUNDING_OF_ANSWERS		1e-13
#define ROUNDING_OF_DIFFERENCE	1e-6

/* Where the column of a place is in the moments, and its flag. */
static inline int
own(int place)
{
	return 1 + place;
}

static inline int
flag(const CxMoments *moments, int place)
{
	return place < moments->drivers ? own(place) + moments->drivers : own(place);
}

/* The mean that is put in place of missing answers; a flag has none missing. */
static inline double
filling(const CxMoments *moments, const CxDriverColumns *columns, int place)
{
	return place < moments->drivers ? columns->mean[place] : 0;
}

/* No answers have such means, but moments that somebody wrote may. */
static double
checked_comoment(double comoment)
{
	if (unlikely(!isfinite(comoment)))
		float_overflow_error();
	return comoment;
}

/* The co-moment of the columns of two places. */
static double
comoment(const CxMoments *moments, const CxDriverColumns *columns, int a, int b)
{
	double		a_mean = filling(moments, columns, a);
	double		b_mean = filling(moments, columns, b);
	int			a_flag = flag(moments, a);
	int			b_flag = flag(moments, b);

	return checked_comoment(cx_comoment(moments, own(a), own(b)) -
							a_mean * cx_comoment(moments, a_flag, own(b)) -
							b_mean * (cx_comoment(moments, own(a), b_flag) -
									  a_mean * cx_comoment(moments, a_flag, b_flag)));
}

static double
comoment_with_outcome(const CxMoments *moments, const CxDriverColumns *columns, int a)
{
	return checked_comoment(cx_comoment(moments, own(a), 0) -
							filling(moments, columns, a) *
							cx_comoment(moments, flag(moments, a), 0));
}

/* The root of a sum of squares, or 0 if it is but rounding. */
static double
deviation(const CxMoments *moments, const CxDriverColumns *columns, int place)
{
	double		mean = fabs(columns->mean[place]);
	double		root = sqrt(Max(comoment(moments, columns, place, place), 0));
	double		rounding = ROUNDING_OF_ANSWERS * mean * sqrt(moments->weight);

	if (place < columns->drivers)
		rounding = Max(rounding, ROUNDING_OF_DIFFERENCE * mean *
					   sqrt(cx_comoment(moments, flag(moments, place), flag(moments, place))));
	return root > rounding ? root : 0;
}

/* A weight is a count, and shown as one, where all responses weigh 1. */
static double
weight_of(const CxMoments *moments, double share)
{
	double		weight = moments->weight * share;

	if (moments->weight == moments->responses && moments->squares == moments->weight)
		return rint(weight);
	return weight;
}

static void
set_column(const CxMoments *moments, int place, CxDriverColumns *columns)
{
	double		share = moments->number[flag(moments, place)];
	bool		is_flag = place >= moments->drivers;
	double		mean = is_flag ? share : moments->number[own(place)] / share;

	columns->answered[place] = weight_of(moments, is_flag ? 1 : share);
	columns->has_mean[place] = moments->weight > 0 && isfinite(mean);
	columns->mean[place] = columns->has_mean[place] ? mean : 0;
	columns->deviation[place] = deviation(moments, columns, place);
	columns->is_there[place] = !is_flag || columns->deviation[place] > 0;
	if (columns->deviation[place] > 0)
		columns->place[columns->used++] = place;
}

static double
as_correlation(double comoment, double a, double b)
{
	return Max(-1, Min(1, comoment / a / b));
}

/*
 * cx_driver_columns
 *	  The columns, and how those that vary correlate with each other and the
 *	  outcome.
 */
void
cx_driver_columns(const CxMoments *moments, CxDriverColumns *columns)
{
	double		outcome = sqrt(cx_comoment(moments, 0, 0));

	columns->drivers = moments->drivers;
	columns->responses = cx_moments_effective(moments);
	columns->outcome = outcome > ROUNDING_OF_ANSWERS * fabs(moments->number[0]) * sqrt(moments->weight) ? outcome : 0;
	columns->used = 0;
	for (int place = 0; place < 2 * moments->drivers; place++)
		set_column(moments, place, columns);
	for (int i = 0; i < columns->used; i++)
	{
		int			a = columns->place[i];
		double	   *row = columns->correlation + (Size) i * columns->used;

		columns->with_outcome[i] = outcome > 0 ?
			as_correlation(comoment_with_outcome(moments, columns, a), outcome, columns->deviation[a]) : 0;
		row[i] = 1;
		for (int j = 0; j < i; j++)
		{
			int			b = columns->place[j];

			row[j] = columns->correlation[j * columns->used + i] =
				as_correlation(comoment(moments, columns, a, b),
							   columns->deviation[a], columns->deviation[b]);
		}
	}
}
