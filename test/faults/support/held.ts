/** What a page holds on to: timers, frames, observers and sockets it counts itself, the rest the browser tells. */
import type { Page } from 'puppeteer-core';
import type { FaultBrowser } from './engine.js';

/** What scripts of the page have begun and not ended. */
export interface Begun {
  /** Timers and frames that still wait. */
  readonly timers: number;
  /** Elements that are observed, each as often as it is. */
  readonly observed: number;
  /** WebSockets that were opened so far, and those that are not closed. */
  readonly socketsEver: number;
  readonly sockets: number;
  /** Errors that nobody caught. */
  readonly problems: readonly string[];
}

/** What the browser holds for a page after a collection of garbage; Firefox does not tell. */
export interface Held {
  readonly nodes: number;
  readonly listeners: number;
  readonly heapBytes: number;
}

declare global {
  /** What {@link countBegun} counted. */
  var begun: () => Begun;
}

/** Runs in the page before its scripts. Nothing from outside can be used in it. */
export function countBegun(): void {
  const timers = new Set<number>();
  const frames = new Set<number>();
  const sockets: WebSocket[] = [];
  const problems: string[] = [];
  let observed = 0;
  addEventListener('error', ({ message }) => problems.push(message));
  addEventListener('unhandledrejection', ({ reason }) => problems.push(String(reason)));
  const { setTimeout, clearTimeout, setInterval, clearInterval, requestAnimationFrame, cancelAnimationFrame } = window;

  const once = (waiting: Set<number>, start: (run: (argument: never) => void, delay?: number) => number) => {
    return (run: (argument: never) => void, delay?: number): number => {
      const handle = start((argument) => {
        waiting.delete(handle);
        run(argument);
      }, delay);
      waiting.add(handle);
      return handle;
    };
  };
  const end = (waiting: Set<number>, stop: (handle: number) => void) => (handle: number) => {
    waiting.delete(handle);
    stop(handle);
  };
  const repeat = (run: () => void, delay?: number): number => {
    const handle = setInterval(run, delay);
    timers.add(handle);
    return handle;
  };

  const watched = <Observer extends new (...args: never[]) => ResizeObserver | IntersectionObserver>(
    Native: Observer,
  ): Observer => {
    const { observe, unobserve, disconnect } = Native.prototype as ResizeObserver;
    const targets = new WeakMap<object, Set<Element>>();
    const of = (observer: object): Set<Element> => {
      const known = targets.get(observer) ?? new Set();
      targets.set(observer, known);
      return known;
    };
    const count = (observer: object, change: (known: Set<Element>) => void): void => {
      const known = of(observer);
      observed -= known.size;
      change(known);
      observed += known.size;
    };
    Object.assign(Native.prototype, {
      observe(this: ResizeObserver, element: Element, options?: ResizeObserverOptions) {
        count(this, (known) => known.add(element));
        observe.call(this, element, options);
      },
      unobserve(this: ResizeObserver, element: Element) {
        count(this, (known) => known.delete(element));
        unobserve.call(this, element);
      },
      disconnect(this: ResizeObserver) {
        count(this, (known) => known.clear());
        disconnect.call(this);
      },
    });
    return Native;
  };
  watched(ResizeObserver);
  watched(IntersectionObserver);

  const Socket = WebSocket;
  Object.assign(window, {
    setTimeout: once(timers, setTimeout as never),
    clearTimeout: end(timers, clearTimeout),
    setInterval: repeat,
    clearInterval: end(timers, clearInterval),
    requestAnimationFrame: once(frames, requestAnimationFrame as never),
    cancelAnimationFrame: end(frames, cancelAnimationFrame),
    WebSocket: class extends Socket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        sockets.push(this);
      }
    },
    begun: (): Begun => ({
      timers: timers.size + frames.size,
      observed,
      socketsEver: sockets.length,
      sockets: sockets.filter(({ readyState }) => readyState !== Socket.CLOSED).length,
      problems,
    }),
  });
}

/** What scripts have begun, at one moment. */
export function begunOn(page: Page): Promise<Begun> {
  return page.evaluate(() => begun());
}

/** What the browser holds for the page; nothing where it does not tell. */
export async function heldBy(page: Page, browser: FaultBrowser): Promise<Held | undefined> {
  if (browser.engine !== 'chromium') return undefined;
  const devtools = await browser.cdp(page);
  await devtools.send('Performance.enable');
  for (let time = 0; time < 3; time += 1) await devtools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devtools.send('Performance.getMetrics');
  await devtools.detach();
  const metric = (name: string): number => metrics.find((entry) => entry.name === name)?.value ?? NaN;
  return { nodes: metric('Nodes'), listeners: metric('JSEventListeners'), heapBytes: metric('JSHeapUsedSize') };
}
