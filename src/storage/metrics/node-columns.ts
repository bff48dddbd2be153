/** Nodes in the schema design's form to columns (schema design 4): the way in for host pages. */
import type { NodeMetrics } from '../../domain/metrics.js';
import { nodeMetricsSchema } from '../../domain/schemas/metrics.js';
import { NODE_TYPES, type NodeType } from '../../domain/node-config.js';
import { isTimestamp, toTimestamp } from '../../domain/timestamp.js';
import { validate, type ValidationIssue } from '../../domain/validation.js';
import {
  COMMON_FIGURES,
  GROUP_FIGURES,
  numbersIn,
  ROLES,
  roomForNumbers,
  wordColumn,
  type MetricsColumns,
} from './metrics-columns.js';

/** Columns, or what is wrong with the nodes. */
export type ColumnsResult =
  | { readonly ok: true; readonly columns: MetricsColumns }
  | { readonly ok: false; readonly issues: readonly ValidationIssue[] };

/** Fields that every node has: id, type, state, the figures, and the time of the last update. */
const COMMON_FIELD_COUNT = 4 + COMMON_FIGURES.length;

/** Turns nodes into columns. Numbers that are not finite are refused (interchange 4). */
export function toColumns(nodes: Readonly<Record<string, NodeMetrics>>): ColumnsResult {
  const regular: NodeMetrics[] = [];
  const others: [number, string, NodeMetrics][] = [];
  const times = new CanonicalTimes();
  for (const [index, [id, node]] of Object.entries(nodes).entries()) {
    if (isRegular(id, node, times)) {
      regular.push(node);
      continue;
    }
    const checked = validate(nodeMetricsSchema, node);
    if (!checked.ok) return { ok: false, issues: checked.issues.map((issue) => within(id, issue)) };
    others.push([index, id, checked.value]);
  }
  return { ok: true, columns: columnsOf(regular, others, times) };
}

function within(id: string, issue: ValidationIssue): ValidationIssue {
  return { ...issue, path: ['nodeMetrics', id, ...issue.path] };
}

/** Whether a node has exactly the known fields with values of the right kind; then nothing is lost in columns. */
function isRegular(id: string, node: NodeMetrics, times: CanonicalTimes): boolean {
  if (!isObject(node) || node.nodeId !== id || !NODE_TYPES.includes(node.nodeType)) return false;
  if (typeof node.state !== 'string' || !areFinite(node, COMMON_FIGURES) || !times.has(node.lastUpdate)) return false;
  let fields = COMMON_FIELD_COUNT;
  for (const type of NODE_TYPES) {
    const group = node[type];
    if (group === undefined) continue;
    if (!isRegularGroup(type, group)) return false;
    fields += 1;
  }
  return Object.keys(node).length === fields;
}

function isRegularGroup(type: NodeType, group: Readonly<Record<string, unknown>>): boolean {
  if (!isObject(group)) return false;
  const fields: readonly string[] = GROUP_FIGURES[type];
  const hasRole = type === 'validator';
  if (hasRole && roleCode(group) < 0) return false;
  return areFinite(group, fields) && Object.keys(group).length === fields.length + (hasRole ? 1 : 0);
}

/** The caller may be plain JavaScript, so that its types are no evidence. */
function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function areFinite(from: Readonly<Record<string, unknown>>, fields: readonly string[]): boolean {
  for (const field of fields) if (!Number.isFinite(from[field])) return false;
  return true;
}

function roleCode(group: Readonly<Record<string, unknown>>): number {
  return ROLES.findIndex((role) => role === group['role']);
}

/** Times in the one form that milliseconds give back exactly. Most nodes share theirs: each text is read once. */
class CanonicalTimes {
  readonly #known = new Map<unknown, number>();

  has(text: unknown): boolean {
    return !Number.isNaN(this.msOf(text));
  }

  msOf(text: unknown): number {
    let ms = this.#known.get(text);
    if (ms === undefined) this.#known.set(text, (ms = parseCanonical(text)));
    return ms;
  }
}

function parseCanonical(text: unknown): number {
  if (typeof text !== 'string' || !isTimestamp(text)) return NaN;
  const ms = Date.parse(text);
  return toTimestamp(ms) === text ? ms : NaN;
}

function columnsOf(
  nodes: readonly NodeMetrics[],
  others: MetricsColumns['others'],
  times: CanonicalTimes,
): MetricsColumns {
  const types = Uint8Array.from(nodes, ({ nodeType }) => NODE_TYPES.indexOf(nodeType));
  const groupRows = NODE_TYPES.map((type) => rowsWith(nodes, type));
  const columns = {
    ids: nodes.map(({ nodeId }) => nodeId).join(''),
    idLengths: Uint32Array.from(nodes, ({ nodeId }) => nodeId.length),
    types,
    states: wordColumn(nodes.length, (row) => nodes[row]?.state ?? ''),
    groupRows,
    numbers: roomForNumbers(nodes.length, groupRows),
    roles: Uint8Array.from(nodes.filter(isValidator), ({ validator }) => roleCode(validator)),
    others,
  };
  fill(columns, nodes, times);
  return columns;
}

function isValidator(node: NodeMetrics): node is NodeMetrics & { validator: object } {
  return node.validator !== undefined;
}

function rowsWith(nodes: readonly NodeMetrics[], type: NodeType): Uint32Array<ArrayBuffer> {
  const rows: number[] = [];
  for (const [row, node] of nodes.entries()) if (node[type] !== undefined) rows.push(row);
  return Uint32Array.from(rows);
}

function fill(columns: MetricsColumns, nodes: readonly NodeMetrics[], times: CanonicalTimes): void {
  const { updatedAt, common, groups } = numbersIn(columns);
  updatedAt.set(nodes.map(({ lastUpdate }) => times.msOf(lastUpdate)));
  for (const [figure, column] of common) column.set(nodes.map((node) => node[figure]));
  for (const { type, figures } of groups) {
    const members: Readonly<Record<string, unknown>>[] = [];
    for (const node of nodes) if (node[type] !== undefined) members.push(node[type]);
    for (const [figure, column] of figures) column.set(members.map((member) => Number(member[figure])));
  }
}
