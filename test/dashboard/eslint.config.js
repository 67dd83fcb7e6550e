// eslint.config.js
//	  What eslint asks of the dashboard's JavaScript.

import js from '@eslint/js';

const node = { process: 'readonly', console: 'readonly', URL: 'readonly', setTimeout: 'readonly' };
const browser = { document: 'readonly' };

export default [
	js.configs.recommended,
	{ languageOptions: { globals: { ...node, ...browser } }, rules: { eqeqeq: 'error', 'prefer-const': 'error', 'no-var': 'error' } },
	{ ignores: ['**/dist/', '**/.observablehq/', '**/node_modules/'] },
];
