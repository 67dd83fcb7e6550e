/*-------------------------------------------------------------------------
 *
 * scan.c
 *	  Reading numbers and punctuation out of the text form of a type, and
 *	  writing numbers back.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "common/shortest_dec.h"
#include "mb/pg_wchar.h"
#include "utils/float.h"

#include "compat.h"
#include "values/scan.h"

/* A message shows so many characters of an input at most. */
#define EXCERPT_LENGTH	40

/*
 * cx_excerpt
 *	  A text as a message shows it: whole, or its beginning and "...".
 */
const char *
cx_excerpt(const char *text)
{
	int			len = (int) strnlen(text, EXCERPT_LENGTH * MAX_MULTIBYTE_CHAR_LEN + 1);
	int			shown = pg_mbcharcliplen(text, len, EXCERPT_LENGTH);

	return shown < len ? psprintf("%.*s...", shown, text) : text;
}

static void
skip_space(CxScan *scan)
{
	while (isspace((unsigned char) *scan->at))
		scan->at++;
}

/*
 * cx_scan_accept
 *	  Step over the character c if it comes next.
 */
bool
cx_scan_accept(CxScan *scan, char c)
{
	skip_space(scan);
	if (*scan->at != c)
		return false;
	scan->at++;
	return true;
}

/*
 * cx_scan_expect
 *	  Step over the character c; anything else is an error.
 */
bool
cx_scan_expect(CxScan *scan, char c)
{
	char		expected[] = {'"', c, '"', '\0'};

	return cx_scan_accept(scan, c) || cx_scan_fail(scan, expected);
}

/*
 * cx_scan_word
 *	  Step over a word of letters, whatever their case, if it comes next.
 */
bool
cx_scan_word(CxScan *scan, const char *word)
{
	size_t		len = strlen(word);

	skip_space(scan);
	if (pg_strncasecmp(scan->at, word, len) != 0 ||
		isalpha((unsigned char) scan->at[len]))
		return false;
	scan->at += len;
	return true;
}

/*
 * cx_scan_integer
 *	  Read a whole number in decimal digits.
 *
 * Not by way of double: 2^53 + 1 has to stay distinguishable from 2^53.
 */
bool
cx_scan_integer(CxScan *scan, int64 *value)
{
	char	   *end;

	skip_space(scan);
	errno = 0;
	*value = strtoll(scan->at, &end, 10);
	if (end == scan->at || *end == '.' || *end == 'e' || *end == 'E')
		return cx_scan_fail(scan, "a whole number");
	if (errno == ERANGE)
		ereturn(scan->escontext, false,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("value \"%s\" is out of range for type %s",
						cx_excerpt(pnstrdup(scan->at, end - scan->at)), scan->type_name)));
	scan->at = end;
	return true;
}

/*
 * cx_scan_number
 *	  Read a floating-point number, in any form that float8 accepts.
 *
 * Minus zero is zero, so that equal values have one text.
 */
bool
cx_scan_number(CxScan *scan, double *value)
{
	char	   *end;

	skip_space(scan);

	/* float8in would show all digits of a number that is out of range. */
	errno = 0;
	*value = strtod(scan->at, &end);
	if (errno == ERANGE && end - scan->at > EXCERPT_LENGTH &&
		(*value == 0 || isinf(*value)))
		ereturn(scan->escontext, false,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("value \"%s\" is out of range for type %s",
						cx_excerpt(pnstrdup(scan->at, end - scan->at)), scan->type_name)));
	*value = cx_float8in(unconstify(char *, scan->at), &end, scan->type_name,
						 scan->text, scan->escontext);
	if (SOFT_ERROR_OCCURRED(scan->escontext))
		return false;
	*value += 0.0;
	scan->at = end;
	return true;
}

/*
 * cx_scan_end
 *	  Nothing but white space may follow.
 */
bool
cx_scan_end(CxScan *scan)
{
	skip_space(scan);
	return *scan->at == '\0' || cx_scan_fail(scan, "the end of the input");
}

/*
 * cx_scan_fail
 *	  Report that something else was expected at this place.
 */
bool
cx_scan_fail(CxScan *scan, const char *expected)
{
	ereturn(scan->escontext, false,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("invalid input syntax for type %s: \"%s\"",
					scan->type_name, scan->text),
			 *scan->at == '\0' ?
			 errdetail("Expected %s at the end of the input.", expected) :
			 errdetail("Expected %s before \"%s\".", expected, cx_excerpt(scan->at)),
			 scan->hint ? errhint("%s", scan->hint) : 0));
}

/*
 * cx_append_number
 *	  Append a number in its shortest exact form, whatever
 *	  extra_float_digits says.
 */
void
cx_append_number(StringInfo buf, double value)
{
	char		digits[DOUBLE_SHORTEST_DECIMAL_LEN];

	(void) double_to_shortest_decimal_buf(value, digits);
	appendStringInfoString(buf, digits);
}
