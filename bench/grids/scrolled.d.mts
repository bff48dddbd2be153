import type { Page } from 'puppeteer-core';
import type { Finding } from './model.js';

/** A table of the stage on its page. */
export interface Actor {
  readonly page: Page;
  /** Lets the page do something of bench/grids/page.ts, and answers what it answers. */
  do(what: 'mount', patienceMs: number): Promise<Finding>;
  do(what: 'check', patienceMs: number, first?: number): Promise<Finding>;
  do(what: string, ...args: readonly unknown[]): Promise<unknown>;
  /** Closes the page, and throws where something went wrong on it. */
  close(): Promise<void>;
}

/** Ways in which a hand scrolls. */
export type Gesture = 'wheel' | 'drag' | 'ends' | 'pages';

/** What happened while a table was scrolled. */
export interface ScrollSeen {
  /** Over how many rows it was moved in all. */
  readonly rowsMoved: number;
  /** Changes of rows that it was told of. */
  readonly bursts: number;
  readonly frames: number;
  /** Frames of a screen of 60 Hz that did not come. */
  readonly dropped: number;
  readonly ms: number;
}

export function scrollUnderLoad(actor: Actor, gesture: Gesture, gestureMs: number): Promise<ScrollSeen>;

/** What was photographed meanwhile. */
export interface Photographs {
  readonly seen: ScrollSeen;
  /** JPEG in base64. */
  readonly pictures: readonly string[];
  /** Blank rows in each of them. */
  readonly blank: readonly number[];
}

export function photographScrolling(actor: Actor, gesture: Gesture, gestureMs: number): Promise<Photographs>;

export function keepWorst(photographs: Photographs, name: string): void;
