/**
 * This library's grid once more, for the test of its scrolling: read by the names of its columns, so that it may have others
 * beside them, and with whatever size what is around its box has.
 */
import type { Contender, Parts, Words } from '../contender.js';
import { mount as mountGrid, type shape } from './aurigraph.js';
import type { NodeRecord } from '../workload.js';

export { prepare, shape } from './aurigraph.js';

/** Columns that are compared, and what a cell of them says of a record; the id comes first. */
const COLUMNS: Readonly<Record<string, (record: NodeRecord) => string>> = {
  Node: ({ id }) => id,
  Type: ({ type }) => type,
  Throughput: ({ throughput }) => exact.format(throughput),
  Messages: ({ messages }) => exact.format(messages),
  Errors: ({ errors }) => exact.format(errors),
};

const exact = new Intl.NumberFormat('en');

export const mount: Contender<ReturnType<typeof shape>>['mount'] = async (place, box, records) => {
  const grid = await mountGrid(place, box, records);
  return { update: (changed) => grid.update(changed), parts, says };
};

function says(record: NodeRecord): Words[] {
  // There may be more in a cell than its value.
  return Object.values(COLUMNS).map((say) => (text: string) => text.split(/\s+/).includes(say(record)));
}

function parts(): Parts | undefined {
  const root = document.querySelector('aurigraph-node-grid')?.shadowRoot;
  const scroller = root?.querySelector('[part=grid]');
  const head = root?.querySelector('[part=head]')?.getBoundingClientRect();
  if (!root || !scroller || head === undefined) return undefined;
  const headers = [...root.querySelectorAll('[role=columnheader]')];
  const places = Object.keys(COLUMNS).map((name) =>
    headers.find(({ textContent }) => textContent?.trim().startsWith(name))?.getAttribute('aria-colindex'),
  );
  const rows = [...root.querySelectorAll('[part=rows] > [role=row]')].map((row) =>
    places.flatMap((place) => row.querySelector(`[aria-colindex="${place}"]`) ?? []),
  );
  return { opening: { top: head.bottom, bottom: scroller.getBoundingClientRect().bottom }, rows, scroller };
}
