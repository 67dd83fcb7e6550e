// themes.js
//	  By how many points each theme moves the score.

import { intervals } from './intervals.js';
import { count, sayChange, sayInterval } from './words.js';

export function drawThemes({ theme_digits: digits })
{
	return (rows, width) => intervals(rows.map((row) => ({
		...row, value: row.points, label: sayInterval(row.points, row.lower, row.upper, digits, sayChange), small: count(row.responses, 'comment'),
	})), { width, reference: 0, label: 'moves nothing', description: 'Points by which themes move the score, with intervals' });
}
