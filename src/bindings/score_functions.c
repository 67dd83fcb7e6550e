/*-------------------------------------------------------------------------
 *
 * score_functions.c
 *	  The SQL function cx_score: the score in a labelled answer.
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "catalog/pg_collation.h"
#include "parser/scansup.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/formatting.h"
#include "utils/jsonb.h"
#include "utils/numeric.h"

#include "compat.h"
#include "values/scan.h"
#include "values/score.h"

CX_FUNCTION_INFO_V1(cx_score_text);
CX_FUNCTION_INFO_V1(cx_score_jsonb);

/* Leave out the white space at both ends. */
static void
trim(const char **start, int *len)
{
	while (*len > 0 && scanner_isspace(**start))
		(*start)++, (*len)--;
	while (*len > 0 && scanner_isspace((*start)[*len - 1]))
		(*len)--;
}

/* Are two trimmed texts the same but for case? */
static bool
same_answer(const char *a, int alen, const char *b, int blen)
{
	char	   *alower;
	char	   *blower;

	if (alen == blen && memcmp(a, b, alen) == 0)
		return true;
	alower = str_tolower(a, alen, DEFAULT_COLLATION_OID);
	blower = str_tolower(b, blen, DEFAULT_COLLATION_OID);
	return strcmp(alower, blower) == 0;
}

/* Is a trimmed answer one of those listed in argument 1? */
static bool
is_listed(FunctionCallInfo fcinfo, const char *answer, int len)
{
	ArrayType  *array = PG_GETARG_ARRAYTYPE_P(1);
	ArrayIterator iterator = array_create_iterator(array, 0, NULL);
	Datum		value;
	bool		isnull;

	while (array_iterate(iterator, &value, &isnull))
	{
		text	   *listed = isnull ? NULL : DatumGetTextPP(value);
		const char *other;
		int			other_len;

		if (listed == NULL)
			continue;
		other = VARDATA_ANY(listed);
		other_len = VARSIZE_ANY_EXHDR(listed);
		trim(&other, &other_len);
		if (same_answer(answer, len, other, other_len))
			return true;
	}
	return false;
}

static Datum
score_of(FunctionCallInfo fcinfo, const char *answer, int len)
{
	int			start;
	int			end;

	trim(&answer, &len);
	if (len == 0 || (!PG_ARGISNULL(1) && is_listed(fcinfo, answer, len)))
		PG_RETURN_NULL();
	if (!cx_label_score(answer, len, &start, &end))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("answer \"%s\" does not begin with a score",
						cx_excerpt(pnstrdup(answer, len))),
				 errdetail("A score is a number, followed by the end, a space, a colon or a bracket, as in \"10 - extremely likely\", and by no other number."),
				 errhint("If this stands for \"no answer\", list it: cx_score(answer, 'n/a', 'refused').")));
	return DirectFunctionCall3(numeric_in,
							   CStringGetDatum(pnstrdup(answer + start, end - start)),
							   ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
}

/*
 * cx_score(answer text, VARIADIC no_answer text[])
 *	  The number at the start of a label.
 *
 * no_answer: what stands for no answer, whatever its case.
 * Result: NULL for NULL, for blank, and for what is listed.
 * Error: invalid text representation, for any other text.
 */
Datum
cx_score_text(PG_FUNCTION_ARGS)
{
	text	   *answer;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	answer = PG_GETARG_TEXT_PP(0);
	return score_of(fcinfo, VARDATA_ANY(answer), VARSIZE_ANY_EXHDR(answer));
}

/*
 * cx_score(answer jsonb, VARIADIC no_answer text[])
 *	  The same of a JSON string; a JSON number is the score itself.
 *
 * Error: invalid parameter value, for anything but a string, a number or null.
 */
Datum
cx_score_jsonb(PG_FUNCTION_ARGS)
{
	Jsonb	   *answer;
	JsonbValue	scalar;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	answer = PG_GETARG_JSONB_P(0);
	if (JsonbExtractScalar(&answer->root, &scalar))
	{
		if (scalar.type == jbvNull)
			PG_RETURN_NULL();
		if (scalar.type == jbvString)
			return score_of(fcinfo, scalar.val.string.val, scalar.val.string.len);
		if (scalar.type == jbvNumeric)
		{
			char	   *number = DatumGetCString(DirectFunctionCall1(numeric_out,
																	 NumericGetDatum(scalar.val.numeric)));

			return score_of(fcinfo, number, strlen(number));
		}
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("answer %s is neither a JSON string nor a number",
					cx_excerpt(JsonbToCString(NULL, &answer->root, VARSIZE(answer)))),
			 errhint("Take one answer, as in answers -> 'recommend'.")));
	PG_RETURN_NULL();			/* not reached */
}
