/**
 * regular-table as its good user would have it: a list that is sorted outside, of which it asks for the columns of what
 * is in sight, and widths of columns that are kept from one drawing to the next. How it looks is in the page's styles:
 * those of its own theme want a font from elsewhere, and are without effect where that cannot be had.
 */
import 'regular-table';
import { COLUMNS } from './grid-columns.js';
import { SortedRows } from './sorted-rows.js';

export async function mount(place, { width, height }, records) {
  const rows = new SortedRows(records);
  const table = document.createElement('regular-table');
  table.style.cssText = `position:absolute;width:${width}px;height:${height}px`;
  place.append(table);
  table.setDataListener((x0, y0, x1, y1) => {
    const columns = COLUMNS.slice(x0, x1);
    const seen = rows.list.slice(y0, y1);
    return {
      num_rows: rows.list.length,
      num_columns: COLUMNS.length,
      column_headers: columns.map((column) => [column]),
      data: columns.map((column) => seen.map((row) => row[column])),
    };
  });
  await table.draw();
  return {
    update(changed) {
      rows.update(changed);
      return table.draw({ preserve_width: true });
    },
    parts: () => partsOf(table),
  };
}

/** Also of those who show a regular-table in their own elements. */
export function partsOf(table) {
  const head = table.querySelector('thead');
  if (head === null) return undefined;
  const { top } = table.getBoundingClientRect();
  const rows = [...table.querySelectorAll('tbody tr')].map((row) => [...row.querySelectorAll('td')]);
  // Its scrollbars are inside of its box.
  const bottom = top + table.clientHeight;
  return { opening: { top: head.getBoundingClientRect().bottom, bottom }, rows, scroller: table };
}
