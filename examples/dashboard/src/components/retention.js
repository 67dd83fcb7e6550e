// retention.js
//	  Retention curves with their intervals.

import * as Plot from '@observablehq/plot';
import { halo, say } from './words.js';

// A colour and a dash for each group, so that either tells them apart.
const looks = [
	{ colour: 'var(--good)', dash: 'none' },
	{ colour: 'var(--second)', dash: '6,3' },
	{ colour: 'var(--third)', dash: '2,3' },
	{ colour: 'var(--fourth)', dash: '8,3,2,3' },
];

export function drawRetention(rows, width)
{
	const groups = [...new Set(rows.map((row) => row.name))].map((name, i) =>
		({ name, rows: rows.filter((row) => row.name === name), ...looks[i] }));
	const last = groups.map((group) => group.rows[group.rows.length - 1]);
	const narrow = width < 500;

	// Behind the end of a curve; where there is no room, under all of them.
	const label = (i) => narrow ? { x: () => 0, y: () => 5 + 8 * (groups.length - 1 - i), textAnchor: 'start', dx: 8 }
		: { x: 'period', y: 'retention', textAnchor: 'start', dx: 12, dy: 4 };

	return Plot.plot({
		width, height: narrow ? 300 : 380, marginLeft: 44, marginRight: narrow ? 24 : 215, marginTop: 12, marginBottom: 40,
		ariaLabel: 'Retention by group, with intervals',
		style: { fontSize: '12px', background: 'none' },
		x: { label: 'months since joining', ticks: narrow ? 5 : 10, tickSize: 0 },
		y: { label: null, domain: [0, 100], ticks: 5, tickSize: 0, tickFormat: (y) => `${y} %` },
		color: { type: 'identity' },
		marks: [
			Plot.gridY({ strokeOpacity: 0.08, ticks: 5 }),
			groups.map(({ rows: curve, colour, dash }) => [
				Plot.areaY(curve, { x: 'period', y1: 'retention_lower', y2: 'retention_upper', curve: 'step-after', fill: colour, fillOpacity: 0.18 }),
				Plot.lineY(curve, { x: 'period', y: 'retention', curve: 'step-after', stroke: colour, strokeWidth: 2, strokeDasharray: dash }),
			]),
			groups.map(({ colour }, i) => Plot.text([last[i]], {
				...label(i), fill: colour, fontWeight: 600, ...halo,
				text: (row) => `${row.name}: ${say(row.retention)} % (${say(row.retention_lower)} to ${say(row.retention_upper)})`,
			})),
		],
	});
}
