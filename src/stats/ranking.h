/*-------------------------------------------------------------------------
 *
 * ranking.h
 *	  Ranks, the ranks that data cannot exclude, and adjusted p-values.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_RANKING_H
#define CX_RANKING_H

/* A key and the place that it came from. */
typedef struct CxRanked
{
	double		key;
	int64		place;
} CxRanked;

/* For whom a rank interval holds with the confidence asked for. */
typedef enum CxGuarantee
{
	CX_ALL_UNITS,				/* for all of them at once */
	CX_ONE_UNIT					/* for one that was named beforehand */
} CxGuarantee;

extern void cx_rank_keys(CxRanked *ranked, int64 n, double *rank);
extern void cx_rank_intervals(double *lower, double *upper, int64 n,
							  double *sorted_lower, double *sorted_upper);
extern double cx_rank_z(CxGuarantee guarantee, double confidence, int64 n);
extern void cx_rank_sets(const double *value, double *lower, double *upper, int64 n,
						 double *room);
extern void cx_adjust_p(CxRanked *ranked, int64 n, double *adjusted);

#endif							/* CX_RANKING_H */
