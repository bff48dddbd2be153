/** What was done to one profile, and what must be true of it afterwards: the oracle of the model (reliability G18). */
import { isDeepStrictEqual } from 'node:util';
import type { Configuration } from '../../src/domain/configuration.js';
import { FailureError } from '../../src/domain/failure.js';
import type { AppSettings } from '../../src/domain/settings.js';

/** Something that was asked for. */
export interface Deed {
  readonly what: 'save' | 'delete' | 'clear' | 'choose' | 'outside';
  /** The record; `*` for all configurations. */
  readonly id: string;
  /** Text that only this version of the record has. */
  readonly marker?: string;
  /** Whether the record becomes the default. */
  readonly chosen?: boolean;
  /** Marker of the version it was made from; nothing if it overwrites whatever is there. May become known later. */
  knew?: string | null | undefined;
  /** The revision it was made from. */
  readonly base?: number | undefined;
  readonly started: number;
  ended?: number;
  /** `unknown`: it failed in a way that does not say whether it happened, or its page died first. */
  state: 'open' | 'acknowledged' | 'refused' | 'unknown';
  /** The revision it got. */
  revision?: number | undefined;
  /** Promised while a lesser store stood in, which has no transactions between tabs and does not survive a crash. */
  fragile?: boolean;
}

/** Everything as it is in the end. */
export interface FinalState {
  readonly configurations: readonly Configuration[];
  readonly defaultId: string | null;
  readonly settings: AppSettings | null;
  readonly quarantine: readonly string[];
}

/** Id under which the settings are noted. */
export const SETTINGS = 'settings';

/** Collects deeds. Knows the rules, and no storage. */
export class History {
  readonly deeds: Deed[] = [];
  /** Violations that were seen on the way. */
  readonly wrongs: string[] = [];
  /** Whether IndexedDB was away for a while. Revisions are then counted by two stores. */
  hadOutage = false;
  #time = 0;
  #markers = 0;

  newMarker(): string {
    return `v${(this.#markers += 1)}.`;
  }

  /** Notes that something is asked for. */
  begin(deed: Pick<Deed, 'what' | 'id'> & Partial<Deed>): Deed {
    const begun: Deed = { ...deed, started: (this.#time += 1), state: 'open' };
    this.deeds.push(begun);
    return begun;
  }

  /** Notes that it was promised. */
  acknowledge(deed: Deed, revision: number | undefined, fragile: boolean): void {
    deed.fragile = fragile;
    deed.state = 'acknowledged';
    deed.ended = this.#time += 1;
    deed.revision = revision;
    if (this.hadOutage || deed.base === undefined || deed.base === 0 || deed.what !== 'save') return;
    if (revision !== deed.base + 1)
      this.wrongs.push(`${name(deed)} was made from revision ${deed.base} and became ${revision}`);
  }

  /** Notes that it failed. */
  refuse(deed: Deed, error: unknown): void {
    deed.ended = this.#time += 1;
    deed.state = 'unknown';
    if (!(error instanceof FailureError)) {
      this.wrongs.push(`${name(deed)} failed with ${String(error)}, which is no typed failure`);
      return;
    }
    const { failure } = error;
    if (failure.code !== 'conflict') return;
    // Repeated on the stand-in after a time that ran out, it may meet what it did itself the first time.
    deed.state = this.hadOutage ? 'unknown' : 'refused';
    if (deed.base === undefined) this.wrongs.push(`${name(deed)} was refused although it said no base`);
    if (deed.marker !== undefined && !JSON.stringify(failure.mine ?? null).includes(deed.marker))
      this.wrongs.push(`the conflict of ${name(deed)} does not carry its own version`);
  }

  /** The deeds, one per line. */
  toString(): string {
    return this.deeds.map((deed) => JSON.stringify(deed)).join('\n');
  }

  /** Every rule that is broken; an empty list is what everyone hopes for. */
  judge(final: FinalState): string[] {
    return [
      ...this.wrongs,
      ...this.#lost(final),
      ...this.#strangers(final),
      ...this.#revived(final),
      ...(this.hadOutage ? [] : this.#sameRevisions()),
      ...this.#defaults(final),
    ];
  }

  /** Acknowledged saves that are neither there, nor set aside, nor replaced by someone who could know them. */
  #lost(final: FinalState): string[] {
    return this.deeds
      .filter(({ what, state, fragile }) => what === 'save' && state === 'acknowledged' && fragile !== true)
      .filter((save) => !isThere(save, final) && !this.deeds.some((deed) => replaces(deed, save)))
      .map((save) => `${name(save)} was acknowledged and is lost without a trace`);
  }

  /** Values that nobody asked for, or whose save was refused. */
  #strangers(final: FinalState): string[] {
    return currentOf(final).flatMap(([id, marker]) => {
      const deed = this.deeds.find((other) => other.id === id && other.marker === marker);
      if (deed === undefined) return [`${id} is ${marker}, which nobody saved`];
      return deed.state === 'refused' ? [`${name(deed)} was refused and is there all the same`] : [];
    });
  }

  /** Configurations that were deleted for good and came back. What only a stand-in had was not there to be deleted. */
  #revived(final: FinalState): string[] {
    const deletions = this.deeds.filter((deed) => isDeletion(deed) && deed.state === 'acknowledged' && !deed.fragile);
    return final.configurations.flatMap(({ id, name: marker }) => {
      const deletion = deletions.find(
        (deed) =>
          concerns(deed, id) &&
          !this.deeds.some((other) => makes(other, id) && (other.fragile === true || !isBefore(other, deed))),
      );
      return deletion === undefined ? [] : [`${id} was deleted (${name(deletion)}) and came back as ${marker}`];
    });
  }

