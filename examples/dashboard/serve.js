// serve.js
//	  Look at the pages that were built: a server of the files in dist/.
//
// Usage: node serve.js [PORT]
//
// Any other server of files will do as well.  It listens on this machine only.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath, format } from 'node:url';

const types = {
	'.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json',
};

// Serve the files of a folder; resolves to the server and its address.
export function serve(folder, port = 0)
{
	const server = createServer(async (request, response) => {
		try {
			const path = normalize(`/${decodeURIComponent(request.url.replace(/[?#].*/, ''))}`);
			const file = path.endsWith('/') ? `${path}index.html` : path;
			const content = await readFile(join(folder, file));

			response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' }).end(content);
		} catch {
			response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found\n');
		}
	});

	return new Promise((resolve, reject) => {
		server.on('error', reject);
		server.listen(port, 'localhost', () => resolve({
			server, address: format({ protocol: 'http', hostname: 'localhost', port: server.address().port, pathname: '/' }),
		}));
	});
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const { address } = await serve(fileURLToPath(new URL('dist/', import.meta.url)), Number(process.argv[2] ?? 8000));

	console.log(`The dashboard is at ${address}. Ctrl-C ends it.`);
}
