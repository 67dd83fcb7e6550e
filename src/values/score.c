/*-------------------------------------------------------------------------
 *
 * score.c
 *	  From an answer to a point of a scale: what is no score, and the number in
 *	  a label.
 *
 * An answer that is no point of the scale is an error, whose hint says what to
 * do for each thing that it may be: a shifted or a finer scale, an average, a
 * code for "no answer".  Whoever follows the hint that fits their data gets
 * the right score or another error, never a wrong score.  So a value one step
 * beyond the scale, which is likelier a shifted scale, is never called a code;
 * and nothing is ever to be rounded.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <math.h>

#include "parser/scansup.h"

#include "values/scan.h"
#include "values/score.h"

/* What the scores are for, which decides how the hint writes it. */
typedef enum Use
{
	FOR_TALLY,
	FOR_NPS,
	FOR_CSAT,
	FOR_CES
} Use;

/* Codes for "no answer" are short; a longer number is none. */
#define MAX_CODE_LENGTH		6

/* On scales as long as this, the two highest points are not the satisfied. */
#define LONG_SCALE			20

typedef struct Scale
{
	int			low;
	int			high;
} Scale;

/* Scales that answers are often on, the likeliest first. */
static const Scale usual_scales[] = {{1, 5}, {1, 7}, {0, 10}, {1, 11}, {0, 100}};

/* The aggregates with a scale of their own are known by it. */
static Use
use_of(const CxTally *tally, bool scale_given)
{
	if (scale_given)
		return FOR_TALLY;
	if (tally->lo == 0 && cx_hi(tally) == 10)
		return FOR_NPS;
	if (tally->lo == 1 && cx_hi(tally) == 5)
		return FOR_CSAT;
	if (tally->lo == 1 && cx_hi(tally) == 7)
		return FOR_CES;
	return FOR_TALLY;
}

/*
 * The least factor that makes a score and its scale whole, or 0 if a tally has
 * too few points for it.
 */
static int
whole_factor(double score, const CxTally *tally)
{
	for (int factor = 2; factor * (tally->points - 1) < CX_MAX_POINTS; factor++)
		if (fabs(score * factor - rint(score * factor)) <= CX_SCORE_TOLERANCE)
			return tally->lo * factor >= CX_LOWEST_POINT &&
				cx_hi(tally) * factor <= CX_HIGHEST_POINT ? factor : 0;
	return 0;
}

/* For an average, or an answer on a finer scale, between the ends of the scale. */
static int
hint_between_points(const char *shown, double score, const CxTally *tally, Use use)
{
	int			factor = whole_factor(score, tally);
	int			low = tally->lo * factor;
	int			high = cx_hi(tally) * factor;

	if (use == FOR_NPS || (factor == 0 && tally->lo == 0 && cx_hi(tally) == 10))
		return errhint("If these are averages of answers from 0 to 10, nps(floor(score)) counts 9 and above as promoters, below 7 as detractors.");
	if (use == FOR_CSAT && score >= 4)
		return errhint("If these are averages of answers from 1 to 5, compare: csat(score >= 4) counts %s as satisfied.", shown);
	if (use == FOR_CSAT)
		return errhint("If these are averages of answers from 1 to 5, compare: csat(score >= 4) counts %s as not satisfied.", shown);
	if (use == FOR_CES && factor > 0)
		return errhint("If these are averages of answers from 1 to 7, multiply to whole points and divide the mean: cx_value(cx_tally(score * %d, %d, %d), 'ces') / %d.",
					   factor, low, high, factor);
	if (use == FOR_CES)
		return errhint("If these are averages of answers from 1 to 7, avg(score) is their mean.");
	if (factor > 0)
		return errhint("Multiply to whole points: cx_tally(score * %d, %d, %d). There \"top N\" counts %d * (N - 1) + 1 points, \"bottom N\" counts %d * N, csat is top %d, and a mean is %d times as large.",
					   factor, low, high, factor, factor,
					   tally->points <= 3 ? 1 : factor + 1, factor);
	return errhint("A tally has at most %d points, too few for such scores. Count those from a threshold on: cx_value(cx_tally(score >= %d), 'csat').",
				   CX_MAX_POINTS, tally->points <= 3 ? cx_hi(tally) : cx_hi(tally) - 1);
}

