/*-------------------------------------------------------------------------
 *
 * drivers.c
 *	  Driver analysis: what each driver explains of an outcome.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "utils/float.h"

#include "stats/drivers.h"
#include "stats/jacobi.h"
#include "stats/shapley.h"

/* An eigenvalue of up to this part of their sum is 0: the drivers are not independent. */
#define SINGULAR		1e-10

/* Nothing is explained up to here: what is left is rounding. */
#define NOTHING			1e-20

/* A correlation matrix R = V L V' of n columns, by its positive eigenvalues. */
typedef struct Spectrum
{
	int			n;
	int			rank;
	double		value[CX_MAX_DRIVER_COLUMNS];	/* of rank eigenvectors */
	double		vector[CX_MAX_DRIVER_COLUMNS * CX_MAX_DRIVER_COLUMNS];	/* rank rows */
	double		with_outcome[CX_MAX_DRIVER_COLUMNS];	/* of each eigenvector */
} Spectrum;

static void
set_spectrum(const CxDriverColumns *columns, Spectrum *spectrum)
{
	int			n = columns->used;
	double		a[CX_MAX_DRIVER_COLUMNS * CX_MAX_DRIVER_COLUMNS];
	double		vectors[CX_MAX_DRIVER_COLUMNS * CX_MAX_DRIVER_COLUMNS];

	memcpy(a, columns->correlation, sizeof(double) * n * n);
	cx_eigen(n, a, vectors);
	spectrum->n = n;
	spectrum->rank = 0;
	for (int i = 0; i < n; i++)
	{
		int			e = spectrum->rank;

		if (!(a[i * n + i] > SINGULAR * n))
			continue;
		spectrum->value[e] = a[i * n + i];
		spectrum->with_outcome[e] = 0;
		for (int j = 0; j < n; j++)
		{
			spectrum->vector[e * n + j] = vectors[j * n + i];
			spectrum->with_outcome[e] += vectors[j * n + i] * columns->with_outcome[j];
		}
		spectrum->rank++;
	}
}

/*
 * What the drivers explain by relative weights: with A = V L^(1/2) V', which
 * takes uncorrelated columns to the drivers, the sum over i of A_ji^2 b_i^2,
 * where b = A^-1 r.
 *
 * Source: Johnson, Multivariate Behavioral Research 35 (2000).
 */
static void
relative_weights(const Spectrum *spectrum, double *importance)
{
	int			n = spectrum->n;
	double		weight[CX_MAX_DRIVER_COLUMNS];

	for (int i = 0; i < n; i++)
	{
		weight[i] = importance[i] = 0;
		for (int e = 0; e < spectrum->rank; e++)
			weight[i] += spectrum->vector[e * n + i] * spectrum->with_outcome[e] /
				sqrt(spectrum->value[e]);
	}
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
		{
			double		a = 0;

			for (int e = 0; e < spectrum->rank; e++)
				a += sqrt(spectrum->value[e]) *
					spectrum->vector[e * n + i] * spectrum->vector[e * n + j];
			importance[j] += a * a * weight[i] * weight[i];
		}
}

/* Beta, slope and its error of column i. */
static void
set_slope(const CxDriverColumns *columns, const Spectrum *spectrum, int i, CxDrivers *drivers)
{
	CxDriver   *driver = &drivers->driver[columns->place[i]];
	double		scale = columns->outcome / columns->deviation[columns->place[i]];
	double		inverse = 0;

	for (int e = 0; e < spectrum->rank; e++)
	{
		double		v = spectrum->vector[e * spectrum->n + i] / spectrum->value[e];

		driver->beta += v * spectrum->with_outcome[e];
		inverse += v * spectrum->vector[e * spectrum->n + i];
	}
	driver->slope = driver->beta * scale;
	driver->slope_error = sqrt((1 - drivers->r2) / drivers->degrees * inverse) * scale;
	if (isinf(scale) || isinf(driver->slope) || isinf(driver->slope_error))
		float_overflow_error();
}

/*
 * cx_drivers_of
 *	  What each driver explains.
 *
 * method: CX_SHAPLEY for at most CX_MAX_SHAPLEY columns that vary.
 * Result: not known if the outcome never varies, or there are not more responses
 * than slopes, a constant and one.  Drivers that depend on others have the least
 * slopes that explain as much, so that two equal ones share.
 */
void
cx_drivers_of(const CxDriverColumns *columns, CxDriverMethod method, CxDrivers *drivers)
{
	Spectrum	spectrum;
	double		importance[CX_MAX_DRIVER_COLUMNS];

	memset(drivers, 0, sizeof(CxDrivers));
	set_spectrum(columns, &spectrum);
	drivers->degrees = columns->responses - spectrum.rank - 1;
	drivers->known = columns->outcome > 0 && columns->used > 0 &&
		drivers->degrees > columns->responses * SINGULAR;
	if (!drivers->known)
		return;

	for (int e = 0; e < spectrum.rank; e++)
		drivers->r2 += spectrum.with_outcome[e] * spectrum.with_outcome[e] / spectrum.value[e];
	drivers->r2 = Min(drivers->r2, 1);
	drivers->has_shares = drivers->r2 > NOTHING;

	if (method == CX_SHAPLEY)
		cx_shapley(spectrum.n, columns->correlation, columns->with_outcome,
				   SINGULAR * spectrum.n, importance);
	else
		relative_weights(&spectrum, importance);
	for (int i = 0; i < spectrum.n; i++)
	{
		CxDriver   *driver = &drivers->driver[columns->place[i]];

		set_slope(columns, &spectrum, i, drivers);
		driver->importance = importance[i];
		driver->share = drivers->has_shares ? 100 * importance[i] / drivers->r2 : 0;
	}
}
