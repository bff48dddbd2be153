import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import type { AurigraphProvider } from '../../src/index.js';
import { describeEngines, size, time, until, type FaultBrowser } from './support/engine.js';
import { percentile, record } from './support/results.js';
import { HostileBackend } from './support/stream-hostile.js';
import { openPage, problemsOf, showNetworks, throughputOf, untilState, useSite } from './support/stream-page.js';
import { Backend, witnessFrame } from './support/stream-simulator.js';
import './support/stream-watch.js';

/** How long a page may take to catch up with a flood and to answer: no statement about speed. */
const CAUGHT_UP_MS = 30_000;

/** Most that the heap may grow by in a flood (reliability G14). */
const HEAP_BYTES = 50_000_000;

/** What an element throws that a host page broke. */
const BROKEN = 'broken by the test';

/** Bytes of the page's heap after a collection; nothing where the browser does not tell. */
async function heapOf(page: Page, browser: FaultBrowser): Promise<number | undefined> {
  if (browser.engine !== 'chromium') return undefined;
  const cdp = await browser.cdp(page);
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  await cdp.detach();
  return usedSize;
}

/** Floods every client, and gives the number of the last frame; resolves when all are sent. */
async function flood(backend: Backend, perSecond: number, forMs: number): Promise<number> {
  const before = (await backend.control({ do: 'state' })).counts['/ws']?.faulty ?? 0;
  const count = Math.floor((perSecond * forMs) / 1_000);
  const { hit } = await backend.control({
    do: 'burst',
    path: '/ws',
    perSecond,
    forMs,
    text: witnessFrame('flood', '{n}'),
  });
  expect(hit).toBe(1);
  const isSent = async (): Promise<boolean> =>
    ((await backend.control({ do: 'state' })).counts['/ws']?.faulty ?? 0) - before === count;
  await until(isSent, forMs + CAUGHT_UP_MS);
  return count - 1;
}

/** Twenty listeners on the live values of a network, the first of which always throws. */
function listen(page: Page, id: string): Promise<void> {
  return page.evaluate(
    (network, message) => {
      const { session } = document.querySelector(`#${network}`) as AurigraphProvider;
      const heard = Array.from({ length: 20 }, () => ({ times: 0, last: -1 }));
      Object.assign(globalThis, { heard });
      heard.forEach((entry, index) =>
        session?.live.subscribe('nodes', () => {
          const { nodes } = session.live;
          entry.times += 1;
          entry.last = nodes.value(nodes.rowOf('flood') ?? -1, 'throughput');
          if (index === 0) throw new Error(message);
        }),
      );
    },
    id,
    BROKEN,
  );
}

interface Heard {
  readonly listeners: readonly { readonly times: number; readonly last: number }[];
  /** Errors that nobody caught, by how they were told. */
  readonly errors: number;
  readonly rejections: readonly string[];
}

/** What the listeners heard and what was reported, at one moment. */
function heardOn(page: Page): Promise<Heard> {
  return page.evaluate(() => ({
    listeners: (globalThis as unknown as { heard: { times: number; last: number }[] }).heard,
    errors: watch.problems.filter((problem) => problem.startsWith('error: ')).length,
    rejections: watch.problems.filter((problem) => problem.startsWith('rejection: ')),
  }));
}

