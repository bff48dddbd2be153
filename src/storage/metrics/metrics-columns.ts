/**
 * Metrics of nodes as columns: a few large typed arrays and one text instead of an object per node, which a database
 * copies many times faster (performance P12). The way there and back is exact.
 */
import type { NodeMetrics } from '../../domain/metrics.js';
import { nodeMetricsSchema } from '../../domain/schemas/metrics.js';
import { NODE_TYPES, type NodeType } from '../../domain/node-config.js';
import { toTimestamp } from '../../domain/timestamp.js';
import { validate } from '../../domain/validation.js';
import { traitsOf } from './traits.js';

/** Texts of which many are equal: each is kept once. */
export interface WordColumn {
  readonly words: readonly string[];
  /** For each row, its place in `words`. */
  readonly at: Uint32Array;
}

/** The metrics of many nodes, a row each. */
export interface MetricsColumns {
  /** The ids of all rows, one after the other with nothing in between: an id may hold any character. */
  readonly ids: string;
  /** UTF-16 code units of each id. */
  readonly idLengths: Uint32Array;
  /** Place of each row's type among the types of nodes; {@link UNKNOWN_TYPE} where nobody told. */
  readonly types: Uint8Array;
  /** The backend's own word. */
  readonly states: WordColumn;
  /** For each type of node in turn, the rows that have its figures, ascending. */
  readonly groupRows: readonly Uint32Array[];
  /**
   * Column after column: time of the last update in epoch milliseconds, the figures of every node, and those of each
   * group. NaN stands for "unknown"; the schema design's form has 0 there. See {@link numbersIn}.
   */
  readonly numbers: Float64Array;
  /** Place among {@link ROLES} of each row that has a validator's figures; left out where the state tells it. */
  readonly roles?: Uint8Array;
  /** Nodes that have other fields than these, whole, by their place among all nodes, ascending. */
  readonly others: readonly (readonly [number, string, NodeMetrics])[];
}

/** Stands in {@link MetricsColumns.types} for a node whose type nobody told. */
export const UNKNOWN_TYPE = 255;

/** Figures that every node has (schema design 4, NodeMetrics). */
export const COMMON_FIGURES = ['throughput', 'totalMessages', 'errorCount'] as const;

/** Figures that only nodes of one type have, in the order of the types. */
export const GROUP_FIGURES = {
  channel: ['activeConnections', 'routingEfficiency', 'queueDepth'],
  validator: ['blocksValidated', 'votesReceived', 'votesCast', 'consensusRounds'],
  business: ['transactionsProcessed', 'queueSize', 'successRate'],
  slim: ['feedRate', 'apiCalls', 'apiErrors', 'latency', 'successRate'],
} as const satisfies Record<NodeType, readonly string[]>;

/** The roles of a validator (schema design 4). */
export const ROLES = ['LEADER', 'FOLLOWER', 'CANDIDATE'] as const;

/** The type that a node without one is kept as: the form has no place for "unknown". */
export const ASSUMED_TYPE: NodeType = 'validator';

/** A figure and its column. */
type FigureColumn<Figure> = readonly [Figure, Float64Array];

/** The figures that only nodes of one type have. */
export interface GroupView {
  readonly type: NodeType;
  /** The rows that have them. */
  readonly rows: Uint32Array;
  /** Columns as long as `rows`. */
  readonly figures: readonly FigureColumn<(typeof GROUP_FIGURES)[NodeType][number]>[];
}

/** The numbers of some columns, one view per figure. */
export interface NumberViews {
  /** Epoch milliseconds of each row's last update. */
  readonly updatedAt: Float64Array;
  /** Columns as long as there are rows. */
  readonly common: readonly FigureColumn<(typeof COMMON_FIGURES)[number]>[];
  readonly groups: readonly GroupView[];
}

