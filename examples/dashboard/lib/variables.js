// variables.js
//	  From settings to the variables of the queries.
//
// Each table and column is looked up in the catalogue, so that a wrong one is
// told by the name of its setting; a column's type is checked as well.

import { wrong } from './settings.js';
import { fill } from './template.js';
import pg from 'pg';

const numbers = ['smallint', 'integer', 'bigint', 'numeric', 'real', 'double precision'];
const dates = ['date', 'timestamp without time zone', 'timestamp with time zone'];

const words = { nps: 'NPS', csat: 'CSAT', ces: 'CES', mean: 'The mean' };

// A table by its name: as in SQL, so that a schema may precede it; else as it is.
async function findTable(client, name, setting)
{
	const { rows: [{ found }] } = await client.query(
		'SELECT coalesce(to_regclass($1), to_regclass(quote_ident($1)))::text AS found', [name]);

	if (found === null)
		wrong(setting, `there is no table ${name} in the database ${client.database}`);
	return found;
}

// Columns of a table: an object of names and types.
async function findColumns(client, table)
{
	const { rows } = await client.query(`
		SELECT attname, quote_ident(attname) AS quoted, format_type(atttypid, NULL) AS type
		FROM pg_attribute
		WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`, [table]);

	return new Map(rows.map((row) => [row.attname, row]));
}

// One column, quoted where it needs to be.
function findColumn(columns, name, setting, types)
{
	const column = columns.get(name);

	if (!column)
		wrong(setting, `there is no column ${name}; the table has ${[...columns.keys()].join(', ')}`);
	if (types && !types.includes(column.type.replace(/\(.*\)/, '')))
		wrong(setting, `the column ${name} is of type ${column.type}, not ${types.join(', ')}`);
	return column.quoted;
}

// Words for a period: from its first to its last day with answers.
function span(first, last)
{
	const format = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

	return first && format.formatRange(new Date(first), new Date(last));
}

// The current period ends with the last answer, the previous one before it.
async function findPeriods(client, variables, period)
{
	const { rows: [found] } = await client.query(fill(`
		WITH bounds AS (
			SELECT until, (until - $1::interval)::date AS since, (until - 2 * $1::interval)::date AS start
			FROM (SELECT max(:"date")::date + 1 AS until FROM :table WHERE :"score" IS NOT NULL) AS last)
		SELECT until, since, start,
			min(:"date") FILTER (WHERE :"date" >= since)::date AS first_now, max(:"date")::date AS last_now,
			min(:"date") FILTER (WHERE :"date" < since)::date AS first_before,
			max(:"date") FILTER (WHERE :"date" < since)::date AS last_before
		FROM bounds LEFT JOIN :table ON :"date" >= start AND :"date" < until AND :"score" IS NOT NULL
		GROUP BY until, since, start`, variables), [period]);

	if (found.until === null)
		wrong('table', `${variables.table} has no scores`);
	if (found.since >= found.until)
		wrong('period', `${period} is no length of time`);
	return {
		until: found.until, since: found.since, start: found.start,
		now: span(found.first_now, found.last_now), before: span(found.first_before, found.last_before) ?? 'the period before',
	};
}

// Digits that a person would say: of a metric with a wide range none.
async function findDigits(client, low, high, metric, setting)
{
	try {
		const { rows: [{ digits }] } = await client.query(`
			SELECT CASE WHEN max(worth) - min(worth) >= 20 THEN 0 ELSE 2 END AS digits
			FROM generate_series($1::integer, $2) AS score, cx_worth(score, $1, $2, $3) AS worth`, [low, high, metric]);

		return digits;
	} catch (error) {
		return wrong(setting, `${error.message}. ${error.hint ?? ''}`);
	}
}

function list(names, write)
{
	return names.map(write).join(', ');
}

// The drivers' columns, as arrays are written.
function driverVariables(columns, { columns: names, scale: [low, high] })
{
	const quoted = names.map((name) => findColumn(columns, name, 'drivers.columns', numbers));

	return {
		driver_names: list(names, (name) => pg.escapeLiteral(name.replaceAll('_', ' '))),
		driver_values: list(quoted, (name) => `${name}::float8`),
		driver_tallies: list(quoted, (name) => `cx_tally(${name}, ${low}, ${high})`),
		driver_low: low, driver_high: high,
	};
}

// The themes are a list of rows, each a name and what to search for.
async function themeVariables(client, { table, comment, score, scale: [low, high], metric, language, names })
{
	const found = await findTable(client, table, 'themes.table');
	const columns = await findColumns(client, found);

	return {
		theme_digits: await findDigits(client, low, high, metric, 'themes.metric') || 1,
		theme_table: found, theme_low: low, theme_high: high, theme_metric: metric, language,
		theme_label: words[metric] ?? metric,
		theme_score: findColumn(columns, score, 'themes.score', numbers),
		comment: findColumn(columns, comment, 'themes.comment', ['text', 'character varying']),
		themes: list(Object.entries(names), (entry) => `(${entry.map((text) => pg.escapeLiteral(text)).join(', ')})`),
	};
}

async function retentionVariables(client, { table, group, joined, departed })
{
	const found = await findTable(client, table, 'retention.table');
	const columns = await findColumns(client, found);

	return {
		customers: found,
		group: findColumn(columns, group, 'retention.group'),
		joined: findColumn(columns, joined, 'retention.joined', dates),
		departed: findColumn(columns, departed, 'retention.departed', dates),
	};
}

export async function findVariables(client, settings)
{
	const { scale: [low, high], metric, target, step } = settings;
	const table = await findTable(client, settings.table, 'table');
	const columns = await findColumns(client, table);
	const digits = await findDigits(client, low, high, metric, 'metric');
	const variables = {
		table, low, high, metric, step, target: target ?? 'NULL',
		digits, effect_digits: digits || 1, effect_format: digits ? 'FMSG9990.00' : 'FMSG9990.0',
		label: words[metric] ?? metric,
		team: findColumn(columns, settings.team, 'team'),
		date: findColumn(columns, settings.date, 'date', dates),
		score: findColumn(columns, settings.score, 'score', numbers),
	};

	return {
		...variables,
		...await findPeriods(client, variables, settings.period),
		...settings.drivers && driverVariables(columns, settings.drivers),
		...settings.themes && await themeVariables(client, settings.themes),
		...settings.retention && await retentionVariables(client, settings.retention),
	};
}
