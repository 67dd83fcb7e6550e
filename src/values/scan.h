/*-------------------------------------------------------------------------
 *
 * scan.h
 *	  Reading numbers and punctuation out of the text form of a type.
 *
 * Every function skips white space first.  Those that return bool return
 * false after reporting a soft error to escontext (or throw, where there is
 * none).
 *
 *-------------------------------------------------------------------------
 */
#ifndef CX_SCAN_H
#define CX_SCAN_H

#include "lib/stringinfo.h"
#include "nodes/nodes.h"

typedef struct CxScan
{
	const char *text;			/* the input, or an excerpt, for messages */
	const char *at;				/* the next character */
	const char *type_name;		/* the type being read, for messages */
	const char *hint;			/* what to write instead, or NULL */
	Node	   *escontext;		/* where soft errors go, or NULL */
} CxScan;

extern bool cx_scan_accept(CxScan *scan, char c);
extern bool cx_scan_expect(CxScan *scan, char c);
extern bool cx_scan_word(CxScan *scan, const char *word);
extern bool cx_scan_integer(CxScan *scan, int64 *value);
extern bool cx_scan_number(CxScan *scan, double *value);
extern bool cx_scan_end(CxScan *scan);
extern bool cx_scan_fail(CxScan *scan, const char *expected);

extern const char *cx_excerpt(const char *text);
extern void cx_append_number(StringInfo buf, double value);

#endif							/* CX_SCAN_H */
