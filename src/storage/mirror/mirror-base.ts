/**
 * What this library wrote to the mirror lately, as the journal remembers it. Each text has a stamp, in a key of its own
 * beside it, and a crashed browser takes both back together: so it can be told whether an old text is what a browser
 * lost, or what a person wants (reliability, finding 2 and 3.1).
 */

/** One text. */
export interface MirrorContent {
  /**
   * Fingerprint of each element by id, and of deleted ones as they were last: an old copy of one that comes back later
   * is recognised by it. Pairs, because an id may be `__proto__`.
   */
  readonly prints: readonly (readonly [string, string])[];
  /** Ids of those that were not in the text. Missing of former texts, and where an older version wrote the note. */
  readonly gone?: readonly string[];
  /** Id of the element that was marked. */
  readonly choice: string | null;
  /** The stamp that was written with it. Missing where it could not be. */
  readonly stamp?: string;
}

/** A text before another one: what was different in it. */
interface FormerContent {
  readonly stamp?: string;
  readonly choice: string | null;
  /** Fingerprints by id; `null` for an element that was not there. */
  readonly changes: readonly (readonly [string, string | null])[];
}

/** The last text, and those before it, newest first. */
export interface MirrorBase extends MirrorContent {
  readonly former?: readonly FormerContent[];
}

/** How many former texts are remembered, and how many differences in all. */
const MAX_FORMER = 64;
const MAX_CHANGES = 2_000;

/** The base after another text was written. */
export function nextBase(base: MirrorBase | undefined, next: MirrorContent): MirrorBase {
  if (base === undefined) return next;
  const former = [{ stamp: base.stamp, choice: base.choice, changes: changesFrom(next, base) }, ...(base.former ?? [])];
  let changes = 0;
  const kept = former.slice(0, MAX_FORMER).filter((content) => (changes += content.changes.length) <= MAX_CHANGES);
  return { ...next, former: kept };
}

/** The text with a stamp; the last one if there is none with it. */
export function contentAt(base: MirrorBase, stamp: string | null): MirrorContent {
  const former = base.former ?? [];
  const steps = stamp === base.stamp ? 0 : former.findIndex((content) => content.stamp === stamp) + 1;
  const prints = new Map(base.prints);
  for (const { changes } of former.slice(0, steps)) {
    for (const [id, print] of changes) {
      if (print === null) prints.delete(id);
      else prints.set(id, print);
    }
  }
  const found = former[steps - 1];
  return found === undefined ? base : { prints: [...prints], choice: found.choice, stamp: found.stamp };
}

/** What to change in one text to get another. */
function changesFrom(from: MirrorContent, to: MirrorContent): [string, string | null][] {
  const [before, after] = [new Map(from.prints), new Map(to.prints)];
  const changed: [string, string | null][] = [...after].filter(([id, print]) => before.get(id) !== print);
  for (const id of before.keys()) if (!after.has(id)) changed.push([id, null]);
  return changed;
}

/** Whether an element was in the text, as opposed to being remembered from an earlier one. */
export function wasWritten({ gone }: MirrorContent, id: string): boolean {
  return gone !== undefined && !gone.includes(id);
}

/** What a text of someone else holds, after everything in it was taken in. */
export function contentTaken(
  base: MirrorContent | undefined,
  prints: MirrorContent['prints'],
  choice: string | null,
): MirrorContent {
  const all = new Map([...(base?.prints ?? []), ...prints]);
  const taken = new Set(prints.map(([id]) => id));
  return { prints: [...all], gone: [...all.keys()].filter((id) => !taken.has(id)), choice };
}

/** Whether two notes say the same. */
export function isSameContent(one: MirrorContent, other: MirrorContent | undefined): boolean {
  const facts = ({ prints, choice, stamp }: MirrorContent): unknown => [prints, choice, stamp];
  return other !== undefined && JSON.stringify(facts(one)) === JSON.stringify(facts(other));
}

/** The element that a record says is chosen; `null` if it says none, or there is no record. */
export function choiceOf(record: { readonly value?: unknown } | undefined): string | null {
  return typeof record?.value === 'string' ? record.value : null;
}
