/**
 * What storage needs from the platform, as interfaces only. The web's implementations are in `adapters/web`; others
 * (React Native, a test, a server) pass in their own.
 */
import type { Stop } from '../domain/clock.js';

export type { Clock, Stop } from '../domain/clock.js';

/** Makes an id that nobody else has: a UUID v4 (schema design 2.1). */
export type NewId = () => string;

/** A value that is there at once, or later. */
export type MaybePromise<Value> = Value | Promise<Value>;

/**
 * Texts by key, as `localStorage` and AsyncStorage keep them. The first three methods are enough; an implementation
 * may answer at once or with promises. A full store throws (or rejects with) an error that is recognised by its name
 * `QuotaExceededError`.
 */
export interface KeyValueStore {
  /** The text under a key, or `null`. */
  getItem(key: string): MaybePromise<string | null>;
  /** Keeps a text under a key; what was there stays there if this fails. */
  setItem(key: string, text: string): MaybePromise<unknown>;
  /** Forgets a key. */
  removeItem(key: string): MaybePromise<unknown>;
  /** Every key there is. Without it, an index of our own keys is kept in the store. */
  keys?(): MaybePromise<readonly string[]>;
  /** Hears which key someone else wrote; `null` means that everything was cleared. */
  watch?(listener: (key: string | null) => void): Stop;
}

/** How well a store keeps what it is given. */
export type Durability =
  /** Survives a crash as soon as a save resolves (reliability, finding 2). */
  | 'durable'
  /** Survives reloads, and most crashes after some seconds. */
  | 'fallback'
  /** Gone with the page. */
  | 'none';

/** The records a change wants to see: single keys, every key with a prefix, or both. */
export interface Selection {
  readonly keys?: readonly string[];
  readonly prefix?: string;
}

/** What a change decided: new values (`undefined` deletes), and what the caller gets back. */
export interface Change<Result> {
  readonly writes: ReadonlyMap<string, unknown>;
  readonly result: Result;
}

/**
 * Values by key with transactions: the ground on which the journal stands. Knows no entity and no revision. Every
 * rejection is a `FailureError`, except what a change itself throws; no promise stays open for more than three seconds.
 */
export interface RecordStore {
  /** What people call it: `IndexedDB`, `localStorage`, `memory`. */
  readonly name: string;
  readonly durability: Durability;
  /**
   * How often the store had to be opened anew, where that can happen. What was in it may be gone then, because the
   * browser cleared it: who holds copies looks (reliability S17).
   */
  readonly generation?: number;
  /**
   * Rejects with `storage-blocked` if the store cannot be used. The one promise that may take as long as it takes: a
   * database that answers late is good news, and whoever opens it decides how long to wait (reliability S6).
   */
  open(): Promise<void>;
  /** The values of some keys, in the order of the keys, read together; `undefined` for those that are not there. */
  read(keys: readonly string[]): Promise<readonly unknown[]>;
  /** Every value whose key starts with a prefix. */
  readAll(prefix: string): Promise<ReadonlyMap<string, unknown>>;
  /**
   * Reads a selection, lets a synchronous function decide, and writes what it says, as one transaction. Resolves when
   * the transaction is complete, not when it was accepted (reliability, finding 3). If the function throws, nothing
   * is written and the promise rejects with what it threw.
   */
  transact<Result>(
    selection: Selection,
    change: (current: ReadonlyMap<string, unknown>) => Change<Result>,
  ): Promise<Result>;
  /** Lets go of everything; later calls reject with `storage-blocked`. */
  close(): void;
}

/** Where metrics snapshots are kept: a record store that may be lost at any time. */
export type MetricsStore = RecordStore;

/** Texts that must not be written anywhere: API keys (schema design 5). */
export interface SecretStore {
  /** How the texts are held: `sealed` if none of them lies readable in memory; left out, `plain`. */
  readonly protection?: SecretProtection;
  /** Whether there is a text, without reading it. Left out, it is read. */
  has?(name: string): MaybePromise<boolean>;
  get(name: string): MaybePromise<string | undefined>;
  set(name: string, secret: string): MaybePromise<void>;
  remove(name: string): MaybePromise<void>;
  /** Forgets everything when its page or session ends. A store that outlives them, such as a keychain, has none. */
  dispose?(): MaybePromise<void>;
}

/** How secrets are held. */
export type SecretProtection = 'sealed' | 'plain';

/** Seals texts with a key that nobody can read and that is gone with the page (reliability 3.9). */
export interface Cipher {
  /** Gives bytes that only {@link open} can read, and only with the same context. */
  seal(text: string, context: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Rejects if the bytes are not what was sealed in this context. */
  open(sealed: Uint8Array<ArrayBuffer>, context: string): Promise<string>;
}

/** The browser's promise to throw nothing of this origin away when disks are full. */
export interface StoragePersistence {
  /** Whether it was given. */
  persisted(): Promise<boolean>;
  /** Asks for it, and tells whether it is given. Some browsers ask the person, and answer when the person does. */
  persist(): Promise<boolean>;
}

/** How a key-value store counts what it takes. */
export interface TextCapacity {
  /** Everything under every key, and the keys, in what {@link wideUnits} counts. */
  readonly limit: number;
  /**
   * What each UTF-16 code unit of a text counts that has characters outside Latin-1: 2 in WebKit, which then keeps two
   * bytes for each, else 1 (measured, reliability S1). In a text of Latin-1 only each unit counts 1 everywhere.
   */
  readonly wideUnits: 1 | 2;
}

/** Version of the messages between tabs. */
export const CHANGE_MESSAGE_VERSION = 1;

/** What happened to the records, as it is told to listeners and to other tabs. */
export const CHANGE_KINDS = [
  'configuration-saved',
  'configuration-deleted',
  'configurations-cleared',
  'default-changed',
  'settings-saved',
  'preference-changed',
  'metrics-saved',
  'metrics-cleared',
] as const;
/** What changed. */
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/**
 * A message between tabs: that something changed, never what it is now (reliability 3.4). Who hears it reads the
 * journal, because a message may arrive before or after the data (reliability T5).
 */
export interface ChangeMessage {
  readonly kind: ChangeKind;
  /** Id of the record; empty where a change is about a whole list. */
  readonly id: string;
  /** Revision after the change; 0 where there is none. */
  readonly rev: number;
  /** {@link CHANGE_MESSAGE_VERSION} of the sender. */
  readonly v: number;
}

/** A line to the other tabs of this origin. Other scripts can write to it too: messages are checked on receipt. */
export interface TabChannel {
  post(message: ChangeMessage): void;
  /** Hears messages of other tabs, not its own; they are not trusted yet. */
  subscribe(listener: (message: unknown) => void): Stop;
  /** Closes the line for a while, so that the page may enter the back-forward cache (reliability 3.4). */
  suspend(): void;
  /** Opens it again. */
  resume(): void;
  /** Closes it for good. */
  close(): void;
}
