/*-------------------------------------------------------------------------
 *
 * tally_json.c
 *	  The JSON form of a tally, out and in.
 *
 * {"scale":[low,high],"responses":n,"counts":[...]}, or weighted, with
 * "weights" and "squares" in place of "counts".
 *
 *-------------------------------------------------------------------------
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/numeric.h"

#include "bindings/tally_json.h"
#include "compat.h"
#include "fmgr/arguments.h"
#include "values/scan.h"

CX_FUNCTION_INFO_V1(cx_tally_to_json);
CX_FUNCTION_INFO_V1(cx_tally_to_jsonb);

/* The text of a tally as JSON. */
static char *
json_text(const CxTally *tally)
{
	StringInfoData buf;

	initStringInfo(&buf);
	appendStringInfo(&buf, "{\"scale\":[%d,%d],\"responses\":%lld,",
					 tally->lo, cx_hi(tally), (long long) cx_tally_responses(tally));
	if (cx_is_weighted(tally))
	{
		appendStringInfoString(&buf, "\"weights\":[");
		cx_append_weights(&buf, tally, cx_weight_at);
		appendStringInfoString(&buf, "],\"squares\":[");
		cx_append_weights(&buf, tally, cx_square_at);
	}
	else
	{
		appendStringInfoString(&buf, "\"counts\":[");
		cx_append_counts(&buf, tally);
	}
	appendStringInfoString(&buf, "]}");
	return buf.data;
}

Datum
cx_tally_to_json(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room;

	PG_RETURN_TEXT_P(cstring_to_text(json_text(CX_GETARG_TALLY(0, &room))));
}

Datum
cx_tally_to_jsonb(PG_FUNCTION_ARGS)
{
	CxTallyBuffer room;

	return DirectFunctionCall1(jsonb_in,
							   CStringGetDatum(json_text(CX_GETARG_TALLY(0, &room))));
}

static bool
report_form(const char *input, Node *escontext)
{
	ereturn(escontext, false,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("invalid input syntax for type cx_tally: \"%s\"", cx_excerpt(input)),
			 errdetail("The JSON form of a tally has the keys \"scale\", \"responses\" and \"counts\", or \"scale\", \"responses\", \"weights\" and \"squares\"."),
			 errhint("Write {\"scale\":[1,5],\"responses\":6,\"counts\":[0,1,0,2,3]}.")));
}

/* The value of a key of an object, or NULL. */
static JsonbValue *
member(JsonbContainer *object, const char *key)
{
	JsonbValue	name = {.type = jbvString};

	name.val.string.val = unconstify(char *, key);
	name.val.string.len = (int) strlen(key);
	return findJsonbValueFromContainer(object, JB_FOBJECT, &name);
}

static bool
append_number(StringInfo buf, const JsonbValue *value)
{
	if (value == NULL || value->type != jbvNumeric)
		return false;
	appendStringInfoString(buf, DatumGetCString(DirectFunctionCall1(numeric_out,
																	NumericGetDatum(value->val.numeric))));
	return true;
}

/* An array of numbers, as a list between two brackets. */
static bool
append_list(StringInfo buf, char open, const JsonbValue *value, char close)
{
	JsonbContainer *array;

	if (value == NULL || value->type != jbvBinary ||
		!JsonContainerIsArray(value->val.binary.data))
		return false;
	array = value->val.binary.data;
	appendStringInfoChar(buf, open);
	for (uint32 i = 0; i < JsonContainerSize(array); i++)
	{
		if (i > 0)
			appendStringInfoChar(buf, ',');
		if (!append_number(buf, getIthJsonbValueFromContainer(array, i)))
			return false;
	}
	appendStringInfoChar(buf, close);
	return true;
}

/*
 * cx_json_to_text
 *	  Rewrite the JSON form of a tally to its text form, whose reader goes on.
 *
 * text: result; only the shape of the JSON has been checked.
 * Result: false after a soft error.
 * Error: invalid text representation, soft if escontext is given.
 */
bool
cx_json_to_text(const char *input, char **text, Node *escontext)
{
	Datum		datum;
	JsonbContainer *object;
	JsonbValue *weights;
	JsonbValue *responses;
	uint32		keys = 2;
	StringInfoData buf;
	bool		ok;

	if (!cx_jsonb_in(unconstify(char *, input), escontext, &datum))
		return false;
	object = &DatumGetJsonbP(datum)->root;
	weights = member(object, "weights");
	responses = member(object, "responses");
	initStringInfo(&buf);
	ok = append_list(&buf, '[', member(object, "scale"), ']');
	if (weights != NULL)
	{
		ok = ok && append_list(&buf, '{', weights, '}') &&
			append_list(&buf, '{', member(object, "squares"), '}') &&
			append_number(&buf, responses);
		keys += 2;
	}
	else
	{
		ok = ok && append_list(&buf, '{', member(object, "counts"), '}');
		if (responses != NULL)
		{
			appendStringInfoChar(&buf, ' ');
			ok = ok && append_number(&buf, responses);
			keys += 1;
		}
	}
	if (!ok || JsonContainerSize(object) != keys)
		return report_form(input, escontext);
	*text = buf.data;
	return true;
}
