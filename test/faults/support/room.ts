/** A page with a live network, and room in it for elements that come and go. */
import { onTestFinished } from 'vitest';
import type { Page } from 'puppeteer-core';
import type { Chapter } from './engine.js';
import { countBegun } from './held.js';

/** How elements came and went. */
export interface Visits {
  /** Elements that were put on the page. */
  readonly came: number;
  /** Those of them that had drawn something before they went. */
  readonly drew: number;
}

/** Opens a page whose elements see the network on a port; it goes with the test. */
export async function openRoom(chapter: Chapter, url: string, port: number): Promise<Page> {
  const context = await chapter.shared.context();
  onTestFinished(() => context.close().catch(() => undefined));
  const page = await context.newPage();
  await page.setViewport({ width: 1_600, height: 1_000 });
  await page.evaluateOnNewDocument(countBegun);
  await page.goto(url);
  await page.evaluate(makeRoom, port);
  await page.waitForFunction(() => document.querySelector('aurigraph-connection-status:state(live)') !== null);
  return page;
}

/** Lets `count` elements come and go, `sideBySide` at a time; the first of each time is used as a person would. */
export function comeAndGo(page: Page, tag: string, count: number, sideBySide: number): Promise<Visits> {
  return page.evaluate(visit, tag, count, sideBySide);
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
  const room = document.querySelector('#room');
  const frame = (): Promise<unknown> => new Promise((done) => requestAnimationFrame(done));
  const has = (element: Element, selector: string): boolean => element.shadowRoot?.querySelector(selector) != null;
  const draws = (element: Element): boolean => has(element, 'canvas') || has(element, '.sparkline .line');
  const press = (element: Element, key: string): void => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true });
    element.shadowRoot?.querySelector('.plot')?.dispatchEvent(event);
  };
  const click = (element: Element, selector: string): void =>
    element.shadowRoot?.querySelector<HTMLElement>(selector)?.click();
  /** Reads, zooms, opens what can be opened, and goes in the middle of it. */
  const use = (element: Element): void => {
    for (const key of ['Home', 'ArrowRight', '+', ' ']) press(element, key);
    const [clientX, clientY] = [100, 100];
    const hand = { bubbles: true, composed: true, pointerId: 1, pointerType: 'mouse', clientX, clientY };
    element.shadowRoot?.querySelector('.plot')?.dispatchEvent(new PointerEvent('pointermove', hand));
    click(element, '.menu-button, .info');
    click(element, '[part=table-button]');
  };
  let [came, drew] = [0, 0];
  while (came < count) {
    const visitors = Array.from({ length: Math.min(sideBySide, count - came) }, () => document.createElement(tag));
    for (const visitor of visitors) visitor.setAttribute('cursor-group', 'room');
    room?.append(...visitors);
    came += visitors.length;
    for (let patience = 0; patience < 300 && !visitors.every(draws); patience += 1) await frame();
    drew += visitors.filter(draws).length;
    const [first, last] = [visitors[0], visitors.at(-1)];
    if (first !== undefined) use(first);
    if (last !== undefined) room?.prepend(last);
    await frame();
    room?.replaceChildren();
  }
  return { came, drew };
}
