/**
 * RevoGrid as its good user would have it: read only, rows of a fixed height, and a list that is sorted outside handed
 * over with each burst, as it sorts only when it is told to. Loaded in its own way, piece by piece.
 */
import { COLUMN_WIDTH, COLUMNS } from './grid-columns.js';
import { SortedRows } from './sorted-rows.js';

const MODULE = '/peers/@revolist/revogrid/dist/revo-grid/revo-grid.esm.js';

export async function prepare() {
  await import(/* @vite-ignore */ MODULE);
  await customElements.whenDefined('revo-grid');
}

export function mount(place, { width, height, rowHeight }, records) {
  const rows = new SortedRows(records);
  const grid = document.createElement('revo-grid');
  grid.style.cssText = `display:block;width:${width}px;height:${height}px`;
  grid.rowSize = rowHeight;
  grid.columns = COLUMNS.map((prop) => ({ prop, name: prop, size: COLUMN_WIDTH }));
  grid.readonly = true;
  grid.hideAttribution = true;
  grid.source = rows.list;
  place.append(grid);
  return {
    update(changed) {
      rows.update(changed);
      grid.source = [...rows.list];
    },
    parts: () => partsOf(grid),
  };
}

function partsOf(grid) {
  const body = grid.querySelector('.main-viewport revogr-viewport-scroll.rgCol .vertical-inner');
  if (body === null) return undefined;
  const { top, bottom } = body.getBoundingClientRect();
  const rows = [...body.querySelectorAll('revogr-data[type=rgRow] .rgRow')].map((row) => [
    ...row.querySelectorAll('.rgCell'),
  ]);
  return { opening: { top, bottom }, rows, scroller: grid.querySelector('revogr-scroll-virtual.vertical') ?? body };
}
