import type { GridRecord } from '../../../../src/elements/base/grid/column-definition.js';
import { RecordSource } from '../../../../src/elements/base/grid-engine/record-source.js';
import type { SourceInTest } from './side-by-side.js';
import { WORDS, type TestRecord } from './test-source.js';

type Placed = TestRecord & { readonly id: string };

/** No record of this test has more than these words; the last word of the tests is one that is not known. */
const CHOICES = ['green', 'blue', 'reddish', 'red'];
const UNKNOWN = 255;

/**
 * Rows as a host page gives them: a new list for each refresh, in which who was written last stands last, and some ids stand
 * twice. Tells by itself in which row each record should be.
 */
export class RecordRows extends RecordSource implements SourceInTest {
  readonly codes = WORDS.map((word) => (CHOICES.includes(word) ? CHOICES.indexOf(word) : UNKNOWN));
  now: (Placed | undefined)[] = [];
  #given: Placed[] = [];

  constructor() {
    super();
    this.columns = [
      { key: 'name' },
      { key: 'color', kind: 'choice', choices: CHOICES },
      { key: 'a', kind: 'number' },
      { key: 'b', kind: 'bar' },
    ];
  }

  put(id: string, record: TestRecord): void {
    const isDoubled = id.endsWith('3');
    this.#given = [...this.#given.filter((known) => isDoubled || known.id !== id), { ...record, id }];
  }

  remove(id: string): void {
    this.#given = this.#given.filter((known) => known.id !== id);
  }

  clear(): void {
    this.#given = [];
  }

  searched({ id, name, code }: Placed): string {
    return [id, name, code === this.codes.indexOf(UNKNOWN) ? '' : WORDS[code]].join('\n');
  }

  override read(): void {
    this.rows = this.#given.map(rowOf);
    super.read();
    this.#place();
  }

  /** The slow way: who was there stays, the others take the first places that are free. */
  #place(): void {
    const last = new Map(this.#given.map((record) => [record.id, record]));
    const rows = this.now.map((known) => known && last.get(known.id));
    for (const [id, record] of last) {
      if (rows.some((known) => known?.id === id)) continue;
      const free = rows.indexOf(undefined);
      rows[free < 0 ? rows.length : free] = record;
    }
    this.now = rows.map((record) => record && { ...record, a: Number.isFinite(record.a) ? record.a : NaN });
  }
}

function rowOf({ id, name, code, a, b }: Placed): GridRecord {
  return { id, name: name || undefined, color: code === WORDS.length - 1 ? null : WORDS[code], a, b };
}
