// pages.js
//	  The pages that were built show what SQL says, and nothing fails.
//
// Usage: node pages.js airport|own FOLDER SCREENSHOTS [FIGURE]
//
// FOLDER holds the pages.  SCREENSHOTS is where to keep a picture of each, at the
// widths of a desktop and a phone; FIGURE is a file for that of the first page.
// The database is found by psql's variables.  Prints TAP, without a plan.

import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { serve } from '../../examples/dashboard/serve.js';
import { look, openBrowser, screens } from './browser.js';
import { expectations } from './expectations.js';

const [which, folder, screenshots, figure] = process.argv.slice(2);
let number = 0;

// One assertion.
function ok(condition, name, ...diagnostics)
{
	console.log(`${condition ? 'ok' : 'not ok'} ${++number} - ${name}`);
	if (!condition)
		for (const line of diagnostics)
			console.log(`# ${typeof line === 'string' ? line : JSON.stringify(line)}`);
}

// Each text that is expected is one of those that a picture shows, or begins one.
function hasTexts(picture, { texts, beginnings = [] }, name)
{
	const lost = [
		...texts.filter((text) => !picture.texts.includes(text)),
		...beginnings.filter((text) => !picture.texts.some((shown) => shown.startsWith(text))),
	];

	ok(lost.length === 0, name, { lost }, { shown: picture.texts });
}

// The data that a page loads, as they are in the folder.
function pageData(page)
{
	const file = readdirSync(join(folder, '_file/data')).find((name) => name.startsWith(`${page}.`));

	return JSON.parse(readFileSync(join(folder, '_file/data', file), 'utf8'));
}

// A page at one width.
async function checkPage(browser, address, page, screen, pictures)
{
	const name = `${which}: ${page}, ${screen}`;
	const shown = await look(browser, address, page, screen, join(screenshots, `${which}-${page}-${screen}.png`));

	ok(shown.problems.length === 0, `${name}: no error, no request that fails or goes elsewhere`, ...shown.problems);
	ok(shown.width <= screens[screen].width, `${name}: nothing is wider than the screen`, `${shown.width}`);
	ok(shown.pictures.length === pictures.length, `${name}: all pictures are there`, `${shown.pictures.length}`);
	for (const [i, { title, ...expected }] of pictures.entries()) {
		const picture = shown.pictures[i];

		ok(picture.title === title, `${name}: the title "${title}"`, picture.title);
		ok(picture.left >= 0 && picture.right <= screens[screen].width, `${name}: ... whose texts are all on the screen`,
			`${picture.left} to ${picture.right}`);
		hasTexts(picture, expected, `${name}: ... and whose figures are those of SQL`);
	}
	return shown;
}

// Rows as text.  Sums of floating-point numbers differ in the last digits, as the
// order of rows does.
function comparable(rows)
{
	return JSON.stringify(rows, (key, value) => typeof value === 'number' ? Number(value.toPrecision(9)) : value);
}

// The query that a page shows runs as it stands, and gives the rows of the picture.
async function checkQueries(client, name, page, pictures)
{
	for (const [picture, { sql, rows }] of Object.entries(pageData(page).pictures)) {
		const { rows: again } = await client.query(sql);

		ok(comparable(again) === comparable(rows), `${name}: the query shown of ${picture} gives what the picture shows`);
	}
	ok(pictures.every(({ query }) => query.endsWith(';')), `${name}: each picture has its query`);
}

pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

mkdirSync(screenshots, { recursive: true });
const client = new pg.Client({ host: process.env.PGHOST });
await client.connect();
const { server, address } = await serve(folder);
const browser = await openBrowser();

try {
	const { pages, also } = await expectations[which](client);

	for (const [page, { data, notices, pictures }] of Object.entries(pages)) {
		for (const screen of Object.keys(screens)) {
			const shown = await checkPage(browser, address, page, screen, pictures);

			ok(shown.notices.length === notices, `${which}: ${page}, ${screen}: ${notices} notices`, ...shown.notices);
			if (screen === 'desktop')
				await checkQueries(client, `${which}: ${page}`, data, shown.pictures);
		}
	}
	for (const { name, holds } of also(pageData))
		ok(holds, `${which}: ${name}`);
	if (figure)
		copyFileSync(join(screenshots, `${which}-index-desktop.png`), figure);
} finally {
	await browser.close();
	server.close();
	await client.end();
}
