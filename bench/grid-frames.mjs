/**
 * `npm run bench`: does the node grid stay above 30 frames a second with 10,000 nodes that change once a second,
 * while a person scrolls and sorts? Measured on the built script tag in a real browser, once with the demo network in
 * the page and once with a simulator over a WebSocket. Prints the figures and writes them to bench/results/.
 *
 * A frame is the time between two animation frames; the slowest second is the one with the fewest of them. A page that
 * shows nothing is measured beside it, because a shared machine drops frames of its own.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import puppeteer from 'puppeteer-core';
import { findBrowser, launchOptions } from '../scripts/browser.mjs';
import { compileSimulator, simulatorModule } from '../scripts/simulator.mjs';
import { startStaticServer } from '../scripts/static-server.mjs';

const NODES = 10_000;
const SECONDS = 12;
const results = fileURLToPath(new URL('./results/', import.meta.url));

await compileSimulator();
const { startSimulator } = await import(simulatorModule);
const simulator = await startSimulator({ port: 0, host: '127.0.0.1', nodes: NODES, maxLifetimeMs: 300_000 });
const wsUrl = `ws://127.0.0.1:${simulator.port}/ws`;
const grid = '<aurigraph-node-grid></aurigraph-node-grid>';
const bodies = {
  '/nothing': '<p>Nothing</p>',
  '/demo': `<aurigraph-provider mode="demo" demo-nodes="${NODES}" namespace="bench">${grid}</aurigraph-provider>`,
  '/socket': `<aurigraph-provider mode="live" ws-url="${wsUrl}" namespace="bench">${grid}</aurigraph-provider>`,
};
const site = await startStaticServer({
  folders: { '/dist/': fileURLToPath(new URL('../dist', import.meta.url)) },
  pages: Object.fromEntries(Object.entries(bodies).map(([path, body]) => [path, () => pageOf(body)])),
});
const browser = await puppeteer.launch(launchOptions(await findBrowser()));

try {
  const rows = [];
  for (const path of Object.keys(bodies)) rows.push({ page: path.slice(1), ...(await measure(path)) });
  report(rows);
} finally {
  await browser.close();
  await site.close();
  await simulator.close();
}

function pageOf(body) {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Bench</title><link rel="icon" href="data:,"><script src="/dist/aurigraph-widgets.js"></script>${body}</html>`;
}

async function measure(path) {
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 800 });
  await page.goto(site.url + path);
  if (path !== '/nothing') await waitForNodes(page);
  const frames = page.evaluate(recordFrames, SECONDS * 1_000);
  const steps = path === '/nothing' ? 0 : await scrollAndSort(page);
  const intervals = await frames;
  await page.close();
  return { steps, ...summaryOf(intervals) };
}

async function waitForNodes(page) {
  await page.waitForFunction(
    (nodes) => document.querySelector('aurigraph-provider')?.session?.live.nodes.count === nodes,
    { timeout: 60_000 },
    NODES,
  );
  await page.waitForFunction(() => {
    const element = document.querySelector('aurigraph-node-grid');
    return element?.matches(':state(live)') || element?.matches(':state(demo)');
  });
}

/** Wheel, End, Home and a click on a header cell, as long as frames are recorded. */
async function scrollAndSort(page) {
  const box = await (await page.$('aurigraph-node-grid')).boundingBox();
  await page.mouse.move(box.x + 300, box.y + 260);
  const end = performance.now() + SECONDS * 1_000 - 500;
  let steps = 0;
  for (; performance.now() < end; steps += 1) {
    await page.mouse.wheel({ deltaY: steps % 40 < 20 ? 600 : -600 });
    if (steps % 25 === 24) await page.evaluate(clickHeader, steps);
  }
  return steps;
}

function clickHeader(steps) {
  const headers = document.querySelector('aurigraph-node-grid').shadowRoot.querySelectorAll('[role=columnheader]');
  const header = headers[steps % headers.length];
  (header.querySelector('button') ?? header).click();
}

function recordFrames(durationMs) {
  return new Promise((resolve) => {
    const intervals = [];
    const start = performance.now();
    let last = start;
    requestAnimationFrame(function frame(now) {
      intervals.push(now - last);
      last = now;
      if (now - start < durationMs) requestAnimationFrame(frame);
      else resolve(intervals.slice(1));
    });
  });
}

function summaryOf(intervals) {
  const sorted = [...intervals].sort((a, b) => a - b);
  const at = (share) => Math.round((sorted[Math.floor(share * (sorted.length - 1))] ?? 0) * 10) / 10;
  return {
    frames: intervals.length,
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    p99Ms: at(0.99),
    longestMs: at(1),
    slowestSecondFps: slowestSecond(intervals),
  };
}

function slowestSecond(intervals) {
  const seconds = [];
  let elapsed = 0;
  for (const interval of intervals) {
    elapsed += interval;
    const second = Math.floor(elapsed / 1_000);
    seconds[second] = (seconds[second] ?? 0) + 1;
  }
  // The last second is not a whole one.
  return Math.min(...Array.from(seconds.slice(0, -1), (count) => count ?? 0));
}

function report(rows) {
  const about = {
    date: new Date().toISOString(),
    node: process.version,
    cores: cpus().length,
    load: loadavg()[0],
    nodes: NODES,
  };
  console.log(`Node grid, ${NODES} nodes at one update a second each, ${SECONDS} s of wheel and sorting`);
  console.table(rows);
  mkdirSync(results, { recursive: true });
  writeFileSync(`${results}grid-frames.json`, `${JSON.stringify({ ...about, rows }, null, 2)}\n`);
}
