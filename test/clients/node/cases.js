// cases.js
//	  The cases, through pg, the driver of Node.js.
//
// Usage: node cases.js CASES HOST PORT MODE...
//
// Modes: "unnamed" statements, and "named" ones, which stay prepared on the
// server and run twice.
//
// Prints a line of JSON for each mode and case.

'use strict';

const fs = require('fs');
const { Client } = require('pg');

function readCases(file) {
	const cases = [];

	for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
		const [, key, value] = line.match(/^(\w+): (.*)$/) || [];

		if (key === 'case') cases.push({ name: value, parameters: [] });
		else if (key === 'sql') cases.at(-1).sql = value;
		else if (key === 'parameter') cases.at(-1).parameters.push(value);
	}
	return cases;
}

// What the driver makes of the values of a column.
function kind(values) {
	const value = values.find((each) => each !== null);

	return value === undefined ? 'null' : value.constructor.name;
}

async function answer(client, mode, { name, sql, parameters }) {
	const query = { text: sql, values: parameters, rowMode: 'array' };

	if (mode === 'named') {
		query.name = name;
		await client.query(query);
	}

	const { fields, rows } = await client.query(query);
	const columns = fields.map((field, i) => `${field.dataTypeID} ${kind(rows.map((row) => row[i]))}`);

	return { columns, rows };
}

function failure({ code, message, hint }) {
	return { sqlstate: code, message, hint };
}

async function main(file, host, port, ...modes) {
	for (const mode of modes) {
		const client = new Client({ host, port, user: 'postgres', database: 'postgres' });

		await client.connect();
		for (const each of readCases(file)) {
			const result = await answer(client, mode, each).catch(failure);

			console.log(JSON.stringify({ mode: `node-${mode}`, case: each.name, ...result }));
		}
		await client.end();
	}
}

main(...process.argv.slice(2));
