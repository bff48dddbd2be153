/** How a change reaches every element and tab: as news that something changed, never as a value (reliability 3.4). */
import type { Stop } from '../domain/clock.js';
import { Listeners } from '../domain/listeners.js';
import { CHANGE_KINDS, CHANGE_MESSAGE_VERSION, type ChangeKind, type TabChannel } from './ports.js';

/** News of a change. */
export interface StorageChange {
  /** `refreshed`: this page was away, and anything may have changed. */
  readonly kind: ChangeKind | 'refreshed';
  /** Id of the record; empty where the change is about a whole list. */
  readonly id: string;
  /** Revision after the change; 0 where there is none. */
  readonly rev: number;
  /** Whether this instance made the change, or another tab, page or instance. */
  readonly origin: 'here' | 'elsewhere';
}

/** Longest id that is listened to; ids of records are shorter. */
const LONGEST_ID = 200;

/** Carries changes between the repositories, their listeners and other tabs. */
export class Changes {
  readonly #listeners = new Listeners<StorageChange>();
  readonly #channel: TabChannel;
  readonly #stop: Stop;

  constructor(channel: TabChannel) {
    this.#channel = channel;
    this.#stop = channel.subscribe((message) => this.#receive(message));
  }

  /** Hears every change, whoever made it. */
  subscribe(listener: (change: StorageChange) => void): Stop {
    return this.#listeners.add(listener);
  }

  /** Tells everyone on this page and in other tabs. */
  announce(kind: ChangeKind, id: string, rev: number, origin: StorageChange['origin'] = 'here'): void {
    this.#channel.post({ kind, id, rev, v: CHANGE_MESSAGE_VERSION });
    this.#listeners.tell({ kind, id, rev, origin });
  }

  /** Tells everyone on this page of a change that the others know already. */
  heard(kind: StorageChange['kind'], id: string, rev: number): void {
    this.#listeners.tell({ kind, id, rev, origin: 'elsewhere' });
  }

  /** Closes the line to other tabs, so that the page may enter the back-forward cache. */
  suspend(): void {
    this.#channel.suspend();
  }

  /** Opens it again. */
  resume(): void {
    this.#channel.resume();
  }

  /** Forgets every listener and closes the line. */
  dispose(): void {
    this.#stop();
    this.#listeners.clear();
    this.#channel.close();
  }

  /** How many listen; for tests and diagnosis. */
  get listenerCount(): number {
    return this.#listeners.count;
  }

  #receive(message: unknown): void {
    const news = readNews(message);
    if (news !== undefined) this.heard(news.kind, news.id, news.rev);
  }
}

/** Other scripts may write to the channel: what is not ours, or not of our version, is ignored (reliability T13). */
function readNews(message: unknown): Pick<StorageChange, 'kind' | 'id' | 'rev'> | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { kind: word, id, rev, v }: Partial<Record<'kind' | 'id' | 'rev' | 'v', unknown>> = message;
  const kind = CHANGE_KINDS.find((known) => known === word);
  if (kind === undefined || v !== CHANGE_MESSAGE_VERSION) return undefined;
  if (typeof id !== 'string' || id.length > LONGEST_ID) return undefined;
  return typeof rev === 'number' && Number.isFinite(rev) && rev >= 0 ? { kind, id, rev } : undefined;
}
