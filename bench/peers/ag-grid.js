/**
 * AG Grid Community as its good user would have it: rows known by their id, transactions that are gathered for the 50 ms
 * that it proposes, so that it sorts once for many of them, and no animation.
 */
import { AllCommunityModule, createGrid, ModuleRegistry } from 'ag-grid-community';
import { COLUMN_WIDTH, COLUMNS } from './grid-columns.js';

ModuleRegistry.registerModules([AllCommunityModule]);

export function mount(place, { width, height, rowHeight }, records) {
  place.style.width = `${width}px`;
  place.style.height = `${height}px`;
  const api = createGrid(place, {
    columnDefs: COLUMNS.map((field) => ({
      field,
      width: COLUMN_WIDTH,
      sortable: true,
      sort: field === 'throughput' ? 'desc' : undefined,
    })),
    rowData: records,
    getRowId: ({ data }) => data.id,
    rowHeight,
    animateRows: false,
    suppressColumnMoveAnimation: true,
  });
  return {
    update: (changed) => api.applyTransactionAsync({ update: changed }),
    parts: () => partsOf(place),
  };
}

function partsOf(place) {
  const [head, body] = [place.querySelector('.ag-header'), place.querySelector('.ag-grid-viewport')];
  if (head === null || body === null) return undefined;
  const top = head.getBoundingClientRect().bottom;
  const { bottom } = body.getBoundingClientRect();
  const rows = [...place.querySelectorAll('.ag-row')].map((row) =>
    COLUMNS.map((column) => row.querySelector(`[col-id="${column}"]`)).filter((cell) => cell !== null),
  );
  // The scrollbar is beside the rows, in an element of its own.
  return { opening: { top, bottom }, rows, scroller: place.querySelector('.ag-body-vertical-scroll-viewport') };
}
