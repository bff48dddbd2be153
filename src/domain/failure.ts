import type { ValidationIssue } from './validation.js';

/**
 * Everything that can go wrong, as one closed union. Elements show failures; nothing is thrown at the page.
 * Repositories reject with a {@link FailureError} that carries one of these.
 */
export type Failure =
  /** A store is full. `store` names which. */
  | FailureOf<'quota-exceeded', { readonly store: string }>
  /** A store is missing, forbidden or does not answer; memory is used instead. */
  | FailureOf<'storage-blocked', { readonly store: string }>
  /** A value did not pass its schema; nothing was saved. */
  | FailureOf<'invalid-configuration', { readonly issues: readonly ValidationIssue[] }>
  | FailureOf<'invalid-settings', { readonly issues: readonly ValidationIssue[] }>
  | FailureOf<'invalid-api-key', { readonly issues: readonly ValidationIssue[] }>
  | FailureOf<'invalid-metrics', { readonly issues: readonly ValidationIssue[] }>
  | FailureOf<'invalid-preference', { readonly issues: readonly ValidationIssue[] }>
  /** Something stored could not be read; its bytes are kept in quarantine under `kept`. */
  | FailureOf<'unreadable-data', { readonly store: string; readonly kept: string }>
  /** Someone else saved the same record in the meantime. Both versions are given, nothing was overwritten. */
  | FailureOf<'conflict', { readonly mine: unknown; readonly theirs: unknown }>
  /** A newer version of this library wrote it. It is shown as far as it is known and never overwritten with less. */
  | FailureOf<'newer-version', { readonly version: string }>
  /** A file to import cannot be read at all; nothing was changed. `line` and `column` count from 1. */
  | FailureOf<'invalid-import', { readonly line?: number; readonly column?: number }>
  /** A key was asked for an address other than the one it belongs to. */
  | FailureOf<'origin-mismatch', { readonly origin: string }>
  /** No such record. */
  | FailureOf<'not-found', { readonly id: string }>
  /** The connection to the backend is lost. `retryAt` is epoch ms, if another try is planned. */
  | FailureOf<'stream-lost', { readonly retryAt?: number }>
  /** No endpoint answered. */
  | FailureOf<'unreachable', { readonly url: string }>
  /** A URL cannot be used. */
  | FailureOf<'invalid-url', { readonly url: string }>
  /** The backend's call budget is used up until `retryAt` (epoch ms). */
  | FailureOf<'rate-limited', { readonly retryAt: number }>
  /** The backend asks for a token, or refused the one it got. */
  | FailureOf<'unauthorized', { readonly url: string }>
  /** The backend answered something that is not its protocol. */
  | FailureOf<'bad-response', { readonly url: string }>
  /** A part of this library could not be loaded: the page is offline, or was deployed anew. Nothing was changed. */
  | FailureOf<'not-loaded', object>
  /** A defect of this library or of its host page. */
  | FailureOf<'unexpected', object>;

/** What every failure has. */
type FailureOf<Code extends string, Detail extends object> = {
  /** Stable identifier, for programs. */
  readonly code: Code;
  /** A plain sentence, for people. Never contains a secret. */
  readonly message: string;
  /** What can be done about it, in one sentence, where something can. */
  readonly remedy?: string;
} & Detail;

/** Identifier of a failure. */
export type FailureCode = Failure['code'];

/** A failure on its way through a rejected promise. */
export class FailureError extends Error {
  override readonly name = 'FailureError';
  /** The failure as data. */
  readonly failure: Failure;

  constructor(failure: Failure, options?: { cause?: unknown }) {
    super(failure.message, options);
    this.failure = failure;
  }
}

/** The failure inside whatever was thrown; anything unknown becomes `unexpected`. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof FailureError) return thrown.failure;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'unexpected', message: `Something unexpected happened: ${message}` };
}
