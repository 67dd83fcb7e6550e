// expectations.js
//	  What the pages must show: titles as published or known, figures by SQL that is
//	  not that of the pages.
//
// Each function takes a client and resolves to what is expected of each page: its
// data, the number of its notices, its pictures, each with a title and texts; and
// to a function that says what else must hold.

// Rows of one column, text.
async function texts(client, query, ...values)
{
	const { rows } = await client.query({ text: query, values, rowMode: 'array' });

	return rows.map(([text]) => text);
}

// 31 (28 to 34), of three columns.
const interval = `format('%s (%s to %s)', round(value), round(lower(range)), round(upper(range)))`;

// The same of a change, with signs; of numbers with one digit.
const signed = (column, digits) => `translate(to_char(round((${column})::numeric, ${digits}), 'FMSG9990${digits ? '.0' : ''}'), '-', '−')`;
const change = (digits) =>
	`replace(format('%s (%s to %s)', ${signed('value', digits)}, ${signed('lower(range)', digits)}, ${signed('upper(range)', digits)}), '+0 ', '0 ')`;

async function airport(client)
{
	const scores = (grouping) => texts(client, `
		SELECT ${interval} FROM (SELECT nps(score) AS value, nps_interval(score) AS range FROM sfo_nps ${grouping}) AS scores`);
	const areas = `
		SELECT area, cx_tally(score, 0, 10) FILTER (WHERE year = 2018) AS now, cx_tally(score, 0, 10) FILTER (WHERE year = 2017) AS before,
			count(*) FILTER (WHERE year = 2018)::float8 / sum(count(*) FILTER (WHERE year = 2018)) OVER () AS share,
			count(*) FILTER (WHERE year = 2017)::float8 / sum(count(*) FILTER (WHERE year = 2017)) OVER () AS share_before
		FROM sfo_nps GROUP BY area`;
	const changes = await texts(client, `
		SELECT ${change(0)}
		FROM (SELECT cx_value(now, 'nps') - cx_value(before, 'nps') AS value, cx_change_interval(now, before, 'nps') AS range
			FROM (${areas}) AS areas) AS changes`);
	const effects = await texts(client, `
		SELECT ${change(1)}
		FROM (SELECT w * (cx_value(now, 'nps') - cx_value(before, 'nps')) AS value,
				cx_range(w * lower(cx_change_interval(now, before, 'nps')), w * upper(cx_change_interval(now, before, 'nps'))) AS range
			FROM (SELECT *, (share + share_before) / 2 AS w FROM (${areas}) AS areas) AS weighed) AS effects`);
	const shares = await texts(client, `
		SELECT format('%s %% (%s to %s)', round(share), round(share_lower), round(share_upper))
		FROM cx_drivers((SELECT array_agg(m) FROM (
			SELECT cx_moments(CASE WHEN score >= 9 THEN 100 WHEN score <= 6 THEN -100 ELSE 0 END,
				ARRAY[getting_here::float8, wayfinding::float8, security::float8]) AS m
			FROM sfo_nps WHERE year = 2018 GROUP BY answered_on) AS days))
		WHERE driver !~ 'answered'`);
	const points = await texts(client, `
		SELECT ${signed('nps(score) - nps(score) FILTER (WHERE comment !~* pattern)', 1)}
		FROM (VALUES ('queue|waited|hour'), ('toilet'), ('staff|friendly|helpful'), ('food'), ('^(?!.*(seats|wifi)).*gate'), ('wifi')) AS themes (pattern),
			invented_comment
		WHERE comment <> ''
		GROUP BY pattern`);
	const { rows: [{ total }] } = await client.query(`
		SELECT nps(score) FILTER (WHERE year = 2018) - nps(score) FILTER (WHERE year = 2017) AS total FROM sfo_nps`);
	const stay = await stayers(client, 12);

	return {
		pages: {
			index: { data: 'overview', notices: 0, pictures: [
				{ title: 'NPS is 31 ± 3. It fell by 9 (5 to 13).', texts: await scores('GROUP BY year') },
				{ title: 'A and C need attention.', texts: ['fell by 20 (6 to 34)', ...await scores(`WHERE year = 2018 AND area IN ('A', 'C') GROUP BY area`)] },
				{ title: 'E is above average; A is below average; no clear difference elsewhere.', texts: await scores('WHERE year = 2018 GROUP BY area') },
				{ title: 'C and A fell; no clear change elsewhere.', texts: changes },
			] },
			causes: { data: 'causes', notices: 0, pictures: [
				{ title: '7 of 25 days stand out: 5 below the limits, 2 in a run below the centre.', texts: ['11 May', '22 May'] },
				{ title: 'NPS changed by −8.9: A −5.2, C −1.5, the others −2.6 (no clear change), mix of answers +0.5.', texts: effects },
				{ title: 'Wayfinding: keep up the good work. Getting here: low priority. Security: no clear difference.', texts: shares },
			] },
			themes: { data: 'themes', notices: 1, pictures: [
				{ title: 'Staff lifts the NPS; Toilets and Waiting lower the NPS; no clear difference by the others.',
					texts: [], beginnings: points },
			] },
			retention: { data: 'retention', notices: 1, pictures: [
				{ title: `After 12 months ${stay['Yearly plan']} % of Yearly plan and ${stay['Monthly plan']} % of Monthly plan are still there.`,
					texts: [], beginnings: ['Yearly plan: ', 'Monthly plan: '] },
			] },
		},
		also: (pageData) => {
			const { rows } = pageData('causes').pictures.contribution;
			const sum = rows.reduce((so_far, row) => so_far + row.contribution, 0);

			return [
				{ name: 'the effects add up to the change', holds: Math.abs(sum - total) < 1e-9 },
				{ name: 'the themes that are told apart have a p of 0.05 at most', holds: pageData('themes').pictures.themes.rows
					.every((row) => (row.adjusted_p <= 0.05) === (row.verdict !== 'no clear difference')) },
			];
		},
	};
}

