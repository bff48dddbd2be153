/**
 * Bundles the pages whose weight has a budget into .cache/size/, then lets size-limit compare them with the limits in
 * package.json.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { bundle } from './bundle.mjs';
import { root } from './project.mjs';
import { runTool } from './run.mjs';

const folder = '.cache/size';

// The autoloader and the one element it finds; the others stay on the server.
const chart = ['src/autoload.ts', 'src/elements/tps-chart/define.ts'];
const cards = ['src/elements/metric-cards/define.ts'];
const grid = ['src/elements/node-grid/define.ts'];
const storage = ['src/storage/index.ts'];
const demo = 'src/session/open-demo.ts';
// A stream is shared with other copies of the library on the page, so that every page on a backend has that, too.
const live = ['src/session/open-live.ts', 'src/session/sharing/open-shared.ts'];

/**
 * What a page loads, as the modules it imports: at once, and with what it loads next in each mode. What is loaded only
 * when somebody asks for it (files, keys, backups) or where something was kept is in none of them.
 */
const pages = {
  'one-chart': chart,
  'one-chart-demo': [...chart, demo],
  'one-chart-live': [...chart, ...live],
  cards,
  'cards-live': [...cards, ...live],
  'one-grid': grid,
  'one-grid-demo': [...grid, demo],
  'one-grid-live': [...grid, ...live],
  storage,
  'storage-saving': [...storage, 'src/storage/stored-schemas.ts'],
};

rmSync(join(root, folder), { recursive: true, force: true });
mkdirSync(join(root, folder), { recursive: true });

const modules = {};
for (const [name, imports] of Object.entries(pages)) modules[name] = await bundlePage(name, imports);

assertFree('one-grid-live', /uplot/, 'The node grid carries uPlot: something it imports reaches the chart.');
assertFree('cards-live', /uplot/, 'The metric cards carry uPlot: something they import reaches the chart.');
assertFree(
  'one-grid-live',
  /[\\/]zod[\\/]|domain[\\/]schemas/,
  'A page carries the schemas before it checks anything.',
);
assertFree('one-chart-live', /v11[\\/]simulator/, 'A page on a backend carries the demo network.');
assertFree(
  'one-chart-demo',
  /v11[\\/](stream|decode)|sharing[\\/]shared/,
  'A page with the demo network carries the stream.',
);
assertFree('one-chart-live', /elements[\\/](config-editor|dashboard)/, 'A page carries what it does not show.');

const { code } = await runTool('size-limit', [], { stdio: 'inherit' });
process.exit(code);

function assertFree(page, unwanted, message) {
  const found = modules[page].find((path) => unwanted.test(relative(root, path)));
  if (found === undefined) return;
  console.error(`${message} (${relative(root, found)} is in ${page})`);
  process.exit(1);
}

function bundlePage(name, imports) {
  const entry = `${folder}/${name}.entry.ts`;
  writeFileSync(join(root, entry), imports.map((path) => `export * from '../../${path}';\n`).join(''));
  return bundle({ entry, outFile: `${folder}/${name}.js`, format: 'es', dynamicImports: 'external' });
}