/** Room for the numbers of so many rows and groups. */
export function roomForNumbers(rowCount: number, groupRows: readonly Uint32Array[]): Float64Array<ArrayBuffer> {
  let length = rowCount * (1 + COMMON_FIGURES.length);
  for (const [place, type] of NODE_TYPES.entries())
    length += rowsAt(groupRows, place).length * GROUP_FIGURES[type].length;
  return new Float64Array(length);
}

/** Where the figures lie in the numbers. */
export function numbersIn({
  numbers,
  types,
  groupRows,
}: Pick<MetricsColumns, 'numbers' | 'types' | 'groupRows'>): NumberViews {
  let offset = 0;
  const next = (length: number): Float64Array => numbers.subarray(offset, (offset += length));
  return {
    updatedAt: next(types.length),
    common: COMMON_FIGURES.map((figure) => [figure, next(types.length)] as const),
    groups: NODE_TYPES.map((type, place) => {
      const rows = rowsAt(groupRows, place);
      return { type, rows, figures: GROUP_FIGURES[type].map((figure) => [figure, next(rows.length)] as const) };
    }),
  };
}

/** There is always a list for each type; the type of lists cannot say so. */
function rowsAt(groupRows: readonly Uint32Array[], place: number): Uint32Array {
  return groupRows[place] ?? new Uint32Array();
}

/** The ids of all rows. */
export function idsIn({ ids, idLengths }: Pick<MetricsColumns, 'ids' | 'idLengths'>): string[] {
  let start = 0;
  return Array.from(idLengths, (length) => ids.slice(start, (start += length)));
}

/** Equal words once; `wordOf` gives the word of each row. */
export function wordColumn(count: number, wordOf: (row: number) => string): WordColumn {
  const places = new Map<string, number>();
  const at = new Uint32Array(count);
  for (let row = 0; row < count; row += 1) {
    const word = wordOf(row);
    let place = places.get(word);
    if (place === undefined) places.set(word, (place = places.size));
    at[row] = place;
  }
  return { words: [...places.keys()], at };
}

/** The word of a row. */
export function wordAt({ words, at }: WordColumn, row: number): string {
  return words[at[row] ?? 0] ?? '';
}

/** Turns columns back into nodes, in their order. */
export function fromColumns(columns: MetricsColumns): Record<string, NodeMetrics> {
  const { types, states, others } = columns;
  const { updatedAt, common, groups } = numbersIn(columns);
  const [throughput, totalMessages, errorCount] = common.map(([, column]) => column);
  const textOf = timeTexts();
  const nodes = idsIn(columns).map((nodeId, row): NodeMetrics => ({
    nodeId,
    nodeType: NODE_TYPES[types[row] ?? UNKNOWN_TYPE] ?? ASSUMED_TYPE,
    state: wordAt(states, row),
    throughput: known(throughput, row),
    totalMessages: known(totalMessages, row),
    errorCount: known(errorCount, row),
    lastUpdate: textOf(known(updatedAt, row)),
  }));
  for (const group of groups) putGroup(nodes, group, group.type === 'validator' ? roleIn(columns) : undefined);
  const entries = nodes.map((node): [string, NodeMetrics] => [node.nodeId, node]);
  // Ascending places, so that each node goes back to where it was.
  for (const [index, id, node] of others) entries.splice(index, 0, [id, node]);
  return Object.fromEntries(entries);
}

function putGroup(
  nodes: readonly NodeMetrics[],
  group: GroupView,
  roleAt: ((place: number, state: string) => string) | undefined,
): void {
  for (const [place, row] of group.rows.entries()) {
    const node: Record<string, unknown> | undefined = nodes[row];
    if (node === undefined) continue;
    // Field by field and not with fromEntries: this runs once per node, and is three times as fast.
    const figures: Record<string, unknown> = {};
    for (const [figure, column] of group.figures) figures[figure] = known(column, place);
    if (roleAt !== undefined) figures['role'] = roleAt(place, String(node['state']));
    node[group.type] = figures;
  }
}

