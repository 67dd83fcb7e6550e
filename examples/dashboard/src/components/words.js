// words.js
//	  Numbers as they are read, and how verdicts look.

// The colours are in style.css.  Each verdict has a shape too.
const looks = [
	[/^(above|rose|lifts)/, { colour: 'var(--good)', symbol: 'triangle', rotate: 0 }],
	[/^(below|fell|lowers)/, { colour: 'var(--bad)', symbol: 'triangle', rotate: 180 }],
	[/./, { colour: 'var(--unclear)', symbol: 'circle', rotate: 0 }],
];

// Keeps a text readable over lines.
export const halo = { stroke: 'var(--theme-background-alt)', strokeWidth: 4 };

export function look(verdict)
{
	return looks.find(([pattern]) => pattern.test(verdict ?? 'none'))[1];
}

// A number with a true minus.
export function say(number, digits = 0)
{
	const text = number.toFixed(digits);

	return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−');
}

// A difference: with its sign.
export function sayChange(number, digits = 0)
{
	const text = say(number, digits);

	return number > 0 && Number(number.toFixed(digits)) !== 0 ? `+${text}` : text;
}

// A number with its interval.
export function sayInterval(value, lower, upper, digits = 0, write = say)
{
	if (value === null)
		return 'no answers';
	return lower === null ? write(value, digits) : `${write(value, digits)} (${write(lower, digits)} to ${write(upper, digits)})`;
}

// So many of something.
export function count(number, thing)
{
	return `${number.toLocaleString('en-GB')} ${thing}${number === 1 ? '' : 's'}`;
}

export function sayDay(date, options = { day: 'numeric', month: 'short' })
{
	return new Date(date).toLocaleDateString('en-GB', { ...options, timeZone: 'UTC' });
}
