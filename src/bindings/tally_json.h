/*-------------------------------------------------------------------------
 *
 * tally_json.h
 *	  The JSON form of a tally, and what it shares with the text form.
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_TALLY_JSON_H
#define CX_TALLY_JSON_H

#include "lib/stringinfo.h"

#include "values/tally.h"

extern bool cx_json_to_text(const char *input, char **text, Node *escontext);
extern void cx_append_counts(StringInfo buf, const CxTally *tally);
extern void cx_append_weights(StringInfo buf, const CxTally *tally,
							  double (*weight_at) (const CxTally *tally, int i));

#endif							/* CX_TALLY_JSON_H */
