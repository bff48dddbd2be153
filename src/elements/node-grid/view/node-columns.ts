/** The columns of the node grid: what stands in them, how wide they are, and which ones go first where there is no room. */
import type { NodeField } from '../../../domain/live-update.js';
import { TextCell } from '../../base/grid/cell.js';
import { PAST_SAMPLES } from '../../../session/throughput-past.js';
import { LineCell, type LineSource } from '../../base/grid/line-cell.js';
import { ageStyle, BarCell, FigureCell, type FigureStyle } from '../../base/grid/figure-cell.js';
import type { GridColumn } from '../../base/grid/grid-column.js';
import type { NodeRows } from '../engine/node-rows.js';
import { SORT_COLUMNS, type SortColumn } from '../engine/sort-columns.js';
import type { CellText } from './cell-text.js';
import { StateCell } from './state-cell.js';

/** A throughput is marked as changed when it moved by more than this share: all of them move a little all the time. */
const NOTABLE_SHARE = 0.1;

/** From these values on figures are shortened, as their columns have no room for more digits. */
const LONG = 1e8;
const SHORT = 1e6;

/** A full bar of a share in percent. */
const ALL_PERCENT = 100;

/** Figures that are left out until somebody asks for them. */
const MORE_FIGURES = [
  'connections',
  'routing',
  'blocks',
  'votes',
  'votesReceived',
  'rounds',
  'processed',
  'feedRate',
  'apiCalls',
  'apiErrors',
] as const satisfies readonly SortColumn[];

/** Keys of all columns, in the order in which they are shown at first. */
export const NODE_COLUMN_KEYS = [
  'node',
  'type',
  'state',
  'throughput',
  'trend',
  'queue',
  'success',
  'messages',
  'errors',
  'latency',
  'detail',
  ...MORE_FIGURES,
  'age',
] as const;
/** Key of a column of the node grid. */
export type NodeColumnKey = (typeof NODE_COLUMN_KEYS)[number];

/**
 * Every column of the node grid, in the order in which they are shown at first.
 *
 * @param past The last minute of every node, as long as it is recorded.
 */
export function nodeColumns(rows: NodeRows, text: CellText, past: () => LineSource | undefined): readonly GridColumn[] {
  const trend = trendColumn(text, past);
  const columns: Columns = {
    ...wordColumns(rows, text),
    ...barColumns(rows, text),
    ...figureColumns(rows, text),
    trend,
  };
  return NODE_COLUMN_KEYS.map((key) => columns[key]).filter((column) => column !== undefined);
}

type Columns = Partial<Record<NodeColumnKey, GridColumn>>;

function wordColumns(rows: NodeRows, text: CellText): Columns {
  const { facts } = rows;
  const { words } = text;
  return {
    node: {
      ...head('node', text),
      width: 166,
      share: 2,
      rank: 0,
      card: 1,
      createCell: () => new TextCell((row) => facts.nameOf(row)),
      explain: (row) => facts.idOf(row) ?? '',
      raw: (row) => facts.nameOf(row),
    },
    type: {
      ...head('type', text),
      width: 78,
      share: 0.5,
      rank: 4,
      card: 4,
      createCell: () => new TextCell((row) => text.type(facts.typeOf(row))),
      explain: (row) => text.whole(text.type(facts.typeOf(row))),
      raw: (row) => facts.typeOf(row),
      isGroupable: true,
    },
    state: {
      ...head('state', text),
      width: 88,
      share: 0.5,
      rank: 0,
      card: 3,
      createCell: () =>
        new StateCell(
          (row) => text.state(rows, row),
          (row) => facts.kindOf(row),
        ),
      explain: (row) => (facts.wordOf(row) === '' ? words.notReported : words.reportedAs(facts.wordOf(row))),
      raw: (row) => facts.wordOf(row) || undefined,
      isGroupable: true,
    },
    detail: {
      key: 'detail',
      label: words.columns.detail,
      width: 190,
      share: 2,
      rank: 9,
      createCell: () => new TextCell((row) => text.detail(rows, row)),
      explain: (row) => text.whole(text.detail(rows, row)),
    },
    age: ageColumn(rows, text),
  };
}

function trendColumn(text: CellText, past: () => LineSource | undefined): GridColumn {
  const { words } = text;
  return {
    key: 'trend',
    label: words.columns.trend,
    width: 98,
    rank: 3,
    createCell: () => new LineCell(past, PAST_SAMPLES),
    explain: (row) => explainTrend(row, text, past()),
  };
}

