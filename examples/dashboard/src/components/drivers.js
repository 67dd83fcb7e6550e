// drivers.js
//	  Importance and performance: what moves the score, and how it is rated.

import * as Plot from '@observablehq/plot';
import { halo, say } from './words.js';

// The quadrants' names, each in its corner.
const corners = [
	{ text: 'improve first', frameAnchor: 'top-left', dx: 6, dy: 6 },
	{ text: 'keep up the good work', frameAnchor: 'top-right', dx: -6, dy: 6 },
	{ text: 'low priority', frameAnchor: 'bottom-left', dx: 6, dy: -6 },
	{ text: 'do not overdo it', frameAnchor: 'bottom-right', dx: -6, dy: -6 },
];

// A domain that holds all the values, with room around them.
function around(values, room, low = -Infinity, high = Infinity)
{
	const [least, greatest] = [Math.min(...values), Math.max(...values)];
	const more = room * (greatest - least || 1);

	return [Math.max(low, least - more), Math.min(high, greatest + more)];
}

const looks = {
	'improve first': { colour: 'var(--bad)', symbol: 'triangle' },
	'keep up the good work': { colour: 'var(--good)', symbol: 'square' },
	'low priority': { colour: 'currentColor', symbol: 'diamond' },
	'do not overdo it': { colour: 'currentColor', symbol: 'diamond' },
	'no clear difference': { colour: 'var(--unclear)', symbol: 'circle' },
};
const colour = (row) => looks[row.quadrant].colour;

export function drawDrivers(rows, width)
{
	const { average, equal_share: equal } = rows[0];
	const across = around([average, ...rows.flatMap((row) => [row.lower, row.upper])], 0.35);
	const isRight = (row) => row.value > (across[0] + 2 * across[1]) / 3;
	const beside = (row) => ({ x: 'value', y: 'share', textAnchor: isRight(row) ? 'end' : 'start', dx: isRight(row) ? -9 : 9, ...halo });

	return Plot.plot({
		width, height: width < 500 ? 340 : 400, marginLeft: 44, marginRight: 16, marginTop: 24, marginBottom: 44,
		ariaLabel: 'Importance of each rating against its mean, with intervals',
		style: { fontSize: '12px', background: 'none' },
		color: { type: 'identity' },
		x: { domain: across, ticks: 5, tickSize: 0, label: 'mean rating' },
		y: { domain: around([equal, ...rows.flatMap((row) => [row.share_lower, row.share_upper])], 0.15, 0, 100), ticks: 5, tickSize: 0,
			tickFormat: (y) => `${y} %`, label: 'share of what the ratings explain' },
		marks: [
			Plot.frame({ stroke: 'var(--theme-foreground-faintest)' }),
			Plot.ruleX([average], { strokeDasharray: '3,3', stroke: 'var(--theme-foreground-muted)' }),
			Plot.ruleY([equal], { strokeDasharray: '3,3', stroke: 'var(--theme-foreground-muted)' }),
			corners.map(({ text, ...options }) => Plot.text([text], { ...options, fontSize: 12, fontStyle: 'italic', fill: 'var(--theme-foreground-muted)', ...halo })),
			Plot.ruleX(rows, { x: 'value', y1: 'share_lower', y2: 'share_upper', stroke: colour, strokeWidth: 5, strokeOpacity: 0.4 }),
			Plot.ruleY(rows, { y: 'share', x1: 'lower', x2: 'upper', stroke: colour, strokeWidth: 5, strokeOpacity: 0.4 }),
			Plot.dot(rows, { x: 'value', y: 'share', fill: colour, r: 5, symbol: (row) => looks[row.quadrant].symbol }),
			rows.map((row) => [
				Plot.text([row], { ...beside(row), text: 'name', dy: -17, fontSize: 13, fontWeight: 600, fill: 'currentColor' }),
				Plot.text([row], { ...beside(row), dy: 14, fontSize: 11, fill: 'var(--theme-foreground-muted)',
					text: () => `${say(row.share)} % (${say(row.share_lower)} to ${say(row.share_upper)})` }),
			]),
		],
	});
}
