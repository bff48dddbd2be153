/** Where the contenders are measured: a browser, and for each of them a page in a profile and a process of its own. */
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { findBrowser, launchOptions } from '../../scripts/browser.mjs';
import { bundle } from '../../scripts/bundle.mjs';
import { root } from '../../scripts/project.mjs';
import { startStaticServer } from '../../scripts/static-server.mjs';
import { mainThreadMs, rendererOf } from '../stream/renderer.mjs';
import { NOTHING } from './contenders.mjs';

const OUT = '.cache/bench/charts';

/** Bundles the contenders, serves them on loopback and starts a browser. */
export async function openStage(contenders) {
  for (const [file, entry] of new Map(contenders.map((contender) => [contender.file, contender.entry]))) {
    await bundle({ entry, outFile: `${OUT}/${file}`, format: 'es', plugins: [anySize()] });
  }
  await bundle({ entry: 'bench/charts/page.ts', outFile: `${OUT}/page.js`, format: 'es' });
  const site = await startStaticServer({
    folders: {
      '/charts/': join(root, OUT),
      '/styles/': join(root, 'bench/charts'),
      '/uplot/': join(root, 'node_modules/uplot/dist'),
    },
    pages: {
      '/': () =>
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Charts</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/uplot/uPlot.min.css"><link rel="stylesheet" href="/styles/page.css"><script type="module" src="/charts/page.js"></script></html>',
    },
    // Some of the others write styles that a strict policy would not let through.
    policy: '',
  });
  const browser = await puppeteer.launch({ ...launchOptions(await findBrowser()), protocolTimeout: 900_000 });
  return {
    version: () => browser.version(),
    open: (contender, task) => open(browser, `${site.url}/`, contender, task),
    async close() {
      await browser.close();
      await site.close();
    },
  };
}

/** The others may be as large as they are, without a warning. */
function anySize() {
  return { name: 'aurigraph-any-size', config: () => ({ build: { chunkSizeWarningLimit: Infinity } }) };
}

async function open(browser, url, { name, file }, { charts = 1, ...task }) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.setViewport({ width: 1_280, height: 1_000 });
  await page.goto(url);
  await page.waitForFunction(() => 'chartsBench' in globalThis);
  const actor = new Actor({ name, context, page, charts, faults, pid: await rendererOf(browser, page) });
  await actor.do('prepare', { module: `/charts/${file}`, charts, ...task });
  return actor;
}

/** A contender on its page. */
class Actor {
  #context;
  #page;
  #pid;
  #charts;
  #faults;

  constructor({ name, context, page, charts, faults, pid }) {
    this.name = name;
    this.#context = context;
    this.#page = page;
    this.#pid = pid;
    this.#charts = charts;
    this.#faults = faults;
  }

  /** Lets the page do something, and answers what it answers. */
  do(what, ...args) {
    return this.#page.evaluate((name, list) => globalThis.chartsBench[name](...list), what, args);
  }

  /** The same in front of the others, with the processor time that its main thread had meanwhile, in milliseconds. */
  async measure(what, ...args) {
    await this.#page.bringToFront();
    const before = mainThreadMs(this.#pid);
    const answer = await this.do(what, ...args);
    return { answer, cpuMs: mainThreadMs(this.#pid) - before };
  }

  /** Megabytes of the page's objects and of its typed arrays after a collection. */
  async heapMb() {
    const devtools = await this.#page.createCDPSession();
    await devtools.send('HeapProfiler.collectGarbage');
    await devtools.send('HeapProfiler.collectGarbage');
    const { usedSize, backingStorageSize } = await devtools.send('Runtime.getHeapUsage');
    await devtools.detach();
    return (usedSize + backingStorageSize) / 1e6;
  }

  /** Closes the page, and throws where it did not show what it should have shown: what was measured then is nothing. */
  async close() {
    const { seen, drawn } = await this.do('picture');
    await this.#context.close();
    if (this.#faults.length > 0) throw new Error(`${this.name} failed: ${this.#faults[0]}`);
    const wanted = this.name === NOTHING ? 0 : seen;
    if (drawn < wanted || seen !== Math.min(this.#charts, 5))
      throw new Error(`${this.name} drew ${drawn} of ${wanted} charts, and ${seen} could be seen.`);
  }
}
