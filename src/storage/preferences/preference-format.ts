/** What a preference is in the journal: its text and nothing else. */
import type { JournalRecord } from '../journal.js';
import { reportUnreadable, type RepositoryContext } from '../repository-context.js';

/** Journal kind of preferences; the id is the name. */
export const PREFERENCE_KIND = 'preference';

/** Longest text of a preference, in UTF-16 units. */
export const MAX_PREFERENCE_LENGTH = 2_000;

/** What a record says; nothing if it cannot be read, which is then set aside and told. */
export async function readPreference(
  context: RepositoryContext,
  name: string,
  record: JournalRecord,
): Promise<string | undefined> {
  const { value } = record;
  if (typeof value === 'string' && value.length <= MAX_PREFERENCE_LENGTH) return value;
  await reportUnreadable(context, `${PREFERENCE_KIND}/${name}`, 'A preference', record, { state: 'damaged' });
  return undefined;
}
