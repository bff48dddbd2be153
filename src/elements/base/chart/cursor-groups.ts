import type { Stop } from '../../../domain/clock.js';

/** Someone who reads along: hears the time that another chart of the group reads, or nothing when it stops. */
export type CursorListener = (time: number | undefined) => void;

/** A seat in a group of charts that show the same moment. */
export interface CursorSeat {
  /** Tells the others which time is read here, in epoch milliseconds; nothing when none is. */
  tell(time: number | undefined): void;
  /** Leaves the group; the others forget what was told. */
  readonly leave: Stop;
}

/** Groups of a document by their name. A group that nobody is in is gone. */
const groupsOf = new WeakMap<Document, Map<string, Set<CursorListener>>>();

/** Takes a seat in a group of a document. Only charts of one document and one build of the library hear each other. */
export function joinCursorGroup(document: Document, name: string, hear: CursorListener): CursorSeat {
  const groups = groupsOf.get(document) ?? new Map<string, Set<CursorListener>>();
  groupsOf.set(document, groups);
  const group = groups.get(name) ?? new Set();
  groups.set(name, group);
  const own: CursorListener = (time) => hear(time);
  group.add(own);
  let told: number | undefined;
  const tell = (time: number | undefined): void => {
    if (time === told || !group.has(own)) return;
    told = time;
    for (const listener of group) if (listener !== own) listener(time);
  };
  return {
    tell,
    leave: () => {
      tell(undefined);
      group.delete(own);
      if (group.size === 0 && groups.get(name) === group) groups.delete(name);
    },
  };
}

/** How many charts of a document are in groups; for tests and diagnosis. */
export function seatsIn(document: Document): number {
  let seats = 0;
  for (const group of groupsOf.get(document)?.values() ?? []) seats += group.size;
  return seats;
}
