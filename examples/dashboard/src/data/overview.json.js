// overview.json.js
//	  What the page index.md shows.

import { writePage } from '../../lib/pictures.js';

await writePage({ score: null, attention: null, leaderboard: null, progress: null });
