import fc from 'fast-check';
import { expect } from 'vitest';
import type { Filter } from '../../../../src/elements/base/grid-engine/filter/filter.js';
import { RowFilter } from '../../../../src/elements/base/grid-engine/filter/row-filter.js';
import { GridEngine } from '../../../../src/elements/base/grid-engine/grid-engine.js';
import type { GridSource } from '../../../../src/elements/base/grid-engine/grid-source.js';
import { Grouping } from '../../../../src/elements/base/grid-engine/grouping.js';
import type { GonePlaces } from '../../../../src/elements/base/grid-engine/held-order.js';
import type { SortKey } from '../../../../src/elements/base/grid-engine/sort-keys.js';
import { filterOf, record, sort } from './arbitraries.js';
import { NaiveGrid, type NaiveSource } from './naive-grid.js';
import { WORDS, type TestRecord } from './test-source.js';

/** Rows that a test writes, as the engine reads them and as the model looks at them. */
export interface SourceInTest extends GridSource, NaiveSource {
  put(id: string, record: TestRecord): void;
  remove(id: string): void;
  clear(): void;
  /** Codes of the source by code of the test; default: the same. */
  readonly codes?: readonly number[];
}

export type Action =
  | { act: 'put'; ids: readonly string[]; records: readonly TestRecord[] }
  | { act: 'remove'; id: string }
  | { act: 'sort'; sort: readonly SortKey[] }
  | { act: 'filter'; filter: Filter }
  | { act: 'collapse' | 'expand'; code: number }
  | { act: 'everything' | 'group' | 'ungroup' | 'hold' | 'release' | 'refresh' | 'clear' };

export function actionsOn(ids: number, most: number): fc.Arbitrary<Action[]> {
  const id = fc.nat({ max: ids - 1 }).map((number) => `r-${number}`);
  const filter = filterOf(fc.constantFrom('r-1', 'R', 'x', 'gr', 'red'), fc.constantFrom(-1, 0, 0.1, 1));
  const code = fc.nat({ max: WORDS.length - 1 });
  const plain = (...acts: ('everything' | 'group' | 'ungroup' | 'hold' | 'release' | 'refresh' | 'clear')[]) =>
    fc.record({ act: fc.constantFrom(...acts) });
  const action: fc.Arbitrary<Action> = fc.oneof(
    {
      arbitrary: fc.record({
        act: fc.constant('put' as const),
        ids: fc.array(id, { minLength: 1, maxLength: most, size: 'max' }),
        records: fc.array(record, { minLength: 1, maxLength: 5 }),
      }),
      weight: 10,
    },
    { arbitrary: fc.record({ act: fc.constant('remove' as const), id }), weight: 4 },
    { arbitrary: plain('refresh'), weight: 8 },
    { arbitrary: fc.record({ act: fc.constant('sort' as const), sort }), weight: 2 },
    { arbitrary: fc.record({ act: fc.constant('filter' as const), filter }), weight: 2 },
    { arbitrary: fc.record({ act: fc.constantFrom('collapse' as const, 'expand' as const), code }), weight: 2 },
    { arbitrary: plain('group', 'ungroup', 'hold', 'hold', 'release'), weight: 4 },
    { arbitrary: plain('everything', 'clear'), weight: 1 },
  );
  return fc.array(action, { maxLength: 60, size: 'max' });
}

/** The engine and the naive model side by side, on the same rows. */
export class SideBySide {
  readonly engine: GridEngine;
  readonly naive: NaiveGrid;

  constructor(
    readonly source: SourceInTest,
    gone: GonePlaces,
  ) {
    this.engine = new GridEngine(this.source, gone);
    this.naive = new NaiveGrid(this.source, gone);
  }

