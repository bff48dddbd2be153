/** What each card says. A card is a function of the session's figures; what nobody tells is not made up. */
import type { Origin } from '../../domain/live-update.js';
import { TARGET_TPS } from '../../domain/performance-mode.js';
import type { Words } from '../../locales/en.js';
import type { Reading } from '../../session/live-metrics.js';
import type { NodeTable } from '../../session/node-table.js';
import { bandOf } from '../base/chart/bands.js';
import type { Card, CardFigure, CardNote } from './card.js';
import type { CardName } from './card-choice.js';
import type { CardSource } from './card-source.js';
import { FINALITY_PERCENTILES } from './finality-percentiles.js';
import { censusOf, type NodeCensus, type TypeCount } from './node-census.js';

/** What a card says without its name and label. */
type Saying = Pick<Card, 'figure' | 'notes' | 'past'>;

const SAYINGS: Readonly<Record<CardName, (source: CardSource) => Saying>> = {
  tps: sayThroughput,
  efficiency: sayEfficiency,
  transactions: sayTransactions,
  nodes: sayNodes,
  leader: sayLeader,
  finality: sayFinality,
};

/** A card as it is now. */
export function cardOf(name: CardName, source: CardSource): Card {
  return { name, label: source.words.metricCards.labels[name], ...SAYINGS[name](source) };
}

function sayThroughput(source: CardSource): Saying {
  const reading = source.reading('tps');
  return {
    figure: reading && source.figure(reading, source.words.metricCards.tps, 'tps'),
    notes: source.trendNote('tps'),
    past: { series: 'tps', colour: '--_series-1' },
  };
}

function sayEfficiency(source: CardSource): Saying {
  const { words, format, session } = source;
  const target = TARGET_TPS[session.state.performanceMode];
  const past = { series: 'tps', colour: '--_series-1', reference: target } as const;
  const reading = source.reading('tps');
  if (reading === undefined) return { figure: undefined, notes: [], past };
  const percent = source.efficiencyOf(reading.value);
  const band = bandOf(percent);
  const figure: CardFigure = {
    text: format.percent(percent),
    unit: words.metricCards.ofTarget(format.compact(target)),
    exact: words.metricCards.exactShare(format.exact(reading.value), format.exact(target)),
    spoken: words.metricCards.spokenShare(format.percent(percent), format.spoken(target)),
    origin: reading.origin,
    freshForMs: source.freshForMs(reading.origin, 'tps'),
  };
  return { figure, notes: [{ text: words.chart.bands[band], icon: band }], past };
}

function sayTransactions(source: CardSource): Saying {
  const { average, peak, errors, transactions } = source.words.metricCards;
  const reading = source.reading('totalTransactions');
  return {
    figure: reading && source.figure(reading, '', undefined, transactions),
    notes: [
      ...source.note('averageTps', average),
      ...source.note('peakTps', peak),
      ...source.note('errorRate', errors, (rate) => source.format.exact(rate * 100)),
    ],
    past: undefined,
  };
}

function sayNodes(source: CardSource): Saying {
  const { live, words } = source;
  const census = censusOf(live.nodes, live.updatedAt('nodes'));
  const reading = source.reading('activeNodes') ?? countedNodes(source, census);
  const total = source.reading('totalNodes')?.value ?? (census.total > 0 ? census.total : undefined);
  return {
    figure: reading && nodesFigure(source, reading, total),
    notes: [...troubleNotes(source, census), ...census.types.map((type) => typeNote(source, type, words))],
    past: undefined,
  };
}

function nodesFigure(source: CardSource, reading: Reading<number>, total: number | undefined): CardFigure {
  const { format, words } = source;
  const { nodes, ofNodes } = words.metricCards;
  const figure = source.figure(reading, '', undefined, nodes);
  if (total === undefined) return figure;
  return {
    ...figure,
    unit: ofNodes(format.compact(total)),
    exact: `${format.exact(reading.value)} ${ofNodes(format.exact(total))} ${nodes}`,
    spoken: `${format.spoken(reading.value)} ${ofNodes(format.spoken(total))} ${nodes}`,
  };
}

/** Where no message tells the figure, the nodes that told of themselves are counted. */
function countedNodes({ live }: CardSource, { total, active }: NodeCensus): Reading<number> | undefined {
  const at = live.updatedAt('nodes');
  const origin = anyOriginOf(live.nodes);
  return total === 0 || at === undefined || origin === undefined
    ? undefined
    : { value: active, origin: { ...origin, at } };
}

/** Where the nodes come from: the first that told. */
function anyOriginOf(nodes: NodeTable): Origin | undefined {
  for (let row = 0; row < nodes.size; row += 1) {
    const origin = nodes.originOf(row);
    if (origin !== undefined) return origin;
  }
  return undefined;
}

function troubleNotes({ format, words }: CardSource, { failing, offline }: NodeCensus): CardNote[] {
  const { failing: sayFailing, offline: sayOffline } = words.metricCards;
  const notes: CardNote[] = [];
  if (failing > 0) notes.push({ text: sayFailing(format.compact(failing)), icon: 'poor' });
  if (offline > 0) notes.push({ text: sayOffline(format.compact(offline)), icon: 'offline' });
  return notes;
}

function typeNote(
  { format }: CardSource,
  { type, active, total }: TypeCount,
  { metricCards, nodeGrid }: Words,
): CardNote {
  const count =
    active === total ? format.compact(active) : metricCards.share(format.compact(active), format.compact(total));
  return { text: metricCards.typeCount(nodeGrid.types[type], count) };
}

function sayLeader(source: CardSource): Saying {
  const { words, format, live, session } = source;
  const { metricCards } = words;
  const reading = live.leaderReading;
  const nodes = session.state.defaultConfiguration?.nodes ?? [];
  const id = reading?.value ?? '';
  const name = id === '' ? metricCards.nobody : (nodes.find((node) => node.id === id)?.name ?? id);
  const figure: CardFigure | undefined = reading && {
    text: name,
    unit: '',
    exact: id === '' ? name : id,
    spoken: name,
    origin: reading.origin,
    freshForMs: source.freshForMs(reading.origin),
  };
  const notes = [
    ...source.note('term', metricCards.term, (term) => format.exact(term)),
    ...source.note('participationPercent', metricCards.participation, (percent) => format.percent(percent)),
    ...source.note('consensusRounds', metricCards.rounds),
  ];
  return { figure, notes, past: undefined };
}

function sayFinality(source: CardSource): Saying {
  const { milliseconds, spokenMilliseconds, percentile } = source.words.metricCards;
  const reading = source.reading('finalityMs');
  const percentiles = FINALITY_PERCENTILES.flatMap(({ label, field }) =>
    source.note(field, (value) => percentile(label, value)),
  );
  return {
    figure: reading && source.figure(reading, milliseconds, 'finalityMs', spokenMilliseconds),
    notes: percentiles.length > 0 ? percentiles : source.trendNote('finalityMs'),
    past: { series: 'finalityMs', colour: '--_series-2' },
  };
}
