/*-------------------------------------------------------------------------
 *
 * log_odds.h
 *	  How much more often something is found in one group than in another.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_LOG_ODDS_H
#define CX_LOG_ODDS_H

/* Of a group of n, y have what is asked for: 0 <= y <= n, both finite. */
typedef struct CxFound
{
	double		y;
	double		n;
} CxFound;

extern bool cx_log_odds_of(const CxFound *a, const CxFound *b, double prior, double *z);

#endif							/* CX_LOG_ODDS_H */
