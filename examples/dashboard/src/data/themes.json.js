// themes.json.js
//	  What the page themes.md shows.

import { writePage } from '../../lib/pictures.js';

await writePage({ themes: 'themes' });
