/**
 * Tabulator as its good user would have it: rows drawn where they are seen, of a fixed height, drawing held back until
 * rows are updated and sorted, and all data replaced where all of it changed, which costs less.
 */
import { TabulatorFull } from 'tabulator-tables';
import { COLUMN_WIDTH, COLUMNS } from './grid-columns.js';

export const styles = ['/peers/tabulator-tables/dist/css/tabulator.min.css'];

export async function mount(place, { width, height, rowHeight }, records) {
  place.style.width = `${width}px`;
  const box = document.createElement('div');
  place.append(box);
  const table = new TabulatorFull(box, {
    data: records,
    index: 'id',
    height,
    rowHeight,
    renderVertical: 'virtual',
    columns: COLUMNS.map((field) => ({
      field,
      title: field,
      width: COLUMN_WIDTH,
      ...(field === 'throughput' && { sorter: 'number' }),
    })),
    initialSort: [{ column: 'throughput', dir: 'desc' }],
  });
  await new Promise((resolve) => table.on('tableBuilt', resolve));
  return {
    update: (changed) => (changed.length === records.length ? table.replaceData(changed) : updateSome(table, changed)),
    parts: () => partsOf(box),
  };
}

async function updateSome(table, changed) {
  table.blockRedraw();
  await table.updateData(changed);
  table.setSort('throughput', 'desc');
  table.restoreRedraw();
}

function partsOf(box) {
  const body = box.querySelector('.tabulator-tableholder');
  if (body === null) return undefined;
  const { top } = body.getBoundingClientRect();
  const rows = [...body.querySelectorAll('.tabulator-row')].map((row) => [...row.querySelectorAll('.tabulator-cell')]);
  return { opening: { top, bottom: top + body.clientHeight }, rows, scroller: body };
}
