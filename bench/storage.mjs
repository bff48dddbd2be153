/**
 * Storage, row by row of schema design 13.1, beside IndexedDB with nothing around it and three well-known libraries, in
 * one page of a real browser on a real disk. Prints the figures and writes them to bench/results/storage.json.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { findBrowser, launchOptions } from '../scripts/browser.mjs';
import { bundle } from '../scripts/bundle.mjs';
import { root } from '../scripts/project.mjs';
import { startStaticServer } from '../scripts/static-server.mjs';
import { summaryOf, writeResults } from './report.mjs';

const CONFIGURATION_COUNTS = [1, 100, 200, 1_000];
const NODE_COUNTS = [100, 1_000, 10_000];
const OURS = 'this library';
const RAW = 'raw IndexedDB';

/** Targets of the performance plan, P13, in milliseconds at p95. */
const TARGETS = {
  'save configuration': 10,
  'load configuration': 3,
  'query default configuration': 1,
  'export configuration': 20,
  'import configuration': 60,
  'save metrics': 20,
  'load metrics': 10,
};

await bundle({ entry: 'bench/storage/page.ts', outFile: '.cache/bench/storage.js', format: 'es' });
const site = await startStaticServer({
  folders: { '/bench/': join(root, '.cache/bench') },
  pages: { '/': () => '<!doctype html><title>Storage</title><script type="module" src="/bench/storage.js"></script>' },
});

const rows = [];
for (const count of CONFIGURATION_COUNTS) {
  const measured = await inFreshProfile((page) =>
    page.evaluate((...args) => globalThis.storageBench.configurations(...args), count, 100),
  );
  rows.push(...rowsOf(measured, `${count} configurations`));
}
for (const nodes of NODE_COUNTS) {
  const rounds = nodes > 1_000 ? 30 : 60;
  const measured = await inFreshProfile((page) =>
    page.evaluate((...args) => globalThis.storageBench.metrics(...args), nodes, rounds),
  );
  rows.push(...rowsOf(measured, `${nodes} nodes`));
}
const mainThread = await inFreshProfile((page) => mainThreadOfSaves(page, 10_000, 20));
await site.close();
report();

/** A profile on disk of its own, so that no run profits from another. */
async function inFreshProfile(work) {
  const userDataDir = mkdtempSync(join(tmpdir(), 'aurigraph-bench-'));
  const browser = await puppeteer.launch({
    ...launchOptions(await findBrowser()),
    userDataDir,
    protocolTimeout: 600_000,
  });
  try {
    const page = await browser.newPage();
    await page.goto(`${site.url}/`);
    await page.waitForFunction(() => 'storageBench' in globalThis);
    return await work(page);
  } finally {
    await browser.close();
    rmSync(userDataDir, { recursive: true, force: true });
  }
}

function rowsOf(measured, size) {
  return Object.entries(measured).flatMap(([operation, times]) => {
    const raw = times[RAW] ? summaryOf(times[RAW]).p50Ms : undefined;
    return Object.entries(times).map(([contender, list]) => {
      const { p50Ms, p95Ms, averageMs } = summaryOf(list);
      const ratio = raw === undefined ? undefined : Math.round((p50Ms / raw) * 100) / 100;
      return { operation, size, contender, p50Ms, p95Ms, averageMs, timesRaw: ratio };
    });
  });
}

/** Main-thread milliseconds of one save of metrics, as the browser accounts for its tasks. */
async function mainThreadOfSaves(page, nodes, rounds) {
  const names = await page.evaluate((count) => globalThis.storageBench.prepareBurst(count), nodes);
  const result = {};
  for (const name of names) {
    await page.evaluate((...args) => globalThis.storageBench.burst(...args), name, nodes, 3);
    const before = (await page.metrics()).TaskDuration;
    await page.evaluate((...args) => globalThis.storageBench.burst(...args), name, nodes, rounds);
    result[name] = Math.round((((await page.metrics()).TaskDuration - before) / rounds) * 100_000) / 100;
  }
  return result;
}

function report() {
  for (const operation of new Set(rows.map((row) => row.operation))) {
    console.log(`\n${operation}${TARGETS[operation] ? ` (to reach: ${TARGETS[operation]} ms at p95)` : ''}`);
    console.table(
      rows.filter((row) => row.operation === operation),
      ['size', 'contender', 'p50Ms', 'p95Ms', 'averageMs', 'timesRaw'],
    );
  }
  console.log('\nMain thread, one save of 10,000 nodes, ms');
  console.table(mainThread);
  const missed = rows.filter(
    ({ contender, operation, p95Ms }) => contender === OURS && p95Ms > (TARGETS[operation] ?? Infinity),
  );
  console.log(missed.length === 0 ? 'Every target of P13 is reached.' : 'Targets of P13 that were missed:');
  if (missed.length > 0) console.table(missed);
  console.log(`A save with 1,000 configurations costs ${saveRatio()} times one with 100 (to reach: 1.3).`);
  writeResults('storage', { mainThreadMsOfSaving10000Nodes: mainThread, saveCostRatio: saveRatio(), rows });
}

function saveRatio() {
  const at = (size) =>
    rows.find((row) => row.operation === 'save configuration' && row.contender === OURS && row.size === size).p50Ms;
  return Math.round((at('1000 configurations') / at('100 configurations')) * 100) / 100;
}
