import { NODE_TYPES } from '../../src/domain/node-config.js';
import { GridEngine } from '../../src/elements/base/grid-engine/grid-engine.js';
import { Grouping } from '../../src/elements/base/grid-engine/grouping.js';
import { readRowsFilter } from '../../src/elements/node-grid/engine/node-filter.js';
import { NodeRows } from '../../src/elements/node-grid/engine/node-rows.js';
import { RowFacts } from '../../src/elements/node-grid/engine/row-facts.js';
import { NodeTable } from '../../src/session/node-table.js';
import { Network, type Told } from './network.js';

/** Rows that are in sight. */
const WINDOW = 30;

/** Something that keeps rows in order. */
export interface Contender extends Told {
  readonly name: string;
  /** Which nodes it shows, the busiest first; nothing where it shows something else. */
  readonly isExpected?: (row: number, network: Network) => boolean;
  /** Takes in what changed. */
  refresh(): void;
  /** Ids of the first rows. */
  window(): string[];
}

/** What both the library and its earlier version are to the benchmark. */
interface Rows {
  table: unknown;
  readonly facts: { idOf(row: number): string | undefined };
  refresh(): boolean;
  at(index: number): number | undefined;
}
interface Table {
  touch(id: string, type: (typeof NODE_TYPES)[number] | undefined, state: string, at: number): number;
  set(row: number, field: 'throughput' | 'errorCount', value: number): void;
}

/** The rows of one version of the library. */
export interface Version {
  readonly NodeRows: new () => Rows;
  readonly NodeTable: new () => Table;
}

/** The yardstick first: what most pages do. */
export function makeContenders(nodes: number, before: Version | undefined): Contender[] {
  const ours = library('this library', new NodeRows(), new NodeTable());
  const others = [objectsSortedAnew(), columnSortedAnew(nodes), topOfHeap(nodes), ours];
  if (before === undefined) return others;
  return [...others, library('this library, before', new before.NodeRows(), new before.NodeTable())];
}

/** What the library does beside sorting by one column. */
export function makeVariants(): Contender[] {
  const reading = readRowsFilter('throughput > 5000 state:leader');
  const filtered = new NodeRows();
  if (reading.ok) filtered.filter = reading.filter;
  const isExpected = (row: number, network: Network): boolean =>
    Network.stateOf(row) === 'LEADER' && (network.throughput[row] ?? 0) > 5_000;
  return [
    objectsSortedAnew(),
    library('sorted', new NodeRows(), new NodeTable()),
    { ...library('filtered', filtered, new NodeTable()), isExpected },
    engine('two columns', (rows) => {
      rows.sort = [
        { column: 'errorCount', direction: 'desc' },
        { column: 'throughput', direction: 'desc' },
      ];
    }),
    engine('grouped, with sums', (rows) => {
      rows.sort = [{ column: 'throughput', direction: 'desc' }];
      rows.grouping = new Grouping('state');
    }),
    engine('holding still', (rows) => {
      rows.refresh();
      rows.held = true;
    }),
  ];
}

const everybody = (): boolean => true;

function library(name: string, rows: Rows & { table: unknown }, table: Table): Contender {
  rows.table = table;
  return {
    name,
    isExpected: everybody,
    node: tellTable(table),
    refresh: () => void rows.refresh(),
    window: () => windowOf((index) => rows.facts.idOf(rows.at(index) ?? -1)),
  };
}

function engine(name: string, prepare: (engine: GridEngine) => void): Contender {
  const facts = new RowFacts();
  const rows = new GridEngine(facts);
  prepare(rows);
  return {
    name,
    node: tellTable(facts.table),
    refresh: () => {
      rows.refresh();
      for (let code = 0; code < 7; code += 1) rows.grouping?.aggregateOf(code, 'throughput');
    },
    window: () => windowOf((index) => rows.idAt(index)),
  };
}

function tellTable(table: Table): Contender['node'] {
  return (id, row, state, throughput, errors) => {
    const place = table.touch(id, NODE_TYPES[row % NODE_TYPES.length], state, 0);
    table.set(place, 'throughput', throughput);
    table.set(place, 'errorCount', errors);
  };
}

/** An object for each node, in an array that is copied and sorted. */
function objectsSortedAnew(): Contender {
  const nodes: { id: string; row: number; state: string; throughput: number; errors: number }[] = [];
  let sorted = nodes;
  return {
    name: 'objects, sorted anew',
    isExpected: everybody,
    node: (id, row, state, throughput, errors) => (nodes[row] = { id, row, state, throughput, errors }),
    refresh: () => (sorted = [...nodes].sort((a, b) => b.throughput - a.throughput || a.row - b.row)),
    window: () => windowOf((index) => sorted[index]?.id),
  };
}

/** A typed array of row numbers, sorted by a column. */
function columnSortedAnew(nodes: number): Contender {
  const column = new Float64Array(nodes);
  const rows = Uint32Array.from(column, (_, row) => row);
  return {
    name: 'a column, sorted anew',
    isExpected: everybody,
    node: (_, row, _state, throughput) => void (column[row] = throughput),
    refresh: () => rows.sort((a, b) => (column[b] ?? 0) - (column[a] ?? 0) || a - b),
    window: () => windowOf((index) => (index < nodes ? `node-${rows[index]}` : undefined)),
  };
}

/** The floor: nothing but the first rows is known, so that there is nothing to scroll to and nothing to hold. */
function topOfHeap(nodes: number): Contender {
  const column = new Float64Array(nodes);
  let top: number[] = [];
  const isBefore = (a: number, b: number): boolean => {
    const difference = (column[a] ?? 0) - (column[b] ?? 0);
    return difference > 0 || (difference === 0 && a < b);
  };
  return {
    name: 'floor: the first rows alone',
    isExpected: everybody,
    node: (_, row, _state, throughput) => void (column[row] = throughput),
    refresh: () => {
      top = [];
      for (let row = 0; row < nodes; row += 1) {
        if (top.length === WINDOW && !isBefore(row, top[WINDOW - 1] ?? 0)) continue;
        let place = top.length;
        while (place > 0 && isBefore(row, top[place - 1] ?? 0)) place -= 1;
        top.splice(place, 0, row);
        if (top.length > WINDOW) top.pop();
      }
    },
    window: () => windowOf((index) => (index < top.length ? `node-${top[index]}` : undefined)),
  };
}

function windowOf(idAt: (index: number) => string | undefined): string[] {
  return Array.from({ length: WINDOW }, (_, index) => idAt(index)).filter((id) => id !== undefined);
}