  #sameRevisions(): string[] {
    const seen = new Map<string, Deed>();
    return this.deeds.flatMap((deed) => {
      if (deed.revision === undefined) return [];
      const key = `${deed.id} ${deed.revision}`;
      const other = seen.get(key);
      seen.set(key, deed);
      return other === undefined ? [] : [`${name(other)} and ${name(deed)} got the same revision ${deed.revision}`];
    });
  }

  #defaults({ configurations, defaultId }: FinalState): string[] {
    const flagged = configurations.filter(({ isDefault }) => isDefault).map(({ id }) => id);
    const wrongs: string[] = [];
    if (flagged.length > 1) wrongs.push(`${flagged.join(' and ')} are default at once`);
    if ((flagged[0] ?? null) !== defaultId) wrongs.push(`${flagged[0]} is flagged and ${defaultId} is the default`);
    const last = this.#lastChoice();
    if (last !== undefined && configurations.some(({ id }) => id === last.id) && defaultId !== last.id)
      wrongs.push(`${name(last)} was the last choice and ${defaultId} is the default`);
    return wrongs;
  }

  /** The choice that came after all others, if there is one. */
  #lastChoice(): Deed | undefined {
    const choices = this.deeds.filter(({ what, chosen }) => what === 'choose' || what === 'clear' || chosen === true);
    const last = choices.at(-1);
    if (last?.what !== 'choose' || last.state !== 'acknowledged' || this.hadOutage) return undefined;
    return choices.every((deed) => deed === last || (deed.what !== 'outside' && isBefore(deed, last)))
      ? last
      : undefined;
  }
}

/**
 * Whether a text of the schema design says what the journal says. A list in any order: another page may have written it
 * in an order of its own. No text says that there is nothing.
 */
export function isMirrored(text: string | null, expected: readonly Configuration[] | AppSettings | null): boolean {
  if (text === null) return expected === null || JSON.stringify(expected) === '[]';
  return isDeepStrictEqual(inAnyOrder(JSON.parse(text)), inAnyOrder(expected));
}

function inAnyOrder(value: unknown): unknown {
  return Array.isArray(value) ? new Map(value.map((element: Configuration) => [element.id, element])) : value;
}

/** A deed in words. */
function name({ what, id, marker, state }: Deed): string {
  return `${what} ${id}${marker === undefined ? '' : ` ${marker}`} (${state})`;
}

function isBefore(deed: Deed, other: Deed): boolean {
  return deed.ended !== undefined && deed.ended < other.started;
}

function isDeletion({ what }: Deed): boolean {
  return what === 'delete' || what === 'clear';
}

function concerns(deed: Deed, id: string): boolean {
  return deed.id === id || (deed.id === '*' && id !== SETTINGS);
}

function makes({ what, id }: Deed, made: string): boolean {
  return id === made && (what === 'save' || what === 'outside');
}

/** Whether a deed may stand in the place of a save: because it knew it, or because it meant to overwrite anything. */
function replaces(deed: Deed, save: Deed): boolean {
  if (deed === save || deed.state === 'refused' || !concerns(deed, save.id) || deed.what === 'choose') return false;
  if (deed.knew !== undefined) return deed.knew === save.marker;
  return deed.what !== 'outside' && !isBefore(deed, save);
}

function isThere({ id, marker = '' }: Deed, final: FinalState): boolean {
  return (
    currentOf(final).some((current) => current[0] === id && current[1] === marker) ||
    final.quarantine.some((text) => text.includes(`"${marker}"`))
  );
}

/** Id and marker of everything there is. */
function currentOf({ configurations, settings }: FinalState): [string, string][] {
  const all = configurations.map(({ id, name: marker }): [string, string] => [id, marker]);
  return settings === null ? all : [...all, [SETTINGS, settings.lastOpenedVersion]];
}
