/**
 * Perspective as its good user would have it: a table with an index in a Worker, a viewer with its grid, sorted by it,
 * and no settings panel. Its engine sorts in the Worker, which is no part of the main thread. Loaded in its own way, as
 * it brings its WebAssembly along.
 */
import { COLUMNS } from './grid-columns.js';
import { partsOf } from './regular-table.js';

const FOLDER = '/peers/@perspective-dev';
const MODULES = [
  `${FOLDER}/viewer/dist/cdn/perspective-viewer.js`,
  `${FOLDER}/viewer-datagrid/dist/cdn/perspective-viewer-datagrid.js`,
];
const numbers = new Intl.NumberFormat('en');

export const styles = [`${FOLDER}/viewer/dist/css/pro.css`];

let engine;

export async function prepare() {
  const address = `${FOLDER}/client/dist/cdn/perspective.js`;
  engine = (await import(/* @vite-ignore */ address)).default;
  for (const module of MODULES) await import(/* @vite-ignore */ module);
}

export async function mount(place, { width, height }, records) {
  const worker = await engine.worker();
  const table = await worker.table(records, { index: 'id' });
  const viewer = document.createElement('perspective-viewer');
  viewer.style.cssText = `display:block;position:absolute;width:${width}px;height:${height}px`;
  place.append(viewer);
  await viewer.load(Promise.resolve(table));
  await viewer.restore({ plugin: 'Datagrid', sort: [['throughput', 'desc']], columns: COLUMNS, settings: false });
  return {
    update: (changed) => table.update(changed),
    parts() {
      const shown = find(place, 'regular-table');
      return shown && partsOf(shown);
    },
    says: (record) => COLUMNS.map((column) => wordOf(record[column])),
  };
}

/** Records with nothing but the columns: each further key would become one. */
export function shape(records) {
  return records.map((record) => Object.fromEntries(COLUMNS.map((column) => [column, record[column]])));
}

function wordOf(value) {
  return typeof value === 'number' ? numbers.format(value) : value;
}

/** The first element of a name in a place, its shadow trees included. */
function find(place, name) {
  for (const element of place.querySelectorAll('*')) {
    if (element.localName === name) return element;
    const inside = element.shadowRoot && find(element.shadowRoot, name);
    if (inside) return inside;
  }
  return undefined;
}
