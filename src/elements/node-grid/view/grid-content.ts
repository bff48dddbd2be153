import type { DataHealth } from '../../../session/data-health.js';
import type { GridRows } from '../../base/grid/grid-rows.js';

/** What the grid shows: rows, or what stands in for them. */
export type GridContent = 'rows' | 'loading' | 'failed' | 'idle' | 'empty' | 'no-match';

/**
 * What there is to show of a network's nodes.
 *
 * @param talks Whether the network said anything.
 */
export function contentOfNetwork(rows: GridRows, { state, connected }: DataHealth, talks: boolean): GridContent {
  if (rows.total > 0) return rows.count > 0 ? 'rows' : 'no-match';
  if (state === 'failed' || state === 'idle') return state;
  // The network talks, but of no node: that is an answer, and waiting for the first node may take for ever.
  return state === 'loading' && !(connected && talks) ? 'loading' : 'empty';
}

/** What there is to show of a page's rows. */
export function contentOfPage(rows: GridRows, isRead: boolean): GridContent {
  if (!isRead) return 'loading';
  if (rows.total === 0) return 'empty';
  return rows.count > 0 ? 'rows' : 'no-match';
}
