/** Writes what a grid shows as a file. Loaded when somebody asks for the first one. */
import { fileNameOf, download } from '../../base/export/download.js';
import { exportView, nextTurn, type ExportColumn, type ViewFormat } from '../../base/grid/export-view.js';
import type { GridColumn } from '../../base/grid/grid-column.js';
import type { GridRows } from '../../base/grid/grid-rows.js';
import type { SortKey } from '../../base/grid-engine/sort-keys.js';

/** What is taken away. */
export interface TakeAway {
  readonly rows: GridRows;
  /** In the order in which they are written. */
  readonly columns: readonly GridColumn[];
  readonly heading: string;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly filter: string;
  readonly sort: readonly SortKey[];
  readonly signal: AbortSignal;
}

/** Has the browser save a file. Returns its name, and what to call when it is surely taken; nothing where it was aborted. */
export async function takeAway(
  { rows, columns, heading, now, filter, sort, signal }: TakeAway,
  format: ViewFormat,
): Promise<{ readonly name: string; readonly release: () => void } | undefined> {
  const about = { heading, at: now, filter, sort, groupBy: rows.groupBy };
  const view = { rows: rows.engine, columns: columns.flatMap(exported), about };
  const content = await exportView(view, format, { pause: nextTurn, signal });
  if (content === undefined) return undefined;
  const name = fileNameOf('aurigraph-node-grid', now, format);
  return { name, release: download(content, name) };
}

function exported({ key, label, unit, raw, isTime }: GridColumn): ExportColumn[] {
  if (raw === undefined) return [];
  return [{ key, label: unit === undefined ? label : `${label} (${unit})`, raw, isTime }];
}
