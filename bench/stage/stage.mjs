/** Where contenders are measured: a browser, and for each of them a page in a profile and a process of its own. */
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { findBrowser, launchOptions } from '../../scripts/browser.mjs';
import { bundle } from '../../scripts/bundle.mjs';
import { root } from '../../scripts/project.mjs';
import { startStaticServer } from '../../scripts/static-server.mjs';
import { mainThreadMs, rendererOf } from '../stream/renderer.mjs';

/**
 * Bundles everything, serves it on loopback and starts a browser.
 *
 * - `name`: of the folder in bench with `page.ts`, which puts what a page can do on `globalThis.bench`, and `page.css`.
 * - `title`: of the page.
 * - `contenders`: each with the `entry` of its module and the `file` that it is bundled into; `measured: false` where
 *   nobody will ask for its processor time, which only Linux tells.
 * - `stylesheets`: addresses of more styles.
 * - `folders`: what is served besides, folders of the project by their address.
 * - `scrollbars`: whether pages have any; without, boxes scroll all the same.
 */
export async function openStage({ name, title, contenders, stylesheets = [], folders = {}, scrollbars = false }) {
  const out = `.cache/bench/${name}`;
  for (const [entry, file] of new Map(contenders.map((contender) => [contender.entry, contender.file])))
    await bundle({ entry, outFile: `${out}/${file}`, format: 'es', plugins: [anySize()] });
  await bundle({ entry: `bench/${name}/page.ts`, outFile: `${out}/page.js`, format: 'es' });
  const links = [...stylesheets, '/styles/page.css'].map((address) => `<link rel="stylesheet" href="${address}">`);
  const served = { '/bench/': out, '/styles/': `bench/${name}`, ...folders };
  const site = await startStaticServer({
    folders: Object.fromEntries(Object.entries(served).map(([address, folder]) => [address, join(root, folder)])),
    pages: {
      '/': () =>
        `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><link rel="icon" href="data:,">${links.join('')}<script type="module" src="/bench/page.js"></script></html>`,
    },
    // Some of the others write styles that a strict policy would not let through.
    policy: '',
  });
  const ignoreDefaultArgs = scrollbars ? ['--hide-scrollbars'] : [];
  const options = { ...launchOptions(await findBrowser()), ignoreDefaultArgs, protocolTimeout: 900_000 };
  const browser = await puppeteer.launch(options);
  return {
    version: () => browser.version(),
    open: (contender, task, check) => open(browser, `${site.url}/`, { contender, task, check }),
    async close() {
      await browser.close();
      await site.close();
    },
  };
}

/** The others may be as large as they are and take their time to be bundled, without a warning. */
function anySize() {
  const build = { chunkSizeWarningLimit: Infinity, rolldownOptions: { checks: { pluginTimings: false } } };
  return { name: 'aurigraph-any-size', config: () => ({ build }) };
}

/** Opens a page and lets it `prepare` a task. `check` is asked at the end, and throws where the page is wrong. */
async function open(browser, url, { contender, task, check = () => undefined }) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  await page.setViewport({ width: 1_280, height: 1_000 });
  await page.goto(url);
  await page.waitForFunction(() => 'bench' in globalThis);
  const pid = contender.measured === false ? undefined : await rendererOf(browser, page);
  const actor = new Actor({ name: contender.name, context, page, check, faults, pid });
  await actor.do('prepare', { module: `/bench/${contender.file}`, ...task });
  return actor;
}

/** A contender on its page. */
class Actor {
  #context;
  #pid;
  #check;
  #faults;

  constructor({ name, context, page, check, faults, pid }) {
    this.name = name;
    this.page = page;
    this.#context = context;
    this.#pid = pid;
    this.#check = check;
    this.#faults = faults;
  }

  /** Lets the page do something, and answers what it answers. */
  do(what, ...args) {
    return this.page.evaluate((name, list) => globalThis.bench[name](...list), what, args);
  }

  /** The same in front of the others, with the processor time that its main thread had meanwhile, in milliseconds. */
  async measure(what, ...args) {
    await this.page.bringToFront();
    const before = mainThreadMs(this.#pid);
    const answer = await this.do(what, ...args);
    return { answer, cpuMs: mainThreadMs(this.#pid) - before };
  }

  /** Megabytes of the page's objects and of its typed arrays after a collection. */
  async heapMb() {
    const devtools = await this.page.createCDPSession();
    await devtools.send('HeapProfiler.collectGarbage');
    await devtools.send('HeapProfiler.collectGarbage');
    const { usedSize, backingStorageSize } = await devtools.send('Runtime.getHeapUsage');
    await devtools.detach();
    return (usedSize + backingStorageSize) / 1e6;
  }

  /** Closes the page, and throws where something went wrong on it: what was measured then is nothing. */
  async close() {
    try {
      if (this.#faults.length > 0) throw new Error(`${this.name} failed: ${this.#faults[0]}`);
      await this.#check(this);
    } finally {
      await this.#context.close();
    }
  }
}
