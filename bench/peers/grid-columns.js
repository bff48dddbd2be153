/** What tables of the benchmark show: keys of the columns in their order, and their width in CSS pixels. */
export const COLUMNS = [
  'id',
  'type',
  'state',
  'throughput',
  'messages',
  'errors',
  'latency',
  'queue',
  'success',
  'updated',
];
export const COLUMN_WIDTH = 116;
