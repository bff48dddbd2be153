import type { NodeField } from '../../../domain/live-update.js';
import type { NodeType } from '../../../domain/node-config.js';
import type { Words } from '../../../locales/en.js';
import { UNKNOWN } from '../../base/grid/cell.js';
import type { Formatter } from '../../base/format.js';
import type { NodeRows } from '../engine/node-rows.js';

/** Figures of each type that have no column of their own by default and tell most about a node. */
const DETAIL_FIELDS: Readonly<Record<NodeType, readonly NodeField[]>> = {
  channel: ['activeConnections'],
  validator: ['blocksValidated', 'votesCast'],
  business: ['transactionsProcessed'],
  slim: ['apiCalls', 'apiErrors'],
};

/** What cells say, in the element's language. */
export class CellText {
  readonly words: Words['nodeGrid'];
  readonly format: Formatter;

  constructor(format: Formatter, words: Words['nodeGrid']) {
    this.format = format;
    this.words = words;
  }

  /**
   * A count, or a rate without its fraction; small rates keep one digit of it. From `longest` on it is shortened: a
   * column that cuts digits off would lie.
   */
  figure(value: number, longest: number): string {
    if (Number.isNaN(value)) return UNKNOWN;
    if (Math.abs(value) >= longest) return this.format.compact(value);
    return this.format.exact(Math.abs(value) < 10 ? Math.round(value * 10) / 10 : Math.round(value));
  }

  /** A share in percent. */
  percent(value: number): string {
    return Number.isNaN(value) ? UNKNOWN : this.format.exact(Math.round(value * 10) / 10);
  }

  type(type: NodeType | undefined): string {
    return type === undefined ? UNKNOWN : this.words.types[type];
  }

  /** What a state means; a word that is not known here is shown as it is. */
  state({ facts }: NodeRows, row: number): string {
    const kind = facts.kindOf(row);
    return kind === 'other' ? facts.wordOf(row) || UNKNOWN : this.words.kinds[kind];
  }

  /** The figures of a node's type, as far as they are known. */
  detail({ facts, table }: NodeRows, row: number): string {
    const type = facts.typeOf(row);
    const fields = type === undefined ? [] : DETAIL_FIELDS[type];
    const parts = fields.map((field) => this.#detailPart(field, table.value(row, field)));
    return parts.filter((part) => part !== '').join(', ') || UNKNOWN;
  }

  /** An exact value with its unit, or that there is none. */
  exact(value: number, unit = ''): string {
    return Number.isNaN(value) ? this.words.notReported : `${this.format.exact(value)} ${unit}`.trim();
  }

  /** A whole text, which a cell may have cut off. */
  whole(text: string): string {
    return text === UNKNOWN ? this.words.notReported : text;
  }

  #detailPart(field: NodeField, value: number): string {
    if (Number.isNaN(value)) return '';
    const sentence = this.words.details[field as keyof Words['nodeGrid']['details']];
    return sentence(this.format.exact(Math.round(value * 10) / 10));
  }
}
