/** Runs an operation once for every storage operation it is made of, and lets exactly that one go wrong. */
import { isDeepStrictEqual } from 'node:util';
import type { FaultKind } from '../../../support/crashing-records.js';
import { CONFIGS_KEY, SETTINGS_KEY } from '../support.js';
import { furnish, rest, stateOf, steadyProfile, type CrashOperation, type KeptState } from './crash-operations.js';
import type { ModelPage, ModelProfile } from './profile.js';

/** How it goes wrong. `crash` is `die`, and the whole browser with it: localStorage falls back to what is on disk. */
export type Mishap = FaultKind | 'crash';

export const MISHAPS: readonly Mishap[] = ['die', 'crash', 'full', 'abort', 'lost'];

/**
 * Defects that these tests found and that are still there, as `operation, mishap`. A test that passes here says so by
 * failing; take it off the list then.
 */
export const KNOWN_DEFECTS: ReadonlySet<string> = new Set([]);

/** Puts something into a profile. */
export type Furnish = (profile: ModelProfile) => Promise<void>;

/** What an operation does when nothing goes wrong. */
export interface Reference {
  readonly before: KeptState;
  readonly after: KeptState;
  /** Names of the storage operations. */
  readonly operations: readonly string[];
}

/** Runs an operation undisturbed. */
export async function referenceOf(operation: CrashOperation, furnished: Furnish = furnish): Promise<Reference> {
  const untouched = steadyProfile();
  await furnished(untouched);
  if (operation.run !== undefined) await operation.prepare?.(untouched);
  const before = await finalState(untouched);
  const { profile, page } = await started(operation, 0, 'die', furnished);
  await profile.pass(450, 150);
  const operations = [...page.faults.operations];
  page.kill();
  return { before, after: await finalState(profile), operations };
}

/** Lets the k-th storage operation go wrong, and tells what is wrong afterwards; nothing if it never came to it. */
export async function wrongsAt(
  operation: CrashOperation,
  k: number,
  mishap: Mishap,
  { before, after }: Reference,
  furnished: Furnish = furnish,
): Promise<string[] | undefined> {
  const { profile, page, texts, outcome } = await started(operation, k, mishap === 'crash' ? 'die' : mishap, furnished);
  await profile.pass(450, 150);
  if (!page.faults.happened) return undefined;
  const wrongs = unreadableTexts(profile, texts);
  const acknowledged = outcome.settled === 'acknowledged';
  if (mishap !== 'die' && mishap !== 'crash' && outcome.settled === 'open') wrongs.push('it never settled');
  if (mishap === 'crash') profile.crash();
  else page.kill();
  const state = await finalState(profile);
  if (mishap === 'lost' && operation.keeps !== undefined)
    return [
      ...wrongs,
      ...missingFrom(state, operation.keeps),
      ...missingFrom(await repeated(operation, profile), operation.keeps),
    ];
  const judge = judgeOf(operation, mishap);
  const fromAfter = judge(state, after);
  if (acknowledged && fromAfter !== '') wrongs.push(`it was acknowledged and left ${fromAfter}`);
  else if (fromAfter !== '' && judge(state, before) !== '') wrongs.push(`it left something between: ${fromAfter}`);
  const again = judge(await repeated(operation, profile), after);
  if (again !== '') wrongs.push(`doing it again left ${again}`);
  return wrongs;
}

/** Prepares a profile and starts the operation on a page of its own. */
async function started(operation: CrashOperation, k: number, kind: FaultKind, furnished: Furnish) {
  const profile = steadyProfile();
  await furnished(profile);
  await operation.prepare?.(profile);
  profile.clock.advance(60_000);
  const texts = new Map([CONFIGS_KEY, SETTINGS_KEY].map((key) => [key, profile.local.text(key)]));
  const page = profile.open();
  const outcome: { settled: 'open' | 'acknowledged' | 'refused' } = { settled: 'open' };
  if (operation.run === undefined) {
    // Opening is the operation: there is nobody to acknowledge it to.
    page.faults.plan(k, kind);
    outcome.settled = 'refused';
    return { profile, page, texts, outcome };
  }
  await profile.pass(300, 150);
  page.faults.plan(k, kind);
  operation.run(page.storage).then(
    () => {
      if (!page.faults.dead) outcome.settled = 'acknowledged';
    },
    () => (outcome.settled = 'refused'),
  );
  return { profile, page, texts, outcome };
}

/** What the next visit finds. */
async function finalState(profile: ModelProfile): Promise<KeptState> {
  const page = profile.open();
  await profile.pass(450, 150);
  const state = await stateOf(page);
  await rest(profile);
  return state;
}

async function repeated(operation: CrashOperation, profile: ModelProfile): Promise<KeptState> {
  const page: ModelPage = profile.open();
  await profile.pass(300, 150);
  await operation.run?.(page.storage);
  await rest(profile);
  return finalState(profile);
}

/** Another page may read the schema design's keys at any moment: what this library wrote there is never half written. */
function unreadableTexts({ local }: ModelProfile, before: ReadonlyMap<string, string | null>): string[] {
  return [...before].flatMap(([key, former]) => {
    const text = local.text(key);
    try {
      JSON.parse(text ?? 'null');
      return [];
    } catch {
      return text === former ? [] : [`${key} holds ${text}`];
    }
  });
}

function missingFrom(state: KeptState, texts: readonly string[]): string[] {
  // What is set aside is a text in a text.
  const all = JSON.stringify({ ...state, quarantine: [] }) + state.quarantine.join();
  return texts.filter((text) => !all.includes(text)).map((text) => `${text} is nowhere`);
}

/** Where two states differ, as paths with what is there instead of what. */
function difference(found: unknown, expected: unknown, path = ''): string {
  if (isDeepStrictEqual(found, expected)) return '';
  if (!isObject(found) || !isObject(expected))
    return `${path}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`;
  const keys = new Set([...Object.keys(found), ...Object.keys(expected)]);
  const differences = [...keys].map((key) => difference(found[key], expected[key], `${path}/${key}`));
  return differences.filter((part) => part !== '').join('; ');
}

/**
 * The same where localStorage stood in for IndexedDB: what is replaced when they meet again may be set aside although
 * nothing is wrong with it, and metrics, which are kept in memory meanwhile, are gone.
 */
function differenceWhereStoresMet(found: KeptState, expected: KeptState): string {
  const missing = expected.quarantine.filter((text) => !found.quarantine.includes(text));
  // The same text may be kept under two keys.
  const quarantine = expected.quarantine.filter((text) => found.quarantine.includes(text));
  const differences = difference({ ...found, quarantine, metrics: null }, { ...expected, metrics: null });
  return missing.length === 0 ? differences : `${differences} (set aside: ${JSON.stringify(found.quarantine)})`;
}

/** A full disk may cost the metrics, which make room for what people made (reliability S4). */
function differenceWithoutMetrics(found: KeptState, expected: KeptState): string {
  return difference({ ...found, metrics: null }, { ...expected, metrics: null });
}

function judgeOf(
  { name, setsAside }: CrashOperation,
  mishap: Mishap,
): (found: KeptState, expected: KeptState) => string {
  if (mishap === 'lost' || setsAside === true) return differenceWhereStoresMet;
  const mayEvict = (mishap === 'full' || mishap === 'abort') && name !== 'save metrics';
  return mayEvict ? differenceWithoutMetrics : difference;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
