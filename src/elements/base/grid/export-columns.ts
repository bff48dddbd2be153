import type { RecordSource } from '../grid-engine/record-source.js';
import type { PageColumn } from './column-definition.js';
import type { ExportColumn } from './export-view.js';

/** Columns of a host page's rows as they leave the page: times in UTC, units beside the headings. */
export function exportColumnsOf(source: RecordSource, columns: readonly PageColumn[]): ExportColumn[] {
  return columns.map(({ key, label, kind, unit }) => ({
    key,
    label: unit === '' ? label : `${label} (${unit})`,
    raw: (row) => source.cellOf(row, key),
    isTime: kind === 'time',
  }));
}
