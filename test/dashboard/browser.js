// browser.js
//	  Pages in Chromium: what they show, and what went wrong with them.

import puppeteer from 'puppeteer-core';

// The widths of a desktop and of a phone, in CSS pixels.
export const screens = { desktop: { width: 1200, height: 800 }, phone: { width: 390, height: 844, deviceScaleFactor: 2, isMobile: true } };

export function openBrowser()
{
	return puppeteer.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] });
}

// All that a page must not do: an error, a request that fails, one to elsewhere.
function watch(page, address, problems)
{
	page.on('console', (message) => {
		if (['error', 'warn'].includes(message.type()))
			problems.push(`console: ${message.text()}`);
	});
	page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
	page.on('requestfailed', (request) => problems.push(`failed: ${request.url()}`));
	page.on('response', (response) => {
		if (response.status() >= 400)
			problems.push(`${response.status()}: ${response.url()}`);
	});
	page.on('request', (request) => {
		if (!request.url().startsWith(address) && !request.url().startsWith('data:'))
			problems.push(`outside: ${request.url()}`);
	});
}

// Open a page: what it shows, and the problems.  The pictures are its figures,
// each with its title, the query, and the texts of the drawing.
export async function look(browser, address, name, screen, screenshot)
{
	const page = await browser.newPage();
	const problems = [];

	watch(page, address, problems);
	await page.setViewport(screens[screen]);
	await page.goto(`${address}${name}.html`, { waitUntil: 'networkidle0' });
	await page.waitForFunction(() => document.querySelector('figure svg') !== null && !document.querySelector('.observablehq-loading'))
		.catch((error) => problems.push(error.message));

	const shown = await page.evaluate(() => ({
		width: document.documentElement.scrollWidth,
		notices: [...document.querySelectorAll('.notice')].map((node) => node.textContent),
		pictures: [...document.querySelectorAll('figure')].map((figure) => ({
			title: figure.querySelector('h2').textContent.replaceAll('\u00a0', ' '),
			query: figure.querySelector('pre').textContent,
			texts: [...figure.querySelectorAll('svg text')].map((node) => node.textContent),
			right: Math.max(...[...figure.querySelectorAll('svg text')].map((node) => node.getBoundingClientRect().right)),
			left: Math.min(...[...figure.querySelectorAll('svg text')].map((node) => node.getBoundingClientRect().left)),
		})),
	}));

	await page.screenshot({ path: screenshot, fullPage: true });
	await page.close();
	return { ...shown, problems };
}
