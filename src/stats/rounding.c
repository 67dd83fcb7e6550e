/*-------------------------------------------------------------------------
 *
 * rounding.c
 *	  Figures as a person reads them: half away from zero, in decimals.
 *
 * The figure that is rounded is the one of 15 digits that PostgreSQL makes of a
 * double precision value when it is cast to numeric: 2.675 becomes 2.68, though
 * the double nearest to it is a little less.  So the result is that of
 * round(figure::numeric, digits), and -0 is 0.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <float.h>
#include <math.h>

#include "stats/rounding.h"

/* What suits shares in percent, credibility, and p-values. */
#define SHARE_DIGITS		1
#define CREDIBILITY_DIGITS	2
#define P_DIGITS			2	/* significant ones */

/* Scores of this range or more are shown with one digit, others with two. */
#define WIDE_RANGE			20

/* See round_quickly: in units of the last digit. */
#define SHORT_FIGURE		1e9
#define FAR_FROM_TIE		1e-4

/* A figure that is not 0 as mantissa * 10^exponent, of DBL_DIG digits. */
typedef struct Decimal
{
	int64		mantissa;
	int			exponent;
} Decimal;

static Decimal
decimal_of(double figure)
{
	char		buf[32];
	char	   *exponent;
	Decimal		result;

	/* d.ddde+x, and without its point dddde+x */
	snprintf(buf, sizeof(buf), "%.*e", DBL_DIG - 1, fabs(figure));
	memmove(buf + 1, buf + 2, strlen(buf + 2) + 1);
	result.mantissa = strtoi64(buf, &exponent, 10);
	result.exponent = (int) strtol(exponent + 1, NULL, 10) - (DBL_DIG - 1);
	return result;
}

/*
 * The figure rounded at 10^place: to the tenths where that is -1.  A place that
 * has no digits any more changes nothing.
 */
static double
round_at(double figure, Decimal digits, int place)
{
	char		buf[32];
	int64		unit = 1;

	if (place < digits.exponent)
		return figure;
	if (place > digits.exponent + DBL_DIG)
		return 0;
	for (int i = digits.exponent; i < place; i++)
		unit *= 10;
	digits.mantissa = (digits.mantissa + unit / 2) / unit;
	if (digits.mantissa == 0)
		return 0;
	snprintf(buf, sizeof(buf), INT64_FORMAT "e%d", digits.mantissa, place);
	return copysign(strtod(buf, NULL), figure);
}

/*
 * The same, and ten times as quick, where the figure is short and far from a
 * tie: then its 15 digits cannot matter, and the quotient of two whole numbers
 * is the double nearest to the decimal.
 *
 * Result: false if it is not so.
 */
static bool
round_quickly(double figure, int digits, double *rounded)
{
	static const double power[] = {1, 10, 100, 1000, 10000};
	double		units;
	double		whole;

	if (digits >= (int) lengthof(power))
		return false;
	units = fabs(figure) * power[digits];
	whole = floor(units + 0.5);
	if (!(units < SHORT_FIGURE && fabs(fabs(units - whole) - 0.5) > FAR_FROM_TIE))
		return false;
	*rounded = whole == 0 ? 0 : copysign(whole / power[digits], figure);
	return true;
}

/* To so many digits after the decimal point. */
static double
round_digits(double figure, int digits)
{
	double		rounded;

	if (figure == 0)
		return 0;
	if (!isfinite(figure))
		return figure;
	if (round_quickly(figure, digits, &rounded))
		return rounded;
	return round_at(figure, decimal_of(figure), -digits);
}

/*
 * cx_digits
 *	  What an argument digits says.
 *
 * unknown: is it NULL?  Then nothing is rounded.
 * digits: 0 or more for scores, or CX_AUTOMATIC_DIGITS.
 * range: distance of the highest from the lowest worth of the metric.
 */
CxDigits
cx_digits(bool unknown, int32 digits, double range)
{
	CxDigits	result = {!unknown, digits};

	Assert(unknown || digits >= CX_AUTOMATIC_DIGITS);
	if (digits == CX_AUTOMATIC_DIGITS)
		result.score = range >= WIDE_RANGE ? 1 : 2;
	return result;
}

/*
 * cx_round_score
 *	  A value, a limit, a change, an effect, rounded to the digits asked for.
 */
double
cx_round_score(const CxDigits *digits, double score)
{
	return digits->rounded ? round_digits(score, digits->score) : score;
}

/*
 * cx_round_share
 *	  A share in percent, to one digit.
 */
double
cx_round_share(const CxDigits *digits, double share)
{
	return digits->rounded ? round_digits(share, SHARE_DIGITS) : share;
}

/*
 * cx_round_credibility
 *	  A credibility, to two digits.
 */
double
cx_round_credibility(const CxDigits *digits, double credibility)
{
	return digits->rounded ? round_digits(credibility, CREDIBILITY_DIGITS) : credibility;
}

/*
 * cx_round_p
 *	  A p-value, to two significant digits.
 */
double
cx_round_p(const CxDigits *digits, double p)
{
	Decimal		all;

	if (!digits->rounded || p == 0)
		return p;
	all = decimal_of(p);
	return round_at(p, all, all.exponent + DBL_DIG - P_DIGITS);
}
