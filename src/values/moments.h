/*-------------------------------------------------------------------------
 *
 * moments.h
 *	  The moments: how an outcome and several drivers vary together.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_MOMENTS_H
#define CX_MOMENTS_H

#include "nodes/nodes.h"

/* Drivers of an outcome: what respondents also rated. */
#define CX_MAX_DRIVERS		32

/* Sums of squares up to here have products and roots that are finite. */
#define CX_MAX_COMOMENT		1e300

#define CX_MOMENTS_FORMAT	1

/*
 * One layout, in memory and on disk.  Columns are the outcome y, then u x of
 * each driver, then u of each: u is 1 where the driver was answered and 0 where
 * it was not, and x is the answer.  So the regression on the answer, or the mean
 * where there is none, and on a flag that tells which, is found from sums over
 * rows that need not be complete.
 *
 * The numbers are the mean of each column, then the centred sums of squares and
 * products, the lower triangle by rows.
 */
typedef struct CxMoments
{
	int32		vl_len_;		/* varlena header (do not touch directly!) */
	uint8		format;			/* CX_MOMENTS_FORMAT */
	uint8		drivers;
	uint16		unused;			/* 0 */
	int64		responses;		/* those of weight 0 among them */
	double		weight;			/* sum of the weights */
	double		squares;		/* sum of the squared weights */
	double		number[FLEXIBLE_ARRAY_MEMBER];
} CxMoments;

#define CX_MOMENTS_HEADER	offsetof(CxMoments, number)
#define CX_MAX_MOMENT_COLUMNS	(1 + 2 * CX_MAX_DRIVERS)

static inline int
cx_moment_columns(int drivers)
{
	return 1 + 2 * drivers;
}

/* How many numbers there are: means and co-moments. */
static inline int
cx_moment_numbers(int drivers)
{
	int			columns = cx_moment_columns(drivers);

	return columns + columns * (columns + 1) / 2;
}

static inline Size
cx_moments_size(int drivers)
{
	return CX_MOMENTS_HEADER + cx_moment_numbers(drivers) * sizeof(double);
}

/* The lower triangle, row i of which begins at i (i + 1) / 2. */
static inline double *
cx_comoments(CxMoments *moments)
{
	return moments->number + cx_moment_columns(moments->drivers);
}

/* The co-moment of two columns in any order. */
static inline double
cx_comoment(const CxMoments *moments, int i, int j)
{
	const double *comoment = moments->number + cx_moment_columns(moments->drivers);

	return i >= j ? comoment[i * (i + 1) / 2 + j] : comoment[j * (j + 1) / 2 + i];
}

/* The number of equally weighted responses that say as much; 0 without weight. */
static inline double
cx_moments_effective(const CxMoments *moments)
{
	return moments->weight > 0 ? moments->weight / moments->squares * moments->weight : 0;
}

extern bool cx_driver_count_check(int64 drivers, Node *escontext);
extern CxMoments *cx_moments_init(int drivers);
extern CxMoments *cx_moments_copy(const CxMoments *moments);
extern bool cx_moments_check(const CxMoments *moments, Node *escontext);
extern void cx_moments_add_row(CxMoments *moments, const double *z, double weight);
extern void cx_moments_add_moments(CxMoments *into, const CxMoments *from);

#endif							/* CX_MOMENTS_H */
