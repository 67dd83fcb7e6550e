// unused.js
//	  Libraries of Observable Framework that no page here uses.
//
// Framework asks npm's registry for the newest version of each whenever it builds,
// unless a folder in its cache tells one.  So that a build asks nobody, and is the
// same tomorrow, here are folders.

import { mkdirSync } from 'node:fs';

const versions = [
	'@observablehq/plot@0.6.17', '@observablehq/sample-datasets@1.0.1', 'apache-arrow@21.2.0', 'arquero@8.0.3', 'd3-dsv@3.0.2',
	'd3@7.9.2', 'echarts@6.1.0', 'htl@1.0.0', 'leaflet@1.9.4', 'lodash@4.18.1', 'mapbox-gl@3.32.0', 'parquet-wasm@0.8.0',
	'react-dom@19.3.1', 'react@19.3.1', 'topojson-client@3.1.0',
];

export function pinUnused(root)
{
	for (const version of versions)
		mkdirSync(`${root}/.observablehq/cache/_npm/${version}`, { recursive: true });
}
