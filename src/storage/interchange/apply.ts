/** Doing what a preview shows, as one transaction (protocol 5.4, reliability I4 and I10). */
import type { Configuration } from '../../domain/configuration.js';
import { configurationSchema } from '../../domain/schemas/configuration.js';
import { appSettingsSchema } from '../../domain/schemas/settings.js';
import { FailureError } from '../../domain/failure.js';
import type { AppSettings } from '../../domain/settings.js';
import { issuesInWords, validate, type Validated } from '../../domain/validation.js';
import {
  CONFIGURATION_KIND,
  configurationVersions,
  shownConfiguration,
  storedConfiguration,
} from '../mirror/configuration-format.js';
import type { JournalEntry, JournalRecord, JournalWrite } from '../journal.js';
import { CHOICE_KIND } from '../mirror.js';
import { choiceOf } from '../mirror/mirror-base.js';
import { SETTINGS_ID, SETTINGS_KIND, settingsVersions } from '../mirror/settings-format.js';
import { BACKUP_KIND, backupWrite } from '../journal/versioned-writes.js';
import { copies, planImport, type ImportPlan } from './apply-plan.js';
import type { ImportChoices, ImportResult } from './apply-types.js';
import { quoted } from './differences-words.js';
import { readHoldings, readNames, type Exchange, type Holdings, type Present } from './exchange.js';
import type { ImportPreview } from './preview-types.js';

/**
 * Saves what was decided about a preview, all or nothing. Rejects with `conflict` if anything that it would change was
 * changed since the preview; nothing is changed then.
 */
export async function applyImport(
  exchange: Exchange,
  preview: ImportPreview,
  choices: ImportChoices = {},
): Promise<ImportResult> {
  const ids = preview.entries.flatMap(({ configuration }) => configuration?.id ?? []);
  const holdings = await readHoldings(exchange, ids);
  const names = copies(preview, choices) ? await readNames(exchange) : [];
  const plan = planImport(preview, choices, { newId: exchange.newId, now: exchange.clock.now(), names });
  const settings = settingsToSave(preview, choices);
  const wishes = [...configurationWishes(plan), ...settingsWishes(settings, preview), ...choiceWishes(plan, preview)];
  const writes = [...backups(wishes, holdings, exchange.clock.now()), ...wishes];
  await keepUnreadable(exchange, wishes, holdings);
  const entries = await commit(exchange, writes);
  return { ...resultOf(exchange, plan, entries, holdings), settings, undo: undoer(exchange, entries, holdings) };
}

function configurationWishes({ saves }: ImportPlan): JournalWrite[] {
  return saves.map(({ configuration, base }) => {
    const value = storedConfiguration(checked(validate(configurationSchema, configuration), configuration.name));
    return { kind: CONFIGURATION_KIND, id: value.id, value, base };
  });
}

function settingsToSave({ settings }: ImportPreview, choices: ImportChoices): AppSettings | undefined {
  if (settings?.settings === undefined || choices.settings !== 'replace' || settings.kind === 'unchanged')
    return undefined;
  return checked(validate(appSettingsSchema, settings.settings), 'the settings');
}

function settingsWishes(value: AppSettings | undefined, { settings }: ImportPreview): JournalWrite[] {
  return value === undefined ? [] : [{ kind: SETTINGS_KIND, id: SETTINGS_ID, value, base: settings?.revision ?? 0 }];
}

function choiceWishes({ chosen }: ImportPlan, { defaults }: ImportPreview): JournalWrite[] {
  if (chosen === undefined) return [];
  return [{ kind: CHOICE_KIND, id: CONFIGURATION_KIND, value: chosen, base: defaults.revision }];
}

/** A preview is an object like any other, and may have been changed on the way. */
function checked<Value>(validated: Validated<Value>, name: string): Value {
  if (validated.ok) return validated.value;
  throw new FailureError({
    code: 'invalid-configuration',
    issues: validated.issues,
    message: `Nothing was imported, because ${quoted(name)} is not valid.\n${issuesInWords(validated.issues)}`,
    remedy: 'Read the file again.',
  });
}

