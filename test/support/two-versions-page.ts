/** Pages with elements of two versions of the library, seen from a test: what they show, and how they share a stream. */
import type { BrowserContext, Page } from 'puppeteer-core';
import { textOf } from './dashboard-site.js';

/** Which of the two libraries on a page. */
export type Which = 'old' | 'new';

/** A chart and a grid of each version. The later one's stand under tags of their own, as the first version has the usual ones. */
export const TAGS: Readonly<Record<Which, readonly [chart: string, grid: string]>> = {
  old: ['aurigraph-tps-chart', 'aurigraph-node-grid'],
  new: ['later-chart', 'later-grid'],
};

/** What the elements of one version have. */
export interface VersionFacts {
  readonly version: string;
  readonly phase: string;
  /** How the page shares. */
  readonly onPage: string;
  /** How the tabs share. */
  readonly amongTabs: string;
  readonly refusal: string;
  readonly nodes: number;
  readonly tps: number;
  /** Epoch milliseconds of the last figure. */
  readonly at: number;
}

/** The session of an element, as far as a test looks at it. */
interface Seen {
  configure(connection: object): void;
  readonly stream: {
    readonly status: { readonly phase: string };
    readonly sharing?: { readonly role: string };
    readonly pageSharing?: { readonly role: string; readonly refusal?: string };
  };
  readonly live: {
    reading(field: string): { readonly value: number; readonly origin: { readonly at: number } } | undefined;
    readonly nodes: {
      readonly count: number;
      readonly size: number;
      readonly updatedAt: Float64Array;
      idOf(row: number): string | undefined;
      rowOf(id: string): number | undefined;
      value(row: number, field: string): number;
    };
  };
}

interface BothPage {
  OldWidgets: typeof import('../../src/index.js');
  AurigraphWidgets: typeof import('../../src/index.js');
}

type SeenElement = Element & { readonly session: { readonly current?: Seen } };

/** Settings as a person left them: live, at this address. */
export function settingsFor(wsUrl: string): object {
  const url = wsUrl.replace(/^ws/, 'http').replace(/\/ws$/, '');
  return {
    v11Backend: { url, wsUrl, useDemo: false, autoConnect: true, timeout: 5_000 },
    enableAnimations: false,
    tutorialCompleted: true,
    notificationsEnabled: false,
    analyticsEnabled: false,
    crashReportingEnabled: false,
    version: '1.0',
    performanceMode: 'development',
    chartUpdateInterval: 1_000,
    theme: 'system',
    defaultDashboard: 'spatial',
    lastOpenedVersion: '1.0.0',
  };
}

/** Opens a page on which a person has chosen a backend. Nothing is on it yet. */
export async function openWithSettings(context: BrowserContext, url: string, settings: object): Promise<Page> {
  const page = await context.newPage();
  // What is out of sight is not drawn.
  await page.setViewport({ width: 1_000, height: 3_000 });
  await page.evaluateOnNewDocument(
    (text) => localStorage.setItem('aurigraph_settings', text),
    JSON.stringify(settings),
  );
  await page.goto(url);
  return page;
}

/** Puts a chart and a grid of one version on the page, or into the first element that is so selected. */
export async function addElements(page: Page, which: Which, into = 'body'): Promise<void> {
  await page.evaluate(
    (version, tags, selector) => {
      const { AurigraphWidgets: later } = globalThis as unknown as BothPage;
      if (version === 'new' && customElements.get('later-chart') === undefined) {
        customElements.define('later-chart', class extends later.AurigraphTpsChart {});
        customElements.define('later-grid', class extends later.AurigraphNodeGrid {});
      }
      for (const tag of tags) document.querySelector(selector)?.append(document.createElement(tag));
    },
    which,
    TAGS[which],
    into,
  );
}

/** Puts a provider of the old version on the page, or changes where it connects to. */
export async function provide(page: Page, wsUrl: string): Promise<void> {
  await page.evaluate((address) => {
    const provider = document.querySelector('aurigraph-provider') ?? document.createElement('aurigraph-provider');
    provider.setAttribute('mode', 'live');
    provider.setAttribute('namespace', 'provided');
    provider.setAttribute('ws-url', address);
    document.body.append(provider);
  }, wsUrl);
}

