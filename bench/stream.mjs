/**
 * `npm run bench -- stream`: what a network of 10,000 nodes costs a page (performance P15, P16). A simulator in a process
 * of its own tells every node once and ten times a second, in frames of 50 nodes and in single ones. The contenders take
 * turns in one run: a socket that only counts, one that also parses, a naive client, this library on the page and in a
 * Worker, and a Worker that only counts. Needs the built script tag. Prints the figures and writes them to
 * bench/results/stream.json.
 *
 * - `--minutes=10`: streaming of each contender and load, in turns of 30 s; the full run takes some 3.5 hours.
 * - `--seconds=6`: the same for a short run, in three turns; this is the default.
 * - `--load=1x50`: only this load, times a second x nodes in a frame.
 * - `--only=Worker`: only contenders with this in their name, such as for their heap after ten minutes.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { findBrowser, launchOptions } from '../scripts/browser.mjs';
import { bundle } from '../scripts/bundle.mjs';
import { root } from '../scripts/project.mjs';
import { compileSimulator, simulatorModule } from '../scripts/simulator.mjs';
import { startStaticServer } from '../scripts/static-server.mjs';
import { writeResults } from './report.mjs';
import { mainThreadMs, rendererOf } from './stream/renderer.mjs';

const NODES = 10_000;
const YARDSTICK = 'bare socket';
const SHORT_TURNS = 3;
const LONG_TURN_MS = 30_000;
/** Time for a connection to open and to come into its stride, before each turn. */
const SETTLE_MS = 1_500;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string' },
    seconds: { type: 'string' },
    load: { type: 'string' },
    only: { type: 'string' },
  },
  allowPositionals: true,
});
const totalMs = values.minutes === undefined ? Number(values.seconds ?? 6) * 1_000 : Number(values.minutes) * 60_000;
const turns = Math.max(SHORT_TURNS, Math.round(totalMs / LONG_TURN_MS));
const loads = ['1x50', '1x1', '10x50', '10x1'].filter((load) => load === (values.load ?? load));
if (!(totalMs > 0) || loads.length === 0) throw new Error('There is no such run.');

await compileSimulator();
await bundle({ entry: 'bench/stream/page.ts', outFile: '.cache/bench/stream.js', format: 'es' });
await bundle({ entry: 'bench/stream/counting-worker.ts', outFile: '.cache/bench/counting-worker.js', format: 'iife' });
const site = await startStaticServer({
  folders: { '/bench/': join(root, '.cache/bench'), '/dist/': join(root, 'dist') },
  pages: {
    '/': () =>
      '<!doctype html><title>Stream</title><p id="screen"></p><script src="/dist/aurigraph-widgets.js"></script><script type="module" src="/bench/stream.js"></script>',
  },
});
const browser = await puppeteer.launch({ ...launchOptions(await findBrowser()), protocolTimeout: 600_000 });
const rows = [];
try {
  for (const load of loads) rows.push(...(await measure(load)));
  report(await browser.version());
} finally {
  await browser.close();
  await site.close();
}

async function measure(load) {
  const [times, nodesPerFrame] = load.split('x').map(Number);
  const server = await startServer({ times, nodesPerFrame, nodes: NODES });
  try {
    const contenders = await openAll(server.wsUrl);
    for (const contender of contenders) await turn(contender, SETTLE_MS);
    for (const contender of contenders) Object.assign(contender, { heapStart: await heapOf(contender), turns: [] });
    for (let round = 0; round < turns; round += 1)
      // Another one begins in each round.
      for (let place = 0; place < contenders.length; place += 1) {
        const contender = contenders[(place + round) % contenders.length];
        contender.turns.push(await turn(contender, totalMs / turns));
      }
    for (const contender of contenders) contender.heapEnd = await heapOf(contender);
    const yardstick = contenders.find(({ name }) => name === YARDSTICK);
    const found = contenders.map((contender) => rowOf(load, contender, yardstick));
    for (const { context } of contenders) await context.close();
    return found;
  } finally {
    server.child.kill();
  }
}

async function startServer(options) {
  const script = fileURLToPath(new URL('./stream/server.mjs', import.meta.url));
  const child = fork(script, [simulatorModule, JSON.stringify(options)], { execArgv: [] });
  const [{ wsUrl }] = await once(child, 'message');
  return { child, wsUrl };
}

