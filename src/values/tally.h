/*-------------------------------------------------------------------------
 *
 * tally.h
 *	  The tally: how many respondents gave each score of a scale.
 *
 * A tally has two layouts, both flat, both varlena, both with a format byte
 * first:
 *
 * - the working layout is the struct CxTally below.  All arithmetic is done
 *	 on it, and it is the transition state of the aggregates.
 * - the packed layout is what is stored and sent to clients: a few bytes of
 *	 header and a variable-length integer a point (see cx_tally_pack).
 *
 * The stored form is a promise.  A format that is in use keeps its number
 * and its meaning for ever; a new layout takes a new number.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_TALLY_H
#define CX_TALLY_H

#include "nodes/nodes.h"

#define CX_LOWEST_POINT		(-1000)
#define CX_HIGHEST_POINT	1000
#define CX_MIN_POINTS		2
#define CX_MAX_POINTS		101

/* Counts stay exact when they are read as double. */
#define CX_MAX_COUNT		(INT64CONST(1) << 53)

/* Weights of respondents, so that their squares stay normal numbers. */
#define CX_MIN_WEIGHT		1e-100
#define CX_MAX_WEIGHT		1e100

typedef enum CxFormat
{
	CX_PACKED_COUNTS = 1,
	CX_PACKED_WEIGHTS = 2,
	CX_COUNTS = 3,				/* working layout, unweighted */
	CX_WEIGHTS = 4				/* working layout, weighted */
} CxFormat;

typedef union CxCell
{
	int64		count;
	double		weight;
} CxCell;

/*
 * The working layout.  The cells are, unweighted, the count of each point;
 * weighted, the number of responses, then the sum of the weights of each
 * point, then the sum of the squared weights of each point.
 */
typedef struct CxTally
{
	int32		vl_len_;		/* varlena header (do not touch directly!) */
	uint8		format;			/* CX_COUNTS or CX_WEIGHTS */
	uint8		points;			/* number of points on the scale */
	int16		lo;				/* lowest point */
	CxCell		cell[FLEXIBLE_ARRAY_MEMBER];
} CxTally;

#define CX_TALLY_HEADER		offsetof(CxTally, cell)
#define CX_MAX_TALLY_SIZE	(CX_TALLY_HEADER + (1 + 2 * CX_MAX_POINTS) * sizeof(CxCell))

/* Room for any tally in the working layout. */
typedef union CxTallyBuffer
{
	CxTally		tally;
	char		room[CX_MAX_TALLY_SIZE];
	double		alignment;
} CxTallyBuffer;

static inline Size
cx_tally_size(int points, bool weighted)
{
	return CX_TALLY_HEADER + (weighted ? 1 + 2 * points : points) * sizeof(CxCell);
}

static inline bool
cx_is_weighted(const CxTally *tally)
{
	return tally->format == CX_WEIGHTS;
}

static inline bool
cx_is_scale(int lo, int points)
{
	return points >= CX_MIN_POINTS && points <= CX_MAX_POINTS &&
		lo >= CX_LOWEST_POINT && lo + points - 1 <= CX_HIGHEST_POINT;
}

/* Are these size bytes, header included, a tally in the working layout? */
static inline bool
cx_is_working(const CxTally *tally, Size size)
{
	return size >= CX_TALLY_HEADER &&
		(tally->format == CX_COUNTS || tally->format == CX_WEIGHTS) &&
		cx_is_scale(tally->lo, tally->points) &&
		size == cx_tally_size(tally->points, cx_is_weighted(tally));
}

static inline int
cx_hi(const CxTally *tally)
{
	return tally->lo + tally->points - 1;
}

static inline bool
cx_same_scale(const CxTally *a, const CxTally *b)
{
	return a->lo == b->lo && a->points == b->points;
}

/* Sum of the weights of the point at index i; unweighted, its count. */
static inline double
cx_weight_at(const CxTally *tally, int i)
{
	return cx_is_weighted(tally) ? tally->cell[1 + i].weight :
		(double) tally->cell[i].count;
}

/* Sum of the squared weights of the point at index i; unweighted, its count. */
static inline double
cx_square_at(const CxTally *tally, int i)
{
	return cx_is_weighted(tally) ? tally->cell[1 + tally->points + i].weight :
		(double) tally->cell[i].count;
}

extern bool cx_scale_check(int64 lo, int64 hi, Node *escontext);

extern CxTally *cx_tally_init(void *room, int lo, int points, bool weighted);
extern bool cx_count_check(int64 count, Node *escontext);
extern bool cx_weight_check(double weight, double square, Node *escontext);
extern bool cx_tally_check(const CxTally *tally, Node *escontext);
extern void cx_tally_promote(const CxTally *from, CxTally *to);
extern int64 cx_tally_responses(const CxTally *tally);
extern bool cx_has_weight(const CxTally *tally);
extern void cx_report_count(const CxTally *tally, int i, int64 count);
extern void cx_set_sums(CxTally *tally, int i, double weight, double square);
extern void cx_add_weights(CxTally *tally, int i, double weight, int64 responses);
extern void cx_add_tally(CxTally *into, const CxTally *from);
extern void cx_remove_tally(CxTally *from, const CxTally *what);
extern void cx_tally_pool(CxTallyBuffer *pooled, const CxTally *tally);
extern void cx_multiply_tally(CxTally *tally, double weight);
extern void cx_reverse_tally(CxTally *tally);

/*
 * cx_add_count
 *	  Add responses (or, if negative, take them away) at one point of an
 *	  unweighted tally.
 *
 * responses: at most CX_MAX_COUNT in size, so that the sum cannot overflow.
 * Error: numeric value out of range, if the count would leave 0..2^53.
 */
static inline void
cx_add_count(CxTally *tally, int i, int64 responses)
{
	int64		count = tally->cell[i].count + responses;

	/* One comparison: negative counts wrap to large. */
	if (unlikely((uint64) count > CX_MAX_COUNT))
		cx_report_count(tally, i, count);
	tally->cell[i].count = count;
}

#endif							/* CX_TALLY_H */
