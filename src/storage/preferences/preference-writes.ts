/** What saves and deletes preferences; loaded with the first that a person has. */
import { FailureError } from '../../domain/failure.js';
import { fromPlainText } from '../../domain/plain-text.js';
import { issuesInWords, type ValidationIssue } from '../../domain/validation.js';
import { isSecretName } from '../interchange/secrets.js';
import type { JournalEntry } from '../journal.js';
import { MAX_PREFERENCE_LENGTH, PREFERENCE_KIND, readPreference } from './preference-format.js';
import type { RepositoryContext } from '../repository-context.js';

/** Most preferences. */
const MAX_PREFERENCES = 200;

/** Longest name, in UTF-16 units. */
const MAX_NAME_LENGTH = 100;

/** Saves one; see `PreferenceRepository.savePreference`. */
export async function save(context: RepositoryContext, name: string, text: string): Promise<void> {
  await check(context, name, text);
  await context.ready;
  const all = await context.journal.readAll(PREFERENCE_KIND);
  const present = all.get(name);
  // Not saved again, or two tabs could go on telling each other for ever.
  if (present?.value === text) return;
  if (present === undefined && all.size >= MAX_PREFERENCES) throw tooMany();
  // What cannot be read is set aside before it is written over.
  if (present !== undefined) await readPreference(context, name, present);
  tell(context, name, await context.journal.commit([{ kind: PREFERENCE_KIND, id: name, value: text }]));
}

/** Deletes one, if it is there. */
export async function remove(context: RepositoryContext, name: string): Promise<void> {
  await context.ready;
  if ((await context.journal.read(PREFERENCE_KIND, name)) === undefined) return;
  tell(context, name, await context.journal.commit([{ kind: PREFERENCE_KIND, id: name, deleted: true }]));
}

/** Deletes all. */
export async function removeAll(context: RepositoryContext): Promise<void> {
  await context.ready;
  await context.journal.deleteAll(PREFERENCE_KIND, []);
  tell(context, '', []);
}

function tell({ changes }: RepositoryContext, name: string, [entry]: readonly JournalEntry[]): void {
  changes.announce('preference-changed', name, entry?.rev ?? 0);
}

async function check({ containsSecret }: RepositoryContext, name: unknown, text: unknown): Promise<void> {
  const issues: ValidationIssue[] = [];
  if (typeof name !== 'string' || name === '' || name.length > MAX_NAME_LENGTH)
    issues.push({ path: ['name'], message: `must be a text of 1 to ${MAX_NAME_LENGTH} characters.` });
  else if (isSecretName(name))
    issues.push({ path: ['name'], message: 'is the name of a secret, which is never stored.' });
  if (typeof text !== 'string' || text.length > MAX_PREFERENCE_LENGTH)
    issues.push({
      path: ['text'],
      message: `must be a text of at most ${MAX_PREFERENCE_LENGTH.toLocaleString('en')} characters.`,
    });
  if (issues.length > 0) throw invalid(issues);
  const all = `${String(name)}\n${String(text)}`;
  // A view of a grid has its filter in plain characters.
  if (await containsSecret(`${all}\n${fromPlainText(all)}`))
    throw invalid([{ path: ['text'], message: 'contains an API key, which is never stored.' }]);
}

function invalid(issues: readonly ValidationIssue[]): FailureError {
  const message = `The preference was not saved, because it is not valid.\n${issuesInWords(issues)}`;
  return new FailureError({ code: 'invalid-preference', issues, message });
}

function tooMany(): FailureError {
  return new FailureError({
    code: 'quota-exceeded',
    store: 'preferences',
    message: `There are ${MAX_PREFERENCES} preferences already, and no room for another one. Nothing was changed.`,
    remedy: 'Delete preferences that are no longer needed.',
  });
}