/** A page for each contender, in a profile and a process of its own. */
async function openAll(wsUrl) {
  const contenders = [];
  for (const name of await namesOf()) {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await open(page);
    await page.evaluate((...args) => globalThis.streamBench.prepare(...args), name, wsUrl);
    contenders.push({ name, context, page, pid: await rendererOf(browser, page) });
  }
  return contenders;
}

async function namesOf() {
  const page = await browser.newPage();
  await open(page);
  const names = await page.evaluate(() => globalThis.streamBench.names);
  await page.close();
  return names.filter((name) => name.includes(values.only ?? ''));
}

async function open(page) {
  await page.goto(`${site.url}/`);
  await page.waitForFunction(() => 'streamBench' in globalThis);
}

/**
 * One turn: the others are not connected, so that the server works for this one alone. In its first half nothing is shown,
 * and the client's cost and rate are measured; in the second half, the age of what is shown.
 */
async function turn({ page, pid }, durationMs) {
  await page.bringToFront();
  await page.evaluate(() => globalThis.streamBench.start());
  await pause(SETTLE_MS);
  const before = await page.evaluate(() => globalThis.streamBench.read());
  const [cpuBefore, startedAt] = [mainThreadMs(pid), performance.now()];
  await pause(durationMs / 2);
  const cpuMs = mainThreadMs(pid) - cpuBefore;
  const seconds = (performance.now() - startedAt) / 1_000;
  const after = await page.evaluate(() => globalThis.streamBench.read());
  await page.evaluate(() => globalThis.streamBench.show(true));
  await pause(durationMs / 2);
  const { ages } = await page.evaluate(() => globalThis.streamBench.read());
  await page.evaluate(() => globalThis.streamBench.show(false));
  await page.evaluate(() => globalThis.streamBench.stop());
  return { cpuMs, seconds, frames: after.frames - before.frames, ages };
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Megabytes of the page's objects after a collection; those of a Worker are not counted. */
async function heapOf({ page }) {
  const devtools = await page.createCDPSession();
  await devtools.send('HeapProfiler.collectGarbage');
  await devtools.send('HeapProfiler.collectGarbage');
  await devtools.detach();
  return (await page.metrics()).JSHeapUsedSize / 1e6;
}

function rowOf(load, { name, turns: own, heapStart, heapEnd }, yardstick) {
  const perMessage = own.map(({ cpuMs, frames }) => cpuMs / frames);
  const bare = yardstick?.turns.map(({ cpuMs, frames }) => cpuMs / frames) ?? [];
  const ages = own.flatMap((one) => one.ages);
  return {
    load,
    contender: name,
    mainMsPerSecond: rounded(median(own.map(({ cpuMs, seconds }) => cpuMs / seconds))),
    mainMsPerMessage: rounded(median(perMessage), 4),
    // The median of the ratios turn by turn: both sides met nearly the same moment.
    timesBareSocket: rounded(median(perMessage.map((ms, round) => ms / bare[round]))),
    framesPerSecond: rounded(median(own.map(({ frames, seconds }) => frames / seconds)), 0),
    ageP50Ms: share(ages, 0.5),
    ageP99Ms: share(ages, 0.99),
    ageMostMs: share(ages, 1),
    heapStartMb: rounded(heapStart, 1),
    heapEndMb: rounded(heapEnd, 1),
  };
}

function median(list) {
  return share(list, 0.5);
}

function share(list, part) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
}

function rounded(value, digits = 2) {
  return Number.isFinite(value) ? Number(value.toFixed(digits)) : undefined;
}

function report(browserVersion) {
  for (const load of loads) {
    const [times, nodes] = load.split('x');
    console.log(`\n${NODES} nodes, ${times} times a second, ${nodes} in a frame`);
    console.table(
      rows.filter((row) => row.load === load),
      Object.keys(rows[0]).filter((name) => name !== 'load'),
    );
  }
  console.log(
    `P15 (to reach: 1.1 times ${YARDSTICK} on the page, 0.25 with the Worker), P16: bench/stream.mjs says how.`,
  );
  const about = { browser: browserVersion, versions: {}, nodes: NODES, secondsOfEach: totalMs / 1_000, turns };
  // Part of the contenders is a look, and no result.
  if (values.only === undefined) writeResults('stream', { ...about, rows });
}
