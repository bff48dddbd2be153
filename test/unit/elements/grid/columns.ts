import type { Cell } from '../../../../src/elements/base/grid/cell.js';
import type { GridColumn } from '../../../../src/elements/base/grid/grid-column.js';

/** A column as a test needs it; its cells are of no interest. */
export function column(key: string, facts: Partial<GridColumn> = {}): GridColumn {
  const createCell = (): Cell => {
    throw new Error('Nothing is drawn here.');
  };
  return { key, label: key.toUpperCase(), width: 100, rank: 0, createCell, ...facts };
}
