import { CONFIGURATION_KIND } from '../mirror/configuration-format.js';
import type { RecordSize } from './journal-size.js';
import type { TextSize } from './text-size.js';
import { BACKUP_KIND } from '../journal/versioned-writes.js';
import { QUARANTINE_KIND } from '../quarantine.js';

/** Something that could be cleaned up, as data for a page to show. Nothing is cleaned up by itself. */
export interface CleanupSuggestion {
  /** `foreign-text` belongs to another script of this origin: only its author knows whether it is needed. */
  readonly what: 'expired-metrics' | 'quarantine' | 'backup' | 'configuration' | 'foreign-text';
  /** Whose room it frees. */
  readonly store: string;
  /** How much, in what that store counts. Of records an estimate. */
  readonly frees: number;
  /** The method of the storage that does it; nothing for what this library never touches. */
  readonly method?:
    'metricsCache.clearExpired' | 'quarantine.remove' | 'backups.remove' | 'configurations.deleteConfiguration';
  /** What that method is given; for `foreign-text` its key. */
  readonly id?: string;
}

/** What is there. */
export interface CleanupFacts {
  readonly metrics: { readonly store: string; readonly expired: number };
  readonly records: { readonly store: string; readonly sizes: readonly RecordSize[] };
  /** Texts of others, and what they are kept in. */
  readonly foreign: { readonly store: string; readonly sizes: readonly TextSize[] };
}

/** How many configurations, and how many texts of others, are named. */
const LARGEST = 3;

/** What could be cleaned up: first what nobody misses, then what somebody made, the largest first. */
export function cleanupSuggestions({ metrics, records, foreign }: CleanupFacts): CleanupSuggestion[] {
  const ofKind = (kind: string): RecordSize[] =>
    records.sizes.filter((record) => record.kind === kind && !record.deleted).sort((a, b) => b.bytes - a.bytes);
  const { store } = records;
  const expired = {
    what: 'expired-metrics',
    store: metrics.store,
    frees: metrics.expired,
    method: 'metricsCache.clearExpired',
  } as const;
  return [
    ...(metrics.expired > 0 ? [expired] : []),
    ...ofKind(BACKUP_KIND).map(
      ({ id, bytes: frees }) => ({ what: 'backup', store, frees, method: 'backups.remove', id }) as const,
    ),
    ...ofKind(QUARANTINE_KIND).map(
      ({ id, bytes: frees }) =>
        ({ what: 'quarantine', store, frees, method: 'quarantine.remove', id: `${QUARANTINE_KIND}/${id}` }) as const,
    ),
    ...ofKind(CONFIGURATION_KIND)
      .slice(0, LARGEST)
      .map(
        ({ id, bytes: frees }) =>
          ({ what: 'configuration', store, frees, method: 'configurations.deleteConfiguration', id }) as const,
      ),
    ...[...foreign.sizes]
      .sort((a, b) => b.size - a.size)
      .slice(0, LARGEST)
      .map(({ key: id, size: frees }) => ({ what: 'foreign-text', store: foreign.store, frees, id }) as const),
  ];
}
