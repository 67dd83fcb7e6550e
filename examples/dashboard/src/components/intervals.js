// intervals.js
//	  Values with their intervals, one below the other: a caterpillar plot.

import * as Plot from '@observablehq/plot';
import { element } from './figure.js';
import { halo, look } from './words.js';

// Of a long list the beginning, the end, and who has a verdict, as far as it goes.
const most = 40;
const ends = [15, 10];

function shorten(rows)
{
	if (rows.length <= most)
		return rows;

	const chosen = rows.filter((row, i) => i < ends[0] || i >= rows.length - ends[1] || look(row.verdict).symbol !== 'circle');

	return chosen.filter((row, i) => i < most - ends[1] || i >= chosen.length - ends[1]);
}

const muted = 'var(--theme-foreground-muted)';

// Pixels that texts take at one side, of what there is.  Small ones take less.
function room(texts, small)
{
	const longest = (list) => Math.max(0, ...list.map((text) => text.length));

	return 16 + Math.max(7.2 * longest(texts), 6 * longest(small));
}

const atLeft = { y: 'name', frameAnchor: 'left', textAnchor: 'start', textOverflow: 'ellipsis' };
const atRight = { y: 'name', text: 'label', frameAnchor: 'right', fontVariant: 'tabular-nums' };
const name = { text: 'name', fontSize: 13, fontWeight: 500 };
const small = { text: (row) => row.small ?? '', fontSize: 11, fill: muted };

// Names at the left of the lines, each with a small text under it; labels at the
// right.
function beside(rows, width)
{
	const left = Math.min(width * 0.4, room(rows.map((row) => row.name), rows.map((row) => row.small ?? '')));
	const right = room([], rows.map((row) => row.label)) + 12;

	return {
		rowHeight: rows.some((row) => row.small) ? 38 : 31, left, right,
		marks: [
			Plot.text(rows, { ...atLeft, ...name, dx: -left, dy: (rows.some((row) => row.small) ? -7 : 0), lineWidth: left / 12 }),
			Plot.text(rows, { ...atLeft, ...small, dx: -left, dy: 9, lineWidth: left / 10 }),
			Plot.text(rows, { ...atRight, textAnchor: 'start', dx: 14 }),
		],
	};
}

// Do the texts of all rows have room beside each other?
function hasRoom(rows, width)
{
	return rows.every((row) => 24 + 7.4 * (row.name.length + row.label.length) + 6 * (row.small ?? '').length < width);
}

// All of that above the lines, where there is little room or a note to be read.
// What is small becomes a note if it has no room.
function above(given, width)
{
	const rows = hasRoom(given, width) ? given : given.map((row) => ({ ...row, note: row.note ?? row.small, small: '' }));
	const perLine = width / 6.4;
	const lines = Math.max(...rows.map((row) => Math.ceil((row.note ?? '').length / perLine)));
	const up = 15 + 15 * lines;
	const text = { ...halo, fill: 'currentColor' };

	return {
		rowHeight: up + 31, left: 0, right: 0, marginTop: up + 2,
		marks: [
			Plot.text(rows, { ...text, ...atLeft, ...name, dy: -up, lineWidth: width / 22 }),
			rows.map((row) => Plot.text([row], { ...halo, ...atLeft, ...small, dx: Math.min(8 + 7.6 * row.name.length, width / 2), dy: -up })),
			Plot.text(rows, { ...text, ...atRight, textAnchor: 'end', dy: -up }),
			Plot.text(rows, { ...halo, ...atLeft, textOverflow: null, text: (row) => row.note ?? '', lineAnchor: 'bottom', dy: -9,
				lineWidth: width / 13, fill: muted }),
		],
	};
}

// What all are compared with: a line, and words for it.
function compared(value, label)
{
	return value === null ? null : [
		Plot.ruleX([value], { strokeDasharray: '3,3', stroke: muted }),
		Plot.text([value], { x: (x) => x, text: () => label, frameAnchor: 'bottom', lineAnchor: 'top', dy: 22, fontSize: 11, fill: muted }),
	];
}

// Each row has a name, a value, lower, upper, a verdict, and a label; "small" is a
// text beside the name, "note" a longer one, and a colour of its own goes before
// that of the verdict.  The options: a reference, with which all are compared, and
// a label for it; marks that are added.
export function intervals(given, { width, reference = null, label, description, marks = () => null })
{
	const rows = shorten(given);
	const texts = width < 450 || rows.some((row) => row.note) ? above(rows, width) : beside(rows, width);
	const colour = (row) => row.colour ?? look(row.verdict).colour;
	const there = rows.filter((row) => row.value !== null);
	const marginTop = texts.marginTop ?? 4;
	const marginBottom = reference === null ? 24 : 40;

	const plot = Plot.plot({
		width, height: rows.length * texts.rowHeight + marginTop + marginBottom - (texts.marginTop ? 16 : 0),
		marginLeft: texts.left, marginRight: texts.right, marginTop, marginBottom,
		ariaLabel: description,
		style: { fontSize: '12px', background: 'none' },
		x: { insetLeft: 10, insetRight: texts.right ? 10 : 26 },
		y: { axis: null, domain: rows.map((row) => row.name), padding: 0.2 },
		color: { type: 'identity' },
		marks: [
			Plot.axisX({ tickSize: 0, label: null, fill: muted, ticks: Math.max(2, Math.floor((width - texts.left - texts.right) / 75)),
				tickFormat: (x) => String(x).replace('-', '−') }),
			texts.left ? Plot.gridX({ strokeOpacity: 0.08 }) : null,
			compared(reference, label),
			Plot.ruleY(there, { y: 'name', x1: 'lower', x2: 'upper', stroke: colour, strokeWidth: 5, strokeOpacity: 0.4 }),
			marks(there),
			Plot.dot(there, { y: 'name', x: 'value', fill: colour, symbol: (row) => look(row.verdict).symbol,
				rotate: (row) => look(row.verdict).rotate, r: 5 }),
			texts.marks,
		],
	});

	return rows.length === given.length ? plot
		: element('div', {}, plot, element('p', { className: 'reading' }, `${rows.length} of ${given.length} are shown.`));
}

// The mark of a second value of each row, such as the shrunken one.
export function ticks(column)
{
	return (rows) => Plot.text(rows, { y: 'name', x: column, text: () => '|', fontSize: 17, fontWeight: 600 });
}
