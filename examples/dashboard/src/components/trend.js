// trend.js
//	  A control chart: points in time before their limits.

import * as Plot from '@observablehq/plot';
import { look, say, sayDay } from './words.js';

const day = 86400000;

// A gap of so many steps is drawn as one of a few, with the series torn there.
const longest = 10;
const tear = 4;

// Give each point its place along the axis, and the number of its stretch.
function place(rows)
{
	const times = rows.map((row) => Date.parse(row.time));
	const step = Math.min(...times.slice(1).map((time, i) => time - times[i]));
	let at = 0, stretch = 0;

	return rows.map((row, i) => {
		const gap = i === 0 ? 0 : Math.round((times[i] - times[i - 1]) / step);

		at += gap > longest ? tear : gap;
		stretch += gap > longest ? 1 : 0;
		return { ...row, at, stretch, ...look(row.signal?.replace(/^run /, '')) };
	});
}

// Points whose dates are written under the axis, with room for each.
function ticked(points, apart)
{
	const chosen = [];

	for (const point of points)
		if (chosen.length === 0 || point.at - chosen[chosen.length - 1].at >= apart)
			chosen.push(point);
		else if (point.stretch !== chosen[chosen.length - 1].stretch)
			chosen.splice(-1, 1, point);
	return chosen;
}

// Points beyond the limits that have room for their date, the farthest out first.
function named(points, apart)
{
	const beyond = points.filter(({ signal }) => /limit/.test(signal ?? '')).sort((a, b) => Math.abs(b.value - b.centre) - Math.abs(a.value - a.centre));
	const chosen = [];

	for (const point of beyond)
		if (chosen.every((other) => Math.abs(other.at - point.at) >= apart))
			chosen.push(point);
	return chosen;
}

// The first point of each stretch, and of the current period.
function headed(points)
{
	return points.filter((point, i) => i === 0 || point.stretch !== points[i - 1].stretch || point.is_current !== points[i - 1].is_current);
}

export function drawTrend({ digits, now, before })
{
	return (rows, width) => {
		const points = place(rows);
		const across = width - 36 - 46;
		const labelled = ticked(points, (points[points.length - 1].at + 1) * 62 / across);
		const monthly = Date.parse(rows[1]?.time) - Date.parse(rows[0].time) >= 28 * day;

		return Plot.plot({
			width, height: width < 500 ? 260 : 320, marginLeft: 36, marginRight: 46, marginTop: 30, marginBottom: 30,
			ariaLabel: 'The score over time, with control limits',
			style: { fontSize: '12px', background: 'none' },
			x: { axis: null, domain: [-0.7, points[points.length - 1].at + 0.7] },
			y: { label: null, insetBottom: 16 },
			color: { type: 'identity' },
			marks: [
				Plot.axisY({ tickSize: 0, ticks: 5, fill: 'var(--theme-foreground-muted)', tickFormat: (y) => say(y, y % 1 ? 1 : 0) }),
				Plot.rect(points, { x1: (d) => d.at - 0.5, x2: (d) => d.at + 0.5, y1: 'lower_limit', y2: 'upper_limit', fill: 'var(--limits)' }),
				Plot.ruleY(points.slice(0, 1), { y: 'centre', stroke: 'var(--theme-foreground-muted)' }),
				Plot.text(points.slice(-1), { y: 'centre', text: (d) => `usual ${say(d.centre, digits)}`, frameAnchor: 'right', textAnchor: 'start', dx: 6,
					lineWidth: 4, fontSize: 11, fill: 'var(--theme-foreground-muted)' }),
				Plot.line(points, { x: 'at', y: 'value', z: 'stretch', stroke: 'var(--unclear)', strokeOpacity: 0.6 }),
				Plot.dot(points, { x: 'at', y: 'value', fill: 'colour', symbol: 'symbol', rotate: 'rotate', r: (d) => d.signal ? 5 : 3 }),
				Plot.text(named(points, 40 * (points[points.length - 1].at + 1) / across), { x: 'at', y: 'value', text: (d) => sayDay(d.time),
					lineAnchor: 'top', dy: 9, fontSize: 11, fontWeight: 600, fill: 'colour', stroke: 'var(--limits)', strokeWidth: 3 }),
				Plot.text(labelled, { x: 'at', text: (d) => sayDay(d.time, monthly ? { month: 'short', year: '2-digit' } : undefined),
					frameAnchor: 'bottom', dy: 18, fontSize: 11, fill: 'var(--theme-foreground-muted)' }),
				Plot.text(headed(points), { x: 'at', text: (d) => d.is_current ? now : before, frameAnchor: 'top', textAnchor: 'start',
					dx: -4, dy: -20, fontWeight: 600 }),
			],
		});
	};
}
