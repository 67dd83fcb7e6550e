// database.js
//	  The connection: one transaction, which reads and writes nothing.
//
// Where the database is, say the variables that psql knows: PGDATABASE, which may
// be a connection string, PGHOST, PGPORT, PGUSER and so on.

import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import pg from 'pg';

// Where Debian's libpq looks for a server, if not told otherwise.
const sockets = '/var/run/postgresql';

// Counts are bigint, and far from where numbers of JavaScript end.  A date stays
// the text that it is.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

function place()
{
	const database = process.env.PGDATABASE;

	if (database?.includes('://'))
		return { connectionString: database };
	return {
		host: process.env.PGHOST ?? (existsSync(sockets) ? sockets : 'localhost'),
		user: process.env.PGUSER ?? userInfo().username,
	};
}

// The extension may be in a schema of its own, which need not be in the search
// path.
async function findExtension(client)
{
	const { rows } = await client.query(`
		SELECT set_config('search_path', concat_ws(', ', nullif(current_setting('search_path'), ''), quote_ident(nspname)), true)
		FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace
		WHERE extname = 'cx_metrics'`);

	if (rows.length === 0)
		throw new Error(`the database ${client.database} has no cx_metrics: run CREATE EXTENSION cx_metrics there`);
}

// Call a function with a client in a transaction.
export async function withDatabase(work)
{
	const client = new pg.Client(place());

	await client.connect();
	try {
		await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
		await findExtension(client);
		return await work(client);
	} finally {
		await client.end();
	}
}