  perform(step: Action): void {
    const { source, engine, naive } = this;
    switch (step.act) {
      case 'put':
        return step.ids.forEach((id, index) => source.put(id, step.records[index % step.records.length] ?? NOBODY));
      case 'remove':
        return source.remove(step.id);
      case 'clear':
        return source.clear();
      case 'sort':
        naive.anew ||= JSON.stringify(step.sort) !== JSON.stringify(naive.sort);
        naive.sort = engine.sort = step.sort;
        return;
      case 'filter':
        engine.filter = new RowFilter(step.filter);
        naive.filter = step.filter;
        naive.anew = true;
        return;
      case 'everything':
        naive.anew ||= engine.filter !== undefined;
        engine.filter = naive.filter = undefined;
        return;
      case 'group':
      case 'ungroup':
        return this.#group(step.act === 'group');
      case 'collapse':
      case 'expand':
        return this.#collapse(step.code, step.act === 'collapse');
      case 'refresh':
        engine.refresh();
        return naive.refresh();
      default:
        engine.held = naive.held = step.act === 'hold';
    }
  }

  /** Everything that both of them tell. */
  compare(): void {
    const { engine, naive } = this;
    const shown = Array.from({ length: engine.count }, (_, index) => this.#textAt(index));
    expect(shown).toEqual(naive.shown);
    expect(engine.idAt(engine.count)).toBeUndefined();
    shown.forEach((text, index) => this.#compareIndex(text, index));
  }

  compareAggregates(): void {
    const { grouping } = this.engine;
    if (grouping === undefined) return;
    for (let code = 0; code < WORDS.length; code += 1) {
      const own = this.#codeOf(code);
      expect(grouping.countOf(own)).toBe(this.naive.members.filter((row) => row.code === code).length);
      for (const column of ['a', 'b'] as const)
        expect(grouping.aggregateOf(own, column)).toEqual(this.naive.aggregate(code, column));
    }
  }

  compareRange(from: number, to: number): void {
    const shown = this.naive.shown;
    const [first, last] = [shown[from % (shown.length || 1)], shown[to % (shown.length || 1)]];
    if (first === undefined || last === undefined || /^[#(]/.test(first + last) || /^[#(]/.test(last)) return;
    const [start, end] = [shown.indexOf(first), shown.indexOf(last)].sort((a, b) => a - b);
    const expected = shown.slice(start, (end ?? 0) + 1).filter((text) => !/^[#(]/.test(text));
    expect(this.engine.idsBetween(first, last)).toEqual(expected);
  }

  #textAt(index: number): string {
    const { engine } = this;
    const code = engine.groupAt(index);
    if (code !== undefined) return `#${this.source.codes?.indexOf(code) ?? code}`;
    return engine.at(index) === undefined ? `(${engine.idAt(index)})` : (engine.idAt(index) ?? '');
  }

  #compareIndex(text: string, index: number): void {
    const { engine } = this;
    if (text.startsWith('#')) expect(engine.indexOfGroup(this.#codeOf(Number(text.slice(1))))).toBe(index);
    else if (!text.startsWith('(')) expect(engine.indexOfRow(engine.at(index) ?? -1)).toBe(index);
  }

  #codeOf(code: number): number {
    return this.source.codes?.[code] ?? code;
  }

  #group(grouped: boolean): void {
    const { engine, naive } = this;
    if (grouped === naive.grouped) return;
    engine.grouping = grouped ? new Grouping('color') : undefined;
    naive.grouped = grouped;
    naive.collapsed.clear();
    naive.anew = true;
  }

  #collapse(code: number, collapsed: boolean): void {
    const { engine, naive } = this;
    engine.collapse(this.#codeOf(code), collapsed);
    if (collapsed && naive.grouped) naive.collapsed.add(code);
    else naive.collapsed.delete(code);
  }
}

const NOBODY: TestRecord = { name: '', code: 0, a: NaN, b: NaN };

/** Performs all actions on both, and compares them after each refresh. */
export function check(
  source: SourceInTest,
  actions: readonly Action[],
  gone: GonePlaces,
  range: readonly [number, number],
): void {
  const both = new SideBySide(source, gone);
  for (const step of actions) {
    both.perform(step);
    // What was asked for before a refresh is shown after it.
    if (step.act === 'refresh') {
      both.compare();
      both.compareAggregates();
      both.compareRange(...range);
    }
  }
  both.engine.held = both.naive.held = false;
  both.perform({ act: 'refresh' });
  both.compare();
}

export const gonePlaces = fc.constantFrom<GonePlaces>('stay', 'close');
export const range = fc.tuple(fc.nat(40), fc.nat(40));