/** Tells the role of a row that has a validator's figures. */
function roleIn({ roles }: MetricsColumns): (place: number, state: string) => string {
  if (roles === undefined) return (_place, state) => roleOfState(state);
  return (place) => ROLES[Number(roles[place])] ?? 'FOLLOWER';
}

function roleOfState(state: string): (typeof ROLES)[number] {
  const word = state.toUpperCase();
  return ROLES.find((role) => role === word) ?? 'FOLLOWER';
}

/** A figure; 0 if it is unknown. */
function known(column: Float64Array | undefined, row: number): number {
  const value = column?.[row] ?? 0;
  return Number.isFinite(value) ? value : 0;
}

/** Most nodes share the time of their last update, so that a text is made once for each run of equal times. */
function timeTexts(): (ms: number) => string {
  let last = NaN;
  let text = '';
  return (ms) => {
    if (ms !== last) [last, text] = [ms, toTimestamp(ms)];
    return text;
  };
}

/** Roughly how many bytes the columns take in a database. */
export function columnsSizeBytes(columns: MetricsColumns): number {
  const { ids, idLengths, types, states, groupRows, numbers, roles, others } = columns;
  const arrays = [idLengths, types, states.at, ...groupRows, numbers, ...(roles === undefined ? [] : [roles])];
  const texts = [ids, ...states.words].reduce((sum, text) => sum + 2 * text.length, 0);
  return arrays.reduce((sum, { byteLength }) => sum + byteLength, texts) + JSON.stringify(others).length;
}

/** Whether what was read from a database are columns that fit together. */
export function isColumns(found: unknown): found is MetricsColumns {
  const { ids, idLengths, types, states, groupRows, numbers, roles, others } = traitsOf<keyof MetricsColumns>(found);
  if (typeof ids !== 'string' || !isA<Uint32Array>(idLengths, 'Uint32Array') || !isA<Uint8Array>(types, 'Uint8Array'))
    return false;
  const rowCount = types.length;
  const fits = (rows: unknown): rows is Uint32Array =>
    isA<Uint32Array>(rows, 'Uint32Array') && rows.every((row) => row < rowCount);
  if (!Array.isArray(groupRows) || groupRows.length !== NODE_TYPES.length || !groupRows.every(fits)) return false;
  const rolesFit = roles === undefined || (isA<Uint8Array>(roles, 'Uint8Array') && roles.every((role) => role <= 2));
  return (
    idLengths.length === rowCount &&
    idLengths.reduce((sum, length) => sum + length, 0) === ids.length &&
    isWordColumn(states, rowCount) &&
    isA<Float64Array>(numbers, 'Float64Array') &&
    numbers.length === roomForNumbers(rowCount, groupRows).length &&
    numbers.subarray(0, rowCount).every(isTime) &&
    rolesFit &&
    Array.isArray(others) &&
    others.every(isOther)
  );
}

function isWordColumn(found: unknown, rowCount: number): boolean {
  const { words, at } = traitsOf<keyof WordColumn>(found);
  if (!Array.isArray(words) || !words.every((word) => typeof word === 'string')) return false;
  return isA<Uint32Array>(at, 'Uint32Array') && at.length === rowCount && at.every((place) => place < words.length);
}

function isOther(found: unknown): boolean {
  if (!Array.isArray(found)) return false;
  const [place, id, node] = found as unknown[];
  return Number.isSafeInteger(place) && typeof id === 'string' && validate(nodeMetricsSchema, node).ok;
}

/** Whether a number can be a date in milliseconds (ECMAScript, time values). */
export function isTime(ms: number): boolean {
  return Math.abs(ms) <= 8.64e15;
}

/** By its name and not by `instanceof`: a database of another frame gives arrays of that frame. */
export function isA<Kind>(found: unknown, name: string): found is Kind {
  return Object.prototype.toString.call(found) === `[object ${name}]`;
}
