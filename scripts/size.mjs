/**
 * Bundles the pages whose weight has a budget into .cache/size/, then lets size-limit compare them with the limits in
 * package.json.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './bundle.mjs';
import { root } from './project.mjs';
import { runTool } from './run.mjs';

const folder = '.cache/size';

/** What a page loads, as the modules it imports. */
const pages = {
  // The autoloader and the one element it finds; the others stay on the server.
  'one-chart': ['src/autoload.ts', 'src/elements/tps-chart/define.ts'],
  'one-grid': ['src/elements/node-grid/define.ts'],
  // Import and export come with the first file that is read or written.
  storage: ['src/storage/index.ts'],
};

rmSync(join(root, folder), { recursive: true, force: true });
mkdirSync(join(root, folder), { recursive: true });

const modules = {};
for (const [name, imports] of Object.entries(pages)) modules[name] = await bundlePage(name, imports);

if (modules['one-grid'].some((path) => path.includes('uplot'))) {
  console.error('The node grid carries uPlot: something it imports reaches the chart.');
  process.exit(1);
}
const { code } = await runTool('size-limit', [], { stdio: 'inherit' });
process.exit(code);

function bundlePage(name, imports) {
  const entry = `${folder}/${name}.entry.ts`;
  writeFileSync(join(root, entry), imports.map((path) => `export * from '../../${path}';\n`).join(''));
  return bundle({ entry, outFile: `${folder}/${name}.js`, format: 'es', dynamicImports: 'external' });
}
