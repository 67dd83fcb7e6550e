// causes.json.js
//	  What the page causes.md shows.

import { writePage } from '../../lib/pictures.js';

await writePage({ score: null, trend: null, contribution: null, drivers: 'drivers' });
