/** Whom the benchmark of the grids compares. */

/** What everybody's cost is net of, what it is measured in, and what it is about. */
export const NOTHING = 'nothing';
export const FLOOR = 'floor';
export const AGAIN = 'floor again';
export const OURS = 'aurigraph-node-grid';
export const AG_GRID = 'AG Grid';
export const REGULAR = 'regular-table';

/**
 * By name the module that makes a table of it. `rests` says why a contender may show changes later than in the next
 * frames: it is waited for before what it shows is compared. `isScrolled` is false for those who show nothing but the
 * first rows.
 */
export const CONTENDERS = [
  { name: NOTHING, entry: 'bench/grids/contenders/nothing.ts', isScrolled: false },
  { name: FLOOR, entry: 'bench/grids/contenders/floor.ts', isScrolled: false },
  // The same once more: how far two measurements of one thing are apart.
  { name: AGAIN, entry: 'bench/grids/contenders/floor.ts', isScrolled: false },
  { name: OURS, entry: 'bench/grids/contenders/aurigraph.ts' },
  { name: AG_GRID, entry: 'bench/peers/ag-grid.js', rests: 'gathers transactions for 50 ms' },
  { name: 'RevoGrid', entry: 'bench/peers/revogrid.js', rests: 'draws in steps of its own' },
  { name: REGULAR, entry: 'bench/peers/regular-table.js' },
  { name: 'Perspective', entry: 'bench/peers/perspective.js', rests: 'sorts in a Worker, and draws as fast as it can' },
  { name: 'Tabulator', entry: 'bench/peers/tabulator.js', rests: 'draws in steps of its own' },
].map((contender) => ({ rests: undefined, isScrolled: true, ...contender, file: fileOf(contender.entry) }));

function fileOf(entry) {
  return entry.replace(/.*\//, '').replace(/\.ts$/, '.js');
}
