/** The failures of storage, and how to recognise them in what browsers throw. */
import { FailureError, type Failure } from '../domain/failure.js';
import type { Durability } from './ports.js';

/** A store is full. The message starts as the schema design has it (section 7.1 and 11). */
export function quotaExceeded(store: string, cause?: unknown): FailureError {
  const failure: Failure = {
    code: 'quota-exceeded',
    store,
    message: `Storage quota exceeded. There is no room left in ${store}; nothing was changed.`,
    remedy: 'Delete configurations that are no longer needed, or free disk space.',
  };
  return new FailureError(failure, { cause });
}

/** The shared text that other pages read does not fit. Sizes in bytes, two for each UTF-16 unit. */
export function mirrorFull(title: string, neededBytes: number, takenBytes: number, cause: unknown): FailureError {
  const size = (bytes: number): string => `${bytes.toLocaleString('en')} bytes`;
  const needs = `${title} needs ${size(neededBytes)} in localStorage, where ${size(takenBytes)} are taken.`;
  const message = `Storage quota exceeded. ${needs} Everything is saved, but other pages see a former state.`;
  return new FailureError({ ...quotaExceeded('localStorage').failure, message }, { cause });
}

/** The browser threw away what was stored, on purpose or in an accident, and a page that was open had it still. */
export function storageCleared(): Failure {
  return {
    code: 'storage-blocked',
    store: 'IndexedDB and localStorage',
    message: 'Storage was cleared by the browser. What this page had open was saved again; anything else is gone.',
    remedy: 'Check your configurations, and import an export if one is missing.',
  };
}

/** A store is missing, forbidden, or does not answer. */
export function storageBlocked(store: string, why: string, cause?: unknown): FailureError {
  const failure: Failure = {
    code: 'storage-blocked',
    store,
    message: `${store} cannot be used: ${why}.`,
    remedy: 'Allow this site to store data, or reload the page.',
  };
  return new FailureError(failure, { cause });
}

/** What people are told when a lesser store stands in. */
export function degraded(durability: Durability, why: Failure | undefined): Failure {
  const consequence =
    durability === 'none'
      ? 'Changes are kept in memory only, and are lost when this page is closed.'
      : 'Changes are kept in localStorage instead, which a crash of the browser can lose.';
  const store = why?.code === 'storage-blocked' ? why.store : 'IndexedDB';
  return { ...storageBlocked(store, 'it is missing, forbidden, or does not answer').failure, message: consequence };
}

/** Something stored could not be read; `kept` names where its bytes are in quarantine. */
export function unreadableData(store: string, kept: string, what: string): Failure {
  return {
    code: 'unreadable-data',
    store,
    kept,
    message: `${what} could not be read. It was set aside unchanged, and everything else was loaded.`,
    remedy: 'Download what was set aside and repair or delete it.',
  };
}

/** Someone else saved or deleted the same record in the meantime. */
export function conflict(mine: unknown, theirs: unknown): FailureError {
  const happened = theirs === undefined ? 'deleted' : 'changed';
  const failure: Failure = {
    code: 'conflict',
    mine,
    theirs,
    message: `This was ${happened} elsewhere in the meantime. Nothing was overwritten.`,
    remedy: 'Compare the two versions and save the one you want.',
  };
  return new FailureError(failure);
}

/** Something was saved by a newer version of this library, and cannot be shown or overwritten without loss. */
export function newerVersion(what: string, version: string): FailureError {
  const failure: Failure = {
    code: 'newer-version',
    version,
    message: `${what} was saved by a newer version of this library (schema “${version.slice(0, 20)}”). It stays as it is.`,
    remedy: 'Reload the page to get the newer version.',
  };
  return new FailureError(failure);
}

/** There is no record with this id. */
export function notFound(id: string, what: string): FailureError {
  const message = `There is no ${what} with the id “${id.slice(0, 60)}”.`;
  return new FailureError({ code: 'not-found', id, message });
}

/** Names and codes that mean "full" (reliability S3). The class is no evidence: browsers differ. */
const QUOTA_NAMES: readonly unknown[] = ['QuotaExceededError', 'NS_ERROR_DOM_QUOTA_REACHED'];
const QUOTA_CODES: readonly unknown[] = [22, 1014];

/** Names that mean that a store will not work, as opposed to a value it does not take. */
const BLOCKED_NAMES: readonly unknown[] = [
  'SecurityError',
  'InvalidStateError',
  'UnknownError',
  'NotFoundError',
  'VersionError',
  'AbortError',
  'TimeoutError',
];

/** Whether an error says that a store is full. */
export function isQuotaError(thrown: unknown): boolean {
  const { name, code } = traitsOf(thrown);
  return QUOTA_NAMES.includes(name) || QUOTA_CODES.includes(code);
}

/** Whatever a store threw, as a typed failure; a failure that is typed already stays as it is. */
export function storeFailure(thrown: unknown, store: string): FailureError {
  if (thrown instanceof FailureError) return thrown;
  // On a full disk Firefox aborts a transaction without naming a reason (reliability S5).
  if (isQuotaError(thrown) || thrown === null || thrown === undefined) return quotaExceeded(store, thrown);
  const { name, message } = traitsOf(thrown);
  if (BLOCKED_NAMES.includes(name)) return storageBlocked(store, String(message || name), thrown);
  return new FailureError(
    { code: 'unexpected', message: `${store} refused the value: ${String(message || name)}` },
    { cause: thrown },
  );
}

function traitsOf(thrown: unknown): { name?: unknown; code?: unknown; message?: unknown } {
  return typeof thrown === 'object' && thrown !== null ? thrown : { message: String(thrown) };
}