/** The record that a wish would replace. */
function formerOf(
  { kind, id }: JournalWrite,
  { configurations, settings, choice }: Holdings,
): JournalRecord | undefined {
  if (kind === CONFIGURATION_KIND) return configurations.get(id)?.record;
  if (kind === SETTINGS_KIND) return settings?.record;
  return kind === CHOICE_KIND ? choice : undefined;
}

/** Originals of records that get a newer format, in front, as with every save (reliability 3.5). */
function backups(wishes: readonly JournalWrite[], holdings: Holdings, now: number): JournalWrite[] {
  return wishes.flatMap((wish) => {
    const former = formerOf(wish, holdings);
    if (former === undefined || wish.kind === CHOICE_KIND) return [];
    const versions = wish.kind === SETTINGS_KIND ? settingsVersions : configurationVersions;
    const version = versions.liftedFrom(former.value);
    return version === undefined ? [] : [backupWrite({ ...wish, version }, former.value, now)];
  });
}

/** Sets aside what nobody can read before it is replaced. */
async function keepUnreadable(
  { quarantine }: Exchange,
  wishes: readonly JournalWrite[],
  { configurations, settings }: Holdings,
): Promise<void> {
  for (const { kind, id } of wishes) {
    const present: Present<unknown> | undefined = kind === SETTINGS_KIND ? settings : configurations.get(id);
    if (kind === CHOICE_KIND || present === undefined || present.value !== undefined) continue;
    const key = kind === SETTINGS_KIND ? SETTINGS_KIND : `${CONFIGURATION_KIND}/${id}`;
    await quarantine.keep(key, JSON.stringify(present.record.value) ?? '');
  }
}

async function commit(exchange: Exchange, writes: readonly JournalWrite[]): Promise<JournalEntry[]> {
  if (writes.length === 0) return [];
  const entries = await exchange.journal.commit(writes).catch((error: unknown) => {
    throw inImportWords(error);
  });
  await exchange.committed(entries);
  const settings = entries.find(({ kind }) => kind === SETTINGS_KIND);
  if (settings !== undefined) exchange.changes.announce('settings-saved', settings.id, settings.rev);
  return entries;
}

function inImportWords(error: unknown): unknown {
  if (!(error instanceof FailureError) || error.failure.code !== 'conflict') return error;
  const { mine } = error.failure;
  const name = typeof mine === 'object' && mine !== null && 'name' in mine ? quoted(String(mine.name)) : 'Something';
  return new FailureError(
    {
      ...error.failure,
      message: `${name} was changed here in the meantime. Nothing was imported or put back.`,
      remedy: 'Look at the file again, to see what it would change now.',
    },
    { cause: error },
  );
}

function resultOf(
  { hold }: Exchange,
  { saves, skipped, chosen }: ImportPlan,
  entries: readonly JournalEntry[],
  { choice }: Holdings,
): Pick<ImportResult, 'added' | 'replaced' | 'skipped'> {
  const revisions = new Map(entries.filter(({ kind }) => kind === CONFIGURATION_KIND).map(({ id, rev }) => [id, rev]));
  const defaultId = chosen ?? choiceOf(choice);
  const show = (configuration: Configuration) =>
    hold(shownConfiguration(configuration, defaultId), revisions.get(configuration.id) ?? 0);
  const saved = (isHere: boolean) =>
    saves.filter(({ base }) => base > 0 === isHere).map(({ configuration }) => show(configuration));
  return { added: saved(false), replaced: saved(true), skipped };
}

/** Puts back what an import replaced, once. */
function undoer(exchange: Exchange, entries: readonly JournalEntry[], holdings: Holdings): () => Promise<void> {
  const writes = entries
    .filter(({ kind }) => kind !== BACKUP_KIND)
    .map(({ kind, id, rev: base }): JournalWrite => {
      const former = formerOf({ kind, id }, holdings);
      return former === undefined ? { kind, id, deleted: true, base } : { kind, id, value: former.value, base };
    });
  let undone: Promise<unknown> | undefined;
  return async () => {
    undone ??= commit(exchange, writes).catch((error: unknown) => {
      // Where a store failed, it may be tried again.
      undone = undefined;
      throw error;
    });
    await undone;
  };
}
