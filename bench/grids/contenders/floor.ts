/**
 * The least that shows the same: typed columns, as many row elements as fit, and in each frame with changes the rows of
 * the largest throughputs, found without sorting the others. No header, no scrolling, no keyboard, no roles. Text nodes
 * are written to where their value differs.
 */
import type { Box, Contender, Grid, Parts } from '../contender.js';
import { COLUMNS, type NodeRecord } from '../workload.js';

const COLUMN_WIDTH = 116;
const THROUGHPUT = COLUMNS.indexOf('throughput');

export const mount: Contender['mount'] = (place, box, records) => new Floor(place, box, records);

type Value = string | number;

class Floor implements Grid {
  readonly #columns: (Value[] | Float64Array)[];
  readonly #throughput: Float64Array;
  readonly #rows: { readonly cells: readonly Element[]; readonly texts: readonly Text[]; readonly shown: Value[] }[];
  readonly #top: Uint32Array;
  readonly #scroller = document.createElement('div');
  #isPlanned = false;

  constructor(place: HTMLElement, box: Box, records: readonly NodeRecord[]) {
    this.#columns = COLUMNS.map((column) => {
      const values = records.map((record) => record[column]);
      return typeof values[0] === 'number' ? Float64Array.from(values as number[]) : values;
    });
    this.#throughput = Float64Array.from(records, ({ throughput }) => throughput);
    this.#columns[THROUGHPUT] = this.#throughput;
    const seen = Math.min(records.length, Math.ceil(box.height / box.rowHeight) + 1);
    this.#top = new Uint32Array(seen);
    this.#scroller.style.cssText = `position:relative;width:${box.width}px;height:${box.height}px;overflow:auto;contain:strict`;
    const rows = document.createElement('div');
    rows.style.height = `${records.length * box.rowHeight}px`;
    this.#rows = Array.from({ length: seen }, (_, index) => makeRow(rows, index * box.rowHeight, box.rowHeight));
    this.#scroller.append(rows);
    place.append(this.#scroller);
    this.#draw();
  }

  update(changed: readonly NodeRecord[]): void {
    const columns = this.#columns;
    for (const record of changed)
      for (let column = 0; column < COLUMNS.length; column += 1) {
        const values = columns[column];
        const name = COLUMNS[column];
        if (values !== undefined && name !== undefined) values[record.row] = record[name];
      }
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    requestAnimationFrame(() => this.#draw());
  }

  parts(): Parts {
    return { opening: this.#scroller.getBoundingClientRect(), rows: this.#rows.map(({ cells }) => cells) };
  }

  #draw(): void {
    this.#isPlanned = false;
    this.#findTop();
    for (const [place, { texts, shown }] of this.#rows.entries()) {
      const row = this.#top[place] ?? 0;
      for (let column = 0; column < texts.length; column += 1) {
        const value = this.#columns[column]?.[row] ?? '';
        const text = texts[column];
        if (text === undefined || shown[column] === value) continue;
        shown[column] = value;
        text.data = String(value);
      }
    }
  }

  /** A heap of as many rows as are shown, the last of them at its top, and then these in their order. */
  #findTop(): void {
    const [heap, keys] = [this.#top, this.#throughput];
    const count = heap.length;
    for (let row = 0; row < count; row += 1) heap[row] = row;
    for (let place = (count >> 1) - 1; place >= 0; place -= 1) this.#sink(place, count);
    let least = keys[heap[0] ?? 0] ?? 0;
    for (let row = count; row < keys.length; row += 1) {
      if ((keys[row] ?? 0) <= least) continue;
      heap[0] = row;
      this.#sink(0, count);
      least = keys[heap[0] ?? 0] ?? 0;
    }
    heap.sort((a, b) => (keys[b] ?? 0) - (keys[a] ?? 0) || a - b);
  }

  #sink(from: number, count: number): void {
    const [heap, keys] = [this.#top, this.#throughput];
    for (let place = from; ;) {
      let child = 2 * place + 1;
      if (child >= count) return;
      if (child + 1 < count && comesAfter(keys, heap[child + 1] ?? 0, heap[child] ?? 0)) child += 1;
      if (!comesAfter(keys, heap[child] ?? 0, heap[place] ?? 0)) return;
      [heap[place], heap[child]] = [heap[child] ?? 0, heap[place] ?? 0];
      place = child;
    }
  }
}

function comesAfter(keys: Float64Array, row: number, other: number): boolean {
  const [key, otherKey] = [keys[row] ?? 0, keys[other] ?? 0];
  return key < otherKey || (key === otherKey && row > other);
}

function makeRow(rows: HTMLElement, top: number, height: number): { cells: Element[]; texts: Text[]; shown: Value[] } {
  const element = document.createElement('div');
  element.style.cssText = `position:absolute;top:0;left:0;width:${COLUMN_WIDTH * COLUMNS.length}px;height:${height}px;transform:translateY(${top}px);contain:strict`;
  const cells = COLUMNS.map((_, column) => {
    const cell = document.createElement('span');
    cell.style.cssText = `position:absolute;left:${column * COLUMN_WIDTH}px;width:${COLUMN_WIDTH}px;height:${height}px;line-height:${height}px;overflow:hidden;contain:strict`;
    return cell;
  });
  const texts = cells.map((cell) => cell.appendChild(document.createTextNode('')));
  element.append(...cells);
  rows.append(element);
  return { cells, texts, shown: [] };
}
