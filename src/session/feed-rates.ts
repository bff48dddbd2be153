import type { Stop } from '../domain/clock.js';
import type { Configuration } from '../domain/configuration.js';
import { FEED_RATE_OF, type FeedRate, type Origin } from '../domain/live-update.js';
import { CLOCK_SET_BACK_MS } from './arrival-order.js';
import type { NodeTable } from './node-table.js';
import type { Session } from './session.js';

/** How often feeds are counted, in milliseconds. */
const EVERY_MS = 1_000;

/** So long after a rate that somebody else told, none is counted here, in milliseconds. */
const OTHERS_MS = 3_000;

/** What a node said of its feed so long ago counts no more, in milliseconds. */
const SILENT_MS = 30_000;

/**
 * Counts what slim nodes read from each provider, once a second, as long as values of nodes come: no backend tells these
 * sums (protocol 6.2, `apiFeeds`). The demo network does, and so may the tab that runs the stream for others; their
 * figures are left alone.
 *
 * Which provider a node reads is known from the default configuration. Where it says so of no node that tells a rate,
 * there is the sum only. Where no node tells a rate, there is nothing.
 */
export function countFeeds(session: Session): Stop {
  const { live } = session;
  const providers = new Providers();
  let countedAt = -Infinity;
  return live.followNodes((at) => {
    const { lastTime } = live.series('feedRate');
    const since = at - lastTime;
    const isSoon = since < (lastTime === countedAt ? EVERY_MS : OTHERS_MS);
    // A clock that was set back is no reason to wait for the former time.
    if (isSoon && since >= -CLOCK_SET_BACK_MS) return;
    const found = sum(live.nodes, at, providers.of(session.state.defaultConfiguration));
    if (found === undefined) return;
    countedAt = at;
    for (const [field, value] of found.rates)
      if (live.readings.take(field, value, found.origin)) live.addPoint(field, at, value);
    live.changed('system', undefined);
  });
}

interface Sums {
  readonly rates: ReadonlyMap<FeedRate, number>;
  readonly origin: Origin;
}

function sum(nodes: NodeTable, at: number, providers: ReadonlyMap<string, FeedRate>): Sums | undefined {
  const rates = new Map<FeedRate, number>();
  let origin: Origin | undefined;
  const column = nodes.column('feedRate');
  for (let row = 0; row < nodes.size; row += 1) {
    const rate = column[row] ?? NaN;
    const id = nodes.idOf(row);
    if (Number.isNaN(rate) || id === undefined || at - (nodes.updatedAt[row] ?? 0) > SILENT_MS) continue;
    origin ??= nodes.originOf(row);
    add(rates, 'feedRate', rate);
    add(rates, providers.get(id) ?? 'feedRateOther', rate);
  }
  // The rest of nothing is all of it.
  if (rates.size === 2) rates.delete('feedRateOther');
  return origin && { rates, origin: { source: origin.source, confidence: origin.confidence, at } };
}

function add(rates: Map<FeedRate, number>, field: FeedRate, rate: number): void {
  rates.set(field, (rates.get(field) ?? 0) + rate);
}

/** Which rate each slim node of a configuration belongs to. */
class Providers {
  #configuration: Configuration | undefined;
  #rates = new Map<string, FeedRate>();

  of(configuration: Configuration | undefined): ReadonlyMap<string, FeedRate> {
    if (configuration === this.#configuration) return this.#rates;
    this.#configuration = configuration;
    this.#rates = new Map();
    for (const node of configuration?.nodes ?? [])
      if (node.type === 'slim') this.#rates.set(node.id, FEED_RATE_OF[node.config.feedType]);
    return this.#rates;
  }
}
