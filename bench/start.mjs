/**
 * `npm run bench -- start`: how soon a person sees something (performance P19). Measured on the built script tag with one
 * chart, in a real browser, on loopback: from the moment the page begins to load the script
 *
 * - `live`: to the first frame with a live value, in a profile that has never seen the page. The backend is a simulator
 *   that tells its figures ten times a second, so that the wait for its next word is no more than 100 ms.
 * - `cached`: to the first frame with the metrics of the last visit, on a reload while the backend is away.
 *
 * Prints the figures and writes them to bench/results/start.json.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import { findBrowser, launchOptions } from '../scripts/browser.mjs';
import { root } from '../scripts/project.mjs';
import { compileSimulator, simulatorModule } from '../scripts/simulator.mjs';
import { startStaticServer } from '../scripts/static-server.mjs';
import { summaryOf, writeResults } from './report.mjs';

const ROUNDS = 30;

await compileSimulator();
const script = fileURLToPath(new URL('./stream/server.mjs', import.meta.url));
const simulator = fork(script, [simulatorModule, JSON.stringify({ port: 0, times: 10 })], { execArgv: [] });
const [{ wsUrl }] = await once(simulator, 'message');
const site = await startStaticServer({
  folders: { '/dist/': join(root, 'dist') },
  pages: { '/': () => pageOf(wsUrl) },
});
const browser = await puppeteer.launch(launchOptions(await findBrowser()));
try {
  const rows = [
    { what: 'live', ...summaryOf(await firstVisits()) },
    { what: 'cached', ...summaryOf(await reloads()) },
  ];
  console.table(rows);
  console.log('P19 (to reach at p95): live 250 ms, cached 150 ms.');
  writeResults('start', { browser: await browser.version(), rounds: ROUNDS, rows });
} finally {
  await browser.close();
  await site.close();
  simulator.kill();
}

function pageOf(address) {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Start</title><link rel="icon" href="data:,">
    <script src="/dist/aurigraph-widgets.js"></script>
    <aurigraph-provider mode="live" namespace="bench-start" ws-url="${address}"><aurigraph-tps-chart></aurigraph-tps-chart></aurigraph-provider></html>`;
}

/** Runs in the page before anything else: notes the first frame that shows a state, counted from the script's loading. */
function watch() {
  const seen = (globalThis.seen = {});
  const look = () => {
    const chart = document.querySelector('aurigraph-tps-chart');
    const [script] = performance.getEntriesByType('resource');
    for (const state of ['live', 'stale'])
      if (seen[state] === undefined && chart?.matches(`:state(${state})`))
        seen[state] = performance.now() - script.startTime;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function open(context) {
  const page = await context.newPage();
  await page.evaluateOnNewDocument(watch);
  await page.goto(site.url);
  return page;
}

async function firstVisits() {
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const context = await browser.createBrowserContext();
    const page = await open(context);
    times.push(await timeOf(page, 'live'));
    await context.close();
  }
  return times;
}

async function reloads() {
  const page = await open(browser);
  await page.waitForFunction(
    async () => (await document.querySelector('aurigraph-provider').session.metricsCache.getLatestMetrics()) !== null,
    { polling: 250 },
  );
  simulator.kill();
  const times = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await page.reload();
    times.push(await timeOf(page, 'stale'));
  }
  return times;
}

async function timeOf(page, state) {
  const handle = await page.waitForFunction((name) => globalThis.seen[name], { polling: 20 }, state);
  return handle.jsonValue();
}
