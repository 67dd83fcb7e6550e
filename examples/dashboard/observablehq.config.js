// observablehq.config.js
//	  How Observable Framework builds the pages.
//
// Nothing is fetched when a page is looked at: no fonts, no libraries from others.
// Links keep their ending, so that any server of files will do.

import { readSettings } from './lib/settings.js';
import { pinUnused } from './lib/unused.js';

const settings = readSettings();
const name = settings.title ?? settings.table;

const pages = [
	{ name: 'Overview', path: '/index', shown: true },
	{ name: 'What changed it', path: '/causes', shown: true },
	{ name: 'Themes', path: '/themes', shown: settings.themes },
	{ name: 'Retention', path: '/retention', shown: settings.retention },
].filter((page) => page.shown);

function escape(text)
{
	return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function header({ path })
{
	const links = pages.map((page) =>
		`<a href="${page.path.slice(1)}.html"${page.path === path ? ' aria-current="page"' : ''}>${page.name}</a>`);

	return `<div class="site">${escape(name)}</div><nav>${links.join('')}</nav>`;
}

pinUnused('src');

export default {
	title: name,
	root: 'src',
	output: 'dist',
	pages,
	style: 'style.css',
	head: '<link rel="icon" href="data:,">',
	header,
	footer: `${escape(settings.source ?? '')} Made with cx_metrics, Observable Framework and Observable Plot.`,
	globalStylesheets: [],
	preserveExtension: true,
	sidebar: false,
	pager: false,
	search: false,
	toc: false,
	telemetry: false,
};
