// template.js
//	  The queries of queries/, which are written as for psql.
//
// Of psql's syntax they use \ir and variables: :"name" is an identifier, :'name'
// a literal, and :name is put in as it is.

import { readFileSync } from 'node:fs';
import pg from 'pg';

const folder = new URL('../queries/', import.meta.url);
const variable = /(?<![:\w]):(?:"(\w+)"|'(\w+)'|(\w+))/g;

// A query without its first comment, and with the files that it includes.
export function readQuery(name)
{
	return readFileSync(new URL(name, folder), 'utf8')
		.replace(/^(?:--.*\n)+\n*/, '')
		.replace(/^\\ir (.*)\n/gm, (line, included) => `${readQuery(included)}\n`)
		.trim();
}

// Put in the variables.  Identifiers have their quotes already, since only the
// server knows which need them.
export function fill(query, variables)
{
	return query.replace(variable, (text, identifier, literal, bare) => {
		const value = variables[identifier ?? literal ?? bare];

		if (value === undefined)
			throw new Error(`the variable ${text} has no value`);
		return literal ? pg.escapeLiteral(String(value)) : String(value);
	});
}
