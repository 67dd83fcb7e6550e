/*-------------------------------------------------------------------------
 *
 * rounding.h
 *	  Figures as a person reads them.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_ROUNDING_H
#define CX_ROUNDING_H

/* As many digits after the decimal point as suit the metric. */
#define CX_AUTOMATIC_DIGITS		(-1)

typedef struct CxDigits
{
	bool		rounded;		/* else figures stay as they are */
	int			score;			/* digits of scores */
} CxDigits;

extern CxDigits cx_digits(bool unknown, int32 digits, double range);
extern double cx_round_score(const CxDigits *digits, double score);
extern double cx_round_share(const CxDigits *digits, double share);
extern double cx_round_credibility(const CxDigits *digits, double credibility);
extern double cx_round_p(const CxDigits *digits, double p);

#endif							/* CX_ROUNDING_H */