/* How to give another scale, one that has this score; "" if none is usual. */
static const char *
other_scale(double score, const CxTally *tally, Use use)
{
	const Scale *usual = NULL;

	for (size_t i = 0; i < lengthof(usual_scales) && usual == NULL && tally->lo >= 0; i++)
		if (score >= usual_scales[i].low && score <= usual_scales[i].high)
			usual = &usual_scales[i];

	if (use == FOR_NPS && score > 0 && score <= 100)
		return "If the scale is another, give it: nps(score - 1) for 1 to 11, cx_value(cx_tally(score, 0, 100), 'net 11 70') for 0 to 100. ";
	if (use == FOR_CSAT && score > 0 && score < 1)
		return "If these are shares of satisfied answers, weight each by its answers: 100 * sum(score * answers) / sum(answers). ";
	if (use == FOR_CSAT && score == 0)
		return "For thumbs of 0 and 1 write csat(score = 1). If the scale is another, give it: cx_value(cx_tally(score, 0, 10), 'csat') for 0 to 10, csat(score >= 75) for 0 to 100. ";
	if (use == FOR_CSAT && score > 10 && score <= 100)
		return "If the scale is another, say what counts as satisfied: csat(score >= 75) for 0 to 100. ";
	if (usual == NULL)
		return "If the scale is another, give it to cx_tally. ";
	if (use == FOR_CSAT)
		return psprintf("If the scale is another, give it: cx_value(cx_tally(score, %d, %d), 'csat') for %d to %d. ",
						usual->low, usual->high, usual->low, usual->high);
	if (use == FOR_CES)
		return psprintf("If the scale is another, give it: cx_value(cx_tally(score, %d, %d), 'ces') for %d to %d. ",
						usual->low, usual->high, usual->low, usual->high);
	if (usual->high - usual->low >= LONG_SCALE)
		return psprintf("If the scale is another, give it: cx_tally(score, %d, %d) for %d to %d. There csat counts %d and %d alone. ",
						usual->low, usual->high, usual->low, usual->high,
						usual->high - 1, usual->high);
	return psprintf("If the scale is another, give it: cx_tally(score, %d, %d) for %d to %d. ",
					usual->low, usual->high, usual->low, usual->high);
}

static int
hint_off_scale(const char *shown, double score, const CxTally *tally, Use use)
{
	bool		beyond = score < tally->lo - 1 || score > cx_hi(tally) + 1;

	return errhint("%s%sFILTER (WHERE score BETWEEN %d AND %d) drops all other answers, whatever they mean.",
				   other_scale(score, tally, use),
				   beyond && strlen(shown) <= MAX_CODE_LENGTH ?
				   psprintf("If %s is a code for \"no answer\", make it NULL: nullif(score, %s). ", shown, shown) : "",
				   tally->lo, cx_hi(tally));
}

/*
 * cx_report_score
 *	  Error: numeric value out of range, for a score that is no point of the
 *	  scale.
 *
 * shown: the score as its type writes it.
 * scale_given: whether the user gave the scale, or the aggregate has its own.
 */
void
cx_report_score(const char *shown, double score, const CxTally *tally, bool scale_given)
{
	Use			use = use_of(tally, scale_given);
	int			lo = tally->lo;
	int			hi = cx_hi(tally);

	shown = cx_excerpt(shown);
	if (isnan(score))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("score %s is not a whole point of the scale %d..%d", shown, lo, hi),
				 errhint("It is no answer: make it NULL with nullif(score, 'NaN').")));
	if (score > lo && score < hi)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("score %s is not a whole point of the scale %d..%d", shown, lo, hi),
				 hint_between_points(shown, score, tally, use)));
	ereport(ERROR,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("score %s is outside the scale %d..%d", shown, lo, hi),
			 hint_off_scale(shown, score, tally, use)));
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static int
skip_digits(const char *text, int len, int at)
{
	while (at < len && is_digit(text[at]))
		at++;
	return at;
}

static int
skip_spaces(const char *text, int len, int at)
{
	while (at < len && scanner_isspace(text[at]))
		at++;
	return at;
}

/*
 * Step over a mark that makes one thing of two numbers, a range or a fraction: a
 * hyphen, a slash, a comma, or in UTF-8 a dash (U+2010 to U+2015) or the minus
 * sign (U+2212), which texts often have for a hyphen.
 */
static int
skip_mark(const char *label, int len, int at)
{
	const unsigned char *mark = (const unsigned char *) label + at;

	if (at < len && (*mark == '-' || *mark == '/' || *mark == ','))
		return at + 1;
	if (at + 3 <= len && mark[0] == 0xE2 &&
		((mark[1] == 0x80 && mark[2] >= 0x90 && mark[2] <= 0x95) ||
		 (mark[1] == 0x88 && mark[2] == 0x92)))
		return at + 3;
	return at;
}

/*
 * cx_label_score
 *	  Find the number at the start of a label, as in "10 - extremely likely".
 *
 * label, len: not necessarily ended by a zero byte.
 * start, end: result, where the number is.
 * Result: false if there is none, or if it is not followed by the end, white
 * space, ':' or ')', or if another number comes next: "9 - 10" is a range and no
 * score, "4 / 10" and "4 1/2" are fractions.
 */
bool
cx_label_score(const char *label, int len, int *start, int *end)
{
	int			at = skip_spaces(label, len, 0);
	int			digits;

	*start = at;
	if (at < len && (label[at] == '-' || label[at] == '+'))
		at++;
	digits = at;
	at = skip_digits(label, len, at);
	if (at == digits)
		return false;
	if (at + 1 < len && label[at] == '.' && is_digit(label[at + 1]))
		at = skip_digits(label, len, at + 1);
	*end = at;
	if (at < len && !scanner_isspace(label[at]) && label[at] != ':' && label[at] != ')')
		return false;
	at = skip_mark(label, len, skip_spaces(label, len, at));
	at = skip_spaces(label, len, at);
	return at == len || !is_digit(label[at]);
}
