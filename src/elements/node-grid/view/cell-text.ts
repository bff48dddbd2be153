import type { NodeField } from '../../../domain/live-update.js';
import type { NodeType } from '../../../domain/node-config.js';
import type { Words } from '../../../locales/en.js';
import type { NodeTable } from '../../../session/node-table.js';
import type { Formatter } from '../../base/format.js';
import type { GridColumn } from '../engine/grid-columns.js';
import type { NodeRows } from '../engine/node-rows.js';

/** Stands for every value that nobody told. */
export const UNKNOWN = '–';

/** The one or two figures that tell most about a node of each type. */
const DETAIL_FIELDS: Readonly<Record<NodeType, readonly [NodeField, NodeField]>> = {
  channel: ['activeConnections', 'queueDepth'],
  validator: ['blocksValidated', 'latencyMs'],
  business: ['successRate', 'queueSize'],
  slim: ['successRate', 'apiCalls'],
};

/** What cells say, in the element's language. */
export class CellText {
  readonly words: Words['nodeGrid'];
  readonly #format: Formatter;

  constructor(format: Formatter, words: Words['nodeGrid']) {
    this.#format = format;
    this.words = words;
  }

  /**
   * A count, or a rate without its fraction; small rates keep one digit of it. From `longest` on it is shortened: a
   * column that cuts digits off would lie.
   */
  figure(value: number, longest: number): string {
    if (Number.isNaN(value)) return UNKNOWN;
    if (Math.abs(value) >= longest) return this.#format.compact(value);
    return this.#format.exact(Math.abs(value) < 10 ? Math.round(value * 10) / 10 : Math.round(value));
  }

  /** Age of a value in milliseconds. */
  age(ms: number): string {
    return this.#format.age(Math.max(0, ms));
  }

  type(type: NodeType | undefined): string {
    return type === undefined ? UNKNOWN : this.words.types[type];
  }

  /** What a state means; a word that is not known here is shown as it is. */
  state(rows: NodeRows, row: number): string {
    const kind = rows.facts.kindOf(row);
    return kind === 'other' ? rows.facts.wordOf(row) || UNKNOWN : this.words.kinds[kind];
  }

  /** The figures of a node's type, as far as they are known. */
  detail(type: NodeType | undefined, first: number, second: number): string {
    if (type === undefined) return UNKNOWN;
    const [firstField, secondField] = DETAIL_FIELDS[type];
    const parts = [this.#detailPart(firstField, first), this.#detailPart(secondField, second)];
    return parts.filter((part) => part !== '').join(', ') || UNKNOWN;
  }

  /** What a cell says on hover: exact values with their units, the backend's own words, or why there is no value. */
  explain(column: GridColumn, rows: NodeRows, row: number): string {
    const { facts, table } = rows;
    switch (column) {
      case 'node':
        return facts.idOf(row) ?? '';
      case 'type':
        return this.#known(this.type(facts.typeOf(row)));
      case 'state':
        return facts.wordOf(row) === '' ? this.words.notReported : this.words.reportedAs(facts.wordOf(row));
      case 'throughput':
        return this.#exact(table.value(row, 'throughput'), this.words.tps);
      case 'messages':
        return this.#exact(table.value(row, 'totalMessages'));
      case 'errors':
        return this.#exact(table.value(row, 'errorCount'));
      case 'detail':
        return this.#known(this.detail(facts.typeOf(row), ...detailValues(table, row, facts.typeOf(row))));
      case 'age':
        return this.words.updatedAt(this.#format.time(table.updatedAt[row] ?? 0));
    }
  }

  #detailPart(field: NodeField, value: number): string {
    if (Number.isNaN(value)) return '';
    const sentence = this.words.details[field as keyof Words['nodeGrid']['details']];
    return sentence(this.#format.exact(Math.round(value * 10) / 10));
  }

  /** The whole text, which the cell may have cut off. */
  #known(text: string): string {
    return text === UNKNOWN ? this.words.notReported : text;
  }

  #exact(value: number, unit = ''): string {
    return Number.isNaN(value) ? this.words.notReported : `${this.#format.exact(value)} ${unit}`.trim();
  }
}

/** The figures that `detail` is made from; NaN where unknown. */
export function detailValues(table: NodeTable, row: number, type: NodeType | undefined): [number, number] {
  if (type === undefined) return [NaN, NaN];
  const [first, second] = DETAIL_FIELDS[type];
  return [table.value(row, first), table.value(row, second)];
}