/** Takes the elements of one version off the page; their session ends a second later. */
export function removeElements(page: Page, which: Which): Promise<void> {
  return page.evaluate((tags) => {
    for (const tag of tags) for (const element of document.querySelectorAll(tag)) element.remove();
  }, TAGS[which]);
}

/** What the elements of one version have. */
export function factsOf(page: Page, which: Which): Promise<VersionFacts> {
  return page.evaluate((tag) => {
    const element = document.querySelector<SeenElement>(tag);
    const session = element?.session.current;
    const tps = session?.live.reading('tps');
    return {
      version: (element?.constructor as { libraryVersion?: string } | undefined)?.libraryVersion ?? 'none',
      phase: session?.stream.status.phase ?? 'none',
      onPage: session?.stream.pageSharing?.role ?? 'none',
      refusal: session?.stream.pageSharing?.refusal ?? 'none',
      amongTabs: session?.stream.sharing?.role ?? 'none',
      nodes: session?.live.nodes.count ?? 0,
      tps: tps?.value ?? NaN,
      at: tps?.origin.at ?? 0,
    };
  }, TAGS[which][0]);
}

/** Whether the elements of the two versions use different objects of different classes. */
export function haveOwnSessions(page: Page): Promise<boolean> {
  return page.evaluate(
    (tags) => {
      const [one, other] = tags.map((tag) => document.querySelector<SeenElement>(tag)?.session.current);
      return one !== undefined && other !== undefined && one !== other && one.constructor !== other.constructor;
    },
    [TAGS.old[0], TAGS.new[0]],
  );
}

/** All figures of all nodes for which both versions have the same message, and those of them that differ. */
export function compareNodes(page: Page, fields: readonly string[]): Promise<{ compared: number; differ: string[] }> {
  return page.evaluate(
    ([one, other], names) => {
      const tableOf = (tag: string) => document.querySelector<SeenElement>(tag)?.session.current?.live.nodes;
      const [first, second] = [tableOf(one), tableOf(other)];
      const differ: string[] = [];
      let compared = 0;
      for (let row = 0; first !== undefined && second !== undefined && row < first.size; row += 1) {
        const id = first.idOf(row);
        const there = id === undefined ? undefined : second.rowOf(id);
        if (there === undefined || first.updatedAt[row] !== second.updatedAt[there]) continue;
        for (const name of names) {
          const [here, its] = [first.value(row, name), second.value(there, name)];
          if (!Number.isNaN(here)) compared += 1;
          if (!Object.is(here, its)) differ.push(`${id} ${name}: ${here}, ${its}`);
        }
      }
      return { compared, differ };
    },
    [TAGS.old[0], TAGS.new[0]] as const,
    [...fields],
  );
}

/** What the chart and the grid of one version say, as a person reads it. */
export function wordsOf(page: Page, which: Which): Promise<readonly string[]> {
  return Promise.all(TAGS[which].map((tag) => textOf(page, tag)));
}

/** Lets the session of one version share its stream between tabs, too. */
export function shareBetweenTabs(page: Page, which: Which): Promise<void> {
  return page.evaluate((tag) => {
    document.querySelector<SeenElement>(tag)?.session.current?.configure({ share: 'tabs' });
  }, TAGS[which][0]);
}

/** By which names whoever leads on a page counts, as any script of the page may hear. */
export function layoutTold(page: Page): Promise<string> {
  return page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        type Hub = {
          rooms(): string[];
          join(
            key: string,
            room: string,
            rank: number,
            hear: (from: number, data: { layout?: string }) => void,
          ): number;
          leave(key: string): void;
        };
        const hub = (globalThis as unknown as Record<symbol, Hub>)[Symbol.for('aurigraph.widgets')];
        hub?.join('listener', hub.rooms()[0] ?? '', 0, (_from, data) => {
          if (data?.layout === undefined) return;
          hub.leave('listener');
          resolve(data.layout);
        });
      }),
  );
}

/** What stands at the hub of a page: the names of its rooms. */
export function roomsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const hub = (globalThis as Record<symbol, { rooms(): readonly string[] } | undefined>)[
      Symbol.for('aurigraph.widgets')
    ];
    return hub?.rooms() ?? ['no hub'];
  });
}
