/** A page with a live network, and room in it for elements that come and go. */
import { onTestFinished } from 'vitest';
import type { Page } from 'puppeteer-core';
import type { Chapter } from './engine.js';
import { knowGuests } from './guests.js';
import { countBegun } from './held.js';

/** How elements came and went. */
export interface Visits {
  /** Elements that were put on the page. */
  readonly came: number;
  /** Those of them that had drawn something before they went. */
  readonly drew: number;
  /** What was done with some of them and did not show, in words. */
  readonly missed: readonly string[];
}

/** Opens a page whose elements see the network on a port; it goes with the test. */
export async function openRoom(chapter: Chapter, url: string, port: number): Promise<Page> {
  const context = await chapter.shared.context();
  onTestFinished(() => context.close().catch(() => undefined));
  const page = await context.newPage();
  await page.setViewport({ width: 1_600, height: 1_000 });
  await page.evaluateOnNewDocument(countBegun);
  await page.evaluateOnNewDocument(knowGuests);
  await page.goto(url);
  await page.evaluate(makeRoom, port);
  await page.waitForFunction(() => document.querySelector('aurigraph-connection-status:state(live)') !== null);
  return page;
}

/** Lets `count` elements come and go, `sideBySide` at a time; some of each time are used as a person would, one is moved. */
export function comeAndGo(page: Page, tag: string, count: number, sideBySide: number): Promise<Visits> {
  return page.evaluate(visit, tag, count, sideBySide);
}

/** Lets `count` elements come and go in the same moment, before they have drawn for the first time. */
export function comeTooSoon(page: Page, tag: string, count: number): Promise<void> {
  return page.evaluate(passBy, tag, count);
}

// The functions below run inside the page. Nothing from outside can be used in them.

function makeRoom(port: number): void {
  const provider = document.createElement('aurigraph-provider');
  for (const [name, value] of Object.entries({
    mode: 'live',
    worker: 'never',
    namespace: `room-${port}`,
    'ws-url': `ws://127.0.0.1:${port}/ws`,
    'api-url': `http://127.0.0.1:${port}`,
  }))
    provider.setAttribute(name, value);
  const room = document.createElement('div');
  room.id = 'room';
  room.style.setProperty('display', 'grid');
  room.style.setProperty('grid-template-columns', 'repeat(5, 300px)');
  provider.append(room, document.createElement('aurigraph-connection-status'));
  document.body.append(provider);
}

async function visit(tag: string, count: number, sideBySide: number): Promise<Visits> {
  const guest = guestOf(tag);
  const room = document.querySelector('#room');
  const frame = (): Promise<unknown> => new Promise((done) => requestAnimationFrame(done));
  const create = (): Element => {
    const visitor = document.createElement(tag);
    guest.prepare(visitor);
    return visitor;
  };
  let [came, drew] = [0, 0];
  const missed = new Set<string>();
  while (came < count) {
    const visitors = Array.from({ length: Math.min(sideBySide, count - came) }, create);
    room?.append(...visitors);
    came += visitors.length;
    for (let patience = 0; patience < 300 && !visitors.every(guest.draws); patience += 1) await frame();
    drew += visitors.filter(guest.draws).length;
    guest.use(visitors);
    const last = visitors.at(-1);
    if (last !== undefined) room?.prepend(last);
    await frame();
    for (const what of guest.missed(visitors)) missed.add(what);
    room?.replaceChildren();
  }
  return { came, drew, missed: [...missed] };
}

async function passBy(tag: string, count: number): Promise<void> {
  for (let passed = 0; passed < count; passed += 1) {
    const hasty = document.createElement(tag);
    guestOf(tag).prepare(hasty);
    document.querySelector('#room')?.append(hasty);
    hasty.remove();
    await new Promise((done) => requestAnimationFrame(done));
  }
}