// Kaplan and Meier's estimate in plain SQL, month by month: who was there when it
// began and has been seen to its end, and who of them left in it.
async function stayers(client, months)
{
	const { rows } = await client.query(`
		SELECT plan, round(100 * exp(sum(ln(1 - leaving::numeric / at_risk)))) AS retention
		FROM (SELECT plan, month, count(*) AS at_risk,
				count(*) FILTER (WHERE departed < joined + month * interval '1 month') AS leaving
			FROM invented_customer, generate_series(1, $1::integer) AS month,
				(SELECT max(greatest(joined, departed)) AS today FROM invented_customer) AS last
			WHERE joined + month * interval '1 month' <= today
				AND (departed IS NULL OR departed >= joined + (month - 1) * interval '1 month')
			GROUP BY plan, month) AS monthly
		GROUP BY plan`, [months]);

	return Object.fromEntries(rows.map((row) => [row.plan, row.retention]));
}

// All teams have the same answers throughout, so nobody differs.
async function own(client)
{
	await client.query(`SET search_path = "cx's"`);

	const of = async (start) => (await texts(client, `
		SELECT ${interval}
		FROM (SELECT csat("score; --") AS value, csat_interval("score; --") AS range FROM "My Data"."Survey ""2025"""
			WHERE "When?" >= '${start}' GROUP BY "Team's name") AS scores`));

	return {
		pages: {
			index: { data: 'overview', notices: 0, pictures: [
				{ title: 'CSAT is 80 ± 2; no clear change.', texts: [] },
				{ title: 'Nobody needs attention.', texts: [] },
				{ title: 'No clear difference anywhere.', texts: ['none', 'East "2"', `O'Neil, <b>West</b>`, ...await of('2025-04-01')] },
				{ title: 'No clear change anywhere.', texts: ['none', 'East "2"', `O'Neil, <b>West</b>`] },
			] },
			causes: { data: 'causes', notices: 1, pictures: [
				{ title: 'No week stands out: no clear change.', texts: [] },
				{ title: 'No clear change of any score: all together +0.0, mix of answers +0.0.', texts: [] },
			] },
		},
		also: () => [],
	};
}

export const expectations = { airport, own };
