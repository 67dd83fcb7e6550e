// retention.json.js
//	  What the page retention.md shows.

import { writePage } from '../../lib/pictures.js';

await writePage({ retention: 'retention' });
