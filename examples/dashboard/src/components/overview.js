// overview.js
//	  The pictures of the first page: the score, who stands where, who changed,
//	  who needs attention.

import { element, nothing } from './figure.js';
import { intervals, ticks } from './intervals.js';
import { count, say, sayChange, sayInterval } from './words.js';

function rank({ rank_low: low, rank_high: high, responses })
{
	if (low === null)
		return '';
	return `${count(responses, 'answer')}, rank ${low === high ? low : `${low}–${high}`}`;
}

// The options of a picture of scores, with the target if there is one.
function withTarget(target, options)
{
	return target === 'NULL' ? options : { ...options, reference: target, label: `target ${target}` };
}

export function drawScore({ digits, target })
{
	return (rows, width) => {
		const now = rows[rows.length - 1];
		const shown = rows.filter((row) => row.value !== null).map((row, i, all) => ({
			...row, name: row.period, verdict: i === all.length - 1 ? now.verdict : null,
			small: count(row.responses, 'answer'), label: sayInterval(row.value, row.lower, row.upper, digits),
		}));

		return element('div', {},
			element('div', { className: 'score' },
				element('span', { className: 'value' }, say(now.value, digits)),
				element('span', { className: 'margin' }, `± ${say(now.margin, digits)}`)),
			intervals(shown, withTarget(target, { width, description: 'The score of both periods with its interval' })));
	};
}

export function drawLeaderboard({ digits })
{
	return (rows, width) => intervals(rows.map((row) => ({
		...row, verdict: row.standing, label: sayInterval(row.value, row.lower, row.upper, digits), small: rank(row),
	})), { width, reference: rows[0]?.average ?? null, label: 'average', marks: ticks('shrunk'),
		description: 'Scores with intervals, by rank' });
}

export function drawProgress({ digits })
{
	return (rows, width) => intervals(rows.map((row) => ({
		...row, value: row.change, lower: row.change_lower, upper: row.change_upper,
		label: row.change === null ? 'not in both' : sayInterval(row.change, row.change_lower, row.change_upper, digits, sayChange),
		small: row.change === null ? '' : `${say(row.value_before, digits)} → ${say(row.value, digits)}`,
	})), { width, reference: 0, label: 'no change', description: 'Changes with intervals, the most improved first' });
}

export function drawAttention({ digits, target })
{
	return (rows, width) => rows.length === 0 ? nothing() : intervals(rows.map((row) => ({
		...row, verdict: 'below', label: sayInterval(row.value, row.lower, row.upper, digits), note: row.reasons,
	})), withTarget(target, { width, description: 'Who needs attention, with reasons' }));
}