describeEngines('a stream that asks too much', (chapter) => {
  const site = useSite();
  const engine = chapter.engine.name;

  it(
    'R13 G14: a flood of messages leaves the page answering, its heap bounded, and the last state exact',
    async () => {
      const backend = await Backend.start();
      const page = await openPage(chapter.shared, site.url);
      await showNetworks(page, [
        {
          id: 'net',
          port: backend.port,
          elements: '<aurigraph-tps-chart></aurigraph-tps-chart><aurigraph-node-grid></aurigraph-node-grid>',
        },
      ]);
      const [perSecond, forMs] = [size(5_000, 20_000), size(2_000, 30_000)];
      const heapBefore = await heapOf(page, chapter.shared);
      await page.evaluate(() => void (watch.lags = []));
      const flooding = flood(backend, perSecond, forMs);
      // The page answers in the middle of it.
      await until(async () => (await throughputOf(page, 'net', 'flood')) > 0, CAUGHT_UP_MS);
      const askedAt = Date.now();
      const seenInside = await throughputOf(page, 'net', 'flood');
      const answerMs = Date.now() - askedAt;
      const last = await flooding;
      const sentAt = Date.now();
      await until(async () => (await throughputOf(page, 'net', 'flood')) === last, CAUGHT_UP_MS);
      const behindMs = Date.now() - sentAt;
      const lags = await page.evaluate(() => watch.lags);
      const heapAfter = await heapOf(page, chapter.shared);
      const grownBytes = (heapAfter ?? 0) - (heapBefore ?? 0);
      record('G14', engine, {
        'messages a second': perSecond,
        seconds: forMs / 1_000,
        'lag p99 ms': percentile(lags, 0.99),
        'lag max ms': percentile(lags, 1),
        'answer ms': answerMs,
        'behind at most ms': behindMs,
        'heap MB': heapAfter === undefined ? 'not told' : Math.round(grownBytes / 100_000) / 10,
      });
      expect(seenInside).toBeLessThanOrEqual(last);
      expect(answerMs).toBeLessThan(CAUGHT_UP_MS);
      expect(grownBytes).toBeLessThan(HEAP_BYTES);
      await untilState(page, 'net', 'live', CAUGHT_UP_MS);
      expect(await problemsOf(page)).toEqual([]);
    },
    time(180_000),
  );

  it(
    'G10: of twenty listeners and twenty elements one always throws, and the others miss nothing',
    async () => {
      const backend = await Backend.start({ nodes: 40 });
      const page = await openPage(chapter.shared, site.url);
      const elements = '<aurigraph-tps-chart></aurigraph-tps-chart><aurigraph-node-grid></aurigraph-node-grid>'.repeat(
        10,
      );
      await showNetworks(page, [{ id: 'many', port: backend.port, elements }]);
      await page.evaluate((message) => {
        const broken = document.querySelectorAll('aurigraph-node-grid')[4];
        const fail = (): never => {
          throw new Error(message);
        };
        Object.defineProperty(broken, 'render', { value: fail });
      }, BROKEN);
      await listen(page, 'many');
      const last = await flood(backend, 10_000, size(1_000, 10_000));
      await until(async () => (await heardOn(page)).listeners.every((one) => one.last === last), CAUGHT_UP_MS);
      const { listeners, errors, rejections } = await heardOn(page);
      const [broken = 0, ...others] = listeners.map(({ times }) => times);
      expect(broken).toBeGreaterThan(0);
      expect(others).toEqual(others.map(() => broken));
      // Each throw of the listener was reported once. What a test's script throws, Chromium tells without its message.
      expect(errors).toBe(broken);
      expect(rejections.filter((problem) => !problem.includes(BROKEN))).toEqual([]);
      // The flood is about a node of its own: the broken grid never tells of it, the nine others do.
      await until(async () => (await gridsTelling(page, '41 nodes')) === 9, CAUGHT_UP_MS);
      await until(async () => (await liveElements(page)) >= 19, CAUGHT_UP_MS);
      record('G10', engine, { updates: last + 1, notifications: broken, reported: errors + rejections.length });
    },
    time(180_000),
  );

  it(
    'R10 G8: mutated frames raise no error and change no prototype, and the next good frame is always shown',
    async () => {
      const backend = await HostileBackend.start();
      const page = await openPage(chapter.shared, site.url);
      const elements =
        '<aurigraph-tps-chart></aurigraph-tps-chart><aurigraph-node-grid></aurigraph-node-grid><aurigraph-connection-status></aurigraph-connection-status>';
      await showNetworks(page, [{ id: 'net', port: backend.port, elements }]);
      const prototypes = await prototypesOf(page);
      const [total, batch] = [size(20_000, 200_000), 2_000];
      for (let sent = 0; sent < total; sent += batch) {
        await until(() => backend.isConnected, CAUGHT_UP_MS);
        backend.sendMutations(batch);
        await until(async () => {
          backend.sendGood('good', sent + batch);
          return (await throughputOf(page, 'net', 'good')) === sent + batch;
        }, CAUGHT_UP_MS);
      }
      const frames = await framesOf(page, 'net');
      record('G8', engine, { mutated: backend.mutations, connections: backend.connections, ...frames });
      expect(backend.mutations).toBe(total);
      // The fault: most of them were no frames, or not such as are known.
      expect(frames.dropped + frames.unknown).toBeGreaterThan(total / 10);
      expect(await prototypesOf(page)).toEqual(prototypes);
      await untilState(page, 'net', 'live', CAUGHT_UP_MS);
      expect(await problemsOf(page)).toEqual([]);
    },
    time(180_000, 600_000),
  );
});

/** How many grids say something. */
function gridsTelling(page: Page, text: string): Promise<number> {
  return page.evaluate(
    (wanted) =>
      [...document.querySelectorAll('aurigraph-node-grid')].filter((grid) =>
        grid.shadowRoot?.textContent.includes(wanted),
      ).length,
    text,
  );
}

/** How many elements show themselves as live. */
function liveElements(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelectorAll('aurigraph-provider > :state(live)').length);
}

/** Every name that the common prototypes have. */
function prototypesOf(page: Page): Promise<string> {
  return page.evaluate(() =>
    [Object, Array, Function, String, Number, Map].flatMap((one) => Object.getOwnPropertyNames(one.prototype)).join(),
  );
}

function framesOf(page: Page, id: string): Promise<{ received: number; dropped: number; unknown: number }> {
  return page.evaluate((network) => {
    const { received, dropped, unknown } = (document.querySelector(`#${network}`) as AurigraphProvider).session?.stream
      .frames ?? { received: 0, dropped: 0, unknown: 0 };
    return { received, dropped, unknown };
  }, id);
}