/** What a line says, for those who do not see it: how low and how high the throughput was. */
function explainTrend(row: number, { words, format }: CellText, past: LineSource | undefined): string {
  const samples = new Float32Array(PAST_SAMPLES);
  past?.read(row, samples);
  const known = past === undefined ? [] : [...samples].filter((sample) => !Number.isNaN(sample));
  if (known.length === 0) return words.notReported;
  return words.trendRange(format.exact(Math.round(Math.min(...known))), format.exact(Math.round(Math.max(...known))));
}

function ageColumn(rows: NodeRows, text: CellText): GridColumn {
  const updatedAt = (row: number): number => rows.table.updatedAt[row] ?? NaN;
  return {
    ...head('age', text),
    end: true,
    width: 58,
    rank: 0,
    card: 6,
    createCell: () => new FigureCell(ageStyle(updatedAt, text.format)),
    explain: (row) => text.words.updatedAt(text.format.time(updatedAt(row))),
    raw: (row) => known(updatedAt(row)),
    isTime: true,
  };
}

function barColumns(rows: NodeRows, text: CellText): Columns {
  const throughput = styleOf('throughput', rows, text, LONG);
  const queue = styleOf('queue', rows, text, LONG);
  const success = { ...styleOf('success', rows, text, LONG), format: (value: number) => text.percent(value) };
  const { words } = text;
  return {
    throughput: {
      ...figure('throughput', rows, text),
      unit: words.tps,
      width: 128,
      share: 1,
      rank: 0,
      card: 2,
      createCell: () =>
        new BarCell({ ...throughput, isNotable: isNotable, full: () => rows.facts.largest('throughput') }),
    },
    queue: {
      ...figure('queue', rows, text),
      width: 92,
      share: 0.7,
      rank: 6,
      createCell: () => new BarCell({ ...queue, full: () => rows.facts.largest('queue') }),
    },
    success: {
      ...figure('success', rows, text),
      unit: words.percent,
      width: 104,
      share: 0.7,
      rank: 5,
      createCell: () => new BarCell({ ...success, ofGroup: ({ average }) => average, full: () => ALL_PERCENT }),
    },
  };
}

function figureColumns(rows: NodeRows, text: CellText): Columns {
  const errors = styleOf('errors', rows, text, SHORT);
  const latency = styleOf('latency', rows, text, SHORT);
  const more = MORE_FIGURES.map((key): [NodeColumnKey, GridColumn] => [
    key,
    { ...figure(key, rows, text), width: 116, share: 0.7, rank: 1, hidden: true },
  ]);
  return {
    messages: { ...figure('messages', rows, text), width: 104, share: 0.7, rank: 7 },
    errors: {
      ...figure('errors', rows, text),
      width: 84,
      share: 0.5,
      rank: 0,
      card: 5,
      createCell: () => new FigureCell({ ...errors, isNotable: (before, now) => now > before }),
    },
    latency: {
      ...figure('latency', rows, text),
      unit: text.words.ms,
      width: 106,
      share: 0.5,
      rank: 8,
      createCell: () => new FigureCell({ ...latency, ofGroup: ({ average }) => average }),
    },
    ...Object.fromEntries(more),
  };
}

/** What all columns have that rows can be ordered by. */
function head(key: SortColumn, { words }: CellText): Pick<GridColumn, 'key' | 'label' | 'order'> {
  const { column, first } = SORT_COLUMNS[key];
  return { key, label: words.columns[key], order: { column, first, turned: key === 'age' } };
}

/** A column of figures. */
function figure(key: SortColumn, rows: NodeRows, text: CellText): Omit<GridColumn, 'width' | 'rank'> {
  const { column } = SORT_COLUMNS[key];
  const style = styleOf(key, rows, text, LONG);
  return {
    ...head(key, text),
    end: true,
    total: { column },
    createCell: () => new FigureCell(style),
    explain: (row) => text.exact(style.valueOf(row, 0), unitOf(key, text)),
    raw: (row) => known(style.valueOf(row, 0)),
  };
}

function styleOf(
  key: SortColumn,
  rows: NodeRows,
  text: CellText,
  longest: number,
): Required<Omit<FigureStyle, 'isNotable'>> {
  const { column } = SORT_COLUMNS[key];
  const { facts } = rows;
  return {
    valueOf: column === 'queue' ? (row) => facts.queueOf(row) : (row) => rows.table.value(row, column as NodeField),
    format: (value) => text.figure(value, longest),
    ofGroup: ({ sum }) => sum,
  };
}

function unitOf(key: SortColumn, { words }: CellText): string {
  return key === 'throughput' ? words.tps : key === 'success' ? words.percent : key === 'latency' ? words.ms : '';
}

function isNotable(before: number, now: number): boolean {
  return Math.abs(now - before) > Math.abs(before) * NOTABLE_SHARE;
}

function known(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value;
}
