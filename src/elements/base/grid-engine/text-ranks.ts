import type { GridSource, TextColumn } from './grid-source.js';
import { reservedBytes, reservedNumbers, reservedRows } from './reserve.js';
import { RowList } from './row-list.js';

/** Digits that numbers in texts are padded to, so that node-9 comes before node-10. */
const NUMBER_WIDTH = 16;

/** When more than one text in so many is another, sorting all is faster than putting the new ones in their places. */
const MERGE_SHARE = 6;

/** The place of every row in the order of a text column. Only texts that changed are compared anew. */
export class TextRanks {
  readonly #pending = new RowList();
  readonly #moved = new RowList();
  readonly #texts: string[] = [];
  readonly #keys: string[] = [];
  #dirty: Uint8Array = new Uint8Array(0);
  #sorted: Uint32Array = new Uint32Array(0);
  #spare: Uint32Array = new Uint32Array(0);
  #ranks: Float64Array = new Float64Array(0);
  #count = 0;
  #began = false;

  /** Rows whose texts may have changed. Must be told of all of them from the first `update` on. */
  note(renewed: RowList): void {
    // Nobody may ask for an hour, while rows hold still: then all texts are read again.
    if (this.#pending.count + renewed.count > this.#ranks.length) return this.#forget();
    for (let place = 0; place < renewed.count; place += 1) this.#pending.add(renewed.at(place));
  }

  /** Ranks by row, NaN where there is no text. Equal texts have equal ranks. */
  update(source: GridSource, column: TextColumn): Float64Array {
    this.#reserve(source.size);
    const last = Math.max(source.size, this.#texts.length);
    if (!this.#began) for (let row = 0; row < last; row += 1) this.#pending.add(row);
    this.#began = true;
    const before = this.#count;
    const changed = this.#readTexts(source, column);
    this.#pending.clear();
    if (changed === 0) return this.#ranks;
    this.#keep();
    if (this.#moved.count * MERGE_SHARE > before) this.#sortAll();
    else this.#merge();
    this.#rank();
    return this.#ranks;
  }

  #forget(): void {
    this.#pending.clear();
    this.#began = false;
  }

  /** Finds the rows whose text is another. Returns how many there are. */
  #readTexts(source: GridSource, column: TextColumn): number {
    let changed = 0;
    this.#moved.clear();
    for (let place = 0; place < this.#pending.count; place += 1) {
      const row = this.#pending.at(place);
      const text = row < source.size && source.idOf(row) !== undefined ? column.textOf(row) : '';
      if (text === (this.#texts[row] ?? '')) continue;
      this.#texts[row] = text;
      this.#keys[row] = naturalKey(text);
      changed += 1;
      if (this.#dirty[row] === 0) this.#moved.add(row);
      this.#dirty[row] = 1;
    }
    return changed;
  }

  /** Leaves out the rows that are to be put elsewhere. */
  #keep(): void {
    let kept = 0;
    for (let index = 0; index < this.#count; index += 1) {
      const row = this.#sorted[index] ?? 0;
      if (this.#dirty[row] === 0) this.#sorted[kept++] = row;
    }
    this.#count = kept;
  }

  #sortAll(): void {
    for (const row of this.#movedRows()) this.#sorted[this.#count++] = row;
    this.#sorted.subarray(0, this.#count).sort((a, b) => this.#compare(a, b));
  }

  #merge(): void {
    const rows = this.#movedRows().sort((a, b) => this.#compare(a, b));
    const target = this.#spare;
    let taken = 0;
    let written = 0;
    for (const row of rows) {
      const place = this.#placeOf(row, taken);
      target.set(this.#sorted.subarray(taken, place), written);
      written += place - taken;
      target[written++] = row;
      taken = place;
    }
    target.set(this.#sorted.subarray(taken, this.#count), written);
    this.#count += rows.length;
    [this.#sorted, this.#spare] = [target, this.#sorted];
  }

  /** Rows that have a text now and are not in the order yet. Marks them as being where they belong. */
  #movedRows(): number[] {
    const rows: number[] = [];
    for (let place = 0; place < this.#moved.count; place += 1) {
      const row = this.#moved.at(place);
      this.#dirty[row] = 0;
      if (this.#texts[row] !== '') rows.push(row);
    }
    return rows;
  }

  /** The first place whose row belongs behind a row. */
  #placeOf(row: number, from: number): number {
    let [low, high] = [from, this.#count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#compare(this.#sorted[middle] ?? 0, row) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #rank(): void {
    this.#ranks.fill(NaN);
    let rank = -1;
    let previous: string | undefined;
    for (let index = 0; index < this.#count; index += 1) {
      const row = this.#sorted[index] ?? 0;
      const key = this.#keys[row];
      if (key !== previous) rank += 1;
      previous = key;
      this.#ranks[row] = rank;
    }
  }

  #compare(a: number, b: number): number {
    const left = this.#keys[a] ?? '';
    const right = this.#keys[b] ?? '';
    return left < right ? -1 : left > right ? 1 : a - b;
  }

  #reserve(size: number): void {
    this.#dirty = reservedBytes(this.#dirty, size);
    this.#sorted = reservedRows(this.#sorted, size);
    this.#spare = reservedRows(this.#spare, size);
    const { length } = this.#ranks;
    this.#ranks = reservedNumbers(this.#ranks, size);
    this.#ranks.fill(NaN, length);
  }
}

/** A text that orders as people expect: case aside, and numbers by their value. */
export function naturalKey(text: string): string {
  return text.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(NUMBER_WIDTH, '0'));
}
