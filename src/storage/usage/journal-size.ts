import { canonicalJson } from '../journal/fingerprint.js';
import type { RecordStore } from '../ports.js';

/** One record of the journal and how much it takes. */
export interface RecordSize {
  readonly kind: string;
  readonly id: string;
  /** Length of its key and of its JSON text: an estimate, because a database tells nobody what a record takes. */
  readonly bytes: number;
  /** Whether it is a tombstone. */
  readonly deleted: boolean;
}

/** The size of every record of a journal. */
export async function recordSizes(records: RecordStore): Promise<RecordSize[]> {
  return [...(await records.readAll(''))].map(([key, record]) => {
    const [kind = '', ...id] = key.split('/');
    const deleted = typeof record === 'object' && record !== null && 'deleted' in record && record.deleted === true;
    return { kind, id: id.join('/'), bytes: key.length + canonicalJson(record).length, deleted };
  });
}
