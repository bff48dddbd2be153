import { NODE_FIELDS, SYSTEM_FIELDS, type NodeField } from '../../domain/live-update.js';
import { NODE_TYPES } from '../../domain/node-config.js';
import { SERIES_NAMES } from '../series.js';

/**
 * What the numbers in a batch stand for: the names that a library counts by, in its order. Each batch comes with that of
 * its sender, so that versions which count otherwise understand each other.
 */
export interface Layout {
  readonly nodeFields: readonly string[];
  readonly systemFields: readonly string[];
  readonly series: readonly string[];
  readonly nodeTypes: readonly string[];
}

/** Longest layout as a text, in UTF-16 units, and most names of one kind: a batch has one bit for each field. */
const LONGEST = 4_000;
const MOST_NAMES = 31;

/** A name, as this library and its later versions write them. */
const NAME = /^[A-Za-z][\w-]{0,39}$/;

const OWN: Layout = {
  nodeFields: NODE_FIELDS,
  systemFields: SYSTEM_FIELDS,
  series: SERIES_NAMES,
  nodeTypes: NODE_TYPES,
};

/** The layout of this library as a text. */
export const LAYOUT = [OWN.nodeFields, OWN.systemFields, OWN.series, OWN.nodeTypes]
  .map((names) => names.join(' '))
  .join('/');

/** A layout that was told, or nothing if it is none. */
export function readLayout(data: unknown): Layout | undefined {
  if (data === LAYOUT) return OWN;
  if (typeof data !== 'string' || data.length > LONGEST) return undefined;
  const lists = data.split('/').map((names) => names.split(' '));
  const [nodeFields, systemFields, series, nodeTypes, ...more] = lists;
  if (nodeFields === undefined || systemFields === undefined || series === undefined || nodeTypes === undefined)
    return undefined;
  if (more.length > 0 || !lists.every(areNames)) return undefined;
  return { nodeFields, systemFields, series, nodeTypes };
}

/** Whether it is the layout of this library. */
export function isOwn(layout: Layout): boolean {
  return layout === OWN;
}

/** Figures of nodes that a sender with this layout has no column for. */
export function missingIn(layout: string): readonly NodeField[] {
  const { nodeFields } = readLayout(layout) ?? OWN;
  return NODE_FIELDS.filter((field) => !nodeFields.includes(field));
}

function areNames(names: readonly string[]): boolean {
  return names.length <= MOST_NAMES && names.every((name) => NAME.test(name)) && new Set(names).size === names.length;
}
