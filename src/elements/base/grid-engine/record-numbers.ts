import { valueIn } from '../grid/cell-value.js';
import type { GridRecord } from '../grid/column-definition.js';
import type { RecordProblem } from '../grid/record-problem.js';

/** Most rows that are read. */
export const MOST_ROWS = 1_000_000;

/** Records that came and have no row yet. */
interface Newcomers {
  readonly ids: string[];
  readonly places: number[];
  readonly records: GridRecord[];
}

/**
 * Which record of a host page is in which row. A record keeps its row while its id is there; newcomers take the lowest rows
 * that are free, in the order in which they were given.
 */
export class RecordNumbers {
  /** Id of the record in each row. */
  readonly ids: (string | undefined)[] = [];
  /** Records by row. They are the host's: let go of them when they are read. */
  records: (GridRecord | undefined)[] = [];
  /** Place of each row's record among all that were given, NaN where a row is free. May be longer than there are rows. */
  places: Float64Array = new Float64Array(0);
  /** A flag for each row whose record is another one than before, of rows that are no more as well. */
  changed: Uint8Array = new Uint8Array(0);
  readonly problems: RecordProblem[] = [];
  readonly #rows = new Map<string, number>();
  #unusable = { count: 0, place: 0 };
  #doubled = { count: 0, id: '' };

  /** Number of records. */
  get count(): number {
    return this.#rows.size;
  }

  /** The row of a record, if there is one. */
  rowOf(id: string): number | undefined {
    return this.#rows.get(id);
  }

  /** Takes records over, whatever was given. Never throws. */
  assign(given: unknown, idField: string): void {
    this.problems.length = 0;
    this.#unusable = { count: 0, place: 0 };
    this.#doubled = { count: 0, id: '' };
    const list = this.#listIn(given);
    const most = this.ids.length + list.length;
    this.records = new Array<GridRecord | undefined>(most);
    this.places = new Float64Array(most).fill(NaN);
    this.changed = new Uint8Array(most);
    const newcomers = this.#placeKnown(list, idField);
    this.#freeOthers();
    this.#placeNewcomers(newcomers);
    this.#trim();
    this.#tell();
  }

  /** The records that were given, nothing in place of what is no object. */
  #listIn(given: unknown): (GridRecord | undefined)[] {
    if (given === undefined || given === null) return [];
    try {
      if (Array.isArray(given)) return this.#copyOf(given);
    } catch {
      // A list whose length or members throw.
    }
    this.problems.push({ code: 'not-rows' });
    return [];
  }

  #copyOf(given: readonly unknown[]): (GridRecord | undefined)[] {
    const { length } = given;
    if (length > MOST_ROWS) this.problems.push({ code: 'too-many-rows', count: length, most: MOST_ROWS });
    const list: (GridRecord | undefined)[] = [];
    for (let place = 0; place < length && place < MOST_ROWS; place += 1) {
      const one = given[place];
      if (!isRecord(one)) this.#noteUnusable(place);
      list.push(isRecord(one) ? one : undefined);
    }
    return list;
  }

  /** Puts records where they were before. Returns those that were not there. */
  #placeKnown(list: readonly (GridRecord | undefined)[], idField: string): Newcomers {
    const newcomers: Newcomers = { ids: [], places: [], records: [] };
    let next = 0;
    for (let place = 0; place < list.length; place += 1) {
      const record = list[place];
      if (record === undefined) continue;
      const id = idOf(record, idField) ?? String(place);
      // Mostly in the order of the last time.
      const row = this.ids[next] === id ? next : this.#rows.get(id);
      if (row === undefined) addTo(newcomers, id, place, record);
      else this.#put(row, id, place, record);
      next = (row ?? next) + 1;
    }
    return newcomers;
  }

  #freeOthers(): void {
    // To forget a hundred thousand ids one by one takes longer than to learn them.
    if (!this.places.some((place) => !Number.isNaN(place))) this.#rows.clear();
    for (let row = 0; row < this.ids.length; row += 1) {
      const id = this.ids[row];
      if (id === undefined || this.records[row] !== undefined) continue;
      this.#rows.delete(id);
      this.ids[row] = undefined;
      this.changed[row] = 1;
    }
  }

  #placeNewcomers({ ids, places, records }: Newcomers): void {
    let free = 0;
    ids.forEach((id, index) => {
      const known = this.#rows.get(id);
      if (known === undefined) while (this.records[free] !== undefined) free += 1;
      const row = known ?? free;
      this.#put(row, id, places[index] ?? NaN, records[index]);
      this.#rows.set(id, row);
      this.ids[row] = id;
      this.changed[row] = 1;
    });
  }

  /** Of several records with one id the last one counts. */
  #put(row: number, id: string, place: number, record: GridRecord | undefined): void {
    if (this.records[row] !== undefined) {
      if (this.#doubled.count === 0) this.#doubled.id = id;
      this.#doubled.count += 1;
    }
    this.records[row] = record;
    this.places[row] = place;
  }

  #trim(): void {
    const { ids } = this;
    while (ids.length > 0 && ids[ids.length - 1] === undefined) ids.pop();
  }

  #noteUnusable(place: number): void {
    if (this.#unusable.count === 0) this.#unusable.place = place;
    this.#unusable.count += 1;
  }

  #tell(): void {
    if (this.#unusable.count > 0) this.problems.push({ code: 'not-records', ...this.#unusable });
    if (this.#doubled.count > 0) this.problems.push({ code: 'doubled-ids', ...this.#doubled });
  }
}

/** The id that a record tells; nothing where it tells none. */
function idOf(record: GridRecord, field: string): string | undefined {
  const id = valueIn(record, field);
  if (typeof id === 'string') return id === '' ? undefined : id;
  return typeof id === 'bigint' || (typeof id === 'number' && Number.isFinite(id)) ? String(id) : undefined;
}

function isRecord(given: unknown): given is GridRecord {
  return typeof given === 'object' && given !== null;
}

function addTo(newcomers: Newcomers, id: string, place: number, record: GridRecord): void {
  newcomers.ids.push(id);
  newcomers.places.push(place);
  newcomers.records.push(record);
}
