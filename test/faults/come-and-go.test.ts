import { expect, it } from 'vitest';
import { describeEngines, size, time, until } from './support/engine.js';
import { begunOn, heldBy, type Held } from './support/held.js';
import { record } from './support/results.js';
import { comeAndGo, comeTooSoon, openRoom } from './support/room.js';
import { useSite } from './support/stream-page.js';
import { Backend } from './support/stream-simulator.js';

/** How often each element comes and goes before what is held is counted (reliability G13). */
const CYCLES = size(100, 10_000);

/** What comes and goes before, so that the browser has compiled what it compiles. */
const WARM_UP = size(30, 2_000);

/** How often each element goes before it has drawn. */
const TOO_SOON = size(100, 1_000);

/** So many at once, all of them in sight. */
const SIDE_BY_SIDE = 10;

/** Most that the heap may grow by, live values and code that is compiled late included (reliability G13). */
const HEAP_BYTES = 1_000_000;

const TAGS = [
  'aurigraph-tps-chart',
  'aurigraph-finality-chart',
  'aurigraph-consensus-chart',
  'aurigraph-feed-chart',
  'aurigraph-metric-cards',
  'aurigraph-node-grid',
  'aurigraph-node-detail',
];

/** How much more is held than before. */
function growth(before: Held | undefined, after: Held | undefined): Held {
  if (before === undefined || after === undefined) return { nodes: 0, listeners: 0, heapBytes: 0 };
  const more = (name: keyof Held): number => after[name] - before[name];
  return { nodes: more('nodes'), listeners: more('listeners'), heapBytes: more('heapBytes') };
}

describeEngines('elements that come and go', (chapter) => {
  const site = useSite();

  it.each(TAGS)('leave nothing behind (G13): %s', { timeout: time(180_000, 3_600_000) }, async (tag) => {
    const { port } = await Backend.start();
    const page = await openRoom(chapter, site.url, port);
    await comeAndGo(page, tag, WARM_UP, SIDE_BY_SIDE);
    const [begunBefore, before] = [await begunOn(page), await heldBy(page, chapter.shared)];
    const visits = await comeAndGo(page, tag, CYCLES, SIDE_BY_SIDE);
    const [begunAfter, after] = [await begunOn(page), await heldBy(page, chapter.shared)];
    const more = growth(before, after);
    record('G13', chapter.engine.name, {
      tag,
      cycles: CYCLES,
      ...more,
      timers: begunAfter.timers - begunBefore.timers,
    });
    expect(visits).toEqual({ came: CYCLES, drew: CYCLES, missed: [] });
    // One connection however many elements there were, and nothing observed of those that are gone.
    expect(begunAfter).toMatchObject({ observed: begunBefore.observed, socketsEver: 1, sockets: 1 });
    // The collector may still hold elements of the last round; what leaks does so in every cycle.
    expect(more.listeners).toBeLessThan(CYCLES / 4);
    expect(more.nodes).toBeLessThan(CYCLES);
    expect(more.heapBytes).toBeLessThan(HEAP_BYTES);
    expect(begunAfter.timers).toBeLessThan(begunBefore.timers + SIDE_BY_SIDE);
    await page.evaluate(() => document.querySelector('aurigraph-provider')?.remove());
    // The last second of the session, and the closing of its connection.
    await until(async () => {
      const { timers, sockets } = await begunOn(page);
      return timers + sockets === 0;
    });
    expect(await begunOn(page)).toMatchObject({ observed: 0, problems: [] });
  });

  for (const tag of TAGS) {
    it(`leave nothing behind when they go before they have drawn (G13): ${tag}`, async () => {
      const { port } = await Backend.start();
      const page = await openRoom(chapter, site.url, port);
      await comeTooSoon(page, tag, SIDE_BY_SIDE);
      const [begunBefore, before] = [await begunOn(page), await heldBy(page, chapter.shared)];
      await comeTooSoon(page, tag, TOO_SOON);
      const [begunAfter, after] = [await begunOn(page), await heldBy(page, chapter.shared)];
      const more = growth(before, after);
      expect(begunAfter).toMatchObject({ observed: begunBefore.observed, socketsEver: 1, sockets: 1, problems: [] });
      expect(begunAfter.timers).toBeLessThan(begunBefore.timers + SIDE_BY_SIDE);
      expect(more.listeners).toBeLessThan(TOO_SOON / 4);
      expect(more.nodes).toBeLessThan(TOO_SOON);
    });
  }
});
