/** What a table has to show, and whether it does. */
import type { Grid, Words } from './contender.js';
import { readShown, type ShownRow } from './shown.js';
import { COLUMNS, type NodeRecord } from './workload.js';

/** What was found when a table was looked at. */
export interface Finding {
  /** Rows in sight. */
  readonly rows: number;
  /** What is wrong with them, in words; nothing if all is right. */
  readonly wrong: string | undefined;
}

/** The nodes as they have to be now. */
export class Model {
  readonly #records: NodeRecord[];
  readonly #rowOf: ReadonlyMap<string, number>;
  #order: Float64Array | undefined;

  constructor(records: readonly NodeRecord[]) {
    this.#records = [...records];
    this.#rowOf = new Map(records.map(({ id, row }) => [id, row]));
  }

  /** Takes in records that replace those of the same id. */
  update(changed: readonly NodeRecord[]): void {
    for (const record of changed) this.#records[record.row] = record;
    this.#order = undefined;
  }

  /** Throughputs of all nodes, the largest first. */
  get order(): Float64Array {
    return (this.#order ??= Float64Array.from(this.#records, ({ throughput }) => throughput)
      .sort()
      .reverse());
  }

  /**
   * Compares what a table shows with what it has to show: order, gaps, and the text of every cell.
   *
   * @param first How many rows from the top the first row in sight has to be.
   */
  look(grid: Grid, first = 0): Finding {
    const parts = grid.parts();
    if (parts === undefined) return { rows: 0, wrong: 'there is no table' };
    const shown = readShown(parts);
    const says = (record: NodeRecord): readonly Words[] =>
      grid.says?.(record) ?? COLUMNS.map((column) => String(record[column]));
    return { rows: shown.rows.length, wrong: shown.wrong ?? this.#firstWrong(shown.rows, first, says) };
  }

  #firstWrong(
    rows: readonly ShownRow[],
    first: number,
    says: (record: NodeRecord) => readonly Words[],
  ): string | undefined {
    const seen = new Set<string>();
    for (const [index, { texts }] of rows.entries()) {
      const id = texts[0] ?? '';
      const record = this.#records[this.#rowOf.get(id) ?? -1];
      const at = `row ${index + 1} in sight (${id})`;
      if (record === undefined) return `${at} is no node`;
      if (seen.has(id)) return `${at} is there twice`;
      seen.add(id);
      const belongs = this.order[first + index];
      if (record.throughput !== belongs)
        return `${at} has a throughput of ${record.throughput}, and one of ${belongs} belongs there`;
      const wrong = differenceOf(texts, says(record));
      if (wrong !== undefined) return `${at}: ${wrong}`;
    }
    return undefined;
  }
}

function differenceOf(texts: readonly string[], words: readonly Words[]): string | undefined {
  if (texts.length !== words.length) return `${texts.length} cells, not ${words.length}`;
  for (const [index, text] of texts.entries()) {
    const wanted = words[index];
    const isRight = typeof wanted === 'function' ? wanted(text) : wanted === text;
    if (!isRight) return `cell ${index + 1} says "${text}"${typeof wanted === 'string' ? `, not "${wanted}"` : ''}`;
  }
  return undefined;
}
