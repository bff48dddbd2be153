/**
 * The engine of the grid: from changed columns to the rows in sight, sorted live, with 10 % and with all of the rows changed
 * in each burst (performance P6 to P10). Beside it stand what most pages do, a typed array that is sorted anew, and the floor
 * that knows no more than the rows in sight; `--before=REF` adds the rows of an earlier commit. Every burst is checked to show
 * the right rows. Prints the figures and writes them to bench/results/grid-engine.json.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { findBrowser, launchOptions } from '../scripts/browser.mjs';
import { bundle } from '../scripts/bundle.mjs';
import { root } from '../scripts/project.mjs';
import { startStaticServer } from '../scripts/static-server.mjs';
import { summaryOf, writeResults } from './report.mjs';

const SIZES = [100, 1_000, 10_000, 100_000];
const SHARES = [0.1, 1];
const BURSTS = 40;

const before = process.argv.find((word) => word.startsWith('--before='))?.slice('--before='.length);
if (before !== undefined) await bundleEarlier(before);
await bundle({ entry: 'bench/grid-engine/page.ts', outFile: '.cache/bench/grid-engine.js', format: 'es' });
const script = '<script type="module" src="/bench/grid-engine.js"></script>';
const site = await startStaticServer({
  folders: { '/bench/': join(root, '.cache/bench') },
  pages: { '/': () => `<!doctype html><title>Grid engine</title>${script}` },
});
const browser = await puppeteer.launch({ ...launchOptions(await findBrowser()), protocolTimeout: 600_000 });
const rows = [];
try {
  for (const nodes of SIZES)
    for (const share of SHARES)
      for (const kind of ['contenders', 'variants']) rows.push(...(await measure(kind, nodes, share)));
  console.table(rows, ['kind', 'nodes', 'changed', 'contender', 'p50Ms', 'p95Ms', 'timesNaive']);
  writeResults('grid-engine', { browser: await browser.version(), before, rows });
} finally {
  await browser.close();
  await site.close();
}

async function measure(kind, nodes, share) {
  const page = await browser.newPage();
  await page.goto(`${site.url}/`);
  await page.waitForFunction(() => 'gridEngineBench' in globalThis);
  const earlier = before === undefined ? undefined : '/bench/grid-engine-before.js';
  const times = await page.evaluate(
    (...args) => globalThis.gridEngineBench.run(...args),
    ...[kind, nodes, share, BURSTS, earlier],
  );
  await page.close();
  const [yardstick] = Object.values(times);
  return Object.entries(times).map(([contender, own]) => ({
    kind,
    nodes,
    changed: `${share * 100} %`,
    contender,
    ...summaryOf(own),
    timesNaive: ratioOf(own, yardstick),
  }));
}

/** The ratio of the medians; a page's clock counts in tenths of a millisecond, so that few rows have none. */
function ratioOf(times, yardstick) {
  const [own, naive] = [summaryOf(times).p50Ms, summaryOf(yardstick).p50Ms];
  return naive < 1 ? undefined : Math.round((own / naive) * 1_000) / 1_000;
}

/** Bundles the rows of an earlier commit, from its own sources. */
async function bundleEarlier(commit) {
  const folder = join(root, '.cache/bench/before');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const archive = execFileSync('git', ['archive', commit, 'src'], { cwd: root, maxBuffer: 2 ** 28 });
  execFileSync('tar', ['-x', '-C', folder], { input: archive });
  const modules = ['elements/node-grid/engine/node-rows.ts', 'session/node-table.ts'];
  writeFileSync(join(folder, 'entry.ts'), modules.map((path) => `export * from './src/${path}';\n`).join(''));
  await bundle({
    entry: '.cache/bench/before/entry.ts',
    outFile: '.cache/bench/grid-engine-before.js',
    format: 'es',
  });
}
