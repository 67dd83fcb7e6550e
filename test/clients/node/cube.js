// cube.js
//	  A semantic layer: Cube makes SQL of a model whose measures call the
//	  extension's aggregates, and PostgreSQL runs it.
//
// Usage: node cube.js HOST PORT
//
// Prints a line of JSON for each query, with its name and the rows.

'use strict';

const { prepareCompiler, PostgresQuery } = require('@cubejs-backend/schema-compiler');
const { Client } = require('pg');

const model = `
cube('Survey', {
	sql: 'SELECT * FROM survey',
	measures: {
		nps: { sql: \`nps(\${CUBE}.score)\`, type: 'number' },
		npsLow: { sql: \`lower(nps_interval(\${CUBE}.score))\`, type: 'number' },
		npsHigh: { sql: \`upper(nps_interval(\${CUBE}.score))\`, type: 'number' },
		npsMargin: { sql: \`nps_margin(\${CUBE}.score)\`, type: 'number' },
		responses: { sql: 'score', type: 'count' },
	},
	dimensions: {
		team: { sql: 'team', type: 'string' },
		answeredOn: { sql: 'answered_on', type: 'time' },
	},
});
cube('Board', {
	sql: "SELECT name, (cx_leaderboard(tally, 'nps') OVER ()).* FROM area",
	measures: { areas: { type: 'count' }, best: { sql: 'value', type: 'max' } },
	dimensions: { standing: { sql: 'standing', type: 'string' } },
});`;

const measures = ['Survey.nps', 'Survey.npsLow', 'Survey.npsHigh', 'Survey.npsMargin', 'Survey.responses'];

const queries = {
	total: { measures },
	'by team': { measures, dimensions: ['Survey.team'], order: [{ id: 'Survey.team', desc: false }] },
	'by month': { measures, timeDimensions: [{ dimension: 'Survey.answeredOn', granularity: 'month' }] },
	'of one team since March': {
		measures,
		filters: [
			{ member: 'Survey.team', operator: 'equals', values: ['Berlin'] },
			{ member: 'Survey.answeredOn', operator: 'afterDate', values: ['2025-02-28'] },
		],
	},
	'by standing': {
		measures: ['Board.areas', 'Board.best'],
		dimensions: ['Board.standing'],
		order: [{ id: 'Board.standing', desc: false }],
	},
};

// The model is a file to Cube, in a repository of this one file.
async function compile() {
	const files = async () => [{ fileName: 'Survey.js', content: model }];
	const compilers = prepareCompiler({ localPath: () => '.', dataSchemaFiles: files }, { adapter: 'postgres' });

	await compilers.compiler.compile();
	return compilers;
}

async function main(host, port) {
	const compilers = await compile();
	const client = new Client({ host, port, user: 'postgres', database: 'postgres' });

	await client.connect();
	for (const [name, query] of Object.entries(queries)) {
		const [text, values] = new PostgresQuery(compilers, { timezone: 'UTC', ...query }).buildSqlAndParams();
		const { rows } = await client.query({ text, values, rowMode: 'array' });

		console.log(JSON.stringify({ name, rows }));
	}
	await client.end();
}

main(...process.argv.slice(2));
