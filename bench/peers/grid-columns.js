/** What tables of the benchmark show: keys of the columns in their order, and their width in CSS pixels. */
export { COLUMNS } from '../grids/workload.ts';
export const COLUMN_WIDTH = 116;
