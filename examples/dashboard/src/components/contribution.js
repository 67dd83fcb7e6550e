// contribution.js
//	  What changed the score: effects as steps from the score before to that of now.

import * as Plot from '@observablehq/plot';
import { nothing } from './figure.js';
import { intervals } from './intervals.js';
import { look, sayChange, sayInterval } from './words.js';

// Of many teams those with the largest effects have a step each.
const most = 10;

function sum(rows, write)
{
	return rows.reduce((total, row) => total + (write(row) ?? 0), 0);
}

// The effect of the scores of several teams together: its interval is not known.
function together(rows)
{
	return rows.length === 0 ? [] : [{ name: `${rows.length} others`, effect: sum(rows, (row) => row.score_effect), low: null, high: null }];
}

function effects(rows)
{
	const bySize = [...rows].sort((a, b) => Math.abs(b.score_effect) - Math.abs(a.score_effect));
	const shown = rows.length > most + 1 ? new Set(bySize.slice(0, most)) : new Set(rows);

	return [
		...rows.filter((row) => shown.has(row)).map((row) =>
			({ name: row.name, effect: row.score_effect, low: row.effect_lower, high: row.effect_upper, verdict: row.verdict })),
		...together(rows.filter((row) => !shown.has(row))),
		{ name: 'mix of answers', effect: sum(rows, (row) => row.mix_effect), low: null, high: null },
	];
}

// Each step begins where the one before ends.
function steps(rows, start, digits)
{
	let at = start;

	return effects(rows).map((row) => {
		const from = at;

		at += row.effect;
		return { ...row, from, value: at, lower: row.low === null ? null : from + row.low, upper: row.high === null ? null : from + row.high,
			label: sayInterval(row.effect, row.low, row.high, digits, sayChange) };
	});
}

export function drawContribution(score, { digits, effect_digits: effectDigits })
{
	const total = (row) => ({
		...row, name: row.period, verdict: null, colour: 'currentColor', from: null, label: sayInterval(row.value, row.lower, row.upper, digits),
	});

	return (rows, width) => {
		if (rows.length === 0)
			return nothing();

		const start = sum(rows, (row) => row.share_before * row.value_before / 100);
		const between = steps(rows, start, effectDigits);
		const all = [
			{ ...total(score[0]), value: start },
			...between,
			{ ...total(score[1]), value: start + sum(rows, (row) => row.contribution) },
		];

		return intervals(all, { width, description: 'Effects on the score, one after the other',
			marks: (there) => Plot.barX(there.filter((row) => row.from !== null), { y: 'name', x1: 'from', x2: 'value',
				fill: (row) => look(row.verdict).colour, fillOpacity: 0.3, insetTop: width < 450 ? 14 : 3, insetBottom: width < 450 ? 14 : 3 }) });
	};
}
