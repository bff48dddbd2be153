/** Words of the panel in which a person chooses how a grid looks; loaded with it. */
export const gridViewEn = {
  columns: 'Columns',
  up: (column: string) => `Move ${column} forward`,
  down: (column: string) => `Move ${column} back`,
  cards: 'With more room for the grid, its columns are chosen here.',
  groupBy: 'Group by',
  ungrouped: 'nothing',
  density: 'Rows',
  densities: { comfortable: 'comfortable', compact: 'compact' },
  take: 'Take away',
  csv: 'CSV',
  json: 'JSON',
  copy: 'Copy view',
  copyHint: 'Copies columns, order, groups and filter as a text that fits into an address',
  reset: 'Reset view',
};
