// settings.js
//	  The settings of a dashboard: the one file that names the table.
//
// The file is airport.json, unless the environment variable CONFIG names another.

import { readFileSync } from 'node:fs';

const file = process.env.CONFIG || new URL('../airport.json', import.meta.url).pathname;

const defaults = {
	title: null, source: null, scale: [0, 10], metric: 'nps', target: null, period: '3 months', step: 'week',
	drivers: null, themes: null, retention: null,
};
const needed = ['table', 'team', 'date', 'score'];
const steps = ['day', 'week', 'month', 'quarter'];

// What the parts have that may be left out as a whole.
const parts = {
	drivers: { needed: ['columns'], defaults: { scale: [1, 5] } },
	themes: {
		needed: ['table', 'comment', 'score', 'names'],
		defaults: { scale: [0, 10], metric: 'nps', language: 'english', invented: false },
	},
	retention: { needed: ['table', 'group', 'joined', 'departed'], defaults: { invented: false } },
};

export class SettingsError extends Error {}

export function wrong(setting, problem)
{
	throw new SettingsError(`${file}: setting "${setting}": ${problem}`);
}

// The settings given, with defaults for the others.  Names that are not known are
// mostly misspelled.
function complete(given, known, where)
{
	const names = [...known.needed, ...Object.keys(known.defaults)];

	for (const name of known.needed)
		if (given[name] === undefined)
			wrong(where + name, 'is missing');
	for (const name of Object.keys(given))
		if (!names.includes(name))
			wrong(where + name, `is not known; known are ${names.join(', ')}`);
	return { ...known.defaults, ...given };
}

function checkScale(scale, where)
{
	if (!Array.isArray(scale) || scale.length !== 2 || !scale.every(Number.isInteger))
		wrong(where, 'is not a lowest and a highest score, such as [0, 10]');
}

export function readSettings()
{
	let given;

	try {
		given = JSON.parse(readFileSync(file, 'utf8'));
	} catch (error) {
		throw new SettingsError(`${file}: ${error.message}`);
	}

	const settings = complete(given, { needed, defaults }, '');

	for (const [name, known] of Object.entries(parts))
		if (settings[name] !== null)
			settings[name] = complete(settings[name], known, `${name}.`);
	for (const [where, part] of [['', settings], ...Object.keys(parts).map((name) => [`${name}.`, settings[name]])])
		if (part?.scale)
			checkScale(part.scale, `${where}scale`);
	if (!steps.includes(settings.step))
		wrong('step', `is none of ${steps.join(', ')}`);
	if (settings.target !== null && typeof settings.target !== 'number')
		wrong('target', 'is not a number');
	return settings;
}
