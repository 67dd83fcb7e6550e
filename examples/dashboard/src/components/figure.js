// figure.js
//	  The frame of each picture: its question, the sentence that is its title, how
//	  to read it, the drawing, and the query behind it.

import { resize } from 'observablehq:stdlib';

export function element(name, properties, ...children)
{
	const node = Object.assign(document.createElement(name), properties);

	node.append(...children.filter((child) => child !== null));
	return node;
}

// Numbers have a true minus, and what belongs together stays on one line.
function typeset(text)
{
	return text.replace(/(^|[ (])-(\d)/g, '$1−$2').replace(/(\d) %/g, '$1\u00a0%').replace(/([▲▼●]) /g, '$1\u00a0').replace(/ ([−+]\d)/g, '\u00a0$1');
}

// The arguments: what was loaded of the picture; the words around it; a function
// that draws rows at a width, which it does anew when that changes.
export function figure(picture, { question, reading = null, wide = false }, draw)
{
	return element('figure', { className: `picture${wide ? ' wide' : ''}` },
		element('p', { className: 'question' }, question),
		element('h2', {}, typeset(picture.title)),
		reading && element('p', { className: 'reading' }, typeset(reading)),
		element('div', { className: 'drawing' }, resize((width) => draw(picture.rows, Math.floor(width)))),
		element('details', {},
			element('summary', {}, 'The query'),
			element('pre', {}, element('code', {}, `${picture.sql};`))));
}

// A drawing of no rows: the title says it all.
export function nothing()
{
	return element('div', {});
}

function notice(text)
{
	return element('p', { className: 'notice' }, text);
}

// What a page says first whose data are made up.
export function invented(what)
{
	return notice(`An invented example: these ${what} are made up, to show what the page looks like.`);
}

// What a page says in the place of a picture that there are no settings for.
export function missing(part)
{
	return notice(`The settings of this dashboard have no "${part}", so there is nothing to show here.`);
}
