// pictures.js
//	  What a page shows: for each picture its rows, its title, and its query.
//
// Called by the data loaders of src/data, which print what it returns as JSON.

import { withDatabase } from './database.js';
import { readSettings } from './settings.js';
import { fill, readQuery } from './template.js';
import { findVariables } from './variables.js';

// The query of a picture is queries/NAME.sql.  Another one makes the title, from
// the rows of the first and from "said", the verdicts in them.
async function loadPicture(client, name, variables)
{
	const sql = fill(readQuery(`${name}.sql`), variables);
	const title = fill(readQuery(`${name}.title.sql`), variables);

	try {
		const { rows } = await client.query(sql);
		const { rows: [{ title: sentence }] } = await client.query(
			`WITH picture AS (\n${sql}\n),\n${readQuery('said.sql')}\n${title}`);

		return { rows, sql, title: sentence };
	} catch (error) {
		error.message = `queries/${name}.sql: ${error.message}${error.hint ? `. ${error.hint}` : ''}`;
		throw error;
	}
}

// A page's data.  A picture that needs a part of the settings that is not there
// is left out.
export async function writePage(pictures)
{
	try {
		const settings = readSettings();
		const page = await withDatabase(async (client) => {
			const variables = await findVariables(client, settings);
			const loaded = {};

			for (const [name, part] of Object.entries(pictures))
				if (part === null || settings[part] !== null)
					loaded[name] = await loadPicture(client, name, variables);
			return { settings, variables, pictures: loaded };
		});

		process.stdout.write(JSON.stringify(page));
	} catch (error) {
		console.error(`dashboard: ${error.message}`);
		process.exitCode = 1;
	}
}
