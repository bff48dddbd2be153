import type { GridSource, SourceColumn } from '../../../../src/elements/base/grid-engine/grid-source.js';
import { RowList } from '../../../../src/elements/base/grid-engine/row-list.js';

/** What a test says about a record. */
export interface TestRecord {
  readonly name: string;
  readonly code: number;
  readonly a: number;
  readonly b: number;
}

/** Words of the codes. The last one has no place in the order. */
export const WORDS = ['red', 'green', 'blue', 'reddish', 'nameless'];
/** Green, then blue, reddish, red. */
export const RANKS = [3, 0, 1, 2, NaN];

/**
 * Rows as a host page or a network has them: written at any time, read by the engine when it refreshes. Rows of removed
 * records are used again, the one that became free last before the others.
 */
export class TestSource implements GridSource {
  readonly renewed = new RowList();
  /** Records by row, as they are now. */
  readonly now: ((TestRecord & { readonly id: string }) | undefined)[] = [];
  #read: ((TestRecord & { readonly id: string }) | undefined)[] = [];
  readonly #free: number[] = [];
  #codes = new Uint8Array(0);

  put(id: string, record: TestRecord): void {
    const known = this.now.findIndex((candidate) => candidate?.id === id);
    const row = known >= 0 ? known : (this.#free.pop() ?? this.now.length);
    this.now[row] = { ...record, id };
  }

  remove(id: string): void {
    const row = this.now.findIndex((candidate) => candidate?.id === id);
    if (row < 0) return;
    this.now[row] = undefined;
    this.#free.push(row);
  }

  clear(): void {
    this.now.length = 0;
    this.#free.length = 0;
  }

  get size(): number {
    return this.#read.length;
  }

  read(): void {
    this.renewed.clear();
    const before = this.#read;
    this.#read = [...this.now];
    this.#codes = Uint8Array.from(this.#read, (record) => record?.code ?? 255);
    for (let row = 0; row < Math.max(before.length, this.#read.length); row += 1)
      if (factsOf(before[row]) !== factsOf(this.#read[row])) this.renewed.add(row);
  }

  idOf(row: number): string | undefined {
    return this.#read[row]?.id;
  }

  rowOf(id: string): number | undefined {
    const row = this.#read.findIndex((candidate) => candidate?.id === id);
    return row < 0 ? undefined : row;
  }

  column(name: string): SourceColumn | undefined {
    if (name === 'name') return { kind: 'text', textOf: (row) => this.#read[row]?.name ?? '' };
    if (name === 'a' || name === 'b')
      return { kind: 'number', values: Float64Array.from(this.#read, (record) => record?.[name] ?? NaN) };
    if (name !== 'color') return undefined;
    const isMeant = (row: number, typed: string): boolean => WORDS[this.#codes[row] ?? 255]?.startsWith(typed) === true;
    return { kind: 'choice', codes: this.#codes, ranks: RANKS, isMeant };
  }

  searchTextOf(row: number): string {
    const record = this.#read[row];
    return `${record?.id}\n${record?.name}`.toLowerCase();
  }
}

function factsOf(record: (TestRecord & { readonly id: string }) | undefined): string {
  return record === undefined ? '' : JSON.stringify([record.id, record.name, record.code]);
}
