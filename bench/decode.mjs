/**
 * A message of 1,000 nodes from its text to checked values, beside `JSON.parse` alone and schema libraries, in one page
 * of a real browser under a strict content security policy (performance P14). Prints the figures and writes them to
 * bench/results/decode.json.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { findBrowser, launchOptions } from '../scripts/browser.mjs';
import { bundle } from '../scripts/bundle.mjs';
import { root } from '../scripts/project.mjs';
import { startStaticServer } from '../scripts/static-server.mjs';
import { summaryOf, writeResults } from './report.mjs';

const NODES = 1_000;
const ROUNDS = 60;
const YARDSTICK = 'JSON.parse';
const OURS = 'this library';

/** P14: times the yardstick, at the median. */
const MOST = 1.15;

await bundle({ entry: 'bench/decode/page.ts', outFile: '.cache/bench/decode.js', format: 'es' });
const site = await startStaticServer({
  folders: { '/bench/': join(root, '.cache/bench') },
  pages: { '/': () => '<!doctype html><title>Decode</title><script type="module" src="/bench/decode.js"></script>' },
});
const browser = await puppeteer.launch({ ...launchOptions(await findBrowser()), protocolTimeout: 600_000 });
const rows = [];
const violations = new Set();
try {
  for (const kind of ['schema design', 'simulator']) rows.push(...(await measure(kind)));
  report(await browser.version());
} finally {
  await browser.close();
  await site.close();
}

async function measure(kind) {
  const page = await browser.newPage();
  await page.goto(`${site.url}/`);
  await page.waitForFunction(() => 'decodeBench' in globalThis);
  const measured = await page.evaluate((...args) => globalThis.decodeBench.decode(...args), kind, NODES, ROUNDS);
  await page.close();
  for (const violation of measured.violations) violations.add(violation);
  const yardstick = measured.times[YARDSTICK];
  return Object.entries(measured.times).map(([contender, times]) => ({
    message: `${NODES} nodes, ${kind}`,
    characters: measured.characters,
    contender,
    ...summaryOf(times),
    timesParse: ratioOf(times, yardstick),
  }));
}

/** The median of the ratios round by round: both sides of each ratio met the same moment. */
function ratioOf(times, yardstick) {
  const ratios = times.map((time, round) => time / yardstick[round]).sort((a, b) => a - b);
  return Math.round(ratios[Math.floor(ratios.length / 2)] * 1_000) / 1_000;
}

function report(browserVersion) {
  console.table(rows, ['message', 'contender', 'p50Ms', 'p95Ms', 'timesParse']);
  const worst = Math.max(...rows.filter(({ contender }) => contender === OURS).map(({ timesParse }) => timesParse));
  console.log(`P14: ${worst} times JSON.parse (to reach: ${MOST}): ${worst <= MOST ? 'reached' : 'missed'}.`);
  if (violations.size > 0) console.log(`The policy stopped: ${[...violations].join('; ')}.`);
  const { zod } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).dependencies;
  const policyViolations = [...violations].join('; ');
  writeResults('decode', { browser: browserVersion, versions: { zod }, target: MOST, worst, policyViolations, rows });
}
