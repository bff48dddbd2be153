/** How an import is decided, and what came of it. Types only. */
import type { Configuration } from '../../domain/configuration.js';
import type { AppSettings } from '../../domain/settings.js';
import type { ImportEntry } from './preview-types.js';

/** What becomes of one configuration of a file. Where none with its id is here, the first two simply add it. */
export type ImportDecision =
  /** The file's version takes the place of the one here. */
  | 'replace'
  /** The file's version is added as a copy with an id and a name of its own. */
  | 'keep-both'
  /** It is left out. */
  | 'skip';

/** What someone decided about a preview. Nothing that is here is replaced unless that is said. */
export interface ImportChoices {
  /** By key of the entry. */
  readonly decisions?: ReadonlyMap<string, ImportDecision>;
  /** For entries without a decision of their own; `keep-both` by default. */
  readonly decision?: ImportDecision;
  /** `skip` by default. */
  readonly settings?: 'replace' | 'skip';
  /**
   * Whether the configuration that the file marks as the default becomes the default here, if it is imported; by
   * default only where there is none.
   */
  readonly takeDefault?: boolean;
}

/** What an import did. */
export interface ImportResult {
  /** Configurations that were not here before, copies included. */
  readonly added: readonly Configuration[];
  /** Configurations that took the place of another version. */
  readonly replaced: readonly Configuration[];
  /** Entries of the preview that changed nothing: refused, unchanged, or skipped. */
  readonly skipped: readonly ImportEntry[];
  /** The settings as they are now; nothing if they were not imported. */
  readonly settings: AppSettings | undefined;
  /**
   * Puts back what was there before, all or nothing. Rejects with `conflict`, and then changes nothing, if any of it
   * was changed since the import. Doing it again does nothing.
   */
  readonly undo: () => Promise<void>;
}
